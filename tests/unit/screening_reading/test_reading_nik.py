"""What the digits of a NIK say, held against an independent parser."""

from datetime import date

import pytest
from lokal.nik import parse_nik

from payung.screening.nik import (
    nik_birth_date,
    nik_birthday,
    nik_district,
    nik_province,
    nik_regency,
    nik_serial,
    nik_sex,
)

DAY = date(2025, 9, 1)
NIKS = [
    f"{place}{day:02}{month:02}{year:02}{serial:04}"
    for place in ("327101", "320114", "927103")
    for day in (1, 9, 28, 29, 30, 31, 41, 69, 70, 71)
    for month in (1, 2, 4, 12)
    for year in (0, 4, 10, 60, 80, 99)
    for serial in (1, 9999)
]


@pytest.mark.parametrize("nik", NIKS[::7])
def test_an_independent_parser_agrees(nik):
    oracle = parse_nik(nik, reference_date=date(2010, 12, 31))
    birthday = nik_birthday(nik, DAY)
    assert (birthday.isoformat() if birthday else None) == oracle.birth_date
    assert nik_province(nik) == oracle.province_code
    assert nik_regency(nik) == oracle.regency_code
    assert nik_district(nik) == oracle.district_code
    assert nik_serial(nik) == oracle.serial
    if birthday:
        assert nik_sex(nik) == oracle.gender


def test_a_womans_day_has_40_added():
    assert nik_birth_date("3271016905800001") == (29, 5, 80)
    assert nik_sex("3271016905800001") == "P"
    assert nik_sex("3271012905800001") == "L"


@pytest.mark.parametrize(
    "nik",
    [
        "3271010000800001",
        "3271014007800001",
        "3271017201800001",
        "3271013113800001",
        "3271013002800001",
        "3271010100800001",
    ],
)
def test_an_impossible_day_is_no_date(nik):
    assert nik_birth_date(nik) is None
    assert nik_birthday(nik, DAY) is None


@pytest.mark.parametrize(("year", "full"), [("25", 1925), ("05", 2005), ("10", 2010), ("65", 1965)])
def test_the_century_is_that_of_somebody_who_can_work(year, full):
    assert nik_birthday(f"3271010107{year}0001", DAY) == date(full, 7, 1)
