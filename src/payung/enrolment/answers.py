"""Understands the lines of BPJS's answer to a registration, and names what keeps a line from being used."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payung.enrolment.bpjs_files import (
    Columns,
    columns_of,
    has_digit,
    member_number_in,
    nik_in,
    number_in,
    read_table,
    text_in,
)
from payung.screening.dates import read_date, read_number
from payung.screening.grid import as_date
from payung.screening.headers import normalised
from payung.screening.workbook_cells import Cell

PROBLEMS: Mapping[str, str | Promise] = {
    "nik": _("The NIK does not have 16 readable digits."),
    "number": _("The member number does not have 11 digits."),
    "date": _("The effective date cannot be read."),
    "nothing": _("Neither a member number nor a reason for refusal is given."),
    "both": _("A member number and a reason for refusal are given at once."),
    "repeated": _("The same person stands on an earlier line of this file."),
    "contradiction": _("Two lines of this file say different things about the same person."),
    "number_twice": _("Two people of this file have the same member number."),
    "unknown": _("No open membership belongs to this NIK."),
    "number_taken": _("This member number belongs to another member already."),
    "other_number": _("Another member number is already recorded for this member."),
    "other_date": _("Another effective date is already recorded for this member."),
    "refused_late": _("BPJS gave this member a number before, and now refuses."),
    "too_early": _("The effective date lies before the month of registration."),
    "too_late": _("The effective date lies more than a year after the registration."),
}


@dataclass(frozen=True)
class AnswerLine:
    """One line: a member number with its date, or a refusal; or else the code of what is wrong with it."""

    row: int
    nik: str | None
    member_number: str | None = None
    effective_on: date | None = None
    refusal: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Answer:
    """The lines of a file, and its SHA-256 in hex."""

    lines: list[AnswerLine]
    sha256: str


def read_answer(path: Path, on: date) -> Answer:
    """Read an answer file; rows without any figure (totals, signatures) are left out. Raises as `read_table` does."""
    columns = columns_of("payung.enrolment", "answer_columns.yaml")
    table = read_table(path, columns)
    lines = [
        _line(row, cells, columns, on)
        for row, cells in table.rows
        if has_digit(cells.get("nik", "")) or has_digit(cells.get("member_number", ""))
    ]
    return Answer(_without_contradictions(lines), table.sha256)


def _line(row: int, cells: Mapping[str, Cell], columns: Columns, on: date) -> AnswerLine:
    nik = nik_in(cells.get("nik", ""))
    given = cells.get("member_number", "")
    number, has_number = member_number_in(given), has_digit(given)
    effective_on, is_date = _day(cells.get("effective_on", ""), on)
    refusal = text_in(cells.get("refusal", ""))
    note = text_in(cells.get("note", ""))
    if not has_number and normalised(note) not in columns.words["accepted_notes"]:
        refusal = refusal or note
    problem = ""
    if nik is None:
        problem = "nik"
    elif has_number and refusal:
        problem = "both"
    elif has_number and number is None:
        problem = "number"
    elif not is_date:
        problem = "date"
    elif not has_number and not refusal:
        problem = "nothing"
    return AnswerLine(row, nik, number, effective_on, refusal, problem)


def _day(cell: Cell, on: date) -> tuple[date | None, bool]:
    """The day a cell holds, and whether it was readable; an empty cell is readable and holds none."""
    day = as_date(cell)
    number = number_in(cell)
    if day is None and number is not None:
        found = read_number(number, on)
        return (found.day, True) if found else (None, False)
    if day is None and text_in(cell).strip("-"):
        found = read_date(text_in(cell), on)
        return (found.day, True) if found else (None, False)
    return day, True


def _without_contradictions(lines: list[AnswerLine]) -> list[AnswerLine]:
    """Of several lines about one person the first counts where they agree, none where they do not."""
    said: dict[str, set[tuple[object, ...]]] = {}
    for line in lines:
        if line.nik:
            said.setdefault(line.nik, set()).add((line.member_number, line.effective_on, line.refusal, line.problem))
    owners = Counter(
        number for number, _nik in {(line.member_number, line.nik) for line in lines if line.member_number}
    )
    seen: set[str] = set()
    kept = []
    for line in lines:
        problem = line.problem
        if not problem and line.nik:
            if len(said[line.nik]) > 1:
                problem = "contradiction"
            elif line.nik in seen:
                problem = "repeated"
            elif line.member_number and owners[line.member_number] > 1:
                problem = "number_twice"
        if line.nik:
            seen.add(line.nik)
        kept.append(replace(line, problem=problem))
    return kept
