"""What the law would pay a member's family on a day, from the database's facts; and the same in words for a command."""

from datetime import date

from payung.claims.confirming import cover_as_confirmed
from payung.enrolment.models import Membership
from payung.law.explain import Translate, explain, in_words
from payung.law.messages import N_
from payung.law.sentences import Refused
from payung.law.standing import Standing, standing
from payung.people.models import Person
from payung.people.queries import person_of_nik, written_nik

_STATES = {
    "covered": N_("Covered on this day."),
    "at_risk": N_("The cover is at risk on this day."),
    "not_covered": N_("Not covered on this day."),
}


def membership_on(person: Person, on: date) -> Membership | None:
    """Return the person's membership that overlaps `on`; without one the latest that began, else None."""
    memberships = Membership.objects.filter(person=person, registered_on__lte=on)
    return memberships.order_by("-registered_on").first()


def standing_of(membership: Membership, on: date) -> Standing:
    """Return what the law would pay if the member died of illness on `on`. Raises the law's BeforeTheLaw."""
    return standing(cover_as_confirmed(membership, on, on), on)


def standing_of_nik(nik: str, on: date) -> Standing | None:
    """Return the standing of the member with this typed NIK; None where there is no such member on or before `on`."""
    digits = written_nik(nik)
    person = person_of_nik(digits) if digits else None
    membership = membership_on(person, on) if person else None
    return standing_of(membership, on) if membership else None


def standing_lines(nik: str, on: date, translate: Translate) -> list[str]:
    """Return the standing of the member with this typed NIK as sentences that name nobody."""
    if written_nik(nik) is None:
        return [translate(N_("A NIK has exactly 16 digits. Compare it with the identity card."))]
    try:
        found = standing_of_nik(nik, on)
    except Refused as refused:
        return [in_words(refused.sentence, translate)]
    if found is None:
        return [translate(N_("Nobody with this NIK is a member of the programme on this day."))]
    return in_sentences(found, translate)


def in_sentences(found: Standing, translate: Translate) -> list[str]:
    """Return a standing as sentences: the state, the answer of the law with its readings, and what changes it."""
    outlook = [in_words(each, translate) for each in found.explanation]
    return [translate(_STATES[found.state]), *explain(found.outcome, translate), *outlook]
