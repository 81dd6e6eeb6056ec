"""Corrects a person's NIK and reveals sealed numbers; both leave a reason, neither leaves a number in the events."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.groundwork import sealed
from payung.groundwork.refusals import Refusal
from payung.people.models import NikCorrection, Person
from payung.people.queries import is_seen_by, written_nik
from payung.people.reasons import said

REVEALED = (sealed.NIK, sealed.FAMILY_CARD)


class OutsideYourAreas(Refusal):
    """The person lives in an area that is not the user's."""

    sentence = _("This person does not live in your area.")


class NikHasNotSixteenDigits(Refusal):
    """What was typed is no NIK."""

    sentence = _("A NIK has exactly 16 digits. Compare it with the identity card.")


class NikUnchanged(Refusal):
    """The new NIK is the old one."""

    sentence = _("This NIK is the one already recorded, so there is nothing to correct.")


class NikOfSomebodyElse(Refusal):
    """The new NIK is another person's."""

    sentence = _(
        "Another person of the programme has this NIK. Find out first which of the two is wrong; nobody may be in the "
        "programme twice."
    )


class NothingKept(Refusal):
    """The number asked for was never recorded."""

    sentence = _("This number was never recorded for this person.")


@transaction.atomic
def correct_nik(*, person: Person, nik: str, reason: str, by: User, on: date) -> NikCorrection:
    """Replace a wrong NIK; the old one is kept, sealed, beside the reason.

    Raises NikHasNotSixteenDigits, NikUnchanged, NikOfSomebodyElse, OutsideYourAreas, ReasonTooShort.
    """
    require(by, "person.correct")
    why = said(reason)
    digits = written_nik(nik)
    if digits is None:
        raise NikHasNotSixteenDigits
    found = Person.objects.select_for_update().get(pk=person.pk)
    _require_seen(found, by)
    new_sealed, new_index = sealed.seal(digits, sealed.NIK), sealed.keyed_index(digits, sealed.NIK)
    if bytes(found.nik_index) == new_index:
        raise NikUnchanged
    correction = NikCorrection.objects.create(
        person=found,
        old_sealed=found.nik_sealed,
        old_index=found.nik_index,
        new_sealed=new_sealed,
        new_index=new_index,
        on=on,
        by=by,
        reason=why,
    )
    found.nik_sealed, found.nik_index = new_sealed, new_index
    _save_nik(found)
    record(
        action="people.correct_nik",
        by=by,
        on=on,
        subject=f"people.person:{found.pk}",
        reason=why,
        data={"correction": correction.pk},
    )
    return correction


@transaction.atomic
def reveal(*, person: Person, field: str, reason: str, by: User, on: date) -> str:
    """Return a person's "nik" or "family_card" in clear, and record who looked and why, never the number.

    Raises NothingKept, OutsideYourAreas, ReasonTooShort; ValueError for any other field.
    """
    require(by, "person.reveal")
    if field not in REVEALED:
        raise ValueError(f"only {' and '.join(REVEALED)} are revealed")
    why = said(reason)
    found = Person.objects.get(pk=person.pk)
    _require_seen(found, by)
    kept = found.nik_sealed if field == sealed.NIK else found.family_card_sealed
    if kept is None:
        raise NothingKept
    record(action="people.reveal", by=by, on=on, subject=f"people.person:{found.pk}", reason=why, data={"field": field})
    return sealed.unseal(kept, field)


def _require_seen(person: Person, by: User) -> None:
    if not is_seen_by(by, person):
        raise OutsideYourAreas


def _save_nik(person: Person) -> None:
    """The database alone knows who else has this number at this very moment."""
    try:
        with transaction.atomic():
            person.save(update_fields=["nik_sealed", "nik_index"])
    except IntegrityError:
        raise NikOfSomebodyElse from None
