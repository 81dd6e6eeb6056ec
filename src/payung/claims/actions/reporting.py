"""A death is reported: the case opens, the membership ends the day after, the heirs are named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.claims.actions.locking import locked_case
from payung.claims.models import Case, Heir
from payung.claims.queries import subject_of
from payung.enrolment.actions import end_after_death
from payung.enrolment.models import Membership
from payung.groundwork import sealed
from payung.groundwork.refusals import Refusal
from payung.people.actions import NikHasNotSixteenDigits, OutsideYourAreas
from payung.people.models import Person
from payung.people.queries import is_seen_by, written_nik

ACCOUNT = re.compile(r"[0-9]{5,25}", re.ASCII)


@dataclass(frozen=True)
class HeirGiven:
    """An heir as named in the report; `relation` is one of Heir.Relation, `nik` None where nobody knows it yet."""

    name: str
    relation: str
    nik: str | None
    bank: str
    account: str


class WorkAccidentFirst(Refusal):
    """The cause is a work accident, which is another programme."""

    sentence = _(
        "A death by a work accident, on the way to or from work, or suddenly at work must first be examined as a work "
        "accident (JKK), which pays more. This version does not compute it: report it to the BPJS Ketenagakerjaan "
        "branch within two days."
    )


class CaseExists(Refusal):
    """The death was reported before."""

    sentence = _("The death of this person has been reported already. Continue with that case.")


class DiedBeforeMembership(Refusal):
    """The person was not yet a member."""

    sentence = _(
        "On the day of death this person was not yet a member (registered from %(registered_on)s), so no benefit is "
        "due. If the day is wrong, correct it."
    )


class DiedAfterMembership(Refusal):
    """The person was no longer a member."""

    sentence = _(
        "On the day of death this membership had ended (last day %(last_day)s), so no benefit is due. "
        "If the end was a mistake, settle that first."
    )


class HeirIncomplete(Refusal):
    """A name, a known relation, a bank or an account number is missing."""

    sentence = _(
        "Each heir needs a name, the relation to the deceased, the bank and an account number of 5 to 25 digits."
    )


class HeirIsTheDeceased(Refusal):
    """The NIK given for an heir is the dead person's own."""

    sentence = _("The NIK given for the heir is that of the person who died. Write the heir's own.")


@transaction.atomic
def report_death(
    *, membership: Membership, died_on: date, cause: str, heirs: Sequence[HeirGiven], by: User, on: date
) -> Case:
    """Open the case of a member's death and end the membership the day after it.

    Raises WorkAccidentFirst, CaseExists, DiedBeforeMembership, DiedAfterMembership, OutsideYourAreas, what
    `end_after_death` raises for an impossible day, and what an incomplete heir raises.
    """
    require(by, "case.report")
    person = Person.objects.select_for_update(no_key=True).get(pk=membership.person_id)
    if not is_seen_by(by, person):
        raise OutsideYourAreas
    if Case.objects.filter(person=person).exists():
        raise CaseExists
    if cause != Case.Cause.ILLNESS:
        raise WorkAccidentFirst
    ended = end_after_death(membership=membership, died_on=died_on, by=by, on=on)
    _require_was_member(ended, died_on)
    case = Case.objects.create(
        person=person, membership=ended, died_on=died_on, cause=cause, reported_on=on, reported_by=by
    )
    for heir in heirs:
        _name_heir(case, heir)
    counts = {"membership": ended.pk, "cause": cause, "heirs": len(heirs)}
    record(action="claims.report_death", by=by, on=on, subject=subject_of(case), data=counts)
    return case


@transaction.atomic
def add_heir(*, case: Case, heir: HeirGiven, by: User, on: date) -> Heir:
    """Name an heir who was not in the report. Raises NotNow, OutsideYourAreas and what an incomplete heir raises."""
    require(by, "case.report")
    found = locked_case(case, "add_heir", by)
    named = _name_heir(found, heir)
    record(action="claims.add_heir", by=by, on=on, subject=subject_of(found), data={"heir": named.pk})
    return named


def _require_was_member(membership: Membership, died_on: date) -> None:
    if died_on < membership.registered_on:
        raise DiedBeforeMembership(registered_on=membership.registered_on)
    if membership.ends_on is not None and died_on >= membership.ends_on:
        raise DiedAfterMembership(last_day=(membership.ends_on - timedelta(days=1)))


def _name_heir(case: Case, given: HeirGiven) -> Heir:
    name, bank = given.name.strip(), given.bank.strip()
    account = re.sub(r"[\s.\-]", "", given.account)
    if not (name and bank and given.relation in Heir.Relation.values and ACCOUNT.fullmatch(account)):
        raise HeirIncomplete
    nik = written_nik(given.nik) if given.nik else None
    if given.nik and nik is None:
        raise NikHasNotSixteenDigits
    nik_index = sealed.keyed_index(nik, sealed.NIK) if nik else None
    if nik_index is not None and nik_index == bytes(case.person.nik_index):
        raise HeirIsTheDeceased
    return Heir.objects.create(
        case=case,
        name=name,
        relation=given.relation,
        nik_sealed=sealed.seal(nik, sealed.NIK) if nik else None,
        nik_index=nik_index,
        bank=bank,
        account_sealed=sealed.seal(account, sealed.BANK_ACCOUNT),
        account_index=sealed.keyed_index(account, sealed.BANK_ACCOUNT),
    )
