"""The people of the city: families given homes, names and numbers. One array a column, sorted by NIK."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from payung.demo import numbers
from payung.demo.drawing import Days, Mask, chance, generator, pools, spun, wheel
from payung.demo.families import Households, households
from payung.demo.names import mothers_names, names
from payung.demo.plan import CityPlan, regions

RTS, RWS = 6, 14


@dataclass(frozen=True)
class Village:
    """A place people live in. `spellings` has what people write besides the official name."""

    code: str
    name: str
    district: str
    spellings: tuple[str, ...] = ()


def villages() -> tuple[list[Village], int]:
    """The kelurahan of the city and, after them, villages outside it; and how many are the city's."""
    inside = [
        Village(place["code"], place["name"], district["name"], tuple(place["aliases"]))
        for district in regions()["kecamatan"]
        for place in district["kelurahan"]
    ]
    outside = [Village(place["code"], place["name"], place["district"]) for place in pools("places")["outside"]]
    return inside + outside, len(inside)


@dataclass
class People:
    """One entry per person, ascending by NIK. Days count from 1970-01-01; numbers are 64-bit integers."""

    nik: npt.NDArray[np.int64]
    family: npt.NDArray[np.int32]
    family_card: npt.NDArray[np.int64]
    role: npt.NDArray[np.int8]
    male: Mask
    born: Days
    village: npt.NDArray[np.int16]
    home: npt.NDArray[np.int16]  # street, RT and RW in one number
    birth_place: npt.NDArray[np.int16]
    name: pa.Array
    mother_name: pa.Array
    is_misdated: Mask
    is_issued_elsewhere: Mask
    villages: list[Village] = field(default_factory=list)
    city_villages: int = 0

    def __len__(self) -> int:
        return len(self.nik)


def peopled(plan: CityPlan) -> People:
    """The people of `plan`: the city's own and the few in its register who live elsewhere."""
    rng = generator(plan.seed, "people")
    lived, first_elsewhere = households(rng, plan.people, plan.outsiders, plan.snapshot)
    count = len(lived.family)
    places, city_villages = villages()
    of_family = _homes(rng, int(lived.family.max()) + 1, first_elsewhere, len(places), city_villages)
    village = of_family[lived.family]
    keys, is_elsewhere = _keys(rng, plan, lived, _prefixes(places)[village], village < city_villages)
    misdated = rng.choice(count, plan.birth_mismatches, replace=False)
    numbers.misdated(rng, keys, misdated)
    is_misdated = np.zeros(count, np.bool_)
    is_misdated[misdated] = True
    own = names(rng, lived.male, lived.born)
    mother = mothers_names(rng, own, lived.mother, lived.family)
    home = rng.integers(0, len(pools("places")["streets"]) * RTS * RWS, len(of_family), dtype=np.int16)
    birth_place = spun(rng, wheel([weight for _, weight in pools("places")["birth_places"]]), count)
    cards = _family_cards(rng, plan.snapshot, of_family, places)
    order, nik = numbers.numbered(keys)
    family = lived.family[order]
    taken = pa.array(order)
    return People(
        nik=nik,
        family=family,
        family_card=cards[family],
        role=lived.role[order],
        male=lived.male[order],
        born=lived.born[order],
        village=village[order],
        home=home[family],
        birth_place=birth_place[order],
        name=own.take(taken),
        mother_name=mother.take(taken),
        is_misdated=is_misdated[order],
        is_issued_elsewhere=is_elsewhere[order],
        villages=places,
        city_villages=city_villages,
    )


def _homes(
    rng: np.random.Generator, families: int, first_elsewhere: int, places: int, city_villages: int
) -> npt.NDArray[np.int16]:
    """The village of each family: kelurahan are of very different sizes."""
    sizes = rng.lognormal(0, 0.45, city_villages)
    village = spun(rng, wheel(sizes), families)
    village[first_elsewhere:] = rng.integers(city_villages, places, families - first_elsewhere)
    return village


def _prefixes(places: list[Village]) -> npt.NDArray[np.int64]:
    return np.array([int(place.code.replace(".", "")[:6]) for place in places], np.int64)


def _keys(
    rng: np.random.Generator, plan: CityPlan, lived: Households, prefix: npt.NDArray[np.int64], is_inside: Mask
) -> tuple[npt.NDArray[np.int64], Mask]:
    """The first twelve digits of each NIK, and whose were issued by another district."""
    count = len(prefix)
    moved_within = np.flatnonzero(chance(rng, 0.06, count) & is_inside)
    prefix[moved_within] = 327100 + rng.integers(1, len(regions()["kecamatan"]) + 1, len(moved_within))
    is_elsewhere = chance(rng, plan.issued_elsewhere, count)
    issuers = pools("places")["issued_elsewhere"]
    moved = np.flatnonzero(is_elsewhere)
    issuer = spun(rng, wheel([weight for _, _, weight in issuers]), len(moved))
    districts = np.array([number for _, number, _ in issuers])[issuer]
    codes = np.array([int(code) for code, _, _ in issuers], np.int64)[issuer]
    prefix[moved] = codes * 100 + 1 + (rng.random(len(moved)) * districts).astype(np.int64)
    is_elsewhere |= prefix // 100 != 3271
    return numbers.personal(prefix, lived.born, lived.male), is_elsewhere


def _family_cards(
    rng: np.random.Generator, snapshot: date, village: npt.NDArray[np.int16], places: list[Village]
) -> npt.NDArray[np.int64]:
    """A card for each family: area, date of issue since 2008 (the recent years more often), running number."""
    today, first = (snapshot - date(1970, 1, 1)).days, (date(2008, 1, 1) - date(1970, 1, 1)).days
    issued = (today - (today - first) * rng.random(len(village)) ** 1.4).astype(np.int32)
    order, numbered = numbers.numbered(numbers.dated(_prefixes(places)[village], issued))
    cards = np.empty_like(numbered)
    cards[order] = numbered
    return cards


def ages_on(born: Days, day: date) -> npt.NDArray[np.int64]:
    """Whole years of age on `day`, which is no 29 February; nobody is older than 120."""
    birthdays = [(day.replace(year=day.year - years) - date(1970, 1, 1)).days for years in range(120, 0, -1)]
    return 120 - np.searchsorted(np.array(birthdays, np.int32), born, side="left").astype(np.int64)
