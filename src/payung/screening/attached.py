"""The list with everything known about each row beside it: one table of expressions, which an engine then runs once.

Here it is decided whose facts count: only a confirmed row (NIK well formed and registered, name agreeing) has register
facts about its person; the others keep what the list says of age and domicile.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import ibis

from payung.screening.names import with_agreement

# A NIK that stands on very many rows under different names is a filler; a row is compared with this many of them.
_NAMES_COMPARED = 50

# The kinds of pairs of names, and what puts a person whose name differs behind all whose name agrees.
_REGISTERED, _EARLIER, _POSSIBLE = 1, 2, 3
_BEHIND = 1_000_000

_PERSON = ("name", "sex", "birth_date", "birth_place", "family_card", "mother_name", "village_code", "address")

# What a register says of a person, and therefore only of a confirmed row.
_FACTS = (*(f"person_{column}" for column in _PERSON), "decile", "decile_as_of", "died_on", "employer", "body", "payer")


def attached(tables: Mapping[str, Any], on: date) -> Any:
    """Join the list to its registers: one row per row of the list, whatever the registers repeat.

    `tables` holds "listed" (LIST_SCHEMA with position, place_code, place_how, place_suggestion), "village_names"
    (code, name) and every register kind, empty where missing.
    """
    listed = _prepared(tables["listed"])
    wanted = listed.filter(listed.nik_usable.notnull()).select(wanted_nik=listed.nik_usable).distinct()
    people = _people(wanted, tables["population"])
    pairs = _judged_pairs(listed, people, tables["population"])
    matched = _matched(pairs)
    joined = listed.left_join(matched, listed.position == matched.matched_at)
    joined = joined.left_join(people, [joined.nik_usable == people.person_nik, joined.person_turn == people.turn])
    for facts in (
        _family_cards(wanted, tables["population"]),
        _deaths(wanted, tables["deaths"]),
        _deciles(wanted, tables["welfare"], on),
        _employment(wanted, tables["wage_workers"]),
        _service(wanted, tables["civil_servants"]),
        _cover(wanted, tables["covered"], on),
    ):
        joined = joined.left_join(facts, joined.nik_usable == facts[facts.columns[0]])
    for facts in (_duplicates(pairs), _suggestions(pairs)):
        joined = joined.left_join(facts, joined.position == facts[facts.columns[0]])
    villages = tables["village_names"]
    joined = joined.left_join(villages, joined.person_village_code == villages.official_code)
    return _decided(joined, on)


def _prepared(listed: Any) -> Any:
    usable = ibis.ifelse(listed.nik_problem.isnull(), listed.nik, None)
    listed = listed.mutate(nik_usable=usable, cleaned_count=listed.cleaned.length())
    written_day = listed.nik_usable.substr(6, 2).try_cast("int32")
    return listed.mutate(
        nik_day=ibis.ifelse(written_day > 40, written_day - 40, written_day),
        nik_month=listed.nik_usable.substr(8, 2).try_cast("int32"),
        nik_year=listed.nik_usable.substr(10, 2).try_cast("int32"),
        nik_sex=ibis.cases((written_day > 40, "P"), (written_day <= 40, "L")),  # null without a usable NIK
        work=listed.occupation.lower().re_replace("[^a-z]+", " ").strip(),
    )


def _people(wanted: Any, population: Any) -> Any:
    """The registered people of the list's NIKs, numbered where a NIK stands more than once."""
    people = population.inner_join(wanted, population.nik == wanted.wanted_nik)
    people = people.select(person_nik="nik", **{f"person_{column}": column for column in _PERSON})
    order = [f"person_{column}" for column in _PERSON]
    return people.mutate(turn=ibis.row_number().over(group_by="person_nik", order_by=order))


def _judged_pairs(listed: Any, people: Any, population: Any) -> Any:
    """Every pair of names that must be compared, compared once: with the register, within the list, to suggest."""
    narrow = listed.select("position", "row", "nik_usable", "name")
    found = narrow.inner_join(people, narrow.nik_usable == people.person_nik)
    found = found.select(
        kind=ibis.literal(_REGISTERED, "int8"),
        at="position",
        other_number="turn",
        other_nik="person_nik",
        one="name",
        other="person_name",
    )
    pairs = ibis.union(found, _repeated(narrow), _possible(listed, population))
    return with_agreement(pairs, "one", "other")


def _repeated(narrow: Any) -> Any:
    """Rows with an earlier row of the same NIK, each beside the spellings of the name that came first."""
    named = narrow.filter(narrow.nik_usable.notnull())
    times = named.group_by(times_nik="nik_usable").agg(times=named.count())
    times = times.filter(times.times > 1)
    repeated = named.inner_join(times, named.nik_usable == times.times_nik).select(*narrow.columns)
    spellings = repeated.group_by(earlier_nik="nik_usable", earlier_name="name").agg(first_row=repeated.row.min())
    order = ["first_row", "earlier_name"]
    spellings = spellings.mutate(_turn=ibis.row_number().over(group_by="earlier_nik", order_by=order))
    spellings = spellings.filter(spellings._turn < _NAMES_COMPARED)
    pairs = repeated.inner_join(
        spellings, [repeated.nik_usable == spellings.earlier_nik, spellings.first_row < repeated.row]
    )
    return pairs.select(
        kind=ibis.literal(_EARLIER, "int8"),
        at="position",
        other_number=pairs.first_row.cast("int64"),
        other_nik="earlier_nik",
        one="name",
        other="earlier_name",
    )


def _possible(listed: Any, population: Any) -> Any:
    """Rows whose NIK was cut, each beside the registered people of its family card and birth date."""
    cut = listed.filter(
        (listed.nik_problem == "truncated") & listed.family_card.notnull() & listed.birth_date.notnull()
    )
    cut = cut.select("position", cut_name="name", cut_card="family_card", cut_birth_date="birth_date")
    people = population.select("nik", "name", "family_card", "birth_date")
    found = cut.inner_join(people, [cut.cut_card == people.family_card, cut.cut_birth_date == people.birth_date])
    return found.select(
        kind=ibis.literal(_POSSIBLE, "int8"),
        at="position",
        other_number=ibis.literal(0, "int64"),
        other_nik="nik",
        one="cut_name",
        other="name",
    )


def _matched(pairs: Any) -> Any:
    """The registered person of each row's NIK; of several under one NIK one whose name agrees, else the first."""
    mine = pairs.filter(pairs.kind == _REGISTERED)
    ranked = ibis.ifelse(mine.agrees, mine.other_number, mine.other_number + _BEHIND)
    best = mine.group_by(matched_at="at").agg(best=ranked.min())
    return best.select("matched_at", person_turn=best.best % _BEHIND, is_agreeing=best.best < _BEHIND)


def _duplicates(pairs: Any) -> Any:
    same = pairs.filter((pairs.kind == _EARLIER) & pairs.agrees)
    return same.group_by(duplicate_at="at").agg(duplicate_of=same.other_number.min())


def _suggestions(pairs: Any) -> Any:
    same = pairs.filter((pairs.kind == _POSSIBLE) & pairs.same)
    return same.group_by(suggested_at="at").agg(
        found=same.other_nik.nunique().cast("int32"), suggested_nik=same.other_nik.min()
    )


def _family_cards(wanted: Any, population: Any) -> Any:
    cards = population.select("family_card").inner_join(wanted, population.family_card == wanted.wanted_nik)
    return cards.select(card_nik="family_card").distinct()


def _deaths(wanted: Any, deaths: Any) -> Any:
    mine = deaths.inner_join(wanted, deaths.nik == wanted.wanted_nik)
    return mine.group_by(death_nik="wanted_nik").agg(died_on=mine.died_on.min())


def _deciles(wanted: Any, welfare: Any, on: date) -> Any:
    """Of several dates the latest on or before the day; of several deciles at that date the highest."""
    mine = welfare.filter(welfare.as_of <= ibis.literal(on))
    mine = mine.inner_join(wanted, mine.nik == wanted.wanted_nik).select("wanted_nik", "decile", "as_of")
    order = [ibis.desc("as_of"), ibis.desc("decile")]
    mine = mine.mutate(_turn=ibis.row_number().over(group_by="wanted_nik", order_by=order))
    return mine.filter(mine._turn == 0).select(decile_nik="wanted_nik", decile="decile", decile_as_of="as_of")


def _employment(wanted: Any, workers: Any) -> Any:
    mine = workers.inner_join(wanted, workers.nik == wanted.wanted_nik)
    return mine.group_by(employed_nik="wanted_nik").agg(employer=mine.employer.min())


def _service(wanted: Any, servants: Any) -> Any:
    mine = servants.inner_join(wanted, servants.nik == wanted.wanted_nik)
    return mine.group_by(serving_nik="wanted_nik").agg(body=mine.body.min())


def _cover(wanted: Any, covered: Any, on: date) -> Any:
    """Months are both included and compared as text (YYYY-MM); an empty last month is still paid."""
    month = f"{on:%Y-%m}"
    begun = covered.from_month.isnull() | (covered.from_month <= month)
    lasting = covered.to_month.isnull() | (covered.to_month == "") | (covered.to_month >= month)
    mine = covered.filter(begun & lasting)
    mine = mine.inner_join(wanted, mine.nik == wanted.wanted_nik)
    mine = mine.select("wanted_nik", payer=mine.payer.fill_null("")).distinct()
    return mine.group_by(covered_nik="wanted_nik").agg(payer=mine.payer.group_concat(", ", order_by=mine.payer))


def _decided(joined: Any, on: date) -> Any:
    is_confirmed = joined.person_nik.notnull() & joined.is_agreeing.fill_null(False)
    row = joined.select(
        *(name for name in joined.columns if name not in _FACTS),
        **{name: ibis.ifelse(is_confirmed, joined[name], None) for name in _FACTS},
        is_known=joined.person_nik.notnull(),
        is_confirmed=is_confirmed,
        day=ibis.literal(on),
    )
    row = row.mutate(
        born_on=row.person_birth_date.coalesce(row.birth_date),
        domicile=row.person_village_code.coalesce(ibis.ifelse(row.place_how == "exact", row.place_code, None)),
        is_family_card=row.card_nik.notnull() | (row.nik_usable == row.family_card).fill_null(False),
        is_in_deaths=row.death_nik.notnull(),
        is_employed=row.employed_nik.notnull(),
        is_in_service=row.serving_nik.notnull(),
        is_covered=row.covered_nik.notnull(),
        suggested_count=ibis.ifelse(row.nik_problem == "truncated", row.found.fill_null(0), None),
        is_village_respelt=(
            row.is_confirmed
            & row.official_village.notnull()
            & (row.village_given.strip() != "")
            & (row.place_how != "exact")
        ).fill_null(False),
    )
    before_birthday = (row.day.month() * 100 + row.day.day()) < (row.born_on.month() * 100 + row.born_on.day())
    suggested = ibis.ifelse(row.suggested_count == 1, row.suggested_nik, None)
    return row.mutate(
        age=row.day.year() - row.born_on.year() - before_birthday.cast("int32"),
        respelt_village=ibis.ifelse(row.is_village_respelt, row.village_given, None),
        nik_matched=ibis.ifelse(row.is_confirmed, row.nik_usable, suggested),
    )
