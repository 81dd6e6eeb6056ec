"""The page that shows every component once with invented figures, for those who write or check pages."""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from payung.web import charts
from payung.web.forms_look import DayInput


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=__("Name"), help_text=__("As it stands on the identity card."))
    born_on = forms.DateField(label=__("Born on"), widget=DayInput)
    sector = forms.ChoiceField(label=__("Sector"), choices=[("trader", __("Trader")), ("builder", __("Builder"))])
    sex = forms.ChoiceField(label=__("Sex"), widget=forms.RadioSelect, choices=[("P", __("Woman")), ("L", __("Man"))])
    why = forms.CharField(label=__("Reason"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    list_file = forms.FileField(label=__("List"), help_text=__("Excel or CSV, at most 20 MB."), required=False)
    is_sure = forms.BooleanField(label=__("I have checked the list"), required=False)


def page(request: HttpRequest) -> HttpResponse:
    """Show the gallery; with ?errors its form as it looks when sent empty."""
    form = SampleForm({}) if "errors" in request.GET else SampleForm()
    numbers = Paginator(range(22_474), 50).get_page(request.GET.get("page", "3"))
    return render(request, "web/gallery.html", {"form": form, "page": numbers, **sample()})


def sample() -> dict[str, Any]:
    """Invented figures for each component, by the key its template takes."""
    return {**_standing(), **_work(), **_people(), **_drawings()}


def _standing() -> dict[str, Any]:
    lines = [
        {"label": _("Work accident, from today"), "amount": 70_000_000},
    ]
    return {
        "standing": {
            "question": _("If this member died of illness today, the family would receive"),
            "amounts": [10_000_000, 42_000_000],
            "explanation": _("The rule of three months is not settled; BPJS decides."),
            "certain_amount": 42_000_000,
            "certain_from": date(2025, 12, 11),
            "certain_if": _("if December is paid"),
            "lines": lines,
            "why_url": "#",
        },
        "readings": [
            {"label": _("Three months since the start"), "amount": 10_000_000, "full_from": date(2025, 12, 10)},
            {"label": _("More than three months"), "amount": 10_000_000, "full_from": date(2025, 12, 11)},
            {"label": _("The fourth month of contribution"), "amount": 10_000_000, "full_from": date(2025, 12, 1)},
        ],
        "award": {
            "lines": [
                {"label": _("Funeral money"), "amount": 10_000_000, "article": "PP 44/2015, 34", "explanation": ""},
            ],
            "total": 10_000_000,
        },
    }


def _work() -> dict[str, Any]:
    job: dict[str, Any] = {
        "title": _("Screening the list"),
        "percent": 64,
        "words": _("Comparing with the population register"),
        "poll_url": "#",
        "state": "running",
    }
    return {
        "jobs": [
            job,
            {**job, "state": "done", "words": _("9,426 rows were screened."), "next_url": "#", "next_label": _("See")},
            {
                **job,
                "state": "failed",
                "words": _("The file is locked with a password."),
                "advice": _("Save it without one and send it again. Nothing was kept."),
            },
        ],
        "confirm": {
            "title": _("Enrol these people"),
            "people": 7_894,
            "rupiah": 132_619_200,
            "rupiah_label": _("A month"),
            "consequence": _("The decree cannot be changed afterwards, only amended."),
            "post_url": "#",
            "button": _("Propose 7,894 people"),
            "back_url": "#",
        },
        "decision": {
            "title": _("This decree waits for you"),
            "people": 7_894,
            "rupiah": 132_619_200,
            "text": _("Prepared by another person on 8 September 2025."),
            "approve_url": "#",
            "approve_label": _("Approve 7,894 people"),
            "send_back_url": "#",
            "refuse_url": "#",
        },
        "tasks": [
            {
                "what": _("Invoice of November"),
                "why": _("22,472 people, Rp377,529,600"),
                "url": "#",
                "button": _("Look and approve"),
                "tag": _("due tomorrow"),
                "tone": "warn",
            }
        ],
        "attention": [
            {"tag": _("3 days late"), "tone": "bad", "text": _("Two cases wait for an heir's letter"), "url": "#"},
            {"tag": _("41 people"), "tone": "warn", "text": _("Now employed, still paid by the city"), "url": "#"},
            {"tag": _("6 families"), "tone": "open", "text": _("Member died, no case yet"), "url": "#"},
        ],
    }


def _people() -> dict[str, Any]:
    truncated = {"tag": _("NIK truncated"), "tone": "warn", "text": _("matches one person of the same name")}
    look = {"text": _("Check"), "url": "#"}
    return {
        "trail": [{"label": _("Lists"), "url": "#"}, {"label": "Disnaker, September 2025"}],
        "nik": "3271010000000030",
        "definitions": [
            {"term": _("Born on"), "detail": _("4 March 1981"), "note": _("44 years old")},
            {"term": _("Member number"), "detail": "•••• ••• 9312", "url": "#", "url_label": _("See")},
        ],
        "timeline": [
            {"what": _("Invoice of December"), "when": _("waits for approval"), "tone": "wait"},
            {"what": _("Invoice of November paid"), "when": _("12 November 2025, by the treasury")},
            {"what": _("Number received from BPJS"), "when": _("10 September 2025"), "url": "#", "url_label": _("See")},
        ],
        "columns": [
            {"label": _("Row")},
            {"label": _("Name")},
            {"label": "NIK"},
            {"label": "Kelurahan"},
            {"label": _("Finding")},
            {"label": ""},
        ],
        "rows": [
            ["48", "Contoh Satu", "3271 01•• •••• ••30", "Batu Tulis", truncated, look],
            ["112", "Contoh Dua", "3271 03•• •••• ••12", "Gudang", truncated, look],
        ],
    }


def _drawings() -> dict[str, Any]:
    names = [_("Trader"), _("Builder"), _("Transport"), _("Day labourer"), _("Waste picker")]
    values = [7_512, 4_380, 3_105, 2_894, 1_733]
    codes = [place.code for place in charts.tiles({}, {}, {})]
    shares = {code: (index * 37) % 83 + 12 for index, code in enumerate(codes) if index % 23}
    states = ["paid"] * 3 + ["billed", "due"] + ["none"] * 7
    months = [f"{2025 + (8 + index) // 12}-{(8 + index) % 12 + 1:02d}" for index in range(12)]
    return {
        "bars": [charts.Bar(label=name, value=value) for name, value in zip(names, values, strict=True)],
        "heads": [_("Sector"), _("People")],
        "months": [{"month": month, "state": state} for month, state in zip(months, states, strict=True)],
        "map_data": {
            "values": shares,
            "texts": {code: f"{share}%" for code, share in shares.items()},
            "title": _("Members among workers of decile 1 to 4, by kelurahan"),
            "unit": _("Share reached"),
            "note": _("Members compared with workers of decile 1 to 4 known to the register. Dark: many reached."),
            "csv_url": "#",
        },
    }
