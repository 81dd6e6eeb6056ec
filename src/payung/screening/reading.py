"""Reads a candidate list that somebody sent: safely opened, its header found, its rows told apart, its values cleaned.

It judges nobody: what is wrong with a row is for the checks to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from payung.screening import grid
from payung.screening.data_rows import data_rows
from payung.screening.headers import SEARCHED_ROWS, Header, find_header
from payung.screening.refusals import Unreadable
from payung.screening.sheets import Sheet, open_sheets
from payung.screening.workbook_cells import Limits

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ListRead", "Unreadable", "read_list"]


@dataclass(frozen=True)
class ListRead:
    """A list as it was understood.

    `rows` has the form of LIST_SCHEMA, one row for each person. `grid` is the sheet as sent, as text: `grid[0]` is
    sheet row 1, titles, totals and signatures included; rows can be of unequal length; a number is without exponent, a
    date DD-MM-YYYY. `columns` gives the 0-based sheet column of each recognised column; besides those of LIST_SCHEMA
    (`village` for `village_given`, `district` for `district_given`) there can be `birth` (place and date in one),
    `rt`, `rw` and `number`.
    """

    rows: pa.Table
    grid: list[list[str]]
    sheet: str
    header_row: int
    columns: dict[str, int]
    ignored_columns: tuple[str, ...]
    ignored_rows: int
    sha256: str
    size: int


def read_list(
    path: Path,
    *,
    filename: str | None = None,
    on: date | None = None,
    limits: Limits | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> ListRead:
    """Read the candidate list in a workbook (xlsx, ods, xls, xlsb) or CSV file.

    `on` is the day that tells the century of two-digit birth years. `filename`, the name the sender gave it, names the
    sheet of a CSV file; what kind of file it is, only the content says. `meanwhile` is called once while
    another process opens the file: the moment to load libraries or open an engine.

    Raises Unreadable with one sentence for the sender, or OSError.
    """
    opened = open_sheets(path, filename, limits, meanwhile or _load_arrow)
    sheet, header = _best_sheet(opened.sheets)
    rows = sheet.rows()
    kept, ignored = data_rows(rows, header)
    if not kept:
        raise Unreadable("no_rows")
    from payung.screening.candidates import Candidates

    shown = grid.texts(rows)
    return ListRead(
        rows=Candidates(rows, shown, kept, header.columns, on).table(),
        grid=shown,
        sheet=sheet.name,
        header_row=header.last_row + 1,
        columns=header.columns,
        ignored_columns=header.ignored,
        ignored_rows=ignored,
        sha256=opened.sha256,
        size=opened.size,
    )


def _load_arrow() -> None:
    """Load Arrow while the child reads, and not at all for a file that is refused before."""
    import payung.screening.candidates  # noqa: F401 - loading is the purpose


def _best_sheet(sheets: list[Sheet]) -> tuple[Sheet, Header]:
    """Return the sheet whose header has the most columns, the first of equals."""
    if not any(sheet.top for sheet in sheets):
        raise Unreadable("no_sheet")
    found = [(sheet, header) for sheet in sheets if (header := find_header(sheet.top))]
    if not found:
        raise Unreadable("no_header", rows=SEARCHED_ROWS)
    return max(found, key=lambda pair: len(pair[1].columns))
