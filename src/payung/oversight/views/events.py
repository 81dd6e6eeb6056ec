"""The audit log: who did what when and why, and whether its chain holds."""

import re

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from payung.accounts.access import SignedIn, allowed
from payung.audit.models import Event, Seal
from payung.audit.queries import Verification, verification
from payung.oversight.telling import ACTIONS, numbers_of, subject_of, what_of

A_PAGE = 50
SUBJECT = re.compile(r"[a-z]+\.[a-z]+(:\w+)?", re.ASCII)


@require_GET
@allowed("audit.see")
def index(request: SignedIn) -> HttpResponse:
    """Events, newest first, of one subject, one action or one actor if asked for."""
    return _answer(request, None)


@require_POST
@allowed("audit.see")
def verify(request: SignedIn) -> HttpResponse:
    """Walk the chain now, from the first link to the last, and say what was found."""
    return _answer(request, verification())


def _answer(request: SignedIn, verified: Verification | None) -> HttpResponse:
    wanted = {name: request.GET.get(name, "").strip() for name in ("perihal", "tindakan", "pelaku")}
    page = Paginator(_narrowed(wanted), A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {"event": each, "what": what_of(each), "subject": subject_of(each), "numbers": numbers_of(each)}
        for each in page
    ]
    context = {
        "page": page,
        "rows": rows,
        "wanted": wanted,
        "is_narrowed": any(wanted.values()),
        "actions": sorted(ACTIONS.items(), key=lambda each: str(each[1])),
        "actors": Event.objects.order_by("actor").values_list("actor", flat=True).distinct(),
        "verified": verified,
        "latest_seal": Seal.objects.order_by("-position").first(),
        "unsealed": Event.objects.filter(seal__isnull=True).count(),
    }
    return render(request, "oversight/events.html", context)


def _narrowed(wanted: dict[str, str]) -> QuerySet[Event]:
    found = Event.objects.select_related("seal").order_by("-pk")
    if wanted["perihal"]:
        subject = wanted["perihal"]
        whole = SUBJECT.fullmatch(subject) is not None and ":" in subject
        found = found.filter(subject=subject) if whole else found.filter(subject__startswith=subject)
    if wanted["tindakan"]:
        found = found.filter(action=wanted["tindakan"])
    return found.filter(actor=wanted["pelaku"]) if wanted["pelaku"] else found
