"""From bad rows to findings, and from findings to verdicts: what an engine answered, put into the result's shape."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from payung.screening.arrow_columns import integers, texts
from payung.screening.checks import CHECKS, Check
from payung.screening.findings import ACCEPTED, IN_REVIEW, REJECTED, verdict_of
from payung.screening.tables import FINDINGS, RESULT_SCHEMA

COMPUTED = ("verdict", "findings", "match_weight")


@dataclass(frozen=True)
class Screening:
    """The result of one screening: RESULT_SCHEMA rows in the order of the list, and what could not be asked."""

    rows: pa.Table
    checks_not_run: tuple[str, ...]
    complete: bool
    engine: str

    def summary(self) -> dict[str, Any]:
        """Return the counts of the JSON answer, without what only the caller knows (seconds, hash, ignored rows)."""
        verdicts = Counter(self.rows["verdict"].to_pylist())
        codes = pc.struct_field(pc.list_flatten(self.rows["findings"]), "code").to_pylist()
        counted = Counter(codes)
        return {
            "rows": self.rows.num_rows,
            "verdicts": {verdict: verdicts.get(verdict, 0) for verdict in (ACCEPTED, IN_REVIEW, REJECTED)},
            "findings": {check.code: counted[check.code] for check in CHECKS if counted[check.code]},
            "complete": self.complete,
            "checks_not_run": list(self.checks_not_run),
            "engine": self.engine,
        }


def bad_column(check: Check) -> str:
    """Return the name of the engine's column that says where this check is bad."""
    return f"bad:{check.code}"


def value_column(check: Check, param: str) -> str:
    """Return the name of the engine's column that holds this value of the check's sentence."""
    return f"value:{check.code}:{param}"


def result_rows(answered: pa.Table, cleaned: Sequence[Any], constants: dict[str, dict[str, Any]]) -> pa.Table:
    """Return RESULT_SCHEMA rows for the engine's answer.

    `answered` is in the order of the list; `cleaned` are the list's own changes row by row; `constants` are, by code,
    the values of a sentence that are the same for every row.
    """
    findings: list[list[tuple[str, str]]] = [[] for _ in range(answered.num_rows)]
    severities: list[set[str]] = [set() for _ in range(answered.num_rows)]
    for check in CHECKS:
        if bad_column(check) not in answered.column_names:
            continue
        at = pc.indices_nonzero(answered[bad_column(check)].combine_chunks())
        for position, values in zip(at.to_pylist(), _values(check, answered, at), strict=True):
            values |= constants.get(check.code, {})
            if check.code == "value.cleaned":
                values = _changes(cleaned[position], values)
            params = json.dumps(values, ensure_ascii=False, default=_as_json)
            findings[position].append((check.code, params))
            severities[position].add(check.severity)
    computed = {
        "verdict": texts([verdict_of(row) for row in severities]),
        "findings": _listed(findings),
        "match_weight": pa.nulls(answered.num_rows, pa.float64()),
    }
    columns = [computed[field.name] if field.name in computed else answered[field.name] for field in RESULT_SCHEMA]
    columns = [column.cast(field.type) for column, field in zip(columns, RESULT_SCHEMA, strict=True)]
    return pa.table(columns, schema=RESULT_SCHEMA)


def _listed(findings: Sequence[Sequence[tuple[str, str]]]) -> pa.Array:
    told = [finding for row in findings for finding in row]
    parts = [texts([code for code, _ in told]), texts([params for _, params in told])]
    values = pa.StructArray.from_arrays(parts, names=["code", "params"])
    ends = integers([0, *accumulate(map(len, findings))])
    return pa.ListArray.from_arrays(ends, values).cast(FINDINGS)


def _values(check: Check, answered: pa.Table, at: Any) -> Iterable[dict[str, Any]]:
    prefix = value_column(check, "")
    named = [name for name in answered.column_names if name.startswith(prefix)]
    if not named:
        return [{} for _ in range(len(at))]
    taken: pa.Table = answered.select(named).take(at)
    rows: list[dict[str, Any]] = taken.rename_columns([name.removeprefix(prefix) for name in named]).to_pylist()
    return rows


def _changes(cleaned: Sequence[dict[str, Any]] | None, values: dict[str, Any]) -> dict[str, Any]:
    """One finding a row for all its changes; a misspelt kelurahan of a confirmed person is one more of them."""
    changes = list(cleaned or [])
    if values.get("village"):
        changes.append({"column": "village", "before": values["village"], "after": values["registered"]})
    return {"changes": changes}


def _as_json(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")


def write_verdicts(result: Screening, path: Path) -> None:
    """Write one row per data row of the list to Parquet or, by the file's ending, CSV."""
    codes = [[finding["code"] for finding in row] for row in result.rows["findings"].to_pylist()]
    written = result.rows.select(["row", "verdict", "nik_given", "nik_matched", "name_given", "match_weight"])
    if path.suffix.lower() == ".csv":
        import pyarrow.csv

        written = written.add_column(2, "findings", texts([";".join(row) for row in codes]))
        pyarrow.csv.write_csv(written, path)
        return
    import pyarrow.parquet

    ends = integers([0, *accumulate(map(len, codes))])
    listed = pa.ListArray.from_arrays(ends, texts([code for row in codes for code in row]))
    written = written.add_column(2, "findings", listed)
    pyarrow.parquet.write_table(written, path)
