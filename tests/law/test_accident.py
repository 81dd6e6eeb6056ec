"""What a work accident pays beyond the worked cases: floors, prices not known, refusals, who is told what."""

from datetime import date

import pytest

from payung.law.accident import accident_award, accident_death_lines
from payung.law.accident_facts import Accident, ImpossibleFacts, Loss
from payung.law.cover import Cover
from payung.law.disability import own_row, percent_text, visual_efficiency_lost
from payung.law.explain import explain
from payung.law.given import UnusableFact
from payung.law.loss_names import LOSS_NAMES
from payung.law.months import Month
from payung.law.outcome import Outcome
from payung.law.parameters import BeforeTheLaw, table
from payung.law.programmes import outcome_of

DAY = date(2025, 3, 9)
COVER = Cover(date(2025, 1, 2), None, frozenset({Month(2025, 1), Month(2025, 2), Month(2025, 3)}))
FACTS = {
    "programme": "accident",
    "member_from": "2025-01-02",
    "paid": ["2025-01", "2025-02", "2025-03"],
    "event": "2025-03-09",
    "base": 1_000_000,
    "result": "temporary_inability",
    "months_unable": 1,
}


def plain(text: str) -> str:
    return text


def lines_of(outcome: Outcome) -> dict[str, int]:
    return {line.code: line.amount for line in outcome.lines}


@pytest.mark.parametrize(
    ("base", "amount"),
    [(416_666, 20_000_000), (416_667, 20_000_016), (1_000_000, 48_000_000)],
)
def test_a_death_by_accident_is_worth_at_least_the_lump_sum_of_other_deaths(base, amount):
    """48 months of the base, and never less than 20,000,000, which binds below a base of 416,667."""
    assert accident_death_lines(base, DAY)[0].amount == amount


def test_every_row_of_the_schedule_has_a_name_and_a_row_for_the_other_hand():
    codes = set(table("disability_schedule").codes)
    assert set(LOSS_NAMES) == codes
    assert {own_row(code, True) for code in codes} == codes


@pytest.mark.parametrize(("share", "text"), [(4500, "4,5%"), (70_000, "70%"), (45, "0,045%"), (0, "0%")])
def test_a_share_is_written_with_a_comma(share, text):
    assert percent_text(share) == text


@pytest.mark.parametrize(("eyes", "lost"), [((100, 100), 0), ((60, 20), 50), ((60, 10), 53), ((0, 0), 100)])
def test_the_better_eye_counts_three_times(eyes, lost):
    assert visual_efficiency_lost(*eyes) == lost


def test_time_unable_to_work_that_is_not_known_is_answered_with_the_rule():
    outcome = outcome_of({**FACTS, "months_unable": None})
    assert (outcome.kind, outcome.total, outcome.possible, outcome.missing) == ("open", None, (0,), ("months_unable",))
    text = "\n".join(explain(outcome, plain))
    for amount in ("Rp1.000.000 a month", "then Rp500.000", "how long the worker was unable to work"):
        assert amount in text


def test_a_prosthesis_without_a_price_is_answered_with_the_rule():
    outcome = outcome_of({**FACTS, "prosthesis": {"price": None}})
    assert (outcome.kind, outcome.possible, outcome.missing) == ("open", (1_000_000,), ("prosthesis.price",))
    assert any("40% on top of it" in each for each in explain(outcome, plain))
    assert outcome_of(outcome.facts) == outcome


def test_an_outcome_with_a_benefit_without_price_survives_storage():
    outcome = outcome_of({**FACTS, "prosthesis": {"price": None}})
    assert Outcome.from_json(outcome.as_json()) == outcome


def test_treatment_is_always_said_to_be_due_without_an_amount():
    assert any("without a ceiling" in each for each in explain(outcome_of(FACTS), plain))


def test_nothing_is_said_to_be_due_without_cover():
    outcome = outcome_of({**FACTS, "ends_on": "2025-03-09"})
    assert (outcome.total, outcome.unpriced) == (0, ())


def test_a_benefit_from_a_row_of_low_certainty_says_so():
    outcome = outcome_of({**FACTS, "result": "partial_anatomical", "loss": "impotence", "months_unable": None})
    assert {line.certainty for option in outcome.options for line in option.lines} == {"low"}
    assert {reading.code for reading in outcome.readings} == {"V", "W"}
    assert "compare before relying on it" in explain(outcome, plain)[-2]


def test_a_benefit_from_a_recalled_row_is_of_medium_certainty():
    thumb = accident_award(Accident(DAY, "partial_anatomical", 1_000_000, losses=(Loss("right_thumb"),)), COVER)
    ear = accident_award(Accident(DAY, "partial_anatomical", 1_000_000, losses=(Loss("hearing_one_ear"),)), COVER)
    assert (thumb.lines[0].certainty, ear.lines[0].certainty) == ("medium", "high")


def test_several_losses_are_of_medium_certainty_because_of_the_cap():
    losses = (Loss("hearing_one_ear"), Loss("smell"))
    outcome = accident_award(Accident(DAY, "partial_anatomical", 1_000_000, losses=losses), COVER)
    assert outcome.lines[0].certainty == "medium"


def test_a_base_between_the_confirmed_ones_is_taken_as_bpjs_has_it_and_said():
    outcome = outcome_of({**FACTS, "base": 1_200_000})
    assert outcome.total == 1_200_000
    assert any("none of the two bases" in each for each in explain(outcome, plain))
    assert not any("none of the two bases" in each for each in explain(outcome_of(FACTS), plain))


@pytest.mark.parametrize("base", [999_999, 20_700_001])
def test_a_base_outside_the_confirmed_ends_is_refused(base):
    with pytest.raises(ImpossibleFacts, match=r"Rp|between"):
        outcome_of({**FACTS, "base": base})


@pytest.mark.parametrize(
    "wrong",
    [
        {"base": -1},
        {"base": 1_000_000.0},
        {"result": "hurt"},
        {"kind": "sport"},
        {"months_unable": -1},
        {"days_unable": True},
        {"months_unable": 601},
        {"days_unable": 18_601},
        {"losses": [{"loss": "big_toe"}] * 11},
        {"event": None},
        {"transport": {"bicycle": 1}},
        {"transport": {"land": -1}},
        {"transport": 5},
        {"aids": {"hat": 1}},
        {"home_care": {"cost": 1, "note": 2}},
        {"prosthesis": [1]},
        {"loss": "right_thumb"},
        {"claimed": "2025-03-08"},
        {"reported": "2025-03-08"},
        {"received": {"2025-07": "2025-07-01"}},
        {"received": {"2025-13": "2025-07-01"}},
        {"payers": [{"payer": "uncle", "from": "2025-01"}]},
        {"unknown": 1},
    ],
)
def test_facts_of_an_accident_that_cannot_be_used_are_refused(wrong):
    with pytest.raises(UnusableFact):
        outcome_of({**FACTS, **wrong})


@pytest.mark.parametrize(
    "wrong",
    [
        {"loss": "tail"},
        {"loss": "scalp", "extent": 9},
        {"loss": "scalp", "extent": 31},
        {"loss": "right_thumb", "function_lost": "50%"},
        {"loss": "visual_efficiency", "better_eye": 10, "worse_eye": 20},
        {"loss": "visual_efficiency", "better_eye": 101, "worse_eye": 20},
        {"losses": [{"loss": "right_thumb", "size": 3}]},
        {"losses": "right_thumb"},
        {"left_handed": "yes"},
    ],
)
def test_losses_that_cannot_be_are_refused(wrong):
    with pytest.raises(UnusableFact):
        outcome_of({**FACTS, "months_unable": None, "result": "partial_anatomical", **wrong})


@pytest.mark.parametrize("percent", ["101%", "half", -1, 50.0, "5e1%"])
def test_a_percentage_that_is_none_is_refused(percent):
    facts = {**FACTS, "months_unable": None, "result": "partial_functional", "loss": "right_thumb"}
    with pytest.raises(UnusableFact, match="percentage"):
        outcome_of({**facts, "function_lost": percent})


@pytest.mark.parametrize("months", [12, 13])
def test_care_at_home_is_paid_for_a_year_at_most(months):
    facts = {**FACTS, "home_care": {"cost": 1_000_000, "months": months}}
    if months == 12:
        assert outcome_of(facts).total == 2_000_000
    else:
        with pytest.raises(ImpossibleFacts, match="12 months at most"):
            outcome_of(facts)


def test_an_accident_before_the_law_is_refused():
    old = {**FACTS, "member_from": "2015-06-01", "paid": ["2015-06"], "event": "2015-06-30"}
    with pytest.raises(BeforeTheLaw):
        outcome_of(old)


def test_an_aid_before_its_limit_is_known_is_refused_and_not_guessed():
    old = {**FACTS, "member_from": "2019-11-01", "paid": ["2019-11", "2019-12"], "event": "2019-12-01"}
    with pytest.raises(BeforeTheLaw):
        outcome_of({**old, "aids": {"teeth": 1_000_000}})


@pytest.mark.parametrize(("reported", "is_late"), [("2025-03-11", False), ("2025-03-12", True)])
def test_a_report_is_called_late_only_when_it_certainly_is(reported, is_late):
    """From 9 March 00:00 to 11 March 24:00 may be 2 x 24 hours; on 12 March they are over whatever the hour."""
    text = "\n".join(explain(outcome_of({**FACTS, "reported": reported}), plain))
    assert ("later than 48 hours" in text) is is_late


def test_left_handedness_is_said_only_where_it_changes_the_row():
    facts = {**FACTS, "months_unable": None, "result": "partial_anatomical", "left_handed": True}
    assert any("left-handed" in each for each in explain(outcome_of({**facts, "loss": "right_thumb"}), plain))
    assert not any("left-handed" in each for each in explain(outcome_of({**facts, "loss": "big_toe"}), plain))


def test_each_month_settled_after_the_accident_is_named_with_its_day():
    outcome = outcome_of({**FACTS, "received": {"2025-03": "2025-03-10"}})
    text = "\n".join(explain(outcome, plain))
    assert "March 2025 was received on 10 March 2025, after the event" in text
    assert outcome_of(outcome.facts) == outcome


def test_an_accident_under_arrears_names_both_readings():
    outcome = outcome_of({**FACTS, "event": "2025-04-03"})
    assert {(reading.code, reading.amount) for reading in outcome.readings} == {("N", 0), ("S", 1_000_000)}


def test_readings_of_several_parts_are_combined():
    facts = {**FACTS, "result": "partial_anatomical", "loss": "impotence", "months_unable": None, "days_unable": 10}
    found = {(reading.code, reading.under): reading.amount for reading in outcome_of(facts).readings}
    assert found == {
        ("D", ("V",)): 32_333_333,
        ("E", ("V",)): 32_322_580,
        ("D", ("W",)): 24_333_333,
        ("E", ("W",)): 24_322_580,
    }


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "commuting"}, "usual road between home and the place of activity"),
        ({"kind": "violence"}, "Physical violence"),
        ({"kind": "suspected"}, "guarantees the treatment of a suspected accident"),
        ({"result": "death"}, "scholarship as well"),
        ({"result": "total_permanent_disability"}, "scholarship as well"),
        ({"transport": {"land": 1, "sea": 1}}, "up to its own limit"),
        ({"payers": [{"payer": "city", "from": "2025-01"}, {"payer": "self", "from": "2025-03"}]}, "payer changed"),
        ({"kind": "occupational_disease", "work_ended": "2025-03-01"}, "up to 3 years after the work ended"),
    ],
)
def test_a_circumstance_is_explained_where_it_holds_and_only_there(changes, words):
    assert words in "\n".join(explain(outcome_of({**FACTS, **changes}), plain))
    assert words not in "\n".join(explain(outcome_of(FACTS), plain))


@pytest.mark.parametrize("days", [0, 1])
def test_facts_of_no_time_and_of_a_day_are_kept(days):
    outcome = outcome_of({**FACTS, "months_unable": None, "days_unable": days})
    assert outcome.facts["days_unable"] == days
    assert outcome_of(outcome.facts) == outcome
