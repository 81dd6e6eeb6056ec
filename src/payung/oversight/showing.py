"""How a member stands, in the words and colours that pages show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payung.claims.confirming import with_confirmed
from payung.contributions.queries import covers_of
from payung.enrolment.models import Membership
from payung.groundwork import sealed
from payung.law.cover import Cover
from payung.law.sentences import Refused
from payung.law.standing import Standing, standing

LONGEST_ABBREVIATION = 4


@dataclass(frozen=True)
class State:
    """A word for how a member stands, and its tone."""

    word: str | Promise
    tone: str


DIED = State(_("died"), "mute")
ENDED = State(_("ended"), "mute")
NOT_BEGUN = State(_("not begun"), "mute")
WAITING = State(_("waiting for BPJS"), "warn")
PROTECTED = State(_("protected"), "good")
AT_RISK = State(_("at risk"), "warn")
UNPROTECTED = State(_("not protected"), "bad")


@dataclass(frozen=True)
class MemberRow:
    """One row of the index; `nik` is whole, so that the template masks it the way every page does."""

    membership: Membership
    nik: str
    state: State

    @property
    def work(self) -> str:
        """The occupation as `work_of` writes it."""
        return work_of(self.membership.person.occupation)


def member_rows(memberships: Iterable[Membership], on: date) -> list[MemberRow]:
    """The rows of one page, each with its state on `on`; one statement for all."""
    page = list(memberships)
    covers = with_confirmed(covers_of(page, on), page, on)
    numbers = sealed.unseal_many((each.person.nik_sealed for each in page), sealed.NIK)
    return [
        MemberRow(each, number, state_of(each, standing_or_none(covers[each.pk], on), on))
        for each, number in zip(page, numbers, strict=True)
    ]


def work_of(occupation: str) -> str:
    """An occupation as lists write it, without the shouting; short ones in capitals are abbreviations and stay."""
    return occupation.capitalize() if occupation.isupper() and len(occupation) > LONGEST_ABBREVIATION else occupation


def standing_or_none(cover: Cover, on: date) -> Standing | None:
    """What the law would pay on the day; None where it has no amounts for it."""
    try:
        return standing(cover, on)
    except Refused:
        return None


def state_of(membership: Membership, found: Standing | None, on: date) -> State:
    """How a member stands on `on`."""
    if membership.person.died_on is not None and membership.person.died_on <= on:
        return DIED
    if membership.ends_on is not None and membership.ends_on <= on:
        return ENDED
    if membership.effective_on is None:
        return WAITING
    if membership.effective_on > on:
        return NOT_BEGUN
    if found is None or found.state == "not_covered":
        return UNPROTECTED
    return PROTECTED if found.state == "covered" else AT_RISK
