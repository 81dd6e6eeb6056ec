"""The law's answer becomes an award: one person prepares it, another decides on it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.claims.actions.locking import NotNow, locked_case
from payung.claims.confirming import cover_as_confirmed
from payung.claims.models import Award, AwardLine, Case
from payung.claims.queries import subject_of
from payung.claims.states import is_award_ready
from payung.groundwork.refusals import Refusal
from payung.law.death import death_award
from payung.law.explain import in_words
from payung.law.outcome import Outcome
from payung.law.sentences import Refused
from payung.people.reasons import said


class LawHasNoAnswer(Refusal):
    """The law refuses the facts, for instance a death before the first amounts known; its own sentence is shown."""


class SamePerson(Refusal):
    """Whoever prepared an award may not decide on it."""

    sentence = _("You prepared this award yourself. Another person must decide on it.")


@transaction.atomic
def award(*, case: Case, by: User, on: date) -> Award:
    """Compute what the law pays for this death, from the months BPJS had received by the day of death.

    A month settled only later is not counted as paid: whether it counts is one of the law's readings. Without BPJS's
    effective date the award is open and names what is missing. Readings that BPJS's branch confirmed, approved by `on`,
    are followed and cited. Raises NotNow, LawHasNoAnswer.
    """
    require(by, "award.prepare")
    found = locked_case(case, "award", by)
    outcome = _outcome_of(found, on)
    made = Award.objects.create(
        case=found,
        law_day=outcome.law_day,
        computed_on=on,
        outcome=outcome.kind,
        total=outcome.total,
        possible=list(outcome.possible),
        body=outcome.as_json(),
        prepared_by=by,
    )
    AwardLine.objects.bulk_create(
        AwardLine(award=made, code=line.code, amount=line.amount, article=line.article, certainty=line.certainty)
        for line in outcome.lines
    )
    _move(found, Case.Status.SUBMITTED)
    amounts = {"award": made.pk, "outcome": made.outcome, "total": made.total, "possible": made.possible}
    record(action="claims.award", by=by, on=on, subject=subject_of(found), data=amounts)
    return made


@transaction.atomic
def approve_award(*, award: Award, by: User, on: date, reason: str = "") -> Award:
    """Agree to an award, certain or open, so that the claim goes to BPJS. Raises SamePerson, NotNow."""
    return _decide("approve_award", award, Award.Status.APPROVED, Case.Status.APPROVED, by, on, reason.strip())


@transaction.atomic
def send_back_award(*, award: Award, by: User, on: date, reason: str) -> Award:
    """Return an award to whoever prepared it; a new one can be made. Raises SamePerson, NotNow, ReasonTooShort."""
    return _decide("send_back_award", award, Award.Status.SENT_BACK, Case.Status.REPORTED, by, on, said(reason))


@transaction.atomic
def refuse_award(*, award: Award, by: User, on: date, reason: str) -> Award:
    """Turn an award down; the case stays, and a new award may be made. Raises SamePerson, NotNow, ReasonTooShort."""
    return _decide("refuse_award", award, Award.Status.REFUSED, Case.Status.REPORTED, by, on, said(reason))


def _outcome_of(case: Case, on: date) -> Outcome:
    try:
        return death_award(cover_as_confirmed(case.membership, case.died_on, on), case.died_on)
    except Refused as refused:
        raise LawHasNoAnswer(in_words(refused.sentence, gettext)) from None


def _decide(
    action: str, award: Award, status: Award.Status, case_status: Case.Status, by: User, on: date, reason: str
) -> Award:
    require(by, "award.approve")
    case = locked_case(award.case, action, by)
    found = Award.objects.select_for_update().get(pk=award.pk)
    if not is_award_ready(action, found.status):
        raise NotNow
    if found.prepared_by_id == by.pk:
        raise SamePerson
    found.status = status
    found.decided_by, found.decided_on, found.decision_reason = by, on, reason
    found.save(update_fields=["status", "decided_by", "decided_on", "decision_reason"])
    _move(case, case_status)
    amounts = {"award": found.pk, "total": found.total}
    record(action=f"claims.{action}", by=by, on=on, subject=subject_of(case), reason=reason, data=amounts)
    return found


def _move(case: Case, status: Case.Status) -> None:
    case.status = status
    case.save(update_fields=["status"])
