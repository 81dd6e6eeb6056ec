"""Loads the dated numbers of the law from `parameters/*.yaml` and finds the one in force on a day.

Refuses a file that does not prove each number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from payung.law.messages import N_
from payung.law.months import Month
from payung.law.sentences import Refused
from payung.law.strict_yaml import UnreadableYaml, read_yaml

FOLDER = Path(__file__).with_name("parameters")
CERTAINTIES = ("high", "medium", "low")
UNITS = ("rupiah", "months", "per_ten_thousand", "percent_due")
_HEADER = {"description", "unit", "checked"}


class UnprovenParameter(ValueError):  # noqa: N818 - named after what is wrong with the file
    """A parameter file is not as it must be; the message names the file, the entry and what is wrong."""


class MissingSource(UnprovenParameter):
    """A number without the text it comes from."""


class UnsortedDates(UnprovenParameter):
    """Dates that do not rise from entry to entry, or a date given twice."""


class InexactNumber(UnprovenParameter):
    """A number that is not a whole one."""


class UnknownCertainty(UnprovenParameter):
    """A certainty other than high, medium or low."""


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
        raise BeforeTheLaw(
            N_("The rules before {first_on} are not in this program, so nothing can be computed for {asked_on}."),
            first_on=self.values[0].starts_on.isoformat(),
            asked_on=day.isoformat(),
        )


@dataclass(frozen=True)
class Period:
    """A number for the months from `first` to `last`, both included, and for whom.

    For the payers under `unsettled` the text does not say whether it applies.
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


def parameter(name: str) -> Parameter:
    """Return the parameter `name`; a name that is in no file is a KeyError."""
    found = all_parameters()[name]
    if not isinstance(found, Parameter):
        raise KeyError(name)
    return found


def period_parameter(name: str) -> PeriodParameter:
    """Return the rule with an end `name`; a name that is in no file is a KeyError."""
    found = all_parameters()[name]
    if not isinstance(found, PeriodParameter):
        raise KeyError(name)
    return found


@cache
def all_parameters() -> Mapping[str, Parameter | PeriodParameter]:
    """Return every parameter of the program by its file's name, read once."""
    return {path.stem: load(path) for path in sorted(FOLDER.glob("*.yaml"))}


def load(path: Path) -> Parameter | PeriodParameter:
    """Return the parameter of one file. Raises UnprovenParameter, or one of its kinds, for the first thing wrong."""
    try:
        content = read_yaml(path.read_bytes())
    except UnreadableYaml as error:
        raise UnprovenParameter(f"{path.name}: {error}") from error
    if not isinstance(content, dict):
        raise UnprovenParameter(f"{path.name}: a mapping with description, unit, values and checked is expected")
    kind = "periods" if "periods" in content else "values"
    _require_keys(path.name, content, _HEADER | {kind})
    if content["unit"] not in UNITS:
        raise UnprovenParameter(f"{path.name}: unit must be one of {', '.join(UNITS)}")
    entries = content[kind]
    if not isinstance(entries, list) or not entries:
        raise UnprovenParameter(f"{path.name}: {kind} must be a list with at least one entry")
    description = _text(path.name, content, "description")
    checked_on = _day(path.name, content, "checked")
    name = path.stem
    if kind == "periods":
        periods = tuple(_period(f"{path.name}, entry {n}", name, each) for n, each in enumerate(entries, 1))
        _refuse_overlaps(path.name, periods)
        return PeriodParameter(name, description, content["unit"], checked_on, periods)
    values = tuple(_dated_value(f"{path.name}, entry {n}", name, each) for n, each in enumerate(entries, 1))
    for n, (earlier, later) in enumerate(pairwise(values), 2):
        if later.starts_on <= earlier.starts_on:
            raise UnsortedDates(f"{path.name}, entry {n}: {later.starts_on} does not come after {earlier.starts_on}")
    return Parameter(name, description, content["unit"], checked_on, values)


def _dated_value(place: str, name: str, entry: object) -> DatedValue:
    fields = _entry(place, entry, {"from", "value", "source", "certainty"})
    return DatedValue(
        parameter=name,
        starts_on=_day(place, fields, "from"),
        value=_whole_number(place, fields),
        source=fields["source"],
        certainty=fields["certainty"],
    )


def _period(place: str, name: str, entry: object) -> Period:
    fields = _entry(place, entry, {"from", "to", "value", "sectors", "payers", "unsettled", "source", "certainty"})
    period = Period(
        parameter=name,
        first=_month(place, fields, "from"),
        last=_month(place, fields, "to"),
        value=_whole_number(place, fields),
        sectors=_names(place, fields, "sectors"),
        payers=_names(place, fields, "payers"),
        unsettled=_names(place, fields, "unsettled"),
        source=fields["source"],
        certainty=fields["certainty"],
    )
    if period.last < period.first:
        raise UnsortedDates(f"{place}: {period.last} comes before {period.first}")
    if period.payers & period.unsettled:
        raise UnprovenParameter(f"{place}: a payer is both settled and unsettled")
    return period


def _refuse_overlaps(file: str, periods: tuple[Period, ...]) -> None:
    for n, later in enumerate(periods[1:], 2):
        for earlier in periods[: n - 1]:
            if later.first < earlier.first:
                raise UnsortedDates(f"{file}, entry {n}: {later.first} comes before {earlier.first}")
            if later.first <= earlier.last and later.sectors & earlier.sectors:
                raise UnsortedDates(f"{file}, entry {n}: {later.first} lies in the period that begins {earlier.first}")


def _entry(place: str, entry: object, keys: set[str]) -> dict[str, Any]:
    if not isinstance(entry, dict):
        raise UnprovenParameter(f"{place}: a mapping is expected")
    source = entry.get("source")
    if not isinstance(source, str) or not source.strip():
        raise MissingSource(f"{place}: the source is missing")
    _require_keys(place, entry, keys)
    if entry["certainty"] not in CERTAINTIES:
        raise UnknownCertainty(f"{place}: certainty must be one of {', '.join(CERTAINTIES)}")
    return entry


def _require_keys(place: str, fields: Mapping[str, object], keys: set[str]) -> None:
    missing, unknown = keys - set(fields), set(map(str, fields)) - keys
    if missing or unknown:
        wrong = [*(f"{key} is missing" for key in sorted(missing)), *(f"{key} is unknown" for key in sorted(unknown))]
        raise UnprovenParameter(f"{place}: {'; '.join(wrong)}")


def _whole_number(place: str, fields: Mapping[str, Any]) -> int:
    value = fields["value"]
    if not isinstance(value, int) or isinstance(value, bool):
        raise InexactNumber(f"{place}: value must be a whole number, not {value!r}")
    if value < 0:
        raise InexactNumber(f"{place}: value must not be negative")
    return value


def _text(place: str, fields: Mapping[str, Any], key: str) -> str:
    value = fields[key]
    if not isinstance(value, str) or not value.strip():
        raise UnprovenParameter(f"{place}: {key} must be text")
    return value


def _day(place: str, fields: Mapping[str, Any], key: str) -> date:
    value = fields[key]
    if type(value) is not date:  # a datetime is a date too, and a number of the law begins with a day
        raise UnprovenParameter(f"{place}: {key} must be a day, YYYY-MM-DD")
    return value


def _month(place: str, fields: Mapping[str, Any], key: str) -> Month:
    try:
        return Month.parse(fields[key])
    except (TypeError, ValueError):
        raise UnprovenParameter(f"{place}: {key} must be a month, YYYY-MM") from None


def _names(place: str, fields: Mapping[str, Any], key: str) -> frozenset[str]:
    value = fields[key]
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise UnprovenParameter(f"{place}: {key} must be a list of names")
    return frozenset(value)
