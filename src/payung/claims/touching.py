"""What other numbers of the law would change for open cases and current members; equal facts are asked about once.

Changes nothing.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from payung.claims.confirming import cover_as_confirmed, with_confirmed
from payung.claims.models import Award, Case
from payung.claims.states import CLOSED
from payung.contributions.queries import covers_of
from payung.enrolment.queries import members_on
from payung.law.contribution import confirmed_bases
from payung.law.cover import Cover
from payung.law.cover_facts import cover_facts
from payung.law.months import Month
from payung.law.parameters import AnyParameter
from payung.law.recomputation import Answer, touched

Kind = Literal["case", "death", "accident", "contribution"]


@dataclass(frozen=True)
class Asked:
    """Facts in the form of a file of cases, for how many people they are the same, and the case, where it is one."""

    kind: Kind
    facts: Mapping[str, Any]
    people: int
    case: int | None = None


@dataclass(frozen=True)
class Effect:
    """What changes for some people who are alike; `difference` is rupiah for all of them, None where not certain."""

    asked: Asked
    before: Answer
    after: Answer
    difference: int | None


def effects(parameters: Mapping[str, AnyParameter], on: date) -> Iterator[Effect]:
    """Yield what the `parameters` would change on `on`: open cases, then members by what their families would get.

    A death by illness and by a work accident on the day (on the lowest base), and the month's contribution by payer, in
    a fixed number of statements besides two for each open case.
    """
    asked = [*_open_cases(on), *_members(on)]
    for each in touched((one.facts for one in asked), parameters):
        one = asked[each.number]
        # The facts of a contribution hold how many pay it, so its amount is that of all of them.
        times = 1 if one.kind == "contribution" else one.people
        yield Effect(one, each.before, each.after, None if each.difference is None else each.difference * times)


def _open_cases(on: date) -> Iterator[Asked]:
    stands = (Award.Status.SUBMITTED, Award.Status.APPROVED)
    cases = Case.objects.exclude(status__in=CLOSED).select_related("membership").prefetch_related("awards")
    for case in cases.order_by("pk"):
        award = next((each for each in case.awards.all() if each.status in stands), None)
        if award is not None:
            yield Asked("case", award.body["facts"], 1, case.pk)
        else:
            cover = cover_as_confirmed(case.membership, case.died_on, on)
            yield Asked("case", _death(cover, case.died_on), 1, case.pk)


def _members(on: date) -> Iterator[Asked]:
    members = list(members_on(on).only("pk", "programme_id", "effective_on", "ends_on", "payer"))
    alike: dict[Cover, int] = {}
    for cover in with_confirmed(covers_of(members, on), members, on).values():
        alike[cover] = alike.get(cover, 0) + 1
    base = confirmed_bases(Month.of(on))[0]
    accident = {"event": on.isoformat(), "base": base, "result": "death"}
    for kind in ("death", "accident"):
        for cover, people in alike.items():
            facts = _death(cover, on)
            if kind == "accident":
                facts = {"programme": "accident", **cover_facts(cover, on), **accident}
            yield Asked("accident" if kind == "accident" else "death", facts, people)
    payers: dict[str, int] = {}
    for each in members:
        payers[each.payer] = payers.get(each.payer, 0) + 1
    for payer, people in sorted(payers.items()):
        # The lowest base under either set of numbers, whatever it is.
        facts = {"programme": "contribution", "month": str(Month.of(on)), "sector": "other", "payer": payer}
        yield Asked("contribution", {**facts, "income": 0, "workers": people}, people)


def _death(cover: Cover, day: date) -> dict[str, Any]:
    return {"programme": "death", **cover_facts(cover, day), "died": day.isoformat(), "cause": "illness"}


def summed(found: list[Effect]) -> list[dict[str, Any]]:
    """Return one row for each kind and each pair of answers: people, before, after, rupiah, the cases' numbers."""
    rows: dict[str, dict[str, Any]] = {}
    for each in found:
        before, after = _told(each.before), _told(each.after)
        key = json.dumps([each.asked.kind, before, after])
        row = rows.setdefault(
            key,
            {"what": each.asked.kind, "before": before, "after": after, "people": 0, "difference": 0, "cases": []},
        )
        row["people"] += each.asked.people
        row["difference"] = None if each.difference is None else row["difference"] + each.difference
        if each.asked.case is not None:
            row["cases"].append(each.asked.case)
    return list(rows.values())


def _told(answer: Answer) -> list[int] | None:
    """The possible amounts; None where the law refuses."""
    return list(answer.outcome.possible) if answer.outcome is not None else None
