"""Whatever the cover and the day, the answers of the law keep a few promises."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from payung.law.cases import UnusableCases, read_cases
from payung.law.cover import Cover
from payung.law.death import death_award
from payung.law.months import Month
from payung.law.outcome import Outcome
from payung.law.programmes import outcome_of
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


@settings(max_examples=100)
@given(st.binary(max_size=200))
def test_reading_any_bytes_as_cases_never_crashes(content):
    try:
        read_cases(content)
    except UnusableCases as refusal:
        assert "\n" not in str(refusal)  # noqa: PT017 - both ways out are right
