"""Asks the law again: does a stored outcome still come out of its facts, and what would other numbers change?

Reads no database; the facts and outcomes are given.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from payung.law.explain import Translate, explain, in_words
from payung.law.outcome import AwardLine, Outcome
from payung.law.parameters import AnyParameter, all_parameters, parameters_of, parameters_used
from payung.law.programmes import outcome_of
from payung.law.sentences import Refused, Sentence


@dataclass(frozen=True)
class Answer:
    """What the law answers to some facts: an outcome, or the sentence with which it refuses them."""

    outcome: Outcome | None
    refused: Sentence | None = None

    def is_same(self, other: "Answer") -> bool:
        """Whether both give the same amounts line by line, or both refuse, whatever their words."""
        if self.outcome is None or other.outcome is None:
            return self.outcome is other.outcome
        same_missing = set(self.outcome.missing) == set(other.outcome.missing)
        return same_missing and self.outcome.is_same_award(other.outcome)

    def in_words(self, translate: Translate) -> list[str]:
        """Return the answer as sentences."""
        if self.outcome is not None:
            return explain(self.outcome, translate)
        return [in_words(self.refused, translate)] if self.refused else []


@dataclass(frozen=True)
class Recomputation:
    """A stored outcome beside the law's answer to the very same facts, by the law of its own day."""

    stored: Answer
    computed: Answer

    @property
    def is_same(self) -> bool:
        """Whether the stored award is what the law gives."""
        return self.stored.is_same(self.computed)

    @property
    def changed_lines(self) -> tuple["ChangedLine", ...]:
        """The lines that differ, where both answers are certain; an amount that is not there is zero."""
        return changed_lines(self.stored.outcome, self.computed.outcome)

    def in_words(self, translate: Translate) -> tuple[list[str], list[str]]:
        """Return the explanation as it was stored and as it is computed."""
        return self.stored.in_words(translate), self.computed.in_words(translate)


@dataclass(frozen=True)
class ChangedLine:
    """One line with its amount before and after, in whole rupiah."""

    code: str
    before: int
    after: int


@dataclass(frozen=True)
class Touched:
    """Facts whose answer changes with other numbers; `number` is their place, counted from zero."""

    number: int
    facts: Mapping[str, Any]
    before: Answer
    after: Answer

    @property
    def difference(self) -> int | None:
        """How many rupiah more or less, where both answers are certain."""
        before, after = self.before.outcome, self.after.outcome
        if before is None or after is None or before.total is None or after.total is None:
            return None
        return after.total - before.total

    @property
    def changed_lines(self) -> tuple[ChangedLine, ...]:
        """The lines that differ, where both answers are certain."""
        return changed_lines(self.before.outcome, self.after.outcome)


def recomputation(stored: Mapping[str, Any]) -> Recomputation:
    """Return a stored outcome (the JSON of `Outcome.as_json`) beside the law's answer to its facts.

    Its facts hold the day, so the law of that day answers. Never raises for what the law refuses.
    """
    return Recomputation(Answer(Outcome.from_json(stored)), answer_to(stored["facts"]))


def touched(
    facts: Iterable[Mapping[str, Any]], after: Path | Mapping[str, AnyParameter], before: Path | None = None
) -> Iterator[Touched]:
    """Yield the facts, in the form of a file of cases, whose answer other numbers change.

    `after` and `before` are folders of parameter files, `before` the program's own where None. Raises
    UnprovenParameter for a folder that does not prove its numbers, before the first answer.
    """
    old = all_parameters() if before is None else parameters_of(before)
    new = parameters_of(after) if isinstance(after, Path) else after
    for number, each in enumerate(facts):
        with parameters_used(old):
            earlier = answer_to(each)
        with parameters_used(new):
            later = answer_to(each)
        if not earlier.is_same(later):
            yield Touched(number, each, earlier, later)


def answer_to(facts: Mapping[str, Any]) -> Answer:
    """Return the law's answer or its refusal."""
    try:
        return Answer(outcome_of(facts))
    except Refused as refused:
        return Answer(None, refused.sentence)


def changed_lines(before: Outcome | None, after: Outcome | None) -> tuple[ChangedLine, ...]:
    """Return the lines of two certain outcomes that differ, in the order of the first."""
    old, new = _amounts(before), _amounts(after)
    codes = dict.fromkeys([*old, *new])
    return tuple(
        ChangedLine(code, old.get(code, 0), new.get(code, 0)) for code in codes if old.get(code) != new.get(code)
    )


def _amounts(outcome: Outcome | None) -> dict[str, int]:
    lines: tuple[AwardLine, ...] = outcome.lines if outcome is not None else ()
    return {line.code: line.amount for line in lines}
