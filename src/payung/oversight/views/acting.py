"""What is done on a member's page: look at a sealed number, correct a NIK."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.accounts.access import SignedIn, allowed
from payung.groundwork.refusals import Refusal
from payung.oversight.forms import CorrectNik
from payung.oversight.views.member import answer, seen_member
from payung.people.actions import REVEALED, correct_nik, reveal


@require_POST
@allowed("person.reveal")
def reveal_number(request: SignedIn, pk: int, field: str) -> HttpResponse:
    """Show one sealed number once, on this answer only; who looked and why is recorded."""
    membership = seen_member(request.user, pk)
    if field not in REVEALED:
        raise Http404
    reason = request.POST.get("reason", "")
    number = reveal(person=membership.person, field=field, reason=reason, by=request.user, on=request.day)
    return answer(request, membership, shown={field: number})


@require_POST
@allowed("person.correct")
def correct(request: SignedIn, pk: int) -> HttpResponse:
    """Replace a wrong NIK."""
    membership, form = seen_member(request.user, pk), CorrectNik(request.POST)
    if not form.is_valid():
        return answer(request, membership, form=form)
    try:
        correct_nik(person=membership.person, **form.cleaned_data, by=request.user, on=request.day)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return answer(request, membership, form=form)
    messages.success(request, _("The NIK is corrected. The old one is kept, sealed, with your reason."))
    return redirect("member", pk=pk)
