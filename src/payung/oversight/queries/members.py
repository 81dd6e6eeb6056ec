"""Members as the index lists them: by what became of them, by kelurahan, payer and list. Finds nobody by number."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.contributions.models import ChargedMonth
from payung.enrolment.models import Membership, PayerKind
from payung.enrolment.queries import covering, members_seen_by
from payung.intake.models import CandidateList
from payung.law.months import Month
from payung.places.models import Place

# Word in the address -> what the filter is called.
STATES = {
    "berlaku": _("in force today"),
    "menunggu": _("waiting for BPJS's answer"),
    "belum-diterima": _("contribution not received by BPJS"),
    "berakhir": _("ended"),
    "wafat": _("died"),
    "semua": _("all there ever were"),
}
IN_FORCE = "berlaku"


@dataclass(frozen=True)
class Narrowing:
    """What an index is narrowed to; an empty text, or None, narrows nothing."""

    state: str = IN_FORCE
    village: str = ""
    payer: str = ""
    list_pk: int | None = None


def members_narrowed(user: User, wanted: Narrowing, on: date) -> QuerySet[Membership]:
    """The user's memberships that fit, by name."""
    found = members_seen_by(user).filter(_of_state(wanted.state, on))
    if wanted.village:
        found = found.filter(person__village=wanted.village)
    if wanted.payer in PayerKind.values:
        found = found.filter(payer=wanted.payer)
    if wanted.list_pk is not None:
        found = found.filter(entry__screened_row__screening__list=wanted.list_pk)
    return found.order_by("person__name", "pk")


def villages_of(user: User) -> QuerySet[Place]:
    """The kelurahan with members that the user may see, by name."""
    ids = members_seen_by(user).order_by().values("person__village_id").distinct()
    return Place.objects.filter(pk__in=ids).order_by("name")


def lists_with_members() -> QuerySet[CandidateList]:
    """The lists that led to memberships."""
    ids = Membership.objects.order_by().values("entry__screened_row__screening__list_id").distinct()
    return CandidateList.objects.filter(pk__in=ids).order_by("pk")


def _of_state(state: str, on: date) -> Q:
    unconfirmed = ChargedMonth.objects.filter(
        person=OuterRef("person"), month__lte=str(Month.of(on)), line__received__isnull=True
    )
    return {
        "berlaku": covering(on),
        "menunggu": covering(on) & Q(effective_on__isnull=True),
        "belum-diterima": Q(Exists(unconfirmed)),
        "berakhir": Q(ends_on__lte=on),
        "wafat": Q(person__died_on__isnull=False),
        "semua": Q(),
    }.get(state, covering(on))
