"""Months count as a person counts them."""

from datetime import date

import pytest

from payung.law.months import Month, add_months, months_between


def test_a_month_is_written_and_read_the_same():
    assert str(Month.parse("2025-09")) == "2025-09"


@pytest.mark.parametrize("text", ["2025-9", "2025-13", "2025-00", "2025-09-01", "09-2025", "", "0000-01", "٢٠٢٥-٠٩"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError, match=r"month|year"):
        Month.parse(text)


def test_months_add_subtract_and_compare_over_the_year():
    assert Month(2025, 11) + 3 == Month(2026, 2)
    assert Month(2026, 2).earlier(3) == Month(2025, 11)
    assert Month(2026, 2) - Month(2025, 11) == 3
    assert Month(2025, 12) < Month(2026, 1)
    assert [str(each) for each in months_between(Month(2025, 11), Month(2026, 1))] == ["2025-11", "2025-12", "2026-01"]
    assert list(months_between(Month(2026, 1), Month(2025, 12))) == []


def test_a_month_contains_its_days_only():
    february = Month(2028, 2)
    assert (february.first_day, february.last_day) == (date(2028, 2, 1), date(2028, 2, 29))
    assert date(2028, 2, 29) in february
    assert date(2028, 3, 1) not in february


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2025, 9, 10), date(2025, 12, 10)),
        (date(2025, 11, 30), date(2026, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2025, 10, 31), date(2026, 1, 31)),
    ],
)
def test_three_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, later):
    assert add_months(day, 3) == later
