"""The two workbooks as cities really send them: title rows, merged cells, mixed types, totals and signatures."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from payung.demo.writing import CELL, SERIAL, Entry, birth_words

EPOCH = date(1899, 12, 30)  # day 0 of Excel's serial dates
Cell = str | int | date | None
OUT_OF_PLACE = ("duplicate", "outside")  # rows that stand among people of another kecamatan

CITY_COLUMNS = (
    ("NO", 6), ("NAMA LENGKAP", 30), ("NIK", 20), ("NO. KK", 20), ("TEMPAT/TGL LAHIR", 28), ("L/P", 5), ("ALAMAT", 24),
    ("RT/RW", 9), ("KELURAHAN", 22), ("KECAMATAN", 18), ("PEKERJAAN", 24),
)  # fmt: skip
PROVINCE_COLUMNS = (
    ("No", 6), ("NIK", 20), ("Nama Peserta", 30), ("Tanggal Lahir", 18), ("Jenis Kelamin", 14), ("Nomor KK", 20),
    ("Kelurahan/Desa", 22), ("Kecamatan", 18), ("Pekerjaan", 24), ("No HP", 16),
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A sheet being written, with its cell formats."""

    sheet: Any
    formats: dict[str, Any]

    def row(self, row: int, cells: Iterable[Cell]) -> None:
        """Write the cells of one row, each as the type it has."""
        sheet, formats = self.sheet, self.formats
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell, formats["text"])
            elif isinstance(cell, int):
                sheet.write_number(row, column, cell, formats["number"])
            elif isinstance(cell, date):
                sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), formats["date"])  # noqa: DTZ001 - a cell has no zone
            else:
                sheet.write_blank(row, column, None, formats["text"])


def _opened(path: Path) -> tuple[Any, Sheet]:
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Daftar usulan (data sintetis)", "created": datetime(2025, 8, 29, 9, 0)})  # noqa: DTZ001 - a file property has no zone
    formats = {
        "title": book.add_format({"bold": True, "font_size": 13, "align": "center"}),
        "head": book.add_format(
            {
                "bold": True,
                "border": 1,
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
                "bg_color": "#D9E1F2",
            }
        ),
        "text": book.add_format({"border": 1}),
        "number": book.add_format({"border": 1, "num_format": "0"}),
        "date": book.add_format({"border": 1, "num_format": "dd/mm/yyyy"}),
        "section": book.add_format({"bold": True, "border": 1, "bg_color": "#F2F2F2"}),
        "plain": book.add_format({}),
    }
    sheet = book.add_worksheet("Sheet1")
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    return book, Sheet(sheet, formats)


def _city_cells(number: int, entry: Entry) -> tuple[Cell, ...]:
    return (
        number,
        entry.name,
        entry.nik,
        entry.family_card,
        f"{entry.birth_place}, {birth_words(entry)}",
        "L" if entry.male else "P",
        entry.address,
        entry.neighbourhood,
        entry.village,
        entry.district,
        entry.occupation,
    )


def _province_cells(number: int, entry: Entry) -> tuple[Cell, ...]:
    return (
        number,
        entry.nik,
        entry.name,
        _birth_cell(entry),
        "Laki-laki" if entry.male else "Perempuan",
        entry.family_card,
        entry.village,
        entry.district,
        entry.occupation,
        entry.phone,
    )


def _birth_cell(entry: Entry) -> Cell:
    if entry.birth_text is None and entry.birth_form == CELL:
        return entry.birth
    if entry.birth_text is None and entry.birth_form == SERIAL:
        return (entry.birth - EPOCH).days
    return birth_words(entry)


def write_city_list(path: Path, entries: list[Entry]) -> list[int]:
    """The city's list: sections by kecamatan, a total, two signatures. Returns each entry's row, counted from 1."""
    book, page = _opened(path)
    sheet, formats = page.sheet, page.formats
    last = len(CITY_COLUMNS) - 1
    sheet.merge_range(0, 0, 0, last, "DAFTAR USULAN PENERIMA BANTUAN IURAN BPJS KETENAGAKERJAAN", formats["title"])
    sheet.merge_range(1, 0, 1, last, "PEKERJA RENTAN KOTA BOGOR TAHUN 2025", formats["title"])
    for column, (name, width) in enumerate(CITY_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(3, column, name, formats["head"])
    sheet.freeze_panes(4, 0)

    def section(row: int, entry: Entry) -> None:
        sheet.merge_range(row, 0, row, last, f"KECAMATAN {entry.person.village.district.upper()}", formats["section"])

    rows, row = _body(page, 4, entries, _city_cells, section)
    sheet.merge_range(row, 0, row, 2, "JUMLAH", formats["section"])
    sheet.write_string(row, 3, f"{len(entries):,} orang".replace(",", "."), formats["section"])
    signatures = (
        ("Mengetahui,", "Bogor, 29 Agustus 2025"),
        ("Sekretaris Daerah", "Kepala Dinas Tenaga Kerja"),
        (None, None), (None, None),
        ("(................................)", "(................................)"),
    )  # fmt: skip
    for below, (left, right) in enumerate(signatures):
        if left and right:
            sheet.write_string(row + 2 + below, 1, left, formats["plain"])
            sheet.write_string(row + 2 + below, 8, right, formats["plain"])
    book.close()
    return rows


def write_province_list(path: Path, entries: list[Entry]) -> list[int]:
    """The province's list: a header of two rows with merged cells, numbered columns. Returns each entry's row."""
    book, page = _opened(path)
    sheet, formats = page.sheet, page.formats
    last = len(PROVINCE_COLUMNS) - 1
    titles = ("PEMERINTAH PROVINSI JAWA BARAT", "DATA CALON PESERTA PEKERJA RENTAN", "KABUPATEN/KOTA: KOTA BOGOR")
    for row, title in enumerate(titles):
        sheet.merge_range(row, 0, row, last, title, formats["title"])
    for column, (name, width) in enumerate(PROVINCE_COLUMNS):
        sheet.set_column(column, column, width)
        if name in ("Kelurahan/Desa", "Kecamatan"):
            sheet.write_string(4, column, name, formats["head"])
        else:
            sheet.merge_range(3, column, 4, column, name, formats["head"])
        sheet.write_string(5, column, f"({column + 1})", formats["head"])
    sheet.merge_range(3, 6, 3, 7, "Alamat Domisili", formats["head"])
    rows, row = _body(page, 6, entries, _province_cells)
    sheet.merge_range(row, 0, row, last - 1, "JUMLAH", formats["section"])
    sheet.write_number(row, last, len(entries), formats["section"])
    for below, line in (
        (2, "Bandung, 20 Oktober 2025"),
        (3, "Kepala Dinas Tenaga Kerja dan Transmigrasi"),
        (6, "NIP. -"),
    ):
        sheet.write_string(row + below, last - 2, line, formats["plain"])
    book.close()
    return rows


def _body(
    page: Sheet,
    row: int,
    entries: list[Entry],
    cells: Callable[[int, Entry], tuple[Cell, ...]],
    section: Callable[[int, Entry], None] | None = None,
) -> tuple[list[int], int]:
    """Write the entries from sheet row `row` (counted from 0) on; returns their rows from 1, and the next."""
    rows: list[int] = []
    district = ""
    for number, entry in enumerate(entries, 1):
        if section and entry.candidate.kind not in OUT_OF_PLACE and entry.person.village.district != district:
            district = entry.person.village.district
            section(row, entry)
            row += 1
        page.row(row, cells(number, entry))
        rows.append(row + 1)
        row += 1
    return rows, row
