"""CSV files as offices save them, whatever their letters and separators."""

import codecs
import shutil
from pathlib import Path

import pytest

from payung.screening import separated_text
from payung.screening.reading import Unreadable, read_list

TEXT = "NIK;Nama;Tgl Lahir;Pekerjaan\n3271010107800001;Ma’ruf Contoh;1-7-1980;Pedagang, keliling\n"


def read(tmp_path: Path, data: bytes, name: str = "daftar.csv"):
    (tmp_path / name).write_bytes(data)
    return read_list(tmp_path / name)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
        ("sep=;\n" + TEXT).encode(),
        codecs.BOM_UTF8 + ("sep=;\r\n" + TEXT.replace("\n", "\r\n")).encode(),
        TEXT.replace(";", "\t").encode(),
        TEXT.replace(";", "|").encode(),
        TEXT.replace(", keliling", '"').replace("Pedagang", '"Pedagang, keliling').replace(";", ",").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "cp1252", "sep", "sep bom crlf", "tab", "bar", "comma", "cr"],
)
def test_letters_and_separators_are_found_out(tmp_path, data):
    (row,) = read(tmp_path, data).rows.to_pylist()
    assert (row["nik"], row["name"], row["occupation"]) == ("3271010107800001", "Ma’ruf Contoh", "Pedagang, keliling")


def test_the_separator_is_the_one_most_lines_agree_on():
    lines = "DAFTAR USULAN, KOTA, BOGOR, 2025\n" + "1;Satu, dua;3\n" * 5
    assert separated_text.voted_delimiter(lines) == ";"


def test_rows_keep_the_numbers_that_a_person_counts(tmp_path):
    got = read(tmp_path, ("DAFTAR;;;\n\n" + TEXT + TEXT.splitlines()[1]).encode())
    assert got.rows["row"].to_pylist() == [4, 5]
    assert got.header_row == 3


def test_a_cell_may_hold_a_line_break(tmp_path):
    got = read(tmp_path, b'NIK,Nama,Alamat\n3271010107800001,Asep Contoh,"Jl. Contoh 1\nRT 01"\n')
    assert got.rows["address"].to_pylist() == ["Jl. Contoh 1 RT 01"]


def test_the_sheet_of_a_csv_has_the_name_of_its_file(tmp_path):
    (tmp_path / "x").write_text(TEXT)
    assert read_list(tmp_path / "x", filename="usulan tajur.csv").sheet == "usulan tajur"


def test_the_content_says_what_a_file_is_not_its_name(tmp_path, workbook):
    source = workbook([["NIK", "Nama"], ["3271010107800001", "Asep Contoh"]])
    shutil.copy(source, tmp_path / "daftar.csv")
    assert read_list(tmp_path / "daftar.csv").rows.num_rows == 1
    assert read(tmp_path, TEXT.encode(), name="daftar2.xlsx").rows.num_rows == 1


def test_a_nik_that_excel_wrote_into_a_csv_is_truncated(tmp_path):
    got = read(tmp_path, TEXT.replace("3271010107800001", "3,27101E+15").encode())
    assert got.rows["nik_problem"].to_pylist() == ["truncated"]


@pytest.mark.parametrize(
    "data", [b"NIK,Nama\n" + b'"' + b"x" * 200_000, b"a" * 200_000, b'NIK,Nama\n"' + b"x\n" * 90_000]
)
def test_endless_lines_and_cells_are_refused(tmp_path, data):
    with pytest.raises(Unreadable):
        read(tmp_path, data)
