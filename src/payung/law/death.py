"""The benefit for a death that is no work accident (Jaminan Kematian), under every reading of what is not settled.

Never decides an accident.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from payung.law.arrears import ARREARS_READINGS, RESTARTED, has_ended_unpaid, restarted, unpaid_months
from payung.law.cover import Cover
from payung.law.cover_facts import cover_facts
from payung.law.coverage import change_of_payer_words, settled_late_words
from payung.law.death_words import (
    after_the_end_words,
    before_the_start_words,
    by_confirmation_words,
    ended_unpaid_words,
    missing_start_words,
    result_words,
)
from payung.law.messages import N_
from payung.law.outcome import AwardLine, Fact, Option, Outcome, ReadingResult, SourceUsed, options_of
from payung.law.parameters import DatedValue, parameter
from payung.law.sentences import Sentence, sentence
from payung.law.unsettled import ARREARS, confirmed_reading, confirmed_words, followed, marked
from payung.law.waiting import WAITING_READINGS

NO_WAITING = "F"
NO_WAITING_NAME = N_("no waiting months are in force, the benefit is full from the first day")
SPARED = "T"
SPARED_NAME = N_("the rule does not touch a membership that began before it")
SPARED_SOURCE = N_("transition of Permenaker 1/2025, whose text was not seen")


@dataclass(frozen=True)
class DeathLaw:
    """The numbers of the death benefit in force on one day."""

    day: date
    lump_sum: DatedValue
    monthly: DatedValue
    periodic_months: DatedValue
    funeral: DatedValue
    waiting: DatedValue
    grace: DatedValue

    @property
    def full(self) -> tuple[AwardLine, ...]:
        """The lines of the full benefit."""
        return (self._lump_sum_line(), self._periodic_line(), *self.low)

    @property
    def low(self) -> tuple[AwardLine, ...]:
        """The lines inside the waiting months: the funeral cost alone."""
        why = sentence(N_("Paid towards the burial."))
        return (AwardLine("funeral", self.funeral.value, self.funeral.source, self.funeral.certainty, why),)

    @property
    def sources(self) -> tuple[SourceUsed, ...]:
        used = (self.lump_sum, self.monthly, self.periodic_months, self.funeral, self.waiting, self.grace)
        return tuple(SourceUsed.of(each) for each in used)

    def _lump_sum_line(self) -> AwardLine:
        why = sentence(N_("Paid once to the heirs."))
        return AwardLine("lump_sum", self.lump_sum.value, self.lump_sum.source, self.lump_sum.certainty, why)

    def _periodic_line(self) -> AwardLine:
        why = sentence(
            N_("{number} months of {monthly_amount}, all paid at once."),
            number=self.periodic_months.value,
            monthly_amount=self.monthly.value,
        )
        amount = self.monthly.value * self.periodic_months.value
        return AwardLine("periodic", amount, self.monthly.source, self.monthly.certainty, why)


def death_law(day: date) -> DeathLaw:
    """Return the numbers in force on `day`. Raises BeforeTheLaw for a day before the first known."""
    return DeathLaw(
        day=day,
        lump_sum=parameter("death_lump_sum").on(day),
        monthly=parameter("death_periodic_monthly").on(day),
        periodic_months=parameter("death_periodic_months").on(day),
        funeral=parameter("death_funeral").on(day),
        waiting=parameter("death_waiting_months").on(day),
        grace=parameter("arrears_grace_months").on(day),
    )


def death_award(cover: Cover, died_on: date) -> Outcome:
    """Return what the law pays for a death on `died_on` that was no work accident, by the law of that day.

    Raises BeforeTheLaw for a death before the first amounts known.
    """
    law, known = death_law(died_on), cover.known_on(died_on)
    if cover.ends_on is not None and died_on >= cover.ends_on:
        return _certain_nothing(law, cover, after_the_end_words(died_on, cover.ends_on))
    if cover.effective_on is None:
        return _unknown_start(law, cover)
    if died_on < cover.effective_on:
        return _certain_nothing(law, cover, before_the_start_words(died_on, cover.effective_on))
    unpaid = unpaid_months(known, died_on)
    if has_ended_unpaid(known, died_on, law.grace.value):
        words = ended_unpaid_words(died_on, unpaid, law.grace) + settled_late_words(cover, died_on)
        return _certain_nothing(law, cover, words)
    results = readings_on(known, died_on)
    low, full = law.low, law.full
    amounts = {reading.amount for reading in followed(results)}
    lines: dict[int, tuple[AwardLine, ...]] = {0: (), _total(low): low, _total(full): full}
    options = options_of([lines[amount] for amount in amounts])
    return Outcome(
        programme="death",
        law_day=died_on,
        options=options,
        explanation=(
            *_words(cover, law, options, results, unpaid),
            *settled_late_words(cover, died_on),
            *change_of_payer_words(cover, died_on),
        ),
        facts=facts_of(cover, died_on),
        readings=results,
        sources=law.sources,
    )


def readings_on(cover: Cover, day: date) -> tuple[ReadingResult, ...]:
    """Return what every reading leads to on `day`, for a cover in force that unpaid months have not ended."""
    law = death_law(day)
    if not unpaid_months(cover, day):
        return waiting_results(cover, law)
    results: list[ReadingResult] = []
    for reading in ARREARS_READINGS:
        counted = reading.counted(cover, day)
        if counted is None:
            results.append(ReadingResult(reading.code, reading.name, 0, reading.source))
        else:
            results += waiting_results(counted, law, under=(reading.code,))
    return marked(results, cover.confirmed)


def waiting_results(cover: Cover, law: DeathLaw, under: tuple[str, ...] = ()) -> tuple[ReadingResult, ...]:
    """Return what each reading of the waiting months leads to for a cover whose month of `law.day` counts as paid."""
    if not law.waiting.value:
        full = _total(law.full)
        source = law.waiting.source
        return (ReadingResult(NO_WAITING, NO_WAITING_NAME, full, source, cover.effective_on, under),)
    results = list(_results_from(cover, law, under))
    for counted_anew in restarted(cover, law.day, law.grace.value):
        results += _results_from(counted_anew, law, (*under, RESTARTED))
    # Both days of a resumption often lead to the same.
    return marked(tuple(dict.fromkeys(results)), cover.confirmed)


def facts_of(cover: Cover, died_on: date) -> dict[str, Fact]:
    """Return the facts in the form of `given` in a file of cases, so that the award can be computed again."""
    return {
        "programme": "death",
        **cover_facts(cover, died_on),
        "died": died_on.isoformat(),
        "cause": "illness",
    }


def _results_from(cover: Cover, law: DeathLaw, under: tuple[str, ...]) -> tuple[ReadingResult, ...]:
    low, full = _total(law.low), _total(law.full)
    results = []
    for reading in WAITING_READINGS:
        full_from = reading.full_from(cover, law.day, law.waiting.value)
        amount = full if law.day >= full_from else low
        results.append(ReadingResult(reading.code, reading.name, amount, reading.source, full_from, under))
    if cover.effective_on is not None and cover.effective_on < law.waiting.starts_on:
        results.append(ReadingResult(SPARED, SPARED_NAME, full, SPARED_SOURCE, cover.effective_on, under))
    return tuple(results)


def _words(
    cover: Cover, law: DeathLaw, options: Sequence[Option], results: Sequence[ReadingResult], unpaid: int
) -> tuple[Sentence, ...]:
    every_amount = sorted({each.amount for each in results})
    letters = confirmed_words(cover.confirmed, results)
    if len(options) == 1 and len(every_amount) > 1:
        return (*by_confirmation_words(law.day, options[0].amount, every_amount), *letters)
    # Once the reading of the arrears is confirmed, the unpaid month is no question any more.
    open_months = 0 if confirmed_reading(cover.confirmed, ARREARS) else unpaid
    # Where every reading agrees anyway, every one is named as the reason.
    told = followed(results) if len(options) > 1 else results
    return (*result_words(cover, law.day, options, told, open_months, law.waiting), *letters)


def _certain_nothing(law: DeathLaw, cover: Cover, words: tuple[Sentence, ...]) -> Outcome:
    return Outcome("death", law.day, (Option(()),), words, facts_of(cover, law.day), sources=law.sources)


def _unknown_start(law: DeathLaw, cover: Cover) -> Outcome:
    options = options_of([(), law.full, *([law.low] if law.waiting.value else [])])
    return Outcome(
        programme="death",
        law_day=law.day,
        options=options,
        explanation=missing_start_words(law.day, options),
        facts=facts_of(cover, law.day),
        missing=("member_from",),
        sources=law.sources,
    )


def _total(lines: tuple[AwardLine, ...]) -> int:
    return sum(line.amount for line in lines)
