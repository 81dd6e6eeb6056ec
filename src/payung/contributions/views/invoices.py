"""Invoices: what there is, one with its lines, its basis in law, its differences and its history."""

import csv
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from payung.accounts.access import SignedIn, allowed
from payung.accounts.models import User
from payung.accounts.permissions import may
from payung.contributions.forms import RecordPayment, SendReceipt
from payung.contributions.models import Invoice, InvoiceLine, Receipt
from payung.contributions.queries import differences, invoices, lines_seen_by
from payung.contributions.showing import HAPPENED, TONES, basis_of, line_cells
from payung.contributions.states import is_allowed
from payung.enrolment.showing import count_text, happenings
from payung.groundwork.sealed import NIK, unseal_many
from payung.intake.actions.rows import masked

A_PAGE = 25
LINES_A_PAGE = 50
SHOWN_DIFFERENCES = 20


@require_GET
@allowed("invoice.see")
def index(request: SignedIn) -> HttpResponse:
    """Every invoice by month and payer, with what BPJS received of it."""
    ordered = invoices().annotate(received=Sum("receipts__total")).order_by("-month", "payer", "-sequence", "-pk")
    page = Paginator(ordered, A_PAGE).get_page(request.GET.get("page"))
    rows = [{"invoice": each, "tone": TONES[Invoice.Status(each.status)]} for each in page]
    context = {
        "page": page,
        "rows": rows,
        "received_in_all": Receipt.objects.aggregate(total=Sum("total", default=0))["total"],
        "may_prepare": may(request.user, "invoice.prepare"),
    }
    return render(request, "contributions/invoices.html", context)


@require_GET
@allowed("invoice.see")
def show(request: SignedIn, pk: int) -> HttpResponse:
    """One invoice."""
    return shown(request, get_object_or_404(invoices(), pk=pk))


@require_GET
@allowed("invoice.see")
def lines_csv(request: SignedIn, pk: int) -> HttpResponse:
    """The lines for the treasury and BPJS: member number, masked NIK, month, amount."""
    found = get_object_or_404(Invoice, pk=pk)
    lines = list(
        lines_seen_by(request.user, found)
        .order_by("pk")
        .values_list("membership__member_number", "person__nik_sealed", "month", "accident", "death", "amount")
    )
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"iuran-{found.payer}-{found.month}-{found.sequence}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response, delimiter=";", lineterminator="\r\n")
    writer.writerow(["NO. PESERTA (KPJ)", "NIK", "BULAN", "JKK", "JKM", "JUMLAH IURAN"])
    niks = unseal_many((line[1] for line in lines), NIK)
    for (number, _sealed, *amounts), nik in zip(lines, niks, strict=True):
        writer.writerow([number or "", masked(nik), *amounts])
    return response


def shown(
    request: SignedIn, found: Invoice, payment: RecordPayment | None = None, receipt: SendReceipt | None = None
) -> HttpResponse:
    """The page of an invoice; a form that was filled in wrongly is shown again with its errors."""
    wrong = (payment is not None and payment.errors) or (receipt is not None and receipt.errors)
    context: dict[str, Any] = {
        "invoice": found,
        "tone": TONES[Invoice.Status(found.status)],
        "basis": basis_of(found.basis) if found.basis else None,
        "payment": getattr(found, "payment", None),
        "receipts": found.receipts.select_related("by").order_by("pk"),
        "credits": found.carried_credits.select_related("credit__line").order_by("pk")[:LINES_A_PAGE],
        "happenings": happenings(f"contributions.invoice:{found.pk}", HAPPENED),
        "sees_people": may(request.user, "member.see"),
        **_lines(request, found),
        **_differences(found),
        **_what_may_happen(request, found, payment, receipt),
    }
    return render(request, "contributions/invoice.html", context, status=400 if wrong else 200)


def _lines(request: SignedIn, found: Invoice) -> dict[str, Any]:
    lines: QuerySet[InvoiceLine] = lines_seen_by(request.user, found).select_related("person", "membership", "credit")
    only_missing = request.GET.get("show") == "missing"
    if only_missing:
        lines = lines.filter(received__isnull=True)
    page = Paginator(lines.prefetch_related("received"), LINES_A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "lines": [line_cells(each) for each in page], "only_missing": only_missing}


def _differences(found: Invoice) -> dict[str, Any]:
    received = found.receipts.aggregate(total=Sum("total"))["total"]
    if received is None:
        return {"difference_counts": None}
    differing = differences(found)
    counts = differing.counts()
    is_reconciled = not any(counts.values())
    return {
        "received_total": received,
        "confirmed_count": found.line_count - counts["missing"],
        "is_reconciled": is_reconciled,
        "received_tone": "good" if is_reconciled else "warn",
        "difference_counts": counts,
        "amount_differs": differing.amount_differs[:SHOWN_DIFFERENCES],
        "unknown": differing.unknown[:SHOWN_DIFFERENCES],
    }


def _what_may_happen(
    request: SignedIn, found: Invoice, payment: RecordPayment | None, receipt: SendReceipt | None
) -> dict[str, Any]:
    user = request.user
    may_pay = may(user, "invoice.pay") and is_allowed("pay", found.status)
    may_receive = may(user, "receipt.record") and is_allowed("receive", found.status)
    may_decide = may(user, "invoice.approve") and is_allowed("approve", found.status)
    upload = {
        "title": _("Record what BPJS received"),
        "form": receipt or SendReceipt(),
        "button": _("Send and record"),
        "post_url": reverse("receive_invoice", args=[found.pk]),
    }
    return {
        "may_submit": may(user, "invoice.prepare") and is_allowed("submit", found.status),
        "may_credit": may(user, "invoice.prepare") and is_allowed("credit", found.status),
        "again_url": _again(found) if may(user, "invoice.prepare") else "",
        "decision": _decision(found, user) if may_decide else None,
        "payment_form": (payment or RecordPayment(invoice=found, today=request.day)) if may_pay else None,
        "upload": upload if may_receive else None,
    }


def _again(found: Invoice) -> str:
    """Where the month of an invoice that was turned down is prepared anew."""
    if found.status not in {Invoice.Status.SENT_BACK, Invoice.Status.REFUSED}:
        return ""
    return f"{reverse('prepare_invoice')}?{urlencode({'payer': found.payer, 'month': found.month})}"


def _decision(found: Invoice, user: User) -> dict[str, Any]:
    own = found.prepared_by_id == user.pk
    return {
        "title": _("Your decision"),
        "approve_url": reverse("approve_invoice", args=[found.pk]),
        "approve_label": _("Approve Rp%(amount)s") % {"amount": count_text(found.total)},
        "send_back_url": reverse("send_back_invoice", args=[found.pk]),
        "refuse_url": reverse("refuse_invoice", args=[found.pk]),
        "people": found.line_count,
        "rupiah": found.total,
        "text": _("Approving lets the treasury pay. What was approved never changes; a mistake is credited later."),
        "blocked": _("You prepared this invoice yourself. Another person must decide on it.") if own else "",
    }
