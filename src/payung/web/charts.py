"""Charts drawn on the server as inline SVG without style or script, ready for templates that put the table beside them.

Colours come from the style sheet by class. Widths are shares of a whole, so nothing here knows pixels of a screen.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypedDict, cast

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from payung.web.presenting import count

TILE_WIDTH, TILE_HEIGHT, GAP = 60, 44, 3
STEPS = 5
SHORT_NAME = 9  # letters that fit a tile


class Spot(TypedDict):
    """Where one kelurahan lies in the tile grid, as its data file says."""

    code: str
    name: str
    kecamatan: str
    col: int
    row: int


class Grid(TypedDict):
    """The tile grid as its data file says."""

    cols: int
    rows: int
    tiles: list[Spot]


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart: `value` draws the bar, `text` is what stands beside it (the value, grouped, if empty)."""

    label: str
    value: int
    text: str = ""
    url: str = ""
    tone: str = "rain"


@dataclass(frozen=True)
class Tile:
    """One kelurahan on the map: `step` 1 (light) to 5 (dark), 0 where there is no value."""

    code: str
    name: str
    kecamatan: str
    short: str
    value: int | None
    text: str
    step: int
    url: str


def bar_shares(bars: Sequence[Bar]) -> list[SafeString]:
    """Draw one SVG a bar, each as wide as its share of the largest; a value above zero is at least a sliver."""
    largest = max((bar.value for bar in bars), default=0)
    return [_bar(bar, largest) for bar in bars]


def _bar(bar: Bar, largest: int) -> SafeString:
    tenths = 0 if largest <= 0 else max(bar.value, 0) * 1000 // largest
    if bar.value > 0:
        tenths = max(tenths, 5)
    return format_html(
        '<svg class="bars__svg" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="fill-{}" width="{}" height="12"></rect></svg>',
        bar.tone,
        tenths,
    )


def stacked_shares(parts: Sequence[tuple[int, str]]) -> SafeString:
    """Draw one bar cut into parts, each (number, tone); a part above zero is at least a sliver."""
    whole = sum(number for number, _tone in parts)
    widths = [0 if not whole or not number else max(number * 1000 // whole, 6) for number, _tone in parts]
    if whole:
        widths[widths.index(max(widths))] += 1000 - sum(widths)
    starts = [sum(widths[:index]) for index in range(len(widths))]
    return format_html(
        '<svg class="score__bar" viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        "{}</svg>",
        format_html_join(
            "",
            '<rect class="fill-{}" x="{}" width="{}" height="14"></rect>',
            (
                (tone, start, width)
                for (_number, tone), start, width in zip(parts, starts, widths, strict=True)
                if width
            ),
        ),
    )


def tiles(values: Mapping[str, int], texts: Mapping[str, str], urls: Mapping[str, str]) -> list[Tile]:
    """Give the 68 kelurahan their values, texts (the value, grouped, if missing), links and colour steps, by name.

    Keys are Kemendagri codes (32.71.01.1001). The steps cut the span from the smallest to the largest value in
    five equal parts; where all values are equal, all tiles take the middle step.
    """
    known = [values[place["code"]] for place in _grid()["tiles"] if place["code"] in values]
    low, high = (min(known), max(known)) if known else (0, 0)
    shorts = _short_names()
    return [
        Tile(
            code=place["code"],
            name=place["name"],
            kecamatan=place["kecamatan"],
            short=shorts[place["code"]],
            value=values.get(place["code"]),
            text=texts.get(place["code"]) or (count(values[place["code"]]) if place["code"] in values else "–"),
            step=_step(values.get(place["code"]), low, high),
            url=urls.get(place["code"], ""),
        )
        for place in sorted(_grid()["tiles"], key=lambda place: place["name"])
    ]


def tile_map(places: Sequence[Tile], title: str, marked: str = "") -> SafeString:
    """Draw the tiles; `title` says to a screen reader what they show, `marked` is the code of one outlined tile."""
    spots = {place["code"]: (place["col"], place["row"]) for place in _grid()["tiles"]}
    drawn = [_drawn_tile(place, spots[place.code], is_marked=place.code == marked) for place in places]
    return format_html(
        '<svg class="map" viewBox="-2 -2 {} {}" role="{}" aria-label="{}">{}</svg>',
        _grid()["cols"] * (TILE_WIDTH + GAP) - GAP + 4,
        _grid()["rows"] * (TILE_HEIGHT + GAP) - GAP + 4,
        "group" if any(place.url for place in places) else "img",
        title,
        format_html_join("", "{}", ((tile,) for tile in drawn)),
    )


def _drawn_tile(place: Tile, spot: tuple[int, int], *, is_marked: bool) -> SafeString:
    column, row = spot
    x, y = column * (TILE_WIDTH + GAP), row * (TILE_HEIGHT + GAP)
    tile = format_html(
        '<g class="map__tile map__tile--{}{}"><title>{}</title>'
        '<rect x="{}" y="{}" width="{}" height="{}" rx="4"></rect>'
        '<text class="map__name" x="{}" y="{}">{}</text><text class="map__value" x="{}" y="{}">{}</text></g>',
        place.step,
        " map__tile--mark" if is_marked else "",
        f"{place.name}: {place.text}",
        x,
        y,
        TILE_WIDTH,
        TILE_HEIGHT,
        x + TILE_WIDTH // 2,
        y + 19,
        place.short,
        x + TILE_WIDTH // 2,
        y + 34,
        place.text,
    )
    if not place.url:
        return tile
    label = f"{place.name}: {place.text}"
    return format_html('<a href="{}" aria-label="{}">{}</a>', place.url, label, tile)


def _step(value: int | None, low: int, high: int) -> int:
    if value is None:
        return 0
    if low == high:
        return (STEPS + 1) // 2
    return min(STEPS, 1 + (value - low) * STEPS // (high - low))


@cache
def _grid() -> Grid:
    text = files("payung.screening").joinpath("data/bogor_tilegrid.json").read_text("utf-8")
    return cast(Grid, json.loads(text))  # our own file; a test holds its shape


@cache
def _short_names() -> dict[str, str]:
    """Cut names to what fits a tile; of two words the first is cut more, so that no two tiles read the same."""
    return {place["code"]: _short_name(place["name"]) for place in _grid()["tiles"]}


def _short_name(name: str) -> str:
    if len(name) <= SHORT_NAME:
        return name
    first, _space, second = name.partition(" ")
    if not second:
        return name[: SHORT_NAME - 1] + "."
    return f"{first[0]}. {second[: SHORT_NAME - 3]}"
