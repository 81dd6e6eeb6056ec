"""The rules that the law leaves open: their readings, what each would give, and the letters that confirm one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from payung.accounts.access import SignedIn, allowed
from payung.accounts.models import User
from payung.accounts.permissions import may
from payung.claims import actions
from payung.claims.forms import RecordLetter
from payung.claims.models import ReadingConfirmation
from payung.claims.queries import letters
from payung.claims.reading_examples import example_of
from payung.groundwork.refusals import Refusal
from payung.intake.models import Programme
from payung.law.unsettled import UNSETTLED, UnsettledRule

S = ReadingConfirmation.Status


@require_GET
@allowed("reading.see")
def index(request: SignedIn) -> HttpResponse:
    """Each rule with its readings and its letters."""
    return _answer(request)


@require_POST
@allowed("reading.propose")
def propose(request: SignedIn, rule: str) -> HttpResponse:
    """Record BPJS's letter about a rule; a refusal is shown above the form, which keeps what was typed."""
    known = UNSETTLED.get(rule)
    if known is None:
        raise Http404
    form = RecordLetter(known, request.POST, prefix=rule)
    if not form.is_valid():
        return _answer(request, rule, form)
    try:
        given = form.cleaned_data | {"rule": rule, "programme": _programme()}
        actions.propose_reading(by=request.user, on=request.day, **given)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _answer(request, rule, form)
    messages.success(request, _("The letter is recorded. Another person decides whether it is followed."))
    return redirect("readings")


@require_POST
@allowed("reading.approve")
def approve(request: SignedIn, pk: int) -> HttpResponse:
    """Let answers follow the letter from today on."""
    found = get_object_or_404(ReadingConfirmation, pk=pk)
    reason = request.POST.get("reason", "")
    actions.approve_reading(confirmation=found, by=request.user, on=request.day, reason=reason)
    messages.success(request, _("From today on, new awards follow this reading and cite the letter."))
    return redirect("readings")


@require_POST
@allowed("reading.approve")
def refuse(request: SignedIn, pk: int) -> HttpResponse:
    """Turn the letter down."""
    found = get_object_or_404(ReadingConfirmation, pk=pk)
    reason = request.POST.get("reason", "")
    actions.refuse_reading(confirmation=found, by=request.user, on=request.day, reason=reason)
    messages.success(request, _("The letter is refused. The rule stays as it was."))
    return redirect("readings")


def _answer(request: SignedIn, wrong_rule: str = "", form: RecordLetter | None = None) -> HttpResponse:
    programme = Programme.objects.order_by("pk").first()
    known = letters(programme) if programme else {}
    forms = {wrong_rule: form} if form is not None else {}
    rules = [_rule(request, rule, known.get(rule.code, []), forms.get(rule.code)) for rule in UNSETTLED.values()]
    open_count = sum(each["followed"] is None for each in rules)
    context = {"rules": rules, "open_count": open_count}
    return render(request, "claims/readings.html", context, status=400 if form is not None else 200)


def _rule(
    request: SignedIn, rule: UnsettledRule, recorded: list[ReadingConfirmation], form: RecordLetter | None
) -> dict[str, Any]:
    followed = next((each for each in recorded if each.status == S.APPROVED and each.ended_on is None), None)
    waiting = next((each for each in recorded if each.status == S.SUBMITTED), None)
    may_propose = may(request.user, "reading.propose") and waiting is None
    name = _(rule.name)
    return {
        "code": rule.code,
        "name": name[:1].upper() + name[1:],
        "example": example_of(rule, followed.reading if followed else ""),
        "followed": followed,
        "waiting": waiting,
        "decision": _decision(waiting, request.user) if waiting else None,
        "earlier": [each for each in recorded if each not in (followed, waiting)],
        "form": (form or RecordLetter(rule, prefix=rule.code)) if may_propose else None,
        "is_wrong": form is not None,
    }


def _decision(waiting: ReadingConfirmation, user: User) -> dict[str, Any] | None:
    """What components/decide takes, where this role decides."""
    if not may(user, "reading.approve"):
        return None
    own = waiting.proposed_by_id == user.pk
    return {
        "title": _("This letter waits for you"),
        "text": _("Once approved, new awards and standings follow the reading and cite the letter. Awards made stay."),
        "approve_url": reverse("approve_reading", args=[waiting.pk]),
        "approve_label": _("Follow reading %(reading)s") % {"reading": waiting.reading},
        "refuse_url": reverse("refuse_reading", args=[waiting.pk]),
        "blocked": _("You recorded it yourself. Another person decides on it.") if own else "",
    }


def _programme() -> Programme:
    found = Programme.objects.order_by("pk").first()
    if found is None:
        raise Http404
    return found
