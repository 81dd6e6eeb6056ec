"""Every finding code on both sides of its boundary: what draws it, and what is just not enough."""

from datetime import date
from pathlib import Path

import pytest
from screened_rows import ON, Case, params_of, person, screened_cases

from payung.screening.checks import BY_CODE, CHECKS
from payung.screening.findings import verdict_of
from payung.screening.verdicts import Screening

UNKNOWN = {"nik.unknown"}


def born(year: int, month: int, day: int, woman: bool = False) -> dict[str, object]:
    return {"birth_date": date(year, month, day)}


def aged(name: str, codes: set[str], year: int, month: int, day: int) -> Case:
    birth = born(year, month, day)
    return Case(name, codes | {"nik.birth_mismatch"}, row=birth, person=birth)


def died(name: str, codes: set[str], *days: date | None) -> Case:
    return Case(name, codes, facts={"deaths": [{"died_on": day} for day in days]})


def decile(name: str, codes: set[str], *facts: tuple[int, date]) -> Case:
    return Case(name, codes, facts={"welfare": [{"decile": decile, "as_of": day} for decile, day in facts]})


def cover(name: str, codes: set[str], *spans: tuple[str, str | None, str | None]) -> Case:
    spans_of = [{"payer": payer, "from_month": first, "to_month": last} for payer, first, last in spans]
    return Case(name, codes, facts={"covered": spans_of})


CASES = [
    Case("nothing is wrong", set()),
    # NIK
    Case("no NIK", {"nik.missing"}, row={"nik": None, "nik_problem": "missing"}),
    Case("no NIK and no problem named", {"nik.missing"}, row={"nik": None}),
    Case("NIK of 15 digits", {"nik.format"}, row={"nik": None, "nik_problem": "format"}),
    Case("NIK cut by Excel", {"nik.truncated"}, row={"nik": None, "nik_problem": "truncated"}),
    Case("NIK of nobody", UNKNOWN, person=None),
    Case(
        "own family card as NIK",
        UNKNOWN | {"nik.is_family_card", "nik.birth_mismatch"},
        row={"nik": "3271011105100099", "family_card": "3271011105100099"},
        person=None,
    ),
    Case(
        "somebody's family card as NIK",
        UNKNOWN | {"nik.is_family_card", "nik.birth_mismatch"},
        row={"nik": "3271011105200001", "family_card": None},
        also=[{"nik": "3271010101809001", "family_card": "3271011105200001"}],
    ),
    Case(
        "family card that another bears as NIK",
        {"nik.is_family_card", "person.mismatch"},
        row={"family_card": None},
        person={"name": "RINA WATI"},
        also=[{"nik": "3271010101809002", "family_card": "3271010101800009"}],
    ),
    Case("family card equal to one's own true NIK", set(), row={"family_card": "3271010101800010"}),
    Case("birth date a day off the NIK", {"nik.birth_mismatch"}, row=born(1980, 1, 2), person=born(1980, 1, 2)),
    Case("birth date a century off the NIK", {"age.over"}, row=born(1880, 1, 1), person=born(1880, 1, 1)),
    Case("sex other than the NIK's", {"nik.sex_mismatch"}, row={"sex": "P"}),
    Case("sex not given", set(), row={"sex": None}),
    Case(
        "woman's NIK",
        set(),
        row={"nik": "3271014101800777", "sex": "P"},
        also=[{"nik": "3271014101800777", "sex": "P"}],
        facts={"welfare": [{"nik": "3271014101800777", "decile": 1, "as_of": date(2025, 1, 1)}]},
    ),
    Case(
        "NIK issued elsewhere",
        {"nik.issued_elsewhere"},
        row={"nik": "3201010101800001"},
        also=[{"nik": "3201010101800001"}],
        facts={"welfare": [{"nik": "3201010101800001", "decile": 1, "as_of": date(2025, 1, 1)}]},
    ),
    # Name and birth date
    Case("no name", {"name.missing"}, row={"name": None}),
    Case("blank name", {"name.missing"}, row={"name": "  "}),
    Case("another's name", {"person.mismatch"}, row={"name": "Rina Wati"}),
    Case("unreadable birth date", {"birth_date.unreadable"}, row={"birth_date": None, "birth_date_given": "kapan"}),
    Case("empty birth date, registered", set(), row={"birth_date": None, "birth_date_given": None}),
    Case(
        "empty birth date, registered nowhere",
        UNKNOWN | {"birth_date.unreadable"},
        row={"birth_date": None, "birth_date_given": None},
        person=None,
    ),
    # Death
    died("died the day before", {"person.deceased"}, date(2025, 8, 31)),
    died("died on the day", {"person.deceased"}, ON),
    died("died the day after", {"person.death_reported"}, date(2025, 9, 2)),
    died("died on a day not known", {"person.death_reported"}, None),
    died("died twice in the register", {"person.deceased"}, date(2025, 10, 1), date(2025, 8, 1)),
    # Age on 1 September 2025
    aged("18 on the day", set(), 2007, 9, 1),
    aged("18 tomorrow", {"age.under"}, 2007, 9, 2),
    aged("65 tomorrow", set(), 1960, 9, 2),
    aged("65 on the day", {"age.over"}, 1960, 9, 1),
    # Place
    Case("registered elsewhere", {"domicile.outside"}, person={"village_code": "32.01.03.2004"}),
    Case("registered in a district whose code begins alike", {"domicile.outside"}, person={"village_code": "32.710.1"}),
    Case("kelurahan misspelt, registered", {"value.cleaned"}, row={"village_given": "Tajurr"}),
    Case("kelurahan of another, registered", {"village.differs"}, row={"village_given": "Sukasari"}),
    Case("kelurahan empty, registered", set(), row={"village_given": None, "district_given": None}),
    Case("kelurahan unknown, unregistered", UNKNOWN | {"village.unknown"}, row={"village_given": "Xyz"}, person=None),
    Case("kelurahan misspelt, unregistered", UNKNOWN | {"village.unknown"}, row={"village_given": "Tajr"}, person=None),
    Case(
        "kelurahan under another kecamatan, unregistered",
        UNKNOWN | {"village.ambiguous"},
        row={"district_given": "Bogor Utara"},
        person=None,
    ),
    Case(
        "the same name in the regency around the city",
        UNKNOWN | {"domicile.outside"},
        row={"district_given": "Citeureup"},
        person=None,
    ),
    # Welfare
    decile("decile 4", set(), (4, date(2025, 6, 1))),
    decile("decile 5", {"decile.above"}, (5, date(2025, 6, 1))),
    decile("no decile", {"decile.unknown"}),
    decile("decile 9 before, 3 now", set(), (9, date(2024, 6, 1)), (3, date(2025, 6, 1))),
    decile("decile 3 before, 9 on the day", {"decile.above"}, (3, date(2025, 6, 1)), (9, ON)),
    decile("decile 9 only after the day", set(), (3, date(2025, 6, 1)), (9, date(2025, 9, 2))),
    decile("only a decile after the day", {"decile.unknown"}, (1, date(2025, 9, 2))),
    decile("two deciles of one day", {"decile.above"}, (1, date(2025, 6, 1)), (8, date(2025, 6, 1))),
    # Cover
    Case("wage worker", {"cover.wage_worker"}, facts={"wage_workers": [{"employer": "PT A"}, {"employer": "PT B"}]}),
    Case("civil servant", {"cover.civil_servant"}, facts={"civil_servants": [{"body": "Dinas"}, {"body": None}]}),
    cover("covered and still", {"cover.already"}, ("Provinsi", "2025-09", None)),
    cover("covered to this month", {"cover.already"}, ("Provinsi", "2025-01", "2025-09")),
    cover("covered to last month", set(), ("Provinsi", "2025-01", "2025-08")),
    cover("covered from next month", set(), ("Provinsi", "2025-10", "")),
    cover("covered by two", {"cover.already"}, ("Provinsi", "2025-01", ""), ("Desa", None, None)),
    # Work
    Case("no occupation", {"occupation.missing"}, row={"occupation": None}),
    Case("a dash for an occupation", {"occupation.missing"}, row={"occupation": " - "}),
    Case("housewife", {"occupation.not_working"}, row={"occupation": "IBU RUMAH-TANGGA"}),
    Case("pupil or student", {"occupation.not_working"}, row={"occupation": "Pelajar/Mahasiswa"}),
    Case("domestic worker", set(), row={"occupation": "Asisten Rumah Tangga"}),
    Case("changed while reading", {"value.cleaned"}, row={"cleaned": [{"column": "nik", "before": "a", "after": "b"}]}),
]


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Screening:
    return screened_cases(tmp_path_factory.mktemp("registers"), CASES)


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.name for case in CASES])
def test_a_row_draws_exactly_its_codes(result: Screening, number: int) -> None:
    assert set(params_of(result, number + 1)) == CASES[number].codes


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.name for case in CASES])
def test_a_verdict_is_what_the_findings_add_up_to(result: Screening, number: int) -> None:
    severities = {BY_CODE[code].severity for code in CASES[number].codes}
    expected = "rejected" if "reject" in severities else "review" if "review" in severities else "accepted"
    assert result.rows["verdict"][number].as_py() == expected == verdict_of(severities)


def test_every_code_is_drawn_by_some_case_here_or_in_its_own_test() -> None:
    drawn = set().union(*(case.codes for case in CASES)) | {"list.duplicate"}
    assert drawn == {check.code for check in CHECKS}


@pytest.mark.parametrize(
    ("name", "code", "params"),
    [
        ("65 on the day", "age.over", {"age": 65, "limit": 64}),
        ("18 tomorrow", "age.under", {"age": 17, "limit": 18}),
        ("died on the day", "person.deceased", {"died_on": "2025-09-01"}),
        ("decile 5", "decile.above", {"decile": 5, "as_of": "2025-06-01", "deciles": "1, 2, 3, 4"}),
        ("covered by two", "cover.already", {"payer": "Desa, Provinsi"}),
        ("wage worker", "cover.wage_worker", {"employer": "PT A"}),
        ("kelurahan misspelt, unregistered", "village.unknown", {"village": "Tajr", "suggestion": "Tajur"}),
        (
            "kelurahan misspelt, registered",
            "value.cleaned",
            {"changes": [{"column": "village", "before": "Tajurr", "after": "Tajur"}]},
        ),
    ],
)
def test_a_finding_carries_what_its_sentence_names(
    result: Screening, name: str, code: str, params: dict[str, object]
) -> None:
    row = [case.name for case in CASES].index(name) + 1
    assert params_of(result, row)[code] == params


def test_the_rows_come_back_in_the_order_of_the_list(result: Screening) -> None:
    assert result.rows["row"].to_pylist() == list(range(1, len(CASES) + 1))


def test_a_leap_day_birthday_comes_on_the_first_of_march(tmp_path: Path) -> None:
    birth = {"birth_date": date(2008, 2, 29)}
    cases = [Case("leap", set(), row=birth, person=birth)]
    day_before = screened_cases(tmp_path / "a", cases, on=date(2026, 2, 28))
    day_itself = screened_cases(tmp_path / "b", cases, on=date(2026, 3, 1))
    assert "age.under" in params_of(day_before, 1)
    assert "age.under" not in params_of(day_itself, 1)


def test_the_person_columns_are_of_confirmed_rows_only(result: Screening) -> None:
    rows = result.rows.to_pylist()
    mismatched = rows[[case.name for case in CASES].index("another's name")]
    assert rows[0]["confirmed"]
    assert rows[0]["person_name"] == person(1)["name"]
    assert rows[0]["nik_matched"] == person(1)["nik"]
    assert not mismatched["confirmed"]
    assert [mismatched[name] for name in ("person_name", "nik_matched", "decile")] == [None, None, None]
