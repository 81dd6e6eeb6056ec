"""The scholarship of the children of a member who died, or was permanently and totally disabled by a work accident.

A projection: every year is claimed on its own, and the law of that day decides it.
"""

from dataclasses import dataclass
from datetime import date

from payung.law.cover import Cover
from payung.law.cover_facts import cover_facts, cover_given
from payung.law.coverage import coverage_gate
from payung.law.given import Given, UnusableFact
from payung.law.messages import N_
from payung.law.outcome import AwardLine, Fact, Outcome
from payung.law.parameters import DatedValue, parameter, table
from payung.law.parts import OPEN_GATE, Choice, Gate, Headlines, Part, assembled
from payung.law.scholarship_children import children_part
from payung.law.scholarship_condition import count_gate, months_gate
from payung.law.schooling import Child, child_facts, child_given
from payung.law.sentences import sentence

CAUSES = ("accident", "illness")


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
    found = tuple(child_given(each, max(event, _first_day_of_levels())) for each in children)
    return ScholarshipFacts(event, cause, found, cover, count)


def scholarship_award(facts: ScholarshipFacts) -> Outcome:
    """Return what the children may have up to the end of a first degree; lines `child_1` and `child_2`.

    Before the yearly scholarship (PP 82/2019) it was one sum for one child. Raises BeforeTheLaw.
    """
    day = facts.event
    once = parameter("scholarship_once").on(day)
    gates = [_cover_gate(facts), _condition_gate(facts)]
    parts = [_once_part(facts, once)] if once.value else [children_part(facts.children, day)]
    if once.value and facts.cause == "accident":
        gates.append(_old_accident_gate())
    return assembled("scholarship", day, gates, parts, _headlines(day), _facts(facts))


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


def _first_day_of_levels() -> date:
    return min(row.dated.starts_on for row in table("scholarship_amounts").rows)


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
