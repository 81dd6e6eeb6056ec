"""A death is reported from the member's page, and further heirs are named."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from payung.accounts.access import SignedIn, allowed
from payung.accounts.permissions import may
from payung.claims.actions import add_heir, report_death
from payung.claims.forms import NameHeir, ReportDeath
from payung.claims.models import Case
from payung.claims.views.cases import seen_case
from payung.enrolment.models import Membership
from payung.enrolment.queries import members_seen_by
from payung.groundwork.refusals import Refusal


@allowed("case.report")
def report(request: SignedIn, pk: int) -> HttpResponse:
    """Report the death of the member of membership `pk`, with the first heir."""
    membership = get_object_or_404(members_seen_by(request.user), pk=pk)
    known = Case.objects.filter(person=membership.person).first()
    if known is not None:
        return redirect("case", pk=known.pk)
    form = ReportDeath(request.POST or None)
    if request.method == "POST" and form.is_valid():
        case = _reported(request, membership, form)
        if case is not None:
            messages.success(request, _("The death is reported. The membership has ended and the case is open."))
            return redirect("case", pk=case.pk)
    context = {"membership": membership, "form": form, "may_see_member": may(request.user, "member.see")}
    return render(request, "claims/report.html", context, status=400 if form.errors else 200)


@allowed("case.report")
def name_heir(request: SignedIn, pk: int) -> HttpResponse:
    """Name an heir who was not in the report."""
    case = seen_case(request.user, pk)
    form = NameHeir(request.POST or None)
    if request.method == "POST" and form.is_valid() and _named(request, case, form):
        messages.success(request, _("The heir is named."))
        return redirect("case", pk=pk)
    return render(request, "claims/heir.html", {"case": case, "form": form}, status=400 if form.errors else 200)


def _reported(request: SignedIn, membership: Membership, form: ReportDeath) -> Case | None:
    """The case, or None with the refusal above the form, which keeps what was typed."""
    died_on, cause = form.cleaned_data["died_on"], form.cleaned_data["cause"]
    heirs = [form.given()]
    try:
        return report_death(
            membership=membership, died_on=died_on, cause=cause, heirs=heirs, by=request.user, on=request.day
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


def _named(request: SignedIn, case: Case, form: NameHeir) -> bool:
    try:
        add_heir(case=case, heir=form.given(), by=request.user, on=request.day)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return form.is_valid()
