"""A death opens one case, ends the membership the day after, and keeps the heirs' numbers sealed."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

import town
from payung.accounts.permissions import NotAllowed
from payung.audit.models import Event
from payung.claims.actions import HeirGiven, add_heir, report_death
from payung.claims.actions.locking import NotNow
from payung.claims.actions.reporting import (
    CaseExists,
    DiedAfterMembership,
    DiedBeforeMembership,
    HeirIncomplete,
    HeirIsTheDeceased,
    WorkAccidentFirst,
)
from payung.claims.models import Case, Heir
from payung.enrolment.actions.ending import BornLater, DeathInTheFuture
from payung.enrolment.models import Membership
from payung.groundwork import sealed
from payung.groundwork.refusals import Refusal
from payung.people.actions import NikHasNotSixteenDigits, OutsideYourAreas

DIED, REPORTED = date(2025, 10, 28), date(2025, 10, 30)
WIDOW = HeirGiven(name="SITI AMINAH", relation="spouse", nik="3271015105920001", bank="BJB", account="0012-345-678")


def _report(bogor: town.Town, membership: Membership, **changed: object) -> Case:
    given = {"died_on": DIED, "cause": "illness", "heirs": [WIDOW], "by": bogor.kelurahan, "on": REPORTED, **changed}
    return report_death(membership=membership, **given)  # type: ignore[arg-type]  # keywords gathered in a dict


def test_the_membership_ends_the_day_after_the_death_and_the_person_has_a_day_of_death(bogor: town.Town) -> None:
    membership = town.member(bogor)
    case = _report(bogor, membership)
    membership.refresh_from_db()
    assert (membership.ends_on, membership.end_reason) == (DIED + timedelta(days=1), "death")
    assert membership.person.died_on == DIED
    assert (case.status, case.died_on, case.reported_on) == ("reported", DIED, REPORTED)


def test_one_event_tells_of_the_report_and_names_nobody(bogor: town.Town) -> None:
    membership = town.member(bogor)
    case = _report(bogor, membership)
    event = Event.objects.get()
    assert (event.action, event.subject) == ("claims.report_death", f"claims.case:{case.pk}")
    assert event.data == {"membership": membership.pk, "cause": "illness", "heirs": 1}
    assert "SITI" not in json.dumps(event.data)


def test_the_heirs_nik_and_account_are_nowhere_in_clear(bogor: town.Town) -> None:
    _report(bogor, town.member(bogor))
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(h)::text FROM claims_heir h")
        written = cursor.fetchone()[0]
    assert "0012345678" not in written
    assert "3271015105920001" not in written
    heir = Heir.objects.get()
    assert sealed.unseal(heir.account_sealed, sealed.BANK_ACCOUNT) == "0012345678"
    assert heir.nik_sealed is not None
    assert sealed.unseal(heir.nik_sealed, sealed.NIK) == "3271015105920001"


def test_a_work_accident_is_sent_to_the_other_programme_and_nothing_is_written(bogor: town.Town) -> None:
    membership = town.member(bogor)
    with pytest.raises(WorkAccidentFirst, match="JKK"):
        _report(bogor, membership, cause="work_accident")
    membership.refresh_from_db()
    assert membership.ends_on is None
    assert not Event.objects.exists()


def test_a_second_report_of_the_same_death_is_refused(bogor: town.Town) -> None:
    membership = town.member(bogor)
    _report(bogor, membership)
    with pytest.raises(CaseExists):
        _report(bogor, membership)
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("died_on", "refusal"),
    [
        (date(1990, 5, 14), BornLater),
        (date(2025, 8, 31), DiedBeforeMembership),
        (REPORTED + timedelta(days=1), DeathInTheFuture),
    ],
)
def test_an_impossible_day_is_refused_and_nothing_is_written(
    bogor: town.Town, died_on: date, refusal: type[Refusal]
) -> None:
    membership = town.member(bogor)
    with pytest.raises(refusal):
        _report(bogor, membership, died_on=died_on)
    membership.refresh_from_db()
    assert (membership.ends_on, membership.person.died_on) == (None, None)
    assert not Case.objects.exists()


def test_a_death_on_the_first_day_of_membership_and_on_the_day_of_the_report_is_filed(bogor: town.Town) -> None:
    assert _report(bogor, town.member(bogor), died_on=town.REGISTERED_ON).pk
    assert _report(bogor, town.member(bogor), died_on=REPORTED).pk


@pytest.mark.parametrize("last_day", [DIED, DIED - timedelta(days=1)])
def test_a_membership_that_ended_covers_until_its_last_day(bogor: town.Town, last_day: date) -> None:
    membership = town.member(bogor)
    membership.ends_on, membership.end_reason = last_day + timedelta(days=1), "moved"
    membership.save()
    if last_day < DIED:
        with pytest.raises(DiedAfterMembership, match=r"27 (October|Oktober) 2025"):
            _report(bogor, membership)
    else:
        assert _report(bogor, membership).membership == membership


def test_a_later_end_gives_way_to_the_death(bogor: town.Town) -> None:
    membership = town.member(bogor)
    membership.ends_on, membership.end_reason = date(2025, 11, 15), "moved"
    membership.save()
    _report(bogor, membership, on=date(2025, 11, 20))
    membership.refresh_from_db()
    assert (membership.ends_on, membership.end_reason) == (DIED + timedelta(days=1), "death")


def test_an_officer_of_another_kelurahan_reports_nobody_here(bogor: town.Town) -> None:
    with pytest.raises(OutsideYourAreas):
        _report(bogor, town.member(bogor), by=bogor.elsewhere)


def test_the_treasury_reports_no_death(bogor: town.Town) -> None:
    with pytest.raises(NotAllowed):
        _report(bogor, town.member(bogor), by=bogor.treasurer)


@pytest.mark.parametrize(
    "changed", [{"name": " "}, {"relation": "neighbour"}, {"bank": ""}, {"account": "12"}, {"account": "12345A"}]
)
def test_an_incomplete_heir_is_refused(bogor: town.Town, changed: dict[str, str]) -> None:
    with pytest.raises(HeirIncomplete):
        _report(bogor, town.member(bogor), heirs=[replace(WIDOW, **changed)])
    assert not Case.objects.exists()


def test_an_heirs_nik_may_be_unknown_but_not_wrong(bogor: town.Town) -> None:
    assert _report(bogor, town.member(bogor), heirs=[replace(WIDOW, nik=None)]).heirs.get().nik_index is None
    with pytest.raises(NikHasNotSixteenDigits):
        _report(bogor, town.member(bogor), heirs=[replace(WIDOW, nik="123")])


def test_nobody_inherits_from_themselves(bogor: town.Town) -> None:
    membership = town.member(bogor)
    with pytest.raises(HeirIsTheDeceased):
        _report(bogor, membership, heirs=[replace(WIDOW, nik=bogor.niks[membership.person_id])])


def test_an_heir_can_be_named_later_until_the_money_is_paid(bogor: town.Town, handed_over: Case) -> None:
    other = _report(bogor, town.member(bogor), heirs=[])
    heir = add_heir(case=other, heir=WIDOW, by=bogor.kelurahan, on=REPORTED)
    assert list(other.heirs.all()) == [heir]
    with pytest.raises(NotNow):
        add_heir(case=handed_over, heir=WIDOW, by=bogor.kelurahan, on=REPORTED)
