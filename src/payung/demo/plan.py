"""How large the synthetic city is and what its two lists are made of; everything else follows from it and the seed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from payung.demo.kinds import KINDS


@cache
def regions() -> dict[str, Any]:
    """The 6 kecamatan and 68 kelurahan of Kota Bogor."""
    loaded: dict[str, Any] = json.loads(
        (files("payung.screening") / "data" / "bogor_regions.json").read_text("utf-8"),
    )
    return loaded


def inhabitants() -> int:
    """The city's population by the Ministry of Home Affairs."""
    return int(regions()["regency"]["population_in_source"])


@dataclass(frozen=True)
class ListPlan:
    """One list of candidates: who sends it, when it is screened, how many rows of each kind it has."""

    screened_on: date
    counts: Mapping[str, int]

    @property
    def rows(self) -> int:
        """All data rows."""
        return sum(self.counts.values())

    @property
    def eligible(self) -> int:
        """Rows of people who may be registered, those whose number must be repaired first included."""
        return sum(count for kind, count in self.counts.items() if KINDS[kind].eligible)


def _september() -> ListPlan:
    return ListPlan(
        date(2025, 9, 2),
        {
            # eligible as they stand
            "plain": 4468, "name_spaces": 417, "name_title": 366, "muhammad_form": 241, "name_part_missing": 138,
            "name_typo": 119, "apostrophe": 73, "nik_spaced": 352, "nik_number": 541, "nik_letter": 38,
            "issued_elsewhere": 312, "birth_mismatch": 27, "sex_slip": 44, "old_village": 254, "village_typo": 83,
            "village_blank": 21, "cover_ended": 36, "decile_fell": 57, "turned_18": 11,
            # eligible once the number is repaired
            "truncated": 251, "scientific": 45,
            # refused
            "deceased": 94, "age_under": 62, "turns_18": 9, "age_over": 131, "outside": 148, "decile_above": 316,
            "decile_rose": 34, "wage_worker": 157, "civil_servant": 28, "covered": 86, "duplicate": 117,
            # to be looked at
            "death_later": 4, "nik_missing": 63, "nik_length": 58, "truncated_no_card": 31, "truncated_other_card": 14,
            "truncated_no_birth": 9, "nik_is_card": 37, "nik_unknown": 49, "person_mismatch": 28, "name_missing": 13,
            "birth_unreadable": 29, "decile_unknown": 51, "village_unknown": 8, "occupation_missing": 24,
            "not_working": 42,
        },
    )  # fmt: skip


def _province() -> ListPlan:
    return ListPlan(
        date(2025, 10, 28),
        {
            "plain": 9034, "name_spaces": 602, "name_title": 517, "muhammad_form": 463, "name_part_missing": 229,
            "name_typo": 208, "apostrophe": 131, "nik_spaced": 488, "nik_number": 1016, "nik_letter": 52,
            "issued_elsewhere": 548, "birth_mismatch": 41, "sex_slip": 77, "old_village": 341, "village_typo": 126,
            "village_blank": 58, "cover_ended": 63, "decile_fell": 94, "turned_18": 17,
            "truncated": 402, "scientific": 73,
            "deceased": 141, "age_under": 88, "turned_65": 12, "age_over": 203, "outside": 229, "decile_above": 471,
            "decile_rose": 46, "wage_worker": 238, "civil_servant": 37, "covered": 119, "duplicate": 143,
            "already_member": 186,
            "death_later": 5, "nik_missing": 84, "nik_length": 73, "truncated_no_card": 44, "truncated_other_card": 21,
            "truncated_no_birth": 13, "nik_is_card": 41, "nik_unknown": 66, "person_mismatch": 39, "name_missing": 17,
            "birth_unreadable": 38, "decile_unknown": 68, "village_unknown": 11, "occupation_missing": 33,
            "not_working": 57,
        },
    )  # fmt: skip


@dataclass(frozen=True)
class CityPlan:
    """The city: the same plan gives the same files, byte for byte."""

    seed: int = 20251124
    people: int = field(default_factory=inhabitants)
    outsiders: int = 3_400  # in the population register, but living outside the city
    issued_elsewhere: float = 0.072  # share of NIKs that another district issued
    birth_mismatches: int = 640  # NIKs that disagree with the birth date
    snapshot: date = date(2025, 8, 31)  # the registers' as-of date
    september: ListPlan = field(default_factory=_september)
    province: ListPlan = field(default_factory=_province)


def small_plan(people: int = 20_000, scale: float = 0.01) -> CityPlan:
    """A small twin for tests: the same kinds, each at least twice."""
    city = CityPlan(people=people)

    def shrunk(listed: ListPlan) -> ListPlan:
        return replace(listed, counts={kind: max(2, round(count * scale)) for kind, count in listed.counts.items()})

    return replace(
        city,
        outsiders=max(300, people // 330),
        birth_mismatches=max(150, people // 1800),
        september=shrunk(city.september),
        province=shrunk(city.province),
    )
