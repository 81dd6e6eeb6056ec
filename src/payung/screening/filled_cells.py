"""Finds how far the filled cells of a sheet reach, in pieces of its XML as they are inflated, without a parser.

Only filled cells count: Excel keeps formatted empty ones, and LibreOffice declares empty rows to the sheet's end.
"""

import re
from dataclasses import dataclass

MAX_HELD = 4 << 20  # bytes; no row of an honest workbook comes near this


@dataclass
class Used:
    """The box from A1 to the last filled row and column, and how many cells in it are filled."""

    rows: int = 0
    columns: int = 0
    filled: int = 0

    def reach(self, row: int, column: int, count: int) -> None:
        """Stretch the box to this row and column (1-based) and count the cells."""
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)
        self.filled += count


def column_number(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def cell_name(row: int, column: int) -> str:
    """Row 1, column 28 is AB1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


class XlsxCells:
    """Feeds on a worksheet's XML: `feed` each piece, then `finish`."""

    USUAL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,9})"[^<>]*(?<!/)><(?!/c)')
    ANY = re.compile(rb"<(?:[\w.-]+:)?(row|c)((?=[\s/>])[^<>]*)>(</)?")
    ODD = re.compile(rb"[<:]c(?:[\s/>])")
    REFERENCE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Z]{0,3})(\d{1,9})""", re.IGNORECASE)

    def __init__(self) -> None:
        self.used = Used()
        self.tail = b""
        self.row = self.column = 0

    def feed(self, piece: bytes) -> None:
        """Take the next piece of the sheet's XML."""
        window = self.tail + piece
        # Stop after a row's tag: whether a cell is filled shows in the tag that follows it.
        cut = window.rfind(b"row>") + 4
        if cut < 4:
            cut = len(window) if len(window) > MAX_HELD else 0
        self._scan(window[:cut])
        self.tail = window[cut:]

    def finish(self) -> list[Used]:
        """Return how far the sheet's filled cells reach."""
        self._scan(self.tail)
        self.tail = b""
        return [self.used]

    def _scan(self, text: bytes) -> None:
        usual = text.count(b'<c r="')
        if (usual == text.count(b"<c") or usual == self._cells(text)) and b":c " not in text and b":c>" not in text:
            self._scan_usual(text)
        else:
            self._scan_any(text)

    @staticmethod
    def _cells(text: bytes) -> int:
        return sum(text.count(mark) for mark in (b"<c ", b"<c>", b"<c/", b"<c\n", b"<c\t", b"<c\r"))

    def _scan_usual(self, text: bytes) -> None:
        found = self.USUAL.findall(text)
        if found:
            columns, rows = zip(*found, strict=True)
            self.used.reach(max(map(int, set(rows))), max(map(column_number, set(columns))), len(found))

    def _scan_any(self, text: bytes) -> None:
        """Cells with a prefix, other quotes or no reference, which other programs write and readers accept."""
        for tag in self.ANY.finditer(text):
            kind, attributes, closes = tag.groups()
            reference = self.REFERENCE.search(attributes)
            if kind == b"row":
                self.row = int(reference[2]) if reference else self.row + 1
                self.column = 0
                continue
            self.column += 1
            if reference and reference[1]:
                self.column, self.row = column_number(reference[1].upper()), int(reference[2])
            if not closes and not attributes.endswith(b"/"):
                self.used.reach(self.row, self.column, 1)


class OdsCells:
    """Feeds on an ODS's content.xml, which holds every sheet: `feed` each piece, then `finish`."""

    TOKEN = re.compile(rb"<table:(table-row|table|table-cell|covered-table-cell)((?=[\s/>])[^<>]*)>")
    REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,9})""")

    def __init__(self) -> None:
        self.sheets = [Used()]
        self.tail = b""
        self.row = self.column = 0
        self.row_repeat = 1

    def feed(self, piece: bytes) -> None:
        """Take the next piece of content.xml."""
        window = self.tail + piece
        cut = window.rfind(b"<")
        if cut < 0 or len(window) - cut > MAX_HELD:
            cut = len(window)
        self._scan(window[:cut])
        self.tail = window[cut:]

    def finish(self) -> list[Used]:
        """Return how far the filled cells of each sheet reach."""
        self._scan(self.tail)
        self.tail = b""
        return self.sheets

    def _scan(self, text: bytes) -> None:
        column, last, count = self.column, 0, 0
        for kind, attributes in self.TOKEN.findall(text):
            repeat = 1
            if b"repeated" in attributes and (found := self.REPEATED.search(attributes)):
                repeat = int(found[1])
            if kind == b"table-row" or kind == b"table":
                self._reach(last, count)
                column = last = count = 0
                self._step(kind, repeat)
            else:
                column += repeat
                # A cell written open has text; one with a value has an office:value-type.
                if attributes[-1:] != b"/" or b"value-type" in attributes:
                    last = column
                    count += repeat
        self._reach(last, count)
        self.column = column

    def _reach(self, column: int, count: int) -> None:
        if count:
            self.sheets[-1].reach(self.row + self.row_repeat - 1, column, count * self.row_repeat)

    def _step(self, kind: bytes, repeat: int) -> None:
        if kind == b"table-row":
            self.row += self.row_repeat
            self.row_repeat = repeat
        else:
            self.sheets.append(Used())
            self.row, self.row_repeat = 0, 1
