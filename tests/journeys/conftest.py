"""The whole synthetic city, built once for the journeys, as `make demo` builds it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from installation import Bogor


@pytest.fixture(scope="session")
def bogor(tmp_path_factory: pytest.TempPathFactory) -> Bogor:
    """The city of 1,144,108 people with its programme run from September to 24 November 2025."""
    folder: Path = tmp_path_factory.mktemp("bogor")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    environment |= {"PAYUNG_DATA": str(folder / "var"), "PAYUNG_KEYS": str(folder / "keys" / "keys.json")}
    command = [sys.executable, "-m", "payung.cli", "demo", "--no-serve", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr
    return Bogor(json.loads(done.stdout), environment)
