"""A month costs what its month, sector, payer and base make it, in whole rupiah, or it is refused."""

import pytest

from payung.law.contribution import (
    PAYERS,
    NoOldAge,
    UnknownBase,
    UnknownName,
    UnknownPeriod,
    UnsettledContribution,
    base_of_income,
    confirmed_bases,
    contribution,
    monthly_contribution,
)
from payung.law.explain import explain
from payung.law.months import Month
from payung.law.parameters import BeforeTheLaw

NOVEMBER, JUNE = Month(2025, 11), Month(2026, 6)


def test_an_invoice_gets_unit_amounts_and_their_sources():
    month = monthly_contribution(NOVEMBER, "other", "city", 1_000_000)
    assert (month.accident, month.death, month.total) == (10_000, 6_800, 16_800)
    assert {used.parameter for used in month.outcome.sources} == {"contribution_accident_rate", "contribution_death"}


def test_asking_again_costs_nothing():
    arguments = (NOVEMBER, "other", "city", 1_000_000)
    assert monthly_contribution(*arguments) is monthly_contribution(*arguments)


def test_the_months_of_the_city_and_the_province_add_up():
    assert contribution(NOVEMBER, "other", "city", 1_000_000, workers=7_894).total == 132_619_200
    assert contribution(NOVEMBER, "other", "province", 1_000_000, workers=14_580).total == 244_944_000


@pytest.mark.parametrize("payer", PAYERS)
def test_the_cut_is_for_those_no_public_budget_pays_for(payer):
    expected = {"donor": (8_400,), "self": (8_400,), "village": (8_400, 16_800)}.get(payer, (16_800,))
    assert contribution(JUNE, "other", payer, 1_000_000).possible == expected


@pytest.mark.parametrize("payer", PAYERS)
def test_the_relief_of_2020_is_for_every_payer(payer):
    assert contribution(Month(2020, 10), "transport", payer, 1_000_000).possible == (168,)


def test_a_reduced_month_names_the_rule_that_reduces_it():
    outcome = contribution(JUNE, "other", "self", 1_000_000)
    assert "contribution_reductions" in {used.parameter for used in outcome.sources}
    assert all("PP 50/2025" in line.article for line in outcome.lines)


def test_an_invoice_cannot_be_made_from_an_unsettled_month():
    with pytest.raises(UnsettledContribution) as refusal:
        monthly_contribution(JUNE, "other", "village", 1_000_000)
    assert refusal.value.sentence.values["possible_amounts"] == [8_400, 16_800]


def test_a_base_between_the_confirmed_ones_is_refused_naming_the_missing_source():
    assert confirmed_bases(NOVEMBER) == (1_000_000, 20_700_000)
    with pytest.raises(UnknownBase, match="PP 44/2015, Lampiran II"):
        contribution(NOVEMBER, "other", "self", 1_200_000)


@pytest.mark.parametrize(
    ("sector", "payer", "workers"), [("farming", "city", 1), ("other", "uncle", 1), ("other", "city", 0)]
)
def test_what_the_law_does_not_know_is_refused(sector, payer, workers):
    with pytest.raises(UnknownName):
        contribution(NOVEMBER, sector, payer, 1_000_000, workers)


def test_a_month_before_the_law_is_refused():
    contribution(Month(2015, 7), "other", "self", 1_000_000)
    with pytest.raises(BeforeTheLaw):
        contribution(Month(2015, 6), "other", "self", 1_000_000)


def test_an_income_has_the_lowest_base_up_to_the_end_of_the_first_band_and_none_above_it():
    assert base_of_income(0, NOVEMBER) == 1_000_000
    assert base_of_income(1_099_000, NOVEMBER) == 1_000_000
    for income in (-1, 1_099_001, 20_700_000):
        with pytest.raises(UnknownBase, match="PP 44/2015, Lampiran II"):
            base_of_income(income, NOVEMBER)


@pytest.mark.parametrize("months", [0, 4, 5, 7, 11, 13, -1])
def test_other_numbers_of_months_are_not_paid_at_once(months):
    with pytest.raises(UnknownPeriod, match="1, 2, 3, 6, 12"):
        contribution(NOVEMBER, "other", "city", 1_000_000, months=months)


@pytest.mark.parametrize(("months", "certainty"), [(2, "low"), (3, "medium"), (6, "medium"), (12, "medium")])
def test_how_certain_it_is_that_so_many_months_can_be_paid_at_once_is_said(months, certainty):
    outcome = contribution(NOVEMBER, "other", "city", 1_000_000, months=months)
    assert outcome.explanation[-1].values["certainty_text"] == certainty


def test_the_months_together_cost_what_they_cost_one_by_one():
    together = contribution(Month(2026, 2), "other", "self", 1_000_000, workers=3, months=6)
    alone = [contribution(Month(2026, 2) + step, "other", "self", 1_000_000, workers=3) for step in range(6)]
    assert together.total == sum(each.total for each in alone)
    assert {used.parameter for used in together.sources} == {
        "contribution_accident_rate",
        "contribution_death",
        "contribution_reductions",
    }


@pytest.mark.parametrize(
    ("payer", "certainty", "is_said"), [("self", "high", False), ("donor", "medium", True), ("city", "high", False)]
)
def test_the_cut_of_a_donor_is_only_inferred_and_says_so(payer, certainty, is_said):
    outcome = contribution(JUNE, "other", payer, 1_000_000)
    assert {line.certainty for line in outcome.lines} == {certainty}
    assert any("inferred" in each for each in explain(outcome, lambda text: text)) is is_said


def test_the_old_age_programme_is_for_those_who_pay_themselves():
    assert contribution(NOVEMBER, "other", "self", 1_000_000, old_age=True).total == 36_800
    for payer in PAYERS:
        if payer != "self":
            with pytest.raises(NoOldAge):
                contribution(NOVEMBER, "other", payer, 1_000_000, old_age=True)


def test_an_unsettled_payer_of_several_months_has_one_reading_for_all_of_them():
    outcome = contribution(Month(2026, 2), "other", "village", 1_000_000, months=6)
    assert {reading.code: reading.amount for reading in outcome.readings} == {"P": 100_800, "Q": 67_200}
