"""Shows an heir's sealed numbers in clear to whoever may see them and says why; the event never holds the number."""

from datetime import date

from django.db import transaction

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.claims.models import Heir
from payung.claims.queries import subject_of
from payung.groundwork import sealed
from payung.people.actions import NothingKept, OutsideYourAreas
from payung.people.queries import is_seen_by
from payung.people.reasons import said


@transaction.atomic
def reveal_account(*, heir: Heir, reason: str, by: User, on: date) -> str:
    """Return an heir's account number in clear. Raises ReasonTooShort, OutsideYourAreas."""
    return _reveal(heir, sealed.BANK_ACCOUNT, reason, by, on)


@transaction.atomic
def reveal_heir_nik(*, heir: Heir, reason: str, by: User, on: date) -> str:
    """Return an heir's NIK in clear. Raises NothingKept where it was never given, ReasonTooShort, OutsideYourAreas."""
    return _reveal(heir, sealed.NIK, reason, by, on)


def _reveal(heir: Heir, field: str, reason: str, by: User, on: date) -> str:
    require(by, "person.reveal")
    why = said(reason)
    found = Heir.objects.select_related("case__person").get(pk=heir.pk)
    if not is_seen_by(by, found.case.person):
        raise OutsideYourAreas
    kept = found.account_sealed if field == sealed.BANK_ACCOUNT else found.nik_sealed
    if kept is None:
        raise NothingKept
    data = {"heir": found.pk, "field": field}
    record(action="claims.reveal", by=by, on=on, subject=subject_of(found.case), reason=why, data=data)
    return sealed.unseal(kept, field)
