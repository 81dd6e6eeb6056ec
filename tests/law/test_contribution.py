"""A month costs what its month, sector, payer and base make it, in whole rupiah, or it is refused."""

import pytest

from payung.law.contribution import (
    PAYERS,
    UnknownBase,
    UnknownName,
    UnsettledContribution,
    confirmed_bases,
    contribution,
    monthly_contribution,
)
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
