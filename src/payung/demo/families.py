"""Families: who lives with whom, of what sex and age. Knows no names, numbers or places."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from payung.demo.drawing import Days, Mask, chance, spun, wheel

HEAD, SPOUSE, CHILD, ELDER = range(4)
YEAR = 365.25
MOST_CHILDREN = 5
EDGE_BIRTHDAYS = 80  # people turning 18, and as many turning 65, around the days the lists are screened
COUPLE, MOTHER_ALONE, FATHER_ALONE, SINGLE = range(4)


@dataclass
class Households:
    """One entry per person; `mother` is the person's index of the mother in the same family, else -1."""

    family: npt.NDArray[np.int32]
    role: npt.NDArray[np.int8]
    male: Mask
    born: Days
    mother: npt.NDArray[np.int32]


def households(rng: np.random.Generator, people: int, outsiders: int, snapshot: date) -> tuple[Households, int]:
    """`people` inhabitants and after them `outsiders` who live elsewhere, in whole families but for the last of each.

    Returns them with the number of the first family that lives elsewhere.
    """
    today = (snapshot - date(1970, 1, 1)).days
    drawn = _families(rng, (people + outsiders) * 10 // 26 + 50, today)
    order = np.argsort(drawn.family, kind="stable")
    family = drawn.family[order]
    first_elsewhere = int(family[people - 1]) + 1
    start = int(np.searchsorted(family, first_elsewhere))
    kept = np.concatenate([order[:people], order[start : start + outsiders]])
    if len(kept) != people + outsiders:
        raise AssertionError("too few families were drawn")
    lived = Households(
        drawn.family[kept], drawn.role[kept], drawn.male[kept], drawn.born[kept], np.full(len(kept), -1, np.int32)
    )
    lived.mother = _mothers(lived)
    _move_birthdays(rng, lived, snapshot)
    return lived, first_elsewhere


def _families(rng: np.random.Generator, count: int, today: int) -> Households:
    kind = spun(rng, wheel([78, 9, 4, 9]), count)
    head_age = (spun(rng, wheel(_head_weights()), count) + 20 + rng.random(count, dtype=np.float32)) * YEAR
    head_male = (kind == COUPLE) | (kind == FATHER_ALONE) | ((kind == SINGLE) & chance(rng, 0.75, count))
    numbers = np.arange(count, dtype=np.int32)
    couples = kind == COUPLE
    spouse_age = np.maximum(head_age - rng.normal(3 * YEAR, 3.5 * YEAR, count), 19 * YEAR)
    groups = [
        (numbers, HEAD, head_male, head_age),
        (numbers[couples], SPOUSE, ~head_male[couples], spouse_age[couples]),
    ]
    mother_age = np.where(kind == MOTHER_ALONE, head_age, spouse_age)
    groups += _children(rng, numbers, kind, mother_age)
    with_elder = couples & (head_age > 27 * YEAR) & (head_age < 58 * YEAR) & chance(rng, 0.1, count)
    elder_age = np.minimum(head_age[with_elder] + (20 + rng.exponential(5, with_elder.sum())) * YEAR, 92 * YEAR)
    groups.append((numbers[with_elder], ELDER, chance(rng, 0.4, len(elder_age)), elder_age))
    return Households(
        np.concatenate([group[0] for group in groups]),
        np.concatenate([np.full(len(group[0]), group[1], np.int8) for group in groups]),
        np.concatenate([group[2] for group in groups]),
        np.concatenate([np.floor(today - group[3]).astype(np.int32) for group in groups]),
        np.empty(0, np.int32),
    )


def _head_weights() -> npt.NDArray[np.float64]:
    """Heads of families by age from 20 to 88: few young, most between 32 and 55, fewer again after."""
    ages = np.arange(20, 89)
    return np.minimum(1, (ages - 18) / 13) * np.minimum(1, np.maximum(0.04, (92 - ages) / 42) ** 1.3)


def _children(
    rng: np.random.Generator,
    numbers: npt.NDArray[np.int32],
    kind: npt.NDArray[np.int16],
    mother_age: npt.NDArray[np.floating],
) -> list[tuple[npt.NDArray[np.int32], int, Mask, npt.NDArray[np.floating]]]:
    """Children still at home, first births around 23, gaps of a year and a half and more."""
    count = len(numbers)
    wanted = np.where(kind == SINGLE, 0, spun(rng, wheel([6, 17, 36, 25, 11, 5]), count))
    birth = (19.5 + rng.exponential(3.5, count)) * YEAR
    groups: list[tuple[npt.NDArray[np.int32], int, Mask, npt.NDArray[np.floating]]] = []
    for nth in range(MOST_CHILDREN):
        age = mother_age - birth
        at_home = np.interp(age / YEAR, [18, 24, 30, 38, 60], [1, 0.8, 0.35, 0.1, 0.02])
        present = (wanted > nth) & (age >= 0) & (birth < 44 * YEAR) & chance(rng, at_home, count)
        groups.append((numbers[present], CHILD, chance(rng, 0.513, int(present.sum())), age[present]))
        birth += (1.5 + rng.exponential(2.6, count)) * YEAR
    return groups


def _mothers(lived: Households) -> npt.NDArray[np.int32]:
    of_family = np.full(int(lived.family.max()) + 1, -1, np.int32)
    women = np.flatnonzero(~lived.male & (lived.role <= SPOUSE)).astype(np.int32)
    of_family[lived.family[women]] = women
    return np.where(lived.role == CHILD, of_family[lived.family], -1).astype(np.int32)


def _move_birthdays(rng: np.random.Generator, lived: Households, snapshot: date) -> None:
    """Give a few people their 18th or 65th birthday in the weeks around the lists, in a city of any size."""
    today = (snapshot - date(1970, 1, 1)).days
    age = (today - lived.born) / YEAR
    for years, near in ((18, lived.role == CHILD), (65, lived.role != CHILD)):
        able = np.flatnonzero(near & (abs(age - years) < 1.8))
        chosen = rng.choice(able, min(EDGE_BIRTHDAYS, len(able)), replace=False)
        day = today + rng.integers(-12, 50, len(chosen))
        lived.born[chosen] = _years_before(day.astype(np.int32), years)


def _years_before(days: Days, years: int) -> Days:
    """The same day of the month `years` earlier (no day here is a 29 February)."""
    moments = days.astype("datetime64[D]")
    months = moments.astype("datetime64[M]")
    earlier = (months - 12 * years).astype("datetime64[D]") + (moments - months.astype("datetime64[D]"))
    days_earlier: Days = earlier.astype(np.int32)
    return days_earlier
