"""Registers: what the program screens against, how old it is, and importing a newer one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payung.accounts.access import SignedIn, allowed
from payung.accounts.permissions import may, require
from payung.intake.forms import ImportRegister
from payung.intake.models import RegisterVersion
from payung.intake.queries import STALE_AFTER_DAYS, registers_on
from payung.intake.views.uploads import queue_register

NEWEST = 20


@allowed("register.see")
def index(request: SignedIn) -> HttpResponse:
    """Every register with its date and size; whoever may, imports one here."""
    form = ImportRegister(request.POST or None, request.FILES or None)
    if request.method == "POST":
        require(request.user, "register.import")
        if form.is_valid():
            return redirect("job", pk=queue_register(request, form).pk)
    upload = {"title": _("Import a register"), "form": form, "button": _("Import")}
    rows = _rows(request)
    context: dict[str, Any] = {
        "rows": rows,
        "finding": _finding(rows),
        "versions": RegisterVersion.objects.select_related("imported_by").order_by("-pk")[:NEWEST],
        "upload": upload if may(request.user, "register.import") else None,
    }
    return render(request, "intake/registers.html", context, status=400 if form.errors else 200)


def _rows(request: SignedIn) -> list[dict[str, Any]]:
    current = registers_on(request.day)
    rows: list[dict[str, Any]] = []
    for kind, label in RegisterVersion.Kind.choices:
        version = current.get(kind)
        if version is None:
            state = (_("missing"), "bad")
        else:
            is_old = (request.day - version.as_of).days > STALE_AFTER_DAYS
            state = (_("old"), "warn") if is_old else (_("current"), "good")
        rows.append({"label": label, "version": version, "state": state[0], "tone": state[1]})
    return rows


def _finding(rows: list[dict[str, Any]]) -> str:
    """What the page's heading says."""
    tones = [row["tone"] for row in rows]
    missing, old = tones.count("bad"), tones.count("warn")
    if missing:
        sentence = ngettext("%(count)s register is missing", "%(count)s registers are missing", missing)
        return sentence % {"count": missing}
    if old:
        sentence = ngettext("%(count)s register is older than a quarter", "%(count)s are older than a quarter", old)
        return sentence % {"count": old}
    return _("All registers are current")
