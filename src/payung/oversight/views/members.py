"""Finding members: by name or number, always by POST so that neither stands in an address, and by filters."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from payung.accounts.access import SignedIn, allowed
from payung.accounts.models import User
from payung.enrolment.models import PayerKind
from payung.enrolment.queries import members_found
from payung.oversight.queries.members import (
    IN_FORCE,
    STATES,
    Narrowing,
    lists_with_members,
    members_narrowed,
    villages_of,
)
from payung.oversight.showing import member_rows

A_PAGE = 50


@allowed("member.see")
def index(request: SignedIn) -> HttpResponse:
    """Members that fit a search (POST) or filters (GET); a search that finds exactly one goes to its page."""
    text = " ".join(request.POST.get("cari", "").split()) if request.method == "POST" else ""
    wanted = _narrowing(request.GET)
    found = members_found(request.user, text) if text else members_narrowed(request.user, wanted, request.day)
    pages = Paginator(found.order_by("person__name", "pk"), A_PAGE)
    if text and pages.count == 1:
        return redirect("member", pk=pages.object_list[0].pk)
    page = pages.get_page(request.POST.get("halaman") if text else request.GET.get("page"))
    context = {
        "search": text,
        "page": page,
        "rows": member_rows(page, request.day),
        "wanted": wanted,
        "is_narrowed": wanted != Narrowing(),
        "state_word": STATES[wanted.state],
    }
    return render(request, "oversight/members.html", context | _choices(request.user))


def _narrowing(given: QueryDict) -> Narrowing:
    state, list_pk = given.get("keadaan", ""), given.get("daftar", "")
    return Narrowing(
        state=state if state in STATES else IN_FORCE,
        village=given.get("kelurahan", ""),
        payer=given.get("pembayar", ""),
        list_pk=int(list_pk) if list_pk.isascii() and list_pk.isdigit() and len(list_pk) < 10 else None,
    )


def _choices(user: User) -> dict[str, Any]:
    return {
        "states": STATES.items(),
        "villages": villages_of(user),
        "payers": PayerKind.choices,
        "lists": lists_with_members() if user.is_city_level else [],
    }
