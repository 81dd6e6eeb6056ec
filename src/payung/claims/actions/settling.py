"""What BPJS decided, the money that reached the heirs, and the ceremony at which it was handed over."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.claims.actions.locking import locked_case
from payung.claims.models import Award, Case, Decision, Handover, Heir, Payout
from payung.claims.queries import subject_of
from payung.groundwork.refusals import Refusal
from payung.law.explain import rupiah
from payung.people.reasons import ReasonTooShort, said


class DayDoesNotFit(Refusal):
    """The day lies before what it follows from, or in the future."""

    sentence = _("The day must lie between %(first)s and %(last)s.")


class LetterMissing(Refusal):
    """A decision is quoted by its letter."""

    sentence = _("Write the number of BPJS's letter.")


class AmountDoesNotFit(Refusal):
    """Granted without an amount, or denied with one."""

    sentence = _("A granted claim has an amount, a denied one has none.")


class DifferenceNeedsReason(Refusal):
    """BPJS decided an amount that is not one of those the law allows."""

    sentence = _(
        "BPJS's decision differs from what the law was found to allow (%(possible)s). Write BPJS's reason in a few "
        "words; it is kept as a difference."
    )


class NotAnHeirOfThisCase(Refusal):
    """The heir belongs to another case."""

    sentence = _("This heir does not belong to this case.")


class MoreThanGranted(Refusal):
    """The payouts would exceed the grant, or the amount is none."""

    sentence = _("BPJS granted %(granted)s and %(left)s of it is not paid yet. Correct the amount.")


class ReferenceUsed(Refusal):
    """The same transfer was recorded before, or no reference was given."""

    sentence = _(
        "Write the reference of the transfer. Each transfer is recorded once, and this one may be recorded already."
    )


class PlaceMissing(Refusal):
    """A handover happens somewhere."""

    sentence = _("Write where the benefit was handed over.")


@transaction.atomic
def record_decision(
    *, case: Case, granted: bool, amount: int, decided_on: date, letter: str, by: User, on: date, reason: str = ""
) -> Decision:
    """Record what BPJS decided; an amount the law did not allow needs BPJS's reason and is kept as a difference.

    Raises NotNow, AmountDoesNotFit, LetterMissing, DayDoesNotFit, DifferenceNeedsReason.
    """
    require(by, "decision.record")
    found = locked_case(case, "record_decision", by)
    award = Award.objects.get(case=found, status=Award.Status.APPROVED)
    if granted != (amount > 0) or amount < 0:
        raise AmountDoesNotFit
    if not letter.strip():
        raise LetterMissing
    _require_between(found.died_on, decided_on, on)
    is_difference = amount not in award.possible
    why = _reason_of_difference(award, reason) if is_difference else reason.strip()
    decision = Decision.objects.create(
        case=found,
        award=award,
        granted=granted,
        amount=amount,
        decided_on=decided_on,
        letter=letter.strip(),
        by=by,
        reason=why,
    )
    _move(found, Case.Status.GRANTED if granted else Case.Status.DENIED)
    facts = {"granted": granted, "amount": amount, "day": decided_on.isoformat(), "difference": is_difference}
    record(action="claims.record_decision", by=by, on=on, subject=subject_of(found), reason=why, data=facts)
    return decision


@transaction.atomic
def record_payout(*, case: Case, heir: Heir, amount: int, paid_on: date, reference: str, by: User, on: date) -> Payout:
    """Record money that reached an heir; once everything granted is paid, so is the case.

    Raises NotNow, NotAnHeirOfThisCase, MoreThanGranted, DayDoesNotFit, ReferenceUsed.
    """
    require(by, "payout.record")
    found = locked_case(case, "record_payout", by)
    decision = Decision.objects.get(case=found)
    if not Heir.objects.filter(pk=heir.pk, case=found).exists():
        raise NotAnHeirOfThisCase
    paid = found.payouts.aggregate(paid=Sum("amount"))["paid"] or 0
    if not 0 < amount <= decision.amount - paid:
        raise MoreThanGranted(granted=rupiah(decision.amount), left=rupiah(decision.amount - paid))
    _require_between(decision.decided_on, paid_on, on)
    payout = _payout(Payout(case=found, heir=heir, amount=amount, paid_on=paid_on, reference=reference.strip(), by=by))
    if paid + amount == decision.amount:
        _move(found, Case.Status.PAID)
    facts = {"heir": heir.pk, "amount": amount, "paid_in_all": paid + amount, "day": paid_on.isoformat()}
    record(action="claims.record_payout", by=by, on=on, subject=subject_of(found), data=facts)
    return payout


@transaction.atomic
def record_handover(*, case: Case, handed_on: date, place: str, by: User, on: date) -> Handover:
    """Record the ceremony that closes a paid case. Raises NotNow, PlaceMissing, DayDoesNotFit."""
    require(by, "handover.record")
    found = locked_case(case, "record_handover", by)
    if not place.strip():
        raise PlaceMissing
    _require_between(found.payouts.aggregate(last=Max("paid_on"))["last"], handed_on, on)
    handover = Handover.objects.create(case=found, on=handed_on, place=place.strip(), by=by)
    _move(found, Case.Status.HANDED_OVER)
    facts = {"day": handed_on.isoformat()}
    record(action="claims.record_handover", by=by, on=on, subject=subject_of(found), data=facts)
    return handover


def _require_between(first: date, day: date, last: date) -> None:
    if not first <= day <= last:
        raise DayDoesNotFit(first=first, last=last)


def _reason_of_difference(award: Award, reason: str) -> str:
    try:
        return said(reason)
    except ReasonTooShort:
        raise DifferenceNeedsReason(possible=", ".join(map(rupiah, award.possible))) from None


def _payout(payout: Payout) -> Payout:
    if not payout.reference or Payout.objects.filter(reference=payout.reference).exists():
        raise ReferenceUsed
    try:
        with transaction.atomic():
            payout.save(force_insert=True)
    except IntegrityError:  # another case recorded the same transfer at this very moment
        raise ReferenceUsed from None
    return payout


def _move(case: Case, status: Case.Status) -> None:
    case.status = status
    case.save(update_fields=["status"])
