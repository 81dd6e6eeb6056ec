"""Files that must not be read: each is answered with one sentence that says what to do, and leaves nothing behind."""

import gettext
import os
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from screening_lists import HEADER, TRADER

from payung.screening import prescan, refusals, workbook_child
from payung.screening.reading import Unreadable, read_list
from payung.screening.workbook_cells import Limits, WorkbookReading

HOSTILE = Path(__file__).parents[2] / "data" / "hostile_far_cell.xlsx"


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test an empty temporary folder, in which a leftover would show."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("temporary")))


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    """Put bytes into a file."""

    def put(data: bytes, name: str = "daftar.xlsx") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return put


def own_children() -> set[str]:
    """The processes this one started and has not waited for; other tests of the session may have some."""
    return {pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()}


def refused(path: Path, **options) -> Unreadable:
    """Read a file that must be refused, and see that nothing is left behind."""
    before, children = os.listdir("/proc/self/fd"), own_children()
    with pytest.raises(Unreadable) as caught:
        read_list(path, **options)
    assert os.listdir("/proc/self/fd") == before
    assert os.listdir(tempfile.gettempdir()) == []
    assert own_children() <= children  # no child is left either, not even one that ended and was not waited for
    sentence = caught.value.sentence()
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert "\n" not in sentence
    return caught.value


def changed_zip(source: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Copy a workbook with its entries changed."""
    with zipfile.ZipFile(source) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return target


def sheet_xml(workbook, tmp_path: Path, rows: bytes) -> Path:
    """Make a workbook whose sheet has these rows of raw XML."""

    def change(entries: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        start, end = entries[name].index(b"<sheetData"), entries[name].index(b"<pageMargins")
        entries[name] = entries[name][:start] + b"<sheetData>" + rows + b"</sheetData>" + entries[name][end:]

    return changed_zip(workbook([HEADER, TRADER]), tmp_path / "raw.xlsx", change)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"  \r\n \n", "empty"),
        (b"%PDF-1.7 \n1 0 obj", "not_a_workbook"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_a_workbook"),
        (b"<html><table><tr><td>NIK</td></tr></table>", "not_a_workbook"),
        (b"{\\rtf1 NIK", "not_a_workbook"),
        (b"NIK,Nama\n" + b"x" * 3_000_000, "not_a_workbook"),
        (b"NIK,Nama\n\x81\x8d\x8f", "csv_undecodable"),
        (b"\xff\xfeN\0I\0K", "csv_undecodable"),
        (b"Yang terhormat Bapak Camat,\nbersama ini kami kirim\n", "no_header"),
        (b"PK\x03\x04", "damaged"),
        (b"PK\x03\x04" + bytes(500), "damaged"),
        (b"PK\x05\x06" + bytes(18), "not_a_workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "not_a_workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le"), "damaged"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook _VBA_PROJECT".encode("utf-16-le"), "macros"),
        (b"NIK,Nama\n", "no_rows"),
        (b",".join(b"K%d" % n for n in range(300)) + b"\n", "too_many_columns"),
    ],
)
def test_what_is_no_list_is_refused(file, data, code):
    assert refused(file(data)).code == code


def test_every_refusal_has_an_indonesian_sentence():
    catalogue = Path(refusals.__file__).parents[1] / "locale/id/LC_MESSAGES/reading.po"
    text = catalogue.read_text("utf-8")
    for message in refusals.SENTENCES.values():
        assert f'msgid "{message}"\nmsgstr "' in text
        assert f'msgid "{message}"\nmsgstr ""' not in text
    assert Unreadable("too_large", size_mb=200, limit_mb=50).sentence(gettext.NullTranslations().gettext)


def test_the_workbook_with_one_far_cell_is_refused_before_anything_opens_it():
    problem = refused(HOSTILE)
    assert problem.code == "far_cell"
    assert problem.params == {"cell": "XFD1048576"}


@pytest.mark.parametrize(
    "cell",
    [
        b'<row r="1048576"><c r="XFD1048576" t="n"><v>2</v></c></row>',
        b"<row r='1048576'><c t='n' r='XFD1048576'><v>2</v></c></row>",
        b'<x:row r="1048576"><x:c s="1"\n r="XFD1048576"><x:v>2</x:v></x:c></x:row>',
        b'<row r="5"><c r="XFD5"><v>2</v></c></row>',
        b'<row r="1048576"><c><v>2</v></c></row>',
        b'<row r="1048576"><c r="A1048576"><v>2</v></c></row>',
    ],
)
def test_a_far_cell_is_found_however_it_is_written(workbook, tmp_path, cell):
    near = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(1, 5))
    assert refused(sheet_xml(workbook, tmp_path, near + cell)).code in ("far_cell", "too_many_columns")


def test_formatted_empty_cells_far_away_harm_nobody(tmp_path):
    path = tmp_path / "kosong.xlsx"
    with xlsxwriter.Workbook(path) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, TRADER)
        sheet.write_blank(1_048_575, 16_383, None, bold)
        sheet.write_blank(1, 16_383, None, bold)
    assert read_list(path).rows.num_rows == 1


def test_300_columns_are_refused(workbook):
    problem = refused(workbook([[*HEADER, *(f"Kolom {n}" for n in range(293))], TRADER]))
    assert (problem.code, problem.params["columns"]) == ("too_many_columns", 300)


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "besar.xlsx"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    problem = refused(path)
    assert problem.code == "too_large"
    assert problem.params == {"size_mb": 200, "limit_mb": 50}


def test_too_many_rows_are_refused(file):
    data = b"NIK,Nama\n" + b"1,a\n" * (prescan.MAX_ROWS + 1)
    assert refused(file(data)).code == "too_many_rows"


def test_a_zip_bomb_is_refused_whatever_size_it_declares(workbook, tmp_path):
    def change(entries: dict[str, bytes]) -> None:
        entries["xl/media/image1.png"] = bytes(60_000_000)

    path = changed_zip(workbook([HEADER, TRADER]), tmp_path / "bom.xlsx", change)
    data = path.read_bytes().replace(struct.pack("<I", 60_000_000), struct.pack("<I", 1_000))
    path.write_bytes(data)
    assert refused(path).code in ("zip_bomb", "damaged")
    assert prescan.MAX_UNPACKED <= 1 << 30


def test_an_honest_zip_bomb_is_refused(workbook, tmp_path):
    def change(entries: dict[str, bytes]) -> None:
        entries["xl/media/image1.png"] = bytes(60_000_000)

    assert refused(changed_zip(workbook([HEADER, TRADER]), tmp_path / "bom.xlsx", change)).code == "zip_bomb"


def test_thousands_of_entries_are_refused(workbook, tmp_path):
    def change(entries: dict[str, bytes]) -> None:
        entries.update({f"xl/x{n}": b"" for n in range(2_500)})

    assert refused(changed_zip(workbook([HEADER, TRADER]), tmp_path / "banyak.xlsx", change)).code == "zip_bomb"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/macrosheets/sheet1.xml", "macros"),
        ("xl/externalLinks/externalLink1.xml", "external_links"),
    ],
)
def test_macros_and_links_to_other_files_are_refused(workbook, tmp_path, name, code):
    path = changed_zip(workbook([HEADER, TRADER]), tmp_path / "m.xlsx", lambda entries: entries.update({name: b"x"}))
    assert refused(path).code == code


def test_a_letter_in_a_zip_is_no_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "surat.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    assert refused(tmp_path / "surat.xlsx").code == "not_a_workbook"


def test_an_encrypted_ods_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "kunci.ods", "w") as archive:
        archive.writestr("mimetype", prescan.ODS)
        archive.writestr("content.xml", os.urandom(200))
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    assert refused(tmp_path / "kunci.ods").code == "encrypted"


@pytest.mark.parametrize(
    "table",
    [
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="16383"/>'
        '<table:table-cell office:value-type="float" office:value="1"/></table:table-row>',
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"'
        ' office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>',
    ],
)
def test_a_far_or_endlessly_repeated_cell_of_an_ods_is_refused(tmp_path, table):
    with zipfile.ZipFile(tmp_path / "jauh.ods", "w") as archive:
        archive.writestr("mimetype", prescan.ODS)
        archive.writestr("content.xml", f'<office:body><table:table table:name="A">{table}</table:table></office:body>')
    assert refused(tmp_path / "jauh.ods").code in ("far_cell", "too_many_columns")


def test_a_workbook_cut_short_is_damaged(workbook, file):
    data = workbook([HEADER, TRADER]).read_bytes()
    assert refused(file(data[: len(data) // 2])).code == "damaged"


def test_a_workbook_with_broken_xml_is_damaged(workbook, tmp_path):
    def change(entries: dict[str, bytes]) -> None:
        entries["xl/workbook.xml"] = b"<workbook><sheets><sheet"

    assert refused(changed_zip(workbook([HEADER, TRADER]), tmp_path / "x.xlsx", change)).code in ("damaged", "no_sheet")


def test_a_workbook_without_visible_cells_is_refused(workbook):
    assert refused(workbook({"Kosong": [], "Daftar": [HEADER, TRADER]}, hidden=["Daftar"])).code == "no_sheet"


def test_a_workbook_without_header_is_refused_naming_the_columns(workbook):
    problem = refused(workbook([["Anggaran", 2025], ["Belanja", 10]]))
    assert problem.code == "no_header"
    assert "NIK" in problem.sentence()
    assert "Nama" in problem.sentence()


def test_a_folder_or_a_pipe_is_no_workbook(tmp_path):
    with pytest.raises(OSError, match="directory"):
        read_list(tmp_path)


def test_reading_stops_at_its_time(workbook):
    assert refused(workbook([HEADER, TRADER]), limits=Limits(seconds=0.0)).code == "took_too_long"


def test_reading_stops_at_its_memory(workbook):
    assert refused(workbook([HEADER, TRADER]), limits=Limits(memory=8 << 20)).code == "too_much_memory"


def test_reading_stops_at_its_output(workbook):
    assert refused(workbook([HEADER, TRADER]), limits=Limits(output=100)).code == "too_much_memory"


def test_what_the_look_before_misses_dies_alone_in_the_child():
    """The hostile file, given straight to the child: it asks for 550 GB, and only the child ends."""
    with HOSTILE.open("rb") as file, WorkbookReading(file) as reading, pytest.raises(Unreadable) as caught:
        reading.sheets()
    assert caught.value.code == "too_much_memory"


def test_the_child_can_write_no_file_and_knows_no_environment(tmp_path):
    program = f"""
import sys; sys.path.insert(0, {str(Path(workbook_child.__file__).parent)!r})
import workbook_child; workbook_child.limit(1 << 30, 5)
try:
    with open({str(tmp_path / "bocor")!r}, "wb") as file: file.write(b"x" * 10); file.flush()
except OSError: print("refused")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout == "refused\n" or done.returncode < 0


def test_a_refusal_can_be_sent_between_processes():
    import pickle

    problem = pickle.loads(pickle.dumps(Unreadable("far_cell", cell="B2")))  # noqa: S301 - our own bytes
    assert (problem.code, problem.params) == ("far_cell", {"cell": "B2"})


def test_a_far_cell_is_named_as_spreadsheets_name_it():
    from payung.screening.filled_cells import cell_name, column_number

    assert cell_name(1_048_576, 16_384) == "XFD1048576"
    assert [column_number(letters) for letters in (b"A", b"Z", b"AA", b"XFD")] == [1, 26, 27, 16_384]
