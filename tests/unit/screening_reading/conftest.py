"""Lists as kelurahan officers send them, made on the spot; every person in them is invented."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

Rows = Sequence[Sequence[Any]]
Maker = Callable[..., Path]


def put(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    """Write text as text and numbers as numbers, as a person typing into differently formatted cells does."""
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, date | datetime):
        sheet.write_datetime(row, column, value, day)
    elif value is not None:
        sheet.write_number(row, column, value)


@pytest.fixture
def workbook(tmp_path: Path) -> Maker:
    """Make an xlsx of the given sheets (name to rows), those in `hidden` hidden; rows alone make one sheet."""

    def make(rows: Rows | dict[str, Rows], hidden: Sequence[str] = (), name: str = "daftar.xlsx") -> Path:
        path = tmp_path / name
        sheets = rows if isinstance(rows, dict) else {"Sheet1": rows}
        with xlsxwriter.Workbook(path) as book:
            day = book.add_format({"num_format": "dd/mm/yyyy"})
            for title, lines in sheets.items():
                sheet = book.add_worksheet(title)
                if title in hidden:
                    sheet.hide()
                for index, line in enumerate(lines):
                    for column, value in enumerate(line):
                        put(sheet, index, column, value, day)
        return path

    return make
