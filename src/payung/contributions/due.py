"""Counts who is due and charged by nobody yet, so that an invoice is looked at before it is made."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Greatest

from payung.contributions.models import ChargedMonth
from payung.enrolment.models import Membership, PayerKind
from payung.intake.models import Programme
from payung.law.months import Month

LOOKS_BACK = 2  # months before the current one in which a gap is pointed out


@dataclass(frozen=True)
class Gap:
    """A payer's month with people who are on no invoice of it."""

    payer: str
    payer_label: str
    month: str
    people: int


def due_count(programme: Programme, payer: str, month: Month) -> int:
    """How many people an invoice of this payer and month would charge if it were prepared now."""
    charged = ChargedMonth.objects.filter(person=OuterRef("person"), month=str(month))
    overlapping = Q(ends_on__isnull=True) | Q(ends_on__gt=Greatest(F("registered_on"), Value(month.first_day)))
    due = Membership.objects.filter(
        overlapping, programme=programme, payer=payer, registered_on__lt=(month + 1).first_day
    )
    return due.filter(~Exists(charged)).values("person").distinct().count()


def gaps(programme: Programme, on: date) -> list[Gap]:
    """Where people are due but on no invoice, in the current month and the two before, the earliest first."""
    present = set(Membership.objects.filter(programme=programme).values_list("payer", flat=True).distinct())
    found = []
    for back in range(LOOKS_BACK, -1, -1):
        month = Month.of(on).earlier(back)
        for payer in PayerKind:
            people = due_count(programme, payer.value, month) if payer.value in present else 0
            if people:
                found.append(Gap(payer.value, str(payer.label), str(month), people))
    return found
