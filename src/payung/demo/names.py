"""Names as people of Bogor bear them: Sundanese and Arabic given names, single names, Muhammad in all its forms."""

from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from faker.providers.person.id_ID import Provider

from payung.demo.drawing import Days, Ints, Mask, calendar, chance, pools, spun, wheel

TAIL = 0.22  # the share of names from Faker's long tail behind the common ones
MOTHERS = 50_000  # how many names of mothers who are not in the register themselves


@cache
def _pool(key: str, tail: tuple[str, ...]) -> tuple[tuple[str, ...], npt.NDArray[np.int16]]:
    common = list(dict.fromkeys(pools("names")[key]))
    rare = [name for name in dict.fromkeys(tail) if name not in common]
    front = 1 / (np.arange(len(common)) + 12.0)
    back = np.full(len(rare), front.sum() * TAIL / (1 - TAIL) / max(len(rare), 1))
    return tuple(common + rare), wheel(np.concatenate([front, back]))


def _prefixes(key: str) -> tuple[tuple[str, ...], npt.NDArray[np.int16]]:
    listed = tuple(pools("names")[key])
    return listed, wheel(np.ones(len(listed)))


def _parts(rng: np.random.Generator, male: bool, count: int) -> list[tuple[tuple[str, ...], npt.NDArray[np.int16]]]:
    """Prefix, given and second name of `count` people: the pool and the index of each."""
    provider = Provider
    if male:
        sources = [
            _prefixes("male_prefix"),
            _pool("male_first", tuple(provider.first_names_male)),
            _pool("male_second", tuple(provider.last_names_male)),
        ]
    else:
        sources = [
            _prefixes("female_prefix"),
            _pool("female_first", tuple(provider.first_names_female)),
            _pool("female_second", tuple(provider.last_names_female)),
        ]
    return [(pool, spun(rng, fortune, count)) for pool, fortune in sources]


def _composed(rng: np.random.Generator, male: bool, born_year: Ints) -> pa.Array:
    count = len(born_year)
    (prefixes, prefix), (firsts, first), (seconds, second) = _parts(rng, male, count)
    is_single = chance(rng, np.clip((2003 - born_year) / 110, 0.015, 0.34), count)
    has_prefix = chance(rng, 0.11, count)
    given = pa.array(firsts).take(pa.array(first))
    before = pa.array(prefixes).take(pa.array(prefix, mask=~has_prefix))
    after = pa.array(seconds).take(pa.array(second, mask=is_single))
    after = pc.if_else(pc.equal(after, given), pa.scalar(None, pa.string()), after)
    before = pc.if_else(pc.equal(before, given), pa.scalar(None, pa.string()), before)
    return pc.binary_join_element_wise(before, given, after, " ", null_handling="skip")


def names(rng: np.random.Generator, male: Mask, born: Days) -> pa.Array:
    """A name for each person: older people more often with one word only."""
    year = calendar(born)[0]
    both = pa.concat_arrays([_composed(rng, True, year[male]), _composed(rng, False, year[~male])])
    place = np.empty(len(male), np.int64)
    place[male] = np.arange(int(male.sum()))
    place[~male] = np.arange(int(male.sum()), len(male))
    return both.take(pa.array(place))


def mothers_names(rng: np.random.Generator, own: pa.Array, mother: Ints, family: Ints) -> pa.Array:
    """The mother's name of each person: her own where she lives in the family, else one of a pool.

    Brothers and sisters share it; people who founded or joined a family have each their own.
    """
    absent = _composed(rng, False, rng.integers(1935, 1990, MOTHERS))
    spread = (family * 7 + np.arange(len(mother)) * 131) % MOTHERS
    return pa.concat_arrays([own, absent]).take(pa.array(np.where(mother >= 0, mother, len(own) + spread)))
