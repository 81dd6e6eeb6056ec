"""Reads birth dates as Indonesian offices write them: the day before the month, always, in words or figures.

What could be read in two ways, or only by swapping day and month, is not read at all.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from payung.screening.birth_years import USUAL_DAY, full_year

MONTHS = {
    1: "januari jan januar january",
    2: "februari pebruari feb peb febuari pebuari february",
    3: "maret mar mrt march maart",
    4: "april apr apl",
    5: "mei may mai",
    6: "juni jun june",
    7: "juli jul july",
    8: "agustus agu agst agt agus ags aug august agustust agsts",
    9: "september sep sept septembr",
    10: "oktober okt october oct oktber",
    11: "november nopember nov nop novem nopem",
    12: "desember des december dec",
}
MONTH_OF = {word: number for number, words in MONTHS.items() for word in words.split()}
ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
WEEKDAYS = re.compile(r"(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\b[\s,]*", re.IGNORECASE)

TIME = r"(?:[T\s]+0{1,2}[:.]00(?:[:.]00(?:\.0+)?)?)?"
ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){TIME}", re.ASCII)
FIGURES = re.compile(rf"(\d{{1,2}})\s*[-/.,\s–]\s*(\d{{1,2}})\s*[-/.,\s–]\s*(\d{{4}}|\d{{2}}){TIME}", re.ASCII)
WORDS = re.compile(r"(\d{1,2})[\s\-/.,]*([A-Za-z]+)[\s\-/.,']*(\d{4}|\d{2})", re.ASCII)
PLACE = re.compile(r"\s*([^\W\d_][^\d,/]*?)\s*[,/.:;\-\s]\s*(?=\d)")

EXCEL_ZERO = date(1899, 12, 30)
SERIALS = range(3_654, 47_500)  # 1910 to 2030; smaller and larger numbers are something else
YEARS = range(1900, 2100)


@dataclass(frozen=True)
class ReadDate:
    """A date, the place written before it, and whether reading it took more than recognising its figures."""

    day: date
    place: str | None = None
    interpreted: bool = False


def read_date(text: str, on: date = USUAL_DAY) -> ReadDate | None:
    """Read a date from text, None where it is unreadable; `on` tells the century of two-digit years."""
    text = WEEKDAYS.sub("", " ".join(text.strip().strip("'").split()))
    if found := _plain(text, on):
        return found
    if place := PLACE.match(text):
        found = _plain(text[place.end() :], on)
        return found and ReadDate(found.day, place[1], found.interpreted)
    return None


def read_number(number: int | float, on: date = USUAL_DAY) -> ReadDate | None:
    """Read a date from a numeric cell: an Excel serial day, or figures such as 17081975 run together."""
    if number != number or abs(number) > 1e9 or number != int(number):
        return None
    return _figures_only(str(int(number)), on)


def _plain(text: str, on: date) -> ReadDate | None:
    if found := ISO.fullmatch(text):
        return _made(found[3], found[2], found[1], on)
    if found := FIGURES.fullmatch(text):
        return _made(found[1], found[2], found[3], on)
    if found := WORDS.fullmatch(text):
        word = found[2].lower()
        month = MONTH_OF.get(word) or ROMAN.get(word)
        return _made(found[1], str(month), found[3], on) if month else None
    if text.isascii() and text.isdigit():
        return _figures_only(text, on)
    return None


def _figures_only(digits: str, on: date) -> ReadDate | None:
    if len(digits) <= 5:
        serial = int(digits or "0")
        return ReadDate(EXCEL_ZERO + timedelta(serial), interpreted=True) if serial in SERIALS else None
    if len(digits) == 7:
        digits = "0" + digits  # a numeric cell drops the first zero
    if len(digits) == 8:
        swapped = digits[:2] in ("19", "20") and 1 <= int(digits[4:6]) <= 12 and int(digits[4:]) // 100 not in (19, 20)
        parts = (digits[6:], digits[4:6], digits[:4]) if swapped else (digits[:2], digits[2:4], digits[4:])
    elif len(digits) == 6:
        parts = (digits[:2], digits[2:4], digits[4:])
    else:
        return None
    found = _made(*parts, on)
    return found and ReadDate(found.day, interpreted=True)


def _made(day: str, month: str, year: str, on: date) -> ReadDate | None:
    short = len(year) == 2
    full = full_year(int(year), on) if short else int(year)
    if full not in YEARS:
        return None
    try:
        return ReadDate(date(full, int(month), int(day)), interpreted=short)
    except ValueError:
        return None
