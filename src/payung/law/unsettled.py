"""The rules whose reading a branch may confirm, and what that does to an answer: the others are no longer followed.

Prefers no reading of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from payung.law.arrears import ARREARS_READINGS
from payung.law.confirmation import Confirmation
from payung.law.given import Given, UnusableFact
from payung.law.messages import N_
from payung.law.outcome import ReadingResult
from payung.law.sentences import Sentence, sentence
from payung.law.waiting import WAITING_READINGS

THREE_MONTHS, ARREARS = "three_months", "arrears"


@dataclass(frozen=True)
class RuleReading:
    """One way to read an unsettled rule: its code, what it says and where it was seen."""

    code: str
    name: str
    source: str


@dataclass(frozen=True)
class UnsettledRule:
    """A rule that the text leaves open, with all its readings."""

    code: str
    name: str
    readings: tuple[RuleReading, ...]

    def reading(self, code: str) -> RuleReading | None:
        """Return the reading `code`, or None."""
        return next((each for each in self.readings if each.code == code), None)


UNSETTLED: Mapping[str, UnsettledRule] = {
    THREE_MONTHS: UnsettledRule(
        THREE_MONTHS,
        N_("the three months before the death benefit is full"),
        tuple(RuleReading(each.code, each.name, each.source) for each in WAITING_READINGS),
    ),
    ARREARS: UnsettledRule(
        ARREARS,
        N_("an event in an unpaid month within the grace"),
        tuple(RuleReading(each.code, each.name, each.source) for each in ARREARS_READINGS),
    ),
}


def confirmed_given(given: Given) -> tuple[Confirmation, ...]:
    """Return the `confirmed` of a case, in a fixed order. Raises UnusableFact for what no letter can confirm."""
    found = sorted((_confirmation(each) for each in given.many("confirmed")), key=lambda each: each.rule)
    rules = [each.rule for each in found]
    if len(set(rules)) < len(rules):
        raise UnusableFact(N_("confirmed may name each rule once."))
    return tuple(found)


def confirmed_reading(confirmed: Iterable[Confirmation], rule: str) -> str | None:
    """Return the code of the reading confirmed for `rule`, or None while it is open."""
    return next((each.reading for each in confirmed if each.rule == rule), None)


def marked(results: Sequence[ReadingResult], confirmed: Iterable[Confirmation]) -> tuple[ReadingResult, ...]:
    """Return the results, those that rest on another reading than a confirmed one marked as not followed."""
    dropped = {
        reading.code for each in confirmed for reading in UNSETTLED[each.rule].readings if reading.code != each.reading
    }
    return tuple(replace(each, followed=dropped.isdisjoint({each.code, *each.under})) for each in results)


def followed(results: Sequence[ReadingResult]) -> list[ReadingResult]:
    """Return the results that a confirmation has not put aside; never none, because each rule keeps one reading."""
    return [each for each in results if each.followed]


def confirmed_words(confirmed: Iterable[Confirmation], results: Sequence[ReadingResult]) -> tuple[Sentence, ...]:
    """Cite the letter of each confirmation that matters here: one whose rule has a reading among the results."""
    used = {code for result in results for code in (result.code, *result.under)}
    return tuple(
        letter_words(each) for each in confirmed if used & {reading.code for reading in UNSETTLED[each.rule].readings}
    )


def letter_words(confirmation: Confirmation) -> Sentence:
    """Cite one letter with its number, its day and what it confirmed."""
    rule = UNSETTLED[confirmation.rule]
    text = N_(
        "The BPJS Ketenagakerjaan branch confirmed by letter {letter} of {dated_on} how to read {rule_text}: reading "
        "{reading}, {reading_text}. The other readings are not followed."
    )
    reading = rule.reading(confirmation.reading)
    return sentence(
        text,
        letter=confirmation.letter,
        dated_on=confirmation.dated.isoformat(),
        rule_text=rule.name,
        reading=confirmation.reading,
        reading_text=reading.name if reading else confirmation.reading,
    )


def _confirmation(given: Given) -> Confirmation:
    found = Confirmation(given.word("rule"), given.word("reading"), given.word("letter").strip(), given.day("dated"))
    given.finish()
    rule = UNSETTLED.get(found.rule)
    if rule is None:
        raise UnusableFact(N_("{fact} must be one of: {names}."), fact="rule", names=list(UNSETTLED))
    if rule.reading(found.reading) is None:
        raise UnusableFact(
            N_("{fact} must be one of: {names}."), fact="reading", names=[each.code for each in rule.readings]
        )
    if not found.letter:
        raise UnusableFact(N_("The fact {fact} is missing."), fact="letter")
    return found
