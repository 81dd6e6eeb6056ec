"""Cleans the single values of a row. Only what cannot be meant is taken away; titles, case and spelling stay."""

import functools
import re
import unicodedata

from payung.screening.grid import as_date, as_text, is_number
from payung.screening.workbook_cells import Cell

INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
SEXES = {
    "L": "l lk laki lakilaki pria male m cowok lelaki",
    "P": "p pr perempuan wanita female f w cewek",
}
SEX_OF = {word: sex for sex, words in SEXES.items() for word in words.split()}
PHONE = re.compile(r"[\s().\-‐-—]+")


@functools.lru_cache(65536)
def tidy(text: str) -> str:
    """Return text with single ordinary spaces, without control characters and direction marks."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def readable(cell: Cell) -> str | None:
    """Return a cell as tidy text, None where it is empty."""
    return tidy(cell if type(cell) is str else as_text(cell)) or None


@functools.lru_cache(1024)
def sex(text: str) -> str | None:
    """Return L or P, None where the text says neither."""
    return SEX_OF.get("".join(letter for letter in text.casefold() if letter.isalpha()))


def neighbourhood(cell: Cell) -> str | None:
    """Return RT/RW; where a spreadsheet made it a date, its day and month are the RT and RW that were typed."""
    day = as_date(cell)
    return f"{day.day:02}/{day.month:02}" if day else readable(cell)


def rt_and_rw(rt: Cell, rw: Cell) -> str | None:
    """Return two columns as one RT/RW."""
    parts = [readable(part) or "" for part in (rt, rw)]
    return "/".join(part.zfill(2) for part in parts) if any(parts) else None


def phone(cell: Cell) -> str | None:
    """Return a telephone number in figures, the first zero restored where a numeric cell or +62 took its place."""
    text = PHONE.sub("", readable(cell) or "").lstrip("'")
    if text.startswith("+62"):
        return "0" + text[3:].removeprefix("0")
    if text.startswith("62") and len(text) >= 10:
        return "0" + text[2:].removeprefix("0")
    if text.startswith("8") and text.isdigit() and 9 <= len(text) <= 13:
        return "0" + text
    return text or None


def numeric(cell: Cell) -> int | float | None:
    """Return the number of a numeric cell, None for every other cell."""
    return cell if isinstance(cell, int | float) and is_number(cell) else None
