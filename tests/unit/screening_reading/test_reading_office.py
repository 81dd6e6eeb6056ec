"""Workbooks saved by LibreOffice Calc itself, not by a library."""

import subprocess
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from screening_lists import BUILDER, HEADER, TRADER

from payung.screening.reading import read_list

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Have Calc open one list and save it in each of its formats."""
    folder = tmp_path_factory.mktemp("calc")
    with xlsxwriter.Workbook(folder / "sumber.xlsx") as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        grey = book.add_format({"bg_color": "#dddddd"})
        hidden = book.add_worksheet("Lama")
        hidden.write_row(0, 0, [*HEADER, "TTL"])
        hidden.write_row(1, 0, BUILDER)
        sheet = book.add_worksheet("Daftar")
        sheet.activate()
        sheet.set_first_sheet()
        hidden.hide()
        sheet.merge_range("A1:G1", "DAFTAR USULAN")
        sheet.write_row("A3", HEADER)
        sheet.write_row("A4", TRADER)
        sheet.write_datetime("D4", date(1980, 7, 1), day)
        sheet.write_row("A5", BUILDER)
        sheet.write_number("B6", 3271010107800000)
        sheet.write_string("C6", "Ujang Umpama")
        sheet.write_string("A8", "JUMLAH")
        sheet.write_formula("C8", "=COUNTA(C4:C6)", None, 3)
        sheet.set_column("A:XFD", None, grey)
        sheet.set_row(1_048_575, 20, grey)
    made = {}
    for kind in ("xlsx", "ods", "xls"):
        out = folder / kind
        command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", kind, "--outdir", str(out), str(folder / "sumber.xlsx")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        made[kind] = out / f"sumber.{kind}"
    return made


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_list_saved_by_calc_is_read(saved, kind):
    read = read_list(saved[kind])
    assert (read.sheet, read.header_row, read.ignored_rows) == ("Daftar", 3, 2)
    asep, neneng, ujang = read.rows.to_pylist()
    assert [row["row"] for row in (asep, neneng, ujang)] == [4, 5, 6]
    assert (asep["nik"], asep["birth_date"], asep["neighbourhood"]) == (TRADER[1], date(1980, 7, 1), "01/02")
    assert (neneng["nik"], neneng["birth_date"]) == (BUILDER[1], date(1975, 8, 17))
    assert (ujang["nik_problem"], ujang["nik_given"]) == ("truncated", "3271010107800000")
    assert read.grid[7][2] == "3"
