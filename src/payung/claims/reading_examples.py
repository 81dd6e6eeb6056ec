"""One worked example of each unsettled rule, computed by the law, so that a reader sees what each reading gives."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from payung.law.cover import Cover
from payung.law.death import death_award
from payung.law.explain import day_in_words
from payung.law.months import Month, months_between
from payung.law.unsettled import THREE_MONTHS, UnsettledRule

EFFECTIVE_ON = date(2025, 9, 10)  # the example in which the readings were found to differ
_DAYS = {THREE_MONTHS: (date(2025, 11, 15), "2025-12")}
_UNPAID = (date(2026, 6, 15), "2026-05")  # a death in June, the last paid month is May


@dataclass(frozen=True)
class Example:
    """The facts in words, and a row {code, label, source, amount, full_from, confirmed} for each reading."""

    words: str
    rows: list[dict[str, Any]]

    @property
    def has_days(self) -> bool:
        """Whether the readings differ in the day from which they pay in full."""
        return all(row["full_from"] is not None for row in self.rows)


def example_of(rule: UnsettledRule, followed: str) -> Example:
    """Return what each reading of `rule` gives in the example; `followed` is the reading confirmed, if any."""
    day, last = _DAYS.get(rule.code, _UNPAID)
    months = frozenset(months_between(Month.of(EFFECTIVE_ON), Month.parse(last)))
    cover = Cover(EFFECTIVE_ON, None, months)
    outcome = death_award(cover, day)
    rows = []
    for reading in rule.readings:
        found = [each for each in outcome.readings if reading.code in (each.code, *each.under)]
        name = _(reading.name)
        row: dict[str, Any] = {"code": reading.code, "label": f"{reading.code}: {name}", "source": _(reading.source)}
        row |= {"amount": max(each.amount for each in found), "confirmed": reading.code == followed}
        rows.append(row | {"full_from": found[0].full_from if rule.code == THREE_MONTHS else None})
    return Example(_words(rule.code, day), rows)


def _words(rule: str, day: date) -> str:
    text = _("A cover that began on %(start)s, every month paid: a death by illness on %(day)s.")
    if rule != THREE_MONTHS:
        text = _("A cover that began on %(start)s, paid until the month before: a death by illness on %(day)s.")
    return text % {"start": day_in_words(EFFECTIVE_ON, _), "day": day_in_words(day, _)}
