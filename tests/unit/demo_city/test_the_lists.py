"""The two workbooks and their answer key: every planted row is what the key says, by the registers themselves."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from asking import Asked
from python_calamine import CalamineWorkbook

from payung.demo.candidates import clearly_different
from payung.demo.city import City
from payung.demo.kinds import ACCEPTED, KINDS
from payung.demo.plan import CityPlan

COPIES = ("duplicate", "already_member")
LISTS = ("september", "province")
NIK_COLUMN = {"september": 2, "province": 1}
NAME_COLUMN = {"september": 1, "province": 2}


def cells(path: Path) -> list[list[Any]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)


@pytest.fixture(scope="session")
def sheets(city: City) -> dict[str, list[list[Any]]]:
    return {"september": cells(city.september_list), "province": cells(city.province_list)}


@pytest.fixture
def answers(asked: Asked) -> list[dict[str, Any]]:
    return asked.dicts("SELECT * FROM answers")


@pytest.mark.parametrize("name", LISTS)
def test_each_list_has_the_planned_number_of_rows_of_each_kind(
    answers: list[dict[str, Any]], plan: CityPlan, name: str
) -> None:
    assert Counter(row["kind"] for row in answers if row["list"] == name) == Counter(getattr(plan, name).counts)


@pytest.mark.parametrize("name", LISTS)
def test_the_key_names_the_very_rows_of_the_sheet(
    answers: list[dict[str, Any]], sheets: dict[str, list[list[Any]]], name: str
) -> None:
    keyed = {row["row"]: row for row in answers if row["list"] == name}
    for number, row in keyed.items():
        if row["kind"] in ("plain", "deceased", "duplicate"):
            assert sheets[name][number - 1][NIK_COLUMN[name]] == row["nik_true"]
    numbered = [place for place, line in enumerate(sheets[name], 1) if isinstance(line[0], float)]
    assert sorted(keyed) == numbered


def test_a_truncated_number_is_a_number_whose_last_digit_became_0(
    answers: list[dict[str, Any]], sheets: dict[str, list[list[Any]]]
) -> None:
    for row in answers:
        cell = sheets[row["list"]][row["row"] - 1][NIK_COLUMN[row["list"]]]
        if row["kind"].startswith("truncated"):
            assert isinstance(cell, float)
            assert f"{int(cell)}"[:15] == row["nik_true"][:15]
            assert int(cell) % 10 == 0 != int(row["nik_true"]) % 10
        elif row["kind"] == "nik_number":
            assert f"{int(cell)}" == row["nik_true"]


ON_DAY = """
    SELECT a.list, a.kind,
      date_sub('year', p.birth_date, a.day) BETWEEN 18 AND 64 AS is_of_age,
      p.village_code LIKE '32.71.%' AS is_at_home,
      coalesce(w.decile BETWEEN 1 AND 4, false) AS is_poor,
      d.nik IS NULL AS is_alive,
      y.nik IS NULL AND c.nik IS NULL AS is_unemployed,
      v.nik IS NULL AS is_uncovered
    FROM (SELECT *, CASE list WHEN 'september' THEN DATE '2025-09-02' ELSE DATE '2025-10-28' END AS day FROM answers) a
    JOIN population p ON p.nik = a.nik_true
    LEFT JOIN (SELECT nik, arg_max(decile, as_of) AS decile FROM welfare GROUP BY nik) w ON w.nik = p.nik
    LEFT JOIN deaths d ON d.nik = p.nik
    LEFT JOIN wage_workers y ON y.nik = p.nik
    LEFT JOIN civil_servants c ON c.nik = p.nik
    LEFT JOIN covered v ON v.nik = p.nik AND v.from_month <= strftime(a.day, '%Y-%m')
      AND coalesce(v.to_month, '9999') >= strftime(a.day, '%Y-%m')
"""
FAILS = {
    "deceased": "is_alive", "death_later": "is_alive", "age_under": "is_of_age", "turns_18": "is_of_age",
    "turned_65": "is_of_age", "age_over": "is_of_age", "outside": "is_at_home", "decile_above": "is_poor",
    "decile_rose": "is_poor", "decile_unknown": "is_poor", "wage_worker": "is_unemployed",
    "civil_servant": "is_unemployed", "covered": "is_uncovered",
}  # fmt: skip


def test_each_planted_person_fails_in_what_its_kind_says_and_in_nothing_else(asked: Asked) -> None:
    rows = asked.dicts(ON_DAY)
    assert len(rows) == asked.one("SELECT count(*) FROM answers")[0]
    for row in rows:
        failed = {name for name, holds in row.items() if name.startswith("is_") and not holds}
        assert failed == ({FAILS[row["kind"]]} if row["kind"] in FAILS else set()), row["kind"]


def test_nobody_is_listed_twice_but_doubles_and_members(answers: list[dict[str, Any]]) -> None:
    times = Counter(row["nik_true"] for row in answers if row["kind"] not in COPIES)
    assert set(times.values()) == {1}
    first = {(row["list"], row["nik_true"]): row for row in answers if row["kind"] not in COPIES}
    for row in answers:
        if row["kind"] == "duplicate":
            original = first[row["list"], row["nik_true"]]
            assert original["expected_verdict"] == ACCEPTED
            assert original["row"] < row["row"]
        elif row["kind"] == "already_member":
            assert row["list"] == "province"
            assert first["september", row["nik_true"]]["expected_verdict"] == ACCEPTED


def test_a_repairable_row_has_one_person_of_its_name_birth_date_and_family_card(
    asked: Asked, answers: list[dict[str, Any]]
) -> None:
    alike = dict(
        asked.rows(
            "SELECT a.nik_true, count(*) FROM (SELECT * FROM answers WHERE repairable) a"
            " JOIN population p ON p.nik = a.nik_true JOIN population o USING (name, birth_date, family_card)"
            " GROUP BY 1"
        )
    )
    assert set(alike.values()) == {1}
    assert all(KINDS[row["kind"]].code == "nik.truncated" for row in answers if row["repairable"])


def test_unknown_numbers_are_nobodys_and_mistaken_ones_somebody_elses(
    asked: Asked, answers: list[dict[str, Any]], sheets: dict[str, list[list[Any]]]
) -> None:
    names = dict(asked.rows("SELECT nik, name FROM population"))
    for row in answers:
        given = str(sheets[row["list"]][row["row"] - 1][NIK_COLUMN[row["list"]]])
        if row["kind"] in ("nik_unknown", "village_unknown", "nik_is_card"):
            assert given not in names
        elif row["kind"] == "person_mismatch":
            assert given[:15] == row["nik_true"][:15]
            assert clearly_different(names[given], names[row["nik_true"]])


@pytest.mark.parametrize("name", LISTS)
def test_the_sheet_has_titles_a_total_and_dates_of_several_kinds(sheets: dict[str, list[list[Any]]], name: str) -> None:
    sheet = sheets[name]
    first_texts = [str(line[0]) for line in sheet]
    assert "JUMLAH" in first_texts
    assert not isinstance(sheet[0][0], float)
    if name == "province":
        births = {type(line[3]) for line in sheet if isinstance(line[0], float)}
        assert births >= {str, date}
    else:
        assert any(line[0].startswith("KECAMATAN ") for line in sheet if isinstance(line[0], str))
        assert any(isinstance(line[7], date) for line in sheet)  # an RT/RW that became a date


def test_traders_are_a_third_and_some_traders_and_builders_leave_a_family(
    asked: Asked, answers: list[dict[str, Any]], sheets: dict[str, list[list[Any]]]
) -> None:
    eligible = [row for row in answers if row["list"] == "september" and row["expected_verdict"] == ACCEPTED]
    work = {row["nik_true"]: str(sheets["september"][row["row"] - 1][10]).lower() for row in eligible}
    assert 0.2 < sum("pedagang" in name for name in work.values()) / len(work) < 0.5
    heirs = {
        nik
        for (nik,) in asked.rows(
            "SELECT DISTINCT p.nik FROM population p JOIN population o USING (family_card)"
            " WHERE o.nik <> p.nik AND o.birth_date < DATE '2007-01-01'"
        )
    }
    for occupation in ("pedagang", "bangunan"):
        assert any(occupation in name and nik in heirs for nik, name in work.items())


def test_names_that_share_letters_are_not_clearly_different() -> None:
    assert clearly_different("Asep Supriatna", "Udin Kosim")
    assert not clearly_different("Asep Supriatna", "Asep")
    assert not clearly_different("Sumiati", "Sumiyati")
