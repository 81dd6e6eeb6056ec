"""Turns amounts, counts, days and numbers of identity into the text people read, in the active language.

Knows nothing of pages; the template filters of `payung.web.templatetags.payung` are these functions.
"""

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language

NO_BREAK = "\u00a0"  # keeps an amount and its unit on one line
DOT = "•"

MONTHS = {
    "id": (
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
SHORT_MONTHS = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
# Unit, decimals shown, and its short name by language; from the smallest.
SHORT_UNITS = (
    (10**6, 1, {"id": "jt", "en": "m"}),
    (10**9, 2, {"id": "M", "en": "bn"}),
    (10**12, 2, {"id": "T", "en": "tn"}),
)
DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
SCALES = ((10**15, "kuadriliun"), (10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"))


def count(number: int) -> str:
    """Group a whole number by thousands: 12.345 in Indonesian, 12,345 in English.

    Raises TypeError for anything but an int, so that no float is ever shown as an amount.
    """
    if isinstance(number, bool) or not isinstance(number, int):
        raise TypeError(f"a whole number is wanted, not {type(number).__name__}")
    grouped = f"{number:,}"
    return grouped if _language() == "en" else grouped.replace(",", ".")


def rupiah(amount: int) -> str:
    """Write an amount in full: Rp16.800, and -Rp16.800 for a credit. Raises TypeError for anything but an int."""
    return f"{'-' if amount < 0 else ''}Rp{count(abs(amount))}"


def rupiah_short(amount: int) -> str:
    """Write an amount of a million and more shortly: Rp207,4 jt, Rp9,98 M, Rp1,2 T; smaller ones in full.

    A no-break space stands before the unit. Rounded half up; only for headlines, never where people check a sum.
    """
    if abs(amount) < SHORT_UNITS[0][0]:
        return rupiah(amount)
    fits = (each for each in SHORT_UNITS if _steps(amount, each[0], each[1]) < 1000 * 10 ** each[1])
    unit, decimals, names = next(fits, SHORT_UNITS[-1])
    written = _decimal(_steps(amount, unit, decimals), decimals)
    return f"{'-' if amount < 0 else ''}Rp{written}{NO_BREAK}{names[_language()]}"


def percent(part: int, whole: int, decimals: int = 0) -> str:
    """Share of `part` in `whole`, rounded half up: 35%, or 12,5% with one decimal; a dash where `whole` is 0."""
    if whole == 0:
        return "–"
    steps = (part * 100 * 10**decimals * 2 + whole) // (whole * 2)
    return f"{_decimal(steps, decimals, trim=False)}%"


def day(when: date, form: str = "") -> str:
    """Write a day: 24 November 2025, with form "short" 24 Nov, with "numbers" 24/11/2025."""
    if form == "numbers":
        return f"{when.day:02d}/{when.month:02d}/{when.year:04d}"
    if form == "short":
        return f"{when.day}{NO_BREAK}{SHORT_MONTHS[_language()][when.month - 1]}"
    return f"{when.day} {MONTHS[_language()][when.month - 1]} {when.year}"


def month(value: str | date, form: str = "") -> str:
    """Write a month given as "2025-09" or by any of its days: September 2025, with form "short" Sep."""
    year, number = (value.year, value.month) if isinstance(value, date) else map(int, value.split("-"))
    if form == "short":
        return SHORT_MONTHS[_language()][number - 1]
    return f"{MONTHS[_language()][number - 1]} {year}"


def moment(at: datetime, form: str = "") -> str:
    """Write the time of an aware moment in the programme's zone: 10.05 WIB; with form "day" its day before it."""
    local = timezone.localtime(at)
    hours = f"{local:%H:%M}" if _language() == "en" else f"{local:%H.%M}"
    time = f"{hours}{NO_BREAK}{local.tzname()}"
    return f"{day(local.date())}, {time}" if form == "day" else time


def masked_nik(nik: str) -> str:
    """Show only the district of issue and the last two digits: 3271 01•• •••• ••30; all dots where it is no NIK."""
    if len(nik) != 16 or not nik.isascii() or not nik.isdigit():
        return _dots(4)
    groups = [nik[:4], nik[4:6] + _dots(2), _dots(4), _dots(2) + nik[-2:]]
    return NO_BREAK.join(groups)


def masked_account(number: str) -> str:
    """Show only the last four digits of a bank account or member number: •••• ••• 9312."""
    digits = "".join(character for character in number if character.isalnum())
    if len(digits) < 8:
        return _dots(4)
    return NO_BREAK.join([_dots(4), _dots(3), digits[-4:]])


def terbilang(number: int) -> str:
    """Write a whole number in Indonesian words, whatever the language: 16800 is "enam belas ribu delapan ratus".

    Raises OverflowError from 10**18 on.
    """
    if isinstance(number, bool) or not isinstance(number, int):
        raise TypeError(f"a whole number is wanted, not {type(number).__name__}")
    if abs(number) >= 10**18:
        raise OverflowError("no words for a number this large")
    return f"minus {_words(-number)}" if number < 0 else _words(number)


@lru_cache(maxsize=4096)
def _words(number: int) -> str:
    if number < 12:
        return DIGITS[number]
    if number < 20:
        return f"{DIGITS[number - 10]} belas"
    if number < 100:
        return _joined(f"{DIGITS[number // 10]} puluh", number % 10)
    if number < 1000:
        return _joined("seratus" if number < 200 else f"{DIGITS[number // 100]} ratus", number % 100)
    if number < 10**6:
        return _joined("seribu" if number < 2000 else f"{_words(number // 1000)} ribu", number % 1000)
    unit, name = next((unit, name) for unit, name in SCALES if number >= unit)
    return _joined(f"{_words(number // unit)} {name}", number % unit)


def _steps(amount: int, unit: int, decimals: int) -> int:
    """How many of the smallest shown part of `unit` an amount has, rounded half up."""
    step: int = unit // 10**decimals
    return (abs(amount) + step // 2) // step


def _joined(head: str, rest: int) -> str:
    return f"{head} {_words(rest)}" if rest else head


def _decimal(steps: int, decimals: int, *, trim: bool = True) -> str:
    whole, fraction = divmod(steps, 10**decimals)
    digits = f"{fraction:0{decimals}d}" if decimals else ""
    if trim:
        digits = digits.rstrip("0")
    if not digits:
        return count(whole)
    return f"{count(whole)}{'.' if _language() == 'en' else ','}{digits}"


def _dots(number: int) -> str:
    return DOT * number


def _language() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"
