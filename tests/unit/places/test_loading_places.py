"""Places come from the codes shipped with the program, once, with the city's own aliases and tiles."""

from datetime import date

import pytest

from payung.audit.models import Event
from payung.demo.offices import Operator
from payung.places.actions import load_places
from payung.places.models import Place

DAY = date(2025, 9, 1)


@pytest.fixture
def places(db: None) -> None:
    load_places(province="32", by=Operator(), on=DAY)


def test_bogor_has_its_six_districts_and_sixty_eight_kelurahan_each_with_a_tile(places: None) -> None:
    city = Place.objects.get(code="32.71")
    assert city.parent_id == "32"
    assert city.children.count() == 6
    villages = Place.objects.filter(code__startswith="32.71.", level=Place.Level.VILLAGE)
    assert villages.count() == 68
    tiles = set(villages.values_list("tile_column", "tile_row"))
    assert len(tiles) == 68
    assert not any(None in tile for tile in tiles)
    assert all(villages.values_list("postal_code", flat=True))


def test_every_place_but_a_province_lies_in_another(places: None) -> None:
    assert not Place.objects.filter(parent__isnull=True).exclude(level=Place.Level.PROVINCE).exists()
    assert Place.objects.filter(level=Place.Level.PROVINCE).count() == 38


def test_loading_again_changes_nothing_and_records_nothing(places: None) -> None:
    before = Place.objects.count(), Event.objects.count()
    assert load_places(province="32", by=Operator(), on=DAY) == 0
    assert before == (Place.objects.count(), Event.objects.count())
