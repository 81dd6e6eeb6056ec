"""The end of a membership, other than by death."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from payung.accounts.access import SignedIn, allowed
from payung.enrolment.actions import end_membership
from payung.enrolment.forms import EndMembership
from payung.enrolment.queries import members_seen_by
from payung.enrolment.showing import day_text


@allowed("member.end")
def end(request: SignedIn, pk: int) -> HttpResponse:
    """Ask for the day and the reason, and end the membership; back to `next`, else to the member's page."""
    found = get_object_or_404(members_seen_by(request.user), pk=pk)
    form = EndMembership(request.POST or None)
    back = _back(request, found.pk)
    if request.method == "POST" and form.is_valid():
        end_membership(membership=found, **form.cleaned_data, by=request.user, on=request.day)
        messages.success(
            request,
            _("The membership has ended. The first day without cover is %(day)s.")
            % {"day": day_text(form.cleaned_data["ends_on"])},
        )
        return redirect(back)
    confirm = {
        "title": _("End this membership"),
        "post_url": reverse("end_membership", args=[found.pk]),
        "button": _("End the membership"),
        "back_url": back,
        "consequence": _(
            "From that day on the person is no longer insured and no longer billed. A death is reported instead."
        ),
        "form": form,
        "hidden": {"next": back},
        "facts": [
            {"term": _("Decree"), "detail": found.decree.number},
            {"term": _("Member since"), "detail": day_text(found.registered_on)},
        ],
    }
    context = {"membership": found, "confirm": confirm, "back": back}
    return render(request, "enrolment/end.html", context, status=400 if form.errors else 200)


def _back(request: SignedIn, pk: int) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("member", args=[pk])
