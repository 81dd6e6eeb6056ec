"""One screening: a list, its registers, a day and a policy in; verdicts with their reasons out. Knows no database."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import pyarrow as pa

from payung.screening.arrow_columns import integers, texts
from payung.screening.checks import BY_CODE, CHECKS, Check
from payung.screening.engines import engine_called
from payung.screening.policy import Policy
from payung.screening.registers import REQUIRED, Registers
from payung.screening.tables import LIST_SCHEMA, RESULT_SCHEMA
from payung.screening.verdicts import COMPUTED, Screening, bad_column, result_rows, value_column
from payung.screening.villages import resolved, village_names

DEFAULT_ENGINE = "duckdb"
LISTED = pa.schema(
    [
        *LIST_SCHEMA,
        ("position", pa.int32()),
        ("place_code", pa.string()),
        ("place_how", pa.string()),
        ("place_suggestion", pa.string()),
    ]
)
VILLAGE_NAMES = pa.schema([("official_code", pa.string()), ("official_village", pa.string())])
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
    question = _question(engine, on, policy, tuple(check.code for check in askable), covered_too is not None)
    answered = runner.answered(question, frames, registers).sort_by("position")
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


def prepare(registers: Registers, *, on: date, policy: Policy, engine: str = DEFAULT_ENGINE) -> None:
    """Do ahead, for instance while a list is being read, what `screen` will need for these. Raises UnknownEngine."""
    _question(engine, on, policy, tuple(check.code for check in _askable(registers, None)), False)


def _askable(registers: Registers, covered_too: pa.Table | None) -> list[Check]:
    """The checks whose registers are there; our own memberships count even where the `covered` register is missing."""
    missing = set(registers.missing)
    if covered_too is not None:
        missing.discard("covered")
    return [check for check in CHECKS if not set(check.needs) & missing]


def _frames(rows: pa.Table, covered_too: pa.Table | None) -> dict[str, pa.Table]:
    written = list(zip(rows["village_given"].to_pylist(), rows["district_given"].to_pylist(), strict=True))
    places = {pair: resolved(*pair) for pair in set(written)}
    listed = rows.append_column("position", integers(range(rows.num_rows)))
    for column, values in (
        ("place_code", [places[pair].code for pair in written]),
        ("place_how", [places[pair].how for pair in written]),
        ("place_suggestion", [places[pair].suggestion for pair in written]),
    ):
        listed = listed.append_column(column, texts(values))
    names = village_names()
    frames = {
        "listed": listed,
        "village_names": pa.table(
            {"official_code": texts(list(names)), "official_village": texts(list(names.values()))}
        ),
    }
    if covered_too is not None:
        frames["covered_too"] = covered_too.select(COVERED_TOO.names).cast(COVERED_TOO)
    return frames


@lru_cache(16)
def _question(engine: str, on: date, policy: Policy, codes: tuple[str, ...], has_more: bool) -> Any:
    """The whole screening as the engine's own text, made once for a day and a policy: making it takes a second."""

    def build(tables: Mapping[str, Any]) -> Any:
        from payung.screening.attached import attached

        row = attached(tables, on)
        checks = [BY_CODE[code] for code in codes]
        asked = {bad_column(check): check.bad(row, policy).fill_null(False) for check in checks}
        for check in checks:
            named = check.params(row, policy).items()
            asked |= {value_column(check, name): value for name, value in named if _is_expression(value)}
        kept = [row[field.name] for field in RESULT_SCHEMA if field.name not in (*COMPUTED, *_RENAMED)]
        renamed = {name: row[column] for name, column in _RENAMED.items()}
        return row.select("position", *kept, **renamed, **asked)

    schemas = {"listed": LISTED, "village_names": VILLAGE_NAMES} | ({"covered_too": COVERED_TOO} if has_more else {})
    return engine_called(engine).compiled(build, schemas)


_RENAMED = {"confirmed": "is_confirmed", "village_code": "domicile"}


def _constants(check: Check, policy: Policy) -> dict[str, Any]:
    class AnyRow:
        def __getattr__(self, name: str) -> None:
            return None

    return {name: value for name, value in check.params(AnyRow(), policy).items() if value is not None}


def _is_expression(value: Any) -> bool:
    return not isinstance(value, (int, str))
