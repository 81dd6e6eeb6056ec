"""Reads CSV as offices really save it: byte-order marks, UTF-16, Windows letters, `;` or tabs, a `sep=` line."""

import codecs
import csv
import io
import re
from collections import Counter

from payung.screening.prescan import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from payung.screening.refusals import Unreadable

DELIMITERS = ",;\t|"
MAX_LINE = 100_000
VOTERS = 50
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
SEP_LINE = re.compile(r"\s*\"?sep=(.)\"?\s*\Z", re.IGNORECASE)


def read(data: bytes) -> list[list[str]]:
    """Return the rows of a CSV file as text. Raises Unreadable."""
    text = decoded(data)
    if CONTROL.search(text[: 1 << 16]) or text.lstrip()[:1] in ("<", "{") or text.startswith("%PDF"):
        raise Unreadable("not_a_workbook")
    lines = io.StringIO(text, newline=None)
    first = lines.readline(MAX_LINE)
    if said := SEP_LINE.match(first):
        delimiter = said[1]
    else:
        lines.seek(0)
        delimiter = voted_delimiter(text)
    return _rows(lines, delimiter)


def decoded(data: bytes) -> str:
    """Decode by byte-order mark, else as UTF-8, else as Windows-1252. Raises Unreadable."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                raise Unreadable("csv_undecodable") from None
    if b"\0" in data[: 1 << 16]:
        raise Unreadable("not_a_workbook")
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("csv_undecodable")


def voted_delimiter(text: str) -> str:
    """Return the delimiter that gives the same number of columns, more than one, on most of the first lines."""
    lines = [line for line in io.StringIO(text[: 1 << 20], newline=None) if line.strip()][:VOTERS]
    best, best_score = ",", (0, 0)
    for delimiter in DELIMITERS:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
        except csv.Error:
            continue
        del widths[1]
        if widths:
            width, votes = widths.most_common(1)[0]
            best, best_score = max((best, best_score), (delimiter, (votes, width)), key=lambda found: found[1])
    return best


def _rows(lines: io.StringIO, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = 0
    reader = csv.reader((_bounded(line) for line in lines), delimiter=delimiter)
    try:
        for row in reader:
            cells += len(row)
            if len(row) > MAX_COLUMNS and sum(map(bool, row)) > MAX_COLUMNS // 2:
                raise Unreadable("too_many_columns", columns=len(row), limit=MAX_COLUMNS)
            if len(rows) >= MAX_ROWS:
                raise Unreadable("too_many_rows", rows=len(rows) + 1, limit=MAX_ROWS)
            if cells > MAX_CELLS:
                raise Unreadable("too_many_cells", cells=cells, limit=MAX_CELLS)
            rows.append(row)
    except csv.Error:
        raise Unreadable("damaged") from None
    return rows


def _bounded(line: str) -> str:
    if len(line) > MAX_LINE:
        raise Unreadable("not_a_workbook")
    return line
