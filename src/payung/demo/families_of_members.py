"""Finds, for the sample city's two deaths, a member of a trade who leaves a family."""

from dataclasses import dataclass
from datetime import date

import pyarrow.compute as pc
import pyarrow.dataset as ds

from payung.claims.actions.reporting import HeirGiven
from payung.enrolment.models import Membership
from payung.groundwork.sealed import unseal
from payung.intake.models import RegisterVersion
from payung.intake.queries import register_path
from payung.law.months import add_months

GROWN_UP = 18  # years; an heir who can hold an account
APART = 15 * 365  # days; a spouse is of the member's own generation
CANDIDATES = 40  # members of the trade looked at until one leaves a family


@dataclass(frozen=True)
class Bereaved:
    """A member and the heir who will claim."""

    membership: Membership
    heir: HeirGiven


def member_with_family(*, trade: str, on: date, bank: str, account: str) -> Bereaved:
    """The first member whose occupation names `trade` and whose family card holds a spouse. ValueError if none does."""
    members = Membership.objects.filter(person__occupation__icontains=trade, ends_on__isnull=True)
    for membership in members.select_related("person").order_by("pk")[:CANDIDATES]:
        spouse = _spouse(membership, on)
        if spouse is not None:
            name, nik = spouse
            return Bereaved(membership, HeirGiven(name=name, relation="spouse", nik=nik, bank=bank, account=account))
    raise ValueError(f"no member of the trade {trade} leaves a family")


def _spouse(membership: Membership, on: date) -> tuple[str, str] | None:
    """A grown person of the other sex and the same generation on the member's family card, or None."""
    person = membership.person
    if person.family_card_sealed is None:
        return None
    card = unseal(bytes(person.family_card_sealed), "family_card")
    population = RegisterVersion.objects.filter(kind=RegisterVersion.Kind.POPULATION).latest("as_of")
    family = ds.dataset(register_path(population)).to_table(
        columns=["name", "nik", "sex", "birth_date"], filter=pc.field("family_card") == card
    )
    for each in family.to_pylist():
        apart = abs((each["birth_date"] - person.birth_date).days)
        if each["sex"] != person.sex and each["birth_date"] <= add_months(on, -12 * GROWN_UP) and apart < APART:
            return each["name"], each["nik"]
    return None
