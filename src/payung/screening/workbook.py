"""The list back to its sender: the rows as they came, what is wrong in red, and what to do about it beside it."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from payung.screening.checks import BY_CODE, INFORM, REJECT, REVIEW
from payung.screening.findings import VERDICT_LABELS, Translate, finding_sentence
from payung.screening.messages import N_
from payung.screening.reading import ListRead
from payung.screening.sheet_rows import Cell, fill, styles
from payung.screening.verdicts import Screening

STATUS, REASON = N_("Status"), N_("Reason")

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
    width = max((len(row) for row in read.grid), default=0)
    part = out.with_name(out.name + ".part")
    with tempfile.TemporaryDirectory(prefix="payung-workbook-") as folder:
        template = Path(folder) / "template.xlsx"
        _write_template(template, read, width)
        try:
            fill(template, part, _rows(read, result, width, styles(template), translate), width + 2, len(read.grid))
            os.replace(part, out)
        finally:
            part.unlink(missing_ok=True)


def _write_template(path: Path, read: ListRead, width: int) -> None:
    """A workbook without the rows: sheet name, widths, frozen header, filter, and one cell of each format."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet(_sheet_name(read.sheet))
        plain = workbook.add_format({"num_format": "@"})
        red = workbook.add_format({"num_format": "@", "bg_color": "#F4B6B0"})
        head = workbook.add_format({"num_format": "@", "bold": True, "bottom": 1})
        for column, form in enumerate((plain, red, head)):
            sheet.write_string(0, column, "x", form)
        _lay_out(sheet, read, width, plain)


def _rows(
    read: ListRead, result: Screening, width: int, formats: list[str], translate: Translate
) -> Iterator[tuple[int, list[Cell]]]:
    plain, red, head = formats
    judged = _judged(read, result, translate)
    for number, texts in enumerate(read.grid):
        if number == read.header_row - 1:
            cells = [(column, _harmless(text), head) for column, text in enumerate(texts)]
            yield number, [*cells, (width, translate(STATUS), head), (width + 1, translate(REASON), head)]
            continue
        verdict, reason, marked = judged.get(number + 1, ("", "", frozenset()))
        cells = [
            (column, _harmless(text), red if column in marked else plain)
            for column, text in enumerate(texts)
            if text or column in marked
        ]
        cells += [(column, "", red) for column in sorted(marked) if column >= len(texts)]
        if verdict:
            cells += [(width, verdict, plain), (width + 1, _harmless(reason), plain)]
        yield number, cells


def _judged(read: ListRead, result: Screening, translate: Translate) -> dict[int, tuple[str, str, frozenset[int]]]:
    """Return by sheet row: the verdict's word, the sentences, and the columns to mark."""
    labels = {verdict: translate(label) for verdict, label in VERDICT_LABELS.items()}
    told: dict[tuple[str, str], str] = {}
    judged = {}
    rows, verdicts = result.rows["row"].to_pylist(), result.rows["verdict"].to_pylist()
    for row, verdict, findings in zip(rows, verdicts, result.rows["findings"].to_pylist(), strict=True):
        sentences = []
        for finding in sorted(findings, key=_weight):
            if _is_told(finding["code"]):
                key = (finding["code"], finding["params"])
                if key not in told:
                    told[key] = finding_sentence(*key, translate)
                sentences.append(told[key])
        judged[row] = (labels[verdict], " ".join(sentences), _marked(findings, read.columns))
    return judged


def _is_told(code: str) -> bool:
    """What only informs asks nothing of the sender, except what was changed in his own cells."""
    return BY_CODE[code].severity != INFORM or code == "value.cleaned"


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
        return "'" + text
    return text


def _sheet_name(name: str) -> str:
    cleaned = "".join(" " if letter in "[]:*?/\\" else letter for letter in name).strip("' ")[:31]
    return cleaned or "Daftar"
