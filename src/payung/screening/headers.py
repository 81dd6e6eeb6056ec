"""Finds the header row of a sheet and what each column holds, by a table of Indonesian and English synonyms."""

import functools
import re
from dataclasses import dataclass
from importlib import resources

import yaml

from payung.screening.grid import as_text
from payung.screening.workbook_cells import Cell

SEARCHED_ROWS = 30
NEEDED = ("nik", "name")
PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
NOT_WORD = re.compile(r"[^\w#]+|_+")
LONG_NUMBER = re.compile(r"\d{6}")
LONGEST_HEADING = 80


@dataclass(frozen=True)
class Vocabulary:
    """The words of data/columns.yaml: heading to column, words to drop, and what begins total and signature rows."""

    headings: dict[str, str]
    noise: frozenset[str]
    totals: tuple[str, ...]
    signatures: tuple[str, ...]


@dataclass(frozen=True)
class Header:
    """A recognised header: the 0-based index of its last row, its columns, and headings nobody asked for."""

    last_row: int
    columns: dict[str, int]
    ignored: tuple[str, ...]


@functools.cache
def vocabulary() -> Vocabulary:
    """Return the words, read once."""
    text = resources.files("payung.screening").joinpath("data/columns.yaml").read_text("utf-8")
    words = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders
    headings: dict[str, str] = {}
    for column, synonyms in words["columns"].items():
        for synonym in synonyms:
            headings[normalised(synonym)] = column
            headings.setdefault(normalised(synonym).replace(" ", ""), column)
    return Vocabulary(headings, frozenset(words["noise"]), tuple(words["totals"]), tuple(words["signatures"]))


def normalised(heading: str) -> str:
    """Return a heading in small letters, its words parted by single spaces, without punctuation."""
    return NOT_WORD.sub(" ", heading.casefold()).strip()


@functools.lru_cache(4096)
def column_of(heading: str) -> str | None:
    """Return the column that a heading names, None where it names none."""
    if not heading or len(heading) > LONGEST_HEADING:
        return None
    words = vocabulary()
    whole = normalised(heading)
    short = normalised(PARENTHESES.sub(" ", heading))
    bare = " ".join(word for word in short.split() if word not in words.noise)
    for candidate in (whole, whole.replace(" ", ""), short, short.replace(" ", ""), bare, bare.replace(" ", "")):
        if candidate and candidate in words.headings:
            return words.headings[candidate]
    return None


def find_header(top: list[list[Cell]]) -> Header | None:
    """Return the best header among the first rows, of one row or two; None where none has both NIK and name."""
    rows = [[as_text(cell).strip() for cell in row] for row in top[: SEARCHED_ROWS + 1]]
    best: Header | None = None
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        found = [_recognised(row, index)]
        if index + 1 < len(rows) and not any(LONG_NUMBER.search(cell) for cell in rows[index + 1]):
            found.append(_recognised(_joined(row, rows[index + 1]), index + 1))
        for header in found:
            if header and (best is None or len(header.columns) > len(best.columns)):
                best = header
    return best


def _recognised(headings: list[list[str]] | list[str], index: int) -> Header | None:
    columns: dict[str, int] = {}
    ignored: list[str] = []
    for position, heading in enumerate(headings):
        forms = [heading] if isinstance(heading, str) else heading
        column = next((found for form in forms if (found := column_of(form))), None)
        if column and column not in columns:
            columns[column] = position
        elif column != "number" and (seen := next(filter(None, forms), "")):
            ignored.append(" ".join(seen.split())[:LONGEST_HEADING])
    return Header(index, columns, tuple(ignored)) if all(name in columns for name in NEEDED) else None


def _joined(upper: list[str], lower: list[str]) -> list[list[str]]:
    """Return the forms a heading over two rows can take; a merged upper cell counts for the columns it spans."""
    width = max(len(upper), len(lower))
    upper = upper + [""] * (width - len(upper))
    lower = lower + [""] * (width - len(lower))
    above = ""
    joined: list[list[str]] = []
    for top, bottom in zip(upper, lower, strict=True):
        above = top or (above if bottom else "")
        joined.append([f"{above} {bottom}", f"{bottom} {above}", bottom] if bottom else [top])
    return joined
