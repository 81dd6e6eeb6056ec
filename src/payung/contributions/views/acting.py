"""What is done with an invoice by a button: submit, approve, send back, refuse."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.accounts.access import SignedIn, allowed
from payung.contributions.actions import approve_invoice, refuse_invoice, send_back_invoice, submit_invoice
from payung.contributions.models import Invoice


@require_POST
@allowed("invoice.prepare")
def submit(request: SignedIn, pk: int) -> HttpResponse:
    """Propose the invoice."""
    submit_invoice(invoice=get_object_or_404(Invoice, pk=pk), by=request.user, on=request.day)
    messages.success(request, _("The invoice waits for approval."))
    return redirect("invoice", pk=pk)


@require_POST
@allowed("invoice.approve")
def approve(request: SignedIn, pk: int) -> HttpResponse:
    """Agree that it is paid."""
    approve_invoice(invoice=get_object_or_404(Invoice, pk=pk), by=request.user, on=request.day)
    messages.success(request, _("The invoice is approved. The treasury can pay it."))
    return redirect("invoice", pk=pk)


@require_POST
@allowed("invoice.approve")
def send_back(request: SignedIn, pk: int) -> HttpResponse:
    """Return the invoice; the month can be prepared anew."""
    found, reason = get_object_or_404(Invoice, pk=pk), request.POST.get("reason", "")
    send_back_invoice(invoice=found, by=request.user, on=request.day, reason=reason)
    messages.success(request, _("The invoice went back with your reason."))
    return redirect("invoice", pk=pk)


@require_POST
@allowed("invoice.approve")
def refuse(request: SignedIn, pk: int) -> HttpResponse:
    """Turn the invoice down; its people stand uncharged."""
    found, reason = get_object_or_404(Invoice, pk=pk), request.POST.get("reason", "")
    refuse_invoice(invoice=found, by=request.user, on=request.day, reason=reason)
    messages.success(request, _("The invoice is refused."))
    return redirect("invoice", pk=pk)
