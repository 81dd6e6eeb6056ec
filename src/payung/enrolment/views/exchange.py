"""The files exchanged with BPJS: the registration that goes out, the answer that comes back."""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from payung.accounts.access import SignedIn, allowed
from payung.enrolment.actions import export_registration
from payung.enrolment.answers import PROBLEMS
from payung.enrolment.forms import SendAnswer
from payung.enrolment.models import BpjsAnswer, Decree
from payung.enrolment.queries import problem_lines, unanswered
from payung.groundwork.jobs import ask
from payung.groundwork.sealed import NIK, unseal
from payung.intake.actions.files import sha256_of
from payung.intake.models import Programme
from payung.intake.views.lists import put_aside

A_PAGE = 50
ANSWERS_A_PAGE = 25


@require_POST
@allowed("bpjs.export")
def export(request: SignedIn, pk: int) -> HttpResponse:
    """Hand out the registration file once, after the reason is recorded; no copy stays behind."""
    found, reason = get_object_or_404(Decree, pk=pk), request.POST.get("reason", "")
    with tempfile.TemporaryDirectory() as folder:
        path = export_registration(decree=found, by=request.user, on=request.day, to=Path(folder), reason=reason)
        content = path.read_bytes()
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{path.name}"'
    response["Cache-Control"] = "no-store"
    return response


@allowed("bpjs.answer")
def record_answer(request: SignedIn) -> HttpResponse:
    """Send BPJS's answer; below, the answers that came before."""
    form = SendAnswer(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect("job", pk=_queue(request, form))
    answers = BpjsAnswer.objects.select_related("by").order_by("-pk")
    context: dict[str, Any] = {
        "upload": {"title": _("Send BPJS's answer"), "form": form, "button": _("Send and record")},
        "page": Paginator(answers, ANSWERS_A_PAGE).get_page(request.GET.get("page")),
        "waiting": unanswered(Programme.objects.get()).count(),
    }
    return render(request, "enrolment/record_answer.html", context, status=400 if form.errors else 200)


@require_GET
@allowed("bpjs.answer")
def show_answer(request: SignedIn, pk: int) -> HttpResponse:
    """One answer: how many lines counted, and each line that did not, with the reason."""
    found = get_object_or_404(BpjsAnswer.objects.select_related("by", "source"), pk=pk)
    page = Paginator(problem_lines(found), A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "row": line.row,
            "nik": unseal(bytes(line.nik_sealed), NIK) if line.nik_sealed is not None else "",
            "number": line.member_number or "",
            "refusal": line.refusal,
            "problem": PROBLEMS.get(line.problem, line.problem),
        }
        for line in page
    ]
    return render(request, "enrolment/answer.html", {"answer": found, "page": page, "rows": rows})


def _queue(request: SignedIn, form: SendAnswer) -> int:
    upload = form.cleaned_data["file"]
    path = put_aside(upload)
    args = {
        "path": str(path),
        "file_name": (upload.name or "jawaban")[:200],
        "by": request.user.pk,
        "on": request.day.isoformat(),
    }
    subject = f"enrolment.file:{sha256_of(path)[:16]}"
    messages.success(request, _("The file arrived. You may close this page; the work goes on."))
    return ask(kind="enrolment.record_answer", subject=subject, by=request.user.username, args=args).pk
