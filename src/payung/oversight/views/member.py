"""One member."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from payung.accounts.access import SignedIn, allowed
from payung.accounts.models import User
from payung.enrolment.models import Membership
from payung.enrolment.queries import members_seen_by


@require_GET
@allowed("member.see")
def show(request: SignedIn, pk: int) -> HttpResponse:
    """The page of one member."""
    return answer(request, seen_member(request.user, pk))


def answer(request: SignedIn, membership: Membership, **more: Any) -> HttpResponse:
    """The page, with a number that was asked for or a form that was filled in wrongly."""
    return render(request, "oversight/member.html", {"membership": membership, **more})


def seen_member(user: User, pk: int) -> Membership:
    """The membership, if this user may see it; else 404."""
    return get_object_or_404(members_seen_by(user), pk=pk)
