"""Who stands on which list, and as what kind: people taken from the city so that each fits its kind and no other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from payung.demo.drawing import Mask, chance, generator, pools
from payung.demo.facts import NEVER, OPEN, Facts, month_number
from payung.demo.families import SPOUSE
from payung.demo.kinds import KINDS
from payung.demo.people import People, ages_on
from payung.demo.plan import CityPlan, ListPlan

COPIED = frozenset({"plain", "name_title", "nik_spaced"})  # kinds whose people may also be doubles and members
NO_ONE = -1


@dataclass(frozen=True)
class Candidate:
    """A row to be: a person of the city (index) listed as a kind; `other` is a neighbour's or a stranger's index."""

    kind: str
    person: int
    other: int = NO_ONE


class Taking:
    """Takes people out of the city, nobody twice, for one list after the other."""

    def __init__(self, plan: CityPlan, people: People, facts: Facts) -> None:
        self.plan, self.people, self.facts = plan, people, facts
        self.rng = generator(plan.seed, "lists")
        self.free: Mask = np.ones(len(people), np.bool_)
        self.likely = (people.role <= SPOUSE) | chance(self.rng, 0.3, len(people))
        # A child's NIK can equal a family card issued on the child's birthday in the same district.
        cards = np.unique(people.family_card)
        self.is_card: Mask = cards[np.minimum(np.searchsorted(cards, people.nik), len(cards) - 1)] == people.nik
        self.is_own_card: Mask = ~np.isin(people.family_card, people.nik[self.is_card])
        self.spelt = {**_spoken(people), **_respelt(people)}

    def candidates(self, listed: ListPlan, members: Sequence[Candidate] = ()) -> list[Candidate]:
        """The people of one list; `members` are the rows of the list before it, whose people may be on this one too."""
        pool = self._pools(listed.screened_on)
        chosen: list[Candidate] = []
        for kind, rule in KINDS.items():
            count = listed.counts.get(kind, 0)
            if rule.who == "listed":
                chosen += self._copies(kind, chosen, count)
            elif rule.who == "member":
                chosen += self._copies(kind, members, count)
            elif rule.who == "has_neighbour":
                chosen += self._with_neighbours(kind, pool["eligible"], count)
            else:
                chosen += self._taken(kind, pool[rule.who], count)
        return chosen

    def _taken(self, kind: str, able: Mask, count: int) -> list[Candidate]:
        able = able & self.free
        preferred = np.flatnonzero(able & self.likely)
        places = preferred if len(preferred) >= count else np.flatnonzero(able)
        if len(places) < count:
            raise ValueError(f"the city is too small: {count} people of kind {kind} wanted, {len(places)} there")
        persons = self.rng.choice(places, count, replace=False)
        self.free[persons] = False
        others = self.rng.integers(0, len(self.people), count)
        return [Candidate(kind, int(person), int(other)) for person, other in zip(persons, others, strict=True)]

    def _copies(self, kind: str, rows: Sequence[Candidate], count: int) -> list[Candidate]:
        able = [row for row in rows if row.kind in COPIED]
        return [Candidate(kind, able[place].person) for place in self.rng.choice(len(able), count, replace=False)]

    def _with_neighbours(self, kind: str, able: Mask, count: int) -> list[Candidate]:
        """People whose NIK, its last digit mistaken, is that of somebody of a clearly different name."""
        nik = self.people.nik
        follows = np.append((nik[1:] // 10 == nik[:-1] // 10) & self.free[1:], False)
        chosen: list[Candidate] = []
        for person in self.rng.permutation(np.flatnonzero(able & self.free & follows)).tolist():
            pair = self.people.name.slice(person, 2).to_pylist()
            if len(chosen) < count and self.free[person] and self.free[person + 1] and clearly_different(*pair):
                self.free[person : person + 2] = False
                chosen.append(Candidate(kind, person, person + 1))
        if len(chosen) < count:
            raise ValueError(f"the city is too small: {count} people of kind {kind} wanted, {len(chosen)} there")
        return chosen

    def _pools(self, day: date) -> dict[str, Mask]:
        """For each `who` of the kinds, the people who fit on `day`: good in all respects but the one meant."""
        people, facts = self.people, self.facts
        tests = self._tests(day)

        def all_but(*left_out: str) -> Mask:
            kept: Mask = np.logical_and.reduce([mask for name, mask in tests.items() if name not in left_out])
            return kept

        eligible = all_but()
        month = month_number(day)
        ended = (facts.payer >= 0) & (facts.to_month != OPEN) & (facts.to_month < month)
        running = (facts.payer >= 0) & ((facts.to_month == OPEN) | (facts.to_month >= month))
        poor_before = (facts.decile_before >= 1) & (facts.decile_before <= 4)
        poor, known = (facts.decile >= 1) & (facts.decile <= 4), facts.decile >= 1
        number = ~people.is_misdated & (people.nik % 10 != 0)
        return {
            "eligible": eligible,
            **{who: eligible & mask for who, mask in self.spelt.items()},
            **{who: all_but("age") & mask for who, mask in self._edges(day).items()},
            "own_card": eligible & self.is_own_card,
            "birth_mismatch": all_but("number") & people.is_misdated & ~people.is_issued_elsewhere,
            "issued_elsewhere": all_but("number") & people.is_issued_elsewhere & number,
            "cover_ended": all_but("uncovered") & ended,
            "covered": all_but("uncovered") & running,
            "decile_fell": all_but("decile") & poor & (facts.decile_before > 4),
            "decile_rose": all_but("decile") & ~poor & known & poor_before,
            "decile_above": all_but("decile") & ~poor & known & ~poor_before,
            "decile_unknown": all_but("decile") & ~known,
            "deceased": all_but("alive") & (facts.died <= _days(self.plan.snapshot)),
            "death_later": all_but("alive") & (facts.died != NEVER) & (facts.died > _days(self.plan.snapshot)),
            "wage_worker": all_but("unwaged") & (facts.employer >= 0),
            "civil_servant": all_but("uncivil") & (facts.body >= 0),
            "outside": all_but("home", "number") & (people.village >= people.city_villages) & number,
        }

    def _tests(self, day: date) -> dict[str, Mask]:
        people, facts = self.people, self.facts
        year_end = date(day.year, 12, 31)
        return {
            # of age before the first list and until the year is out, so that no day of screening matters
            "age": (ages_on(people.born, self.plan.snapshot) >= 18) & (ages_on(people.born, year_end) <= 64),
            "home": people.village < people.city_villages,
            "alive": facts.died == NEVER,
            "unwaged": facts.employer < 0,
            "uncivil": facts.body < 0,
            "uncovered": facts.payer < 0,
            "decile": (facts.decile >= 1) & (facts.decile <= 4) & (facts.decile_before <= 4),
            "number": ~people.is_misdated & ~people.is_issued_elsewhere & (people.nik % 10 != 0),
        }

    def _edges(self, day: date) -> dict[str, Mask]:
        """Ages outside the policy, clearly and by a few weeks; `turned` lies before `day` and after the list before."""
        born = self.people.born
        early, late = ages_on(born, day - timedelta(days=45)), ages_on(born, day - timedelta(days=1))
        soon = ages_on(born, day + timedelta(days=40))
        now, year_end = ages_on(born, day + timedelta(days=5)), ages_on(born, date(day.year, 12, 31))
        return {
            "turned_18": (early == 17) & (late == 18),
            "turns_18": (now == 17) & (soon == 18),
            "turned_65": (early == 64) & (late == 65),
            "age_under": (year_end >= 14) & (year_end < 18) & ~self.is_card,
            "age_over": (early >= 65) & (late <= 78),
        }


def clearly_different(one: str, other: str) -> bool:
    """Whether two names share no word and hardly a pair of letters: nobody takes one for the other."""
    pairs = [{name[place : place + 2] for place in range(len(name) - 1)} for name in (one.lower(), other.lower())]
    alike = 2 * len(pairs[0] & pairs[1]) / max(len(pairs[0]) + len(pairs[1]), 1)
    return alike < 0.15 and one[0] != other[0] and not set(one.lower().split()) & set(other.lower().split())


def _days(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def _array(answer: Any) -> npt.NDArray[Any]:
    counted: npt.NDArray[Any] = answer.to_numpy(zero_copy_only=False)
    return counted


def _spoken(people: People) -> dict[str, Mask]:
    """People by what their name allows a writer to do to it."""
    name = people.name
    words = _array(pc.count_substring(name, " ")) + 1
    letters = _array(pc.utf8_length(name))
    forms = "|".join(form.replace(".", r"\.") for form in pools("names")["muhammad_forms"])
    is_muhammad = _array(pc.match_substring_regex(name, f"^({forms}) "))
    is_telling = _array(pc.match_substring_regex(name, " .*[A-Z][a-z]{3}"))  # "M. Uus" could be many a person
    return {
        "apostrophe": _array(pc.match_substring(name, "'")),
        "muhammad_name": is_muhammad & is_telling,
        "two_words": words >= 2,
        "three_words": words >= 3,
        "long_name": (words >= 2) & (letters >= 12) & ~is_muhammad,
    }


def _respelt(people: People) -> dict[str, Mask]:
    """People whose kelurahan is also written in another way."""
    also = pools("places")["also_written"]
    respelt = np.array([bool(place.spellings) or place.name in also for place in people.villages])
    return {"respelt_village": respelt[people.village]}
