"""The scholarship year by year, the readings of its months, and who has no right to it."""

from datetime import date

import pytest

from payung.law.cover import Cover
from payung.law.explain import explain
from payung.law.given import UnusableFact
from payung.law.months import Month, months_between
from payung.law.parameters import BeforeTheLaw
from payung.law.programmes import outcome_of
from payung.law.scholarship_children import projection
from payung.law.scholarship_condition import COUNT_READINGS, at_least, more_than, scholarship_condition
from payung.law.schooling import Child

DAY = date(2025, 11, 24)
FACTS = {"programme": "scholarship", "event": "2025-11-24", "children": [{"from_level": "higher", "from_year": 1}]}


def paid(first: str, last: str) -> frozenset[Month]:
    return frozenset(months_between(Month.parse(first), Month.parse(last)))


def test_the_projection_lists_every_year_with_its_class_and_its_amount():
    years = projection(Child("senior_secondary", 2), DAY)
    assert [(each.number, each.level, each.year, each.amount) for each in years] == [
        (1, "senior_secondary", 2, 3_000_000),
        (2, "senior_secondary", 3, 3_000_000),
        (3, "higher", 1, 12_000_000),
        (4, "higher", 2, 12_000_000),
        (5, "higher", 3, 12_000_000),
        (6, "higher", 4, 12_000_000),
        (7, "higher", 5, 12_000_000),
    ]
    assert years[0].claimable_from == DAY
    assert years[6].claimable_until == date(2032, 11, 24)


def test_the_whole_way_has_nineteen_years():
    assert len(projection(Child("kindergarten"), DAY)) == 19
    assert sum(each.amount for each in projection(Child("not_yet_at_school"), DAY)) == 87_000_000


@pytest.mark.parametrize("child", [Child("higher", married=True), Child("higher", born=date(2002, 11, 24))])
def test_a_child_without_a_right_has_no_projection(child):
    assert projection(child, DAY) == ()


@pytest.mark.parametrize(("born", "years"), [(date(2003, 11, 24), 1), (date(2003, 11, 25), 2), (date(2004, 11, 24), 2)])
def test_the_projection_keeps_the_year_in_which_the_age_limit_is_reached(born, years):
    assert len(projection(Child("higher", 1, born=born), DAY)) == years


def test_the_two_readings_of_the_months():
    assert [each.reading.code for each in COUNT_READINGS] == ["K", "L"]
    assert (at_least(36), more_than(36)) == (36, 37)


def test_exactly_the_months_are_enough_for_one_reading_only():
    outcome = outcome_of({**FACTS, "cause": "illness", "paid_month_count": 36})
    assert [(each.code, each.amount) for each in outcome.readings] == [("K", 60_000_000), ("L", 0)]


@pytest.mark.parametrize("count", [35, 37])
def test_a_month_more_or_less_leaves_nothing_open(count):
    outcome = outcome_of({**FACTS, "cause": "illness", "paid_month_count": count})
    assert outcome.is_certain
    assert outcome.readings == ()


def test_the_condition_is_met_in_the_month_that_completes_it():
    """From September 2025 the 36th month is August 2028; more than 36 are there in September 2028."""
    cover = Cover(date(2025, 9, 10), None, paid("2025-09", "2025-11"))
    found = scholarship_condition(cover, DAY)
    assert (found.possible_from, found.certain_from) == (date(2028, 8, 1), date(2028, 9, 1))
    assert [(each.count.code, each.paid, each.needed, each.is_met) for each in found.results] == [
        ("K", 3, 36, False),
        ("L", 3, 37, False),
    ]


def test_the_condition_stays_met_in_the_month_in_which_it_was():
    found = scholarship_condition(Cover(date(2022, 1, 5), None, paid("2022-01", "2025-11")), DAY)
    assert (found.possible_from, found.certain_from) == (date(2024, 12, 1), date(2025, 1, 1))
    assert all(each.is_met for each in found.results)


def test_a_lapse_gives_the_months_two_readings_more():
    months = paid("2022-01", "2025-11") - paid("2023-03", "2023-06")
    found = scholarship_condition(Cover(date(2022, 1, 5), None, months), DAY)
    counted = {(each.count.code, each.lapse.code): each.paid for each in found.results}
    assert counted == {("K", "M"): 43, ("K", "G"): 29, ("L", "M"): 43, ("L", "G"): 29}
    assert found.possible_from == date(2025, 4, 1)
    assert found.certain_from == date(2026, 7, 1)


def test_a_gap_inside_the_grace_takes_no_month_away():
    months = paid("2022-01", "2025-11") - paid("2023-03", "2023-05")
    found = scholarship_condition(Cover(date(2022, 1, 5), None, months), DAY)
    assert {each.lapse.code for each in found.results} == {"M"}


def test_a_lapse_before_the_first_month_paid_gives_no_further_reading():
    found = scholarship_condition(Cover(date(2022, 1, 5), None, paid("2022-12", "2025-11")), DAY)
    assert [each.lapse.code for each in found.results] == ["M", "M"]


def test_arrears_are_supposed_to_be_settled_for_the_outlook_only():
    cover = Cover(date(2025, 9, 10), None, paid("2025-09", "2025-10"))
    assert scholarship_condition(cover, DAY).possible_from == date(2028, 8, 1)


def test_a_death_by_accident_needs_no_months_and_says_so():
    text = "\n".join(explain(outcome_of({**FACTS, "cause": "accident"}), lambda each: each))
    assert "no contribution months are needed" in text


def test_the_explanation_names_each_level_the_age_and_the_yearly_claim():
    facts = {**FACTS, "children": [{"from_level": "senior_secondary"}]}
    text = "\n".join(explain(outcome_of(facts), lambda each: each))
    for words in (
        "Child 1, senior secondary school (SMA): 3 years of Rp3.000.000, from year 1 to 3.",
        "5 years of Rp12.000.000, from year 4 to 8",
        "claimed every year",
        "when the child is 23",
    ):
        assert words in text


@pytest.mark.parametrize(
    "wrong",
    [
        {"from_level": "university"},
        {"from_level": None},
        {"from_level": "higher", "from_year": 6},
        {"from_level": "higher", "from_year": 0},
        {"from_level": "not_yet_at_school", "from_year": 2},
        {"from_level": "higher", "work": "piracy"},
        {"from_level": "higher", "born": "soon"},
        {"from_level": "higher", "married": "no"},
        {"from_level": "higher", "name": "x"},
    ],
)
def test_a_child_that_cannot_be_is_refused(wrong):
    with pytest.raises(UnusableFact):
        outcome_of({**FACTS, "children": [wrong]})


@pytest.mark.parametrize("wrong", [{"children": None}, {"children": "two"}, {"cause": "war"}, {"paid_month_count": -1}])
def test_facts_that_cannot_be_used_are_refused(wrong):
    with pytest.raises(UnusableFact):
        outcome_of({**FACTS, **wrong})


def test_children_must_be_given_even_as_none():
    with pytest.raises(UnusableFact, match="children"):
        outcome_of({"programme": "scholarship", "event": "2025-11-24"})


def test_a_scholarship_before_the_law_is_refused():
    with pytest.raises(BeforeTheLaw):
        outcome_of({**FACTS, "event": "2015-06-30"})
    assert outcome_of({**FACTS, "event": "2015-07-01"}).total == 12_000_000
