"""An installation that a journey goes on in, and the server that opens it to a browser."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STARTS_IN, STOPS_IN = 90, 60  # seconds, on a busy machine


@dataclass(frozen=True)
class Bogor:
    """A data folder in which the demonstration ran: what the command printed, and the surroundings to go on in it."""

    printed: dict[str, Any]
    environment: dict[str, str]

    @property
    def data(self) -> Path:
        """The data folder."""
        return Path(self.environment["PAYUNG_DATA"])

    def python(self, script: str, *arguments: str) -> str:
        """Run a script in this installation; what it printed."""
        command = [sys.executable, "-c", script, *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=240, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


def surroundings(folder: Path) -> dict[str, str]:
    """The environment of an installation whose data and keys lie in `folder`."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    return environment | {"PAYUNG_DATA": str(folder / "var"), "PAYUNG_KEYS": str(folder / "keys" / "keys.json")}


def built(folder: Path) -> Bogor:
    """Build the city in `folder` as `make demo` does."""
    environment = surroundings(folder)
    command = [sys.executable, "-m", "payung.cli", "demo", "--no-serve", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr
    return Bogor(json.loads(done.stdout), environment)


def copied(bogor: Bogor, folder: Path) -> Bogor:
    """The same installation once more in `folder`, so that what is done in it leaves the first as it was."""
    # The database's files belong to an account of their own where the tests run as root; cp keeps their owner.
    subprocess.run(["cp", "-a", str(bogor.data), str(folder / "var")], check=True, timeout=120)
    (folder / "keys").mkdir(mode=0o700)
    shutil.copy2(bogor.environment["PAYUNG_KEYS"], folder / "keys" / "keys.json")
    return Bogor(bogor.printed, surroundings(folder))


class Served:
    """`payung serve` on a free port, until the block ends."""

    def __init__(self, bogor: Bogor, log: Path) -> None:
        """Serve the installation; what the server says goes to `log`."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.bogor, self.log, self.port = bogor, log, port
        self.url = f"http://127.0.0.1:{port}"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Served":
        """Start, and wait until the server says it is well."""
        command = [sys.executable, "-m", "payung.cli", "serve", "--port", str(self.port)]
        with self.log.open("wb") as said:
            self._process = subprocess.Popen(command, env=self.bogor.environment, stdout=said, stderr=said)
        until = time.monotonic() + STARTS_IN
        while not self.is_well():
            assert self._process.poll() is None, self.log.read_text()
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.2)
        return self

    def __exit__(self, *_error: object) -> None:
        """Stop as a Ctrl-C does; worker and database go along."""
        assert self._process is not None
        self._process.terminate()
        try:
            self._process.wait(STOPS_IN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise

    def is_well(self) -> bool:
        """Whether server and database answer."""
        try:
            with urllib.request.urlopen(f"{self.url}/sehat/", timeout=5) as answer:  # noqa: S310 - our own server
                return bool(json.load(answer)["status"] == "ok")
        except OSError:
            return False
