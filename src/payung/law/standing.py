"""What the law would pay for a member if the death happened on a given day, and when that changes.

Reads no clock; the day is given.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from payung.law.arrears import covered_once_settled, has_ended_unpaid, unpaid_months
from payung.law.cover import Cover
from payung.law.death import death_award, death_law, waiting_results
from payung.law.messages import N_
from payung.law.months import Month, months_between
from payung.law.outcome import Outcome, ReadingResult
from payung.law.sentences import Sentence, sentence
from payung.law.unsettled import ARREARS, confirmed_reading, followed

State = Literal["covered", "at_risk", "not_covered"]
MonthStatus = Literal["paid", "unpaid", "advance"]


@dataclass(frozen=True)
class StripMonth:
    """One month of the strip: paid, unpaid, or paid in advance (after the month of the day, so not counting yet)."""

    month: Month
    status: MonthStatus


@dataclass(frozen=True)
class Standing:
    """A member's standing on one day.

    `outcome` is the answer to a death by illness on that day. `at_risk` means an unpaid month within the grace, or a
    start that BPJS has not given yet (then `outcome.missing` names it). `readings` give, each, the amount on the day
    and the day from which they pay in full, supposing that arrears are settled and every month goes on being paid. On
    the same supposition the benefit is full under every reading from `certain_full_from`, and the low amount under
    every reading until the day before `certain_low_until`.
    """

    on: date
    state: State
    outcome: Outcome
    consecutive_paid_months: int
    strip: tuple[StripMonth, ...]
    readings: tuple[ReadingResult, ...]
    low_amount: int
    full_amount: int
    certain_low_until: date | None
    certain_full_from: date | None
    explanation: tuple[Sentence, ...]


def standing(cover: Cover, on: date) -> Standing:
    """Return what the law pays if the member died of illness on `on`, and from when it pays in full.

    Raises BeforeTheLaw for a day before the first amounts known.
    """
    cover = cover.known_on(on)
    law = death_law(on)
    state = _state(cover, on, law.grace.value)
    readings = _supposed_readings(cover, on) if state != "not_covered" or _begins_later(cover, on) else ()
    days = [reading.full_from for reading in followed(readings) if reading.full_from is not None]
    low_until, full_from = (min(days), max(days)) if days else (None, None)
    if full_from is not None and cover.ends_on is not None and full_from >= cover.ends_on:
        full_from = None  # the cover ends before every reading pays in full
    return Standing(
        on=on,
        state=state,
        outcome=death_award(cover, on),
        consecutive_paid_months=cover.paid_months_ending(Month.of(on)),
        strip=_strip(cover, on),
        readings=readings,
        low_amount=sum(line.amount for line in (law.low if law.waiting.value else law.full)),
        full_amount=sum(line.amount for line in law.full),
        certain_low_until=low_until,
        certain_full_from=full_from,
        explanation=_words(state, on, low_until, full_from, readings),
    )


def _state(cover: Cover, on: date, grace: int) -> State:
    if cover.ends_on is not None and on >= cover.ends_on:
        return "not_covered"
    if cover.effective_on is None:
        return "at_risk"
    if on < cover.effective_on or has_ended_unpaid(cover, on, grace):
        return "not_covered"
    if not unpaid_months(cover, on):
        return "covered"
    return "not_covered" if confirmed_reading(cover.confirmed, ARREARS) == "N" else "at_risk"


def _begins_later(cover: Cover, on: date) -> bool:
    is_over = cover.ends_on is not None and on >= cover.ends_on
    return cover.effective_on is not None and on < cover.effective_on and not is_over


def _supposed_readings(cover: Cover, on: date) -> tuple[ReadingResult, ...]:
    """Return the readings with arrears settled, on the day or, before the cover begins, on its first day."""
    if cover.effective_on is None:
        return ()
    day = max(on, cover.effective_on)
    settled = covered_once_settled(cover, day)
    return waiting_results(settled, death_law(day)) if settled is not None else ()


def _strip(cover: Cover, on: date) -> tuple[StripMonth, ...]:
    current = Month.of(on)
    known = [*cover.paid, *([Month.of(cover.effective_on)] if cover.effective_on else [])]
    if not known:
        return ()
    last = max([current, *cover.paid])
    if cover.ends_on is not None:
        last = min(last, max([Month.of(cover.ends_on), *cover.paid]))
    return tuple(StripMonth(month, _status(cover, month, current)) for month in months_between(min(known), last))


def _status(cover: Cover, month: Month, current: Month) -> MonthStatus:
    if month not in cover.paid:
        return "unpaid"
    return "paid" if month <= current else "advance"


def _words(
    state: State, on: date, low_until: date | None, full_from: date | None, readings: tuple[ReadingResult, ...]
) -> tuple[Sentence, ...]:
    if low_until is None:
        return ()
    if (
        full_from is not None
        and on < full_from
        and low_until == full_from
        and not all(each.followed for each in readings)
    ):
        text = N_(
            "By the reading that BPJS confirmed the benefit is full from {last_on}, if every month is paid until then; "
            "until the day before, the low amount only."
        )
        return (sentence(text, last_on=full_from.isoformat()),)
    words = []
    if on < low_until:
        text = N_("Until the day before {first_on} every reading pays the low amount only.")
        words.append(sentence(text, first_on=low_until.isoformat()))
    if full_from is None:
        words.append(sentence(N_("The cover ends before every reading pays in full.")))
    elif on < full_from and state == "at_risk":
        text = N_(
            "Every reading pays in full from {last_on}, if the unpaid months may still be settled and are, and every "
            "month is paid from then on."
        )
        words.append(sentence(text, last_on=full_from.isoformat()))
    elif on < full_from:
        text = N_("Every reading pays in full from {last_on}, if every month goes on being paid without a gap.")
        words.append(sentence(text, last_on=full_from.isoformat()))
    elif state == "at_risk":
        words.append(sentence(N_("The waiting months are over; only the unpaid month puts the benefit at risk.")))
    else:
        words.append(sentence(N_("The benefit stays full as long as every month goes on being paid.")))
    return tuple(words)
