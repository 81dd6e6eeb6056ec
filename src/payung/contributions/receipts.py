"""Understands BPJS's list of received contributions. Money that cannot be read is refused, never guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from payung.enrolment.bpjs_files import columns_of, has_digit, member_number_in, number_in, read_table, text_in
from payung.groundwork.refusals import Refusal
from payung.law.months import Month
from payung.screening.dates import MONTH_OF, read_date
from payung.screening.grid import as_date
from payung.screening.workbook_cells import Cell

SHOWN_ROWS = 5
LARGEST = 2_147_483_647  # what the column holds; no single person's month comes near it
DOTTED = re.compile(r"(?:rp\.?)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,(?:00?|-))?(?:,?-)?", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(\d{4})[-/. ]?(\d{1,2})")
MONTH_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{4})")
IN_WORDS = re.compile(r"([a-z]+)[-/.' ]*(\d{4})")


class LinesUnreadable(Refusal):
    """Rows whose month, amount or day cannot be read."""

    sentence = _(
        "The month, amount or date cannot be read in %(count)s rows (row %(rows)s). Repair them and send the file "
        "again."
    )


class NoLines(Refusal):
    """Headings, but nobody below them."""

    sentence = _("There are headings but no contribution below them. Check the file and send it again.")


@dataclass(frozen=True)
class ReceivedLine:
    """One person's month as BPJS received it: whole rupiah, and the day it was booked."""

    row: int
    member_number: str
    month: str
    amount: int
    received_on: date


def read_receipt(path: Path, *, month: str, received_on: date) -> list[ReceivedLine]:
    """Read a receipt file; `month` and `received_on` fill what a row leaves empty.

    Rows without any figure in the member number (totals, signatures) are left out. Raises LinesUnreadable, NoLines and
    what `read_table` raises.
    """
    table = read_table(path, columns_of("payung.contributions", "receipt_columns.yaml"))
    read = [
        (row, _line(row, cells, month, received_on))
        for row, cells in table.rows
        if has_digit(cells.get("member_number", ""))
    ]
    unreadable = [row for row, line in read if line is None]
    if unreadable:
        shown = ", ".join(map(str, unreadable[:SHOWN_ROWS]))
        raise LinesUnreadable(count=len(unreadable), rows=shown + (", …" if len(unreadable) > SHOWN_ROWS else ""))
    if not read:
        raise NoLines
    return [line for _row, line in read if line is not None]


def amount_in(cell: Cell) -> int | None:
    """Whole rupiah, from a number or from text such as `Rp16.800,00`; None where it is not exact."""
    number = number_in(cell)
    if number is not None:
        return int(number) if 0 <= number <= LARGEST and number == int(number) else None
    found = DOTTED.fullmatch(text_in(cell).replace(" ", ""))
    amount = int(found[1].replace(".", "")) if found else None
    return amount if amount is not None and amount <= LARGEST else None


def month_in(cell: Cell) -> str | None:
    """The month of a cell as `YYYY-MM`: a date, `2025-09`, `202509`, `09-2025`, `September 2025`; else None."""
    day = as_date(cell)
    if day is not None:
        return str(Month.of(day))
    text = text_in(cell).casefold()
    if found := YEAR_FIRST.fullmatch(text):
        return _month(found[1], int(found[2]))
    if found := MONTH_FIRST.fullmatch(text):
        return _month(found[2], int(found[1]))
    if found := IN_WORDS.fullmatch(text):
        return _month(found[2], MONTH_OF.get(found[1], 0))
    found_day = read_date(text)
    return str(Month.of(found_day.day)) if found_day and not found_day.interpreted else None


def _line(row: int, cells: Mapping[str, Cell], month: str, received_on: date) -> ReceivedLine | None:
    given = cells.get("member_number", "")
    said_month = month_in(cells["month"]) if text_in(cells.get("month", "")) else month
    day = _day(cells["received_on"]) if text_in(cells.get("received_on", "")) else received_on
    amount = amount_in(cells.get("amount", ""))
    if said_month is None or day is None or amount is None:
        return None
    number = member_number_in(given) or text_in(given)[:20]
    return ReceivedLine(row, number, said_month, amount, day)


def _day(cell: Cell) -> date | None:
    found = as_date(cell)
    if found is None and number_in(cell) is None:
        read = read_date(text_in(cell))
        found = read.day if read else None
    return found


def _month(year: str, number: int) -> str | None:
    try:
        return str(Month(int(year), number))
    except ValueError:
        return None
