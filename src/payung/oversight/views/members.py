"""Finding members."""

from django.http import HttpResponse
from django.shortcuts import render

from payung.accounts.access import SignedIn, allowed


@allowed("member.see")
def index(request: SignedIn) -> HttpResponse:
    """Search and filter members."""
    return render(request, "oversight/members.html", {})
