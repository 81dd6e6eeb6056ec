"""Draws from weighted pools, a million at a time, the same for the same seed."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

Ints = npt.NDArray[np.integer[Any]]
Days = npt.NDArray[np.int32]  # days since 1970-01-01
Mask = npt.NDArray[np.bool_]

SLOTS = 1 << 15


@cache
def pools(name: str) -> dict[str, Any]:
    """The pools of `data/<name>.yaml`."""
    loaded: dict[str, Any] = yaml.safe_load((files("payung.demo") / "data" / f"{name}.yaml").read_text("utf-8"))
    return loaded


def generator(seed: int, part: str) -> np.random.Generator:
    """A generator of its own for each part, so that a change in one part leaves the others as they were."""
    return np.random.default_rng([seed, *part.encode()])


def wheel(weights: Sequence[float] | npt.NDArray[np.float64]) -> npt.NDArray[np.int16]:
    """A wheel of fortune: each index of `weights` fills slots in proportion to its weight."""
    edges = np.cumsum(np.asarray(weights, dtype=np.float64))
    middles = (np.arange(SLOTS) + 0.5) * (edges[-1] / SLOTS)
    slots: npt.NDArray[np.int16] = np.searchsorted(edges, middles).astype(np.int16)
    return slots


def spun(rng: np.random.Generator, fortune: npt.NDArray[np.int16], count: int) -> npt.NDArray[np.int16]:
    """`count` draws from a wheel."""
    drawn: npt.NDArray[np.int16] = fortune[rng.integers(0, SLOTS, count, dtype=np.uint16)]
    return drawn


def chance(rng: np.random.Generator, probability: float | npt.NDArray[np.float64], count: int) -> Mask:
    """`count` throws of a coin that shows heads with `probability`."""
    return rng.random(count, dtype=np.float32) < probability


def calendar(days: Days) -> tuple[Ints, Ints, Ints]:
    """Year, month and day of each day since 1970."""
    moments = days.astype("datetime64[D]")
    months = moments.astype("datetime64[M]")
    years = moments.astype("datetime64[Y]")
    return (
        years.astype(np.int64) + 1970,
        (months - years.astype("datetime64[M]")).astype(np.int64) + 1,
        (moments - months.astype("datetime64[D]")).astype(np.int64) + 1,
    )
