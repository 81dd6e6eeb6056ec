"""The people of the small town, and a case in each stage of its way."""

from datetime import date

import pytest

import town
from payung.claims.actions import (
    HeirGiven,
    approve_award,
    award,
    record_decision,
    record_handover,
    record_payout,
    report_death,
)
from payung.claims.models import Award, Case

DIED, REPORTED, TODAY = date(2025, 10, 28), date(2025, 10, 30), date(2025, 11, 24)
WIDOW = HeirGiven(name="SITI AMINAH", relation="spouse", nik="3271015105920001", bank="BJB", account="0012-345-678")
FUNERAL = 10_000_000


@pytest.fixture
def bogor(db: None) -> town.Town:
    return town.build()


@pytest.fixture
def reported(bogor: town.Town) -> Case:
    """A member since 1 September, September and October received, died of illness on 28 October."""
    membership = town.member(bogor, paid=("2025-09", "2025-10"))
    return report_death(
        membership=membership, died_on=DIED, cause="illness", heirs=[WIDOW], by=bogor.kelurahan, on=REPORTED
    )


@pytest.fixture
def awarded(bogor: town.Town, reported: Case) -> Award:
    return award(case=reported, by=bogor.officer, on=REPORTED)


@pytest.fixture
def approved(bogor: town.Town, awarded: Award) -> Award:
    return approve_award(award=awarded, by=bogor.approver, on=REPORTED)


@pytest.fixture
def granted(bogor: town.Town, approved: Award) -> Case:
    case = approved.case
    record_decision(
        case=case,
        granted=True,
        amount=FUNERAL,
        decided_on=date(2025, 11, 5),
        letter="B/4711/112025",
        by=bogor.branch,
        on=date(2025, 11, 6),
    )
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def paid(bogor: town.Town, granted: Case) -> Case:
    record_payout(
        case=granted,
        heir=granted.heirs.get(),
        amount=FUNERAL,
        paid_on=date(2025, 11, 7),
        reference="TRX-1",
        by=bogor.branch,
        on=date(2025, 11, 8),
    )
    return Case.objects.get(pk=granted.pk)


@pytest.fixture
def handed_over(bogor: town.Town, paid: Case) -> Case:
    record_handover(case=paid, handed_on=TODAY, place="Paseban Sri Baduga", by=bogor.officer, on=TODAY)
    return Case.objects.get(pk=paid.pk)
