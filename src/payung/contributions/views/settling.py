"""What follows an approved invoice: its payment, BPJS's receipt, and the credit that corrects a line."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.accounts.access import SignedIn, allowed
from payung.contributions.actions import credit_line, record_payment
from payung.contributions.forms import RecordPayment, SendReceipt
from payung.contributions.models import Invoice
from payung.contributions.queries import invoices, lines_seen_by
from payung.contributions.views.invoices import shown
from payung.enrolment.showing import month_text
from payung.groundwork.jobs import ask
from payung.intake.forms import Reason
from payung.intake.views.lists import put_aside


@require_POST
@allowed("invoice.pay")
def pay(request: SignedIn, pk: int) -> HttpResponse:
    """Record the treasury's payment."""
    found = get_object_or_404(invoices(), pk=pk)
    form = RecordPayment(request.POST, invoice=found, today=request.day)
    if not form.is_valid():
        return shown(request, found, payment=form)
    record_payment(invoice=found, **form.cleaned_data, by=request.user, on=request.day)
    messages.success(request, _("The payment is recorded."))
    return redirect("invoice", pk=pk)


@require_POST
@allowed("receipt.record")
def receive(request: SignedIn, pk: int) -> HttpResponse:
    """Take BPJS's list of what it received; it is read in the background."""
    found = get_object_or_404(invoices(), pk=pk)
    form = SendReceipt(request.POST, request.FILES)
    if not form.is_valid():
        return shown(request, found, receipt=form)
    upload = form.cleaned_data["file"]
    path = put_aside(upload)
    args = {
        "invoice": found.pk,
        "path": str(path),
        "file_name": (upload.name or "penerimaan")[:200],
        "received_on": form.cleaned_data["received_on"].isoformat(),
        "by": request.user.pk,
        "on": request.day.isoformat(),
    }
    subject = f"contributions.invoice:{found.pk}"
    job = ask(kind="contributions.record_receipt", subject=subject, by=request.user.username, args=args)
    messages.success(request, _("The file arrived. You may close this page; the work goes on."))
    return redirect("job", pk=job.pk)


@allowed("invoice.prepare")
def credit(request: SignedIn, pk: int, line: int) -> HttpResponse:
    """Ask for the reason, and give one line back on a later invoice of the same payer."""
    invoice = get_object_or_404(Invoice, pk=pk)
    found = get_object_or_404(lines_seen_by(request.user, invoice).select_related("invoice"), pk=line)
    form = Reason(request.POST or None)
    if request.method == "POST" and form.is_valid():
        credit_line(line=found, reason=form.cleaned_data["reason"], by=request.user, on=request.day)
        messages.success(request, _("The line is credited. The payer's next invoice gives the amount back."))
        return redirect("invoice", pk=pk)
    confirm = {
        "title": _("Give this month back"),
        "people": 1,
        "rupiah": found.amount,
        "facts": [
            {"term": _("Month"), "detail": month_text(found.month)},
            {"term": _("Who pays"), "detail": invoice.get_payer_display()},
        ],
        "consequence": _("The approved invoice stays as it is; the payer's next invoice is smaller by this amount."),
        "form": form,
        "post_url": reverse("credit_line", args=[pk, line]),
        "button": _("Credit this line"),
        "back_url": reverse("invoice", args=[pk]),
    }
    context = {"invoice": invoice, "line": found, "confirm": confirm}
    return render(request, "contributions/credit.html", context, status=400 if form.errors else 200)
