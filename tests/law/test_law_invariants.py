"""Whatever the cover and the day, the answers of the law keep a few promises."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.law.accident import accident_award
from payung.law.accident_facts import RESULTS, Accident, Loss
from payung.law.cases import UnusableCases, read_cases
from payung.law.cover import Cover
from payung.law.death import death_award
from payung.law.death_cases import DeathCase, death_case_award
from payung.law.explain import explain
from payung.law.months import Month
from payung.law.outcome import Outcome
from payung.law.programmes import outcome_of
from payung.law.scholarship import ScholarshipFacts, scholarship_award
from payung.law.schooling import Child
from payung.law.sentences import Refused
from payung.law.standing import standing

days = st.dates(date(2024, 6, 1), date(2026, 12, 31))
months = st.builds(lambda step: Month(2024, 6) + step, st.integers(0, 30))
covers = st.builds(Cover, st.none() | days, st.none() | days, st.frozensets(months))


@settings(max_examples=150)
@given(covers, days)
def test_an_award_is_nothing_the_low_or_the_full_amount_and_can_be_stored_and_recomputed(cover, day):
    outcome = death_award(cover, day)
    today = standing(cover, day)
    assert set(outcome.possible) <= {0, today.low_amount, today.full_amount}
    assert {reading.amount for reading in outcome.readings} in (set(), set(outcome.possible))
    assert Outcome.from_json(outcome.as_json()) == outcome
    assert outcome_of(outcome.facts) == outcome


@settings(max_examples=150)
@given(covers, days, st.frozensets(months))
def test_months_after_the_month_of_death_never_change_anything(cover, day, more):
    later = frozenset(month for month in more if month > Month.of(day))
    changed = Cover(cover.effective_on, cover.ends_on, cover.paid | later)
    assert death_award(changed, day) == death_award(cover, day)


@settings(max_examples=150)
@given(covers, days)
def test_a_standing_that_goes_on_being_paid_is_full_on_the_day_it_said(cover, day):
    """`certain_full_from`: settle what is unpaid, pay every month on, and the full amount is certain that day."""
    today = standing(cover, day)
    if today.certain_full_from is None or today.certain_full_from <= day or cover.effective_on is None:
        return
    if day < date(2025, 2, 24) <= today.certain_full_from:
        return  # the law itself changed in between
    start, unpaid_since = Month.of(cover.effective_on), Month.of(max(cover.effective_on, day))
    if unpaid_since not in cover.paid:  # only what is unpaid up to the day can be settled, no older gap
        while unpaid_since > start and unpaid_since.earlier(1) not in cover.paid:
            unpaid_since = unpaid_since.earlier(1)
    kept = cover.with_paid(unpaid_since, Month.of(today.certain_full_from))
    assert death_award(kept, today.certain_full_from).total == today.full_amount
    assert death_award(kept, today.certain_full_from - timedelta(days=1)).total != today.full_amount


@settings(max_examples=150)
@given(covers, days, months)
def test_one_more_paid_month_never_makes_an_award_smaller(cover, day, month):
    before, after = death_award(cover, day), death_award(cover.with_paid(month, month), day)
    assert after.possible[0] >= before.possible[0]
    assert after.possible[-1] >= before.possible[-1]


received = st.dictionaries(months, days, max_size=6)


@settings(max_examples=150)
@given(covers, received, days, st.sampled_from([None, *RESULTS]), st.sampled_from([None, 1_000_000, 20_700_000]))
def test_an_accident_s_answer_is_the_sum_of_its_lines_and_comes_out_again(cover, late, day, result, base):
    member = replace(cover, received_on={month: on for month, on in late.items() if month in cover.paid})
    outcome = accident_award(Accident(day, result, base, months_unable=7, losses=_loss(result)), member)
    _holds_its_promises(outcome)
    assert accident_award(Accident(day, result, base), replace(member, ends_on=day)).total == 0


children = st.builds(
    Child,
    from_level=st.sampled_from(["kindergarten", "primary", "higher", "not_yet_at_school"]),
    born=st.none() | st.dates(date(1999, 1, 1), date(2024, 1, 1)),
    married=st.booleans(),
    work=st.sampled_from(["none", "wage", "own_account"]),
    work_months=st.none() | st.integers(0, 8),
    registered=st.none() | st.booleans(),
)


@settings(max_examples=100)
@given(covers, days, st.lists(children, max_size=4), st.sampled_from([None, "illness", "accident"]))
def test_a_scholarship_never_exceeds_two_whole_ways_and_comes_out_again(cover, day, family, cause):
    outcome = scholarship_award(ScholarshipFacts(day, cause, tuple(family), cover))
    _holds_its_promises(outcome)
    assert outcome.possible[-1] <= 174_000_000


@settings(max_examples=100)
@given(
    covers,
    received,
    days,
    st.sampled_from(["illness", "sudden_at_work"]),
    st.sampled_from([None, "wage_worker", "same_segment"]),
    st.none() | st.integers(0, 2_500),
)
def test_a_death_of_any_kind_keeps_its_promises(cover, late, day, cause, other, claimed_after):
    member = replace(cover, received_on={month: on for month, on in late.items() if month in cover.paid})
    claimed = None if claimed_after is None else day + timedelta(days=claimed_after)
    _holds_its_promises(death_case_award(DeathCase(member, day, cause, 1_000_000, other, claimed)))


WORDS = [
    "2025-03",
    "2025-03-09",
    "2031-01-01",
    "city",
    "self",
    "other",
    "illness",
    "accident",
    "sudden_at_work",
    "death",
    "partial_anatomical",
    "partial_functional",
    "temporary_inability",
    "right_thumb",
    "impotence",
    "50%",
    "higher",
    "wage",
    "wage_worker",
    "suspected",
]
INNER = [
    "land",
    "air",
    "cost",
    "months",
    "price",
    "loss",
    "extent",
    "function_lost",
    "from_level",
    "work",
    "payer",
    "from",
    "2025-03",
]
COVER = "member_from ends_on paid received payer payers "
NAMES = {
    "death": COVER + "died cause base other_membership claimed",
    "accident": COVER + "event base result kind loss losses function_lost extent left_handed months_unable days_unable "
    "transport aids home_care prosthesis work_ended reported claimed better_eye worse_eye",
    "scholarship": COVER + "event cause children paid_month_count",
    "contribution": "month sector payer base income workers months old_age",
}
FIRST = {
    "death": {"paid": ["2025-03"], "died": "2025-03-09", "member_from": "2025-03-01", "cause": "illness"},
    "accident": {"paid": ["2025-03"], "event": "2025-03-09", "member_from": "2025-03-01"},
    "scholarship": {"event": "2025-03-09", "children": [{"from_level": "higher"}]},
    "contribution": {"month": "2025-03", "sector": "other", "payer": "self", "base": 1_000_000},
}
scraps = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 10**12) | st.floats(allow_nan=False) | st.sampled_from(WORDS),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.sampled_from(INNER), each, max_size=3),
    max_leaves=4,
)


@pytest.mark.parametrize("programme", sorted(NAMES))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_facts_are_answered_or_refused_with_a_sentence(programme, data):
    changes = data.draw(st.dictionaries(st.sampled_from(NAMES[programme].split()), scraps, max_size=3))
    try:
        outcome = outcome_of({**FIRST[programme], **changes, "programme": programme})
    except Refused as refused:
        assert refused.sentence.text.format_map(refused.sentence.values)  # noqa: PT017 - both ways out are right
    else:
        _holds_its_promises(outcome)


def _loss(result):
    return (Loss("right_index", 50 if result == "partial_functional" else None),) * str(result).startswith("partial")


def _holds_its_promises(outcome):
    for option in outcome.options:
        assert all(line.amount > 0 for line in option.lines)
        assert len({line.code for line in option.lines}) == len(option.lines)
    assert {reading.amount for reading in outcome.readings} <= set(outcome.possible)
    if outcome.is_certain:
        assert {reading.amount for reading in outcome.readings} <= {outcome.total}
        assert sum(line.amount for line in outcome.lines) == outcome.total
    assert Outcome.from_json(json.loads(json.dumps(outcome.as_json()))) == outcome
    assert outcome_of(outcome.facts) == outcome
    assert all(explain(outcome, lambda text: text))


@settings(max_examples=100)
@given(st.binary(max_size=200))
def test_reading_any_bytes_as_cases_never_crashes(content):
    try:
        read_cases(content)
    except UnusableCases as refusal:
        assert "\n" not in str(refusal)  # noqa: PT017 - both ways out are right
