"""Filters that write amounts and days, and tags that draw the components which need a little arithmetic first.

What each component takes stands at the top of its template in `templates/components/` and in docs/look.md.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from payung.web import charts, presenting

register = template.Library()

register.filter("count", presenting.count)
register.filter("rupiah", presenting.rupiah)
register.filter("rupiah_short", presenting.rupiah_short)
register.filter("day", presenting.day)
register.filter("month", presenting.month)
register.filter("moment", presenting.moment)
register.filter("masked_nik", presenting.masked_nik)
register.filter("masked_account", presenting.masked_account)
register.filter("terbilang", presenting.terbilang)

TONES = frozenset({"good", "warn", "bad", "open", "mute"})
MONTH_STATES = ("paid", "billed", "due", "none")


@register.filter
def percent_of(part: int, whole: int) -> str:
    """Write the share of `part` in `whole` as a whole percentage."""
    return presenting.percent(part, whole)


@register.filter
def with_columns(row: Sequence[Any], columns: Sequence[Any]) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Pair the cells of a row with their columns; a cell that is plain text becomes {text}."""
    cells = [cell if isinstance(cell, Mapping) else {"text": cell} for cell in row]
    return list(zip(columns, cells, strict=True))


@register.simple_tag
def tag(label: str, tone: str = "mute") -> SafeString:
    """Draw a word in a coloured pill. Tones: good, warn, bad, open, mute; another one is a KeyError."""
    if tone not in TONES:
        raise KeyError(tone)
    return format_html('<span class="tag tag--{}">{}</span>', tone, label)


@register.inclusion_tag("components/score_bar.html")
def score_bar(accepted: int, review: int, rejected: int, urls: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Draw the three verdicts of a list; `urls` may name the rows behind each: accepted, review, rejected."""
    links = urls or {}
    parts = [
        {"label": _("Accepted"), "number": accepted, "tone": "good", "url": links.get("accepted", "")},
        {"label": _("To be checked"), "number": review, "tone": "warn", "url": links.get("review", "")},
        {"label": _("Rejected"), "number": rejected, "tone": "bad", "url": links.get("rejected", "")},
    ]
    return {"parts": parts, "bar": charts.stacked_shares([(accepted, "good"), (review, "warn"), (rejected, "bad")])}


@register.inclusion_tag("components/month_strip.html")
def month_strip(months: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Draw months one by one; each is {month: "2025-09", state: paid|billed|due|none}."""
    words = {"paid": _("paid"), "billed": _("billed"), "due": _("unpaid"), "none": _("no bill yet")}
    cells = [{"month": each["month"], "state": each["state"], "word": words[each["state"]]} for each in months]
    states = [state for state in MONTH_STATES if any(cell["state"] == state for cell in cells)]
    return {"cells": cells, "legend": [{"state": state, "word": words[state]} for state in states]}


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(bars: Sequence[charts.Bar], heads: Sequence[str], caption: str = "") -> dict[str, Any]:
    """Draw bars with their figures beside them; `heads` are the two column headings: what, how many."""
    return {
        "rows": list(zip(bars, charts.bar_shares(bars), strict=True)),
        "what": heads[0],
        "how_many": heads[1],
        "caption": caption,
    }


@register.inclusion_tag("components/tile_map.html")
def tile_map(map_data: Mapping[str, Any]) -> dict[str, Any]:
    """Draw the 68 kelurahan, each with its value, and the table in a fold below.

    `map_data`: values {code: int}; optional texts {code: str}, urls {code: str}, marked (a code), unit (what the
    value is, heads the column), title (what the map shows, for screen readers), note, csv_url.
    """
    places = charts.tiles(map_data["values"], map_data.get("texts", {}), map_data.get("urls", {}))
    known = [place for place in places if place.value is not None]
    edges = sorted(known, key=lambda place: place.value or 0)
    return {
        "drawing": charts.tile_map(places, map_data["title"], map_data.get("marked", "")),
        "places": places,
        "lowest": edges[0].text if edges else "",
        "highest": edges[-1].text if edges else "",
        "steps": range(1, charts.STEPS + 1),
        "has_gaps": len(known) < len(places),
        "unit": map_data["unit"],
        "note": map_data.get("note", ""),
        "csv_url": map_data.get("csv_url", ""),
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: RequestContext, page: Any, parameter: str = "page") -> dict[str, Any]:
    """Draw the pages of a django.core.paginator.Page; the rest of the address (filters) is kept."""
    query = context["request"].GET.copy()
    query.pop(parameter, None)
    kept = query.urlencode()
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "numbers": list(numbers),
        "gap": page.paginator.ELLIPSIS,
        "prefix": f"?{kept}&{parameter}=" if kept else f"?{parameter}=",
    }
