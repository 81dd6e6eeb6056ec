"""The rows of a list: filtered by verdict and reason, one beside the register's person, what a reviewer decides."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from payung.accounts.access import SignedIn, allowed
from payung.accounts.permissions import may
from payung.intake.actions.settling import identify, park
from payung.intake.forms import Identify, Reason
from payung.intake.models import CandidateList, ScreenedRow
from payung.intake.queries import reasons
from payung.intake.showing import row_cells, sentence, shown_number, with_labels
from payung.intake.states import is_allowed
from payung.intake.views.lists import seen_list
from payung.screening.findings import short_label

A_PAGE = 50


@require_GET
@allowed("list.see")
def index(request: SignedIn, pk: int) -> HttpResponse:
    """Rows of one verdict, or all; `code` narrows to one reason."""
    found = seen_list(request.user, pk)
    verdict, code = request.GET.get("verdict", ""), request.GET.get("code", "")
    rows = ScreenedRow.objects.filter(screening=found.screening_id).select_related("list_row", "village")
    if verdict in ScreenedRow.Verdict.values:
        rows = rows.filter(verdict=verdict)
    if code:
        rows = rows.filter(codes__contains=[code])
    page = Paginator(rows.order_by("list_row__row"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "list": found,
        "page": page,
        "rows": [row_cells(row, found.pk) for row in page],
        "verdicts": ScreenedRow.Verdict.choices,
        "verdict": verdict,
        "code": code,
        "code_label": short_label(code, _) if code else "",
        "reasons": with_labels(reasons(found, verdict), found.pk, verdict) if verdict else [],
    }
    return render(request, "intake/rows.html", context)


@require_GET
@allowed("list.see")
def show(request: SignedIn, pk: int, row: int) -> HttpResponse:
    """One row as it was sent beside the register's person, why it stands where it stands, and what was decided."""
    found, screened = _row(request, pk, row)
    given = screened.list_row
    settling = may(request.user, "list.settle") and is_allowed("settle", found.status)
    context = {
        "list": found,
        "screened": screened,
        "cells": row_cells(screened, found.pk),
        "given_facts": _given_facts(screened),
        "register_facts": _register_facts(screened),
        "findings": [{"label": short_label(each["code"], _), "sentence": sentence(each)} for each in screened.findings],
        "decisions": given.decisions.select_related("by").order_by("-pk"),
        "identify_form": Identify() if settling and screened.verdict == ScreenedRow.Verdict.REVIEW else None,
        "park_form": Reason(prefix="park") if settling and screened.verdict == ScreenedRow.Verdict.REVIEW else None,
    }
    return render(request, "intake/row.html", context)


@require_POST
@allowed("list.settle")
def identify_row(request: SignedIn, pk: int, row: int) -> HttpResponse:
    """Say which NIK the row belongs to."""
    found, screened = _row(request, pk, row)
    form = Identify(request.POST)
    if not form.is_valid():
        messages.error(request, _("A NIK has 16 digits, and a reason is needed."))
        return redirect("list_row", pk=pk, row=row)
    identify(
        row=screened, nik=form.cleaned_data["nik"], reason=form.cleaned_data["reason"], by=request.user, on=request.day
    )
    messages.success(request, _("Recorded. Screen the list again for it to count."))
    return redirect("list", pk=found.pk)


@require_POST
@allowed("list.settle")
def park_row(request: SignedIn, pk: int, row: int) -> HttpResponse:
    """Leave the row out of this list for now."""
    found, screened = _row(request, pk, row)
    form = Reason(request.POST, prefix="park")
    if not form.is_valid():
        messages.error(request, _("Write the reason, so that whoever prepared it knows what to do."))
        return redirect("list_row", pk=pk, row=row)
    park(row=screened, reason=form.cleaned_data["reason"], by=request.user, on=request.day)
    messages.success(request, _("Row %(row)s is parked.") % {"row": row})
    return redirect("list", pk=found.pk)


def _row(request: SignedIn, pk: int, row: int) -> tuple[CandidateList, ScreenedRow]:
    found = seen_list(request.user, pk)
    rows = ScreenedRow.objects.filter(screening=found.screening_id).select_related("list_row__list", "village")
    return found, get_object_or_404(rows, list_row__row=row)


def _given_facts(screened: ScreenedRow) -> list[dict[str, object]]:
    given = screened.list_row
    facts = [
        (_("Name"), given.name_given),
        (_("NIK"), shown_number(given.nik_given_sealed, "nik")),
        (_("Family card"), shown_number(given.family_card_sealed, "family_card")),
        (_("Birth date"), given.birth_date_given),
        (_("Sex"), given.sex),
        (_("Kelurahan"), given.village_given),
        (_("Address"), given.address),
        (_("Occupation"), given.occupation),
    ]
    return [{"term": term, "detail": detail or "–"} for term, detail in facts]


def _register_facts(screened: ScreenedRow) -> list[dict[str, object]]:
    if not screened.confirmed:
        return []
    born = screened.birth_date
    facts = [
        (_("Name"), screened.name),
        (_("NIK"), shown_number(screened.nik_sealed, "nik")),
        (_("Family card"), shown_number(screened.family_card_sealed, "family_card")),
        (_("Birth date"), born.strftime("%d-%m-%Y") if born else ""),
        (_("Sex"), screened.sex),
        (_("Kelurahan"), screened.village.name if screened.village else ""),
        (_("Address"), screened.address),
        (_("Welfare decile"), str(screened.decile or "")),
    ]
    return [{"term": term, "detail": detail or "–"} for term, detail in facts]
