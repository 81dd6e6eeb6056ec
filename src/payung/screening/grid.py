"""The text of a cell as a person would have typed it, and the used area of a sheet as text."""

import functools
import math
from datetime import date, datetime

from payung.screening.workbook_cells import Cell

EXACT = 1e15  # below this a whole number is shown without an exponent


def as_text(cell: Cell) -> str:
    """Return a cell as text: whole numbers without point, dates as DD-MM-YYYY, true and false in capitals."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, dict):
        return _tagged_text(next(iter(cell), ""), next(iter(cell.values()), ""))
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return ""
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else repr(cell)
    return str(cell)


def as_date(cell: Cell) -> date | None:
    """Return the day of a date cell, None for every other cell."""
    if not isinstance(cell, dict):
        return None
    text = cell.get("date") or cell.get("datetime")
    return _day(text) if text else None


@functools.lru_cache(65536)
def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def is_number(cell: Cell) -> bool:
    """Say whether the cell holds a number, not text that looks like one."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def texts(rows: list[list[Cell]]) -> list[list[str]]:
    """Return every cell as text, trailing empty rows left out; a text cell is the same object, so this is cheap."""
    grid = [[cell if type(cell) is str else as_text(cell) for cell in row] for row in rows]
    while grid and not any(cell.strip() for cell in grid[-1]):
        grid.pop()
    return grid


@functools.lru_cache(65536)
def _tagged_text(kind: str, text: str) -> str:
    day = as_date({kind: text})
    return f"{day.day:02}-{day.month:02}-{day.year:04}" if day else text
