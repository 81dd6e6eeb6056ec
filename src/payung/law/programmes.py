"""The programmes of the law by name: each takes the facts of a case and answers with an outcome.

A new programme joins the table below.
"""

from collections.abc import Callable, Mapping
from typing import Any

from payung.law.accident import accident_award
from payung.law.accident_facts import accident_given
from payung.law.contribution import base_of_income, contribution
from payung.law.death_cases import AccidentIsAnotherProgramme as AccidentIsAnotherProgramme
from payung.law.death_cases import death_case_award, death_given
from payung.law.given import Given, UnusableFact
from payung.law.messages import N_
from payung.law.outcome import Outcome
from payung.law.scholarship import scholarship_award, scholarship_given
from payung.law.sentences import Refused


class NotYetCovered(Refused):
    """A programme of the law that this version of the program does not compute."""


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
    income = given.amount_or_none("income")
    base = given.whole("base") if income is None else base_of_income(income, month)
    workers, months, old_age = given.whole("workers", 1), given.whole("months", 1), given.flag("old_age")
    given.finish()
    return contribution(month, sector, payer, base, workers, months, old_age)


def _death(given: Given) -> Outcome:
    return death_case_award(death_given(given))


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
