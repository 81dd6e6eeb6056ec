"""What one missed payment would put at risk, in rupiah, and from when everything is certain again."""

from datetime import date

import pytest

from payung.law.cover import Cover
from payung.law.explain import in_words
from payung.law.months import Month, months_between
from payung.law.outlook import missed_payment, outlook


def member(last_paid: str, start: date | None = date(2025, 9, 10), ends_on: date | None = None) -> Cover:
    return Cover(start, ends_on, frozenset(months_between(Month(2025, 9), Month.parse(last_paid))))


def test_after_the_wait_a_missed_month_risks_everything():
    risk = missed_payment(member("2025-12"), date(2025, 12, 20))
    assert risk is not None
    assert (str(risk.month), risk.illness_at_risk, risk.accident_at_risk) == ("2026-01", 42_000_000, 70_000_000)
    assert (risk.later_at_risk, risk.full_again_from, risk.ends_on) == (
        32_000_000,
        date(2026, 4, 1),
        date(2026, 4, 1),
    )


def test_inside_the_wait_a_missed_month_risks_the_low_amount():
    risk = missed_payment(member("2025-09"), date(2025, 9, 20))
    assert risk is not None
    assert (str(risk.month), risk.illness_at_risk) == ("2025-10", 10_000_000)


def test_months_paid_in_advance_come_before_the_one_that_can_be_missed():
    risk = missed_payment(member("2026-06"), date(2025, 12, 20))
    assert risk is not None
    assert str(risk.month) == "2026-07"


def test_a_month_that_is_missed_already_is_the_one():
    risk = missed_payment(member("2025-11"), date(2025, 12, 20))
    assert risk is not None
    assert (str(risk.month), risk.ends_on) == ("2025-12", date(2026, 3, 1))


@pytest.mark.parametrize(("base", "amount"), [(None, 70_000_000), (1_000_000, 70_000_000), (20_700_000, 1_015_600_000)])
def test_the_accident_at_risk_follows_the_base(base, amount):
    risk = missed_payment(member("2025-12"), date(2025, 12, 20), base)
    assert risk is not None
    assert risk.accident_at_risk == amount


@pytest.mark.parametrize(
    "cover",
    [member("2025-09", start=None), member("2025-09"), member("2025-12", ends_on=date(2025, 12, 20))],
)
def test_without_a_cover_in_force_nothing_can_be_missed(cover):
    assert missed_payment(cover, date(2026, 1, 1)) is None


def test_an_outlook_has_the_standing_the_scholarship_and_the_risk():
    found = outlook(member("2025-12"), date(2025, 12, 20))
    assert found.standing.state == "covered"
    assert found.scholarship.certain_from == date(2028, 9, 1)
    assert found.missed is not None
    text = [in_words(each, lambda words: words) for each in found.missed.explanation]
    assert "If the contribution for January 2026 is missed, Rp42.000.000 is at risk" in text[0]
    assert "ends on 1 April 2026" in text[1]
    assert "Rp32.000.000 stays at risk until 1 April 2026" in text[2]
