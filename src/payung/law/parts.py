"""Puts an outcome together from its parts: benefits that add up, conditions that open or close the way to them.

Where a part or a condition has several readings, every combination is computed and none is preferred.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import TypeVar

from payung.law.messages import N_
from payung.law.outcome import AwardLine, Fact, Outcome, ReadingResult, SourceUsed, options_of
from payung.law.parameters import DatedValue
from payung.law.sentences import Sentence, sentence

Lines = tuple[AwardLine, ...]
Item = TypeVar("Item")


@dataclass(frozen=True)
class Reading:
    """One reading of a rule that is not settled: its code, what it says and where it was seen."""

    code: str
    name: str
    source: str


@dataclass(frozen=True)
class Choice:
    """What a part comes to under its readings; without one there is nothing to choose."""

    lines: Lines
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True)
class Part:
    """One benefit: its choices, what explains it, which facts it lacks and what it gives without an amount."""

    choices: tuple[Choice, ...] = (Choice(()),)
    words: tuple[Sentence, ...] = ()
    missing: tuple[str, ...] = ()
    unpriced: tuple[Sentence, ...] = ()
    used: tuple[DatedValue, ...] = ()


@dataclass(frozen=True)
class Gate:
    """One condition: whether it is met, under each of its readings."""

    choices: tuple[tuple[bool, tuple[Reading, ...]], ...]
    words: tuple[Sentence, ...] = ()
    missing: tuple[str, ...] = ()
    used: tuple[DatedValue, ...] = ()

    @property
    def is_closed(self) -> bool:
        """Whether every reading says no."""
        return not any(met for met, _ in self.choices)


@dataclass(frozen=True)
class Headlines:
    """The first sentences of an answer; each may use `total_amount` or `possible_amounts` and the values given."""

    certain: str
    open: str
    nothing: str
    values: Mapping[str, str | int] = field(default_factory=dict)


OPEN_GATE = Gate(((True, ()),))


def assembled(
    programme: str,
    law_day: date,
    gates: Sequence[Gate],
    parts: Sequence[Part],
    headlines: Headlines,
    facts: Mapping[str, Fact],
) -> Outcome:
    """Return the outcome of all combinations of the readings of `gates` and `parts`; behind a closed gate nothing."""
    combinations = list(_combinations(gates, parts))
    options = options_of([lines for lines, _ in combinations])
    is_shut = any(gate.is_closed for gate in gates)
    if is_shut:
        gates, parts = [gate for gate in gates if gate.is_closed], []
    everything: list[Gate | Part] = [*gates, *parts]
    # A fact that is not known but changes no amount is not needed; the price of a benefit due without one always is.
    is_needed = len(options) > 1 or any(part.missing and part.unpriced for part in parts)
    missing = (
        () if is_shut or not is_needed else tuple(dict.fromkeys(name for each in everything for name in each.missing))
    )
    unpriced = distinct(each for part in parts for each in part.unpriced)
    amounts = [option.amount for option in options]
    return Outcome(
        programme=programme,
        law_day=law_day,
        options=options,
        explanation=(
            _headline(headlines, amounts, bool(missing), bool(unpriced)),
            *distinct(each for item in everything for each in item.words),
        ),
        facts=facts,
        readings=tuple(dict.fromkeys(_result(lines, readings) for lines, readings in combinations if readings)),
        missing=missing,
        sources=tuple(dict.fromkeys(SourceUsed.of(each) for item in everything for each in item.used)),
        unpriced=unpriced,
    )


def distinct(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items in their order, an equal one only once; they need not be hashable."""
    found: list[Item] = []
    for item in items:
        if item not in found:
            found.append(item)
    return tuple(found)


def _combinations(gates: Sequence[Gate], parts: Sequence[Part]) -> Iterable[tuple[Lines, tuple[Reading, ...]]]:
    for chosen in product(*(gate.choices for gate in gates)):
        shut = next((n for n, (met, _) in enumerate(chosen) if not met), None)
        passed = chosen if shut is None else chosen[: shut + 1]
        readings = tuple(reading for _, found in passed for reading in found)
        if shut is not None:
            yield (), readings
            continue
        for choices in product(*(part.choices for part in parts)):
            lines = tuple(line for choice in choices for line in choice.lines)
            yield lines, (*readings, *(each for choice in choices for each in choice.readings))


def _result(lines: Lines, readings: tuple[Reading, ...]) -> ReadingResult:
    *under, last = readings
    amount = sum(line.amount for line in lines)
    return ReadingResult(last.code, last.name, amount, last.source, under=tuple(each.code for each in under))


def _headline(headlines: Headlines, amounts: list[int], is_missing: bool, is_unpriced: bool) -> Sentence:
    if amounts == [0] and not is_missing:
        return sentence(headlines.nothing, **headlines.values)
    if len(amounts) == 1 and not is_missing:
        return sentence(headlines.certain, total_amount=amounts[0], **headlines.values)
    if len(amounts) == 1 and is_unpriced:
        text = N_(
            "The amount is not certain: {possible_amounts} is due, and beyond it a benefit whose price or time is "
            "not given here."
        )
        return sentence(text, possible_amounts=amounts)
    return sentence(headlines.open, possible_amounts=amounts, **headlines.values)
