"""The fields of a parameter file and what is wrong with one. Reads no file and knows no number of the law."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from payung.law.months import Month

CERTAINTIES = ("high", "medium", "low")


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


def checked_entry(place: str, entry: object, keys: set[str], optional: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return an entry that has a source, a certainty and all of `keys`, and no key beyond `optional`."""
    if not isinstance(entry, dict):
        raise UnprovenParameter(f"{place}: a mapping is expected")
    source = entry.get("source")
    if not isinstance(source, str) or not source.strip():
        raise MissingSource(f"{place}: the source is missing")
    require_keys(place, entry, keys, optional)
    if entry["certainty"] not in CERTAINTIES:
        raise UnknownCertainty(f"{place}: certainty must be one of {', '.join(CERTAINTIES)}")
    return entry


def require_keys(
    place: str, fields: Mapping[str, object], keys: set[str], optional: frozenset[str] = frozenset()
) -> None:
    """Refuse an entry that lacks one of `keys` or has one that nobody reads."""
    missing, unknown = keys - set(fields), set(map(str, fields)) - keys - optional
    if missing or unknown:
        wrong = [*(f"{key} is missing" for key in sorted(missing)), *(f"{key} is unknown" for key in sorted(unknown))]
        raise UnprovenParameter(f"{place}: {'; '.join(wrong)}")


def whole_number(place: str, fields: Mapping[str, Any], key: str = "value") -> int:
    """Return a whole number that is not negative."""
    value = fields[key]
    if not isinstance(value, int) or isinstance(value, bool):
        raise InexactNumber(f"{place}: {key} must be a whole number, not {value!r}")
    if value < 0:
        raise InexactNumber(f"{place}: {key} must not be negative")
    return value


def text_field(place: str, fields: Mapping[str, Any], key: str) -> str:
    """Return a text that is not empty."""
    value = fields[key]
    if not isinstance(value, str) or not value.strip():
        raise UnprovenParameter(f"{place}: {key} must be text")
    return value


def day_field(place: str, fields: Mapping[str, Any], key: str) -> date:
    """Return a day."""
    value = fields[key]
    if type(value) is not date:  # a datetime is a date too, and a number of the law begins with a day
        raise UnprovenParameter(f"{place}: {key} must be a day, YYYY-MM-DD")
    return value


def month_field(place: str, fields: Mapping[str, Any], key: str) -> Month:
    """Return a month."""
    try:
        return Month.parse(fields[key])
    except (TypeError, ValueError):
        raise UnprovenParameter(f"{place}: {key} must be a month, YYYY-MM") from None


def names_field(place: str, fields: Mapping[str, Any], key: str) -> frozenset[str]:
    """Return a list of names as a set."""
    value = fields[key]
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise UnprovenParameter(f"{place}: {key} must be a list of names")
    return frozenset(value)
