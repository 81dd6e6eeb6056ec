"""Opens a file that somebody sent and returns its sheets as cells, whatever its name says it is.

What the cells mean is for others to find out.
"""

import functools
import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from payung.screening import prescan, separated_text
from payung.screening.refusals import Unreadable
from payung.screening.workbook_cells import Cell, Limits, WorkbookReading, decoded

MAX_BYTES = 50_000_000
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
FIRST_ROWS = 40


@dataclass
class Sheet:
    """A visible sheet: its first rows as cells, and all of them when asked."""

    name: str
    top: list[list[Cell]]
    later: Callable[[], list[list[Cell]]]

    def rows(self) -> list[list[Cell]]:
        """Return every row from row 1 on; worked out at each call, so ask for the chosen sheet only."""
        return [*self.top, *self.later()]


@dataclass(frozen=True)
class Opened:
    """A file's visible sheets, its SHA-256 in hexadecimal, and its size in bytes."""

    sheets: list[Sheet]
    sha256: str
    size: int


def open_sheets(
    path: Path, filename: str | None = None, limits: Limits | None = None, meanwhile: Callable[[], object] | None = None
) -> Opened:
    """Open a workbook or CSV file safely; the sheet of a CSV file bears the name of the file.

    `meanwhile` is called once, while the child process reads a workbook (for a CSV file, before it is read).

    Raises Unreadable, or OSError where the path itself cannot be read.
    """
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("not_a_workbook")
        size = status.st_size
        if size == 0:
            raise Unreadable("empty")
        if size > MAX_BYTES:
            raise Unreadable("too_large", size_mb=-(-size // 1_000_000), limit_mb=MAX_BYTES // 1_000_000)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        magic = file.read(8)
        if magic.startswith((ZIP, EMPTY_ZIP)):
            prescan.inspect(file, size)
            sheets = _workbook(file, limits, meanwhile)
        elif magic == OLE:
            _refuse_old(file)
            sheets = _workbook(file, limits, meanwhile)
        else:
            if meanwhile:
                meanwhile()
            file.seek(0)
            sheets = [_text_sheet(Path(filename or path.name).stem, file.read(MAX_BYTES + 1))]
    return Opened(sheets, digest, size)


def _workbook(file: IO[bytes], limits: Limits | None, meanwhile: Callable[[], object] | None) -> list[Sheet]:
    with WorkbookReading(file, limits) as reading:
        if meanwhile:
            meanwhile()
        found = reading.sheets()
    return [
        Sheet(name, decoded(lines[:FIRST_ROWS]), functools.partial(decoded, lines[FIRST_ROWS:]))
        for name, lines in found
    ]


def _text_sheet(name: str, data: bytes) -> Sheet:
    if not data.strip():
        raise Unreadable("empty")
    rows: list[list[Cell]] = [list(row) for row in separated_text.read(data)]
    return Sheet(name, rows[:FIRST_ROWS], lambda: rows[FIRST_ROWS:])


def _refuse_old(file: IO[bytes]) -> None:
    """Tell an old .xls from the other files of its container: password-protected workbooks, letters, mails."""
    file.seek(0)
    data = file.read(MAX_BYTES + 1)

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise Unreadable("encrypted")
    if has("_VBA_PROJECT"):
        raise Unreadable("macros")
    if not has("Workbook") and not has("Book"):
        raise Unreadable("not_a_workbook")
