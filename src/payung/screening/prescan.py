"""Looks through a zipped workbook before anything opens it: entries, real unpacked size, macros, links, far cells.

It inflates in small pieces and searches bytes; it parses no XML and believes no declared size.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from payung.screening.filled_cells import OdsCells, Used, XlsxCells, cell_name
from payung.screening.refusals import Unreadable

MAX_ENTRIES = 2_000
MAX_UNPACKED = 400 << 20
MAX_RATIO = 250
RATIO_FREE = 20 << 20  # below this size a high ratio harms nobody
MAX_COLUMNS = 200
MAX_ROWS = 200_000
MAX_CELLS = 4_000_000
PIECE = 1 << 20

ODS = b"application/vnd.oasis.opendocument.spreadsheet"
UNZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


def inspect(file: IO[bytes], size: int) -> None:
    """Refuse a zipped workbook that is harmful or no workbook, by raising Unreadable; otherwise return."""
    if _directory_entries(file) > MAX_ENTRIES:
        raise Unreadable("zip_bomb")
    try:
        with zipfile.ZipFile(file) as archive:
            _inspect_entries(archive, size)
    except UNZIP_ERRORS as problem:
        raise Unreadable("damaged") from problem


def refuse_too_big(used: Used) -> None:
    """Raise Unreadable where the box around a sheet's filled cells is more than a list needs."""
    box = used.rows * used.columns
    if used.columns <= MAX_COLUMNS and used.rows <= MAX_ROWS and box <= MAX_CELLS:
        return
    if used.filled * 20 < box and (used.rows > MAX_ROWS or used.columns > MAX_COLUMNS) and box > 20_000:
        raise Unreadable("far_cell", cell=cell_name(used.rows, used.columns))
    if used.columns > MAX_COLUMNS:
        raise Unreadable("too_many_columns", columns=used.columns, limit=MAX_COLUMNS)
    if used.rows > MAX_ROWS:
        raise Unreadable("too_many_rows", rows=used.rows, limit=MAX_ROWS)
    raise Unreadable("too_many_cells", cells=box, limit=MAX_CELLS)


def _directory_entries(file: IO[bytes]) -> int:
    """Count the directory entries by their marks, before zipfile makes an object of each."""
    file.seek(0)
    count, tail = 0, b""
    while piece := file.read(PIECE):
        window = tail + piece
        count += window.count(b"PK\x01\x02")
        tail = window[-3:]
    file.seek(0)
    return count


def _inspect_entries(archive: zipfile.ZipFile, size: int) -> None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    is_ods = _refuse_by_names(archive, names)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Unreadable("encrypted")
    unpacked = 0
    for entry in entries:
        cells = _counter(entry.filename, is_ods)
        for piece in _pieces(archive, entry):
            unpacked += len(piece)
            if unpacked > MAX_UNPACKED or (unpacked > RATIO_FREE and unpacked > MAX_RATIO * size):
                raise Unreadable("zip_bomb")
            if cells is not None:
                cells.feed(piece)
        if cells is not None:
            for used in cells.finish():
                refuse_too_big(used)


def _refuse_by_names(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """Say whether it is an ODS, else it is an XLSX or XLSB; raise Unreadable where it is neither or carries more."""
    lower = {name.lower() for name in names}
    if "content.xml" in names:
        if "mimetype" not in names or not _start(archive, "mimetype").startswith(ODS):
            raise Unreadable("not_a_workbook")
        if "META-INF/manifest.xml" in names and b"encryption-data" in _start(archive, "META-INF/manifest.xml"):
            raise Unreadable("encrypted")
        if any(name.startswith(("basic/", "scripts/")) and not name.endswith("/") for name in lower):
            raise Unreadable("macros")
        return True
    if not lower & {"xl/workbook.xml", "xl/workbook.bin"}:
        raise Unreadable("not_a_workbook")
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in lower):
        raise Unreadable("macros")
    if any(name.startswith("xl/externallinks/") and not name.endswith("/") for name in lower):
        raise Unreadable("external_links")
    return False


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as entry:
        return entry.read(PIECE)


def _counter(name: str, is_ods: bool) -> OdsCells | XlsxCells | None:
    if is_ods:
        return OdsCells() if name == "content.xml" else None
    skipped = ("xl/media/", "docProps/", "xl/theme/")
    return None if name.startswith(skipped) or not name.lower().endswith(".xml") else XlsxCells()


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as stream:
        while piece := stream.read(PIECE):
            yield piece
