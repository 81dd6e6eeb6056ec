"""The programmes of the law by name: each takes the facts of a case and answers with an outcome.

A new programme joins the table below.
"""

from collections.abc import Callable, Mapping
from typing import Any

from payung.law.accident import accident_award
from payung.law.accident_facts import accident_given
from payung.law.contribution import PAYERS, contribution
from payung.law.cover import Cover
from payung.law.death import death_award
from payung.law.given import Given, UnusableFact
from payung.law.messages import N_
from payung.law.outcome import Outcome
from payung.law.scholarship import scholarship_award, scholarship_given
from payung.law.sentences import Refused


class NotYetCovered(Refused):
    """A programme of the law that this version of the program does not compute."""


class AccidentIsAnotherProgramme(Refused):
    """A death by a work accident was put to the programme for other deaths."""


def outcome_of(facts: Mapping[str, Any]) -> Outcome:
    """Return the law's answer to the facts of one case, in the form of `given`; recomputes a stored award as well.

    Raises Refused, or one of its kinds, with a sentence that says which fact cannot be used.
    """
    name = facts.get("programme")
    if name in NOT_YET_COVERED:
        raise NotYetCovered(N_("The programme {programme} is not computed by this version."), programme=str(name))
    decide = PROGRAMMES.get(name) if isinstance(name, str) else None
    if decide is None:
        raise UnusableFact(N_("The programme must be one of: {names}."), names=sorted([*PROGRAMMES, *NOT_YET_COVERED]))
    given = Given(facts)
    return decide(given)


def _contribution(given: Given) -> Outcome:
    month, sector, payer = given.month("month"), given.word("sector"), given.word("payer")
    base, workers = given.whole("base"), given.whole("workers", default=1)
    given.finish()
    return contribution(month, sector, payer, base, workers)


def _death(given: Given) -> Outcome:
    _require_no_accident(given.word("cause"))
    payer = given.word_or_none("payer")
    if payer is not None and payer not in PAYERS:
        raise UnusableFact(N_("The payer must be one of: {names}."), names=list(PAYERS))
    cover = Cover(
        effective_on=given.day_or_none("member_from"),
        ends_on=given.day_or_none("ends_on"),
        paid=given.months("paid"),
        payer=payer,
    )
    died_on = given.day("died")
    given.finish()
    return death_award(cover, died_on)


def _require_no_accident(cause: str) -> None:
    if cause == "accident":
        raise AccidentIsAnotherProgramme(
            N_(
                "A death by a work accident, on the way to or from work, or suddenly at work is not decided here: it "
                "must first be examined as a work accident (JKK)."
            )
        )
    if cause != "illness":
        raise UnusableFact(N_("The cause must be illness (any cause but a work accident) or accident."))


def _accident(given: Given) -> Outcome:
    return accident_award(*accident_given(given))


def _scholarship(given: Given) -> Outcome:
    return scholarship_award(scholarship_given(given))


PROGRAMMES: Mapping[str, Callable[[Given], Outcome]] = {
    "accident": _accident,
    "contribution": _contribution,
    "death": _death,
    "scholarship": _scholarship,
}
NOT_YET_COVERED: tuple[str, ...] = ()
