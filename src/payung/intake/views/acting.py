"""What is done with a list by a button: screen again, mend, submit, decide."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.accounts.access import SignedIn, allowed
from payung.groundwork.jobs import ask
from payung.intake.actions.decisions import approve, refuse, send_back, submit
from payung.intake.actions.settling import apply_suggestions, park_rest
from payung.intake.models import CandidateList
from payung.intake.views.lists import seen_list


@require_POST
@allowed("list.screen")
def screen_again(request: SignedIn, pk: int) -> HttpResponse:
    """Screen the list against the registers of the day."""
    return redirect("job", pk=_ask_screening(request, seen_list(request.user, pk)))


@require_POST
@allowed("list.settle")
def apply(request: SignedIn, pk: int) -> HttpResponse:
    """Apply every suggestion that names exactly one person, then screen again."""
    found = seen_list(request.user, pk)
    reason = _("Same name, birth date and family card as exactly one person of the population register.")
    with transaction.atomic():  # both or neither: what was identified counts only once it is screened
        apply_suggestions(candidate_list=found, reason=reason, by=request.user, on=request.day)
        job = _ask_screening(request, found)
    return redirect("job", pk=job)


@require_POST
@allowed("list.settle")
def park_others(request: SignedIn, pk: int) -> HttpResponse:
    """Park what is still in review, so that the good rows can go on."""
    found = seen_list(request.user, pk)
    reason = _("Goes back to the sender; the good rows go on.")
    count = park_rest(candidate_list=found, reason=reason, by=request.user, on=request.day)
    messages.success(request, _("%(count)s rows are parked.") % {"count": count})
    return redirect("list", pk=pk)


@require_POST
@allowed("list.submit")
def submit_list(request: SignedIn, pk: int) -> HttpResponse:
    """Propose the accepted rows."""
    submit(candidate_list=seen_list(request.user, pk), by=request.user, on=request.day)
    messages.success(request, _("The list waits for approval."))
    return redirect("list", pk=pk)


@require_POST
@allowed("list.approve")
def approve_list(request: SignedIn, pk: int) -> HttpResponse:
    """Agree to the accepted rows."""
    approve(candidate_list=seen_list(request.user, pk), by=request.user, on=request.day)
    messages.success(request, _("The list is approved. A decree can be made from it."))
    return redirect("list", pk=pk)


@require_POST
@allowed("list.approve")
def send_back_list(request: SignedIn, pk: int) -> HttpResponse:
    """Return the list for repair."""
    found = seen_list(request.user, pk)
    send_back(candidate_list=found, by=request.user, on=request.day, reason=request.POST.get("reason", ""))
    messages.success(request, _("The list went back with your reason."))
    return redirect("list", pk=pk)


@require_POST
@allowed("list.approve")
def refuse_list(request: SignedIn, pk: int) -> HttpResponse:
    """Turn the list down."""
    found = seen_list(request.user, pk)
    refuse(candidate_list=found, by=request.user, on=request.day, reason=request.POST.get("reason", ""))
    messages.success(request, _("The list is refused."))
    return redirect("list", pk=pk)


def _ask_screening(request: SignedIn, found: CandidateList) -> int:
    args = {"list": found.pk, "by": request.user.pk, "on": request.day.isoformat()}
    subject = f"intake.candidatelist:{found.pk}"
    return ask(kind="intake.screen", subject=subject, by=request.user.username, args=args).pk
