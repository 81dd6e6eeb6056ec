"""Reads invoices, what BPJS received of them, and each member's paid months as the law wants to hear them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import F, Q, QuerySet, Sum

from payung.accounts.areas import in_areas_of
from payung.accounts.models import User
from payung.contributions.models import Credit, Invoice, InvoiceLine, ReceiptLine
from payung.enrolment.models import Membership
from payung.intake.models import Programme
from payung.law.cover import Cover
from payung.law.months import Month, months_between

MonthState = Literal["paid", "invoiced", "due", "none"]


@dataclass(frozen=True)
class StripMonth:
    """One month of a member: paid (BPJS received it, on `received_on`), invoiced, due (charged by nobody), or none."""

    month: str
    state: MonthState
    received_on: date | None = None


@dataclass(frozen=True)
class Differences:
    """Where an invoice and BPJS's receipts disagree: lines it did not confirm, other amounts, and lines of its own."""

    missing: QuerySet[InvoiceLine]
    amount_differs: QuerySet[ReceiptLine]
    unknown: QuerySet[ReceiptLine]

    def counts(self) -> dict[str, int]:
        """How many of each; all zero: the invoice is reconciled."""
        return {
            "missing": self.missing.count(),
            "amount_differs": self.amount_differs.count(),
            "unknown": self.unknown.count(),
        }


def invoices(programme: Programme | None = None) -> QuerySet[Invoice]:
    """All invoices, the latest month first, with who prepared and decided them."""
    found = Invoice.objects.select_related("prepared_by", "decided_by")
    return found.filter(programme=programme) if programme else found


def lines_seen_by(user: User, invoice: Invoice) -> QuerySet[InvoiceLine]:
    """The lines of an invoice for people of the user's areas, by name."""
    lines = invoice.lines.filter(in_areas_of(user, "person__village")).select_related("person", "membership")
    return lines.order_by("person__name", "pk")


def open_credits(programme: Programme, payer: str) -> QuerySet[Credit]:
    """Credits of a payer that no invoice carries yet, the oldest first."""
    found = Credit.objects.filter(line__invoice__programme=programme, line__invoice__payer=payer)
    return found.filter(carried__isnull=True).order_by("pk")


def open_credit_total(programme: Programme, payer: str) -> int:
    """Rupiah that the payer will get back on invoices to come."""
    return open_credits(programme, payer).aggregate(total=Sum("line__amount"))["total"] or 0


def differences(invoice: Invoice) -> Differences:
    """Where the invoice and what BPJS says it received disagree; everything is missing until a receipt comes."""
    received = ReceiptLine.objects.filter(receipt__invoice=invoice).select_related("person", "line").order_by("row")
    return Differences(
        missing=invoice.lines.filter(received__isnull=True).select_related("person", "membership").order_by("pk"),
        amount_differs=received.filter(line__isnull=False).exclude(amount=F("line__amount")),
        unknown=received.filter(line__isnull=True),
    )


def paid_months(memberships: Iterable[Membership], on: date | None = None) -> dict[int, dict[Month, date]]:
    """The months BPJS received for each membership id, and when; up to the day `on` where one is given.

    A month counts when all of it was received and it was not given back by that day.
    """
    ids = [each.pk for each in memberships]
    found: dict[int, dict[Month, date]] = {each: {} for each in ids}
    for membership, month, received_on in _received(ids, on):
        found[membership][Month.parse(month)] = received_on
    return found


def month_strip(membership: Membership, on: date) -> list[StripMonth]:
    """Each month from registration to the month of `on` (or the last one invoiced), the earliest first."""
    paid = paid_months([membership], on)[membership.pk]
    charged = {
        Month.parse(month)
        for month in InvoiceLine.objects.filter(membership=membership, charged_month__isnull=False).values_list(
            "month", flat=True
        )
    }
    first = Month.of(membership.registered_on)
    last = max([Month.of(on), *paid, *charged])
    return [_strip_month(membership, month, paid, charged) for month in months_between(first, last)]


def cover_of(membership: Membership, on: date) -> Cover:
    """The membership as the law sees it on a day: months count that BPJS had received by then."""
    return covers_of([membership], on)[membership.pk]


def covers_of(memberships: Collection[Membership], on: date) -> dict[int, Cover]:
    """The same for many memberships by their ids, in one statement."""
    paid = paid_months(memberships, on)
    return {
        each.pk: Cover(
            effective_on=each.effective_on,
            ends_on=each.ends_on,
            paid=frozenset(paid[each.pk]),
            payer=each.payer,
        )
        for each in memberships
    }


def _received(membership_ids: list[int], on: date | None) -> Iterable[tuple[int, str, date]]:
    lines = ReceiptLine.objects.filter(line__membership__in=membership_ids, amount__gte=F("line__amount"))
    if on is None:
        lines = lines.filter(line__credit__isnull=True)
    else:
        lines = lines.filter(received_on__lte=on).filter(Q(line__credit__isnull=True) | Q(line__credit__on__gt=on))
    return lines.values_list("line__membership_id", "month", "received_on").iterator(chunk_size=5_000)


def _strip_month(
    membership: Membership, month: Month, paid: dict[Month, date], charged: Collection[Month]
) -> StripMonth:
    if month in paid:
        return StripMonth(str(month), "paid", paid[month])
    if month in charged:
        return StripMonth(str(month), "invoiced")
    ends_on = membership.ends_on
    if ends_on is None or (ends_on > month.first_day and ends_on > membership.registered_on):
        return StripMonth(str(month), "due")
    return StripMonth(str(month), "none")
