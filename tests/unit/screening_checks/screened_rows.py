"""People who each have one thing wrong or just not wrong, screened together, because one run is enough."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from payung.screening.policy import Policy, default_policy
from payung.screening.registers import Registers
from payung.screening.run import screen
from payung.screening.tables import LIST_SCHEMA
from payung.screening.verdicts import Screening

ON = date(2025, 9, 1)

SCHEMAS = {
    "population": pa.schema(
        [(name, pa.string()) for name in ("nik", "family_card", "name", "sex")]
        + [("birth_date", pa.date32())]
        + [(name, pa.string()) for name in ("birth_place", "mother_name", "village_code", "address")]
    ),
    "welfare": pa.schema([("nik", pa.string()), ("decile", pa.int8()), ("as_of", pa.date32())]),
    "wage_workers": pa.schema([("nik", pa.string()), ("employer", pa.string()), ("since", pa.date32())]),
    "civil_servants": pa.schema([("nik", pa.string()), ("body", pa.string())]),
    "deaths": pa.schema([("nik", pa.string()), ("died_on", pa.date32())]),
    "covered": pa.schema([(name, pa.string()) for name in ("nik", "payer", "from_month", "to_month")]),
}


@dataclass(frozen=True)
class Case:
    """One row of the list, its registered person (None: nobody), further register rows, and the codes it must draw.

    `row` and `person` change the row and the person of somebody who would be accepted without any finding.
    """

    name: str
    codes: set[str]
    row: Mapping[str, Any] = field(default_factory=dict)
    person: Mapping[str, Any] | None = field(default_factory=dict)
    facts: Mapping[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    also: Iterable[Mapping[str, Any]] = ()  # further people of the register


def nik_of(number: int) -> str:
    return f"327101010180{number:04d}"


def list_row(number: int, **changes: Any) -> dict[str, Any]:
    nik = changes.get("nik", nik_of(number))
    row = {
        "row": number,
        "name": "Ahmad Fauzi",
        "nik": nik,
        "nik_given": nik,
        "family_card": f"327101110510{number:04d}",
        "birth_date": date(1980, 1, 1),
        "birth_date_given": "01-01-1980",
        "sex": "L",
        "village_given": "Tajur",
        "district_given": "Bogor Timur",
        "occupation": "Pedagang",
        "cleaned": [],
    }
    row |= changes
    return {"name_given": row["name"]} | row


def person(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "nik": nik_of(number),
        "family_card": f"327101110510{number:04d}",
        "name": "AHMAD FAUZI",
        "sex": "L",
        "birth_date": date(1980, 1, 1),
        "birth_place": "Bogor",
        "mother_name": "Siti",
        "village_code": "32.71.02.1006",
        "address": "Jalan Contoh",
    } | changes


def registers_in(folder: Path, rows: Mapping[str, list[dict[str, Any]]], without: Iterable[str] = ()) -> Registers:
    folder.mkdir(parents=True, exist_ok=True)
    for kind, schema in SCHEMAS.items():
        if kind not in without:
            pq.write_table(pa.Table.from_pylist(rows.get(kind, []), schema=schema), folder / f"{kind}.parquet")
    return Registers.open(folder)


def listed(rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=LIST_SCHEMA)


def screened_cases(folder: Path, cases: list[Case], policy: Policy | None = None, on: date = ON) -> Screening:
    """Screen all cases in one list; case number n stands in row n + 1."""
    rows: dict[str, list[dict[str, Any]]] = {kind: [] for kind in SCHEMAS}
    candidates = []
    for number, case in enumerate(cases, start=1):
        candidates.append(list_row(number, **case.row))
        if case.person is not None:
            rows["population"].append(person(number, **case.person))
        rows["population"] += [person(number, **other) for other in case.also]
        facts = {"welfare": [{"decile": 2, "as_of": date(2025, 6, 1)}]} | dict(case.facts)
        for kind, given in facts.items():
            rows[kind] += [{"nik": nik_of(number)} | dict(fact) for fact in given]
    return screen(listed(candidates), registers_in(folder, rows), on=on, policy=policy or default_policy())


def codes_of(result: Screening, row: int) -> set[str]:
    return set(params_of(result, row))


def params_of(result: Screening, row: int) -> dict[str, dict[str, Any]]:
    found = next(given for given in result.rows.to_pylist() if given["row"] == row)
    codes = [finding["code"] for finding in found["findings"]]
    assert len(codes) == len(set(codes)), "a row draws one finding of a code"
    return {finding["code"]: json.loads(finding["params"]) for finding in found["findings"]}
