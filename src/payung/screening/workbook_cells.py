"""Runs the child that opens a workbook, bounded in time, memory and output, and takes its cells back."""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from payung.screening import workbook_child
from payung.screening.refusals import Unreadable

MEMORY = 1 << 30
OUTPUT = 256 << 20
SECONDS = 30.0
PROCESSOR_SECONDS = 25

Cell = str | float | int | bool | dict[str, str]
"""Text, number, true or false as JSON has them; `{"date": "1980-07-01"}` and the like for what JSON has not."""


@dataclass(frozen=True)
class Limits:
    """What one reading may use: bytes of memory and of output, seconds on the clock and of the processor."""

    memory: int = MEMORY
    output: int = OUTPUT
    seconds: float = SECONDS
    processor_seconds: int = PROCESSOR_SECONDS


class WorkbookReading:
    """A child at work on an open workbook; a context manager, after which the child is gone whatever happened."""

    def __init__(self, file: IO[bytes], limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.deadline = time.monotonic() + self.limits.seconds
        file.seek(0)
        program = [sys.executable, "-I", str(Path(workbook_child.__file__))]
        self.child = subprocess.Popen(  # noqa: S603 - our own program, no shell, no argument from outside
            [*program, str(self.limits.memory), str(self.limits.processor_seconds)],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
        )

    def __enter__(self) -> "WorkbookReading":
        return self

    def __exit__(self, *_: object) -> None:
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait()
        if self.child.stdout:
            self.child.stdout.close()

    def sheets(self) -> list[tuple[str, list[bytes]]]:
        """Return name and undecoded rows of every visible sheet, in order. Raises Unreadable."""
        lines = self._output().split(b"\n")
        if lines[-2:] != [b'{"end":true}', b""]:
            raise Unreadable("damaged")
        found: list[tuple[str, list[bytes]]] = []
        for line in lines[:-2]:
            if line.startswith(b"{"):
                found.append((str(json.loads(line)["sheet"]), []))
            else:
                found[-1][1].append(line)
        return found

    def _output(self) -> bytes:
        if self.child.stdout is None:  # pragma: no cover - Popen was asked for a pipe
            raise Unreadable("damaged")
        chunks: list[bytes] = []
        total = 0
        pipe = self.child.stdout.fileno()
        with selectors.DefaultSelector() as ready:
            ready.register(pipe, selectors.EVENT_READ)
            while True:
                if not ready.select(max(0.0, self.deadline - time.monotonic())):
                    raise Unreadable("took_too_long")
                chunk = os.read(pipe, 1 << 20)
                if not chunk:
                    break
                total += len(chunk)
                if total > self.limits.output:
                    raise Unreadable("too_much_memory")
                chunks.append(chunk)
        self._judge(self._exit_code())
        return b"".join(chunks)

    def _exit_code(self) -> int:
        try:
            return self.child.wait(max(0.1, self.deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise Unreadable("took_too_long") from None

    def _judge(self, code: int) -> None:
        if code == -signal.SIGXCPU:
            raise Unreadable("took_too_long")
        # Rust aborts when it cannot have the memory it asks for; the kernel kills when there is none left.
        if code in (workbook_child.EXIT_MEMORY, -signal.SIGABRT, -signal.SIGSEGV, -signal.SIGKILL):
            raise Unreadable("too_much_memory")
        if code == workbook_child.EXIT_ENCRYPTED:
            raise Unreadable("encrypted")
        if code != 0:
            raise Unreadable("damaged")


def decoded(lines: list[bytes]) -> list[list[Cell]]:
    """Turn the child's rows into cells."""
    rows: Any = json.loads(b"[" + b",".join(lines) + b"]")
    return list(rows)
