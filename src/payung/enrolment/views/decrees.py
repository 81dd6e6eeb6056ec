"""Decrees: what there is, preparing one, one with its people, cost and history."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from payung.accounts.access import SignedIn, allowed
from payung.accounts.models import User
from payung.accounts.permissions import may
from payung.enrolment.actions import prepare_decree, revise_decree
from payung.enrolment.forms import PrepareDecree
from payung.enrolment.models import Decree, Membership
from payung.enrolment.queries import decree_figures, usable_lists
from payung.enrolment.showing import (
    HAPPENED,
    TONES,
    cost_of,
    count_text,
    happenings,
    left_out_rows,
    member_cells,
    one_spelling,
    sample_of,
)
from payung.enrolment.states import is_allowed
from payung.intake.forms import Reason
from payung.intake.models import Programme

A_PAGE = 25
MEMBERS_A_PAGE = 50
MOST_FREQUENT = 8


@require_GET
@allowed("decree.see")
def index(request: SignedIn) -> HttpResponse:
    """Every decree, newest first."""
    page = Paginator(Decree.objects.select_related("prepared_by", "decided_by"), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "rows": [{"decree": each, "tone": TONES[Decree.Status(each.status)]} for each in page],
        "in_force": Decree.objects.filter(status=Decree.Status.APPROVED).aggregate(
            decrees=Count("pk"), people=Sum("member_count", default=0)
        ),
        "may_prepare": may(request.user, "decree.prepare"),
        "may_answer": may(request.user, "bpjs.answer"),
    }
    return render(request, "enrolment/decrees.html", context)


@allowed("decree.prepare")
def prepare(request: SignedIn) -> HttpResponse:
    """Draft a decree from approved lists."""
    return _prepared(request, None)


@allowed("decree.prepare")
def revise(request: SignedIn, pk: int) -> HttpResponse:
    """Prepare a draft, or a decree that was sent back, anew."""
    return _prepared(request, get_object_or_404(Decree, pk=pk))


@require_GET
@allowed("decree.see")
def show(request: SignedIn, pk: int) -> HttpResponse:
    """One decree: whom it names and why not others, what it costs, what may happen now, and its members."""
    found = get_object_or_404(Decree.objects.select_related("prepared_by", "decided_by"), pk=pk)
    sees_people = may(request.user, "member.see")
    figures = decree_figures(found)
    occupations = one_spelling(figures.by_occupation)
    context: dict[str, Any] = {
        "decree": found,
        "tone": TONES[Decree.Status(found.status)],
        "lists": found.lists.select_related("screening").order_by("pk"),
        "sees_lists": may(request.user, "list.see"),
        "cost": cost_of(found),
        "figures": figures,
        "left_out": left_out_rows(figures.left_out),
        "villages": figures.by_village[:MOST_FREQUENT],
        "more_villages": max(0, len(figures.by_village) - MOST_FREQUENT),
        "occupations": occupations[:MOST_FREQUENT],
        "more_occupations": max(0, len(occupations) - MOST_FREQUENT),
        "happenings": happenings(f"enrolment.decree:{found.pk}", HAPPENED),
        "sample": sample_of(found) if sees_people and found.status != Decree.Status.APPROVED else [],
        **_members(request, found, sees_people),
        **_what_may_happen(request.user, found),
    }
    return render(request, "enrolment/decree.html", context)


def _prepared(request: SignedIn, decree: Decree | None) -> HttpResponse:
    usable = usable_lists(Programme.objects.get()).select_related("screening").prefetch_related("decrees")
    form = PrepareDecree(request.POST or None, usable=usable, decree=decree)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "by": request.user, "on": request.day}
        made = prepare_decree(**given) if decree is None else revise_decree(decree=decree, **given)
        messages.success(
            request,
            _("The decree names %(people)s people. Look at them, then submit it.")
            % {"people": count_text(made.member_count)},
        )
        return redirect("decree", pk=made.pk)
    context = {"form": form, "decree": decree, "has_lists": usable.exists()}
    return render(request, "enrolment/prepare.html", context, status=400 if form.errors else 200)


def _members(request: SignedIn, found: Decree, sees_people: bool) -> dict[str, Any]:
    members = Membership.objects.filter(decree=found)
    answered = members.aggregate(
        registered=Count("pk", filter=Q(effective_on__isnull=False)),
        refused=Count("pk", filter=Q(end_reason=Membership.EndReason.REFUSED_BY_BPJS)),
        waiting=Count("pk", filter=Q(effective_on__isnull=True, ends_on__isnull=True)),
    )
    if not sees_people:
        return {"answered": answered}
    ordered = members.select_related("person__village").order_by("person__name", "pk")
    page = Paginator(ordered, MEMBERS_A_PAGE).get_page(request.GET.get("page"))
    return {"answered": answered, "page": page, "members": [member_cells(each) for each in page]}


def _what_may_happen(user: User, found: Decree) -> dict[str, Any]:
    may_prepare = may(user, "decree.prepare")
    may_export = may(user, "bpjs.export") and is_allowed("export", found.status)
    return {
        "may_revise": may_prepare and is_allowed("revise", found.status),
        "may_submit": may_prepare and is_allowed("submit", found.status),
        "decision": _decision(found, user)
        if may(user, "decree.approve") and is_allowed("approve", found.status)
        else None,
        "export_form": Reason() if may_export else None,
        "may_answer": may(user, "bpjs.answer"),
    }


def _decision(found: Decree, user: User) -> dict[str, Any]:
    people = count_text(found.member_count)
    own = found.prepared_by_id == user.pk
    return {
        "title": _("Your decision"),
        "approve_url": reverse("approve_decree", args=[found.pk]),
        "approve_label": _("Approve %(people)s people") % {"people": people},
        "send_back_url": reverse("send_back_decree", args=[found.pk]),
        "refuse_url": reverse("refuse_decree", args=[found.pk]),
        "people": found.member_count,
        "rupiah": cost_of(found).total,
        "text": _("Approving makes them members from the decree's first day. The amount is for each month."),
        "blocked": _("You prepared this decree yourself. Another person must decide on it.") if own else "",
    }
