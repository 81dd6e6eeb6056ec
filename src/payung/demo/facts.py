"""What the other registers know of the people: welfare, work, death, cover; one array a column."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from payung.demo.drawing import Days, chance, generator, pools, spun, wheel
from payung.demo.people import People, ages_on
from payung.demo.plan import CityPlan

NEVER = np.int32(2**31 - 1)
OPEN = np.int32(0)  # a cover without a last month
DECILE_WEIGHTS = [7, 8, 8, 9, 10, 11, 11, 12, 12, 12]  # a city is better off than the nation
COVERED_AT_LEAST, LATER_DEATHS_AT_LEAST = 700, 60


@dataclass
class Facts:
    """One entry per person. Deciles: 0 is none. Months count from year 0 (year * 12 + month - 1). Works: -1 is none."""

    decile: npt.NDArray[np.int8]
    decile_before: npt.NDArray[np.int8]
    employer: npt.NDArray[np.int16]
    since: Days
    body: npt.NDArray[np.int16]
    died: Days
    payer: npt.NDArray[np.int16]
    from_month: npt.NDArray[np.int32]
    to_month: npt.NDArray[np.int32]


def month_number(day: date) -> int:
    """The month of `day` as Facts counts months."""
    return day.year * 12 + day.month - 1


def known_facts(plan: CityPlan, people: People) -> Facts:
    """What the registers say, drawn so that work, welfare, age and death fit together."""
    rng = generator(plan.seed, "facts")
    ages = ages_on(people.born, plan.snapshot)
    decile, before = _deciles(rng, people)
    employer, body, since = _work(rng, plan, ages, decile)
    payer, from_month, to_month = _cover(rng, plan, ages, (employer >= 0) | (body >= 0))
    died = _deaths(rng, plan, ages)
    return Facts(decile, before, employer, since, body, died, payer, from_month, to_month)


def _deciles(rng: np.random.Generator, people: People) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.int8]]:
    """Families' deciles; one family in twenty-five is not in the welfare register, one in eight was assessed twice."""
    families = int(people.family.max()) + 1
    latest = (spun(rng, wheel(DECILE_WEIGHTS), families) + 1).astype(np.int8)
    before = np.clip(latest + rng.integers(-4, 5, families), 1, 10).astype(np.int8)
    before[~chance(rng, 0.12, families)] = 0
    unknown = chance(rng, 0.04, families)
    latest[unknown], before[unknown] = 0, 0
    return latest[people.family], before[people.family]


def _work(
    rng: np.random.Generator, plan: CityPlan, ages: npt.NDArray[np.int64], decile: npt.NDArray[np.int8]
) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.int16], Days]:
    """Wage workers (more of them the better off), civil servants (hardly any of them poor), nobody both."""
    count = len(ages)
    works = pools("work")
    by_decile = np.array([0.15, 0.08, 0.09, 0.11, 0.14, 0.2, 0.25, 0.3, 0.34, 0.38, 0.4])[decile]
    is_wage = chance(rng, by_decile, count) & (ages >= 18) & (ages < 58)
    is_civil = chance(rng, np.where(decile > 4, 0.04, 0.012), count) & (ages >= 21) & (ages < 60) & ~is_wage
    employer = np.where(is_wage, spun(rng, wheel(np.ones(len(works["employers"]))), count), -1)
    body = np.where(is_civil, spun(rng, wheel(np.ones(len(works["bodies"]))), count), -1)
    today = (plan.snapshot - date(1970, 1, 1)).days
    years = np.minimum(np.maximum(ages - 18, 0) + 0.1, 15)
    since = today - (rng.random(count, dtype=np.float32) * years * 365).astype(np.int32) - 30
    return employer.astype(np.int16), body.astype(np.int16), since.astype(np.int32)


def _cover(
    rng: np.random.Generator, plan: CityPlan, ages: npt.NDArray[np.int64], is_employed: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Informal workers whom another payer covers: most still, some until a month ahead, some no longer."""
    count = len(ages)
    able = np.flatnonzero((ages >= 18) & (ages < 65) & ~is_employed)
    chosen = rng.choice(able, min(len(able), max(COVERED_AT_LEAST, len(able) // 120)), replace=False)
    month = month_number(plan.snapshot)
    payer, first, last = np.full(count, -1, np.int16), np.zeros(count, np.int32), np.zeros(count, np.int32)
    payer[chosen] = spun(rng, wheel([weight for _, weight in pools("work")["payers"]]), len(chosen))
    first[chosen] = month - rng.integers(9, 30, len(chosen))
    ends = np.array([OPEN, month - 5, month - 1, month, month + 1, month + 4], np.int32)
    last[chosen] = ends[spun(rng, wheel([56, 10, 8, 8, 10, 8]), len(chosen))]
    return payer, first, last


def _deaths(rng: np.random.Generator, plan: CityPlan, ages: npt.NDArray[np.int64]) -> Days:
    """People who died in the last months and are still in the population register; a few with a date yet to come.

    A date to come is somebody's slip of the year; it must be asked about, not taken for a death.
    """
    count = len(ages)
    today = (plan.snapshot - date(1970, 1, 1)).days
    probability = 0.0011 + np.clip((ages - 30) / 60, 0, 1) ** 3 * 0.02
    died = np.full(count, NEVER)
    dead = np.flatnonzero(chance(rng, probability, count) & (ages >= 1))
    died[dead] = today - rng.integers(0, 360, len(dead))
    slips = rng.choice(np.flatnonzero((ages >= 18) & (died == NEVER)), LATER_DEATHS_AT_LEAST, replace=False)
    died[slips] = today + rng.integers(120, 420, len(slips))
    return died
