"""The engine's one pass against a slow and obvious reference that goes row by row, on random lists and registers."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.screening.policy import default_policy
from payung.screening.registers import KINDS, Registers
from payung.screening.run import screen
from payung.screening.tables import LIST_SCHEMA

ON = date(2025, 9, 1)
MONTH = "2025-09"

# Few values, so that rows meet: each name agrees with itself only.
NIKS = ["3271010101800001", "3271014101800002", "3201010209070003", "3271010109600004", "3271010110600005"]
CARDS = ["3271011105100001", NIKS[2]]
NAMES = ["Ahmad Fauzi", "Rina Wati", "Budi Hartono"]
DAYS = [date(1980, 1, 1), date(2007, 9, 1), date(2007, 9, 2), date(1960, 9, 1), date(1960, 9, 2)]
NEAR_ON = [date(2025, 8, 31), ON, date(2025, 9, 2)]
VILLAGES = ["32.71.02.1006", "32.01.03.2004"]
WRITTEN = {"Tajur": "32.71.02.1006", "Entah": None, "Sukasari": "32.71.02.1001"}
MONTHS = ["2025-08", "2025-09", "2025-10"]

maybe = st.none
nik = st.sampled_from(NIKS)
people = st.fixed_dictionaries(
    {
        "nik": nik,
        "family_card": st.sampled_from(CARDS),
        "name": st.sampled_from(NAMES),
        "sex": st.sampled_from("LP"),
        "birth_date": st.sampled_from(DAYS),
        "birth_place": st.just("Bogor"),
        "mother_name": st.just("Siti"),
        "village_code": st.sampled_from(VILLAGES),
        "address": st.just("Jalan Contoh"),
    }
)
registers = st.fixed_dictionaries(
    {
        "population": st.lists(people, max_size=8, unique_by=lambda someone: someone["nik"]),
        "welfare": st.lists(
            st.fixed_dictionaries(
                {"nik": nik, "decile": st.integers(3, 6), "as_of": st.sampled_from([date(2025, 1, 1), *NEAR_ON])}
            ),
            max_size=6,
        ),
        "wage_workers": st.lists(
            st.fixed_dictionaries({"nik": nik, "employer": maybe(), "since": maybe()}), max_size=2
        ),
        "civil_servants": st.lists(st.fixed_dictionaries({"nik": nik, "body": maybe()}), max_size=2),
        "deaths": st.lists(
            st.fixed_dictionaries({"nik": nik, "died_on": st.sampled_from([*NEAR_ON, None])}), max_size=3
        ),
        "covered": st.lists(
            st.fixed_dictionaries(
                {
                    "nik": nik,
                    "payer": st.sampled_from(["Desa", "Kota"]),
                    "from_month": st.sampled_from([*MONTHS, None]),
                    "to_month": st.sampled_from([*MONTHS, "", None]),
                }
            ),
            max_size=3,
        ),
    }
)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from([*NAMES, None]),
            "nik": nik | maybe(),
            "nik_problem": st.sampled_from([None, None, None, "truncated", "format", "missing"]),
            "family_card": st.sampled_from([*CARDS, None]),
            "birth_date": st.sampled_from([*DAYS, None]),
            "birth_date_given": st.sampled_from(["x", None]),
            "sex": st.sampled_from(["L", "P", None]),
            "village_given": st.sampled_from(list(WRITTEN)),
            "occupation": st.sampled_from(["Pedagang", "IRT", "", None]),
        }
    ),
    max_size=12,
)

SCHEMAS = {
    "decile": pa.int8(),
    "as_of": pa.date32(),
    "since": pa.date32(),
    "died_on": pa.date32(),
    "birth_date": pa.date32(),
}


def expected(row: Mapping[str, Any], earlier: list[Mapping[str, Any]], known: Mapping[str, list[Any]]) -> set[str]:
    """The codes of one row, as somebody would decide who reads the rules with one finger on the row."""
    codes = set()
    number = row["nik"] if row["nik_problem"] is None else None
    person = next((someone for someone in known["population"] if someone["nik"] == number), None)
    confirmed = person is not None and person["name"] == row["name"]
    if row["nik_problem"] or row["nik"] is None:
        codes.add(f"nik.{row['nik_problem'] or 'missing'}")
    if number:
        codes |= about_number(number, row)
        if person is None:
            codes.add("nik.unknown")
        elif row["name"] and not confirmed:
            codes.add("person.mismatch")
        cards = {someone["family_card"] for someone in known["population"]} | {row["family_card"]}
        if number in cards and not confirmed:
            codes.add("nik.is_family_card")
        if any(same_person(row, other) for other in earlier):
            codes.add("list.duplicate")
    if row["name"] is None:
        codes.add("name.missing")
    if row["birth_date"] is None and (row["birth_date_given"] or not confirmed):
        codes.add("birth_date.unreadable")
    if not row["occupation"]:
        codes.add("occupation.missing")
    elif row["occupation"] == "IRT":
        codes.add("occupation.not_working")
    born = person["birth_date"] if person and confirmed else row["birth_date"]
    if born:
        age = ON.year - born.year - ((ON.month, ON.day) < (born.month, born.day))
        codes |= {"age.under"} if age < 18 else {"age.over"} if age > 64 else set()
    if person and confirmed:
        codes |= about_person(number, person, row, known)
    elif WRITTEN[row["village_given"]] is None:
        codes.add("village.unknown")
    return codes


def about_number(number: str, row: Mapping[str, Any]) -> set[str]:
    codes = set()
    day = int(number[6:8])
    own = (int(number[10:12]), int(number[8:10]), day - 40 if day > 40 else day)
    born = row["birth_date"]
    if born and own != (born.year % 100, born.month, born.day):
        codes.add("nik.birth_mismatch")
    if row["sex"] and row["sex"] != ("P" if day > 40 else "L"):
        codes.add("nik.sex_mismatch")
    if not number.startswith("3271"):
        codes.add("nik.issued_elsewhere")
    return codes


def about_person(
    number: Any, person: Mapping[str, Any], row: Mapping[str, Any], known: Mapping[str, list[Any]]
) -> set[str]:
    codes = set()
    mine = {kind: [fact for fact in known[kind] if fact["nik"] == number] for kind in KINDS}
    died = [fact["died_on"] for fact in mine["deaths"]]
    if any(day and day <= ON for day in died):
        codes.add("person.deceased")
    elif died:
        codes.add("person.death_reported")
    if not person["village_code"].startswith("32.71."):
        codes.add("domicile.outside")
    elif WRITTEN[row["village_given"]] is None:
        codes.add("value.cleaned")
    elif WRITTEN[row["village_given"]] != person["village_code"]:
        codes.add("village.differs")
    deciles = sorted((fact["as_of"], fact["decile"]) for fact in mine["welfare"] if fact["as_of"] <= ON)
    if not deciles:
        codes.add("decile.unknown")
    elif deciles[-1][1] > 4:
        codes.add("decile.above")
    if mine["wage_workers"]:
        codes.add("cover.wage_worker")
    if mine["civil_servants"]:
        codes.add("cover.civil_servant")
    spans = [(fact["from_month"] or "0000-00", fact["to_month"] or "9999-99") for fact in mine["covered"]]
    if any(first <= MONTH <= last for first, last in spans):
        codes.add("cover.already")
    return codes


def same_person(row: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    whole = row["nik_problem"] is None and other["nik_problem"] is None
    return whole and row["nik"] == other["nik"] and row["name"] is not None and row["name"] == other["name"]


REJECTING = {"person.deceased", "age.under", "age.over", "domicile.outside", "decile.above", "list.duplicate"} | {
    f"cover.{kind}" for kind in ("wage_worker", "civil_servant", "already")
}
INFORMING = {
    "nik.birth_mismatch",
    "nik.sex_mismatch",
    "nik.issued_elsewhere",
    "village.differs",
    "value.cleaned",
}


def verdict(codes: set[str]) -> str:
    if codes & REJECTING:
        return "rejected"
    return "review" if codes - INFORMING else "accepted"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(given_rows=rows, known=registers)
def test_the_engine_and_the_slow_reference_agree_row_by_row(
    tmp_path: Path, given_rows: list[dict[str, Any]], known: dict[str, list[dict[str, Any]]]
) -> None:
    for kind, columns in KINDS.items():
        schema = pa.schema([(name, SCHEMAS.get(name, pa.string())) for name in columns])
        pq.write_table(pa.Table.from_pylist(known[kind], schema=schema), tmp_path / f"{kind}.parquet")
    numbered = [row | {"row": number, "cleaned": []} for number, row in enumerate(given_rows, start=5)]
    listed = pa.Table.from_pylist(numbered, schema=LIST_SCHEMA)
    result = screen(listed, Registers.open(tmp_path), on=ON, policy=default_policy())
    answered = [({finding["code"] for finding in row["findings"]}, row["verdict"]) for row in result.rows.to_pylist()]
    wanted = [expected(row, given_rows[:number], known) for number, row in enumerate(given_rows)]
    assert answered == [(codes, verdict(codes)) for codes in wanted]
