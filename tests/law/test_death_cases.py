"""Deaths that are more than one question: what is said, what is asked for, what is refused."""

import pytest

from payung.law.explain import explain
from payung.law.given import UnusableFact
from payung.law.programmes import outcome_of

FACTS = {
    "programme": "death",
    "member_from": "2025-02-03",
    "paid": {"from": "2025-02", "to": "2025-06"},
    "died": "2025-06-20",
    "cause": "illness",
}


def text_of(**changes) -> str:
    return "\n".join(explain(outcome_of({**FACTS, **changes}), lambda text: text))


def test_a_sudden_death_at_work_is_told_to_be_examined_first_within_its_hours():
    text = text_of(cause="sudden_at_work", base=1_000_000)
    assert "must first be examined as a work accident" in text
    assert "within 24 hours" in text
    assert "never paid together" in text
    assert "Needed for a certain answer: the conclusion whether it was a work accident." in text


def test_both_answers_to_a_sudden_death_are_readings():
    readings = outcome_of({**FACTS, "cause": "sudden_at_work", "base": 1_000_000}).readings
    assert {reading.amount for reading in readings if reading.code == "X"} == {70_000_000}
    assert {reading.amount for reading in readings if "O" in reading.under} == {42_000_000}


def test_an_accident_in_an_unpaid_month_holds_only_if_the_arrears_are_settled():
    readings = outcome_of({**FACTS, "died": "2025-07-20", "cause": "sudden_at_work", "base": 1_000_000}).readings
    assert [reading.under for reading in readings if reading.code == "X"] == [("S",)]


def test_without_the_base_it_is_asked_for():
    assert outcome_of({**FACTS, "cause": "sudden_at_work"}).missing == ("conclusion", "base")
    assert outcome_of({**FACTS, "cause": "sudden_at_work", "base": 1_000_000}).missing == ("conclusion",)


def test_before_the_rule_a_sudden_death_says_why_it_was_no_accident():
    old = {"member_from": "2021-01-04", "paid": {"from": "2021-01", "to": "2021-03"}, "died": "2021-03-31"}
    assert "did not yet count as a work accident" in text_of(**old, cause="sudden_at_work")


def test_two_memberships_promise_nothing_double():
    outcome = outcome_of({**FACTS, "other_membership": "wage_worker"})
    assert {reading.code for reading in outcome.readings} >= {"J1", "J2", "J3"}
    assert "nothing double may be promised" in text_of(other_membership="wage_worker")
    assert max(outcome.options, key=lambda option: option.amount).lines[-1].code == "second_funeral"


def test_a_second_membership_of_the_same_kind_is_a_lost_contribution():
    assert "the second contribution is lost" in text_of(other_membership="same_segment")


def test_a_late_claim_names_its_day_and_both_readings():
    outcome = outcome_of({**FACTS, "claimed": "2030-06-20"})
    assert "claimable until 20 June 2030" in text_of(claimed="2030-06-20")
    assert {reading.amount for reading in outcome.readings if reading.code == "Z"} == {0}
    assert {reading.amount for reading in outcome.readings if "Y" in reading.under} == {42_000_000}


@pytest.mark.parametrize(
    "wrong",
    [
        {"cause": "sudden"},
        {"other_membership": "twice"},
        {"claimed": "2025-06-19"},
        {"base": -1},
        {"received": {"2025-07": "2025-07-01"}},
        {"received": ["2025-06"]},
    ],
)
def test_facts_that_cannot_be_used_are_refused(wrong):
    with pytest.raises(UnusableFact):
        outcome_of({**FACTS, **wrong})


def test_a_claim_on_the_day_of_death_is_in_time():
    assert outcome_of({**FACTS, "claimed": "2025-06-20"}).total == 42_000_000
