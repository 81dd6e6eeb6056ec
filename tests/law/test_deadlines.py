"""The clocks of reports and claims run out at their hour and day, and not before."""

from datetime import UTC, date, datetime, timedelta

import pytest

from payung.law.deadlines import (
    accident_claim_ends_on,
    accident_claim_gate,
    death_claim_ends_on,
    death_claim_gate,
    first_report_due,
    is_late,
    late_report_words,
    second_report_due,
)

HAPPENED = datetime(2025, 3, 9, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize("clock", [first_report_due, second_report_due])
def test_each_report_has_two_days_of_twenty_four_hours(clock):
    assert clock(HAPPENED) == datetime(2025, 3, 11, 14, 30, tzinfo=UTC)


def test_a_report_is_late_after_its_hour_and_not_at_it():
    due = first_report_due(HAPPENED)
    assert not is_late(due, due, due)
    assert is_late(due, due + timedelta(seconds=1), due)
    assert not is_late(due, None, due)
    assert is_late(due, None, due + timedelta(seconds=1))


def test_by_days_alone_a_report_is_late_only_when_no_hour_could_be_in_time():
    event = date(2025, 3, 9)
    assert late_report_words(event, None) == ()
    assert late_report_words(event, date(2025, 3, 11)) == ()
    assert late_report_words(event, date(2025, 3, 12)) != ()


@pytest.mark.parametrize(
    ("event", "ends_on"),
    [
        (date(2019, 12, 1), date(2021, 12, 1)),
        (date(2019, 12, 2), date(2024, 12, 2)),
        (date(2024, 2, 29), date(2029, 2, 28)),
    ],
)
def test_the_right_to_claim_an_accident_ends_by_the_limit_of_its_day(event, ends_on):
    assert accident_claim_ends_on(event) == ends_on


def test_the_right_to_claim_a_death_is_said_to_end_after_five_years():
    assert death_claim_ends_on(date(2025, 6, 20)) == date(2030, 6, 20)


def test_without_a_day_of_claim_nothing_is_examined():
    assert accident_claim_gate(date(2010, 1, 1), None).choices == ((True, ()),)
    assert death_claim_gate(date(2010, 1, 1), None).choices == ((True, ()),)


def test_a_late_death_claim_names_both_readings():
    choices = death_claim_gate(date(2020, 1, 1), date(2026, 1, 1)).choices
    codes = [reading.code for _, found in choices for reading in found]
    assert codes == ["Z", "Y"]
