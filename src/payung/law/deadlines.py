"""The clocks of a claim: two reports of 2 x 24 hours each, and the years after which nothing can be claimed.

Reads no clock; moments and days are given.
"""

from datetime import date, datetime, timedelta

from payung.law.messages import N_
from payung.law.months import add_months
from payung.law.parameters import DatedValue, parameter
from payung.law.parts import OPEN_GATE, Gate, Reading
from payung.law.sentences import Sentence, sentence

_MONTHS_OF_A_YEAR = 12
_HOURS_OF_A_DAY = 24
STILL = Reading(
    "Y",
    N_("the claim still counts as in time"),
    N_("no text on this transition or this last day was seen"),
)
TOO_LATE = Reading(
    "Z",
    N_("the claim comes too late"),
    N_("no text on this transition or this last day was seen"),
)


def first_report_due(happened_at: datetime) -> datetime:
    """Return the moment by which stage I (Formulir 3 KK1) of an accident must be reported."""
    return happened_at + timedelta(hours=_report_hours(happened_at.date()).value)


def second_report_due(concluded_at: datetime) -> datetime:
    """Return the moment by which stage II (Formulir 3a KK2) must be reported.

    `concluded_at` is when the doctor declared the worker healed, disabled or dead; the form is the claim as well.
    """
    return concluded_at + timedelta(hours=_report_hours(concluded_at.date()).value)


def is_late(due_at: datetime, reported_at: datetime | None, now: datetime) -> bool:
    """Whether a report came after its clock ran out, or has not come although it ran out."""
    return (reported_at or now) > due_at


def late_report_words(event: date, reported: date | None) -> tuple[Sentence, ...]:
    """Say that a report certainly came late, where only days are known; for BPU the effect of it was not seen."""
    hours = _report_hours(event)
    if reported is None or (reported - event).days * _HOURS_OF_A_DAY < hours.value + _HOURS_OF_A_DAY:
        return ()  # by days alone it may still have been in time
    text = N_(
        "The accident was reported on {reported_on}, later than {hours} hours after it. What a late report means for a "
        "member who is no wage recipient was not seen in any text; report what is still open at once."
    )
    return (sentence(text, reported_on=reported.isoformat(), hours=hours.value),)


def accident_claim_ends_on(event: date) -> date:
    """Return the day from which a work accident can no longer be claimed, by the limit in force at the accident."""
    return _anniversary(event, parameter("accident_claim_years").on(event))


def death_claim_ends_on(died_on: date) -> date:
    """Return the day from which a death of another cause is commonly said to be no longer claimable."""
    return _anniversary(died_on, parameter("death_claim_years").on(died_on))


def accident_claim_gate(event: date, claimed: date | None) -> Gate:
    """Return whether a work accident claimed on `claimed` is in time; without a day nothing is examined.

    The last day itself is not settled, nor is a longer limit that came into force before the older one ran out.
    """
    if claimed is None:
        return OPEN_GATE
    limit = parameter("accident_claim_years").on(event)
    ends_on = _anniversary(event, limit)
    longer = [each for each in parameter("accident_claim_years").values if limit.starts_on < each.starts_on <= ends_on]
    last_day = max([ends_on, *(_anniversary(event, each) for each in longer)])
    used = (limit, *longer)
    if claimed < ends_on:
        return Gate(((True, ()),), used=used)
    if claimed > last_day:
        return Gate(((False, ()),), (_expired_words(last_day),), used=used)
    return Gate(((False, (TOO_LATE,)), (True, (STILL,))), (_doubtful_words(ends_on, last_day),), used=used)


def death_claim_gate(died_on: date, claimed: date | None) -> Gate:
    """Return whether a death claimed on `claimed` is in time; after the years commonly stated it is open."""
    if claimed is None:
        return OPEN_GATE
    limit = parameter("death_claim_years").on(died_on)
    ends_on = _anniversary(died_on, limit)
    if claimed < ends_on:
        return Gate(((True, ()),), used=(limit,))
    return Gate(((False, (TOO_LATE,)), (True, (STILL,))), (_death_doubtful_words(ends_on),), used=(limit,))


def _report_hours(day: date) -> DatedValue:
    return parameter("accident_report_hours").on(day)


def _anniversary(day: date, years: DatedValue) -> date:
    return add_months(day, years.value * _MONTHS_OF_A_YEAR)


def _expired_words(last_day: date) -> Sentence:
    return sentence(N_("The right to claim ended on {ended_on}."), ended_on=last_day.isoformat())


def _doubtful_words(first: date, last: date) -> Sentence:
    text = N_(
        "Whether a claim from {first_on} to {last_on} is still in time is not clear: the limit may count to this day "
        "or to the day before it, and a longer limit that came into force in the meantime may apply."
    )
    return sentence(text, first_on=first.isoformat(), last_on=last.isoformat())


def _death_doubtful_words(ends_on: date) -> Sentence:
    text = N_(
        "A death is commonly said to be claimable until {ended_on}; no text that says so was seen, so a later claim is "
        "neither accepted nor refused here."
    )
    return sentence(text, ended_on=ends_on.isoformat())
