"""The registers on disk: the agreed columns, facts that fit together, and the same bytes for the same plan."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from asking import Asked

from payung.demo.city import City, build_city
from payung.demo.plan import CityPlan

COLUMNS = {
    "population": "nik family_card name sex birth_date birth_place mother_name village_code address",
    "welfare": "nik decile as_of",
    "wage_workers": "nik employer since",
    "civil_servants": "nik body",
    "deaths": "nik died_on",
    "covered": "nik payer from_month to_month",
}
TYPES = {
    "birth_date": "date32[day]",
    "as_of": "date32[day]",
    "since": "date32[day]",
    "died_on": "date32[day]",
    "decile": "int8",
}


@pytest.mark.parametrize("kind", COLUMNS)
def test_a_register_has_exactly_the_agreed_columns(city: City, kind: str) -> None:
    schema = pq.read_schema(city.registers / f"{kind}.parquet")
    assert {field.name: str(field.type) for field in schema} == {
        name: TYPES.get(name, "string") for name in COLUMNS[kind].split()
    }


def test_the_registers_folder_holds_nothing_else(city: City) -> None:
    assert sorted(path.stem for path in city.registers.iterdir()) == sorted(COLUMNS)
    assert city.answer_key.parent not in (city.registers, city.september_list.parent)


def test_nobody_is_both_a_wage_worker_and_a_civil_servant(asked: Asked) -> None:
    assert asked.one("SELECT count(*) FROM wage_workers JOIN civil_servants USING (nik)") == (0,)


def test_the_welfare_register_has_whole_families_two_rounds_and_gaps(asked: Asked, plan: CityPlan) -> None:
    lowest, highest, rounds, latest = asked.one(
        "SELECT min(decile), max(decile), count(DISTINCT as_of), max(as_of) FROM welfare"
    )
    assert (lowest, highest, rounds) == (1, 10, 2)
    assert latest is not None
    assert latest <= plan.snapshot
    (differing,) = asked.one(
        "SELECT count(*) FROM (SELECT family_card FROM welfare JOIN population USING (nik)"
        " WHERE as_of = DATE '2025-07-31' GROUP BY 1 HAVING count(DISTINCT decile) > 1)"
    )
    assert differing == 0
    (unknown,) = asked.one("SELECT avg((w.nik IS NULL)::INT) FROM population p LEFT JOIN welfare w USING (nik)")
    assert 0.01 < unknown < 0.1


def test_covers_are_months_some_open_and_some_ended(asked: Asked) -> None:
    assert asked.one(
        "SELECT bool_and(regexp_full_match(from_month, '20[0-9]{2}-(0[1-9]|1[0-2])')),"
        " bool_and(coalesce(to_month >= from_month, true)), bool_or(to_month IS NULL), bool_or(to_month < '2025-09')"
        " FROM covered"
    ) == (True, True, True, True)


def test_most_of_the_dead_are_no_longer_in_the_population_register(asked: Asked, city: City) -> None:
    gone, there = asked.one(
        "SELECT count(*) FILTER (p.nik IS NULL), count(p.nik) FROM deaths d LEFT JOIN population p USING (nik)"
    )
    assert gone > 0
    assert there > 0
    assert city.stamp["registers"]["deaths"] == gone + there


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_plan_gives_the_same_bytes(city: City, folder_of_another: Path) -> None:
    first = digests(city.folder)
    assert len(first) == 10
    assert digests(folder_of_another) == first


def test_another_seed_gives_another_city(city: City, plan: CityPlan, tmp_path: Path) -> None:
    other = build_city(tmp_path, replace(plan, seed=7))
    same = digests(city.folder).items() & digests(other.folder).items()
    assert not same


def test_a_build_replaces_what_an_earlier_one_left(city: City, plan: CityPlan, tmp_path: Path) -> None:
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "population.csv").write_text("nik\n")
    assert digests(build_city(tmp_path, plan).folder) == digests(city.folder)


def test_a_city_too_small_for_its_lists_says_so(plan: CityPlan, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="too small"):
        build_city(tmp_path, replace(plan, people=1_500, outsiders=60))
