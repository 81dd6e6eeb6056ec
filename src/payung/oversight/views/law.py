"""The law as the program computes with it, for anybody to check against the text."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from payung.accounts.access import SignedIn, allowed
from payung.accounts.permissions import may
from payung.oversight.law_page import found_in, shown_chapters

LONGEST_SEARCH = 100


@require_GET
@allowed("law.see")
def show(request: SignedIn) -> HttpResponse:
    """Every number, source, reading, rule and worked case, or those that hold all the words of `cari`."""
    text = " ".join(request.GET.get("cari", "").split())[:LONGEST_SEARCH]
    chapters = shown_chapters()
    found = found_in(chapters, text) if text else chapters
    context = {
        "chapters": found,
        "search": text,
        "count": sum(each.count for each in found),
        "may_see_readings": may(request.user, "reading.see"),
    }
    return render(request, "oversight/law.html", context)
