"""Questions to the registers of a city and to its answer key, as tables of one connection."""

from typing import Any

import duckdb

from payung.demo.city import City


class Asked:
    """Answers SQL over the registers (each by its kind) and `answers`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, city: City) -> None:
        self.connection = connection
        for path in [*sorted(city.registers.iterdir()), city.answer_key]:
            name = "answers" if path == city.answer_key else path.stem
            connection.execute(f"CREATE VIEW {name} AS FROM '{path}'")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows."""
        return self.connection.execute(sql).fetchall()

    def one(self, sql: str) -> tuple[Any, ...]:
        """The only row."""
        (row,) = self.rows(sql)
        return row

    def dicts(self, sql: str) -> list[dict[str, Any]]:
        """All rows, each by its columns' names."""
        asked = self.connection.execute(sql)
        names = [column[0] for column in asked.description or ()]
        return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]
