"""Whatever the bytes, reading ends in a list or in one sentence."""

import contextlib
import functools
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from payung.screening import dates, filled_cells, grid, nik, prescan, separated_text, values
from payung.screening.candidates import Candidates
from payung.screening.data_rows import data_rows
from payung.screening.headers import Header, find_header
from payung.screening.reading import ListRead, Unreadable, read_list
from payung.screening.tables import LIST_SCHEMA

TEXT = st.text(max_size=30)
TAGGED = st.sampled_from(["date", "datetime", "time", "timedelta"]).flatmap(
    lambda kind: st.builds(lambda text: {kind: text}, st.one_of(st.dates().map(str), st.datetimes().map(str), TEXT))
)
LIKELY = st.sampled_from(["NIK", "Nama", "JUMLAH", "NIP. 1", "3271010107800001", "1-7-80", "Bogor, 1 Mei 80", ""])
CELLS = st.one_of(LIKELY, TEXT, st.floats(), st.integers(-(10**18), 10**18), st.booleans(), TAGGED)
ROWS = st.lists(st.lists(CELLS, max_size=8), max_size=8)
FEW = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@functools.cache
def honest_workbook() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["NIK", "Nama", "Tgl Lahir"])
        sheet.write_row(1, 0, ["3271010107800001", "Asep Contoh", "1-7-1980"])
    return file.getvalue()


def read_bytes(folder: Path, data: bytes) -> None:
    path = folder / "daftar"
    path.write_bytes(data)
    with contextlib.suppress(Unreadable):
        assert isinstance(read_list(path), ListRead)


@FEW
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"), b"\xff\xfe", b"NIK,Nama\n"]),
)
def test_any_bytes_end_in_a_list_or_a_sentence(tmp_path, data, start):
    read_bytes(tmp_path, start + data)


@FEW
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_workbook_ends_in_a_list_or_a_sentence(tmp_path, damage):
    data = bytearray(honest_workbook())
    for position, value in damage:
        data[position % len(data)] = value
    read_bytes(tmp_path, bytes(data))


@FEW
@given(
    st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]),
    st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=6)), min_size=1, max_size=6),
)
def test_damaged_xml_in_a_sound_zip_ends_in_a_list_or_a_sentence(tmp_path, name, damage):
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(honest_workbook())) as source, zipfile.ZipFile(file, "w") as target:
        for entry in source.namelist():
            data = bytearray(source.read(entry))
            for position, value in damage if entry == name else ():
                at = position % len(data)
                data[at : at + len(value)] = value
            target.writestr(entry, bytes(data))
    read_bytes(tmp_path, file.getvalue())


@given(ROWS)
@example([["NIK", "Nama"], [float("nan"), float("inf")], [True, {"date": "x"}]])
def test_any_cells_become_rows_of_the_one_schema(rows):
    header = find_header(rows) or Header(0, {"nik": 0, "name": 1, "birth_date": 2, "phone": 3, "neighbourhood": 4}, ())
    kept, ignored = data_rows(rows, header)
    assert len(kept) + ignored <= len(rows)
    table = Candidates(rows, grid.texts(rows), kept, header.columns, date(2025, 9, 1)).table()
    table.validate(full=True)
    assert table.schema == LIST_SCHEMA
    assert table["row"].to_pylist() == [index + 1 for index in kept]
    for row in table.to_pylist():
        assert row["nik"] is None or nik.NIK.fullmatch(row["nik"])
        assert (row["nik"] is None) == (row["nik_problem"] is not None)


@given(st.one_of(TEXT, st.from_regex(r"[0-9OIl .'\-]{14,20}")))
def test_a_mended_nik_is_sixteen_digits_and_needs_no_more_mending(text):
    found = nik.from_text(text)
    if found.digits:
        assert nik.NIK.fullmatch(found.digits)
        assert nik.from_text(found.digits) == found
    else:
        assert found.problem in ("missing", "format", "truncated")


@given(st.from_regex(nik.NIK, fullmatch=True))
def test_any_sixteen_digits_can_be_asked_what_they_say(digits):
    found = nik.nik_birth_date(digits)
    if found:
        assert nik.nik_sex(digits) in ("L", "P")
        assert 1 <= found[0] <= 31


@given(
    st.dates(date(1930, 1, 1), date(2009, 12, 31)),
    st.sampled_from(["%d-%m-%Y", "%d/%m/%y", "%Y-%m-%d", "%d %B %Y", "%d%m%Y"]),
)
def test_a_written_date_is_read_back(day, form):
    found = dates.read_date(day.strftime(form), on=date(2025, 9, 1))
    assert found is not None
    assert found.day == day


@given(TEXT)
def test_any_text_is_a_date_or_not(text):
    found = dates.read_date(text)
    assert found is None or isinstance(found.day, date)


@given(TEXT)
def test_tidy_text_is_tidy(text):
    tidy = values.tidy(text)
    assert values.tidy(tidy) == tidy
    assert "  " not in tidy


@given(st.binary(max_size=400))
def test_any_text_file_is_rows_or_a_sentence(data):
    try:
        rows = separated_text.read(data)
    except Unreadable:
        return
    assert all(isinstance(cell, str) for row in rows for cell in row)


@given(
    st.lists(
        st.sampled_from(
            [
                b"<row r='3'>",
                b"</row>",
                b"<row>",
                b'<c r="B7">',
                b"<c ",
                b"/>",
                b"<v>1</v></c>",
                b"<",
                b">",
                b'<c r="A1"/>',
                b"x",
            ]
        )
    ),
    st.integers(1, 9),
)
def test_cells_are_counted_alike_in_any_pieces(parts, size):
    text = b"".join(parts)
    whole, pieces = filled_cells.XlsxCells(), filled_cells.XlsxCells()
    whole.feed(text)
    for start in range(0, len(text), size):
        pieces.feed(text[start : start + size])
    (one,), (other,) = whole.finish(), pieces.finish()
    assert (one.rows, one.columns) == (other.rows, other.columns)


@given(st.integers(0, 2_000_000), st.integers(0, 20_000), st.integers(0, 10**9))
def test_only_a_box_of_a_bearable_size_passes(rows, columns, filled):
    used = filled_cells.Used(rows, columns, filled)
    if rows <= prescan.MAX_ROWS and columns <= prescan.MAX_COLUMNS and rows * columns <= prescan.MAX_CELLS:
        prescan.refuse_too_big(used)
    else:
        with pytest.raises(Unreadable):
            prescan.refuse_too_big(used)
