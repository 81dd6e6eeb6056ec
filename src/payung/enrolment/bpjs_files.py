"""Reads a table that BPJS sent, workbook or CSV, into rows of cells under the names of our columns.

What the cells mean, and whom they concern, is decided by whoever asked for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payung.groundwork.refusals import Refusal
from payung.intake.actions.receiving import FileRefused
from payung.screening.grid import as_date, as_text
from payung.screening.headers import normalised
from payung.screening.nik import from_number, from_text
from payung.screening.refusals import Unreadable
from payung.screening.sheets import Sheet, open_sheets
from payung.screening.workbook_cells import Cell

SEARCHED_ROWS = 30
MEMBER_NUMBER_DIGITS = 11


class ColumnsMissing(Refusal):
    """No sheet has a row with the headings that are needed."""

    sentence = _(
        "No row with the headings %(headings)s was found in the first %(rows)s rows. Write these names above the "
        "columns and send the file again."
    )


@dataclass(frozen=True)
class Columns:
    """What a kind of file must have: each column's headings, the columns it cannot do without, and other words."""

    of_heading: Mapping[str, str]
    needed: frozenset[str]
    words: Mapping[str, Any]

    @property
    def named(self) -> str:
        """The first heading of each needed column, for a sentence."""
        first: dict[str, str] = {}
        for heading, column in self.of_heading.items():
            first.setdefault(column, heading)
        return ", ".join(first[column].upper() for column in sorted(self.needed))


@dataclass(frozen=True)
class Table:
    """The rows below the headings: the row number as a person counts it, and the cells by column."""

    rows: list[tuple[int, dict[str, Cell]]]
    sha256: str
    size: int


@cache
def columns_of(package: str, file_name: str) -> Columns:
    """The columns described by a data file of a part, read once."""
    words = yaml.safe_load(resources.files(package).joinpath(f"data/{file_name}").read_text("utf-8"))
    of_heading = {normalised(heading): column for column, headings in words["columns"].items() for heading in headings}
    return Columns(of_heading, frozenset(words["needed"]), words)


def read_table(path: Path, columns: Columns) -> Table:
    """Read the first sheet with the needed headings. Raises FileRefused with the reader's sentence, ColumnsMissing."""
    try:
        opened = open_sheets(path)
    except Unreadable as unreadable:
        raise FileRefused(unreadable.sentence(gettext)) from unreadable
    for sheet in opened.sheets:
        found = _header(sheet, columns)
        if found is not None:
            index, places = found
            rows = [
                (number, {column: row[place] for column, place in places.items() if place < len(row)})
                for number, row in enumerate(sheet.rows()[index + 1 :], index + 2)
            ]
            return Table(
                [(number, row) for number, row in rows if any(map(_is_filled, row.values()))],
                opened.sha256,
                opened.size,
            )
    raise ColumnsMissing(headings=columns.named, rows=SEARCHED_ROWS)


def number_in(cell: Cell) -> int | float | None:
    """The number of a numeric cell, None for every other cell."""
    return cell if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def nik_in(cell: Cell) -> str | None:
    """The 16 digits of a NIK, None where the cell does not hold them all."""
    number = number_in(cell)
    return (from_text(as_text(cell)) if number is None else from_number(number)).digits


def member_number_in(cell: Cell) -> str | None:
    """BPJS's member number (KPJ) of 11 digits; a numeric cell gets back the zeros it dropped."""
    text = "".join(as_text(cell).split()).replace("-", "").replace(".", "").lstrip("'")
    if number_in(cell) is not None:
        text = text.zfill(MEMBER_NUMBER_DIGITS)
    return text if len(text) == MEMBER_NUMBER_DIGITS and text.isascii() and text.isdigit() else None


def text_in(cell: Cell) -> str:
    """The text of a cell without space around it."""
    return " ".join(as_text(cell).split())


def has_digit(cell: Cell) -> bool:
    """Whether anything in the cell could be part of a number: tells rows of people from totals and signatures."""
    return any(letter.isdigit() for letter in as_text(cell))


def _header(sheet: Sheet, columns: Columns) -> tuple[int, dict[str, int]] | None:
    for index, row in enumerate(sheet.top[:SEARCHED_ROWS]):
        places: dict[str, int] = {}
        for place, cell in enumerate(row):
            column = columns.of_heading.get(normalised(as_text(cell)))
            if column is not None:
                places.setdefault(column, place)
        if columns.needed <= places.keys():
            return index, places
    return None


def _is_filled(cell: Cell) -> bool:
    return as_date(cell) is not None or bool(as_text(cell).strip())
