"""The chapters of the law in the words of the page, from the same source as docs/law.md, and searching in them."""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.law.cases import Case
from payung.law.chapters import Chapter, NamedReading, Number, NumberTable, chapters
from payung.law.explain import day_in_words, month_in_words, rupiah
from payung.law.loss_names import LOSS_NAMES
from payung.law.months import Month

TITLES: dict[str, str | Promise] = {
    "contribution": gettext_lazy("Contributions"),
    "standing": gettext_lazy("Standing, arrears and the end of a membership"),
    "death": gettext_lazy("Death of another cause than a work accident (JKM)"),
    "accident": gettext_lazy("Work accident (JKK)"),
    "scholarship": gettext_lazy("Scholarship of the children"),
    "heirs": gettext_lazy("Heirs"),
}
UNITS: dict[str, str | Promise] = {
    "rupiah": gettext_lazy("rupiah"),
    "months": gettext_lazy("months"),
    "years": gettext_lazy("years"),
    "hours": gettext_lazy("hours"),
    "days": gettext_lazy("days"),
    "children": gettext_lazy("children"),
    "times_base": gettext_lazy("times the base"),
    "percent": gettext_lazy("percent"),
    "per_thousand": gettext_lazy("per thousand"),
    "per_ten_thousand": gettext_lazy("per ten thousand"),
    "percent_due": gettext_lazy("percent due"),
    "yes_no": gettext_lazy("1 yes, 0 no"),
}
CERTAINTIES: dict[str, tuple[str | Promise, str]] = {
    "high": (gettext_lazy("certainty high"), "good"),
    "medium": (gettext_lazy("certainty medium"), "warn"),
    "low": (gettext_lazy("certainty low"), "bad"),
}


@dataclass(frozen=True)
class Item:
    """One thing of the page that a search can find: its cells by name, and all of its text in small letters."""

    cells: dict[str, Any]
    text: str


@dataclass(frozen=True)
class Group:
    """One number of the law with its values through time; `text` is its own head, in small letters."""

    name: str
    description: str
    unit: str | Promise
    checked_on: date
    rows: tuple[Item, ...]
    text: str

    @property
    def has_kinds(self) -> bool:
        """Whether a value says for whom or for which row it is."""
        return any(row.cells["what"] for row in self.rows)


@dataclass(frozen=True)
class Section:
    """One chapter of the page."""

    key: str
    title: str | Promise
    groups: tuple[Group, ...]
    readings: tuple[Item, ...]
    rules: tuple[Item, ...]
    cases: tuple[Item, ...]

    @property
    def count(self) -> int:
        """How many things it shows; a number counts once for each of its values."""
        values = sum(len(each.rows) for each in self.groups)
        return values + len(self.readings) + len(self.rules) + len(self.cases)


def shown_chapters() -> list[Section]:
    """Return the whole law in the language in force."""
    return [_section(each) for each in chapters()]


def found_in(sections: list[Section], search: str) -> list[Section]:
    """Return the sections with only what holds every word of `search`, in large or small letters."""
    words = search.casefold().split()
    kept = [
        replace(
            each,
            groups=tuple(group for group in (_narrowed(group, words) for group in each.groups) if group.rows),
            readings=_holding(each.readings, words),
            rules=_holding(each.rules, words),
            cases=_holding(each.cases, words),
        )
        for each in sections
    ]
    return [each for each in kept if each.count]


def _narrowed(group: Group, words: list[str]) -> Group:
    """A word may stand in the head of a number or in one of its rows."""
    rows = tuple(row for row in group.rows if all(word in group.text or word in row.text for word in words))
    return replace(group, rows=rows)


def _holding(items: tuple[Item, ...], words: list[str]) -> tuple[Item, ...]:
    return tuple(each for each in items if all(word in each.text for word in words))


def _section(chapter: Chapter) -> Section:
    return Section(
        key=chapter.key,
        title=TITLES.get(chapter.key, chapter.title),
        groups=tuple(_group(each) for each in chapter.numbers),
        readings=tuple(_reading(each) for each in chapter.readings),
        rules=tuple(_item({"name": each.name, "text": _one_line(each.text)}) for each in chapter.rules),
        cases=tuple(_case(each) for each in chapter.cases),
    )


def _group(table: NumberTable) -> Group:
    unit, description = UNITS.get(table.unit, table.unit), _one_line(table.description)
    text = f"{table.name} {table.name.replace('_', ' ')} {description} {unit}".casefold()
    rows = tuple(_number(each, table.unit) for each in table.numbers)
    return Group(table.name, description, unit, date.fromisoformat(table.checked_on), rows, text)


def _number(number: Number, unit: str) -> Item:
    certainty, tone = CERTAINTIES[number.certainty]
    loss = LOSS_NAMES.get(number.what)  # other rows keep their codes
    plain = f"{number.value:,}".replace(",", ".")
    value = rupiah(number.value) if unit == "rupiah" else plain
    return _item(
        {
            "since": _since(number.since),
            "what": _(loss) if loss else number.what,
            "is_code": loss is None,
            "value": value,
            "others": number.others,
            "source": number.source,
            "certainty": str(certainty),
            "tone": tone,
        },
        f"{number.value} {plain} {number.since} {number.what}",
    )


def _since(text: str) -> str:
    """A day, or the first and the last month of a period, in words."""
    first, _to, last = text.partition(" to ")
    if last:
        return f"{month_in_words(Month.parse(first), _)} – {month_in_words(Month.parse(last), _)}"
    return day_in_words(date.fromisoformat(first), _)


def _reading(reading: NamedReading) -> Item:
    cells = {
        "code": reading.code,
        "name": _(reading.name),
        "source": _(reading.source),
        "rule": _one_line(reading.rule),
    }
    return _item(cells)


def _case(case: Case) -> Item:
    given = {key: value for key, value in case.given.items() if key != "programme"}
    plain = json.dumps(given, ensure_ascii=False, default=str).replace('"', "")
    return _item({"id": case.id, "name": case.name, "basis": case.basis, "given": plain, "expected": _expected(case)})


def _expected(case: Case) -> str:
    expect = case.expect or {}
    if expect.get("outcome") == "open":
        return _("open: ") + _(" or ").join(rupiah(each) for each in expect["possible"])
    return rupiah(expect.get("total", 0))


def _item(cells: dict[str, Any], more: str = "") -> Item:
    return Item(cells, " ".join([*map(str, cells.values()), more]).casefold())


def _one_line(text: str) -> str:
    return " ".join(text.split())
