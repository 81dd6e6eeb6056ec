"""What the law answers: one amount where every reading agrees, else all the possible ones and why.

Holds results, decides nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from payung.law.parameters import DatedValue
from payung.law.sentences import Sentence

Fact = str | int | bool | None | list[Any] | dict[str, Any]  # what JSON can hold, without fractions


@dataclass(frozen=True)
class SourceUsed:
    """One number of the law that an outcome rests on, with the text it comes from."""

    parameter: str
    starts_on: date
    value: int
    source: str
    certainty: str

    @classmethod
    def of(cls, dated: DatedValue) -> Self:
        return cls(dated.parameter, dated.starts_on, dated.value, dated.source, dated.certainty)

    def as_json(self) -> dict[str, Any]:
        return {
            "parameter": self.parameter,
            "from": self.starts_on.isoformat(),
            "value": self.value,
            "source": self.source,
            "certainty": self.certainty,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        starts_on = date.fromisoformat(stored["from"])
        return cls(stored["parameter"], starts_on, stored["value"], stored["source"], stored["certainty"])


@dataclass(frozen=True)
class AwardLine:
    """One line of money: its code, whole rupiah, the article it rests on and why it is due."""

    code: str
    amount: int
    article: str
    certainty: str
    explanation: Sentence

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "amount": self.amount,
            "article": self.article,
            "certainty": self.certainty,
            "explanation": self.explanation.as_json(),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        explanation = Sentence.from_json(stored["explanation"])
        return cls(stored["code"], stored["amount"], stored["article"], stored["certainty"], explanation)


@dataclass(frozen=True)
class Option:
    """One amount that may be due, with the lines that add up to it (none where it is zero)."""

    lines: tuple[AwardLine, ...]

    @property
    def amount(self) -> int:
        return sum(line.amount for line in self.lines)


@dataclass(frozen=True)
class ReadingResult:
    """What one reading of an unsettled rule leads to.

    `full_from` is the day from which this reading pays in full, where it knows one. `under` names the readings of other
    rules that this result takes as given (for example that arrears settled later still count). `followed` is False
    where a letter confirmed another reading of the rule, so that this amount is none of the possible ones.
    """

    code: str
    name: str
    amount: int
    source: str
    full_from: date | None = None
    under: tuple[str, ...] = ()
    followed: bool = True

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "name": self.name,
            "amount": self.amount,
            "source": self.source,
            "full_from": self.full_from and self.full_from.isoformat(),
            "under": list(self.under),
            **({} if self.followed else {"followed": False}),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        full_from = stored["full_from"] and date.fromisoformat(stored["full_from"])
        return cls(
            stored["code"],
            stored["name"],
            stored["amount"],
            stored["source"],
            full_from,
            tuple(stored["under"]),
            stored.get("followed", True),
        )


@dataclass(frozen=True)
class Outcome:
    """The law's answer for one set of facts on one day of law.

    `facts` has the form of `given` in a file of cases, so the same answer can be computed again from it.
    `missing` names the facts without which no certain answer is possible. `unpriced` are benefits that are due beyond
    the amounts, in kind or at a price not given; where the price is missing, the amounts are the least that is due.
    """

    programme: str
    law_day: date
    options: tuple[Option, ...]
    explanation: tuple[Sentence, ...]
    facts: Mapping[str, Fact]
    readings: tuple[ReadingResult, ...] = ()
    missing: tuple[str, ...] = ()
    sources: tuple[SourceUsed, ...] = ()
    unpriced: tuple[Sentence, ...] = ()

    def __post_init__(self) -> None:
        if not self.options or list(self.possible) != sorted(set(self.possible)):
            raise ValueError("an outcome has at least one amount, in rising order, none twice")
        if len(self.options) == 1 and self.missing and not self.unpriced:
            raise ValueError("an outcome that lacks a fact has several amounts, or a benefit without a price")

    @property
    def is_certain(self) -> bool:
        return len(self.options) == 1 and not self.missing

    @property
    def kind(self) -> str:
        return "certain" if self.is_certain else "open"

    @property
    def possible(self) -> tuple[int, ...]:
        return tuple(option.amount for option in self.options)

    @property
    def total(self) -> int | None:
        """The one amount, or None while the readings disagree."""
        return self.options[0].amount if self.is_certain else None

    @property
    def lines(self) -> tuple[AwardLine, ...]:
        """The lines of the one amount; none while the readings disagree."""
        return self.options[0].lines if self.is_certain else ()

    def is_same_award(self, other: "Outcome") -> bool:
        """Whether both answer the same, line by line, whatever the words of their explanations."""
        return [_codes(option) for option in self.options] == [_codes(option) for option in other.options]

    def as_json(self) -> dict[str, Any]:
        """Return plain text, integers and ISO dates: the summary a reader wants, then all that `from_json` needs."""
        unpriced = {"unpriced": [sentence.as_json() for sentence in self.unpriced]} if self.unpriced else {}
        return {
            "programme": self.programme,
            "outcome": self.kind,
            "total": self.total,
            "possible": list(self.possible),
            "lines": {line.code: line.amount for line in self.lines},
            "law_day": self.law_day.isoformat(),
            "facts": dict(self.facts),
            "missing": list(self.missing),
            "options": [
                {"amount": option.amount, "lines": [line.as_json() for line in option.lines]} for option in self.options
            ],
            "readings": [reading.as_json() for reading in self.readings],
            "explanation": [sentence.as_json() for sentence in self.explanation],
            "sources": [source.as_json() for source in self.sources],
            **unpriced,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Return the outcome that `as_json` wrote."""
        return cls(
            programme=stored["programme"],
            law_day=date.fromisoformat(stored["law_day"]),
            options=tuple(
                Option(tuple(AwardLine.from_json(line) for line in option["lines"])) for option in stored["options"]
            ),
            explanation=tuple(Sentence.from_json(each) for each in stored["explanation"]),
            facts=dict(stored["facts"]),
            readings=tuple(ReadingResult.from_json(each) for each in stored["readings"]),
            missing=tuple(stored["missing"]),
            sources=tuple(SourceUsed.from_json(each) for each in stored["sources"]),
            unpriced=tuple(Sentence.from_json(each) for each in stored.get("unpriced", ())),
        )


def options_of(candidates: Sequence[tuple[AwardLine, ...]]) -> tuple[Option, ...]:
    """Return the candidates as options: the same amount once, the smallest first."""
    by_amount = {option.amount: option for option in map(Option, candidates)}
    return tuple(by_amount[amount] for amount in sorted(by_amount))


def _codes(option: Option) -> dict[str, int]:
    return {line.code: line.amount for line in option.lines}
