"""A reading that a branch confirmed is the only one followed, is cited, and is kept with the facts."""

import json
from datetime import date, timedelta

import pytest

from payung.law.confirmation import Confirmation
from payung.law.cover import Cover
from payung.law.death import death_award
from payung.law.explain import explain
from payung.law.given import UnusableFact
from payung.law.messages import translator
from payung.law.months import Month, months_between
from payung.law.outcome import Outcome
from payung.law.programmes import outcome_of
from payung.law.standing import standing
from payung.law.unsettled import UNSETTLED

LOW, FULL = 10_000_000, 42_000_000
LETTER_DAY = date(2025, 11, 3)


def letter(rule: str, reading: str) -> Confirmation:
    return Confirmation(rule, reading, "B/101/112025", LETTER_DAY)


def member(*confirmed: Confirmation, last: str = "2025-12", first: str = "2025-09", start: date | None = None) -> Cover:
    paid = frozenset(months_between(Month.parse(first), Month.parse(last)))
    return Cover(effective_on=start or date(2025, 9, 10), ends_on=None, paid=paid, confirmed=confirmed)


def english(outcome: Outcome) -> str:
    return " ".join(explain(outcome, translator("en")))


@pytest.mark.parametrize(
    ("reading", "first_full_day"),
    [("A", date(2025, 12, 10)), ("A'", date(2025, 12, 11)), ("B", date(2025, 12, 1)), ("C", date(2025, 11, 1))],
)
def test_the_confirmed_reading_alone_decides_from_its_own_day(reading, first_full_day):
    cover = member(letter("three_months", reading))
    assert death_award(cover, first_full_day - timedelta(days=1)).total == LOW
    assert death_award(cover, first_full_day).total == FULL


def test_the_others_are_still_listed_as_not_followed_and_the_letter_is_cited():
    day = date(2025, 11, 15)
    outcome = death_award(member(letter("three_months", "C")), day)
    assert {each.code: each.followed for each in outcome.readings} == {"A": False, "A'": False, "B": False, "C": True}
    text = english(outcome)
    assert "B/101/112025 of 3 November 2025" in text
    assert text.count("Not followed") == 3
    assert "Without this confirmation it could be Rp10.000.000 or Rp42.000.000." in text
    assert not death_award(member(), day).is_certain


@pytest.mark.parametrize("reading", ["A", "A'", "B", "C"])
@pytest.mark.parametrize("day", [date(2025, 10, 31), date(2025, 11, 15), date(2025, 12, 11)])
def test_an_award_by_confirmation_is_the_same_after_storage_and_from_its_facts(reading, day):
    outcome = death_award(member(letter("three_months", reading), letter("arrears", "N")), day)
    stored = json.loads(json.dumps(outcome.as_json()))
    assert Outcome.from_json(stored) == outcome
    assert outcome_of(stored["facts"]) == outcome


def test_outcomes_without_a_confirmation_are_stored_as_before():
    stored = death_award(member(), date(2025, 11, 15)).as_json()
    assert "confirmed" not in stored["facts"]
    assert all("followed" not in each for each in stored["readings"])


def test_a_confirmed_unpaid_month_is_not_covered_or_covered():
    day = date(2025, 6, 1)
    history = {"first": "2025-02", "last": "2025-05", "start": date(2025, 2, 24)}
    assert death_award(member(**history), day).possible == (0, FULL)
    refused = death_award(member(letter("arrears", "N"), **history), day)
    assert (refused.total, refused.lines) == (0, ())
    assert "No death benefit is due" in english(refused)
    assert death_award(member(letter("arrears", "S"), **history), day).total == FULL
    assert death_award(member(letter("arrears", "N"), **history), day - timedelta(days=1)).total == FULL


def test_a_confirmed_grace_keeps_an_open_wait_open_without_doubting_the_month():
    outcome = death_award(member(letter("arrears", "S"), last="2025-10"), date(2025, 11, 20))
    assert outcome.possible == (LOW, FULL)
    assert "neither covered nor refused" not in english(outcome)


def test_a_standing_follows_the_confirmed_reading():
    found = standing(member(letter("three_months", "A")), date(2025, 11, 15))
    assert found.certain_low_until == found.certain_full_from == date(2025, 12, 10)
    assert found.outcome.total == LOW
    assert found.explanation[0].text.startswith("By the reading that BPJS confirmed")
    lapsed = {"last": "2025-10"}
    assert standing(member(letter("arrears", "N"), **lapsed), date(2025, 11, 15)).state == "not_covered"
    assert standing(member(letter("arrears", "S"), **lapsed), date(2025, 11, 15)).state == "at_risk"
    assert standing(member(letter("arrears", "N")), date(2025, 11, 15)).state == "covered"


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_confirmed_answer_can_be_said(language):
    for rule in UNSETTLED.values():
        for reading in rule.readings:
            for day in (date(2025, 10, 1), date(2025, 11, 15), date(2026, 1, 15), date(2026, 3, 31), date(2026, 4, 1)):
                words = explain(death_award(member(letter(rule.code, reading.code)), day), translator(language))
                assert all("{" not in each for each in words)


GIVEN = {"programme": "death", "member_from": "2025-09-10", "paid": ["2025-09"], "died": "2025-09-28"}
GOOD = {"rule": "three_months", "reading": "A", "letter": "B/1", "dated": "2025-11-03"}


@pytest.mark.parametrize(
    "confirmed",
    [
        [{**GOOD, "rule": "weather"}],
        [{**GOOD, "reading": "Z"}],
        [{**GOOD, "reading": "N"}],
        [{**GOOD, "letter": "  "}],
        [{**GOOD, "dated": "3 November"}],
        [{**GOOD, "scan": "x"}],
        [GOOD, {**GOOD, "reading": "B"}],
        [{key: value for key, value in GOOD.items() if key != "letter"}],
        "A",
    ],
)
def test_what_no_letter_can_confirm_is_refused(confirmed):
    with pytest.raises(UnusableFact):
        outcome_of({**GIVEN, "cause": "illness", "confirmed": confirmed})
