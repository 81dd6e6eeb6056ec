"""A screened list is submitted by one person and decided by another."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.groundwork.refusals import Refusal
from payung.intake.models import CandidateList
from payung.intake.queries import identified_since
from payung.intake.states import is_allowed


class NotNow(Refusal):
    """The list's status does not allow this."""

    sentence = _("This list is not in a state that allows this. Reload the page to see where it stands.")


class SamePerson(Refusal):
    """Whoever submitted a list may not decide on it."""

    sentence = _("You submitted this list yourself. Another person must decide on it.")


class IncompleteScreening(Refusal):
    """A register was missing when the list was screened."""

    sentence = _("Some checks did not run because a register is missing. Import it and screen the list again.")


class ScreenAgain(Refusal):
    """Rows were identified that the screening does not know yet."""

    sentence = _("Rows were identified since the list was screened. Screen it again, so that they count.")


class NobodyAccepted(Refusal):
    """No row of the list was accepted."""

    sentence = _("No row of this list was accepted, so there is nobody to propose.")


class ReasonNeeded(Refusal):
    """Sending back and refusing need a reason."""

    sentence = _("Write the reason, so that whoever prepared it knows what to do.")


def locked(candidate_list: CandidateList, action: str) -> CandidateList:
    """The list, locked for the transaction, if its status allows `action`. Raises NotNow."""
    found = CandidateList.objects.select_for_update(of=("self",)).select_related("screening").get(pk=candidate_list.pk)
    if not is_allowed(action, found.status):
        raise NotNow
    return found


@transaction.atomic
def submit(*, candidate_list: CandidateList, by: User, on: date) -> CandidateList:
    """Propose the accepted rows of a screened list. Raises IncompleteScreening, NobodyAccepted, ScreenAgain, NotNow."""
    require(by, "list.submit")
    found = locked(candidate_list, "submit")
    screening = found.screening
    if screening is None or not screening.complete:
        raise IncompleteScreening
    if not screening.accepted:
        raise NobodyAccepted
    if identified_since(found).exists():
        raise ScreenAgain
    found.status = CandidateList.Status.SUBMITTED
    found.submitted_by, found.submitted_on = by, on
    found.decided_by, found.decided_on, found.decision_reason = None, None, ""
    found.save()
    counts = {"accepted": screening.accepted, "review": screening.review, "rejected": screening.rejected}
    record(action="intake.submit", by=by, on=on, subject=f"intake.candidatelist:{found.pk}", data=counts)
    return found


@transaction.atomic
def approve(*, candidate_list: CandidateList, by: User, on: date, reason: str = "") -> CandidateList:
    """Agree to the accepted rows of a submitted list. Raises SamePerson, NotNow."""
    return _decide(candidate_list, "approve", CandidateList.Status.APPROVED, by, on, reason)


@transaction.atomic
def send_back(*, candidate_list: CandidateList, by: User, on: date, reason: str) -> CandidateList:
    """Return a submitted list for repair. Raises SamePerson, NotNow, ReasonNeeded."""
    return _decide(candidate_list, "send_back", CandidateList.Status.SENT_BACK, by, on, _said(reason))


@transaction.atomic
def refuse(*, candidate_list: CandidateList, by: User, on: date, reason: str) -> CandidateList:
    """Turn a submitted list down for good. Raises SamePerson, NotNow, ReasonNeeded."""
    return _decide(candidate_list, "refuse", CandidateList.Status.REFUSED, by, on, _said(reason))


def _said(reason: str) -> str:
    if not reason.strip():
        raise ReasonNeeded
    return reason.strip()


def _decide(
    candidate_list: CandidateList, action: str, status: CandidateList.Status, by: User, on: date, reason: str
) -> CandidateList:
    require(by, "list.approve")
    found = locked(candidate_list, action)
    if found.submitted_by_id == by.pk:
        raise SamePerson
    found.status = status
    found.decided_by, found.decided_on, found.decision_reason = by, on, reason
    found.save()
    record(action=f"intake.{action}", by=by, on=on, subject=f"intake.candidatelist:{found.pk}", reason=reason)
    return found
