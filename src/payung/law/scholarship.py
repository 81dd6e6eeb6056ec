"""The scholarship of the children of a member who died, or was permanently and totally disabled by a work accident.

A projection: every year is claimed on its own, and the law of that day decides it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from payung.law.cover import Cover
from payung.law.cover_facts import cover_facts, cover_given
from payung.law.coverage import coverage_gate
from payung.law.given import Given, UnusableFact
from payung.law.messages import N_
from payung.law.outcome import AwardLine, Fact, Outcome
from payung.law.parameters import DatedValue, parameter
from payung.law.parts import OPEN_GATE, Choice, Gate, Headlines, Part, assembled
from payung.law.scholarship_condition import count_gate, months_gate
from payung.law.schooling import NOT_YET, Child, Instalment, child_facts, child_given, instalments, levels, within_age
from payung.law.sentences import Sentence, sentence

CAUSES = ("accident", "illness")
_LEVEL_NAMES = {
    "kindergarten": N_("kindergarten (TK)"),
    "primary": N_("primary school (SD)"),
    "junior_secondary": N_("junior secondary school (SMP)"),
    "senior_secondary": N_("senior secondary school (SMA)"),
    "higher": N_("higher education up to a first degree, or training"),
}


@dataclass(frozen=True)
class ScholarshipFacts:
    """One case: the day of law, the cause (None: the condition on months is taken as met), and the children.

    The months come from `cover`, or from `paid_month_count` where only their number is known.
    """

    event: date
    cause: str | None
    children: tuple[Child, ...]
    cover: Cover | None = None
    paid_month_count: int | None = None


def scholarship_given(given: Given) -> ScholarshipFacts:
    """Return the facts of one case. Raises UnusableFact."""
    event, cause = given.day("event"), given.word_or_none("cause")
    if cause is not None and cause not in CAUSES:
        raise UnusableFact(N_("{fact} must be one of: {names}."), fact="cause", names=list(CAUSES))
    children = given.many("children")
    if not given.is_given("children"):
        raise UnusableFact(N_("The fact {fact} is missing."), fact="children")
    cover = cover_given(given) if given.has("paid") else None
    count = given.amount_or_none("paid_month_count")
    given.finish()
    found = tuple(child_given(each, max(event, _first_day())) for each in children)
    return ScholarshipFacts(event, cause, found, cover, count)


def scholarship_award(facts: ScholarshipFacts) -> Outcome:
    """Return what the children may have up to the end of a first degree; lines `child_1` and `child_2`.

    Before the yearly scholarship (PP 82/2019) it was one sum for one child. Raises BeforeTheLaw.
    """
    day = facts.event
    once = parameter("scholarship_once").on(day)
    gates = [_cover_gate(facts), _condition_gate(facts)]
    parts = [_once_part(facts, once)] if once.value else [_children_part(facts.children, day)]
    if once.value and facts.cause == "accident":
        gates.append(_old_accident_gate())
    return assembled("scholarship", day, gates, parts, _headlines(day), _facts(facts))


def projection(child: Child, event: date) -> tuple[Instalment, ...]:
    """Return the yearly payments of one child, year by year; none for a child who has no right on the day."""
    if _why_not(child, event) is not None:
        return ()
    certain, doubtful = within_age(instalments(child, event), child.born)
    return (*certain, *([doubtful] if doubtful else []))


def level_name(level: str) -> str:
    """Return the marked name of a level of education."""
    return _LEVEL_NAMES[level]


def _children_part(children: Sequence[Child], day: date) -> Part:
    most = parameter("scholarship_children").on(day)
    age = parameter("scholarship_age_limit").on(day)
    amounts = [each for pair in levels(day).values() for each in pair]
    entitled = [(number, child) for number, child in enumerate(children, 1) if _why_not(child, day) is None]
    words = [word for number, child in enumerate(children, 1) for word in _child_words(number, child, day)]
    missing: list[str] = []
    if sum(child.registered is True for _, child in entitled) <= most.value < len(entitled):
        chosen = [pair for pair in entitled if pair[1].registered]
        others = [pair for pair in entitled if pair[1].registered is None]
        groups = [(*chosen, *more) for more in combinations(others, most.value - len(chosen))] or [tuple(chosen)]
    else:
        groups = (
            [tuple(entitled[: most.value])] if len(entitled) <= most.value else list(combinations(entitled, most.value))
        )
    if len(groups) > 1:
        missing.append("registered")
        words.append(
            sentence(N_("Not more than {number} children have it; the family chooses which."), number=most.value)
        )
    choices: list[Choice] = []
    for group in groups:
        choices += _group_choices([child for _, child in group], day)
    if any(_doubtful(child, day) for _, child in entitled):
        missing.append("claimed_on")
    if any(_is_work_unknown(child, day) for _, child in entitled):
        missing.append("work_months")
    words.append(_ending_words(age))
    return Part(tuple(choices), tuple(words), tuple(missing), used=(most, age, *amounts))


def _group_choices(children: Sequence[Child], day: date) -> list[Choice]:
    """Return the sums of one group of children: with and without each year in which a child reaches the age limit."""
    found: list[list[AwardLine]] = [[]]
    for number, child in enumerate(children, 1):
        certain, doubtful = within_age(instalments(child, day), child.born)
        ways = [certain, *([(*certain, doubtful)] if doubtful else []), *([()] if _is_work_unknown(child, day) else [])]
        found = [[*lines, *_line(number, way, day)] for lines in found for way in ways]
    return [Choice(tuple(lines)) for lines in found]


def _line(number: int, paid: Sequence[Instalment], day: date) -> list[AwardLine]:
    if not paid:
        return []
    amount = next(iter(levels(day).values()))[0]
    why = sentence(N_("{years} years of schooling, each claimed and paid on its own."), years=len(paid))
    total = sum(each.amount for each in paid)
    return [AwardLine(f"child_{number}", total, amount.source, amount.certainty, why)]


def _why_not(child: Child, day: date) -> Sentence | None:
    """Return why a child has no right on the day, or None."""
    if child.married:
        return sentence(N_("A married child has no scholarship."))
    if not child.studying:
        return sentence(N_("A child who has left school has no scholarship."))
    if child.born is not None and not projection_within_age(child, day):
        return sentence(N_("The child has reached the age limit."))
    if child.work == "none":
        return None
    longest, exceptions = parameter("scholarship_wage_months").on(day), parameter("scholarship_work_exceptions").on(day)
    if child.work == "wage":
        if _is_work_unknown(child, day) or 0 < (child.work_months or 0) <= longest.value:
            return None
        text = N_("A child who works for a wage has no scholarship, except up to {months} months in a row ({source}).")
        return sentence(text, months=longest.value, source=longest.source)
    if exceptions.value:
        return None
    return sentence(N_("A child who works had no scholarship before the exceptions of Permenaker 1/2025."))


def projection_within_age(child: Child, day: date) -> bool:
    """Whether at least one instalment lies, or may lie, before the child reaches the age limit."""
    certain, doubtful = within_age(instalments(child, day), child.born)
    return bool(certain) or doubtful is not None


def _doubtful(child: Child, day: date) -> bool:
    return within_age(instalments(child, day), child.born)[1] is not None


def _is_work_unknown(child: Child, day: date) -> bool:
    """Whether a child works for a wage, for nobody knows how long, and a short time would do no harm."""
    return (
        child.work == "wage" and child.work_months is None and bool(parameter("scholarship_wage_months").on(day).value)
    )


def _child_words(number: int, child: Child, day: date) -> list[Sentence]:
    refusal = _why_not(child, day)
    if refusal is not None:
        return [sentence(N_("Child {number}: no scholarship."), number=number), refusal]
    words = []
    if child.from_level == NOT_YET:
        words.append(sentence(N_("Child {number}: paid from the day it reaches school age."), number=number))
    found = instalments(child, day)
    for level in dict.fromkeys(each.level for each in found):
        years = [each for each in found if each.level == level]
        text = N_("Child {number}, {level_text}: {years} years of {yearly_amount}, from year {first} to {last}.")
        words.append(
            sentence(
                text,
                number=number,
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


def _once_part(facts: ScholarshipFacts, once: DatedValue) -> Part:
    text = N_("Before PP 82/2019 the scholarship was one sum for one child ({source}).")
    words = (sentence(text, source=once.source),)
    most = parameter("scholarship_children").on(facts.event)
    why = sentence(N_("Paid once for one child."))
    lines = tuple(
        AwardLine(f"child_{number}", once.value, once.source, once.certainty, why)
        for number in range(1, min(len(facts.children), most.value) + 1)
    )
    return Part((Choice(lines),), words, used=(once, most))


def _condition_gate(facts: ScholarshipFacts) -> Gate:
    if facts.cause is None:
        text = N_("The condition on contribution months is taken as met.")
        return Gate(((True, ()),), (sentence(text),))
    if facts.cause == "accident":
        text = N_("After a work accident no contribution months are needed for the scholarship.")
        return Gate(((True, ()),), (sentence(text),))
    if facts.paid_month_count is not None:
        return count_gate(facts.paid_month_count, facts.event)
    if facts.cover is not None:
        return months_gate(facts.cover, facts.event)
    rule = parameter("scholarship_paid_months").on(facts.event)
    return Gate(((False, ()), (True, ())), missing=("paid",), used=(rule,))


def _cover_gate(facts: ScholarshipFacts) -> Gate:
    return coverage_gate(facts.cover, facts.event) if facts.cover is not None else OPEN_GATE


def _old_accident_gate() -> Gate:
    text = N_("Whether the scholarship of that time was due after a work accident as well was not seen in any text.")
    return Gate(((False, ()), (True, ())), (sentence(text),), missing=("cause",))


def _first_day() -> date:
    return min(pair[0].starts_on for pair in _first_levels().values())


def _first_levels() -> dict[str, tuple[DatedValue, DatedValue]]:
    return levels(parameter("scholarship_age_limit").values[-1].starts_on)


def _facts(facts: ScholarshipFacts) -> dict[str, Fact]:
    found: dict[str, Fact] = {"programme": "scholarship", "event": facts.event.isoformat()}
    if facts.cause is not None:
        found["cause"] = facts.cause
    if facts.cover is not None:
        found |= cover_facts(facts.cover, facts.event)
    if facts.paid_month_count is not None:
        found["paid_month_count"] = facts.paid_month_count
    found["children"] = [child_facts(child) for child in facts.children]
    return found


def _headlines(day: date) -> Headlines:
    return Headlines(
        certain=N_(
            "Up to the end of a first degree the scholarship comes to {total_amount}, if every year is claimed and the "
            "rules stay as they are; the event was on {event_on}."
        ),
        open=N_("The scholarship is not certain: for the event on {event_on} it could come to {possible_amounts}."),
        nothing=N_("No scholarship is due for the event on {event_on}."),
        values={"event_on": day.isoformat()},
    )
