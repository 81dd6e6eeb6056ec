"""Only a row whose NIK is registered under an agreeing name draws findings from registers about its person."""

from datetime import date
from pathlib import Path

import pytest
from screened_rows import Case, codes_of, params_of, screened_cases

from payung.screening.verdicts import Screening

# Everything bad that registers can say of a person.
BAD_FACTS = {
    "deaths": [{"died_on": date(2025, 1, 1)}],
    "welfare": [{"decile": 9, "as_of": date(2025, 1, 1)}],
    "wage_workers": [{"employer": "PT Contoh"}],
    "civil_servants": [{"body": "Dinas Contoh"}],
    "covered": [{"payer": "Desa", "from_month": "2025-01", "to_month": None}],
}
BAD_PERSON = {"village_code": "32.01.03.2004", "birth_date": date(1950, 1, 1)}
OF_THE_PERSON = {
    "person.deceased",
    "decile.above",
    "cover.wage_worker",
    "cover.civil_servant",
    "cover.already",
    "domicile.outside",
    "age.over",
}

CASES = [
    Case("confirmed", OF_THE_PERSON, person=BAD_PERSON, facts=BAD_FACTS),
    Case("another's name", set(), row={"name": "Rina Wati"}, person=BAD_PERSON, facts=BAD_FACTS),
    Case("no name", set(), row={"name": None}, person=BAD_PERSON, facts=BAD_FACTS),
    Case("cut NIK", set(), row={"nik": None, "nik_problem": "truncated"}, person=BAD_PERSON, facts=BAD_FACTS),
    Case("not registered", set(), person=None, facts=BAD_FACTS),
    Case(
        "another's name, outside and too old by the list",
        {"domicile.outside", "age.over"},
        row={
            "name": "Rina Wati",
            "birth_date": date(1950, 1, 1),
            "village_given": "Tajur",
            "district_given": "Kec. Citeureup, Kab. Bogor",
        },
    ),
]


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Screening:
    return screened_cases(tmp_path_factory.mktemp("registers"), CASES)


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.name for case in CASES])
def test_register_facts_are_of_confirmed_rows_only(result: Screening, number: int) -> None:
    of_the_person = OF_THE_PERSON | {"decile.unknown", "person.death_reported"}
    assert codes_of(result, number + 1) & of_the_person == CASES[number].codes


def test_a_confirmed_rows_age_and_place_are_the_registers_not_the_lists(tmp_path: Path) -> None:
    wrong_by_list = {"birth_date": date(1950, 1, 1), "village_given": "Cibinong", "district_given": "Cibinong"}
    result = screened_cases(tmp_path, [Case("", set(), row=wrong_by_list)])
    assert codes_of(result, 1) == {"nik.birth_mismatch", "village.differs"}
    assert result.rows["verdict"][0].as_py() == "accepted"
    assert result.rows["village_code"][0].as_py() == "32.71.02.1006"


def test_an_unconfirmed_rows_village_is_the_lists(tmp_path: Path) -> None:
    result = screened_cases(tmp_path, [Case("", set(), person=None)])
    assert result.rows["village_code"][0].as_py() == "32.71.02.1006"


CARD = "3271011105109999"
CUT = {"nik": None, "nik_problem": "truncated", "family_card": CARD, "name": "Siti Aminah"}
TWIN = {"family_card": CARD, "name": "SITI AMINAH"}


@pytest.mark.parametrize(
    ("people", "count", "suggested"),
    [
        ([TWIN | {"nik": "3271014101800001"}], 1, "3271014101800001"),
        ([TWIN | {"nik": "3271014101800001"}] * 2, 1, "3271014101800001"),
        ([TWIN | {"nik": "3271014101800001"}, TWIN | {"nik": "3271014101800002"}], 2, None),
        ([TWIN | {"nik": "3271014101800001", "name": "SITI AMINAN"}], 0, None),
        ([TWIN | {"nik": "3271014101800001", "birth_date": date(1980, 1, 2)}], 0, None),
        ([TWIN | {"nik": "3271014101800001", "family_card": "3271011105108888"}], 0, None),
        ([TWIN | {"nik": "3271014101800001", "name": "Hj. St. Aminah"}], 1, "3271014101800001"),
    ],
    ids=[
        "one",
        "one twice",
        "two alike",
        "another name",
        "another day",
        "another family",
        "the same name written otherwise",
    ],
)
def test_a_cut_nik_suggests_the_one_person_of_its_name_birth_date_and_family(
    tmp_path: Path, people: list[dict[str, object]], count: int, suggested: str | None
) -> None:
    result = screened_cases(tmp_path, [Case("", set(), row=CUT, person=None, also=people)])
    assert result.rows["suggested_count"][0].as_py() == count
    assert result.rows["nik_matched"][0].as_py() == suggested
    assert result.rows["verdict"][0].as_py() == "review"
    assert params_of(result, 1)["nik.truncated"] == {"suggested_count": count}


def test_rows_with_a_whole_nik_have_no_count_of_suggestions(tmp_path: Path) -> None:
    result = screened_cases(tmp_path, [Case("", set())])
    assert result.rows["suggested_count"][0].as_py() is None
