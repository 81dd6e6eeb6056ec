"""BPJS decides, the heirs are paid to the rupiah, the family is met; what differs from the law has a reason."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

import town
from payung.accounts.permissions import NotAllowed
from payung.audit.models import Event
from payung.claims.actions import (
    HeirGiven,
    add_heir,
    approve_award,
    award,
    record_decision,
    record_handover,
    record_payout,
    report_death,
)
from payung.claims.actions.locking import NotNow
from payung.claims.actions.settling import (
    AmountDoesNotFit,
    DayDoesNotFit,
    DifferenceNeedsReason,
    LetterMissing,
    MoreThanGranted,
    NotAnHeirOfThisCase,
    PlaceMissing,
    ReferenceUsed,
)
from payung.claims.models import Award, Case, Decision, Payout

FUNERAL, FULL = 10_000_000, 42_000_000
TODAY = date(2025, 11, 24)
CHILD = HeirGiven(name="ANAK", relation="child", nik=None, bank="BJB", account="99887766")


def _decide(bogor: town.Town, approved: Award, **changed: Any) -> Decision:
    given: dict[str, Any] = {
        "granted": True,
        "amount": FUNERAL,
        "decided_on": TODAY,
        "letter": "B/1",
        "by": bogor.branch,
    }
    return record_decision(case=approved.case, on=TODAY, **{**given, **changed})


def _pay(bogor: town.Town, case: Case, **changed: Any) -> Payout:
    given: dict[str, Any] = {"amount": FUNERAL, "paid_on": TODAY, "reference": "TRX-9", "by": bogor.branch}
    return record_payout(case=case, on=TODAY, **{"heir": case.heirs.first(), **given, **changed})


def test_a_decision_the_law_allows_needs_no_reason(bogor: town.Town, approved: Award) -> None:
    decision = _decide(bogor, approved)
    assert (decision.award, decision.amount, decision.letter) == (approved, FUNERAL, "B/1")
    assert Case.objects.get().status == "granted"
    event = Event.objects.get(action="claims.record_decision")
    assert event.data == {"granted": True, "amount": FUNERAL, "day": "2025-11-24", "difference": False}


@pytest.mark.parametrize(("granted", "amount"), [(True, FULL), (False, 0)])
def test_a_decision_the_law_did_not_allow_needs_bpjs_reason_and_is_kept_as_a_difference(
    bogor: town.Town, approved: Award, granted: bool, amount: int
) -> None:
    with pytest.raises(DifferenceNeedsReason, match=r"Rp10\.000\.000"):
        _decide(bogor, approved, granted=granted, amount=amount)
    why = "menurut kantor cabang masa iur dihitung lain"
    decision = _decide(bogor, approved, granted=granted, amount=amount, reason=why)
    assert decision.reason == why
    assert Event.objects.get(action="claims.record_decision").data["difference"] is True
    assert Case.objects.get().status == ("granted" if granted else "denied")


@pytest.mark.parametrize("amount", [FUNERAL, FULL])
def test_any_amount_of_an_open_award_is_bpjs_to_choose(bogor: town.Town, amount: int) -> None:
    membership = town.member(bogor, effective_on=None, paid=("2025-09", "2025-10", "2025-11"))
    case = report_death(
        membership=membership, died_on=TODAY, cause="illness", heirs=[CHILD], by=bogor.officer, on=TODAY
    )
    made = award(case=case, by=bogor.officer, on=TODAY)
    assert made.outcome == "open"
    decision = _decide(bogor, approve_award(award=made, by=bogor.approver, on=TODAY), amount=amount)
    assert (decision.amount, decision.reason) == (amount, "")


@pytest.mark.parametrize(("granted", "amount"), [(True, 0), (False, FUNERAL), (True, -1)])
def test_granted_has_an_amount_and_denied_has_none(
    bogor: town.Town, approved: Award, granted: bool, amount: int
) -> None:
    with pytest.raises(AmountDoesNotFit):
        _decide(bogor, approved, granted=granted, amount=amount)


def test_a_decision_quotes_a_letter_and_lies_between_the_death_and_today(bogor: town.Town, approved: Award) -> None:
    with pytest.raises(LetterMissing):
        _decide(bogor, approved, letter=" ")
    for day in (date(2025, 10, 27), date(2025, 11, 25)):
        with pytest.raises(DayDoesNotFit):
            _decide(bogor, approved, decided_on=day)


def test_only_the_branch_records_what_bpjs_decided(bogor: town.Town, approved: Award) -> None:
    with pytest.raises(NotAllowed):
        _decide(bogor, approved, by=bogor.officer)


def test_bpjs_decides_once_and_only_on_an_approved_award(bogor: town.Town, awarded: Award) -> None:
    with pytest.raises(NotNow):
        _decide(bogor, awarded)


def test_the_database_takes_no_decision_on_an_award_nobody_approved(bogor: town.Town, awarded: Award) -> None:
    with pytest.raises(IntegrityError, match="approved award"), transaction.atomic():
        Decision.objects.create(
            case=awarded.case, award=awarded, granted=True, amount=1, decided_on=TODAY, letter="B", by=bogor.branch
        )


def test_the_last_rupiah_makes_the_case_paid(bogor: town.Town, granted: Case) -> None:
    child = add_heir(case=granted, heir=CHILD, by=bogor.officer, on=TODAY)
    _pay(bogor, granted, amount=6_000_000)
    assert Case.objects.get().status == "granted"
    _pay(bogor, granted, amount=4_000_000, heir=child, reference="TRX-10")
    assert Case.objects.get().status == "paid"
    last = Event.objects.filter(action="claims.record_payout").last()
    assert last is not None
    assert last.data == {"heir": child.pk, "amount": 4_000_000, "paid_in_all": FUNERAL, "day": "2025-11-24"}


@pytest.mark.parametrize("amount", [0, -5, FUNERAL + 1])
def test_no_more_than_granted_and_no_less_than_a_rupiah_is_paid(bogor: town.Town, granted: Case, amount: int) -> None:
    with pytest.raises(MoreThanGranted, match=r"Rp10\.000\.000"):
        _pay(bogor, granted, amount=amount)


def test_the_database_itself_pays_no_more_than_was_granted(bogor: town.Town, granted: Case) -> None:
    heir = granted.heirs.get()
    Payout.objects.create(case=granted, heir=heir, amount=1, paid_on=TODAY, reference="A", by=bogor.branch)
    with pytest.raises(IntegrityError, match="only what was granted"), transaction.atomic():
        Payout.objects.create(case=granted, heir=heir, amount=FUNERAL, paid_on=TODAY, reference="B", by=bogor.branch)


def test_the_database_pays_nothing_before_bpjs_granted_it(bogor: town.Town, approved: Award) -> None:
    heir = approved.case.heirs.get()
    with pytest.raises(IntegrityError, match="only what was granted"), transaction.atomic():
        Payout.objects.create(case=approved.case, heir=heir, amount=1, paid_on=TODAY, reference="A", by=bogor.branch)


def test_the_database_takes_back_no_payout(bogor: town.Town, paid: Case) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Payout.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Payout.objects.update(amount=1)


def test_an_heir_of_another_case_is_not_paid(bogor: town.Town, granted: Case) -> None:
    other = report_death(
        membership=town.member(bogor), died_on=TODAY, cause="illness", heirs=[CHILD], by=bogor.officer, on=TODAY
    )
    with pytest.raises(NotAnHeirOfThisCase):
        _pay(bogor, granted, heir=other.heirs.get())
    with pytest.raises(IntegrityError), transaction.atomic():
        Payout.objects.create(
            case=granted, heir=other.heirs.get(), amount=1, paid_on=TODAY, reference="A", by=bogor.branch
        )


def test_a_transfer_is_recorded_once_and_has_a_reference(bogor: town.Town, granted: Case) -> None:
    _pay(bogor, granted, amount=1, reference="TRX-1")
    for reference in ("TRX-1", " TRX-1 ", "  "):
        with pytest.raises(ReferenceUsed):
            _pay(bogor, granted, amount=1, reference=reference)


@pytest.mark.parametrize("day", [date(2025, 11, 4), date(2025, 11, 25)])
def test_money_moves_after_the_decision_and_not_in_the_future(bogor: town.Town, granted: Case, day: date) -> None:
    with pytest.raises(DayDoesNotFit, match="5 November 2025"):
        _pay(bogor, granted, paid_on=day)


def test_the_handover_closes_a_paid_case(bogor: town.Town, handed_over: Case) -> None:
    assert handed_over.status == "handed_over"
    assert (handed_over.handover.on, handed_over.handover.place) == (TODAY, "Paseban Sri Baduga")


def test_a_handover_needs_a_place_and_a_day_after_the_money(bogor: town.Town, paid: Case) -> None:
    with pytest.raises(PlaceMissing):
        record_handover(case=paid, handed_on=TODAY, place=" ", by=bogor.officer, on=TODAY)
    with pytest.raises(DayDoesNotFit):
        record_handover(case=paid, handed_on=date(2025, 11, 6), place="Balai Kota", by=bogor.officer, on=TODAY)


def test_nothing_is_handed_over_before_it_is_paid(bogor: town.Town, granted: Case) -> None:
    with pytest.raises(NotNow):
        record_handover(case=granted, handed_on=TODAY, place="Balai Kota", by=bogor.officer, on=TODAY)
