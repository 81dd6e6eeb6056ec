"""Tells the rows that are about a person from totals, column numbers, repeated headers, signatures and empty rows."""

import itertools
import re

from payung.screening.dates import read_date
from payung.screening.grid import as_text
from payung.screening.headers import Header, column_of, normalised, vocabulary
from payung.screening.workbook_cells import Cell

LIKE_NIK = range(10, 18)  # digits; the number of a civil servant under a signature has 18
DIGITS = re.compile(r"\D+")
MOST_SIGNED = 3  # filled cells; a row with more is about a person, even one employed as "petugas"
COLUMN_NUMBER = re.compile(r"\(?\s*(\d{1,3})\s*[).]?")


def data_rows(rows: list[list[Cell]], header: Header) -> tuple[list[int], int]:
    """Return the 0-based indices of rows about a person, and how many rows below the header are not."""
    nik_at, name_at = header.columns["nik"], header.columns["name"]
    first = header.last_row + 1
    last = len(rows)
    while last > first and not any(cell != "" and as_text(cell).strip() for cell in rows[last - 1]):
        last -= 1
    kept: list[int] = []
    last_numbered = first - 1
    for index in range(first, last):
        row = rows[index]
        nik, name = _text(row, nik_at), _text(row, name_at)
        numbered = _is_like_nik(nik)
        if not numbered and (not (nik or name) or _is_no_person(row, nik, name, index - first)):
            continue
        if numbered:
            last_numbered = index
        kept.append(index)
    tail = _tail_start(rows, kept, last_numbered)
    kept = [index for index in kept if index < tail]
    return kept, last - first - len(kept)


def _text(row: list[Cell], position: int) -> str:
    cell = row[position] if position < len(row) else ""
    return (cell if type(cell) is str else as_text(cell)).strip()


def _is_like_nik(nik: str) -> bool:
    if not nik or nik[:3].casefold() == "nip":
        return False
    return len(DIGITS.sub("", nik)) in LIKE_NIK or "e+" in nik.casefold()


def _is_no_person(row: list[Cell], nik: str, name: str, below_header: int) -> bool:
    """Total, column-number and repeated header rows; only asked where there is nothing like a NIK."""
    texts = [text for cell in row if (text := as_text(cell).strip())]
    if _starts_with(texts[0], vocabulary().totals) or _starts_with(name, vocabulary().totals):
        return True
    if column_of(nik) == "nik" and column_of(name) == "name":
        return True
    return below_header < 3 and _is_numbering(texts)


def _is_numbering(texts: list[str]) -> bool:
    numbers = [COLUMN_NUMBER.fullmatch(text) for text in texts]
    found = [int(number[1]) for number in numbers if number]
    return len(found) == len(texts) >= 2 and all(after > before for before, after in itertools.pairwise(found))


def _tail_start(rows: list[list[Cell]], kept: list[int], last_numbered: int) -> int:
    """Return where the signatures begin: the first row after the last NIK in which a cell begins with their words."""
    if last_numbered < 0 or not kept:
        return len(rows)
    for index in range(last_numbered + 1, kept[-1] + 1):
        texts = [text for cell in rows[index] if cell != "" and (text := as_text(cell).strip())]
        if len(texts) <= MOST_SIGNED and any(_is_signature(text) for text in texts):
            return index
    return len(rows)


def _is_signature(text: str) -> bool:
    dated = read_date(text)
    words = vocabulary()
    return _starts_with(text, words.signatures) or _starts_with(text, words.totals) or bool(dated and dated.place)


def _starts_with(text: str, words: tuple[str, ...]) -> bool:
    found = normalised(text)
    return any(found == word or found.startswith(word + " ") for word in words)
