"""Facts that cannot be used are refused with a sentence, and a death by accident is sent to its own programme."""

import pytest

from payung.law.given import UnusableFact
from payung.law.parameters import BeforeTheLaw
from payung.law.programmes import AccidentIsAnotherProgramme, outcome_of
from payung.law.sentences import Refused

DEATH = {
    "programme": "death",
    "member_from": "2025-09-10",
    "paid": ["2025-09", "2025-10"],
    "died": "2025-10-28",
    "cause": "illness",
}


def test_dates_may_be_text():
    assert outcome_of(DEATH).total == 10_000_000


@pytest.mark.parametrize(
    "wrong",
    [
        {"programme": "pension"},
        {"programme": None},
        {"programme": ["death"]},
        {"died": None},
        {"died": "28-10-2025"},
        {"died": "20251028"},
        {"died": 20251028},
        {"died": "2025-02-30"},
        {"died": "9999-12-31"},
        {"died": "0001-01-01"},
        {"paid": None},
        {"paid": "2025-09"},
        {"paid": ["2025-13"]},
        {"paid": [9]},
        {"paid": {"from": "2025-10", "to": "2025-09"}},
        {"paid": {"from": "2025-10"}},
        {"cause": None},
        {"cause": "unknown"},
        {"payer": "uncle"},
        {"member_form": "2025-09-10"},
    ],
)
def test_a_fact_that_cannot_be_used_is_refused(wrong):
    with pytest.raises(UnusableFact):
        outcome_of({**DEATH, **wrong})


def test_a_death_by_accident_must_be_examined_as_one():
    with pytest.raises(AccidentIsAnotherProgramme, match="work accident"):
        outcome_of({**DEATH, "cause": "accident"})


def test_a_death_before_the_first_amounts_known_is_refused():
    early = {**DEATH, "member_from": "2013-01-01", "paid": ["2013-12"]}
    with pytest.raises(BeforeTheLaw):
        outcome_of({**early, "died": "2013-12-31"})
    assert outcome_of({**early, "paid": ["2014-01"], "died": "2014-01-01"}).options[-1].amount == 21_000_000


def test_a_refusal_reads_as_a_sentence():
    with pytest.raises(Refused) as refusal:
        outcome_of({**DEATH, "died": None})
    assert str(refusal.value) == "The fact died is missing."
