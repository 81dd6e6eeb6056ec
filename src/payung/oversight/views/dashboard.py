"""The programme on one page, and its kelurahan as a file for a spreadsheet."""

import csv

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from payung.accounts.access import SignedIn, allowed
from payung.accounts.permissions import may
from payung.enrolment.models import PayerKind
from payung.oversight import overview
from payung.oversight.queries import figures


@require_GET
@allowed("dashboard.see")
def show(request: SignedIn) -> HttpResponse:
    """Figures of the day, each with the way to its rows."""
    found, user = figures(request.day), request.user
    this_month = overview.month_invoices(found)
    context = {
        "figures": found,
        "payers": [(PayerKind(each.payer).label, each) for each in found.by_payer],
        "month_total": sum(each.total for each in this_month),
        "month_lines": sum(each.lines for each in this_month),
        "month_is_paid": bool(this_month) and all(each.status == "paid" for each in this_month),
        "map_data": overview.map_of(found, user),
        "map_finding": overview.map_finding(found),
        "bars": overview.bars(found.by_occupation),
        "bar_heads": (_("Work"), _("Members")),
        "occupations_finding": overview.occupations_finding(found.by_occupation),
        "invoices": overview.invoice_lines(found),
        "lists": overview.list_lines(found),
        "concerns": overview.concerns(found, user),
        "sees": {part: may(user, f"{part}.see") for part in ("member", "invoice", "case", "list")},
    }
    return render(request, "oversight/dashboard.html", context)


@require_GET
@allowed("dashboard.see")
def villages_csv(request: SignedIn) -> HttpResponse:
    """Members in force by kelurahan, for a spreadsheet."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="peserta-kelurahan-{request.day.isoformat()}.csv"'
    rows = csv.writer(answer)
    rows.writerow(["kode", "kelurahan", "peserta", "per_tanggal"])
    for each in figures(request.day).by_village:
        rows.writerow([each.code, each.name, each.in_force, request.day.isoformat()])
    return answer
