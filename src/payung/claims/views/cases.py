"""Cases: those a user sees, and one with everything about it and its one next step."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from payung.accounts.access import SignedIn, allowed
from payung.accounts.models import User
from payung.accounts.permissions import may
from payung.claims.models import Case
from payung.claims.queries import WAITS_FOR, case_seen_by, cases_seen_by, paid_in_all
from payung.claims.showing import (
    TONES,
    award_context,
    law_answer,
    settled_by,
    standing_award,
    stored_award_context,
    way,
    who_must_act,
)
from payung.claims.states import CLOSED, is_case_ready
from payung.claims.timeline import timeline
from payung.claims.views.next_step import decision_on, form_for
from payung.groundwork import sealed

A_PAGE = 50
OPEN, ALL = "berjalan", "semua"


@require_GET
@allowed("case.see")
def index(request: SignedIn) -> HttpResponse:
    """The open cases, all of them, or those of one status."""
    wanted = request.GET.get("status", OPEN)
    wanted = wanted if wanted in (OPEN, ALL, *Case.Status.values) else OPEN
    seen = cases_seen_by(request.user)
    found = _of_status(seen, wanted).prefetch_related("awards").select_related("decision")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_row(case) for case in page],
        "wanted": wanted,
        "open_count": _of_status(seen, OPEN).count(),
        "all_count": seen.count(),
        "statuses": Case.Status.choices,
    }
    return render(request, "claims/cases.html", context)


@require_GET
@allowed("case.see")
def show(request: SignedIn, pk: int) -> HttpResponse:
    """One case: the way it went, the award, and the one next step."""
    return answer(request, seen_case(request.user, pk))


def answer(
    request: SignedIn, case: Case, form: forms.Form | None = None, accounts: dict[int, str] | None = None
) -> HttpResponse:
    """The page of a case, with a form that was filled in wrongly or an account that was asked for."""
    user = request.user
    award = standing_award(case)
    outcome = law_answer(case, request.day) if award is None else None
    context: dict[str, Any] = {
        "case": case,
        "tone": TONES[case.status],
        "way": way(case),
        "award": award,
        "told": stored_award_context(award) if award else None,
        "heirs": _heirs(case, accounts or {}),
        "story": _story(case),
        "acts": may(user, WAITS_FOR[case.status]) if case.status in WAITS_FOR else False,
        "decision": decision_on(case, award, user),
        "who": who_must_act(case),
        "settled": settled_by(case),
        "left": case.decision.amount - paid_in_all(case) if case.status == Case.Status.GRANTED else None,
        "form": form or form_for(case, award, request.day),
        "may_reveal": may(user, "person.reveal"),
        "may_name_heir": may(user, "case.report") and is_case_ready("add_heir", case.status),
        "may_see_member": may(user, "member.see"),
    }
    if outcome is not None:
        context |= {"law_refuses": outcome} if isinstance(outcome, str) else {"told": award_context(outcome)}
    return render(request, "claims/case.html", context, status=400 if form is not None else 200)


def seen_case(user: User, pk: int) -> Case:
    """The case, if this user may see it; else 404."""
    found = case_seen_by(user, pk)
    if found is None:
        raise Http404
    return found


def _of_status(cases: QuerySet[Case], wanted: str) -> QuerySet[Case]:
    if wanted == ALL:
        return cases
    return cases.exclude(status__in=CLOSED) if wanted == OPEN else cases.filter(status=wanted)


def _row(case: Case) -> dict[str, Any]:
    award, decision = standing_award(case), getattr(case, "decision", None)
    amounts = [decision.amount] if decision else list(award.possible) if award else []
    return {"case": case, "tone": TONES[case.status], "who": who_must_act(case), "amounts": amounts}


def _heirs(case: Case, accounts: dict[int, str]) -> list[dict[str, Any]]:
    """Heirs with their account numbers, masked by the template unless they are in `accounts`."""
    return [
        {
            "heir": heir,
            "account": sealed.unseal(heir.account_sealed, sealed.BANK_ACCOUNT),
            "shown": accounts.get(heir.pk, ""),
            "paid": sum(each.amount for each in case.payouts.all() if each.heir_id == heir.pk),
        }
        for heir in case.heirs.all()
    ]


def _story(case: Case) -> list[dict[str, Any]]:
    moments = list(reversed(timeline(case)))
    names = dict(
        User.objects.filter(username__in={each.actor for each in moments}).values_list("username", "full_name")
    )
    return [{"moment": each, "actor": names.get(each.actor, each.actor)} for each in moments]
