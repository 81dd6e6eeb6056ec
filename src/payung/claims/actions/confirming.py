"""A letter that confirms a reading of the law: one person records it, another decides whether it is followed."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.claims.actions.awarding import SamePerson
from payung.claims.actions.locking import NotNow
from payung.claims.actions.settling import LetterMissing
from payung.claims.models import ReadingConfirmation
from payung.claims.states import is_confirmation_ready
from payung.groundwork.refusals import Refusal
from payung.intake.models import Programme
from payung.law.unsettled import UNSETTLED
from payung.people.reasons import said


class NoSuchReading(Refusal):
    """The law knows no such rule, or the rule no such reading."""

    sentence = _("Choose one of the readings on this page.")


class LetterFromTheFuture(Refusal):
    """A letter is dated before it is recorded."""

    sentence = _("The letter cannot be dated after today, %(today)s.")


class LetterWaits(Refusal):
    """One letter about a rule waits already."""

    sentence = _("A letter about this rule already waits for approval. Have it decided first.")


@transaction.atomic
def propose_reading(
    *, programme: Programme, rule: str, reading: str, letter: str, dated: date, by: User, on: date
) -> ReadingConfirmation:
    """Record BPJS's letter. Raises NoSuchReading, LetterMissing, LetterFromTheFuture, LetterWaits."""
    require(by, "reading.propose")
    known = UNSETTLED.get(rule)
    if known is None or known.reading(reading) is None:
        raise NoSuchReading
    if not letter.strip():
        raise LetterMissing
    if dated > on:
        raise LetterFromTheFuture(today=on)
    try:
        with transaction.atomic():
            made = ReadingConfirmation.objects.create(
                programme=programme,
                rule=rule,
                reading=reading,
                letter=" ".join(letter.split()),
                dated=dated,
                proposed_by=by,
                proposed_on=on,
            )
    except IntegrityError:
        raise LetterWaits from None
    data = {"rule": rule, "reading": reading, "letter": made.letter, "dated": dated.isoformat()}
    record(action="claims.propose_reading", by=by, on=on, subject=_subject(made), data=data)
    return made


@transaction.atomic
def approve_reading(*, confirmation: ReadingConfirmation, by: User, on: date, reason: str = "") -> ReadingConfirmation:
    """Let every answer from this day on follow the reading; an earlier letter about the rule is followed no more.

    Awards made before stay as they were. Raises SamePerson, NotNow.
    """
    found = _locked(confirmation, "approve_reading", by)
    earlier = ReadingConfirmation.objects.filter(
        programme=found.programme_id, rule=found.rule, status=ReadingConfirmation.Status.APPROVED, ended_on=None
    )
    replaced = [each.pk for each in earlier.select_for_update()]
    earlier.update(ended_on=on)
    _decide(found, ReadingConfirmation.Status.APPROVED, by, on, reason.strip())
    data = {"rule": found.rule, "reading": found.reading, "replaced": replaced}
    record(action="claims.approve_reading", by=by, on=on, subject=_subject(found), reason=reason.strip(), data=data)
    return found


@transaction.atomic
def refuse_reading(*, confirmation: ReadingConfirmation, by: User, on: date, reason: str) -> ReadingConfirmation:
    """Turn a letter down; the rule stays as it was. Raises SamePerson, NotNow, ReasonTooShort."""
    why = said(reason)
    found = _locked(confirmation, "refuse_reading", by)
    _decide(found, ReadingConfirmation.Status.REFUSED, by, on, why)
    data = {"rule": found.rule, "reading": found.reading}
    record(action="claims.refuse_reading", by=by, on=on, subject=_subject(found), reason=why, data=data)
    return found


def _locked(confirmation: ReadingConfirmation, action: str, by: User) -> ReadingConfirmation:
    require(by, "reading.approve")
    found = ReadingConfirmation.objects.select_for_update().get(pk=confirmation.pk)
    if not is_confirmation_ready(action, found.status):
        raise NotNow
    if found.proposed_by_id == by.pk:
        raise SamePerson(_("You recorded this letter yourself. Another person must decide on it."))
    return found


def _decide(found: ReadingConfirmation, status: ReadingConfirmation.Status, by: User, on: date, reason: str) -> None:
    found.status = status
    found.decided_by, found.decided_on, found.decision_reason = by, on, reason
    found.save(update_fields=["status", "decided_by", "decided_on", "decision_reason"])


def _subject(confirmation: ReadingConfirmation) -> str:
    return f"claims.confirmation:{confirmation.pk}"
