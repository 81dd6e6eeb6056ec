"""Amounts, days and numbers of identity read as people here write them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from payung.web import presenting
from payung.web.presenting import NO_BREAK


@pytest.fixture(autouse=True)
def indonesian():
    with translation.override("id"):
        yield


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "Rp0"), (16_800, "Rp16.800"), (377_529_600, "Rp377.529.600"), (-16_800, "-Rp16.800")],
)
def test_rupiah_has_dots_and_no_space(amount, text):
    assert presenting.rupiah(amount) == text


@pytest.mark.parametrize("wrong", [16_800.0, "16800", True, None])
def test_an_amount_that_is_no_whole_number_is_refused(wrong):
    with pytest.raises(TypeError):
        presenting.count(wrong)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (999_499, "Rp999.499"),
        (950_000, "Rp950.000"),
        (10_000_000, "Rp10 jt"),
        (377_529_600, "Rp377,5 jt"),
        (377_563_200, "Rp377,6 jt"),
        (377_550_000, "Rp377,6 jt"),
        (999_949_999, "Rp999,9 jt"),
        (9_984_000_000, "Rp9,98 M"),
        (1_250_000_000_000, "Rp1,25 T"),
        (-42_000_000, "-Rp42 jt"),
    ],
)
def test_a_short_amount_keeps_its_unit_on_the_line(amount, text):
    assert presenting.rupiah_short(amount) == text.replace(" ", NO_BREAK)


def test_a_short_amount_just_under_a_unit_rounds_into_it():
    assert presenting.rupiah_short(999_996_000_000) == f"Rp1{NO_BREAK}T"


def test_english_pages_group_with_commas():
    with translation.override("en"):
        assert presenting.count(22_474) == "22,474"
        assert presenting.rupiah(132_619_200) == "Rp132,619,200"
        assert presenting.rupiah_short(377_529_600) == f"Rp377.5{NO_BREAK}m"


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "text"),
    [(1, 3, 0, "33%"), (1, 2, 0, "50%"), (1, 8, 1, "12,5%"), (0, 5, 0, "0%"), (5, 0, 0, "–"), (1, 200, 0, "1%")],
)
def test_a_share_is_rounded_half_up_without_floats(part, whole, decimals, text):
    assert presenting.percent(part, whole, decimals) == text


def test_days_and_months_are_written_out():
    assert presenting.day(date(2025, 11, 24)) == "24 November 2025"
    assert presenting.day(date(2025, 8, 1), "short") == f"1{NO_BREAK}Agu"
    assert presenting.day(date(2025, 3, 4), "numbers") == "04/03/2025"
    assert presenting.month("2025-09") == "September 2025"
    assert presenting.month("2025-10", "short") == "Okt"
    assert presenting.month(date(2025, 12, 1)) == "Desember 2025"


def test_a_moment_is_told_in_the_zone_of_the_programme():
    at = datetime(2025, 11, 24, 3, 5, tzinfo=UTC)
    assert presenting.moment(at) == f"10.05{NO_BREAK}WIB"
    assert presenting.moment(at, "day") == f"24 November 2025, 10.05{NO_BREAK}WIB"


def test_a_moment_late_at_night_in_london_is_the_next_day_here():
    assert presenting.moment(datetime(2025, 11, 23, 18, 0, tzinfo=UTC), "day").startswith("24 November 2025, 01.00")


def test_a_nik_shows_its_district_and_last_two_digits_only():
    assert presenting.masked_nik("3271011708750030").replace(NO_BREAK, " ") == "3271 01•• •••• ••30"


@pytest.mark.parametrize("text", ["", "327101", "3271011708750O30", "٣٢٧١٠١١٧٠٨٧٥٠٠٣٠"])
def test_what_is_no_nik_is_hidden_whole(text):
    assert presenting.masked_nik(text) == "••••"


def test_an_account_shows_its_last_four_digits_only():
    assert presenting.masked_account("0012-3456-9312").replace(NO_BREAK, " ") == "•••• ••• 9312"
    assert presenting.masked_account("1234567") == "••••"


@given(st.text(alphabet="0123456789 -", max_size=20))
def test_masking_never_shows_more_than_eight_digits_of_a_number(text):
    assert sum(letter.isdigit() for letter in presenting.masked_nik(text)) <= 8
    assert sum(letter.isdigit() for letter in presenting.masked_account(text)) <= 4


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (101, "seratus satu"),
        (111, "seratus sebelas"),
        (200, "dua ratus"),
        (1_000, "seribu"),
        (1_001, "seribu satu"),
        (2_000, "dua ribu"),
        (16_800, "enam belas ribu delapan ratus"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (10_000_000, "sepuluh juta"),
        (132_619_200, "seratus tiga puluh dua juta enam ratus sembilan belas ribu dua ratus"),
        (377_529_600, "tiga ratus tujuh puluh tujuh juta lima ratus dua puluh sembilan ribu enam ratus"),
        (1_000_000_000, "satu miliar"),
        (2_500_000_000_011, "dua triliun lima ratus miliar sebelas"),
        (-42_000_000, "minus empat puluh dua juta"),
    ],
)
def test_amounts_in_words(number, words):
    assert presenting.terbilang(number) == words


def _value_of(words: str) -> int:
    """Read number words back, by another way than they were written."""
    digits = dict(zip(presenting.DIGITS[1:10], range(1, 10), strict=True))
    scales = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12, "kuadriliun": 10**15}
    expanded = words.replace("seribu", "satu ribu").replace("seratus", "satu ratus")
    expanded = expanded.replace("sepuluh", "satu puluh").replace("sebelas", "satu belas")
    total = group = digit = 0
    for word in expanded.split():
        if word in digits:
            digit = digits[word]
        elif word in ("puluh", "ratus", "belas"):
            group += {"puluh": digit * 10, "ratus": digit * 100, "belas": digit + 10}[word]
            digit = 0
        else:
            total += (group + digit) * scales[word]
            group = digit = 0
    return total + group + digit


@given(st.integers(min_value=1, max_value=10**18 - 1))
def test_words_read_back_give_the_same_number(number):
    assert _value_of(presenting.terbilang(number)) == number


def test_words_end_where_the_scales_end():
    with pytest.raises(OverflowError):
        presenting.terbilang(10**18)
