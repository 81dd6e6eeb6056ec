"""The NIK, Indonesia's 16-digit personal number: what its digits say, and how a badly written one is mended.

A NIK keeps the place and birth date of its first issue for life, even where they were wrong: what it says is a hint.
"""

import re
from dataclasses import dataclass
from datetime import date

from payung.screening.birth_years import full_year

NIK = re.compile(r"[0-9]{16}")
SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,2}")
FLOAT_TAIL = re.compile(r"([0-9]{15,17})[.,]0{1,2}")
SEPARATORS = re.compile(r"[\s'’‘`´\"“”.,\-‐‑‒–—_/:;*\u00a0\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]+")
LABEL = re.compile(r"(?:no\s*)?(?:nik|kk)(?=\d)", re.IGNORECASE)
FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}
LETTERS = str.maketrans("OoIl|", "00111")
MOST_LETTERS = 6
EXACT_FLOAT = 2**53
"""Above this (Papua's numbers begin with 9) a numeric cell cannot hold every whole number."""


@dataclass(frozen=True)
class Understood:
    """What was made of a cell: the 16 digits or None, and "missing", "format", "truncated" or None."""

    digits: str | None
    problem: str | None


def cleaned(text: str) -> str:
    """Return the number in plain digits without separators, letters O, I and l read as the digits they resemble."""
    text = SEPARATORS.sub("", text.translate(FULL_WIDTH))
    text = LABEL.sub("", text)
    mended = text.translate(LETTERS)
    letters = sum(1 for before, after in zip(text, mended, strict=True) if before != after)
    return mended if letters <= MOST_LETTERS and mended.isascii() and mended.isdigit() else text


def from_text(text: str) -> Understood:
    """Understand a number of 16 digits written as text."""
    stripped = text.strip().strip("'").replace(" ", "")
    if not stripped:
        return Understood(None, "missing")
    if SCIENTIFIC.fullmatch(stripped):
        return Understood(None, "truncated")
    if tail := FLOAT_TAIL.fullmatch(stripped):
        return from_number(int(tail[1]))
    digits = cleaned(text)
    if not digits:
        return Understood(None, "missing")
    return Understood(digits, None) if NIK.fullmatch(digits) else Understood(None, "format")


def from_number(number: int | float) -> Understood:
    """Understand a number of 16 digits kept in a numeric cell, where Excel makes every digit after the 15th a 0."""
    if number != int(number):
        return Understood(None, "format")
    digits = str(int(number))
    if not NIK.fullmatch(digits):
        return Understood(None, "format")
    if digits.endswith("0") or number > EXACT_FLOAT:
        return Understood(None, "truncated")
    return Understood(digits, None)


def nik_province(nik: str) -> str:
    """The province of first issue: "32"."""
    return nik[:2]


def nik_regency(nik: str) -> str:
    """The regency or city of first issue, as the Home Ministry writes it: "32.71"."""
    return f"{nik[:2]}.{nik[2:4]}"


def nik_district(nik: str) -> str:
    """The district of first issue, as the Home Ministry writes it: "32.71.01"."""
    return f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}"


def nik_serial(nik: str) -> str:
    """The running number among those of the same place and day: "0001"."""
    return nik[12:]


def nik_sex(nik: str) -> str | None:
    """L or P; women have 40 added to the day. None where the day is impossible."""
    day = int(nik[6:8])
    if 1 <= day <= 31:
        return "L"
    return "P" if 41 <= day <= 71 else None


def nik_birth_date(nik: str) -> tuple[int, int, int] | None:
    """Day, month and two-digit year of birth; None where there is no such day in either century."""
    day, month, year = int(nik[6:8]) % 40 if nik_sex(nik) else 0, int(nik[8:10]), int(nik[10:12])
    if not any(_is_day(century + year, month, day) for century in (1900, 2000)):
        return None
    return day, month, year


def nik_birthday(nik: str, on: date) -> date | None:
    """The full birth date, its century the one plausible for a person listed on day `on`; None where impossible."""
    found = nik_birth_date(nik)
    if found is None:
        return None
    day, month, year = found
    full = full_year(year, on)
    return date(full, month, day) if _is_day(full, month, day) else None


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
