"""The list back to its sender: the rows as they came, what is wrong in red, and what to do about it beside it."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from payung.screening.checks import BY_CODE, INFORM, REJECT, REVIEW
from payung.screening.findings import VERDICT_LABELS, Translate, finding_sentence
from payung.screening.messages import N_
from payung.screening.reading import ListRead
from payung.screening.verdicts import Screening

STATUS, REASON = N_("Status"), N_("Reason")

_LONGEST_CELL = 32_767  # characters that a workbook's cell can hold
_WIDTH_LOOKED_AT = 200  # rows whose texts decide a column's width
_NUMBERS_AS_TEXT = ("nik", "family_card", "phone")
_LEADS_TO_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ORDER = (REJECT, REVIEW, INFORM)

# Which cells of the list a code speaks of, by the first part of the code or by the whole; the NIK where nothing else.
_CELLS = {
    "name": ("name",),
    "person.mismatch": ("nik", "name"),
    "birth_date": ("birth_date", "birth"),
    "age": ("birth_date", "birth"),
    "domicile": ("village",),
    "village": ("village",),
    "occupation": ("occupation",),
}


def write_annotated(read: ListRead, result: Screening, out: Path, translate: Translate) -> None:
    """Write the annotated workbook to `out`, whole or not at all. Every cell is text; nothing in it is executed."""
    import xlsxwriter

    part = out.with_name(out.name + ".part")
    try:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(part, options) as workbook:
            _write(workbook, read, result, translate)
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)


def _write(workbook: Any, read: ListRead, result: Screening, translate: Translate) -> None:
    width = max((len(row) for row in read.grid), default=0)
    judged = _judged(read, result, translate)
    plain = workbook.add_format({"num_format": "@"})
    red = workbook.add_format({"num_format": "@", "bg_color": "#F4B6B0"})
    head = workbook.add_format({"num_format": "@", "bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    sheet = workbook.add_worksheet(_sheet_name(read.sheet))
    _lay_out(sheet, read, width, plain)
    write = sheet.write_string
    for number, cells in enumerate(read.grid):
        is_header = number == read.header_row - 1
        verdict, reason, marked = judged.get(number + 1, ("", "", frozenset()))
        for column, text in enumerate(cells):
            if text or column in marked:
                write(number, column, _harmless(text), red if column in marked else head if is_header else plain)
        marked_only = [column for column in marked if column >= len(cells)]
        for column in marked_only:
            sheet.write_blank(number, column, None, red)
        if is_header:
            verdict, reason = translate(STATUS), translate(REASON)
        if verdict:
            write(number, width, verdict, head if is_header else plain)
            write(number, width + 1, _harmless(reason), head if is_header else plain)


def _judged(read: ListRead, result: Screening, translate: Translate) -> dict[int, tuple[str, str, frozenset[int]]]:
    """Return by sheet row: the verdict's word, the sentences, and the columns to mark."""
    labels = {verdict: translate(label) for verdict, label in VERDICT_LABELS.items()}
    told: dict[tuple[str, str], str] = {}
    judged = {}
    rows, verdicts = result.rows["row"].to_pylist(), result.rows["verdict"].to_pylist()
    for row, verdict, findings in zip(rows, verdicts, result.rows["findings"].to_pylist(), strict=True):
        sentences = []
        for finding in sorted(findings, key=_weight):
            key = (finding["code"], finding["params"])
            if key not in told:
                told[key] = finding_sentence(*key, translate)
            sentences.append(told[key])
        judged[row] = (labels[verdict], " ".join(sentences), _marked(findings, read.columns))
    return judged


def _weight(finding: dict[str, str]) -> int:
    return _ORDER.index(BY_CODE[finding["code"]].severity)


def _marked(findings: Iterable[dict[str, str]], columns: dict[str, int]) -> frozenset[int]:
    marked = set()
    for finding in findings:
        code = finding["code"]
        if BY_CODE[code].severity != INFORM:
            cells = _CELLS.get(code) or _CELLS.get(code.split(".")[0]) or ("nik",)
            marked |= {columns[cell] for cell in cells if cell in columns}
    return frozenset(marked)


def _lay_out(sheet: Any, read: ListRead, width: int, plain: Any) -> None:
    looked_at = read.grid[read.header_row - 1 :][:_WIDTH_LOOKED_AT]
    for column in range(width):
        sheet.set_column(column, column, _fitting(looked_at, column))
    for name in _NUMBERS_AS_TEXT:
        if name in read.columns:
            sheet.set_column(read.columns[name], read.columns[name], 19, plain)
    sheet.set_column(width, width, 16)
    sheet.set_column(width + 1, width + 1, 90)
    sheet.freeze_panes(read.header_row, 0)
    last = max(read.header_row, len(read.grid)) - 1
    sheet.autofilter(read.header_row - 1, 0, last, width + 1)


def _fitting(rows: Sequence[Sequence[str]], column: int) -> int:
    longest = max((len(row[column]) for row in rows if column < len(row)), default=0)
    return min(max(longest + 2, 6), 40)


def _harmless(text: str) -> str:
    """Text that a spreadsheet would run as a formula when it is saved as CSV and opened again gets an apostrophe."""
    if len(text) > 1 and text.startswith(_LEADS_TO_FORMULA):
        text = "'" + text
    return text[:_LONGEST_CELL]


def _sheet_name(name: str) -> str:
    cleaned = "".join(" " if letter in "[]:*?/\\" else letter for letter in name).strip("' ")[:31]
    return cleaned or "Daftar"
