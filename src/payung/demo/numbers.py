"""NIK and family-card numbers by the real rule: area of issue, date (women: day + 40), running number."""

import numpy as np
import numpy.typing as npt

from payung.demo.drawing import Days, Mask, calendar

Numbers = npt.NDArray[np.int64]
SERIALS = 10_000
DAY, MONTH, YEAR = 10_000, 100, 1  # places of day, month and year within the six digits of a date
WOMEN = 40 * DAY


def dated(prefix: npt.NDArray[np.int64], days: Days) -> Numbers:
    """The first twelve digits: six of the area of issue and DDMMYY."""
    year, month, day = calendar(days)
    return prefix * 1_000_000 + day * DAY + month * MONTH + year % 100 * YEAR


def personal(prefix: npt.NDArray[np.int64], born: Days, male: Mask) -> Numbers:
    """The first twelve digits of a NIK."""
    return dated(prefix, born) + np.where(male, 0, WOMEN)


def misdated(rng: np.random.Generator, keys: Numbers, chosen: npt.NDArray[np.int64]) -> None:
    """Let the chosen numbers disagree with the birth date, as several hundred in a city do: day, month or year wrong.

    A NIK stays as it was issued even when the date is corrected later (PP 40/2019 article 30).
    """
    for place in chosen:
        day, month, year = keys[place] // DAY % 100, keys[place] // MONTH % 100, keys[place] % 100
        slip = rng.integers(0, 8)
        if slip < 3:
            keys[place] += DAY if day % 40 < 28 else -DAY
        elif slip < 5:
            keys[place] += MONTH if month < 12 else -MONTH
        elif slip < 7:
            keys[place] += YEAR if year < 99 else -YEAR
        else:
            keys[place] -= month * MONTH  # a month "00" is really met


def numbered(keys: Numbers) -> tuple[npt.NDArray[np.int64], Numbers]:
    """Running numbers from 0001 within each area and date.

    Returns the order that sorts the keys and the whole 16-digit numbers in that order: unique and ascending.
    """
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    is_first = np.concatenate([[True], ranked[1:] != ranked[:-1]])
    starts = np.flatnonzero(is_first)
    rank = np.arange(len(ranked)) - np.repeat(starts, np.diff(np.append(starts, len(ranked))))
    if rank.max(initial=0) + 1 >= SERIALS:
        raise AssertionError("more than 9,999 people share an area and a date")
    return order, ranked * SERIALS + rank + 1
