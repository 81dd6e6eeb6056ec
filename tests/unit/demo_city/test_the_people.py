"""The people of the city: unique numbers by the real rule, plausible ages, names and families."""

from datetime import date

import numpy as np
from asking import Asked
from lokal.nik import parse_nik

from payung.demo.people import ages_on
from payung.demo.plan import CityPlan, regions


def test_the_city_has_as_many_people_as_planned_and_some_who_live_outside_it(asked: Asked, plan: CityPlan) -> None:
    counted = asked.one("SELECT count(*) FILTER (village_code LIKE '32.71.%'), count(*) FROM population")
    assert counted == (plan.people, plan.people + plan.outsiders)


def test_people_live_in_all_68_kelurahan_of_different_sizes(asked: Asked) -> None:
    found = dict(
        asked.rows("SELECT village_code, count(*) FROM population WHERE village_code LIKE '32.71.%' GROUP BY 1")
    )
    assert set(found) == {place["code"] for district in regions()["kecamatan"] for place in district["kelurahan"]}
    assert max(found.values()) > 2 * min(found.values())


def test_a_nik_is_sixteen_digits_and_nobody_shares_it(asked: Asked) -> None:
    assert asked.one(
        "SELECT count(*) = count(DISTINCT nik), bool_and(regexp_full_match(nik, '[0-9]{16}')),"
        " bool_and(regexp_full_match(family_card, '[0-9]{16}')) FROM population"
    ) == (True, True, True)


def test_a_nik_says_sex_and_birth_date_for_all_but_the_planned_few(asked: Asked, plan: CityPlan) -> None:
    people = asked.rows("SELECT nik, sex, birth_date FROM population")
    wrong = 0
    for nik, sex, born in people[::7]:
        read = parse_nik(nik, reference_date=plan.snapshot)
        stated = (read.gender, (read.birth_date or "")[2:])
        wrong += stated != (sex, born.isoformat()[2:])
    share = wrong * 7 / plan.birth_mismatches
    assert 0.5 < share < 1.6


def test_several_percent_of_the_numbers_were_issued_elsewhere(asked: Asked) -> None:
    elsewhere, provinces = asked.one(
        "SELECT avg((nik NOT LIKE '3271%')::INT), count(DISTINCT nik[:2]) FROM population"
        " WHERE village_code LIKE '32.71.%'"
    )
    assert 0.05 < elsewhere < 0.1
    assert provinces > 3


def test_nobody_was_born_after_the_snapshot_and_half_are_between_15_and_50(asked: Asked, plan: CityPlan) -> None:
    newest, oldest, grown = asked.one(
        "SELECT max(birth_date), min(birth_date),"
        " avg((date_diff('year', birth_date, DATE '2025-08-31') BETWEEN 15 AND 50)::INT) FROM population"
    )
    assert newest <= plan.snapshot
    assert oldest > date(1925, 1, 1)
    assert 0.45 < grown < 0.65


def test_names_are_those_of_bogor_and_many_people_have_only_one(asked: Asked) -> None:
    single, sundanese, widest, odd = asked.one(
        "SELECT avg((name NOT LIKE '% %')::INT),"
        " avg(regexp_matches(name, 'Asep|Ujang|Neneng|Cecep|Euis|Iis|Dede')::INT),"
        " max(length(name)), count(*) FILTER (name <> trim(name) OR name = '') FROM population"
    )
    assert 0.05 < single < 0.35
    assert sundanese > 0.05
    assert widest <= 60
    assert odd == 0


def test_children_bear_the_name_of_the_mother_they_live_with(asked: Asked) -> None:
    of_family, all_children = asked.one(
        "SELECT avg((m.name IS NOT NULL)::INT), count(*) FROM (SELECT DISTINCT family_card, mother_name FROM population"
        " WHERE birth_date > DATE '2010-01-01' AND village_code LIKE '32.71.%') c LEFT JOIN"
        " (SELECT DISTINCT family_card, name FROM population WHERE sex = 'P') m"
        " ON m.family_card = c.family_card AND m.name = c.mother_name"
    )
    assert all_children > 1_000
    assert of_family > 0.85


def test_an_age_grows_on_the_birthday_and_not_before() -> None:
    born = np.array([(date(2007, 9, 2) - date(1970, 1, 1)).days, (date(2008, 2, 29) - date(1970, 1, 1)).days], np.int32)
    assert ages_on(born, date(2025, 9, 1)).tolist() == [17, 17]
    assert ages_on(born, date(2025, 9, 2)).tolist() == [18, 17]
    assert ages_on(born, date(2026, 2, 28)).tolist() == [18, 17]
    assert ages_on(born, date(2026, 3, 1)).tolist() == [18, 18]
