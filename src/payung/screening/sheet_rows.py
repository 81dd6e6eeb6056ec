"""Fills the one sheet of a finished workbook with many rows of text, straight into its XML.

XlsxWriter writes the workbook (formats, widths, frozen rows); cell by cell it would also need two seconds for a list.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

Cell = tuple[int, str, str]  # 0-based column, text, number of the format as `styles` gives it

SHEET = "xl/worksheets/sheet1.xml"

_LONGEST_CELL = 32_767  # characters that a workbook's cell can hold
_ROWS_AT_ONCE = 500
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"} | _CONTROL)
_LOOKS_ESCAPED = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")  # text that a reader would take for an escaped letter
_SURROGATES = re.compile("[\ud800-\udfff]")


def styles(template: Path) -> list[str]:
    """Return the format numbers of the cells of the template's first row, in their order."""
    with zipfile.ZipFile(template) as archive:
        return re.findall(r'<c r="[A-Z]+1" s="(\d+)"', archive.read(SHEET).decode())


def fill(template: Path, out: Path, rows: Iterable[tuple[int, Iterable[Cell]]], width: int, height: int) -> None:
    """Write `out` as `template` with `rows` (0-based number, cells in column order) as its sheet's data."""
    with (
        zipfile.ZipFile(template) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as target,
    ):
        for entry in source.infolist():
            if entry.filename != SHEET:
                target.writestr(entry.filename, source.read(entry))
        before, after = _around(source.read(SHEET).decode())
        whole = f'<dimension ref="A1:{_letters(max(width, 1) - 1)}{max(height, 1)}"/>'
        with target.open(SHEET, "w") as sheet:
            sheet.write(re.sub(r"<dimension [^>]*/>", whole, before).encode())
            for piece in _pieces(rows, [_letters(column) for column in range(width)]):
                sheet.write(piece)
            sheet.write(after.encode())


def _around(sheet: str) -> tuple[str, str]:
    before, rest = sheet.split("<sheetData>", 1)
    return before + "<sheetData>", "</sheetData>" + rest.split("</sheetData>", 1)[1]


def _pieces(rows: Iterable[tuple[int, Iterable[Cell]]], letters: list[str]) -> Iterator[bytes]:
    pending: list[str] = []
    for number, cells in rows:
        place = str(number + 1)
        pending.append(f'<row r="{place}">')
        for column, text, style in cells:
            if text:
                pending.append(
                    f'<c r="{letters[column]}{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
                    f"{_escaped(text)}</t></is></c>"
                )
            else:
                pending.append(f'<c r="{letters[column]}{place}" s="{style}"/>')
        pending.append("</row>")
        if number % _ROWS_AT_ONCE == 0:
            yield "".join(pending).encode()
            pending.clear()
    yield "".join(pending).encode()


def _escaped(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text[:_LONGEST_CELL]
    if "_x" in text:
        text = _LOOKS_ESCAPED.sub("_x005F_x", text)
    return _SURROGATES.sub("?", text[:_LONGEST_CELL]).translate(_ESCAPED)


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
