"""Whether a member who died of another cause than a work accident had enough contribution months for the scholarship.

Each reading of the months is its own function; none is preferred.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import product

from payung.law.arrears import covered_once_settled, last_resumption, unpaid_months
from payung.law.cover import Cover
from payung.law.messages import N_
from payung.law.months import Month
from payung.law.parameters import parameter
from payung.law.parts import Gate, Reading
from payung.law.sentences import Sentence, sentence

# The months that must be paid, from the number in the rule.
Needed = Callable[[int], int]


@dataclass(frozen=True)
class CountReading:
    """One reading of how many months are enough."""

    reading: Reading
    needed: Needed


COUNT_READINGS: list[CountReading] = []
ALL_MONTHS = Reading(
    "M",
    N_("all the contribution months paid are added up, a lapse takes none away"),
    N_("usual meaning of masa iur, recalled"),
)
SINCE_LAPSE = Reading(
    "G",
    N_("only the contribution months since the last lapse that ended the membership count"),
    N_("a lapse beyond the grace begins a new membership, inferred"),
)


_NOT_SETTLED = N_(
    "Whether exactly so many months are enough, and whether a lapse takes earlier months away, is not settled."
)


def _reading(code: str, name: str, source: str) -> Callable[[Needed], Needed]:
    def collect(needed: Needed) -> Needed:
        COUNT_READINGS.append(CountReading(Reading(code, name, source), needed))
        return needed

    return collect


@_reading(
    "K", N_("at least the contribution months of the rule"), N_("masa iur paling singkat 3 tahun, BPJS in the press")
)
def at_least(months: int) -> int:
    """Reading K: the contribution months of the rule are enough.

    Source: "masa iur paling singkat 3 tahun", BPJS Ketenagakerjaan in the press, 2021 and 2024.
    """
    return months


@_reading("L", N_("more than the contribution months of the rule"), N_('"more than 36 months", press, 2024'))
def more_than(months: int) -> int:
    """Reading L: one contribution month more than those of the rule is needed.

    Source: "registered more than 36 months", press report of an official, 2024.
    """
    return months + 1


@dataclass(frozen=True)
class ConditionResult:
    """One combination of readings: the months it counts and needs, whether that is enough, and from which month."""

    count: Reading
    lapse: Reading
    paid: int
    needed: int
    met_in: Month

    @property
    def is_met(self) -> bool:
        """Whether the months are enough on the day asked about."""
        return self.paid >= self.needed


@dataclass(frozen=True)
class ScholarshipCondition:
    """When the months for the scholarship after a death by illness are complete, if every month goes on being paid.

    `certain_from` is the first day on which every reading is satisfied, `possible_from` the first of any reading.
    """

    on: date
    results: tuple[ConditionResult, ...]
    possible_from: date
    certain_from: date
    explanation: tuple[Sentence, ...]


def scholarship_condition(cover: Cover, on: date) -> ScholarshipCondition:
    """Return what each reading says on `on`, supposing arrears are settled and every month is paid from then on.

    Raises BeforeTheLaw for a day before the first rule known.
    """
    months = parameter("scholarship_paid_months").on(on)
    known = cover.known_on(on)
    settled = covered_once_settled(known, on) if unpaid_months(known, on) and known.effective_on else known
    results = condition_results(settled or known, on)
    days = [result.met_in.first_day for result in results]
    text = N_(
        "The scholarship after a death by illness needs {months} contribution months ({source}). If every month goes "
        "on being paid, one reading is satisfied from {first_on} and all are from {last_on}."
    )
    words = sentence(
        text,
        months=months.value,
        source=months.source,
        first_on=min(days).isoformat(),
        last_on=max(days).isoformat(),
    )
    return ScholarshipCondition(on, results, min(days), max(days), (words,))


def condition_results(cover: Cover, on: date) -> tuple[ConditionResult, ...]:
    """Return every combination of the readings for the months paid up to the one of `on`."""
    months = parameter("scholarship_paid_months").on(on).value
    grace = parameter("arrears_grace_months").on(on).value
    resumed = last_resumption(cover, on, grace)
    counted = {ALL_MONTHS: _counted(cover, on)}
    since = [month for month in counted[ALL_MONTHS] if resumed is not None and month >= resumed]
    if resumed is not None and since != counted[ALL_MONTHS]:
        counted[SINCE_LAPSE] = since
    return tuple(
        ConditionResult(each.reading, lapse, len(paid), each.needed(months), _met_in(paid, each.needed(months), on))
        for each, (lapse, paid) in product(COUNT_READINGS, counted.items())
    )


def months_gate(cover: Cover, on: date) -> Gate:
    """Return the condition for a death on `on`, counted from the months of the cover."""
    known = cover.known_on(on)
    rule = parameter("scholarship_paid_months").on(on)
    results = condition_results(known, on)
    has_lapsed = len({result.lapse for result in results}) > 1
    choices = [(each.is_met, (each.lapse, each.count) if has_lapsed else (each.count,)) for each in results]
    paid = results[0].paid
    if len({met for met, _ in choices}) == 1:
        return Gate(((choices[0][0], ()),), (_months_words(paid, rule.value, rule.source),), used=(rule,))
    words = (_months_words(paid, rule.value, rule.source), sentence(_NOT_SETTLED))
    return Gate(tuple(choices), words, used=(rule,))


def count_gate(paid: int, on: date) -> Gate:
    """Return the condition where only the number of paid months is known."""
    rule = parameter("scholarship_paid_months").on(on)
    answers = {each.reading: paid >= each.needed(rule.value) for each in COUNT_READINGS}
    words = (_months_words(paid, rule.value, rule.source),)
    if len(set(answers.values())) == 1:
        return Gate(((next(iter(answers.values())), ()),), words, used=(rule,))
    open_words = (*words, sentence(_NOT_SETTLED))
    return Gate(tuple((met, (reading,)) for reading, met in answers.items()), open_words, used=(rule,))


def _counted(cover: Cover, on: date) -> list[Month]:
    start = Month.of(cover.effective_on) if cover.effective_on else None
    return [month for month in cover.paid_until(Month.of(on)) if start is None or month >= start]


def _met_in(paid: list[Month], needed: int, on: date) -> Month:
    if len(paid) >= needed:
        return paid[needed - 1]
    # The month of `on` is the last that counts already; each later month adds one.
    return Month.of(on) + (needed - len(paid))


def _months_words(paid: int, needed: int, source: str) -> Sentence:
    text = N_(
        "{paid} contribution months were paid; after a death of another cause than a work accident {needed} are needed "
        "({source})."
    )
    return sentence(text, paid=paid, needed=needed, source=source)
