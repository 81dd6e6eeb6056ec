"""`payung redecide`: what was decided, asked again; and what other numbers of the law would touch before they land."""

from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from payung.claims.models import Award
from payung.claims.redeciding import Difference, differences
from payung.claims.touching import effects, summed
from payung.groundwork.refusals import Refusal
from payung.law.explain import explain, in_words, rupiah
from payung.law.parameter_fields import UnprovenParameter
from payung.law.parameters import AnyParameter, all_parameters, parameters_of

WIDTHS = (36, 8, 30, 30, 26)


class UnusableParameters(Refusal):
    """The folder does not prove its numbers, or holds none that the law knows."""

    sentence = _("The numbers cannot be used: %(why)s")


def recomputed() -> dict[str, Any]:
    """Every stored award asked again: {awards, differences [{case, award, stored, computed}]}; names nobody."""
    return {"awards": Award.objects.count(), "differences": [_difference(each) for each in differences()]}


def recomputed_lines(found: dict[str, Any]) -> list[str]:
    """The same as sentences."""
    lines = []
    for each in found["differences"]:
        lines.append(gettext("Claim %(case)s, award %(award)s: stored") % each)
        lines += [f"  {line}" for line in each["stored"]]
        lines.append(gettext("Claim %(case)s, award %(award)s: computed") % each)
        lines += [f"  {line}" for line in each["computed"]]
    text = ngettext("%(count)s award asked again.", "%(count)s awards asked again.", found["awards"])
    lines.append(text % {"count": found["awards"]})
    wrong = len(found["differences"])
    text = ngettext("%(count)s would be decided otherwise.", "%(count)s would be decided otherwise.", wrong)
    return [*lines, text % {"count": wrong} if wrong else gettext("All come out as they were stored.")]


def other_numbers(folder: Path) -> dict[str, AnyParameter]:
    """The program's numbers with those of a folder in their place, some or all. Raises UnusableParameters."""
    own = all_parameters()
    try:
        given = parameters_of(folder)
    except UnprovenParameter as wrong:
        raise UnusableParameters(why=str(wrong)) from None
    unknown = sorted(set(given) - set(own))
    if unknown or not given:
        why = ", ".join(unknown) if unknown else gettext("there is no parameter file in the folder")
        raise UnusableParameters(why=why)
    wrong_kind = sorted(name for name in given if type(given[name]) is not type(own[name]))
    if wrong_kind:
        raise UnusableParameters(why=", ".join(wrong_kind))
    return {**own, **given}


def touched_by(folder: Path, on: date) -> dict[str, Any]:
    """What the folder's numbers would change on `on`: {on, rows [{what, people, before, after, difference, cases}]}."""
    return {"on": on.isoformat(), "rows": summed(list(effects(other_numbers(folder), on)))}


def touched_lines(found: dict[str, Any]) -> list[str]:
    """The same as a table."""
    if not found["rows"]:
        return [gettext("Nothing changes for open claims and current members.")]
    heads = (
        gettext("What"),
        gettext("People"),
        gettext("Before"),
        gettext("After"),
        gettext("Difference for all of them"),
    )
    lines = [_row(heads)]
    return lines + [
        _row((_what(row), str(row["people"]), _amounts(row["before"]), _amounts(row["after"]), _sum(row)))
        for row in found["rows"]
    ]


def _difference(each: Difference) -> dict[str, Any]:
    computed = [in_words(each.refused, gettext)] if each.refused else []
    if each.computed is not None:
        computed = explain(each.computed, gettext)
    stored = explain(each.stored, gettext)
    return {"case": each.award.case_id, "award": each.award.pk, "stored": stored, "computed": computed}


def _what(row: dict[str, Any]) -> str:
    names = {
        "case": gettext("open claims"),
        "death": gettext("members, death by illness today"),
        "accident": gettext("members, death at work today"),
        "contribution": gettext("members, contribution of this month"),
    }
    cases = f" ({', '.join(map(str, row['cases']))})" if row["cases"] else ""
    return names[row["what"]] + cases


def _amounts(amounts: list[int] | None) -> str:
    return gettext("refused by the law") if amounts is None else " / ".join(map(rupiah, amounts))


def _sum(row: dict[str, Any]) -> str:
    if row["difference"] is None:
        return gettext("not certain")
    sign = "-" if row["difference"] < 0 else "+"
    return sign + rupiah(abs(row["difference"]))


def _row(cells: tuple[str, ...]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()
