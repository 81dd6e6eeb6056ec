"""An installation that a journey goes on in."""

import subprocess
import sys
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Bogor:
    """A data folder in which the demonstration ran: what the command printed, and the surroundings to go on in it."""

    printed: dict[str, Any]
    environment: dict[str, str]

    def python(self, script: str, *arguments: str) -> str:
        """Run a script in this installation; what it printed."""
        command = [sys.executable, "-c", script, *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=240, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout
