"""The programme on one page."""

import csv

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from payung.accounts.access import SignedIn, allowed
from payung.oversight.queries import figures


@require_GET
@allowed("dashboard.see")
def show(request: SignedIn) -> HttpResponse:
    """Figures of the day, each with the way to its rows."""
    return render(request, "oversight/dashboard.html", {"figures": figures(request.day)})


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
