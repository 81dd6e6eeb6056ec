"""The children of one scholarship: who has a right, which two have it, and what each may come to.

Knows no condition on the parent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, groupby

from payung.law.messages import N_
from payung.law.outcome import AwardLine
from payung.law.parameters import DatedValue, parameter
from payung.law.parts import Choice, Part
from payung.law.schooling import NOT_YET, Child, Instalment, instalments, levels, within_age
from payung.law.sentences import Sentence, sentence

_LEVEL_NAMES = {
    "kindergarten": N_("kindergarten (TK)"),
    "primary": N_("primary school (SD)"),
    "junior_secondary": N_("junior secondary school (SMP)"),
    "senior_secondary": N_("senior secondary school (SMA)"),
    "higher": N_("higher education up to a first degree, or training"),
}


@dataclass(frozen=True)
class Plan:
    """One child's yearly payments: the certain ones, the one of the year of the age limit, or why there is none."""

    number: int
    child: Child
    certain: tuple[Instalment, ...]
    doubtful: Instalment | None
    is_work_unknown: bool
    refusal: Sentence | None

    @property
    def all(self) -> tuple[Instalment, ...]:
        """Every payment that may come."""
        return (*self.certain, *([self.doubtful] if self.doubtful else []))

    @property
    def ways(self) -> tuple[tuple[Instalment, ...], ...]:
        """The payments for each answer to what is not known of the child."""
        return tuple(dict.fromkeys([self.certain, self.all, *([()] if self.is_work_unknown else [])]))


def plan(number: int, child: Child, event: date) -> Plan:
    """Return the yearly payments of one child by what is known of it on the day of the event."""
    certain, doubtful = within_age(instalments(child, event), child.born)
    longest = parameter("scholarship_wage_months").on(event)
    is_unknown = child.work == "wage" and child.work_months is None and longest.value > 0
    refusal = _why_not(child, bool(certain) or doubtful is not None, is_unknown, event)
    if refusal is not None:
        return Plan(number, child, (), None, False, refusal)
    return Plan(number, child, certain, doubtful, is_unknown, None)


def projection(child: Child, event: date) -> tuple[Instalment, ...]:
    """Return the yearly payments of one child, year by year; none for a child who has no right on the day."""
    return plan(1, child, event).all


def children_part(children: Sequence[Child], day: date) -> Part:
    """Return the lines `child_1` and `child_2` for every choice of the children that the rule allows."""
    most, age = parameter("scholarship_children").on(day), parameter("scholarship_age_limit").on(day)
    known = levels(day)
    source = next(iter(known.values()))[0]
    plans = [plan(number, child, day) for number, child in enumerate(children, 1)]
    words = [word for each in plans for word in _child_words(each)]
    entitled = [each for each in plans if each.refusal is None]
    groups = _groups(entitled, most.value)
    missing = []
    if len(groups) > 1:
        missing.append("registered")
        text = N_("Not more than {number} children have it; the family chooses which.")
        words.append(sentence(text, number=most.value))
    missing += ["claimed_on"] if any(each.doubtful for each in entitled) else []
    missing += ["work_months"] if any(each.is_work_unknown for each in entitled) else []
    choices = tuple(choice for group in groups for choice in _choices(group, source))
    used = (most, age, *(each for pair in known.values() for each in pair))
    return Part(choices, (*words, _ending_words(age)), tuple(missing), used=used)


def _groups(entitled: Sequence[Plan], most: int) -> list[tuple[Plan, ...]]:
    """Return the groups of children that may have it: those registered first, then every choice of the others."""
    if len(entitled) <= most:
        return [tuple(entitled)]
    chosen = [each for each in entitled if each.child.registered]
    if len(chosen) > most:
        return list(combinations(entitled, most))
    others = [each for each in entitled if each.child.registered is None]
    return [(*chosen, *more) for more in combinations(others, most - len(chosen))] or [(*chosen, *others)]


def _choices(group: Sequence[Plan], source: DatedValue) -> list[Choice]:
    found: list[tuple[AwardLine, ...]] = [()]
    for number, each in enumerate(group, 1):
        found = [(*lines, *_line(number, way, source)) for lines in found for way in each.ways]
    return [Choice(lines) for lines in found]


def _line(number: int, paid: Sequence[Instalment], source: DatedValue) -> tuple[AwardLine, ...]:
    if not paid:
        return ()
    why = sentence(N_("{years} years of schooling, each claimed and paid on its own."), years=len(paid))
    total = sum(each.amount for each in paid)
    return (AwardLine(f"child_{number}", total, source.source, source.certainty, why),)


def _why_not(child: Child, is_below_age: bool, is_work_unknown: bool, day: date) -> Sentence | None:
    """Return why a child has no right on the day, or None."""
    if child.married:
        return sentence(N_("A married child has no scholarship."))
    if not child.studying:
        return sentence(N_("A child who has left school has no scholarship."))
    if not is_below_age:
        return sentence(N_("The child has reached the age limit."))
    if child.work == "none" or is_work_unknown:
        return None
    if child.work == "wage":
        longest = parameter("scholarship_wage_months").on(day)
        if child.work_months is not None and 0 < child.work_months <= longest.value:
            return None
        text = N_("A child who works for a wage has no scholarship, except up to {months} months in a row ({source}).")
        return sentence(text, months=longest.value, source=longest.source)
    if parameter("scholarship_work_exceptions").on(day).value:
        return None
    return sentence(N_("A child who works had no scholarship before the exceptions of Permenaker 1/2025."))


def _child_words(each: Plan) -> list[Sentence]:
    if each.refusal is not None:
        return [sentence(N_("Child {number}: no scholarship."), number=each.number), each.refusal]
    words = []
    if each.child.from_level == NOT_YET:
        words.append(sentence(N_("Child {number}: paid from the day it reaches school age."), number=each.number))
    text = N_("Child {number}, {level_text}: {years} years of {yearly_amount}, from year {first} to {last}.")
    for level, same in groupby(each.all, key=lambda instalment: instalment.level):
        years = list(same)
        words.append(
            sentence(
                text,
                number=each.number,
                level_text=_LEVEL_NAMES[level],
                years=len(years),
                yearly_amount=years[0].amount,
                first=years[0].number,
                last=years[-1].number,
            )
        )
    return words


def _ending_words(age: DatedValue) -> Sentence:
    text = N_(
        "It is claimed every year with the school's certificate, and ends when the child is {age}, marries, works or "
        "leaves school ({source})."
    )
    return sentence(text, age=age.value, source=age.source)
