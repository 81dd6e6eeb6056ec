"""A stored award is recomputed by the law of its own day; other numbers show what they would touch."""

import json
import shutil
from datetime import date

import pytest

from payung.law.cases import worked_cases
from payung.law.cover import Cover
from payung.law.death import death_award
from payung.law.months import Month
from payung.law.parameters import FOLDER, UnprovenParameter, parameter
from payung.law.programmes import outcome_of
from payung.law.recomputation import recomputation, touched

FACTS = {
    "programme": "death",
    "member_from": "2025-09-10",
    "paid": ["2025-09", "2025-10"],
    "died": "2025-10-28",
    "cause": "illness",
}
ACCIDENT = {
    "programme": "accident",
    "member_from": "2025-01-02",
    "paid": ["2025-01"],
    "event": "2025-01-20",
    "base": 1_000_000,
    "result": "death",
}


def stored(**changes):
    found = json.loads(json.dumps(outcome_of(FACTS).as_json()))
    return {**found, **changes}


@pytest.fixture
def other_folder(tmp_path):
    folder = tmp_path / "parameters"
    shutil.copytree(FOLDER, folder)
    path = folder / "death_funeral.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("10_000_000", "11_000_000"), encoding="utf-8")
    return folder


def test_every_worked_case_comes_out_the_same():
    for cases in worked_cases().values():
        for case in cases:
            assert recomputation(json.loads(json.dumps(outcome_of(case.given).as_json()))).is_same, case.id


def test_an_amount_that_the_law_does_not_give_is_told_with_both_explanations():
    altered = stored()
    altered["options"][0]["lines"][0]["amount"] = 9_000_000
    altered["options"][0]["amount"] = 9_000_000
    found = recomputation(altered)
    assert not found.is_same
    assert [(each.code, each.before, each.after) for each in found.changed_lines] == [
        ("funeral", 9_000_000, 10_000_000)
    ]
    before, after = found.in_words(lambda each: each)
    assert any("Funeral cost: Rp9.000.000" in each for each in before)
    assert any("Funeral cost: Rp10.000.000" in each for each in after)


def test_facts_that_the_law_now_refuses_are_a_difference():
    altered = stored(facts={**FACTS, "cause": "accident"})
    found = recomputation(altered)
    assert (found.is_same, found.computed.outcome) == (False, None)
    assert "work-accident programme" in found.in_words(lambda each: each)[1][0]


def test_an_old_award_follows_the_law_of_its_own_day():
    months = frozenset({Month(2018, 5), Month(2018, 6)})
    old = death_award(Cover(date(2018, 5, 2), None, months), date(2018, 6, 1)).as_json()
    assert recomputation(old).is_same
    assert recomputation(old).computed.outcome.total == 24_000_000


def test_other_numbers_touch_exactly_the_facts_they_decide(other_folder):
    late = {**FACTS, "died": "2014-05-01", "member_from": "2014-01-01", "paid": ["2014-05"]}
    found = list(touched([FACTS, ACCIDENT, late], other_folder))
    assert [(each.number, each.difference) for each in found] == [(0, 1_000_000)]
    assert [(each.code, each.before, each.after) for each in found[0].changed_lines] == [
        ("funeral", 10_000_000, 11_000_000)
    ]
    assert parameter("death_funeral").on(date(2025, 1, 1)).value == 10_000_000


def test_an_open_answer_that_changes_has_no_single_difference(other_folder):
    grey = {**FACTS, "paid": ["2025-09", "2025-10", "2025-11"], "died": "2025-11-15"}
    (found,) = touched([grey], other_folder)
    assert found.difference is None
    assert found.after.outcome.possible == (11_000_000, 43_000_000)


def test_two_folders_can_be_compared_the_other_way_round(other_folder):
    (found,) = touched([FACTS], FOLDER, before=other_folder)
    assert found.difference == -1_000_000


def test_the_same_numbers_touch_nothing():
    assert list(touched([FACTS, ACCIDENT], FOLDER)) == []


def test_a_folder_that_does_not_prove_its_numbers_is_refused(other_folder):
    path = other_folder / "death_funeral.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("source", "sauce", 1), encoding="utf-8")
    with pytest.raises(UnprovenParameter, match="death_funeral"):
        list(touched([FACTS], other_folder))
