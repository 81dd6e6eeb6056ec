"""One screening: a list, its registers, a day and a policy in; verdicts with their reasons out. Knows no database."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from payung.screening.checks import CHECKS, Check
from payung.screening.engines import Engine, engine_called
from payung.screening.policy import Policy
from payung.screening.registers import REQUIRED, Registers
from payung.screening.tables import LIST_SCHEMA, RESULT_SCHEMA
from payung.screening.verdicts import COMPUTED, Screening, bad_column, result_rows, value_column
from payung.screening.villages import resolved, village_names

DEFAULT_ENGINE = "duckdb"
COVERED_TOO = pa.schema([(name, pa.string()) for name in ("nik", "payer", "from_month", "to_month")])


def screen(
    rows: pa.Table,
    registers: Registers,
    *,
    on: date,
    policy: Policy,
    covered_too: pa.Table | None = None,
    engine: str = DEFAULT_ENGINE,
    progress: Callable[[float], None] | None = None,
) -> Screening:
    """Ask every check of every row, in one pass.

    `rows` has LIST_SCHEMA; `covered_too` (nik, payer, from_month, to_month, all text) is added to the covered register;
    `progress` hears how much is done, from 0.0 to 1.0. Raises UnknownEngine, UnusableRegister.
    """
    tell = progress or (lambda done: None)  # noqa: ARG005 - nobody listens
    runner = engine_called(engine)
    tell(0.05)
    askable = _askable(registers, covered_too)
    frames = _frames(rows.select(LIST_SCHEMA.names).cast(LIST_SCHEMA), covered_too)
    answered = _ask(runner, frames, registers, askable, on, policy)
    tell(0.8)
    constants = {check.code: _constants(check, policy) for check in askable}
    result = result_rows(answered, rows["cleaned"].to_pylist(), constants)
    tell(1.0)
    return Screening(
        rows=result,
        checks_not_run=tuple(check.code for check in CHECKS if set(check.needs) & set(registers.missing)),
        complete=not set(REQUIRED) & set(registers.missing),
        engine=engine,
    )


def _askable(registers: Registers, covered_too: pa.Table | None) -> list[Check]:
    """The checks whose registers are there; our own memberships count even where the `covered` register is missing."""
    missing = set(registers.missing)
    if covered_too is not None:
        missing.discard("covered")
    return [check for check in CHECKS if not set(check.needs) & missing]


def _frames(rows: pa.Table, covered_too: pa.Table | None) -> dict[str, pa.Table]:
    written = list(zip(rows["village_given"].to_pylist(), rows["district_given"].to_pylist(), strict=True))
    places = {pair: resolved(*pair) for pair in set(written)}
    listed = rows.append_column("position", pa.array(range(rows.num_rows), pa.int64()))
    for column, values in (
        ("place_code", [places[pair].code for pair in written]),
        ("place_how", [places[pair].how for pair in written]),
        ("place_suggestion", [places[pair].suggestion for pair in written]),
    ):
        listed = listed.append_column(column, pa.array(values, pa.string()))
    names = village_names()
    frames = {
        "listed": listed,
        "village_names": pa.table({"official_code": list(names), "official_village": list(names.values())}),
    }
    if covered_too is not None:
        frames["covered_too"] = covered_too.select(COVERED_TOO.names).cast(COVERED_TOO)
    return frames


def _ask(
    runner: Engine,
    frames: Mapping[str, pa.Table],
    registers: Registers,
    askable: list[Check],
    on: date,
    policy: Policy,
) -> pa.Table:
    def build(tables: Mapping[str, Any]) -> Any:
        from payung.screening.attached import attached

        row = attached(tables, on)
        asked = {bad_column(check): check.bad(row, policy).fill_null(False) for check in askable}
        for check in askable:
            named = check.params(row, policy).items()
            asked |= {value_column(check, name): value for name, value in named if _is_expression(value)}
        kept = [row[field.name] for field in RESULT_SCHEMA if field.name not in (*COMPUTED, *_RENAMED)]
        renamed = {name: row[column] for name, column in _RENAMED.items()}
        return row.select("position", *kept, **renamed, **asked)

    return runner.ask(build, frames, registers).sort_by("position")


_RENAMED = {"confirmed": "is_confirmed", "village_code": "domicile"}


def _constants(check: Check, policy: Policy) -> dict[str, Any]:
    class AnyRow:
        def __getattr__(self, name: str) -> None:
            return None

    return {name: value for name, value in check.params(AnyRow(), policy).items() if value is not None}


def _is_expression(value: Any) -> bool:
    return not isinstance(value, (int, str))
