"""Loads the dated numbers of the law from `parameters/*.yaml` and finds the one in force on a day.

Refuses a file that does not prove each number.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from payung.law.messages import N_
from payung.law.months import Month
from payung.law.parameter_fields import CERTAINTIES as CERTAINTIES
from payung.law.parameter_fields import InexactNumber as InexactNumber
from payung.law.parameter_fields import MissingSource as MissingSource
from payung.law.parameter_fields import UnknownCertainty as UnknownCertainty
from payung.law.parameter_fields import (
    UnprovenParameter,
    UnsortedDates,
    checked_entry,
    day_field,
    month_field,
    names_field,
    require_keys,
    text_field,
    whole_number,
)
from payung.law.sentences import Refused
from payung.law.strict_yaml import UnreadableYaml, read_yaml

FOLDER = Path(__file__).with_name("parameters")
UNITS = (
    "rupiah",
    "months",
    "years",
    "hours",
    "days",
    "children",
    "times_base",
    "percent",
    "per_thousand",
    "per_ten_thousand",
    "percent_due",
    "yes_no",
)
_HEADER = {"description", "unit", "checked"}
_KINDS = ("values", "periods", "rows")
_ROW_EXTRAS = frozenset({"or", "up_to", "per"})


class BeforeTheLaw(Refused):
    """The day lies before the first number known."""


@dataclass(frozen=True)
class DatedValue:
    """A number from the day it came into force, with its source."""

    parameter: str
    starts_on: date
    value: int
    source: str
    certainty: str


@dataclass(frozen=True)
class Parameter:
    """One number of the law through time, the oldest first."""

    name: str
    description: str
    unit: str
    checked_on: date
    values: tuple[DatedValue, ...]

    def on(self, day: date) -> DatedValue:
        """Return the value in force on `day`. Raises BeforeTheLaw for a day before the first."""
        for dated in reversed(self.values):
            if dated.starts_on <= day:
                return dated
        raise before_the_law(self.values[0].starts_on, day)


@dataclass(frozen=True)
class Period:
    """A number for the months from `first` to `last`, both included, and for whom.

    For the payers under `unsettled` the text does not say whether it applies; to those under `inferred` it applies by
    inference only, so the certainty is at most medium.
    """

    parameter: str
    first: Month
    last: Month
    value: int
    sectors: frozenset[str]
    payers: frozenset[str]
    unsettled: frozenset[str]
    source: str
    certainty: str
    inferred: frozenset[str] = frozenset()

    def dated(self) -> DatedValue:
        """Return the number as one in force since the period's first day."""
        return DatedValue(self.parameter, self.first.first_day, self.value, self.source, self.certainty)


@dataclass(frozen=True)
class PeriodParameter:
    """A rule with an end: its periods in the order of their first months."""

    name: str
    description: str
    unit: str
    checked_on: date
    periods: tuple[Period, ...]

    def in_month(self, month: Month, sector: str) -> Period | None:
        """Return the period of the sector that contains `month`, or None."""
        for period in self.periods:
            if period.first <= month <= period.last and sector in period.sectors:
                return period
        return None


@dataclass(frozen=True)
class Row:
    """One row of a table: its number from a day on.

    `others` are numbers that other sources print for the same row, none of them settled. `up_to` is the upper end of a
    range. `per` says that the number counts once for each so many units of the loss.
    """

    code: str
    dated: DatedValue
    others: tuple[int, ...] = ()
    up_to: int | None = None
    per: int | None = None


@dataclass(frozen=True)
class Table:
    """A table of the law: its rows, each with its own source and certainty."""

    name: str
    description: str
    unit: str
    checked_on: date
    rows: tuple[Row, ...]

    def row(self, code: str, day: date) -> Row | None:
        """Return the row `code` in force on `day`, None for a code no row has. Raises BeforeTheLaw."""
        known = [row for row in self.rows if row.code == code]
        for row in reversed(known):
            if row.dated.starts_on <= day:
                return row
        if known:
            raise before_the_law(known[0].dated.starts_on, day)
        return None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the rows, each once, in the order of the file."""
        return tuple(dict.fromkeys(row.code for row in self.rows))


AnyParameter = Parameter | PeriodParameter | Table
_Kind = TypeVar("_Kind", Parameter, PeriodParameter, Table)
_other_folder: ContextVar[Mapping[str, AnyParameter] | None] = ContextVar("other_folder", default=None)


def before_the_law(first: date, asked: date) -> BeforeTheLaw:
    """Return the refusal of a day before the first number known."""
    return BeforeTheLaw(
        N_("The rules before {first_on} are not in this program, so nothing can be computed for {asked_on}."),
        first_on=first.isoformat(),
        asked_on=asked.isoformat(),
    )


def parameter(name: str) -> Parameter:
    """Return the parameter `name`; a name that is in no file is a KeyError."""
    return _of_kind(name, Parameter)


def period_parameter(name: str) -> PeriodParameter:
    """Return the rule with an end `name`; a name that is in no file is a KeyError."""
    return _of_kind(name, PeriodParameter)


def table(name: str) -> Table:
    """Return the table `name`; a name that is in no file is a KeyError."""
    return _of_kind(name, Table)


def all_parameters() -> Mapping[str, AnyParameter]:
    """Return every parameter by its file's name: the program's own, read once, or those of `parameters_used`."""
    return _other_folder.get() or _own_parameters()


def parameters_of(folder: Path) -> Mapping[str, AnyParameter]:
    """Return every parameter of a folder by its file's name. Raises UnprovenParameter."""
    return {path.stem: load(path) for path in sorted(folder.glob("*.yaml"))}


@contextmanager
def parameters_used(parameters: Mapping[str, AnyParameter]) -> Iterator[None]:
    """Compute with other numbers inside the block, in this thread or task only."""
    token = _other_folder.set(parameters)
    try:
        yield
    finally:
        _other_folder.reset(token)


@cache
def _own_parameters() -> Mapping[str, AnyParameter]:
    return parameters_of(FOLDER)


def _of_kind(name: str, kind: type[_Kind]) -> _Kind:
    found = all_parameters()[name]
    if not isinstance(found, kind):
        raise KeyError(name)
    return found


def load(path: Path) -> AnyParameter:
    """Return the parameter of one file. Raises UnprovenParameter, or one of its kinds, for the first thing wrong."""
    try:
        content = read_yaml(path.read_bytes())
    except UnreadableYaml as error:
        raise UnprovenParameter(f"{path.name}: {error}") from error
    if not isinstance(content, dict):
        raise UnprovenParameter(f"{path.name}: a mapping with description, unit, values and checked is expected")
    kind = next((each for each in _KINDS if each in content), "values")
    require_keys(path.name, content, _HEADER | {kind})
    if content["unit"] not in UNITS:
        raise UnprovenParameter(f"{path.name}: unit must be one of {', '.join(UNITS)}")
    entries = content[kind]
    if not isinstance(entries, list) or not entries:
        raise UnprovenParameter(f"{path.name}: {kind} must be a list with at least one entry")
    head = (
        path.stem,
        text_field(path.name, content, "description"),
        content["unit"],
        day_field(path.name, content, "checked"),
    )
    places = [(f"{path.name}, entry {n}", each) for n, each in enumerate(entries, 1)]
    if kind == "periods":
        periods = tuple(_period(place, path.stem, each) for place, each in places)
        _refuse_overlaps(path.name, periods)
        return PeriodParameter(*head, periods)
    if kind == "rows":
        rows = tuple(_row(place, path.stem, each) for place, each in places)
        _refuse_unsorted(path.name, [(row.code, row.dated.starts_on) for row in rows])
        return Table(*head, rows)
    values = tuple(_dated_value(place, path.stem, each) for place, each in places)
    _refuse_unsorted(path.name, [("", each.starts_on) for each in values])
    return Parameter(*head, values)


def _dated_value(place: str, name: str, entry: object) -> DatedValue:
    fields = checked_entry(place, entry, {"from", "value", "source", "certainty"})
    return DatedValue(
        parameter=name,
        starts_on=day_field(place, fields, "from"),
        value=whole_number(place, fields),
        source=fields["source"],
        certainty=fields["certainty"],
    )


def _period(place: str, name: str, entry: object) -> Period:
    keys = {"from", "to", "value", "sectors", "payers", "unsettled", "source", "certainty"}
    fields = checked_entry(place, entry, keys, frozenset({"inferred"}))
    period = Period(
        parameter=name,
        first=month_field(place, fields, "from"),
        last=month_field(place, fields, "to"),
        value=whole_number(place, fields),
        sectors=names_field(place, fields, "sectors"),
        payers=names_field(place, fields, "payers"),
        unsettled=names_field(place, fields, "unsettled"),
        source=fields["source"],
        certainty=fields["certainty"],
        inferred=names_field(place, fields, "inferred") if "inferred" in fields else frozenset(),
    )
    if period.last < period.first:
        raise UnsortedDates(f"{place}: {period.last} comes before {period.first}")
    if period.payers & period.unsettled:
        raise UnprovenParameter(f"{place}: a payer is both settled and unsettled")
    if not period.inferred <= period.payers:
        raise UnprovenParameter(f"{place}: an inferred payer must be one of the payers")
    return period


def _row(place: str, name: str, entry: object) -> Row:
    fields = checked_entry(place, entry, {"code", "from", "value", "source", "certainty"}, _ROW_EXTRAS)
    code = text_field(place, fields, "code")
    plain = {key: value for key, value in fields.items() if key not in {"code", *_ROW_EXTRAS}}
    row = Row(
        code=code,
        dated=_dated_value(place, f"{name}.{code}", plain),
        others=_other_values(place, fields.get("or", [])),
        up_to=whole_number(place, fields, "up_to") if "up_to" in fields else None,
        per=whole_number(place, fields, "per") if "per" in fields else None,
    )
    if row.up_to is not None and row.up_to <= row.dated.value:
        raise UnprovenParameter(f"{place}: up_to must be more than value")
    if row.per == 0:
        raise UnprovenParameter(f"{place}: per must be at least one")
    return row


def _other_values(place: str, values: object) -> tuple[int, ...]:
    if not isinstance(values, list):
        raise UnprovenParameter(f"{place}: or must be a list of numbers")
    return tuple(whole_number(place, {"or": each}, "or") for each in values)


def _refuse_unsorted(file: str, entries: list[tuple[str, date]]) -> None:
    last: dict[str, date] = {}
    for n, (code, starts_on) in enumerate(entries, 1):
        if code in last and starts_on <= last[code]:
            raise UnsortedDates(f"{file}, entry {n}: {starts_on} does not come after {last[code]}")
        last[code] = starts_on


def _refuse_overlaps(file: str, periods: tuple[Period, ...]) -> None:
    for n, later in enumerate(periods[1:], 2):
        for earlier in periods[: n - 1]:
            if later.first < earlier.first:
                raise UnsortedDates(f"{file}, entry {n}: {later.first} comes before {earlier.first}")
            if later.first <= earlier.last and later.sectors & earlier.sectors:
                raise UnsortedDates(f"{file}, entry {n}: {later.first} lies in the period that begins {earlier.first}")
