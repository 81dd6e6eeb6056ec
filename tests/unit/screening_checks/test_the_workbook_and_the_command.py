"""The list back with its reasons, and `payung screen` from the first argument to the exit code."""

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from screened_rows import nik_of, person, registers_in
from xlsxwriter import Workbook

import payung
from payung.screening.policy import default_policy
from payung.screening.reading import read_list
from payung.screening.registers import Registers
from payung.screening.run import screen
from payung.screening.workbook import write_annotated

ON = date(2025, 9, 1)
RED = "FFF4B6B0"
HEADER = ["No", "NIK", "Nama", "Tanggal Lahir", "Jenis Kelamin", "Kelurahan", "Pekerjaan"]


def sent_rows() -> list[list[str]]:
    good = [nik_of(1), "AHMAD FAUZI", "01-01-1980", "L", "Tajur", "Pedagang"]
    return [
        ["DAFTAR USULAN PEKERJA RENTAN"],
        [],
        HEADER,
        ["1", *good],
        ["2", nik_of(2), "Rina <Wati> & Co_x0041_", "01-01-1980", "L", "Tajur", "=1+1"],
        ["3", nik_of(3), "AHMAD FAUZI", "01-01-1980", "L", "Tajur", ""],
        ["4", nik_of(4), "AHMAD FAUZI", "01-01-1980", "L", "Tajur", "+62 Pedagang"],
        ["JUMLAH", "4"],
    ]


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    path = tmp_path / "usulan.xlsx"
    with Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Kel. Tajur")
        for number, row in enumerate(sent_rows()):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
    return path


@pytest.fixture
def registers(tmp_path: Path) -> Path:
    people = [person(number) for number in (1, 2, 3)] + [person(4, birth_date=date(1950, 1, 1))]
    welfare = [{"nik": nik_of(number), "decile": 1, "as_of": ON} for number in range(1, 5)]
    registers_in(tmp_path / "registers", {"population": people, "welfare": welfare})
    return tmp_path / "registers"


@pytest.fixture
def annotated(sent: Path, registers: Path, tmp_path: Path) -> Path:
    read = read_list(sent, on=ON)
    result = screen(read.rows, Registers.open(registers), on=ON, policy=default_policy())
    write_annotated(read, result, tmp_path / "back.xlsx", lambda text: text)
    return tmp_path / "back.xlsx"


def rows_of(path: Path) -> list[list[str]]:
    sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    return [[str(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def test_every_row_comes_back_as_it_was_sent(annotated: Path) -> None:
    back = rows_of(annotated)
    for sent_row, back_row in zip(sent_rows(), back, strict=True):
        texts = [text.removeprefix("'") for text in back_row[: len(sent_row)]]
        assert texts == sent_row


def test_status_and_reason_stand_in_two_columns_on_the_right(annotated: Path) -> None:
    back = rows_of(annotated)
    assert back[2][-2:] == ["Status", "Reason"]
    assert [row[-2] for row in back[3:7]] == ["Accepted", "To be checked", "To be checked", "Rejected"]
    assert back[3][-1] == ""
    assert "occupation is empty" in back[5][-1]
    assert back[0][-2:] == back[7][-2:] == ["", ""]


def test_what_is_wrong_is_red_and_nothing_else(annotated: Path) -> None:
    sheet = openpyxl.load_workbook(annotated).worksheets[0]
    red = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == RED}
    assert red == {"B5", "C5", "G5", "G6", "D7"}


def test_nothing_in_the_workbook_is_a_formula_and_numbers_stay_text(annotated: Path) -> None:
    sheet = openpyxl.load_workbook(annotated).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} <= {"s", "inlineStr"}
    assert sheet["G5"].value == "'=1+1"
    assert sheet["G7"].value == "'+62 Pedagang"
    assert sheet["B4"].number_format == "@"
    assert sheet.freeze_panes == "A4"
    assert sheet.title == "Kel. Tajur"


def test_the_workbook_can_be_sent_again(annotated: Path) -> None:
    again = read_list(annotated, on=ON)
    assert again.rows["nik"].to_pylist() == [nik_of(number) for number in range(1, 5)]


@pytest.mark.office
def test_libreoffice_opens_the_workbook(annotated: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    made = [office, profile, "--headless", "--convert-to", "csv", "--outdir", str(tmp_path / "csv"), str(annotated)]
    subprocess.run(made, check=True, capture_output=True, timeout=120)
    lines = (tmp_path / "csv" / "back.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(sent_rows())
    assert nik_of(1) in lines[3]


def payung_screen(*arguments: object) -> subprocess.CompletedProcess[str]:
    start = "import sys, typer; from payung.screening.command import screen; typer.run(screen)"
    command = [sys.executable, "-c", start, *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)


def test_the_command_answers_in_json_and_writes_its_files(sent: Path, registers: Path, tmp_path: Path) -> None:
    out, verdicts = tmp_path / "out.xlsx", tmp_path / "verdicts.csv"
    files = ["--out", out, "--verdicts", verdicts]
    done = payung_screen(sent, "--registers", registers, "--on", "2025-09-01", *files, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    expected = "rows verdicts findings complete checks_not_run ignored_rows seconds engine list_sha256"
    assert set(answer) == set(expected.split())
    assert answer["verdicts"] == {"accepted": 1, "review": 2, "rejected": 1}
    assert len(rows_of(out)) == len(sent_rows())
    assert len(verdicts.read_text().splitlines()) == 5


def test_the_command_tells_people_what_it_found(sent: Path, registers: Path) -> None:
    (registers / "deaths.parquet").unlink()
    done = payung_screen(sent, "--registers", registers, "--on", "2025-09-01", "--lang", "en")
    assert done.returncode == 0
    assert "4 rows screened" in done.stdout
    assert "age.over" in done.stdout
    assert "not complete" in done.stdout


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"--on": "1 September"}, "not a date"),
        ({"--registers": "nowhere"}, "nowhere"),
        ({"--engine": "spark"}, "duckdb"),
        ({"--policy": "none.yaml"}, "none.yaml"),
        ({"--out": "answer.csv"}, ".xlsx"),
        ({"--verdicts": "answer.xlsx"}, ".csv"),
        ({"--out": "/nowhere/at/all/answer.xlsx"}, "cannot be read or written"),
        ({"list": "missing.xlsx"}, "missing.xlsx"),
        ({"list": payung.__file__}, "header"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_wrong_use_ends_with_two_and_one_line(sent: Path, registers: Path, changed: dict[str, str], told: str) -> None:
    given = {"--registers": str(registers), "--on": "2025-09-01", "--lang": "en"} | changed
    options = [part for name, value in given.items() if name != "list" for part in (name, value)]
    done = payung_screen(changed.get("list", sent), *options)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert told in done.stderr


def test_the_list_itself_is_never_overwritten(sent: Path, registers: Path) -> None:
    before = sent.read_bytes()
    done = payung_screen(sent, "--registers", registers, "--on", "2025-09-01", "--out", sent)
    assert done.returncode == 2
    assert sent.read_bytes() == before
