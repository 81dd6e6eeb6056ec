"""Lists: what came in, sending one, one list with its verdicts, its workbook back."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from payung.accounts.access import SignedIn, allowed
from payung.accounts.models import User
from payung.accounts.permissions import may
from payung.intake.actions.handing_out import hand_out_workbook
from payung.intake.actions.screening_runs import workbook_path
from payung.intake.forms import SendList
from payung.intake.models import CandidateList, Screening
from payung.intake.queries import (
    identified_since,
    parked_rows,
    reasons_of,
    rows_of,
    suggested,
    visible_lists,
    waiting_rows,
)
from payung.intake.showing import decision_of, row_cells, standing_of, tone_of, verdict_urls, with_labels
from payung.intake.states import is_allowed
from payung.intake.views.uploads import put_aside, queue_list

__all__ = ["index", "put_aside", "seen_list", "send", "show", "workbook"]

A_PAGE = 25
FIRST_ROWS = 6


@require_GET
@allowed("list.see")
def index(request: SignedIn) -> HttpResponse:
    """Every list the user may see, newest first."""
    page = Paginator(visible_lists(request.user), A_PAGE).get_page(request.GET.get("page"))
    rows = [{"list": each, "tone": tone_of(each.status)} for each in page]
    return render(
        request, "intake/lists.html", {"page": page, "rows": rows, "may_send": may(request.user, "list.receive")}
    )


@allowed("list.receive")
def send(request: SignedIn) -> HttpResponse:
    """Send a list; it is read and checked in the background."""
    form = SendList(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        job = queue_list(request, form)
        messages.success(request, _("The file arrived. You may close this page; the work goes on."))
        return redirect("job", pk=job.pk)
    upload = {"title": _("Send a list"), "form": form, "button": _("Send and check")}
    has_no_area = not request.user.is_city_level and not request.user.areas.exists()
    context = {"upload": upload, "has_no_area": has_no_area}
    return render(request, "intake/send.html", context, status=400 if form.errors else 200)


@require_GET
@allowed("list.see")
def show(request: SignedIn, pk: int) -> HttpResponse:
    """One list: what can be mended, why rows were refused, the rows to be looked at."""
    found = seen_list(request.user, pk)
    context: dict[str, Any] = {
        "list": found,
        "tone": tone_of(found.status),
        "screening": found.screening,
        "standing": standing_of(found),
        "decision": decision_of(found, request.user),
    }
    if found.screening is not None:
        context |= _verdicts(found, found.screening)
    return render(request, "intake/list.html", context | _what_may_happen(request.user, found))


@require_GET
@allowed("list.see")
def workbook(request: SignedIn, pk: int) -> FileResponse:
    """The sender's rows with red marks, a status and a reason for each; who took it is recorded."""
    found = seen_list(request.user, pk)
    if found.screening is None or not workbook_path(found.screening).exists():
        raise Http404
    path = hand_out_workbook(candidate_list=found, by=request.user, on=request.day)
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=f"{Path(found.file_name).stem} - hasil.xlsx")
    answer["Cache-Control"] = "no-store"
    return answer


def seen_list(user: User, pk: int) -> CandidateList:
    """The list, if this user may see it; else 404, which does not say that it exists."""
    return get_object_or_404(visible_lists(user), pk=pk)


def _verdicts(found: CandidateList, screening: Screening) -> dict[str, Any]:
    waiting = waiting_rows(found)
    review = waiting.select_related("list_row", "village").order_by("list_row__row")
    return {
        "suggested_count": suggested(found).count(),
        "waiting_count": waiting.count(),
        "parked_count": parked_rows(found).count(),
        "identified_count": identified_since(found).count(),
        "review_rows": [row_cells(row, found.pk) for row in review[:FIRST_ROWS]],
        "review_reasons": with_labels(reasons_of(waiting), found.pk, "review"),
        "reject_reasons": with_labels(reasons_of(rows_of(found, "rejected")), found.pk, "rejected"),
        "verdict_urls": verdict_urls(found.pk),
        "registers": screening.registers.order_by("kind"),
        "seconds": round(screening.milliseconds / 1000, 1),
    }


def _what_may_happen(user: User, found: CandidateList) -> dict[str, Any]:
    return {
        "may_settle": may(user, "list.settle") and is_allowed("settle", found.status),
        "may_screen": may(user, "list.screen") and is_allowed("screen", found.status),
        "may_submit": may(user, "list.submit") and is_allowed("submit", found.status),
        "may_decree": may(user, "decree.prepare") and _is_free(found),
    }


def _is_free(found: CandidateList) -> bool:
    """Whether an approved list still waits for its decree."""
    return found.status == CandidateList.Status.APPROVED and not found.decrees.exclude(status="refused").exists()
