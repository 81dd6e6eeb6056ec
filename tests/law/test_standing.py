"""What a family would get today, and from when in full, as far as every reading agrees."""

from datetime import date

import pytest

from payung.law.cover import Cover
from payung.law.months import Month, months_between
from payung.law.standing import standing


def member(last_paid: str | None, *, start: date | None = date(2025, 9, 10), ends_on: date | None = None) -> Cover:
    paid = months_between(Month.parse("2025-09"), Month.parse(last_paid)) if last_paid else ()
    return Cover(start, ends_on, frozenset(paid))


@pytest.mark.parametrize(
    ("on", "last_paid", "state", "possible"),
    [
        (date(2025, 9, 9), "2025-09", "not_covered", (0,)),
        (date(2025, 9, 10), "2025-09", "covered", (10_000_000,)),
        (date(2025, 10, 31), "2025-10", "covered", (10_000_000,)),
        (date(2025, 11, 24), "2025-11", "covered", (10_000_000, 42_000_000)),
        (date(2025, 12, 11), "2025-12", "covered", (42_000_000,)),
        (date(2025, 12, 11), "2025-11", "at_risk", (0, 42_000_000)),
        (date(2026, 2, 28), "2025-11", "at_risk", (0, 42_000_000)),
        (date(2026, 3, 1), "2025-11", "not_covered", (0,)),
    ],
)
def test_a_standing_says_whether_and_how_much(on, last_paid, state, possible):
    today = standing(member(last_paid), on)
    assert (today.state, today.outcome.possible) == (state, possible)
    assert (today.low_amount, today.full_amount) == (10_000_000, 42_000_000)


@pytest.mark.parametrize("on", [date(2025, 9, 1), date(2025, 9, 10), date(2025, 10, 5), date(2025, 11, 24)])
def test_the_certain_days_are_the_same_from_registration_on_while_every_month_is_paid(on):
    today = standing(member(str(Month.of(on))), on)
    assert (today.certain_low_until, today.certain_full_from) == (date(2025, 11, 1), date(2025, 12, 11))


def test_each_reading_states_its_amount_today_and_its_own_day():
    today = standing(member("2025-11"), date(2025, 11, 24))
    assert {each.code: (each.amount, each.full_from) for each in today.readings} == {
        "A": (10_000_000, date(2025, 12, 10)),
        "A'": (10_000_000, date(2025, 12, 11)),
        "B": (10_000_000, date(2025, 12, 1)),
        "C": (42_000_000, date(2025, 11, 1)),
    }


def test_the_strip_shows_paid_unpaid_and_advance_months():
    paid = frozenset({Month(2025, 9), Month(2025, 11), Month(2025, 12)})
    today = standing(Cover(date(2025, 9, 10), None, paid), date(2025, 11, 24))
    assert [(str(each.month), each.status) for each in today.strip] == [
        ("2025-09", "paid"),
        ("2025-10", "unpaid"),
        ("2025-11", "paid"),
        ("2025-12", "advance"),
    ]
    assert today.consecutive_paid_months == 1


def test_the_strip_of_an_ended_membership_stops_where_it_ended():
    ended = member("2025-10", ends_on=date(2025, 10, 29))
    today = standing(ended, date(2026, 3, 1))
    assert [str(each.month) for each in today.strip] == ["2025-09", "2025-10"]
    assert today.state == "not_covered"
    assert today.certain_full_from is None


def test_without_the_effective_date_nothing_is_promised():
    today = standing(member("2025-11", start=None), date(2025, 11, 24))
    assert (today.state, today.outcome.missing, today.certain_full_from) == ("at_risk", ("member_from",), None)


def test_a_cover_that_ends_before_the_wait_is_over_is_never_certain_in_full():
    today = standing(member("2025-11", ends_on=date(2025, 12, 11)), date(2025, 11, 24))
    assert today.certain_full_from is None
    today = standing(member("2025-11", ends_on=date(2025, 12, 12)), date(2025, 11, 24))
    assert today.certain_full_from == date(2025, 12, 11)


def test_before_the_three_month_rule_the_benefit_is_full_from_the_first_day():
    old = Cover(date(2024, 1, 8), None, frozenset({Month(2024, 1)}))
    today = standing(old, date(2024, 1, 8))
    assert (today.outcome.possible, today.certain_full_from) == ((42_000_000,), date(2024, 1, 8))


@pytest.mark.parametrize(("on", "is_said"), [(date(2025, 10, 31), True), (date(2025, 11, 1), False)])
def test_the_low_amount_is_only_announced_before_the_first_day_that_may_pay_in_full(on, is_said):
    words = standing(member(str(Month.of(on))), on).explanation
    assert any("low amount only" in each.text for each in words) is is_said


@pytest.mark.parametrize(("on", "has_readings"), [(date(2025, 9, 1), True), (date(2025, 9, 2), False)])
def test_a_membership_that_ends_before_it_begins_promises_nothing_from_its_end_on(on, has_readings):
    never = member("2025-11", start=date(2025, 9, 10), ends_on=date(2025, 9, 2))
    assert bool(standing(never, on).readings) is has_readings


@pytest.mark.parametrize(("on", "state"), [(date(2025, 12, 19), "covered"), (date(2025, 12, 20), "not_covered")])
def test_a_cover_ends_on_its_day_and_not_before(on, state):
    assert standing(member("2025-12", ends_on=date(2025, 12, 20)), on).state == state


@pytest.mark.parametrize(
    ("on", "last_paid", "words"),
    [
        (date(2025, 12, 10), "2025-12", "if every month goes on being paid without a gap"),
        (date(2025, 12, 10), "2025-11", "if the unpaid months may still be settled and are"),
        (date(2025, 12, 11), "2025-12", "stays full as long as"),
        (date(2025, 12, 11), "2025-11", "only the unpaid month puts the benefit at risk"),
    ],
)
def test_what_a_standing_says_of_the_full_benefit_changes_on_its_day_and_with_arrears(on, last_paid, words):
    said = standing(member(last_paid), on).explanation
    assert words in said[-1].text
