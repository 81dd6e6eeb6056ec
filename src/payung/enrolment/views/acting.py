"""What is done with a decree by a button: submit, approve, send back, refuse."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.accounts.access import SignedIn, allowed
from payung.enrolment.actions import refuse_decree, send_back_decree, submit_decree
from payung.enrolment.models import Decree
from payung.groundwork.jobs import ask


@require_POST
@allowed("decree.prepare")
def submit(request: SignedIn, pk: int) -> HttpResponse:
    """Propose the decree."""
    submit_decree(decree=get_object_or_404(Decree, pk=pk), by=request.user, on=request.day)
    messages.success(request, _("The decree waits for approval."))
    return redirect("decree", pk=pk)


@require_POST
@allowed("decree.approve")
def approve(request: SignedIn, pk: int) -> HttpResponse:
    """Put the decree into force; enrolling thousands takes seconds, so it is done in the background."""
    found = get_object_or_404(Decree, pk=pk)
    args = {"decree": found.pk, "by": request.user.pk, "on": request.day.isoformat()}
    subject = f"enrolment.decree:{found.pk}"
    job = ask(kind="enrolment.approve_decree", subject=subject, by=request.user.username, args=args)
    return redirect("job", pk=job.pk)


@require_POST
@allowed("decree.approve")
def send_back(request: SignedIn, pk: int) -> HttpResponse:
    """Return the decree to be prepared again."""
    found, reason = get_object_or_404(Decree, pk=pk), request.POST.get("reason", "")
    send_back_decree(decree=found, by=request.user, on=request.day, reason=reason)
    messages.success(request, _("The decree went back with your reason."))
    return redirect("decree", pk=pk)


@require_POST
@allowed("decree.approve")
def refuse(request: SignedIn, pk: int) -> HttpResponse:
    """Turn the decree down; its people are free for another."""
    found, reason = get_object_or_404(Decree, pk=pk), request.POST.get("reason", "")
    refuse_decree(decree=found, by=request.user, on=request.day, reason=reason)
    messages.success(request, _("The decree is refused."))
    return redirect("decree", pk=pk)
