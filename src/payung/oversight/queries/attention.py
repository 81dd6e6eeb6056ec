"""What waits for a user today: one entry for each kind of work, by the permissions of the role. Decides nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import ngettext_lazy

from payung.accounts.areas import in_areas_of
from payung.accounts.models import User
from payung.accounts.permissions import may
from payung.claims.models import ReadingConfirmation
from payung.claims.queries import waiting
from payung.contributions.models import ChargedMonth, Invoice, Receipt
from payung.enrolment.models import Decree, Membership
from payung.intake.models import CandidateList
from payung.law.months import Month


@dataclass(frozen=True)
class Waiting:
    """Work of one kind. `pks` are its objects, the longest waiting first; empty where only their number is known."""

    kind: str  # "list.screen", "invoice.approve", …: the part of the address is the web's to know
    count: int
    sentence: str | Promise
    pks: tuple[int, ...] = ()

    @property
    def pk(self) -> int | None:
        """The one object, where there is just one to go to."""
        return self.pks[0] if self.count == 1 and self.pks else None


# Django calls these with a number; the sentence then holds it.
_SENTENCES = {
    "list.screen": ngettext_lazy("%d list waits to be screened.", "%d lists wait to be screened."),
    "list.submit": ngettext_lazy(
        "%d screened list waits to be reviewed and submitted.", "%d screened lists wait to be reviewed and submitted."
    ),
    "list.repair": ngettext_lazy("%d list was sent back.", "%d lists were sent back."),
    "list.approve": ngettext_lazy("%d list waits for your decision.", "%d lists wait for your decision."),
    "decree.prepare": ngettext_lazy("%d approved list is in no decree yet.", "%d approved lists are in no decree yet."),
    "decree.submit": ngettext_lazy("%d decree waits to be submitted.", "%d decrees wait to be submitted."),
    "decree.repair": ngettext_lazy("%d decree was sent back.", "%d decrees were sent back."),
    "decree.approve": ngettext_lazy("%d decree waits for your decision.", "%d decrees wait for your decision."),
    "bpjs.answer": ngettext_lazy("%d member has no answer from BPJS yet.", "%d members have no answer from BPJS yet."),
    "invoice.prepare": ngettext_lazy(
        "%d member is on no invoice of this month yet.", "%d members are on no invoice of this month yet."
    ),
    "invoice.repair": ngettext_lazy("%d invoice was sent back.", "%d invoices were sent back."),
    "invoice.submit": ngettext_lazy("%d invoice waits to be submitted.", "%d invoices wait to be submitted."),
    "invoice.approve": ngettext_lazy("%d invoice waits for your decision.", "%d invoices wait for your decision."),
    "invoice.pay": ngettext_lazy("%d approved invoice waits to be paid.", "%d approved invoices wait to be paid."),
    "receipt.record": ngettext_lazy(
        "%d paid invoice has no receipt from BPJS yet.", "%d paid invoices have no receipt from BPJS yet."
    ),
    "award.prepare": ngettext_lazy(
        "%d reported death waits for its award.", "%d reported deaths wait for their award."
    ),
    "award.approve": ngettext_lazy("%d award waits for your decision.", "%d awards wait for your decision."),
    "reading.approve": ngettext_lazy(
        "%d letter about a reading of the law waits for your decision.",
        "%d letters about readings of the law wait for your decision.",
    ),
    "decision.record": ngettext_lazy("%d claim waits for BPJS's decision.", "%d claims wait for BPJS's decision."),
    "payout.record": ngettext_lazy(
        "%d granted claim waits to be paid to the heirs.", "%d granted claims wait to be paid to the heirs."
    ),
    "handover.record": ngettext_lazy(
        "%d paid benefit waits to be handed over.", "%d paid benefits wait to be handed over."
    ),
}


def attention(user: User, on: date) -> list[Waiting]:
    """Return what waits for `user` on `on`, in the order of the work; one statement for each kind allowed."""
    found = [each for kind, permission in _WORK if may(user, permission) and (each := _objects(kind, user))]
    found += [each for kind, permission in _MEMBERS if may(user, permission) and (each := _members(kind, on))]
    found += [_waiting(each.permission, each.cases) for each in waiting(user)]
    return sorted(found, key=lambda each: list(_SENTENCES).index(each.kind))


_WORK = (
    ("list.screen", "list.screen"),
    ("list.submit", "list.submit"),
    ("list.repair", "list.receive"),
    ("list.approve", "list.approve"),
    ("decree.prepare", "decree.prepare"),
    ("decree.submit", "decree.prepare"),
    ("decree.repair", "decree.prepare"),
    ("decree.approve", "decree.approve"),
    ("invoice.submit", "invoice.prepare"),
    ("invoice.repair", "invoice.prepare"),
    ("invoice.approve", "invoice.approve"),
    ("invoice.pay", "invoice.pay"),
    ("receipt.record", "receipt.record"),
    ("reading.approve", "reading.approve"),
)
_MEMBERS = (("bpjs.answer", "bpjs.answer"), ("invoice.prepare", "invoice.prepare"))


def _objects(kind: str, user: User) -> Waiting | None:
    part, _dot, _act = kind.partition(".")
    of_part = {"list": _lists, "decree": _decrees, "invoice": _invoices, "receipt": _invoices, "reading": _letters}
    rows: QuerySet[Any] = of_part[part](kind, user)
    pks = tuple(rows.order_by("pk").values_list("pk", flat=True))
    return _waiting(kind, pks) if pks else None


def _lists(kind: str, user: User) -> QuerySet[CandidateList]:
    status = CandidateList.Status
    seen = CandidateList.objects.filter(in_areas_of(user, "area"))
    return {
        "list.screen": seen.filter(status=status.RECEIVED),
        "list.submit": seen.filter(status=status.SCREENED),
        "list.repair": seen.filter(status=status.SENT_BACK),
        "list.approve": seen.filter(status=status.SUBMITTED).exclude(submitted_by=user),
    }[kind]


def _decrees(kind: str, user: User) -> QuerySet[Any]:
    status = Decree.Status
    if kind == "decree.prepare":
        named = Decree.objects.filter(lists=OuterRef("pk")).exclude(status=status.REFUSED)
        return CandidateList.objects.filter(~Exists(named), status=CandidateList.Status.APPROVED)
    return {
        "decree.submit": Decree.objects.filter(status=status.DRAFT),
        "decree.repair": Decree.objects.filter(status=status.SENT_BACK),
        "decree.approve": Decree.objects.filter(status=status.SUBMITTED).exclude(prepared_by=user),
    }[kind]


def _letters(_kind: str, user: User) -> QuerySet[ReadingConfirmation]:
    return ReadingConfirmation.objects.filter(status=ReadingConfirmation.Status.SUBMITTED).exclude(proposed_by=user)


def _invoices(kind: str, user: User) -> QuerySet[Invoice]:
    status = Invoice.Status
    received = Receipt.objects.filter(invoice=OuterRef("pk"))
    again = Invoice.objects.filter(
        ~Q(status__in=[status.SENT_BACK, status.REFUSED]),
        programme=OuterRef("programme"),
        payer=OuterRef("payer"),
        month=OuterRef("month"),
        sequence=OuterRef("sequence"),
    )
    return {
        "invoice.submit": Invoice.objects.filter(status=status.DRAFT),
        "invoice.repair": Invoice.objects.filter(~Exists(again), status=status.SENT_BACK),
        "invoice.approve": Invoice.objects.filter(status=status.SUBMITTED).exclude(prepared_by=user),
        "invoice.pay": Invoice.objects.filter(status=status.APPROVED),
        "receipt.record": Invoice.objects.filter(~Exists(received), status=status.PAID),
    }[kind]


def _members(kind: str, on: date) -> Waiting | None:
    """Counts only: thousands of members wait as one piece of work."""
    if kind == "bpjs.answer":
        rows = Membership.objects.filter(effective_on__isnull=True, ends_on__isnull=True)
    else:
        month = Month.of(on)
        charged = ChargedMonth.objects.filter(person=OuterRef("person"), month=str(month))
        overlaps = Q(ends_on__isnull=True) | (Q(ends_on__gt=month.first_day) & Q(ends_on__gt=F("registered_on")))
        rows = Membership.objects.filter(overlaps, ~Exists(charged), registered_on__lte=month.last_day)
    count = rows.count()
    return Waiting(kind, count, _SENTENCES[kind] % count) if count else None


def _waiting(kind: str, pks: tuple[int, ...]) -> Waiting:
    return Waiting(kind, len(pks), _SENTENCES[kind] % len(pks), pks)
