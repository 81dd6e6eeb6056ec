"""One member: what the family would receive, the months paid, the story, the personal data."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from payung.accounts.access import SignedIn, allowed
from payung.accounts.models import User
from payung.accounts.permissions import may
from payung.claims.confirming import cover_as_confirmed
from payung.claims.models import Case
from payung.contributions.queries import month_strip
from payung.enrolment.models import Membership
from payung.enrolment.queries import members_seen_by
from payung.groundwork import sealed
from payung.law.months import Month
from payung.oversight.forms import CorrectNik
from payung.oversight.outlook import outlook, outlook_of_case
from payung.oversight.showing import standing_or_none, state_of, work_of
from payung.oversight.story import story

A_ROW = 12  # months of the strip in one row
LATEST = 14  # moments of the story shown at once
_STRIP = {"paid": "paid", "invoiced": "billed", "due": "due", "none": "none"}


@require_GET
@allowed("member.see")
def show(request: SignedIn, pk: int) -> HttpResponse:
    """The page of one member."""
    return answer(request, seen_member(request.user, pk))


def answer(
    request: SignedIn, membership: Membership, shown: dict[str, str] | None = None, form: CorrectNik | None = None
) -> HttpResponse:
    """The page, with a number that was asked for or a form that was filled in wrongly."""
    user, on = request.user, request.day
    case = _case_of(membership)
    cover = cover_as_confirmed(membership, on, on)
    found = standing_or_none(cover, on)
    moments = story(membership, case, user)
    context = {
        "membership": membership,
        "person": membership.person,
        "work": work_of(membership.person.occupation),
        "case": case,
        "state": state_of(membership, found, on),
        "standing": found,
        "outlook": outlook_of_case(case, user) if case else outlook(found, cover, on),
        "months": _months(membership, on),
        "moments": moments[:LATEST],
        "earlier": moments[LATEST:],
        "others": Membership.objects.filter(person=membership.person).exclude(pk=membership.pk),
        "age": _age(membership.person.birth_date, membership.person.died_on or on),
        "form": form or CorrectNik(),
    }
    context |= _numbers(membership, shown or {}) | _what_may_happen(user, membership)
    return render(request, "oversight/member.html", context, status=400 if form is not None else 200)


def seen_member(user: User, pk: int) -> Membership:
    """The membership with all its page tells, if this user may see it; else 404."""
    related = (
        "person__village__parent",
        "decree__decided_by",
        "entry__screened_row__screening",
        "entry__screened_row__list_row__list",
    )
    return get_object_or_404(members_seen_by(user).select_related(*related), pk=pk)


def _case_of(membership: Membership) -> Case | None:
    cases = Case.objects.select_related("decision", "handover").prefetch_related("awards", "payouts")
    return cases.filter(person=membership.person).first()


def _months(membership: Membership, on: date) -> list[dict[str, str]]:
    """The strip: filled up to whole rows while the membership is open, without the months after its end."""
    months = [{"month": each.month, "state": _STRIP[each.state]} for each in month_strip(membership, on)]
    while membership.ends_on is not None and months and months[-1]["state"] == "none":
        months.pop()
    if membership.ends_on is None and months:
        last = Month.parse(months[-1]["month"])
        missing = -len(months) % A_ROW
        months += [{"month": str(last + ahead), "state": "none"} for ahead in range(1, missing + 1)]
    return months


def _numbers(membership: Membership, shown: dict[str, str]) -> dict[str, Any]:
    """The sealed numbers, masked by the template unless they are in `shown`."""
    person = membership.person
    card = person.family_card_sealed
    return {
        "nik": sealed.unseal(person.nik_sealed, sealed.NIK),
        "family_card": sealed.unseal(card, sealed.FAMILY_CARD) if card is not None else "",
        "shown_nik": shown.get(sealed.NIK, ""),
        "shown_family_card": shown.get(sealed.FAMILY_CARD, ""),
    }


def _what_may_happen(user: User, membership: Membership) -> dict[str, bool]:
    is_alive = membership.person.died_on is None
    return {
        "may_reveal": may(user, "person.reveal"),
        "may_correct": may(user, "person.correct"),
        "may_report": may(user, "case.report") and is_alive,
        "may_end": may(user, "member.end") and is_alive and membership.ends_on is None,
        "may_audit": may(user, "audit.see"),
    }


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
