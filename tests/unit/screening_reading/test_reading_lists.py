"""Where a list begins and ends: headers, titles, totals, signatures, hidden sheets."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from screening_lists import BUILDER, HEADER, TRADER

from payung.screening.reading import Unreadable, read_list
from payung.screening.tables import LIST_SCHEMA


def test_a_plain_list_is_read_whole(workbook):
    path = workbook([HEADER, TRADER, BUILDER])
    read = read_list(path)
    assert read.rows.schema == LIST_SCHEMA
    asep, neneng = read.rows.to_pylist()
    assert asep == {
        "row": 2,
        "name_given": "Asep Contoh",
        "name": "Asep Contoh",
        "nik_given": "3271010107800001",
        "nik": "3271010107800001",
        "nik_problem": None,
        "family_card": None,
        "birth_date_given": "01-07-1980",
        "birth_date": date(1980, 7, 1),
        "birth_place": None,
        "sex": "L",
        "village_given": "Tajur",
        "district_given": None,
        "address": None,
        "neighbourhood": "01/02",
        "occupation": None,
        "mother_name": None,
        "phone": None,
        "cleaned": None,
    }
    assert (neneng["row"], neneng["sex"], neneng["birth_date"]) == (3, "P", date(1975, 8, 17))
    assert (read.sheet, read.header_row, read.ignored_rows, read.ignored_columns) == ("Sheet1", 1, 0, ())
    assert read.columns["nik"] == 1
    assert read.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert read.size == path.stat().st_size


def test_titles_above_and_totals_and_signatures_below_are_no_people(workbook):
    read = read_list(
        workbook(
            [
                ["DAFTAR USULAN PEKERJA RENTAN"],
                ["KELURAHAN TAJUR"],
                [],
                HEADER,
                [1, 2, 3, 4, 5, 6, 7],
                TRADER,
                BUILDER,
                [],
                ["JUMLAH", None, 2],
                [],
                [None, None, "Bogor, 1 September 2025"],
                [None, None, "Mengetahui,"],
                [None, None, "Lurah Tajur"],
                [None, None, "Bambang Umpama, S.Sos."],
                [None, None, "NIP. 197001011990031001"],
            ]
        )
    )
    assert read.rows["row"].to_pylist() == [6, 7]
    assert read.header_row == 4
    assert read.ignored_rows == 9
    assert read.grid[0][0] == "DAFTAR USULAN PEKERJA RENTAN"
    assert read.grid[8][:3] == ["JUMLAH", "", "2"]
    assert len(read.grid) == 15


def test_a_person_without_nik_stays_even_at_the_end(workbook):
    read = read_list(workbook([HEADER, TRADER, [2, "", "Lurahman Contoh", "1-1-1970", "L", "01/02", "Tajur"]]))
    assert read.rows["nik_problem"].to_pylist() == [None, "missing"]
    assert read.ignored_rows == 0


def test_a_signature_with_a_civil_servant_number_in_the_nik_column_is_no_person(workbook):
    rows = [HEADER, TRADER, [None, "Lurah Tajur"], [None, "197001011990031001", "Bambang Umpama"]]
    assert read_list(workbook(rows)).rows.num_rows == 1


def test_a_header_repeated_on_every_printed_page_is_no_person(workbook):
    read = read_list(workbook([HEADER, TRADER, HEADER, BUILDER]))
    assert read.rows["row"].to_pylist() == [2, 4]
    assert read.ignored_rows == 1


def test_a_header_over_two_rows_with_merged_cells_is_read(tmp_path):
    path = tmp_path / "dua.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:G1", "DAFTAR USULAN")
        for cells, heading in (("A3:A4", "No"), ("B3:B4", "N I K"), ("C3:C4", "Nama Lengkap"), ("D3:E3", "LAHIR")):
            sheet.merge_range(cells, heading)
        sheet.merge_range("F3:G3", "ALAMAT")
        sheet.write_row("D4", ["Tempat", "Tanggal", "Jalan", "Kel."])
        sheet.write_row("A5", [1, TRADER[1], TRADER[2], "Bogor", "01 Juli 1980", "Jl. Contoh 1", "Tajur"])
    read = read_list(path)
    (row,) = read.rows.to_pylist()
    assert read.header_row == 4
    assert (row["birth_place"], row["birth_date"]) == ("Bogor", date(1980, 7, 1))
    assert (row["address"], row["village_given"]) == ("Jl. Contoh 1", "Tajur")


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("NIK (16 digit)", "nik"),
        ("No. KTP", "nik"),
        ("Nomor Induk Kependudukan", "nik"),
        ("National ID", "nik"),
        ("NAMA LENGKAP (sesuai KTP)", "name"),
        ("Nama Calon Peserta", "name"),
        ("Full name", "name"),
        ("No. Kartu Keluarga", "family_card"),
        ("TGL. LAHIR", "birth_date"),
        ("Tgl\nLahir\n(dd-mm-yyyy)", "birth_date"),
        ("Tempat/Tgl Lahir", "birth"),
        ("TTL", "birth"),
        ("Kel./Desa", "village"),
        ("Jenis Kelamin (L/P)", "sex"),
        ("RT / RW", "neighbourhood"),
        ("No. HP/WA", "phone"),
        ("Nama Ibu Kandung", "mother_name"),
        ("Jenis Pekerjaan", "occupation"),
    ],
)
def test_headings_are_recognised_as_they_are_written(heading, column):
    from payung.screening.headers import column_of

    assert column_of(heading) == column


@pytest.mark.parametrize("heading", ["NIK Ibu", "Nama Suami", "Nama Kepala Keluarga", "Keterangan", "", "Nama Bank"])
def test_headings_about_somebody_else_are_left_alone(heading):
    from payung.screening.headers import column_of

    assert column_of(heading) is None


def test_columns_nobody_asked_for_are_named(workbook):
    read = read_list(workbook([[*HEADER, "Keterangan", "NIK Ibu"], [*TRADER, "baru", "3271014101550001"]]))
    assert read.ignored_columns == ("Keterangan", "NIK Ibu")


def test_hidden_sheets_are_not_read_and_the_best_visible_one_is(workbook):
    sheets = {
        "Petunjuk": [["Isi lembar Data"], ["NIK", "Nama"]],
        "Lama": [HEADER, BUILDER, BUILDER],
        "Data": [[], HEADER, TRADER],
    }
    read = read_list(workbook(sheets, hidden=["Lama"]))
    assert read.sheet == "Data"
    assert read.rows["nik"].to_pylist() == [TRADER[1]]


def test_rows_are_numbered_as_the_sheet_numbers_them_when_the_list_begins_further_right(workbook):
    read = read_list(workbook([[], [None, None, *HEADER], [None, None, *TRADER], [], [None, None, *BUILDER]]))
    assert read.rows["row"].to_pylist() == [3, 5]
    assert read.columns["nik"] == 3
    assert read.grid[2][3] == TRADER[1]
    assert read.ignored_rows == 1


def test_a_list_without_people_is_refused_with_a_sentence(workbook):
    with pytest.raises(Unreadable) as refused:
        read_list(workbook([HEADER, ["JUMLAH", None, 0]]))
    assert refused.value.code == "no_rows"


def test_the_same_file_is_read_the_same_twice(workbook):
    path = workbook([HEADER, TRADER])
    one, other = read_list(path), read_list(path, filename="lain.xlsx")
    assert one.rows.equals(other.rows)
    assert one.sha256 == other.sha256


def test_the_caller_may_work_while_the_child_reads(workbook, tmp_path: Path):
    called = []
    read_list(workbook([HEADER, TRADER]), meanwhile=lambda: called.append(1))
    path = tmp_path / "d.csv"
    path.write_text("NIK,Nama\n3271010107800001,Asep Contoh\n")
    read_list(path, meanwhile=lambda: called.append(2))
    assert called == [1, 2]
