"""Every trap that spreadsheets are known to set for personal numbers, names, dates and telephone numbers."""

from datetime import date

import pytest
from screening_lists import HEADER, TRADER

from payung.screening import dates, nik, values
from payung.screening.reading import read_list


def changes(row):
    return [(change["column"], change["before"], change["after"]) for change in row["cleaned"] or []]


def niks(workbook, *cells):
    rows = [HEADER, *([index, cell, f"Orang {index}"] for index, cell in enumerate(cells, 1))]
    return read_list(workbook(rows)).rows.to_pylist()


def test_a_nik_typed_as_a_number_lost_its_last_digit(workbook):
    (row,) = niks(workbook, 3271010107800000)
    assert (row["nik_problem"], row["nik"], row["nik_given"]) == ("truncated", None, "3271010107800000")


def test_a_numeric_nik_that_kept_its_last_digit_is_accepted_and_shown(workbook):
    (row,) = niks(workbook, 3271010107800001)
    assert (row["nik_problem"], row["nik"]) == (None, "3271010107800001")
    assert changes(row) == [("nik", "3.27101E+15", "3271010107800001")]


def test_a_papuan_nik_in_a_numeric_cell_cannot_be_trusted(workbook):
    (row,) = niks(workbook, 9271010107800002)
    assert (row["nik_problem"], row["nik"]) == ("truncated", None)


def test_a_nik_written_as_text_may_end_in_0(workbook):
    (row,) = niks(workbook, "3271010107800010")
    assert (row["nik_problem"], row["nik"], row["cleaned"]) == (None, "3271010107800010", None)


@pytest.mark.parametrize("text", ["3.27101E+15", "3,27101E+15", " 3.27101e15 ", "3E+15", "3271010107800000.0"])
def test_a_nik_in_scientific_notation_is_truncated(text):
    assert nik.from_text(text) == nik.Understood(None, "truncated")


@pytest.mark.parametrize(
    "text",
    [
        "'3271010107800001",
        "’3271010107800001",
        "3271 0101 0780 0001",
        "3271\u00a00101\u00a00780\u00a00001",
        "32.71.01.010780.0001",
        "327101-010780-0001",
        "３２７１０１０１０７８００００１",
        "327101O1O780OOO1",
        "327l0I0107800001",
        "NIK: 3271010107800001",
        "\u202a3271010107800001\u202c",
        "\ufeff3271010107800001",
        "3271010107800001.0",
    ],
)
def test_a_badly_written_nik_is_mended_and_the_change_shown(workbook, text):
    (row,) = niks(workbook, text)
    assert (row["nik"], row["nik_problem"], row["nik_given"]) == ("3271010107800001", None, text)
    assert changes(row) == [("nik", text, "3271010107800001")]


@pytest.mark.parametrize(
    "text", ["327101010780001", "32710101078000011", "ABCDEFGHIJKLMNOP", "OOOOOOOOOOOOOOOO", "belum ada"]
)
def test_what_is_not_16_digits_is_not_guessed(text):
    assert nik.from_text(text) == nik.Understood(None, "format")


@pytest.mark.parametrize("text", ["", "  ", "'", "-", "\u00a0"])
def test_no_nik_is_missing(text):
    assert nik.from_text(text).problem == "missing"


@pytest.mark.parametrize("number", [327101010780001.0, 3271010107800001.5, 1e17, 0.0, -3271010107800001.0])
def test_other_numbers_are_no_nik(number):
    assert nik.from_number(number) == nik.Understood(None, "format")


def test_names_lose_what_nobody_typed_on_purpose_and_keep_the_rest(workbook):
    read = read_list(
        workbook(
            [
                HEADER,
                [1, "3271010107800001", " H. Asep\u00a0\u00a0Contoh,  S.Pd. "],
                [2, "3271010107800002", "\u200fSITI\u200b Misal\x07"],
                [3, "3271010107800003", "  Ma'ruf umpama "],
            ]
        )
    )
    asep, siti, maruf = read.rows.to_pylist()
    assert asep["name"] == "H. Asep Contoh, S.Pd."
    assert changes(asep) == [("name", "H. Asep\u00a0\u00a0Contoh,  S.Pd.", "H. Asep Contoh, S.Pd.")]
    assert asep["name_given"] == " H. Asep\u00a0\u00a0Contoh,  S.Pd. "
    assert siti["name"] == "SITI Misal"
    assert (maruf["name"], maruf["cleaned"]) == ("Ma'ruf umpama", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01 Juli 1980", date(1980, 7, 1)),
        ("1 JULI 1980", date(1980, 7, 1)),
        ("1-7-80", date(1980, 7, 1)),
        ("01.07.1980", date(1980, 7, 1)),
        ("1 / 7 / 1980", date(1980, 7, 1)),
        ("17/08/1975", date(1975, 8, 17)),
        ("1980-07-01", date(1980, 7, 1)),
        ("1980-07-01 00:00:00", date(1980, 7, 1)),
        ("17-Agst-1975", date(1975, 8, 17)),
        ("17 Agt 75", date(1975, 8, 17)),
        ("17Agustus1975", date(1975, 8, 17)),
        ("10 Nopember 1960", date(1960, 11, 10)),
        ("3 Peb 1961", date(1961, 2, 3)),
        ("3 Pebruari 1961", date(1961, 2, 3)),
        ("28 Okt '69", date(1969, 10, 28)),
        ("Minggu, 17 Agustus 1975", date(1975, 8, 17)),
        ("Jum'at 17 Agustus 1975", date(1975, 8, 17)),
        ("17-VIII-1975", date(1975, 8, 17)),
        ("17081975", date(1975, 8, 17)),
        ("19750817", date(1975, 8, 17)),
        ("170875", date(1975, 8, 17)),
        ("27623", date(1975, 8, 17)),
        ("29-02-1980", date(1980, 2, 29)),
    ],
)
def test_dates_are_read_as_offices_write_them(text, expected):
    found = dates.read_date(text)
    assert found is not None
    assert found.day == expected


@pytest.mark.parametrize(
    "text",
    [
        "07/13/1980",
        "31-02-1980",
        "29-02-1981",
        "1980",
        "Juli 1980",
        "0-7-1980",
        "1-7-198",
        "1-7-0080",
        "?",
        "",
        "tidak tahu",
        "1 Jumadil 1980",
        "٠١-٠٧-١٩٨٠",
        "99999999999999999999",
        "1-7-1980-1",
    ],
)
def test_what_is_no_certain_date_is_not_read(text):
    assert dates.read_date(text) is None


@pytest.mark.parametrize(
    ("text", "place", "day"),
    [
        ("Bogor, 17 Agustus 1975", "Bogor", date(1975, 8, 17)),
        ("BOGOR / 17-08-1975", "BOGOR", date(1975, 8, 17)),
        ("Tanjung Pinang 1-7-80", "Tanjung Pinang", date(1980, 7, 1)),
        ("Bogor,17/08/1975", "Bogor", date(1975, 8, 17)),
    ],
)
def test_a_place_before_the_date_is_told_from_it(text, place, day):
    assert (
        dates.read_date(text) == dates.ReadDate(day, place)
        if "80" not in text
        else dates.read_date(text).place == place
    )


@pytest.mark.parametrize(
    ("written", "year"),
    [("80", 1980), ("25", 1925), ("26", 1926), ("10", 2010), ("11", 2011), ("05", 2005), ("24", 1924)],
)
def test_a_two_digit_year_is_that_of_somebody_who_can_work(written, year):
    found = dates.read_date(f"1-7-{written}", on=date(2025, 9, 1))
    assert found is not None
    assert (found.day.year, found.interpreted) == (year, True)


def test_dates_in_cells_of_every_kind_are_read(workbook):
    cells = [date(1980, 7, 1), 29403, "01 Juli 1980", "1-7-80", 17081975, 1980, None, "entah"]
    rows = [["NIK", "Nama", "Tgl Lahir"]]
    rows += [[f"327101010780{index:04}", f"Orang {index}", cell] for index, cell in enumerate(cells, 1)]
    read = read_list(workbook(rows)).rows.to_pylist()
    born = date(1980, 7, 1)
    assert [row["birth_date"] for row in read] == [born, born, born, born, date(1975, 8, 17), None, None, None]
    assert [row["birth_date_given"] for row in read] == [
        "01-07-1980", "29403", "01 Juli 1980", "1-7-80", "17081975", "1980", None, "entah",
    ]  # fmt: skip
    assert changes(read[1]) == [("birth_date", "29403", "1980-07-01")]
    assert changes(read[3]) == [("birth_date", "1-7-80", "1980-07-01")]
    assert changes(read[2]) == []


def test_place_and_date_of_birth_in_one_column_are_parted(workbook):
    read = read_list(workbook([["NIK", "Nama", "Tempat/Tgl Lahir"], [TRADER[1], TRADER[2], "Bogor, 17 Agustus 1975"]]))
    (row,) = read.rows.to_pylist()
    assert (row["birth_place"], row["birth_date"]) == ("Bogor", date(1975, 8, 17))
    assert row["birth_date_given"] == "Bogor, 17 Agustus 1975"


def test_rt_rw_that_became_a_date_is_recovered(workbook):
    (row,) = read_list(workbook([HEADER, [*TRADER[:5], date(2025, 2, 1), "Tajur"]])).rows.to_pylist()
    assert row["neighbourhood"] == "01/02"
    assert changes(row) == [("neighbourhood", "01-02-2025", "01/02")]


def test_rt_and_rw_in_two_columns_are_one_value(workbook):
    (row,) = read_list(workbook([["NIK", "Nama", "RT", "RW"], [TRADER[1], TRADER[2], 1, "012"]])).rows.to_pylist()
    assert row["neighbourhood"] == "01/012"


@pytest.mark.parametrize(
    ("written", "understood"),
    [("L", "L"), ("p", "P"), ("Laki-laki", "L"), ("LAKI - LAKI", "L"), ("Perempuan", "P"), ("Pria", "L"),
     ("Wanita", "P"), ("LK", "L"), ("Pr.", "P"), ("M", "L"), ("F", "P"), ("?", None), ("1", None), ("LP", None)],
)  # fmt: skip
def test_sex_is_understood_in_the_words_in_use(written, understood):
    assert values.sex(written) == understood


@pytest.mark.parametrize(
    ("written", "understood"),
    [("081234567890", "081234567890"), (81234567890.0, "081234567890"), ("+62 812-3456-7890", "081234567890"),
     ("6281234567890", "081234567890"), ("0812 3456 7890", "081234567890"), ("", None), ("-", None)],
)  # fmt: skip
def test_telephone_numbers_keep_or_regain_their_first_zero(written, understood):
    assert values.phone(written) == understood


def test_a_regained_zero_is_shown(workbook):
    (row,) = read_list(workbook([["NIK", "Nama", "No HP"], [TRADER[1], TRADER[2], 81234567890]])).rows.to_pylist()
    assert changes(row) == [("phone", "81234567890", "081234567890")]


def test_a_numeric_family_card_cut_by_excel_is_not_believed(workbook):
    rows = [["NIK", "Nama", "No KK"], [TRADER[1], "Satu", 3271010107800000], [TRADER[1], "Dua", "3271 0101 0780 0003"]]
    one, two = read_list(workbook(rows)).rows.to_pylist()
    assert one["family_card"] is None
    assert two["family_card"] == "3271010107800003"


def test_formulas_give_their_last_value_and_errors_give_nothing(tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "f.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["NIK", "Nama", "Pekerjaan"])
        sheet.write_formula(1, 0, '="3271010107800001"', None, "3271010107800001")
        sheet.write_string(1, 1, "Asep Contoh")
        sheet.write_formula(1, 2, "=NA()", None, "#N/A")
    (row,) = read_list(tmp_path / "f.xlsx").rows.to_pylist()
    assert row["nik"] == "3271010107800001"
