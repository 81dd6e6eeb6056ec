"""Charts are whole, safe and say their values in words."""

import re

import pytest

from payung.web import charts
from payung.web.charts import Bar


def _widths(drawing):
    return [int(width) for width in re.findall(r'width="(\d+)"', drawing)]


def test_the_longest_bar_fills_its_frame_and_the_others_follow():
    shares = charts.bar_shares([Bar("a", 200), Bar("b", 50), Bar("c", 0)])
    assert [_widths(share) for share in shares] == [[1000], [250], [0]]


def test_a_bar_too_small_to_see_is_still_drawn():
    assert _widths(charts.bar_shares([Bar("a", 100_000), Bar("b", 1)])[1])[0] > 0


def test_bars_of_nothing_are_drawn_without_dividing_by_zero():
    assert _widths(charts.bar_shares([Bar("a", 0)])[0]) == [0]
    assert charts.bar_shares([]) == []


@pytest.mark.parametrize("numbers", [(7894, 1022, 510), (1, 0, 0), (999_999, 1, 1), (1, 1, 1), (0, 0, 5)])
def test_the_parts_of_a_score_fill_the_bar_exactly(numbers):
    drawing = charts.stacked_shares([(number, "good") for number in numbers])
    widths = _widths(drawing)
    assert sum(widths) == 1000
    assert len(widths) == sum(1 for number in numbers if number)


def test_a_score_of_nothing_is_an_empty_bar():
    assert _widths(charts.stacked_shares([(0, "good"), (0, "bad")])) == []


def test_the_map_has_68_places_each_with_a_name_of_its_own():
    places = charts.tiles({}, {}, {})
    assert len(places) == 68
    assert len({place.short for place in places}) == 68
    assert max(len(place.short) for place in places) <= 9


def test_tiles_lie_beside_each_other_never_on_each_other():
    spots = [(spot["col"], spot["row"]) for spot in charts._grid()["tiles"]]
    assert len(set(spots)) == 68


def test_steps_run_from_the_smallest_value_to_the_largest():
    codes = [place.code for place in charts.tiles({}, {}, {})][:5]
    values = dict(zip(codes, [0, 25, 50, 75, 100], strict=True))
    steps = {place.code: place.step for place in charts.tiles(values, {}, {})}
    assert [steps[code] for code in codes] == [1, 2, 3, 4, 5]
    assert sum(1 for step in steps.values() if step == 0) == 63


def test_equal_values_take_the_middle_step():
    code = charts.tiles({}, {}, {})[0].code
    assert next(place for place in charts.tiles({code: 7}, {}, {}) if place.code == code).step == 3


def test_each_tile_says_its_name_and_value_and_leads_to_its_rows():
    first = charts.tiles({}, {}, {})[0]
    places = charts.tiles({first.code: 12}, {first.code: "12%"}, {first.code: "/k/1/"})
    drawing = charts.tile_map(places, "Cakupan")
    assert f"<title>{first.name}: 12%</title>" in drawing
    assert f'<a href="/k/1/" aria-label="{first.name}: 12%">' in drawing
    assert drawing.count("<title>") == 68


def test_text_from_data_cannot_become_markup():
    first = charts.tiles({}, {}, {})[0]
    drawing = charts.tile_map(charts.tiles({first.code: 1}, {first.code: "<script>"}, {}), '"><script>')
    assert "<script>" not in drawing
