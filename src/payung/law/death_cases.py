"""Deaths that are more than one question: sudden at work, two memberships at once, claimed after years.

The benefit itself is decided by `death`; here stands what else may be due, and that it is not settled.
"""

from dataclasses import dataclass, replace
from datetime import date

from payung.law.accident import accident_death_lines
from payung.law.contribution import confirmed_bases
from payung.law.cover import Cover
from payung.law.cover_facts import cover_given
from payung.law.coverage import coverage_gate
from payung.law.deadlines import death_claim_gate
from payung.law.death import death_award, death_law
from payung.law.given import Given, UnusableFact
from payung.law.messages import N_
from payung.law.months import Month
from payung.law.outcome import AwardLine, Fact, Outcome, ReadingResult, SourceUsed, options_of
from payung.law.parameters import DatedValue, parameter
from payung.law.parts import Gate, Lines, Reading
from payung.law.sentences import Refused, Sentence, sentence

CAUSES = ("illness", "sudden_at_work")
OTHER_MEMBERSHIPS = ("wage_worker", "same_segment")
_BOTH_SOURCE = N_("Permenaker 1/2025 on several employers, whose text was not seen")
ONCE_HERE = Reading("J1", N_("the benefit is paid once, from this membership"), _BOTH_SOURCE)
ONCE_THERE = Reading("J2", N_("the benefit is paid once, from the membership as a wage worker"), _BOTH_SOURCE)
TWICE = Reading("J3", N_("the benefit is paid from each membership"), _BOTH_SOURCE)
_SUDDEN_SOURCE = N_("Permenaker 5/2021, presentation of the Ministry of Manpower")


class AccidentIsAnotherProgramme(Refused):
    """A death by a work accident was put to the programme for other deaths."""


@dataclass(frozen=True)
class DeathCase:
    """One death. `base` matters only where it may be a work accident; `other_membership` is None without a second."""

    cover: Cover
    died_on: date
    cause: str = "illness"
    base: int | None = None
    other_membership: str | None = None
    claimed: date | None = None


def death_given(given: Given) -> DeathCase:
    """Return the facts of one case. Raises AccidentIsAnotherProgramme or UnusableFact."""
    cause = given.word("cause")
    _require_no_accident(cause)
    other = given.word_or_none("other_membership")
    if other is not None and other not in OTHER_MEMBERSHIPS:
        text = N_("{fact} must be one of: {names}.")
        raise UnusableFact(text, fact="other_membership", names=list(OTHER_MEMBERSHIPS))
    cover, died_on = cover_given(given), given.day("died")
    case = DeathCase(cover, died_on, cause, given.amount_or_none("base"), other, given.day_or_none("claimed"))
    given.finish()
    if case.claimed is not None and case.claimed < died_on:
        raise UnusableFact(N_("{fact} cannot come before the event."), fact="claimed")
    return case


def death_case_award(case: DeathCase) -> Outcome:
    """Return what the law pays for one death, with what a second membership or an accident would change.

    Raises BeforeTheLaw for a death before the first amounts known.
    """
    outcome = death_award(case.cover, case.died_on)
    if case.other_membership is not None:
        outcome = _with_other_membership(outcome, case)
    if case.cause == "sudden_at_work":
        outcome = _screened(outcome, case)
    if case.claimed is not None:
        outcome = _claimed(outcome, case.claimed)
    return replace(outcome, facts={**outcome.facts, **_more_facts(case)})


def _require_no_accident(cause: str) -> None:
    if cause == "accident":
        raise AccidentIsAnotherProgramme(
            N_(
                "A death by a work accident, or on the way to or from work, is not decided here: it must be put to the "
                "work-accident programme (JKK)."
            )
        )
    if cause not in CAUSES:
        raise UnusableFact(
            N_("The cause must be illness (any cause but a work accident), sudden_at_work, or accident.")
        )


def _screened(outcome: Outcome, case: DeathCase) -> Outcome:
    """A sudden death at work must be examined as a work accident first: both answers are given."""
    hours = parameter("sudden_death_hours").on(case.died_on)
    used = (*outcome.sources, SourceUsed.of(hours))
    if not hours.value:
        text = N_("A sudden death at work did not yet count as a work accident for such a member ({source}).")
        words = (*outcome.explanation, sentence(text, source=hours.source))
        return replace(outcome, explanation=words, sources=used)
    gate = coverage_gate(case.cover, case.died_on)
    if gate.is_closed:
        return replace(outcome, sources=used)  # no cover, so no accident benefit either
    bases = confirmed_bases(Month.of(case.died_on)) if case.base is None else (case.base,)
    lines = [accident_death_lines(base, case.died_on) for base in bases]
    options = options_of([*(option.lines for option in outcome.options), *lines])
    is_none = tuple(replace(each, under=(*each.under, "O")) for each in outcome.readings) or _is_none(outcome)
    return replace(
        outcome,
        options=options,
        explanation=(*_sudden_words(case.died_on, hours, [each.amount for each in options]), *outcome.explanation),
        readings=(*is_none, *(_is_accident(each, gate) for each in lines)),
        missing=(*outcome.missing, "conclusion", *(["base"] if case.base is None else [])),
        sources=used,
    )


def _is_accident(lines: Lines, gate: Gate) -> ReadingResult:
    name = N_("it is concluded to be a work accident")
    under = tuple(reading.code for met, readings in gate.choices if met for reading in readings)
    return ReadingResult("X", name, _total(lines), _SUDDEN_SOURCE, under=under)


def _is_none(outcome: Outcome) -> tuple[ReadingResult, ...]:
    name = N_("it is concluded not to be a work accident")
    return tuple(ReadingResult("O", name, option.amount, _SUDDEN_SOURCE) for option in outcome.options)


def _sudden_words(died_on: date, hours: DatedValue, amounts: list[int]) -> tuple[Sentence, ...]:
    headline = N_("The amount is not certain: for a death on {died_on} it could be {possible_amounts}.")
    examine = N_(
        "A sudden death at work must first be examined as a work accident (JKK), before it is filed as another death "
        "(JKM): an attack at work that leads to death at once or within {hours} hours may count as one ({source}; "
        "certainty medium). The two benefits are never paid together. Report it to BPJS Ketenagakerjaan at once."
    )
    return (
        sentence(headline, died_on=died_on.isoformat(), possible_amounts=amounts),
        sentence(examine, hours=hours.value, source=hours.source),
        sentence(N_("If it is concluded not to be a work accident, this holds:")),
    )


def _with_other_membership(outcome: Outcome, case: DeathCase) -> Outcome:
    if case.other_membership == "same_segment":
        text = N_(
            "A second membership of the same kind (BPU), for instance by the city and by the province, gives no second "
            "benefit; the second contribution is lost unless it is agreed to be paid back."
        )
        return replace(outcome, explanation=(*outcome.explanation, sentence(text)))
    second = tuple(replace(line, code=f"second_{line.code}") for line in death_law(case.died_on).full)
    own = [option.lines for option in outcome.options]
    ways: list[tuple[Reading, Lines]] = [
        *((ONCE_HERE, lines) for lines in own),
        (ONCE_THERE, second),
        *((TWICE, (*lines, *second)) for lines in own),
    ]
    options = options_of([lines for _, lines in ways])
    headline = N_("The amount is not certain: for a death on {died_on} it could be {possible_amounts}.")
    amounts = [option.amount for option in options]
    text = N_(
        "This person was a wage worker's member (PU) as well. Whether the benefit is then paid once or twice is not "
        "settled, so nothing double may be promised. By this membership alone:"
    )
    words = (sentence(headline, died_on=case.died_on.isoformat(), possible_amounts=amounts), sentence(text))
    results = (ReadingResult(each.code, each.name, _total(lines), each.source) for each, lines in ways)
    return replace(
        outcome,
        options=options,
        explanation=(*words, *outcome.explanation),
        readings=(*outcome.readings, *dict.fromkeys(results)),
    )


def _claimed(outcome: Outcome, claimed: date) -> Outcome:
    gate = death_claim_gate(outcome.law_day, claimed)
    used = (*outcome.sources, *(SourceUsed.of(each) for each in gate.used))
    if not gate.words:
        return replace(outcome, sources=used)
    options = options_of([(), *(option.lines for option in outcome.options)])
    amounts = [option.amount for option in options]
    if amounts == [0]:
        return replace(outcome, sources=used)
    headline = N_("The amount is not certain: for a death on {died_on} it could be {possible_amounts}.")
    words = (sentence(headline, died_on=outcome.law_day.isoformat(), possible_amounts=amounts), *gate.words)
    in_time = tuple(replace(each, under=(*each.under, "Y")) for each in outcome.readings)
    too_late = [
        ReadingResult(each.code, each.name, 0, each.source) for met, found in gate.choices if not met for each in found
    ]
    return replace(
        outcome,
        options=options,
        explanation=(*words, *outcome.explanation),
        readings=(*in_time, *too_late),
        sources=used,
    )


def _more_facts(case: DeathCase) -> dict[str, Fact]:
    found: dict[str, Fact] = {"cause": case.cause}
    if case.base is not None:
        found["base"] = case.base
    if case.other_membership is not None:
        found["other_membership"] = case.other_membership
    if case.claimed is not None:
        found["claimed"] = case.claimed.isoformat()
    return found


def _total(lines: tuple[AwardLine, ...]) -> int:
    return sum(line.amount for line in lines)
