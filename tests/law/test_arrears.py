"""An unpaid month puts cover at risk within the grace and ends it after; a lapse that was resumed may count anew."""

from datetime import date

import pytest

from payung.law.arrears import ARREARS_READINGS, restarted, unpaid_months
from payung.law.cover import Cover
from payung.law.death import death_award
from payung.law.months import Month, months_between


def member(start: date, *paid: str, ends_on: date | None = None) -> Cover:
    return Cover(start, ends_on, frozenset(Month.parse(text) for text in paid))


def paid_through(last: str) -> Cover:
    months = months_between(Month.parse("2025-01"), Month.parse(last))
    return Cover(date(2025, 1, 6), None, frozenset(months))


@pytest.mark.parametrize(
    ("died_on", "possible"),
    [
        (date(2025, 6, 30), (42_000_000,)),
        (date(2025, 7, 1), (0, 42_000_000)),
        (date(2025, 9, 30), (0, 42_000_000)),
        (date(2025, 10, 1), (0,)),
    ],
)
def test_paid_to_june_is_covered_then_at_risk_for_three_months_then_ended(died_on, possible):
    assert death_award(paid_through("2025-06"), died_on).possible == possible


def test_the_two_readings_of_an_unpaid_month_are_named():
    assert [reading.code for reading in ARREARS_READINGS] == ["N", "S"]
    readings = death_award(paid_through("2025-06"), date(2025, 7, 10)).readings
    assert [(reading.code, reading.amount) for reading in readings if not reading.under] == [("N", 0)]
    assert {reading.under for reading in readings if reading.under} == {("S",)}


def test_arrears_are_counted_from_the_start_of_the_cover_and_not_before():
    new = member(date(2025, 9, 10))
    assert unpaid_months(new, date(2025, 9, 10)) == 1
    assert unpaid_months(new, date(2025, 11, 30)) == 3


def test_only_a_lapse_longer_than_the_grace_may_begin_the_count_anew():
    three_unpaid = member(date(2025, 1, 6), "2025-01", "2025-05")
    four_unpaid = member(date(2025, 1, 6), "2025-01", "2025-06")
    assert restarted(three_unpaid, date(2025, 5, 20), grace=3) == ()
    days = [each.effective_on for each in restarted(four_unpaid, date(2025, 6, 20), grace=3)]
    assert days == [date(2025, 6, 1), date(2025, 6, 30)]


def test_arrears_at_the_day_itself_are_no_resumed_lapse():
    assert restarted(member(date(2025, 1, 6), "2025-01"), date(2025, 5, 20), grace=3) == ()


def test_the_end_of_the_membership_counts_before_anything_else():
    ended = Cover(None, date(2025, 5, 2), frozenset())
    assert death_award(ended, date(2025, 5, 2)).total == 0


def test_a_missing_effective_date_is_named_and_never_certain():
    outcome = death_award(Cover(None, None, frozenset()), date(2025, 10, 28))
    assert outcome.missing == ("member_from",)
    assert outcome.possible == (0, 10_000_000, 42_000_000)
