"""Which village does a list mean by what it wrote? Official names, aliases, slips of one letter, ambiguous names."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

EXACT, RESPELT, UNKNOWN, AMBIGUOUS = "exact", "respelt", "unknown", "ambiguous"

_PREFIX = re.compile(r"^\s*(kelurahan|kel|desa|ds|kecamatan|kec)\b[\s.:]*", re.IGNORECASE)
_REGENCY_AFTER = re.compile(r"(?<=\w)[\s,;/.()-]+(kab|kabupaten|kota|kotamadya)\b.*$", re.IGNORECASE)
_OTHER_REGENCY = re.compile(r"\bkab(upaten)?\b", re.IGNORECASE)
_OWN_CITY = re.compile(r"\bkota(madya)?\s+bogor\b", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """What a village text means: a code (of a district or regency where that is all one knows), and how one knows."""

    code: str | None
    how: str
    suggestion: str | None = None


@dataclass(frozen=True)
class _Gazetteer:
    names: dict[str, str]  # code -> official name
    villages: dict[str, list[str]]  # letters of a name or alias -> codes within the city
    districts: dict[str, str]  # letters -> code, within the city
    outside_districts: dict[str, str]  # letters -> code, in the regency around it
    outside_villages: dict[tuple[str, str], str]  # (district code, letters) -> code
    outside_regency: str


@lru_cache(100_000)
def resolved(village: str | None, district: str | None) -> Place:
    """Return the place that a list's village and district cells mean.

    A name alone counts as within the city; a district or the word "kabupaten" that says otherwise is believed only
    where it does not contradict the name, else the place is ambiguous.
    """
    known = _gazetteer()
    written = _letters(village)
    if not written:
        return Place(None, UNKNOWN)
    abroad = _outside_code(known, village, district)
    codes = known.villages.get(written, [])
    if abroad:
        return _outside(known, abroad, written, bool(codes))
    within = _city_district(known, district)
    if codes:
        return _exact(codes, within)
    near = _near(known, written, within)
    if len(near) == 1:
        return Place(near[0], RESPELT, known.names[near[0]])
    return Place(None, AMBIGUOUS if len(near) > 1 else UNKNOWN)


def village_names() -> dict[str, str]:
    """Return every village of the city: code to official name."""
    return dict(_gazetteer().names)


def _exact(codes: list[str], within: str | None) -> Place:
    fitting = [code for code in codes if within is None or code.startswith(within + ".")]
    if len(fitting) == 1:
        return Place(fitting[0], EXACT)
    return Place(None, AMBIGUOUS)


def _outside_code(known: _Gazetteer, village: str | None, district: str | None) -> str | None:
    if _city_district(known, district):
        return None
    named = known.outside_districts.get(_letters(district))
    if named:
        return named
    both = f"{village or ''} {district or ''}"
    if _OTHER_REGENCY.search(both) and not _OWN_CITY.search(both):
        return known.outside_regency
    return None


def _outside(known: _Gazetteer, abroad: str, written: str, is_also_here: bool) -> Place:
    named = known.outside_villages.get((abroad, written))
    if named:
        return Place(named, EXACT)
    return Place(None, AMBIGUOUS) if is_also_here else Place(abroad, EXACT)


def _city_district(known: _Gazetteer, district: str | None) -> str | None:
    written = _letters(district)
    if written in known.districts:
        return known.districts[written]
    near = [code for name, code in known.districts.items() if _is_one_slip(name, written)]
    return near[0] if len(near) == 1 else None


def _near(known: _Gazetteer, written: str, within: str | None) -> list[str]:
    found = {
        code
        for name, codes in known.villages.items()
        if len(name) >= 4 and _is_one_slip(name, written)
        for code in codes
        if within is None or code.startswith(within + ".")
    }
    return sorted(found)


def _is_one_slip(one: str, other: str) -> bool:
    """Return whether one inserted, lost, changed or swapped letter makes `one` into `other`."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest_one, rest_other = one[start:], other[start:]
    if len(one) == len(other):
        swapped = rest_one[:2][::-1] == rest_other[:2] and rest_one[2:] == rest_other[2:]
        return rest_one[1:] == rest_other[1:] or swapped
    return rest_one[1:] == rest_other or rest_one == rest_other[1:]


def _letters(text: str | None) -> str:
    return re.sub(r"[^a-z]", "", _REGENCY_AFTER.sub("", _PREFIX.sub("", text or "")).lower())


def _names_of(village: dict[str, object]) -> Iterable[str]:
    aliases = village["aliases"]
    yield str(village["name"])
    yield from (str(alias) for alias in (aliases if isinstance(aliases, list) else []))


@cache
def _gazetteer() -> _Gazetteer:
    data = files("payung.screening").joinpath("data")
    city = json.loads(data.joinpath("bogor_regions.json").read_text("utf-8"))
    around = json.loads(data.joinpath("kabupaten_bogor.json").read_text("utf-8"))
    names: dict[str, str] = {}
    villages: dict[str, list[str]] = {}
    for district in city["kecamatan"]:
        for village in district["kelurahan"]:
            names[village["code"]] = village["name"]
            for name in {_letters(name) for name in _names_of(village)}:
                villages.setdefault(name, []).append(village["code"])
    return _Gazetteer(
        names=names,
        villages=villages,
        districts={_letters(district["name"]): district["code"] for district in city["kecamatan"]},
        outside_districts={_letters(district["name"]): district["code"] for district in around["districts"]},
        outside_villages={
            (district["code"], _letters(village["name"])): village["code"]
            for district in around["districts"]
            for village in district["villages_sharing_a_name"]
        },
        outside_regency=around["regency"]["code"],
    )
