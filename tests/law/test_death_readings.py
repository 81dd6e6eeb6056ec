"""Each reading of the three-month rule pays in full from its own day and not the day before."""

from datetime import date, timedelta

import pytest

from payung.law.cover import Cover
from payung.law.death import death_award
from payung.law.months import Month, months_between
from payung.law.waiting import WAITING_READINGS

LOW, FULL = 10_000_000, 42_000_000


def cover(start: date, first: str, last: str, **more) -> Cover:
    paid = frozenset(months_between(Month.parse(first), Month.parse(last)))
    return Cover(effective_on=start, ends_on=None, paid=paid, **more)


def amounts(of: Cover, day: date) -> dict[str, int]:
    return {reading.code: reading.amount for reading in death_award(of, day).readings}


@pytest.mark.parametrize(
    ("code", "first_full_day"),
    [
        ("A", date(2025, 12, 10)),
        ("A'", date(2025, 12, 11)),
        ("B", date(2025, 12, 1)),
        ("C", date(2025, 11, 1)),
    ],
)
def test_a_reading_pays_in_full_from_its_own_day(code, first_full_day):
    member = cover(date(2025, 9, 10), "2025-09", "2025-12")
    assert amounts(member, first_full_day - timedelta(days=1))[code] == LOW
    assert amounts(member, first_full_day)[code] == FULL
    stated = {reading.code: reading.full_from for reading in death_award(member, first_full_day).readings}
    assert stated[code] == first_full_day


@pytest.mark.parametrize(
    ("start", "code", "first_full_day"),
    [
        (date(2025, 11, 30), "A", date(2026, 2, 28)),
        (date(2025, 11, 30), "A'", date(2026, 3, 1)),
        (date(2025, 11, 30), "B", date(2026, 2, 1)),
        (date(2025, 11, 30), "C", date(2026, 1, 1)),
        (date(2025, 5, 31), "A", date(2025, 8, 31)),
        (date(2025, 8, 31), "A", date(2025, 11, 30)),
        (date(2027, 11, 29), "A", date(2028, 2, 29)),
        (date(2027, 11, 30), "A'", date(2028, 3, 1)),
    ],
)
def test_a_start_at_the_end_of_a_month_counts_to_the_last_day_of_a_shorter_one(start, code, first_full_day):
    member = cover(start, str(Month.of(start)), str(Month.of(first_full_day)))
    assert amounts(member, first_full_day - timedelta(days=1))[code] == LOW
    assert amounts(member, first_full_day)[code] == FULL


def test_all_four_readings_are_asked():
    assert [reading.code for reading in WAITING_READINGS] == ["A", "A'", "B", "C"]


def test_months_paid_in_advance_do_not_shorten_any_reading():
    start, day = date(2025, 9, 10), date(2025, 10, 31)
    in_advance = cover(start, "2025-09", "2026-08")
    assert death_award(in_advance, day).total == LOW
    assert amounts(in_advance, day) == amounts(cover(start, "2025-09", "2025-10"), day)


def test_contribution_months_are_the_paid_ones():
    """The first month was never paid, so December is the third contribution month: reading B gives the low amount."""
    member = cover(date(2025, 9, 25), "2025-10", "2025-12")
    assert amounts(member, date(2025, 12, 28)) == {"A": FULL, "A'": FULL, "B": LOW, "C": FULL}


def test_months_paid_before_the_cover_began_count_only_as_part_of_a_row():
    """Paid from August, effective in October: the row of three is there, October is the first contribution month."""
    member = cover(date(2025, 10, 2), "2025-08", "2025-10")
    assert amounts(member, date(2025, 10, 20)) == {"A": LOW, "A'": LOW, "B": LOW, "C": FULL}
    stated = {reading.code: reading.full_from for reading in death_award(member, date(2025, 10, 20)).readings}
    assert (stated["B"], stated["C"]) == (date(2026, 1, 1), date(2025, 10, 2))


def test_a_gap_breaks_only_the_reading_that_asks_for_a_row():
    months = [Month.parse(text) for text in ("2025-03", "2025-04", "2025-05", "2025-07", "2025-08")]
    member = Cover(date(2025, 3, 3), None, frozenset(months))
    assert amounts(member, date(2025, 8, 20)) == {"A": FULL, "A'": FULL, "B": FULL, "C": LOW}
    stated = {reading.code: reading.full_from for reading in death_award(member, date(2025, 8, 20)).readings}
    assert stated["C"] == date(2025, 9, 1)


@pytest.mark.parametrize(("start", "codes"), [(date(2025, 2, 23), "T"), (date(2025, 2, 24), "")])
def test_only_a_member_from_before_the_rule_may_be_spared(start, codes):
    readings = death_award(cover(start, "2025-02", "2025-03"), date(2025, 3, 20)).readings
    assert "".join(reading.code for reading in readings if reading.code == "T") == codes


def test_no_reading_is_needed_before_the_rule():
    outcome = death_award(cover(date(2025, 2, 1), "2025-02", "2025-02"), date(2025, 2, 23))
    assert outcome.total == FULL
    assert [reading.code for reading in outcome.readings] == ["F"]


def test_an_open_outcome_has_no_total_and_no_lines():
    outcome = death_award(cover(date(2025, 9, 10), "2025-09", "2025-11"), date(2025, 11, 15))
    assert (outcome.kind, outcome.total, outcome.lines) == ("open", None, ())
    assert outcome.possible == (LOW, FULL)


def test_an_outcome_names_the_source_of_every_number_it_used():
    outcome = death_award(cover(date(2025, 9, 10), "2025-09", "2025-10"), date(2025, 10, 28))
    assert {used.parameter for used in outcome.sources} == {
        "death_lump_sum",
        "death_periodic_monthly",
        "death_periodic_months",
        "death_funeral",
        "death_waiting_months",
        "arrears_grace_months",
    }
    assert all(used.source and used.certainty for used in outcome.sources)
