"""A cover keeps the day on which each month was received; memberships in a row count as one without a gap."""

from datetime import date

import pytest

from payung.law.arrears import last_resumption
from payung.law.cover import Cover, joined
from payung.law.death import death_award
from payung.law.months import Month, months_between
from payung.law.standing import standing


def months(first: str, last: str) -> frozenset[Month]:
    return frozenset(months_between(Month.parse(first), Month.parse(last)))


def cover(start: date, first: str, last: str, **more) -> Cover:
    return Cover(start, more.pop("ends_on", None), months(first, last), **more)


def test_a_month_counts_from_the_day_on_which_it_was_received():
    member = cover(date(2025, 2, 3), "2025-02", "2025-06", received_on={Month(2025, 6): date(2025, 6, 20)})
    assert Month(2025, 6) not in member.known_on(date(2025, 6, 19)).paid
    assert Month(2025, 6) in member.known_on(date(2025, 6, 20)).paid
    assert member.settled_after(date(2025, 6, 19)) == [Month(2025, 6)]
    assert member.settled_after(date(2025, 6, 20)) == []


def test_a_month_without_a_day_was_received_in_time():
    member = cover(date(2025, 2, 3), "2025-02", "2025-06")
    assert member.known_on(date(2025, 2, 3)) is member


def test_a_standing_in_the_past_does_not_know_what_came_later():
    late = {Month(2025, 6): date(2025, 7, 10)}
    member = cover(date(2025, 2, 3), "2025-02", "2025-07", received_on=late)
    assert standing(member, date(2025, 6, 30)).state == "at_risk"
    assert standing(member, date(2025, 7, 10)).state == "covered"


def test_days_of_payment_are_kept_in_the_facts():
    late = {Month(2025, 6): date(2025, 7, 10)}
    outcome = death_award(cover(date(2025, 2, 3), "2025-02", "2025-06", received_on=late), date(2025, 6, 20))
    assert outcome.facts["received"] == {"2025-06": "2025-07-10"}
    assert "received" not in death_award(cover(date(2025, 2, 3), "2025-02", "2025-06"), date(2025, 6, 20)).facts


@pytest.mark.parametrize(
    ("settled_on", "resumed"),
    [(date(2025, 7, 31), None), (date(2025, 8, 1), None), (date(2025, 8, 2), Month(2025, 8))],
)
def test_arrears_settled_late_are_a_lapse_once_a_fourth_month_has_begun_unpaid(settled_on, resumed):
    """May to August: on 1 August four months in a row are unpaid, unless the money came by that day."""
    late = {Month(2025, number): settled_on for number in (5, 6, 7, 8)}
    member = cover(date(2025, 1, 6), "2025-01", "2025-10", received_on=late)
    assert last_resumption(member, date(2025, 10, 15), 3) == resumed


def test_the_first_month_of_a_cover_belongs_to_a_lapse_as_well():
    late = {Month(2025, number): date(2025, 8, 2) for number in (5, 6, 7, 8)}
    member = cover(date(2025, 5, 5), "2025-05", "2025-10", received_on=late)
    assert last_resumption(member, date(2025, 10, 15), 3) == Month(2025, 8)


def test_a_change_of_payer_without_a_gap_goes_on_counting():
    province = cover(date(2025, 9, 10), "2025-09", "2025-10", ends_on=date(2025, 11, 1), payer="province")
    city = cover(date(2025, 11, 1), "2025-11", "2025-12", payer="city")
    member = joined([city, province])
    assert member.effective_on == date(2025, 9, 10)
    assert member.ends_on is None
    assert member.payers == ((Month(2025, 9), "province"), (Month(2025, 11), "city"))
    outcome = death_award(member, date(2025, 12, 11))
    assert outcome.total == 42_000_000
    assert any("payer changed" in each.text for each in outcome.explanation)
    assert death_award(city, date(2025, 12, 11)).total == 10_000_000


def test_after_a_gap_only_the_last_membership_counts():
    before = cover(date(2025, 5, 10), "2025-05", "2025-08", ends_on=date(2025, 9, 1), payer="province")
    after = cover(date(2025, 10, 1), "2025-10", "2025-10", payer="city")
    assert joined([before, after]) == after


def test_a_month_missed_by_the_new_payer_is_a_gap():
    before = cover(date(2025, 5, 10), "2025-05", "2025-08", payer="province")
    after = cover(date(2025, 9, 1), "2025-10", "2025-11", payer="city")
    assert joined([before, after]) == after


def test_a_membership_without_an_effective_date_is_joined_to_nothing():
    before = cover(date(2025, 5, 10), "2025-05", "2025-08")
    unknown = Cover(None, None, months("2025-09", "2025-10"))
    assert joined([unknown, before]) == unknown


def test_a_replacement_is_another_person_and_starts_at_zero():
    """The months of the person replaced are not the new one's: the new cover has its own start and no months."""
    new = Cover(date(2025, 12, 1), None, months("2025-12", "2025-12"))
    assert death_award(new, date(2025, 12, 20)).total == 10_000_000
