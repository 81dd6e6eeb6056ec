"""Lists: what came in, sending one, one list with its verdicts, its workbook back."""

import os
import shutil
import uuid
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from payung.accounts.access import SignedIn, allowed
from payung.accounts.models import User
from payung.accounts.permissions import may
from payung.groundwork.folders import data_folder
from payung.groundwork.jobs import ask
from payung.intake.actions.files import sha256_of
from payung.intake.actions.receiving import refuse_if_known
from payung.intake.actions.screening_runs import workbook_path
from payung.intake.forms import SendList
from payung.intake.models import CandidateList, Programme, ScreenedRow
from payung.intake.queries import reasons, suggested, visible_lists, waiting_rows
from payung.intake.showing import row_cells, tone_of, with_labels
from payung.intake.states import is_allowed

A_PAGE = 25
FIRST_ROWS = 10


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
    form = SendList(request.POST or None, request.FILES or None, initial={"sender": _office_of(request.user)})
    if request.method == "POST" and form.is_valid():
        job = _queue(request, form.cleaned_data["sender"].strip(), form.cleaned_data["file"])
        return redirect("job", pk=job)
    upload = {"title": _("Send a list"), "form": form, "button": _("Send and check")}
    return render(request, "intake/send.html", {"upload": upload}, status=400 if form.errors else 200)


@require_GET
@allowed("list.see")
def show(request: SignedIn, pk: int) -> HttpResponse:
    """One list: what can be mended, why rows were refused, the rows to be looked at."""
    found = seen_list(request.user, pk)
    context: dict[str, Any] = {"list": found, "tone": tone_of(found.status), "screening": found.screening}
    if found.screening is not None:
        review = waiting_rows(found).select_related("list_row", "village").order_by("list_row__row")
        context |= {
            "suggested_count": suggested(found).count(),
            "waiting_count": review.count(),
            "review_rows": [row_cells(row, found.pk) for row in review[:FIRST_ROWS]],
            "review_reasons": with_labels(reasons(found, ScreenedRow.Verdict.REVIEW), found.pk, "review"),
            "reject_reasons": with_labels(reasons(found, ScreenedRow.Verdict.REJECTED), found.pk, "rejected"),
            "verdict_urls": {name: f"baris/?verdict={name}" for name in ScreenedRow.Verdict.values},
            "registers": found.screening.registers.order_by("kind"),
        }
    return render(request, "intake/list.html", context | _what_may_happen(request.user, found))


@require_GET
@allowed("list.see")
def workbook(request: SignedIn, pk: int) -> FileResponse:
    """The sender's rows with red marks, a status and a reason for each."""
    found = seen_list(request.user, pk)
    if found.screening is None or not workbook_path(found.screening).exists():
        raise Http404
    name = f"{Path(found.file_name).stem} - hasil.xlsx"
    return FileResponse(workbook_path(found.screening).open("rb"), as_attachment=True, filename=name)


def seen_list(user: User, pk: int) -> CandidateList:
    """The list, if this user may see it; else 404, which does not say that it exists."""
    return get_object_or_404(visible_lists(user), pk=pk)


def _what_may_happen(user: User, found: CandidateList) -> dict[str, Any]:
    own = found.submitted_by_id == user.pk
    return {
        "may_settle": may(user, "list.settle") and is_allowed("settle", found.status),
        "may_screen": may(user, "list.screen") and is_allowed("screen", found.status),
        "may_submit": may(user, "list.submit") and is_allowed("submit", found.status),
        "may_decide": may(user, "list.approve") and is_allowed("approve", found.status) and not own,
    }


def _office_of(user: User) -> str:
    area = user.areas.first() if not user.is_city_level else None
    return _("Kelurahan %(name)s") % {"name": area.name} if area else ""


def _queue(request: SignedIn, sender: str, upload: UploadedFile) -> int:
    """Put the file aside and ask the worker to read it; a file known already is refused at once."""
    programme = Programme.objects.get()
    path = put_aside(upload)
    try:
        refuse_if_known(programme=programme, sender=sender, path=path)
    except Exception:
        path.unlink()
        raise
    area = request.user.areas.first() if not request.user.is_city_level else None
    args = {
        "programme": programme.pk,
        "sender": sender,
        "path": str(path),
        "file_name": (upload.name or "daftar")[:200],
        "by": request.user.pk,
        "on": request.day.isoformat(),
        "area": area.pk if area else None,
        "screen": may(request.user, "list.screen"),
    }
    job = ask(kind="intake.receive", subject=f"intake.file:{sha256_of(path)[:16]}", by=request.user.username, args=args)
    messages.success(request, _("The file arrived. You may close this page; the work goes on."))
    return job.pk


def put_aside(upload: UploadedFile) -> Path:
    """Move an upload to the data folder's incoming files, where the worker finds it after a restart."""
    folder = data_folder() / "incoming"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / uuid.uuid4().hex
    if isinstance(upload, TemporaryUploadedFile):
        shutil.copyfile(upload.temporary_file_path(), path)
    else:
        path.write_bytes(upload.read())
    os.chmod(path, 0o600)
    return path
