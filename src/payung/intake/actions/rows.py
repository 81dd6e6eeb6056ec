"""Stores a list's rows and a screening's verdicts: identifiers sealed, the rest as understood, by COPY."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
from psycopg.types.json import Jsonb

from payung.groundwork.bulk import copy_rows
from payung.groundwork.sealed import index_many, seal_many
from payung.intake.models import CandidateList, Screening
from payung.intake.queries import row_ids
from payung.places.models import Place

SHOWN_START, SHOWN_END = 6, 2  # the digits of a NIK or family card that stay readable
IDENTIFIERS = frozenset({"nik", "family_card"})
TEXTS = (
    "birth_date_given",
    "birth_place",
    "sex",
    "village_given",
    "district_given",
    "address",
    "neighbourhood",
    "occupation",
    "mother_name",
    "phone",
)
PERSON = ("name", "sex", "birth_date", "birth_place", "mother_name", "address")


def masked(text: str) -> str:
    """An identifier with its middle hidden; too short a text is hidden whole."""
    if len(text) <= SHOWN_START + SHOWN_END:
        return "•" * len(text)
    return text[:SHOWN_START] + "•" * (len(text) - SHOWN_START - SHOWN_END) + text[-SHOWN_END:]


def store_rows(candidate_list: CandidateList, rows: pa.Table) -> None:
    """Store the rows of LIST_SCHEMA for a new list, in the caller's transaction."""
    columns = {name: rows.column(name).to_pylist() for name in rows.column_names}
    sealed = {
        "nik_given_sealed": _sealed(columns["nik_given"], "nik"),
        "nik_sealed": _sealed(columns["nik"], "nik"),
        "nik_index": _indexed(columns["nik"], "nik"),
        "family_card_sealed": _sealed(columns["family_card"], "family_card"),
        "family_card_index": _indexed(columns["family_card"], "family_card"),
    }
    plain = ["row", "name_given", "name", "nik_problem", "birth_date", *TEXTS]
    order = ["list_id", *plain, *sealed, "cleaned"]
    types = ["int8", "int4", *["text"] * 3, "date", *["text"] * len(TEXTS), *["bytea"] * len(sealed), "jsonb"]
    together = zip(*[columns[name] for name in plain], *sealed.values(), map(_changes, columns["cleaned"]), strict=True)
    copy_rows("intake_listrow", order, ((candidate_list.pk, *row) for row in together), types=types)


def store_verdicts(screening: Screening, result: pa.Table) -> None:
    """Store the rows of RESULT_SCHEMA for a new screening, in the caller's transaction."""
    columns = {name: result.column(name).to_pylist() for name in result.column_names}
    ids = row_ids(screening.list_id)
    known = set(Place.objects.filter(level=Place.Level.VILLAGE).values_list("code", flat=True))
    villages = [code if code in known else None for code in columns["village_code"]]
    values: dict[str, Sequence[Any]] = {
        "list_row_id": [ids[row] for row in columns["row"]],
        "verdict": columns["verdict"],
        "codes": [[finding["code"] for finding in findings] for findings in columns["findings"]],
        "findings": [Jsonb(_parsed(findings)) for findings in columns["findings"]],
        "confirmed": columns["confirmed"],
        "suggested_count": columns["suggested_count"],
        "nik_sealed": _sealed(columns["nik_matched"], "nik"),
        "nik_index": _indexed(columns["nik_matched"], "nik"),
        "family_card_sealed": _sealed(columns["person_family_card"], "family_card"),
        "family_card_index": _indexed(columns["person_family_card"], "family_card"),
        **{name: columns[f"person_{name}"] for name in PERSON},
        "village_id": villages,
        "decile": columns["decile"],
        "decile_as_of": columns["decile_as_of"],
    }
    types = ["int8", "int8", "text", "text[]", "jsonb", "bool", "int4", *["bytea"] * 4]
    types += ["text", "text", "date", "text", "text", "text", "text", "int2", "date"]
    together = zip(*values.values(), strict=True)
    copy_rows("intake_screenedrow", ["screening_id", *values], ((screening.pk, *row) for row in together), types=types)


def _sealed(values: Sequence[str | None], purpose: str) -> list[bytes | None]:
    return _spread(values, seal_many([value for value in values if value], purpose))


def _indexed(values: Sequence[str | None], purpose: str) -> list[bytes | None]:
    return _spread(values, index_many([value for value in values if value], purpose))


def _spread(values: Sequence[str | None], made: Sequence[bytes]) -> list[bytes | None]:
    """Put results back beside the values they were made of, None where there was none."""
    each: Iterator[bytes] = iter(made)
    return [next(each) if value else None for value in values]


def _changes(cleaned: Sequence[dict[str, str]] | None) -> Jsonb:
    """What reading changed, with identifiers masked."""
    return Jsonb([_change_masked(change) for change in cleaned or ()])


def _change_masked(change: dict[str, str]) -> dict[str, str]:
    if change["column"] not in IDENTIFIERS:
        return change
    return {**change, "before": masked(change["before"] or ""), "after": masked(change["after"] or "")}


def _parsed(findings: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    """Findings with their parameters as objects; identifiers among what was cleaned are masked."""
    parsed = []
    for finding in findings:
        params = json.loads(finding["params"]) if finding["params"] else {}
        if "changes" in params:
            params["changes"] = [_change_masked(change) for change in params["changes"]]
        parsed.append({"code": finding["code"], "params": params})
    return parsed
