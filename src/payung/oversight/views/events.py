"""The audit log."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from payung.accounts.access import SignedIn, allowed


@require_GET
@allowed("audit.see")
def index(request: SignedIn) -> HttpResponse:
    """Newest first."""
    return render(request, "oversight/events.html", {})


@require_POST
@allowed("audit.see")
def verify(request: SignedIn) -> HttpResponse:
    """Walk the chain now."""
    return redirect("events")
