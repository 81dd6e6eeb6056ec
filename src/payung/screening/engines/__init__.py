"""Where the expressions of a screening are run. Only this package names an engine."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from payung.screening.messages import N_
from payung.screening.registers import Registers
from payung.screening.unusable import Unusable

Build = Callable[[Mapping[str, Any]], Any]  # tables by name -> one table of expressions

NAMES = ("duckdb",)


class UnknownEngine(Unusable):
    """An engine that this build does not have; the message is one sentence."""


class Engine(Protocol):
    """Runs one table of expressions over frames in memory and registers on disk."""

    def compiled(self, build: Build, schemas: Mapping[str, Any]) -> Any:
        """Return `build(tables)` in the engine's own form, to be answered as often as one likes.

        `tables` has a table for each of `schemas` (pyarrow schemas by name) and every kind of register.
        """
        ...

    def answered(self, question: Any, frames: Mapping[str, Any], registers: Registers) -> Any:
        """Return the rows of a compiled question as a pyarrow table.

        `frames` are pyarrow tables by the names of the question's schemas; one called `<kind>_too` is added to that
        register; a missing register is empty. Raises UnusableRegister where a register's values cannot be used.
        """
        ...


def engine_called(name: str) -> Engine:
    """Return the engine of that name. Raises UnknownEngine."""
    if name != "duckdb":
        raise UnknownEngine(
            N_("This build has no engine “{name}”; it has: {known}."), name=name, known=", ".join(NAMES)
        )
    from payung.screening.engines.duckdb import DuckDB

    return DuckDB()
