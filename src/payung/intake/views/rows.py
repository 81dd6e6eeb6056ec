"""The rows of a list: filtered by verdict and reason, one beside the register's person, what a reviewer decides."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from payung.accounts.access import SignedIn, allowed
from payung.accounts.permissions import may
from payung.intake.actions.handing_out import Numbers, reveal_row
from payung.intake.actions.settling import identify, park
from payung.intake.forms import Identify, Reason
from payung.intake.models import CandidateList, ScreenedRow
from payung.intake.queries import reasons_of, rows_of, waiting_rows
from payung.intake.showing import (
    codes,
    finding_lines,
    given_facts,
    label_of,
    register_facts,
    row_cells,
    verdict_tabs,
    with_labels,
)
from payung.intake.states import is_allowed
from payung.intake.views.lists import seen_list

A_PAGE = 50


@require_GET
@allowed("list.see")
def index(request: SignedIn, pk: int) -> HttpResponse:
    """Rows of one verdict, or all; `code` narrows to one reason."""
    found = seen_list(request.user, pk)
    verdict, code = request.GET.get("verdict", ""), request.GET.get("code", "")
    verdict = verdict if verdict in ScreenedRow.Verdict.values else ""
    code = code if code in codes() else ""
    rows = ScreenedRow.objects.filter(screening=found.screening_id).select_related("list_row", "village")
    if verdict:
        rows = rows.filter(verdict=verdict)
    if code:
        rows = rows.filter(codes__contains=[code])
    page = Paginator(rows.order_by("list_row__row"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "list": found,
        "page": page,
        "rows": [row_cells(row, found.pk) for row in page],
        "tabs": verdict_tabs(found, verdict),
        "code": code,
        "code_label": label_of(code) if code else "",
        "reasons": with_labels(reasons_of(rows_of(found, verdict)), found.pk, verdict) if verdict else [],
    }
    return render(request, "intake/rows.html", context)


@require_GET
@allowed("list.see")
def show(request: SignedIn, pk: int, row: int) -> HttpResponse:
    """One row as it was sent beside the register's person, why it stands where it stands, and what was decided."""
    found, screened = _row(request, pk, row)
    return _page(request, found, screened)


@require_POST
@allowed("person.reveal")
def reveal(request: SignedIn, pk: int, row: int) -> HttpResponse:
    """The same page with the whole numbers, once; who asked and why is recorded."""
    found, screened = _row(request, pk, row)
    reason = request.POST.get("reason", "")
    return _page(request, found, screened, reveal_row(row=screened, reason=reason, by=request.user, on=request.day))


@require_POST
@allowed("list.settle")
def identify_row(request: SignedIn, pk: int, row: int) -> HttpResponse:
    """Say which NIK the row belongs to."""
    found, screened = _row(request, pk, row)
    form = Identify(request.POST)
    if not form.is_valid():
        return _page(request, found, screened, identify_form=form)
    identify(row=screened, **form.cleaned_data, by=request.user, on=request.day)
    messages.success(request, _("Recorded. Screen the list again for it to count."))
    return _next(found, row)


@require_POST
@allowed("list.settle")
def park_row(request: SignedIn, pk: int, row: int) -> HttpResponse:
    """Leave the row out of this list for now."""
    found, screened = _row(request, pk, row)
    form = Reason(request.POST, prefix="park")
    if not form.is_valid():
        return _page(request, found, screened, park_form=form)
    park(row=screened, reason=form.cleaned_data["reason"], by=request.user, on=request.day)
    messages.success(request, _("Row %(row)s is parked.") % {"row": row})
    return _next(found, row)


def _row(request: SignedIn, pk: int, row: int) -> tuple[CandidateList, ScreenedRow]:
    found = seen_list(request.user, pk)
    rows = ScreenedRow.objects.filter(screening=found.screening_id).select_related("list_row__list", "village")
    return found, get_object_or_404(rows, list_row__row=row)


def _page(
    request: SignedIn, found: CandidateList, screened: ScreenedRow, numbers: Numbers | None = None, **forms: Any
) -> HttpResponse:
    settling = may(request.user, "list.settle") and is_allowed("settle", found.status)
    context: dict[str, Any] = {
        "list": found,
        "screened": screened,
        "cells": row_cells(screened, found.pk),
        "given_facts": given_facts(screened, numbers),
        "register_facts": register_facts(screened, numbers),
        "may_reveal": may(request.user, "person.reveal") and numbers is None,
        "findings": finding_lines(screened),
        "decisions": screened.list_row.decisions.select_related("by").order_by("-pk"),
        "next_row": _row_after(found, screened.list_row.row),
    }
    if settling and screened.verdict == ScreenedRow.Verdict.REVIEW:
        context |= {"identify_form": Identify(), "park_form": Reason(prefix="park")} | forms
    answer = render(request, "intake/row.html", context, status=400 if forms else 200)
    if numbers is not None:
        answer["Cache-Control"] = "no-store"
    return answer


def _row_after(found: CandidateList, row: int) -> int | None:
    """The next row of the sheet that waits for a decision."""
    later = waiting_rows(found).filter(list_row__row__gt=row).order_by("list_row__row")
    return later.values_list("list_row__row", flat=True).first()


def _next(found: CandidateList, row: int) -> HttpResponse:
    """On to the next row that waits, or back to the list."""
    later = _row_after(found, row)
    return redirect("list_row", pk=found.pk, row=later) if later else redirect("list", pk=found.pk)
