"""The page that shows every component once, for those who write or check pages.

Its figures and sentences are invented sample data and stay Indonesian in either language.
"""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from payung.web import charts
from payung.web.forms_look import DayField


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Nama", help_text="Seperti tertulis di KTP.")
    born_on = DayField(label="Tanggal lahir")
    sector = forms.ChoiceField(label="Bidang kerja", choices=[("trader", "Pedagang"), ("builder", "Buruh bangunan")])
    sex = forms.ChoiceField(
        label="Jenis kelamin", widget=forms.RadioSelect, choices=[("P", "Perempuan"), ("L", "Laki-laki")]
    )
    why = forms.CharField(label="Catatan", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    list_file = forms.FileField(label="Daftar", help_text="Excel atau CSV, paling besar 20 MB.", required=False)
    is_sure = forms.BooleanField(label="Saya sudah memeriksa daftar ini", required=False)


def page(request: HttpRequest) -> HttpResponse:
    """Show the gallery; with ?errors its form as it looks when sent empty."""
    form = SampleForm({}) if "errors" in request.GET else SampleForm()
    numbers = Paginator(range(12_345), 50).get_page(request.GET.get("page", "3"))
    return render(request, "web/gallery.html", {"form": form, "page": numbers, **sample()})


def sample() -> dict[str, Any]:
    """Invented figures for each component, by the key its template takes."""
    return {**_standing(), **_work(), **_people(), **_drawings()}


def _standing() -> dict[str, Any]:
    lines = [
        {"label": "Kecelakaan kerja, sejak hari ini", "amount": 70_000_000},
    ]
    return {
        "standing": {
            "question": "Bila wafat karena sakit hari ini, keluarganya menerima",
            "amounts": [10_000_000, 42_000_000],
            "explanation": "Aturan tiga bulan belum tegas. BPJS yang memutuskan.",
            "certain_amount": 42_000_000,
            "certain_from": date(2025, 12, 11),
            "certain_if": "bila Desember terbayar",
            "lines": lines,
            "why_url": "#",
        },
        "readings": [
            {"label": "Tiga bulan sejak mulai", "amount": 10_000_000, "full_from": date(2025, 12, 10)},
            {"label": "Lebih dari tiga bulan", "amount": 10_000_000, "full_from": date(2025, 12, 11)},
            {"label": "Bulan iuran keempat", "amount": 10_000_000, "full_from": date(2025, 12, 1)},
        ],
        "award": {
            "lines": [
                {"label": "Biaya pemakaman", "amount": 10_000_000, "article": "PP 44/2015, 34", "explanation": ""},
            ],
            "total": 10_000_000,
        },
    }


def _work() -> dict[str, Any]:
    return {
        "jobs": _jobs(),
        "confirm": _confirm(),
        "decision": _decision(),
        "tasks": _tasks(),
        "attention": _attention(),
    }


def _jobs() -> list[dict[str, Any]]:
    job: dict[str, Any] = {
        "title": "Menyaring daftar",
        "percent": 64,
        "words": "Membandingkan dengan registrasi penduduk",
        "state": "running",
    }
    advice = "Simpan tanpa kata sandi, lalu kirim lagi. Tidak ada yang disimpan."
    return [
        job,
        {**job, "state": "done", "words": "6.426 baris sudah disaring.", "next_url": "#", "next_label": "Lihat"},
        {**job, "state": "failed", "words": "Berkas terkunci dengan kata sandi.", "advice": advice},
    ]


def _confirm() -> dict[str, Any]:
    return {
        "title": "Daftarkan orang-orang ini",
        "people": 5_210,
        "rupiah": 87_528_000,
        "rupiah_label": "Setiap bulan",
        "consequence": "Sesudah ini keputusan tidak dapat diubah, hanya ditambah dengan keputusan perubahan.",
        "post_url": "#",
        "button": "Ajukan 5.210 orang",
        "back_url": "#",
    }


def _decision() -> dict[str, Any]:
    return {
        "title": "Keputusan ini menunggu Anda",
        "people": 5_210,
        "rupiah": 87_528_000,
        "text": "Disiapkan orang lain pada 8 September 2025.",
        "approve_url": "#",
        "approve_label": "Setujui 5.210 orang",
        "send_back_url": "#",
        "refuse_url": "#",
    }


def _tasks() -> list[dict[str, Any]]:
    return [
        {
            "what": "Tagihan November",
            "why": "5.208 orang, Rp87.494.400",
            "url": "#",
            "button": "Periksa dan setujui",
            "tag": "jatuh tempo besok",
            "tone": "warn",
        }
    ]


def _attention() -> list[dict[str, Any]]:
    return [
        {"tag": "3 hari lewat", "tone": "bad", "text": "Dua berkas klaim menunggu surat ahli waris", "url": "#"},
        {"tag": "41 orang", "tone": "warn", "text": "Kini bekerja di perusahaan, masih dibayar kota", "url": "#"},
        {"tag": "6 keluarga", "tone": "open", "text": "Peserta wafat, belum ada klaim", "url": "#"},
    ]


def _people() -> dict[str, Any]:
    truncated = {"tag": "NIK terpotong", "tone": "warn", "text": "cocok dengan satu orang bernama sama"}
    look = {"text": "Periksa", "url": "#"}
    return {
        "trail": [{"label": "Daftar usulan", "url": "#"}, {"label": "Disnaker, September 2025"}],
        "nik": "3271010000000030",
        "definitions": [
            {"term": "Tanggal lahir", "detail": "4 Maret 1981", "note": "44 tahun"},
            {"term": "No. peserta", "detail": "•••• ••• 9312", "url": "#", "url_label": "Lihat"},
        ],
        "timeline": [
            {"what": "Tagihan Desember", "when": "menunggu persetujuan", "tone": "wait"},
            {"what": "Tagihan November dibayar", "when": "12 November 2025, SP2D 00417, oleh Bendahara"},
            {
                "what": "Nomor peserta diterima dari BPJS",
                "when": "10 September 2025, berlaku sejak hari itu.",
                "url": "#",
                "url_label": "Lihat",
            },
        ],
        "columns": [
            {"label": "Baris"},
            {"label": "Nama"},
            {"label": "NIK"},
            {"label": "Kelurahan"},
            {"label": "Temuan"},
            {"label": ""},
        ],
        "rows": [
            ["48", "Contoh Satu", "3271 01•• •••• ••30", "Batu Tulis", truncated, look],
            ["112", "Contoh Dua", "3271 03•• •••• ••12", "Gudang", truncated, look],
        ],
    }


def _drawings() -> dict[str, Any]:
    names = ["Pedagang", "Buruh bangunan", "Ojek dan angkutan", "Buruh harian", "Pemulung, kebersihan"]
    values = [7_512, 4_380, 3_105, 2_894, 1_733]
    codes = [place.code for place in charts.tiles({}, {}, {})]
    shares = {code: (index * 37) % 83 + 12 for index, code in enumerate(codes) if index % 23}
    states = ["paid"] * 3 + ["billed", "due"] + ["none"] * 7
    months = [f"{2025 + (8 + index) // 12}-{(8 + index) % 12 + 1:02d}" for index in range(12)]
    return {
        "bars": [charts.Bar(label=name, value=value) for name, value in zip(names, values, strict=True)],
        "heads": ["Bidang kerja", "Orang"],
        "months": [{"month": month, "state": state} for month, state in zip(months, states, strict=True)],
        "map_data": {
            "values": shares,
            "texts": {code: f"{share}%" for code, share in shares.items()},
            "title": "Peserta di antara pekerja desil 1 sampai 4 menurut kelurahan",
            "unit": "Cakupan",
            "note": "Peserta dibanding pekerja desil 1–4 di registrasi kesejahteraan. Gelap: cakupan tinggi.",
            "csv_url": "#",
        },
    }
