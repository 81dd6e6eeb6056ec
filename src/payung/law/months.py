"""The month of a contribution, and month arithmetic on days. Knows no calendar but the Gregorian, and no clock."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A contribution month; its text is `YYYY-MM`, and subtracting two gives the months between them."""

    year: int
    number: int

    def __post_init__(self) -> None:
        date(self.year, self.number, 1)  # refuses what no calendar has, with ValueError

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the month written `YYYY-MM`. Raises ValueError for anything else."""
        match = _ISO_MONTH.fullmatch(text)
        if match is None:
            raise ValueError(f"not a month of the form YYYY-MM: {text!r}")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month that contains `day`."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    def __add__(self, months: int) -> "Month":
        year, zero_based = divmod(self._ordinal + months, 12)
        return Month(year, zero_based + 1)

    def earlier(self, months: int) -> "Month":
        """Return the month `months` before this one."""
        return self + -months

    def __sub__(self, other: "Month") -> int:
        return self._ordinal - other._ordinal

    def __contains__(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.number)

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def _ordinal(self) -> int:
        return self.year * 12 + self.number - 1


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Yield the months from `first` to `last`, both included; none where `last` is earlier."""
    for step in range(last - first + 1):
        yield first + step


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of a shorter month."""
    month = Month.of(day) + months
    return month.first_day.replace(day=min(day.day, month.last_day.day))
