"""What is done with a case by a button: award, decide, record what BPJS did, hand over, look at an account."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.accounts.access import SignedIn, allowed
from payung.claims import actions
from payung.claims.actions.locking import NotNow
from payung.claims.forms import RecordDecision, RecordHandover, RecordPayout
from payung.claims.models import Award, Case, Heir
from payung.claims.queries import latest_award
from payung.claims.states import is_case_ready
from payung.claims.views.cases import answer, seen_case
from payung.groundwork.refusals import Refusal


@require_POST
@allowed("award.prepare")
def prepare(request: SignedIn, pk: int) -> HttpResponse:
    """Ask the law what is due, and put the award before the approver."""
    actions.award(case=seen_case(request.user, pk), by=request.user, on=request.day)
    messages.success(request, _("The award is prepared and waits for approval."))
    return redirect("case", pk=pk)


@require_POST
@allowed("award.approve")
def approve(request: SignedIn, pk: int) -> HttpResponse:
    """Agree to the award; the claim goes to BPJS."""
    award = _award_of(seen_case(request.user, pk))
    actions.approve_award(award=award, by=request.user, on=request.day, reason=request.POST.get("reason", ""))
    messages.success(request, _("The award is approved. BPJS decides next."))
    return redirect("case", pk=pk)


@require_POST
@allowed("award.approve")
def send_back(request: SignedIn, pk: int) -> HttpResponse:
    """Return the award to whoever prepared it."""
    award = _award_of(seen_case(request.user, pk))
    actions.send_back_award(award=award, by=request.user, on=request.day, reason=request.POST.get("reason", ""))
    messages.success(request, _("The award went back with your reason."))
    return redirect("case", pk=pk)


@require_POST
@allowed("award.approve")
def refuse(request: SignedIn, pk: int) -> HttpResponse:
    """Turn the award down."""
    award = _award_of(seen_case(request.user, pk))
    actions.refuse_award(award=award, by=request.user, on=request.day, reason=request.POST.get("reason", ""))
    messages.success(request, _("The award is refused. A new one can be prepared."))
    return redirect("case", pk=pk)


@require_POST
@allowed("decision.record")
def decide(request: SignedIn, pk: int) -> HttpResponse:
    """Record what BPJS decided."""
    case, form = seen_case(request.user, pk), RecordDecision(request.POST)
    return _recorded(request, case, form, actions.record_decision, _("BPJS's decision is recorded."))


@require_POST
@allowed("payout.record")
def pay(request: SignedIn, pk: int) -> HttpResponse:
    """Record money that reached an heir."""
    case = seen_case(request.user, pk)
    form = RecordPayout(case, request.POST)
    return _recorded(request, case, form, actions.record_payout, _("The payout is recorded."))


@require_POST
@allowed("handover.record")
def hand_over(request: SignedIn, pk: int) -> HttpResponse:
    """Record the ceremony."""
    case, form = seen_case(request.user, pk), RecordHandover(request.POST)
    return _recorded(request, case, form, actions.record_handover, _("The handover is recorded. The case is closed."))


@require_POST
@allowed("person.reveal")
def show_account(request: SignedIn, pk: int, heir: int) -> HttpResponse:
    """Show an heir's account once, on this answer only; who looked and why is recorded."""
    case = seen_case(request.user, pk)
    found = get_object_or_404(Heir, pk=heir, case=case)
    reason = request.POST.get("reason", "")
    account = actions.reveal_account(heir=found, reason=reason, by=request.user, on=request.day)
    return answer(request, case, accounts={found.pk: account})


def _recorded(request: SignedIn, case: Case, form: forms.Form, action: Callable[..., Any], done: str) -> HttpResponse:
    """Do it; a refusal is shown above the form, which keeps what was typed.

    A case that somebody else moved on meanwhile has another form now, so that refusal goes to the top of the page.
    """
    if not is_case_ready(action.__name__, case.status):
        raise NotNow
    if not form.is_valid():
        return answer(request, case, form=form)
    try:
        action(case=case, by=request.user, on=request.day, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return answer(request, case, form=form)
    messages.success(request, done)
    return redirect("case", pk=case.pk)


def _award_of(case: Case) -> Award:
    found = latest_award(case)
    if found is None:
        raise Http404
    return found
