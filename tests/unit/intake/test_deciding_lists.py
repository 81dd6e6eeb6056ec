"""A list is submitted by one person and decided by another, each only where its status allows it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from offices import DAY, Office

from payung.accounts.permissions import NotAllowed
from payung.audit.models import Event
from payung.intake.actions.decisions import (
    IncompleteScreening,
    NobodyAccepted,
    NotNow,
    ReasonNeeded,
    SamePerson,
    approve,
    refuse,
    send_back,
    submit,
)
from payung.intake.actions.screening_runs import screen
from payung.intake.actions.settling import park_rest
from payung.intake.models import CandidateList, Screening
from payung.intake.queries import visible_lists
from payung.intake.states import ALLOWED, is_allowed

Status = CandidateList.Status
Act = Callable[[Office, CandidateList], Any]
ACTS: dict[str, Act] = {
    "screen": lambda office, found: screen(candidate_list=found, by=office.town.officer, on=DAY),
    "settle": lambda office, found: park_rest(candidate_list=found, reason="Alasan", by=office.reviewer, on=DAY),
    "submit": lambda office, found: submit(candidate_list=found, by=office.town.officer, on=DAY),
    "approve": lambda office, found: approve(candidate_list=found, by=office.town.approver, on=DAY),
    "send_back": lambda office, found: send_back(
        candidate_list=found, by=office.town.approver, on=DAY, reason="Perbaiki"
    ),
    "refuse": lambda office, found: refuse(candidate_list=found, by=office.town.approver, on=DAY, reason="Tidak"),
}
AFTER = {"submit": "submitted", "approve": "approved", "send_back": "sent_back", "refuse": "refused"}


def _put(found: CandidateList, status: str, office: Office) -> CandidateList:
    found.status = status
    if status not in (Status.RECEIVED, Status.SCREENED):
        found.submitted_by, found.submitted_on = office.town.officer, DAY
    if status in (Status.APPROVED, Status.SENT_BACK, Status.REFUSED):
        found.decided_by, found.decided_on, found.decision_reason = office.town.approver, DAY, "Alasan"
    found.save()
    return found


def test_every_act_of_the_table_is_walked() -> None:
    assert set(ACTS) == set(ALLOWED)


@pytest.mark.parametrize("status", Status.values)
def test_each_act_happens_only_where_the_table_allows_it(office: Office, screened: CandidateList, status: str) -> None:
    found = _put(screened, status, office)
    for act, do in ACTS.items():
        events = Event.objects.count()
        point = transaction.savepoint()
        if is_allowed(act, status):
            do(office, found)
            assert Event.objects.count() == events + 1, act
            assert CandidateList.objects.get(pk=found.pk).status == AFTER.get(
                act, "screened" if act == "screen" else status
            )
        else:
            with pytest.raises(NotNow):
                do(office, found)
            assert CandidateList.objects.get(pk=found.pk).status == status
            assert Event.objects.count() == events
        transaction.savepoint_rollback(point)


def test_an_unknown_act_is_an_error_and_never_a_yes() -> None:
    with pytest.raises(KeyError):
        is_allowed("delete", Status.SCREENED)


def test_whoever_submitted_a_list_does_not_decide_on_it(office: Office, screened: CandidateList) -> None:
    found = _put(screened, Status.SUBMITTED, office)
    found.submitted_by = office.town.approver
    found.save()
    for act in ("approve", "send_back", "refuse"):
        with pytest.raises(SamePerson):
            ACTS[act](office, found)
    found.status, found.decided_by, found.decided_on = Status.APPROVED, office.town.approver, DAY
    with pytest.raises(IntegrityError, match="list_second_person"), transaction.atomic():
        found.save()


def test_the_database_knows_no_approved_list_without_its_two_people(office: Office, screened: CandidateList) -> None:
    screened.status = Status.APPROVED
    with pytest.raises(IntegrityError, match="list_approved_by_somebody"), transaction.atomic():
        screened.save()


def test_only_the_roles_of_the_permission_table_submit_and_decide(office: Office, screened: CandidateList) -> None:
    with pytest.raises(NotAllowed):
        submit(candidate_list=screened, by=office.town.approver, on=DAY)
    found = _put(screened, Status.SUBMITTED, office)
    with pytest.raises(NotAllowed):
        approve(candidate_list=found, by=office.town.officer, on=DAY)


@pytest.mark.parametrize("act", [send_back, refuse])
def test_a_no_needs_a_reason(office: Office, screened: CandidateList, act: Callable[..., Any]) -> None:
    found = _put(screened, Status.SUBMITTED, office)
    with pytest.raises(ReasonNeeded):
        act(candidate_list=found, by=office.town.approver, on=DAY, reason="  ")


def test_an_incomplete_screening_or_one_that_accepted_nobody_is_not_submitted(
    office: Office, screened: CandidateList
) -> None:
    Screening.objects.filter(pk=screened.screening_id).update(complete=False)
    with pytest.raises(IncompleteScreening):
        submit(candidate_list=screened, by=office.town.officer, on=DAY)
    Screening.objects.filter(pk=screened.screening_id).update(complete=True, accepted=0)
    with pytest.raises(NobodyAccepted):
        submit(candidate_list=screened, by=office.town.officer, on=DAY)


def test_submitting_again_forgets_the_decision_before(office: Office, screened: CandidateList) -> None:
    found = _put(screened, Status.SENT_BACK, office)
    again = submit(candidate_list=found, by=office.reviewer, on=DAY)
    assert (again.decided_by, again.decided_on, again.decision_reason) == (None, None, "")


def test_a_kelurahan_sees_the_lists_of_its_area_only(office: Office) -> None:
    town = office.town
    own = office.received(sender="Kelurahan Empang", area=town.village, by=town.kelurahan)
    other = office.received(sender="Kelurahan Baranangsiang", area=town.other_village, by=town.elsewhere)
    without = office.received()
    assert set(visible_lists(town.kelurahan)) == {own}
    assert set(visible_lists(town.elsewhere)) == {other}
    assert {own, other, without} <= set(visible_lists(town.auditor))
    town.kelurahan.areas.set([])
    assert not visible_lists(town.kelurahan).exists()
