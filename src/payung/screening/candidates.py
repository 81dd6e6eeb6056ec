"""Turns the data rows of a sheet into the table of candidates, each change recorded beside its row."""

from collections.abc import Callable, Iterator
from datetime import date

import pyarrow as pa

from payung.screening import arrow_columns, nik, values
from payung.screening.birth_years import USUAL_DAY
from payung.screening.dates import ReadDate, read_date, read_number
from payung.screening.grid import as_date, as_text
from payung.screening.tables import LIST_SCHEMA
from payung.screening.workbook_cells import Cell

Change = tuple[str, str, str]
SHOWN = 60  # characters of a changed value that are kept; nothing that long is a name or number


class Candidates:
    """Builds the table column by column.

    `rows` are the sheet's, `shown` the same as text, `kept` the 0-based indices of those about a person.
    """

    def __init__(
        self, rows: list[list[Cell]], shown: list[list[str]], kept: list[int], columns: dict[str, int], on: date | None
    ) -> None:
        self.rows = [rows[index] for index in kept]
        self.shown = [shown[index] for index in kept]
        self.numbers = [index + 1 for index in kept]
        self.columns = columns
        self.on = on or USUAL_DAY
        self.cleaned: list[list[Change] | None] = [None] * len(kept)

    def table(self) -> pa.Table:
        """Return the candidates in the form of LIST_SCHEMA."""
        texts: dict[str, list[str | None]] = self._names() | self._numbers()
        days, texts["birth_date_given"], texts["birth_place"] = self._births()
        texts["sex"] = [values.sex(text) if text else None for text in self._plain("sex")]
        texts["village_given"] = self._given("village")
        texts["district_given"] = self._given("district")
        for column in ("address", "occupation", "mother_name"):
            texts[column] = list(self._tidied(column))
        texts["neighbourhood"] = list(self._neighbourhoods())
        texts["phone"] = list(self._phones())
        made = {name: arrow_columns.texts(column) for name, column in texts.items()}
        made["row"] = arrow_columns.integers(self.numbers)
        made["birth_date"] = arrow_columns.days(days)
        made["cleaned"] = arrow_columns.changes(self.cleaned)
        return pa.Table.from_arrays([made[name] for name in LIST_SCHEMA.names], schema=LIST_SCHEMA)

    def _cells(self, column: str) -> list[Cell]:
        at = self.columns.get(column)
        if at is None:
            return [""] * len(self.rows)
        return [row[at] if at < len(row) else "" for row in self.rows]

    def _given(self, column: str) -> list[str | None]:
        if column not in self.columns:
            return [None] * len(self.rows)
        at = self.columns[column]
        return [(row[at] or None) if at < len(row) else None for row in self.shown]

    def _plain(self, column: str) -> Iterator[str | None]:
        return map(values.readable, self._cells(column))

    def _changed(self, index: int, column: str, before: str, after: str) -> None:
        change = (column, before[:SHOWN], after[:SHOWN])
        known = self.cleaned[index]
        if known is None:
            self.cleaned[index] = [change]
        else:
            known.append(change)

    def _tidied(self, column: str) -> Iterator[str | None]:
        """Tidy a column of text; what changed inside it is recorded, what stood at its ends is not."""
        if column not in self.columns:
            yield from [None] * len(self.rows)
            return
        for index, cell in enumerate(self._cells(column)):
            text = cell if type(cell) is str else as_text(cell)
            tidy = values.tidy(text)
            if tidy != text and tidy != text.strip():
                self._changed(index, column, text.strip(), tidy)
            yield tidy or None

    def _names(self) -> dict[str, list[str | None]]:
        return {"name_given": self._given("name"), "name": list(self._tidied("name"))}

    def _numbers(self) -> dict[str, list[str | None]]:
        found = [self._number(index, "nik", cell) for index, cell in enumerate(self._cells("nik"))]
        cards = [
            self._number(index, "family_card", cell).digits for index, cell in enumerate(self._cells("family_card"))
        ]
        return {
            "nik_given": self._given("nik"),
            "nik": [one.digits for one in found],
            "nik_problem": [one.problem for one in found],
            "family_card": cards,
        }

    def _number(self, index: int, column: str, cell: Cell) -> nik.Understood:
        if type(cell) is str and nik.NIK.fullmatch(cell):
            return nik.Understood(cell, None)
        number = values.numeric(cell)
        understood = nik.from_text(as_text(cell)) if number is None else nik.from_number(number)
        if understood.digits and number is not None:
            self._changed(index, column, f"{number:.5E}", understood.digits)  # as a spreadsheet shows it
        elif understood.digits and understood.digits != as_text(cell).strip():
            self._changed(index, column, as_text(cell), understood.digits)
        return understood

    def _births(self) -> tuple[list[date | None], list[str | None], list[str | None]]:
        """Return the birth dates, their cells as given, and the birth places."""
        source = "birth_date" if "birth_date" in self.columns else "birth"
        days: list[date | None] = []
        places = list(self._tidied("birth_place"))
        for index, cell in enumerate(self._cells(source)):
            found = self._birth(cell)
            days.append(found.day if found else None)
            if found and found.interpreted:
                self._changed(index, "birth_date", as_text(cell), found.day.isoformat())
            if found and found.place and not places[index]:
                places[index] = values.tidy(found.place)
        return days, self._given(source), places

    def _birth(self, cell: Cell) -> ReadDate | None:
        if type(cell) is str:
            return read_date(values.tidy(cell), self.on) if cell else None
        day = as_date(cell)
        if day:
            return ReadDate(day)
        number = values.numeric(cell)
        return None if number is None else read_number(number, self.on)

    def _neighbourhoods(self) -> Iterator[str | None]:
        if "neighbourhood" not in self.columns:
            yield from map(values.rt_and_rw, self._cells("rt"), self._cells("rw"))
            return
        for index, cell in enumerate(self._cells("neighbourhood")):
            value = values.neighbourhood(cell)
            if value and as_date(cell):
                self._changed(index, "neighbourhood", as_text(cell), value)
            yield value

    def _phones(self) -> Iterator[str | None]:
        yield from self._restored("phone", values.phone)

    def _restored(self, column: str, clean: Callable[[Cell], str | None]) -> Iterator[str | None]:
        """Clean a column of numbers, recording a change only where a figure changed, not where a hyphen went."""
        if column not in self.columns:
            yield from [None] * len(self.rows)
            return
        for index, cell in enumerate(self._cells(column)):
            value = clean(cell)
            if value:
                before = as_text(cell)
                if "".join(filter(str.isdigit, before)) != "".join(filter(str.isdigit, value)):
                    self._changed(index, column, before, value)
            yield value
