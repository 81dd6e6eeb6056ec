"""The facts of one work accident, and their form in a file of cases. Computes no amount."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from payung.law.cover import Cover
from payung.law.cover_facts import cover_facts, cover_given
from payung.law.given import Given, UnusableFact
from payung.law.messages import N_
from payung.law.outcome import Fact

RESULTS = ("death", "total_permanent_disability", "partial_anatomical", "partial_functional", "temporary_inability")
KINDS = ("accident", "commuting", "violence", "occupational_disease", "suspected")
MODES = ("land", "sea", "air")
AIDS = ("teeth", "hearing_aid", "glasses")


class ImpossibleFacts(UnusableFact):
    """Facts that cannot all be true of one case."""


@dataclass(frozen=True)
class Loss:
    """One loss of the schedule.

    `function_lost` is the percentage of the function lost, None where the part itself is lost. `extent` is what a row
    that counts by steps or has a range needs: decibels or percent. `eyes` are the better and the worse eye's visual
    efficiency in percent, from which the extent of that row follows.
    """

    code: str | None
    function_lost: int | None = None
    extent: int | None = None
    eyes: tuple[int, int] | None = None


@dataclass(frozen=True)
class Accident:
    """One work accident; what is None is not known.

    `transport`, `home_care` and `aids` are what was spent, in whole rupiah, None where the receipt is missing.
    `prosthesis` is the price of the government rehabilitation hospital and the cost of medical rehabilitation.
    """

    event: date
    result: str | None
    base: int | None
    kind: str = "accident"
    losses: tuple[Loss, ...] = ()
    left_handed: bool = False
    months_unable: int | None = None
    days_unable: int | None = None
    transport: Mapping[str, int | None] = field(default_factory=dict)
    aids: Mapping[str, int | None] = field(default_factory=dict)
    home_care: tuple[int | None, int | None] | None = None  # cost, months
    prosthesis: tuple[int | None, int] | None = None  # price, rehabilitation
    work_ended: date | None = None
    reported: date | None = None
    claimed: date | None = None


def accident_given(given: Given) -> tuple[Accident, Cover]:
    """Return the accident and the cover of one case. Raises UnusableFact or ImpossibleFacts."""
    result = given.word_or_none("result")
    kind = given.word_or_none("kind") or "accident"
    _require_one_of("result", result, RESULTS)
    _require_one_of("kind", kind, KINDS)
    cover = cover_given(given)
    accident = Accident(
        event=given.day("event"),
        result=result,
        base=given.amount_or_none("base"),
        kind=kind,
        losses=_losses(given, result),
        left_handed=given.flag("left_handed"),
        months_unable=given.amount_or_none("months_unable", most=_MOST_MONTHS),
        days_unable=given.amount_or_none("days_unable", most=_MOST_MONTHS * 31),
        transport=_costs(given, "transport", MODES),
        aids=_costs(given, "aids", AIDS),
        home_care=_home_care(given),
        prosthesis=_prosthesis(given),
        work_ended=given.day_or_none("work_ended"),
        reported=given.day_or_none("reported"),
        claimed=given.day_or_none("claimed"),
    )
    given.finish()
    _refuse_the_impossible(accident)
    return accident, cover


def accident_facts(accident: Accident, cover: Cover) -> dict[str, Fact]:
    """Return the facts in the form of `given` in a file of cases, so that the award can be computed again."""
    facts: dict[str, Fact] = {
        "programme": "accident",
        **cover_facts(cover, accident.event),
        "event": accident.event.isoformat(),
        "result": accident.result,
        "base": accident.base,
    }
    more: dict[str, Fact] = {
        "kind": accident.kind if accident.kind != "accident" else None,
        "losses": [_loss_facts(loss) for loss in accident.losses],
        "left_handed": accident.left_handed or None,
        "months_unable": accident.months_unable,
        "days_unable": accident.days_unable,
        "transport": dict(accident.transport),
        "aids": dict(accident.aids),
        "home_care": accident.home_care and dict(zip(("cost", "months"), accident.home_care, strict=True)),
        "prosthesis": accident.prosthesis and dict(zip(("price", "rehabilitation"), accident.prosthesis, strict=True)),
        **{name: _iso(getattr(accident, name)) for name in ("work_ended", "reported", "claimed")},
    }
    return {**facts, **{name: value for name, value in more.items() if value not in (None, [], {})}}


def _losses(given: Given, result: str | None) -> tuple[Loss, ...]:
    several = given.many("losses")
    if not several:
        alone = _loss(given)
        return (alone,) if alone != Loss(None) or str(result).startswith("partial") else ()
    found = tuple(_loss(each) for each in several)
    for each in several:
        each.finish()
    return found


def _loss(given: Given) -> Loss:
    eyes = given.amount_or_none("better_eye"), given.amount_or_none("worse_eye")
    return Loss(
        given.word_or_none("loss"),
        given.percent_or_none("function_lost"),
        given.amount_or_none("extent"),
        None if eyes[0] is None or eyes[1] is None else (eyes[0], eyes[1]),
    )


def _loss_facts(loss: Loss) -> dict[str, Any]:
    better, worse = loss.eyes or (None, None)
    found = {
        "loss": loss.code,
        "function_lost": None if loss.function_lost is None else f"{loss.function_lost}%",
        "extent": loss.extent,
        "better_eye": better,
        "worse_eye": worse,
    }
    return {name: value for name, value in found.items() if value is not None or name == "loss"}


def _costs(given: Given, name: str, known: tuple[str, ...]) -> dict[str, int | None]:
    found = given.inside(name)
    if found is None:
        return {}
    costs = {each: found.amount_or_none(each) for each in known if found.has(each)}
    found.finish()
    return costs


def _home_care(given: Given) -> tuple[int | None, int | None] | None:
    found = given.inside("home_care")
    if found is None:
        return None
    pair = found.amount_or_none("cost"), found.amount_or_none("months")
    found.finish()
    return pair


def _prosthesis(given: Given) -> tuple[int | None, int] | None:
    found = given.inside("prosthesis")
    if found is None:
        return None
    pair = found.amount_or_none("price"), found.amount_or_none("rehabilitation") or 0
    found.finish()
    return pair


def _refuse_the_impossible(accident: Accident) -> None:
    for loss in accident.losses:
        if loss.function_lost is not None and accident.result == "partial_anatomical":
            raise ImpossibleFacts(N_("A part that is lost (partial_anatomical) has no percentage of function lost."))
        if loss.eyes is not None and (loss.eyes[0] < loss.eyes[1] or loss.eyes[0] > _WHOLE):
            raise ImpossibleFacts(N_("The better eye cannot be worse than the other, nor above one hundred percent."))
    if accident.losses and not str(accident.result).startswith("partial"):
        raise ImpossibleFacts(N_("A loss belongs to a partial disability (partial_anatomical or partial_functional)."))
    for name in ("reported", "claimed"):
        day = getattr(accident, name)
        if day is not None and day < accident.event:
            raise ImpossibleFacts(N_("{fact} cannot come before the event."), fact=name)


def _require_one_of(name: str, value: str | None, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        raise UnusableFact(N_("{fact} must be one of: {names}."), fact=name, names=list(known))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


_WHOLE = 100
_MOST_MONTHS = 50 * 12  # a working life; only keeps the arithmetic inside the calendar
