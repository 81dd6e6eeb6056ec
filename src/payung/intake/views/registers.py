"""Registers: what the program screens against, how old it is, and importing a newer one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from payung.accounts.access import SignedIn, allowed
from payung.accounts.permissions import may, require
from payung.groundwork.jobs import ask
from payung.intake.actions.files import sha256_of
from payung.intake.forms import ImportRegister
from payung.intake.models import RegisterVersion
from payung.intake.queries import STALE_AFTER_DAYS, registers_on
from payung.intake.views.lists import put_aside


@allowed("register.see")
def index(request: SignedIn) -> HttpResponse:
    """Every register with its date and size; whoever may, imports one here."""
    form = ImportRegister(request.POST or None, request.FILES or None)
    if request.method == "POST":
        require(request.user, "register.import")
        if form.is_valid():
            return redirect("job", pk=_queue(request, form))
    upload = {"title": _("Import a register"), "form": form, "button": _("Import")}
    context: dict[str, Any] = {
        "rows": _rows(request),
        "versions": RegisterVersion.objects.select_related("imported_by")[:50],
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


def _queue(request: SignedIn, form: ImportRegister) -> int:
    path = put_aside(form.cleaned_data["file"])
    suffix = ".csv" if (form.cleaned_data["file"].name or "").lower().endswith(".csv") else ".parquet"
    path = path.rename(path.with_suffix(suffix))
    args = {
        "kind": form.cleaned_data["kind"],
        "as_of": form.cleaned_data["as_of"].isoformat(),
        "source": form.cleaned_data["source"],
        "path": str(path),
        "by": request.user.pk,
        "on": request.day.isoformat(),
    }
    subject = f"intake.register:{sha256_of(path)[:16]}"
    return ask(kind="intake.import_register", subject=subject, by=request.user.username, args=args).pk
