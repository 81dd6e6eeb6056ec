"""Reads the facts of one case (`given` in a file of cases) into the law's own types.

Refuses, with a sentence, what it cannot use.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from payung.law.messages import N_
from payung.law.months import Month, months_between
from payung.law.sentences import Refused

# A hundred years of room on both sides, so that counting months never leaves the calendar.
_FIRST_DAY = date.min.replace(year=date.min.year + 100)
_PERCENT = re.compile(r"([0-9]{1,3})%")
_WHOLE = 100
_MOST_IN_A_LIST = 10  # losses, children, changes of payer: every combination of their readings is computed
_LAST_DAY = date.max.replace(year=date.max.year - 100)


class UnusableFact(Refused):
    """A fact is absent, unknown or of the wrong form."""


class Given:
    """The facts of one case, read by name; a name that is never asked for is refused by `finish`."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._facts = dict(facts)
        self._read = {"programme"}

    def day(self, name: str) -> date:
        """Return the day `name`. Raises UnusableFact where it is absent."""
        found = self.day_or_none(name)
        if found is None:
            raise _absent(name)
        return found

    def day_or_none(self, name: str) -> date | None:
        """Return the day `name`, or None where it is absent or empty."""
        value = self._value(name)
        if value is None:
            return None
        day = _day(value)
        if day is None or not _FIRST_DAY <= day <= _LAST_DAY:
            raise UnusableFact(N_("{fact} must be a day written YYYY-MM-DD."), fact=name)
        return day

    def month(self, name: str) -> Month:
        """Return the month `name`. Raises UnusableFact where it is absent."""
        value = self._value(name)
        if value is None:
            raise _absent(name)
        return _month(name, value)

    def months(self, name: str) -> frozenset[Month]:
        """Return the months of a list, or of a mapping with `from` and `to`, both included."""
        value = self._value(name)
        if isinstance(value, Mapping) and set(value) == {"from", "to"}:
            first, last = _month(name, value["from"]), _month(name, value["to"])
            if last < first:
                raise UnusableFact(N_("{fact}: the last month comes before the first."), fact=name)
            return frozenset(months_between(first, last))
        if isinstance(value, list):
            return frozenset(_month(name, each) for each in value)
        if value is None:
            raise _absent(name)
        raise UnusableFact(N_("{fact} must be a list of months, or a first and a last month (from, to)."), fact=name)

    def whole(self, name: str, default: int | None = None) -> int:
        """Return the whole number `name`, or `default` where it is absent."""
        value = self._value(name)
        if value is None:
            if default is None:
                raise _absent(name)
            return default
        if not isinstance(value, int) or isinstance(value, bool):
            raise UnusableFact(N_("{fact} must be a whole number."), fact=name)
        return value

    def word(self, name: str) -> str:
        """Return the word `name`. Raises UnusableFact where it is absent."""
        found = self.word_or_none(name)
        if found is None:
            raise _absent(name)
        return found

    def word_or_none(self, name: str) -> str | None:
        """Return the word `name`, or None where it is absent."""
        value = self._value(name)
        if value is not None and not isinstance(value, str):
            raise UnusableFact(N_("{fact} must be a word."), fact=name)
        return value

    def amount_or_none(self, name: str, most: int | None = None) -> int | None:
        """Return the whole number `name`, not negative nor above `most`, or None where it is absent."""
        if self._value(name) is None:
            return None
        found = self.whole(name)
        if found < 0:
            raise UnusableFact(N_("{fact} must not be negative."), fact=name)
        if most is not None and found > most:
            raise UnusableFact(N_("{fact} must not be more than {most}."), fact=name, most=most)
        return found

    def percent_or_none(self, name: str) -> int | None:
        """Return a percentage written `50%` or 50, from 0 to 100, or None where it is absent."""
        value = self._value(name)
        if value is None:
            return None
        match = _PERCENT.fullmatch(value) if isinstance(value, str) else None
        number = int(match[1]) if match else value
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= _WHOLE:
            raise UnusableFact(N_("{fact} must be a whole percentage from 0% to 100%."), fact=name)
        return number

    def flag(self, name: str, default: bool = False) -> bool:
        """Return the yes or no `name`, or `default` where it is absent."""
        value = self._value(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise UnusableFact(N_("{fact} must be true or false."), fact=name)
        return value

    def has(self, name: str) -> bool:
        """Whether `name` is given, even as empty."""
        return name in self._facts

    def is_given(self, name: str) -> bool:
        """Whether `name` is given and not empty."""
        return self._facts.get(name) is not None

    def many(self, name: str) -> list["Given"]:
        """Return the list of mappings `name`; none where it is absent."""
        value = self._value(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
            raise UnusableFact(N_("{fact} must be a list of mappings."), fact=name)
        if len(value) > _MOST_IN_A_LIST:
            raise UnusableFact(N_("{fact} must not have more than {most} entries."), fact=name, most=_MOST_IN_A_LIST)
        return [Given(each) for each in value]

    def inside(self, name: str) -> "Given | None":
        """Return the mapping `name`, or None where it is absent."""
        value = self._value(name)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise UnusableFact(N_("{fact} must be a mapping."), fact=name)
        return Given(value)

    def days_by_month(self, name: str) -> dict[Month, date]:
        """Return the mapping of months to days `name`; none where it is absent."""
        found = self.inside(name)
        return {} if found is None else {_month(name, month): found.day(month) for month in found.names}

    @property
    def names(self) -> list[str]:
        """The names of all the facts given, as text."""
        return sorted(map(str, self._facts))

    def finish(self) -> None:
        """Refuse facts that nobody asked for: a mistyped name must not be ignored silently."""
        unknown = sorted(set(map(str, self._facts)) - self._read)
        if unknown:
            raise UnusableFact(N_("These facts are not known for this programme: {names}."), names=unknown)

    def _value(self, name: str) -> Any:
        self._read.add(name)
        return self._facts.get(name)


def _absent(name: str) -> UnusableFact:
    return UnusableFact(N_("The fact {fact} is missing."), fact=name)


def _day(value: object) -> date | None:
    if type(value) is date:
        return value
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day is not None and day.isoformat() == value else None  # not 20250910, nor a week date


def _month(name: str, value: object) -> Month:
    try:
        month = Month.parse(value) if isinstance(value, str) else None
    except ValueError:
        month = None
    if month is None or not Month.of(_FIRST_DAY) <= month <= Month.of(_LAST_DAY):
        raise UnusableFact(N_("{fact} must be a month written YYYY-MM."), fact=name)
    return month
