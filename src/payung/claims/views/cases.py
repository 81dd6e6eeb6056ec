"""Cases: those a user sees, and one with everything about it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from payung.accounts.access import SignedIn, allowed
from payung.accounts.models import User
from payung.claims.models import Case
from payung.claims.queries import case_seen_by, cases_seen_by


@require_GET
@allowed("case.see")
def index(request: SignedIn) -> HttpResponse:
    """Every case the user may see."""
    return render(request, "claims/cases.html", {"cases": cases_seen_by(request.user)})


@require_GET
@allowed("case.see")
def show(request: SignedIn, pk: int) -> HttpResponse:
    """One case: the way it went, the award, and the one next step."""
    return answer(request, seen_case(request.user, pk))


def answer(request: SignedIn, case: Case, **more: Any) -> HttpResponse:
    """The page of a case, with a form that was filled in wrongly or a number that was asked for."""
    return render(request, "claims/case.html", {"case": case, **more}, status=400 if more.get("form") else 200)


def seen_case(user: User, pk: int) -> Case:
    """The case, if this user may see it; else 404."""
    found = case_seen_by(user, pk)
    if found is None:
        raise Http404
    return found
