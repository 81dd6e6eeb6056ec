"""The list with everything known about each row beside it: one table of expressions, which an engine then runs once.

Here it is decided whose facts count: only a confirmed row (NIK well formed and registered, name agreeing) has register
facts about its person; the others keep what the list says of age and domicile.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import ibis

from payung.screening.names import with_agreement, with_same_name

# A NIK that stands on very many rows under different names is a filler; a row is compared with this many of them.
_NAMES_COMPARED = 50

_PERSON = ("name", "sex", "birth_date", "birth_place", "family_card", "mother_name", "village_code", "address")


def attached(tables: Mapping[str, Any], on: date) -> Any:
    """Join the list to its registers: one row per row of the list, whatever the registers repeat.

    `tables` holds "listed" (LIST_SCHEMA with position, place_code, place_how, place_suggestion), "village_names"
    (code, name) and every register kind, empty where missing.
    """
    listed = _prepared(tables["listed"])
    wanted = listed.filter(listed.nik_usable.notnull()).select(wanted_nik=listed.nik_usable).distinct()
    joined = _with_person(listed, wanted, tables["population"])
    for facts in (
        _family_cards(wanted, tables["population"]),
        _deaths(wanted, tables["deaths"]),
        _deciles(wanted, tables["welfare"], on),
        _employment(wanted, tables["wage_workers"]),
        _service(wanted, tables["civil_servants"]),
        _cover(wanted, tables["covered"], on),
    ):
        joined = joined.left_join(facts, joined.nik_usable == facts.wanted_nik).drop("wanted_nik")
    for facts in (_duplicates(listed), _suggestions(listed, tables["population"])):
        joined = joined.left_join(facts, joined.position == facts.at).drop("at")
    villages = tables["village_names"]
    joined = joined.left_join(villages, joined.person_village_code == villages.official_code).drop("official_code")
    return _decided(joined, on)


def _prepared(listed: Any) -> Any:
    usable = ibis.ifelse(listed.nik_problem.isnull(), listed.nik, None)
    listed = listed.mutate(nik_usable=usable, cleaned_count=listed.cleaned.length())
    written_day = listed.nik_usable.substr(6, 2).try_cast("int32")
    return listed.mutate(
        nik_day=ibis.ifelse(written_day > 40, written_day - 40, written_day),
        nik_month=listed.nik_usable.substr(8, 2).try_cast("int32"),
        nik_year=listed.nik_usable.substr(10, 2).try_cast("int32"),
        nik_sex=ibis.ifelse(written_day > 40, "P", "L"),
        work=listed.occupation.lower().re_replace("[^a-z]+", " ").strip(),
    )


def _with_person(listed: Any, wanted: Any, population: Any) -> Any:
    """Attach the registered person of the NIK; of several under one NIK the one whose name agrees."""
    people = population.select("nik", **{f"person_{column}": population[column] for column in _PERSON})
    people = people.inner_join(wanted, people.nik == wanted.wanted_nik).drop("nik")
    joined = listed.left_join(people, listed.nik_usable == people.wanted_nik)
    joined = with_agreement(joined, "name", "person_name", "is_agreeing")
    joined = joined.mutate(is_known=joined.wanted_nik.notnull()).drop("wanted_nik")
    order = [ibis.desc("is_agreeing"), "person_name", "person_birth_date", "person_family_card", "person_village_code"]
    turn = ibis.row_number().over(group_by="position", order_by=order)
    joined = joined.mutate(_turn=turn)
    return joined.filter(joined._turn == 0).drop("_turn")


def _family_cards(wanted: Any, population: Any) -> Any:
    cards = population.select("family_card").inner_join(wanted, population.family_card == wanted.wanted_nik)
    cards = cards.select("wanted_nik").distinct()
    return cards.mutate(is_registered_card=ibis.literal(True))


def _deaths(wanted: Any, deaths: Any) -> Any:
    mine = deaths.inner_join(wanted, deaths.nik == wanted.wanted_nik)
    return mine.group_by("wanted_nik").agg(died_on=mine.died_on.min(), deaths=mine.count())


def _deciles(wanted: Any, welfare: Any, on: date) -> Any:
    """Of several dates the latest on or before the day; of several deciles at that date the highest."""
    mine = welfare.filter(welfare.as_of <= ibis.literal(on))
    mine = mine.inner_join(wanted, mine.nik == wanted.wanted_nik).select("wanted_nik", "decile", "as_of")
    turn = ibis.row_number().over(group_by="wanted_nik", order_by=[ibis.desc("as_of"), ibis.desc("decile")])
    mine = mine.mutate(_turn=turn)
    return mine.filter(mine._turn == 0).select("wanted_nik", "decile", decile_as_of="as_of")


def _employment(wanted: Any, workers: Any) -> Any:
    mine = workers.inner_join(wanted, workers.nik == wanted.wanted_nik)
    return mine.group_by("wanted_nik").agg(employer=mine.employer.min(), employments=mine.count())


def _service(wanted: Any, servants: Any) -> Any:
    mine = servants.inner_join(wanted, servants.nik == wanted.wanted_nik)
    return mine.group_by("wanted_nik").agg(body=mine.body.min(), services=mine.count())


def _cover(wanted: Any, covered: Any, on: date) -> Any:
    """Months are both included and compared as text (YYYY-MM); an empty last month is still paid."""
    month = f"{on:%Y-%m}"
    begun = covered.from_month.isnull() | (covered.from_month <= month)
    lasting = covered.to_month.isnull() | (covered.to_month == "") | (covered.to_month >= month)
    mine = covered.filter(begun & lasting)
    mine = mine.inner_join(wanted, mine.nik == wanted.wanted_nik)
    mine = mine.select("wanted_nik", payer=mine.payer.fill_null("")).distinct()
    return mine.group_by("wanted_nik").agg(
        payer=mine.payer.group_concat(", ", order_by=mine.payer), covers=mine.count()
    )


def _duplicates(listed: Any) -> Any:
    """For each row with an earlier row of the same NIK and an agreeing name: the row number of the earliest such."""
    named = listed.select("position", "row", "nik_usable", "name").filter(listed.nik_usable.notnull())
    times = named.group_by("nik_usable").agg(times=named.count())
    repeated = named.inner_join(times.filter(times.times > 1), "nik_usable")
    repeated = repeated.select("position", "row", "nik_usable", "name")
    spellings = repeated.group_by("nik_usable", "name").agg(
        first_at=repeated.position.min(), first_row=repeated.row.argmin(repeated.position)
    )
    spellings = spellings.mutate(_turn=ibis.row_number().over(group_by="nik_usable", order_by="first_at"))
    spellings = spellings.filter(spellings._turn < _NAMES_COMPARED).select(
        "first_at", "first_row", earlier_nik="nik_usable", earlier_name="name"
    )
    pairs = repeated.inner_join(
        spellings, [repeated.nik_usable == spellings.earlier_nik, spellings.first_at < repeated.position]
    )
    pairs = with_agreement(pairs, "name", "earlier_name", "is_same")
    pairs = pairs.filter(pairs.is_same)
    return pairs.group_by(at="position").agg(duplicate_of=pairs.first_row.argmin(pairs.first_at))


def _suggestions(listed: Any, population: Any) -> Any:
    """For each truncated NIK: how many registered people have its name, birth date and family card, and one of them."""
    cut = listed.filter(listed.nik_problem == "truncated")
    cut = cut.filter(cut.family_card.notnull() & cut.birth_date.notnull())
    cut = cut.select(at="position", cut_name="name", cut_card="family_card", cut_birth_date="birth_date")
    people = population.select("nik", "name", "family_card", "birth_date")
    found = cut.inner_join(people, [cut.cut_card == people.family_card, cut.cut_birth_date == people.birth_date])
    found = with_same_name(found, "cut_name", "name", "is_same")
    found = found.filter(found.is_same).select("at", "nik").distinct()
    return found.group_by("at").agg(found=found.count().cast("int32"), suggested_nik=found.nik.min())


def _decided(joined: Any, on: date) -> Any:
    row = joined.mutate(is_confirmed=joined.is_known & joined.is_agreeing, day=ibis.literal(on))
    facts = {f"person_{column}": row[f"person_{column}"] for column in _PERSON}
    facts |= {column: row[column] for column in ("decile", "decile_as_of", "died_on", "employer", "body", "payer")}
    row = row.mutate(**{column: ibis.ifelse(row.is_confirmed, value, None) for column, value in facts.items()})
    row = row.mutate(
        born_on=row.person_birth_date.coalesce(row.birth_date),
        domicile=row.person_village_code.coalesce(ibis.ifelse(row.place_how == "exact", row.place_code, None)),
        is_family_card=row.is_registered_card.fill_null(False) | (row.nik_usable == row.family_card).fill_null(False),
        is_in_deaths=row.deaths.notnull(),
        is_employed=row.employments.notnull(),
        is_in_service=row.services.notnull(),
        is_covered=row.covers.notnull(),
        suggested_count=ibis.ifelse(row.nik_problem == "truncated", row.found.fill_null(0), None),
        is_village_respelt=(
            row.is_confirmed
            & row.official_village.notnull()
            & (row.person_village_code.notnull())
            & (row.village_given.strip() != "")
            & (row.place_how != "exact")
        ).fill_null(False),
    )
    before_birthday = (row.day.month() * 100 + row.day.day()) < (row.born_on.month() * 100 + row.born_on.day())
    return row.mutate(
        age=row.day.year() - row.born_on.year() - before_birthday.cast("int32"),
        respelt_village=ibis.ifelse(row.is_village_respelt, row.village_given, None),
        nik_matched=ibis.ifelse(
            row.is_confirmed, row.nik_usable, ibis.ifelse(row.suggested_count == 1, row.suggested_nik, None)
        ),
    )
