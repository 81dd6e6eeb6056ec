"""Preparing an invoice: the month is chosen, the people due are shown as a count, then it is made."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from payung.accounts.access import SignedIn, allowed
from payung.contributions.actions import prepare_invoice
from payung.contributions.due import due_count, gaps
from payung.contributions.forms import ChooseMonth
from payung.contributions.queries import open_credit_total
from payung.contributions.unit_amounts import unit_amounts
from payung.enrolment.models import PayerKind
from payung.enrolment.showing import count_text, month_text
from payung.groundwork.refusals import Refusal
from payung.intake.models import Programme
from payung.law.months import Month


@allowed("invoice.prepare")
def prepare(request: SignedIn) -> HttpResponse:
    """Choose a payer's month; with both in the address, show who is due, and make the invoice by POST."""
    programme = Programme.objects.get()
    given = request.POST if request.method == "POST" else request.GET
    form = ChooseMonth(given if "month" in given else None, today=request.day)
    chosen = form.cleaned_data if form.is_valid() else None
    if request.method == "POST" and chosen:
        made = prepare_invoice(programme=programme, **chosen, by=request.user, on=request.day)
        messages.success(request, _("The invoice is prepared. Look at it, then submit it."))
        return redirect("invoice", pk=made.pk)
    context = {
        "form": form,
        "chosen": chosen,
        "gaps": [{"gap": each, "url": _address(each.payer, each.month)} for each in gaps(programme, request.day)],
        **(_looked_at(programme, **chosen) if chosen else {}),
    }
    return render(request, "contributions/prepare.html", context, status=400 if form.errors else 200)


def _looked_at(programme: Programme, payer: str, month: str) -> dict[str, Any]:
    """Who would be charged and how much; or why no invoice can be made."""
    people = due_count(programme, payer, Month.parse(month))
    if not people:
        return {"nobody": True}
    try:
        each = unit_amounts(Month.parse(month), payer).total
    except Refusal as refusal:
        return {"why_not": str(refusal)}
    credit = min(open_credit_total(programme, payer), each * people)
    facts = [
        {"term": _("Month"), "detail": month_text(month)},
        {"term": _("Who pays"), "detail": str(PayerKind(payer).label)},
        {"term": _("For each person"), "detail": f"Rp{count_text(each)}"},
    ]
    if credit:
        facts.append({"term": _("Credits given back here, at most"), "detail": f"Rp{count_text(credit)}"})
    confirm = {
        "title": _("This would be charged"),
        "people": people,
        "rupiah": each * people,
        "facts": facts,
        "post_url": reverse("prepare_invoice"),
        "button": _("Prepare the invoice for %(people)s people") % {"people": count_text(people)},
        "back_url": reverse("prepare_invoice"),
        "hidden": {"payer": payer, "month": month},
        "consequence": _("The invoice is a draft. You submit it, and another person approves it."),
    }
    return {"confirm": confirm}


def _address(payer: str, month: str) -> str:
    return f"{reverse('prepare_invoice')}?{urlencode({'payer': payer, 'month': month})}"
