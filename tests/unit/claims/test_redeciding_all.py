"""What was decided is asked again and a difference is told; other numbers show what they would touch."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

import town
from payung.claims import actions
from payung.claims.models import Award, Case
from payung.law.outcome import Outcome
from payung.law.parameters import FOLDER
from payung.web import redeciding
from payung.web.redeciding import UnusableParameters, recomputed, recomputed_lines, touched_by, touched_lines
from visiting import TODAY


@pytest.fixture(autouse=True)
def in_english() -> Any:
    """Sentences are compared in English."""
    with translation.override("en"):
        yield


def _folder(tmp_path: Path, name: str = "death_funeral", old: str = "10_000_000", new: str = "11_000_000") -> Path:
    shutil.copy(FOLDER / f"{name}.yaml", tmp_path)
    path = tmp_path / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return tmp_path


def test_awards_that_come_out_as_stored_are_counted(awarded: Award) -> None:
    found = recomputed()
    assert found == {"awards": 1, "differences": []}
    assert recomputed_lines(found) == ["1 award asked again.", "All come out as they were stored."]


def test_an_award_that_comes_out_otherwise_is_told_with_both_explanations_and_no_person(
    bogor: town.Town, reported: Case
) -> None:
    wrong = _stored_wrongly(bogor, reported)
    found = recomputed()
    assert [(each["case"], each["award"]) for each in found["differences"]] == [(reported.pk, wrong.pk)]
    text = "\n".join(recomputed_lines(found))
    assert "Rp99.000.000" in text
    assert "Rp10.000.000" in text
    assert "1 would be decided otherwise." in text
    assert reported.person.name not in text
    json.dumps(found)


def _stored_wrongly(bogor: town.Town, case: Case) -> Award:
    """An award as a program with other numbers would have stored it."""
    right = actions.award(case=case, by=bogor.officer, on=TODAY)
    actions.refuse_award(award=right, by=bogor.approver, on=TODAY, reason="Computed once more")
    body = json.loads(json.dumps(right.body).replace("10000000", "99000000"))
    given = {"case": case, "law_day": right.law_day, "computed_on": TODAY, "prepared_by": bogor.officer, "body": body}
    return Award.objects.create(outcome="certain", total=99_000_000, possible=[99_000_000], **given)


def test_other_numbers_touch_open_cases_members_and_contributions(
    bogor: town.Town, reported: Case, tmp_path: Path
) -> None:
    town.member(bogor, paid=("2025-09", "2025-10"))
    town.member(bogor, paid=("2025-09", "2025-10"))
    town.member(bogor, paid=("2025-10",), registered_on=date(2025, 10, 1), effective_on=date(2025, 10, 1))
    found = touched_by(_folder(tmp_path), date(2025, 10, 30))
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for row in found["rows"]:
        by_kind.setdefault(row["what"], []).append(row)
    assert by_kind["case"] == [
        {
            "what": "case",
            "before": [10_000_000],
            "after": [11_000_000],
            "people": 1,
            "difference": 1_000_000,
            "cases": [reported.pk],
        }
    ]
    assert [(row["people"], row["difference"]) for row in by_kind["death"]] == [(3, 3_000_000)]
    assert set(by_kind) == {"case", "death"}
    assert any("+Rp3.000.000" in line for line in touched_lines(found))


def test_another_contribution_touches_each_payers_month(bogor: town.Town, tmp_path: Path) -> None:
    town.member(bogor)
    town.member(bogor, payer="province")
    town.member(bogor, payer="province")
    folder = _folder(tmp_path, "contribution_death", "6_800", "7_000")
    rows = touched_by(folder, TODAY)["rows"]
    assert [(row["what"], row["people"], row["difference"]) for row in rows] == [
        ("contribution", 1, 200),
        ("contribution", 2, 400),
    ]


def test_an_award_that_stands_is_asked_from_its_own_facts(bogor: town.Town, awarded: Award, tmp_path: Path) -> None:
    town.receive(bogor, awarded.case.membership, "2025-11")
    rows = touched_by(_folder(tmp_path), TODAY)["rows"]
    assert [(row["what"], row["cases"]) for row in rows if row["cases"]] == [("case", [awarded.case_id])]


def test_the_same_numbers_touch_nothing(bogor: town.Town, reported: Case, tmp_path: Path) -> None:
    town.member(bogor, paid=("2025-09",))
    shutil.copy(FOLDER / "death_funeral.yaml", tmp_path)
    found = touched_by(tmp_path, TODAY)
    assert found["rows"] == []
    assert touched_lines(found) == ["Nothing changes for open claims and current members."]


def test_more_members_take_no_more_statements(
    bogor: town.Town, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    folder = _folder(tmp_path)
    for _each in range(12):
        town.member(bogor, paid=("2025-09",))
    with django_assert_max_num_queries(5):
        touched_by(folder, date(2025, 9, 30))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("death_funeral.yaml", "values: []"),
        ("death_weather.yaml", (FOLDER / "death_funeral.yaml").read_text(encoding="utf-8")),
        ("death_funeral.yaml", (FOLDER / "disability_schedule.yaml").read_text(encoding="utf-8")),
        ("notes.txt", "nothing"),
    ],
)
def test_a_folder_that_proves_nothing_is_refused_in_one_sentence(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UnusableParameters) as refusal:
        redeciding.other_numbers(tmp_path)
    assert "\n" not in str(refusal.value)


def test_a_stored_outcome_survives_its_storage(awarded: Award) -> None:
    assert Outcome.from_json(awarded.body).as_json() == awarded.body
