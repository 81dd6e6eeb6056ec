"""Whether an event lies in the cover: the condition in front of every benefit of a work accident.

Decides no amount.
"""

from datetime import date

from payung.law.arrears import ARREARS_READINGS, has_ended_unpaid, unpaid_months
from payung.law.cover import Cover
from payung.law.messages import N_
from payung.law.months import Month
from payung.law.parameters import DatedValue, parameter
from payung.law.parts import Gate, Reading
from payung.law.sentences import Sentence, sentence
from payung.law.unsettled import ARREARS, confirmed_reading, letter_words

_CLOSED = ((False, ()),)


def coverage_gate(cover: Cover, on: date) -> Gate:
    """Return whether `cover` holds on the day of the event `on`, with the readings of an unpaid month."""
    grace = parameter("arrears_grace_months").on(on)
    known = cover.known_on(on)
    if known.ends_on is not None and on >= known.ends_on:
        return Gate(_CLOSED, (_ended(known.ends_on),), used=(grace,))
    if known.effective_on is None:
        return Gate(((False, ()), (True, ())), (_unknown_start(),), ("member_from",), (grace,))
    if on < known.effective_on:
        return Gate(_CLOSED, (_not_begun(known.effective_on),), used=(grace,))
    if has_ended_unpaid(known, on, grace.value):
        return Gate(_CLOSED, _ended_unpaid(known, on, grace), used=(grace,))
    if unpaid_months(known, on):
        return _unpaid_gate(cover, known, on, grace)
    return Gate(((True, ()),), (_covered(known.effective_on),), used=(grace,))


def _unpaid_gate(cover: Cover, known: Cover, on: date, grace: DatedValue) -> Gate:
    """An unpaid month within the grace: both readings, or the confirmed one with its letter."""
    confirmed = confirmed_reading(known.confirmed, ARREARS)
    choices = tuple(
        (reading.counted(known, on) is not None, (Reading(reading.code, reading.name, reading.source),))
        for reading in ARREARS_READINGS
        if confirmed in (None, reading.code)
    )
    letters = tuple(letter_words(each) for each in known.confirmed if each.rule == ARREARS)
    words = letters or _unpaid(known, on)
    return Gate(choices, (*words, *settled_late_words(cover, on)), used=(grace,))


def settled_late_words(cover: Cover, on: date) -> tuple[Sentence, ...]:
    """Say which months were settled only after the event, each with the day its money came."""
    text = N_("{late_month} was received on {received_on}, after the event, so it counts as arrears.")
    return tuple(
        sentence(text, late_month=str(month), received_on=cover.received_on[month].isoformat())
        for month in cover.settled_after(on)
    )


def change_of_payer_words(cover: Cover, on: date) -> tuple[Sentence, ...]:
    """Say that a change of payer did not begin the count anew, where there was one."""
    changes = [month for month, _ in cover.payers[1:] if month <= Month.of(on)]
    text = N_(
        "The payer changed in {changed_month} without an unpaid month between, so the months go on being counted "
        "(inferred; certainty medium)."
    )
    return tuple(sentence(text, changed_month=str(month)) for month in changes)


def _covered(effective_on: date) -> Sentence:
    text = N_("The membership began on {effective_on} and was in force.")
    return sentence(text, effective_on=effective_on.isoformat())


def _ended(ends_on: date) -> Sentence:
    text = N_("The membership had ended; {ended_on} was the first day without cover.")
    return sentence(text, ended_on=ends_on.isoformat())


def _not_begun(effective_on: date) -> Sentence:
    text = N_("The membership began only on {effective_on}, the date given by BPJS.")
    return sentence(text, effective_on=effective_on.isoformat())


def _unknown_start() -> Sentence:
    return sentence(
        N_(
            "BPJS has not yet given the date on which the membership began, so it is not known whether the event lies "
            "in it."
        )
    )


def _ended_unpaid(cover: Cover, on: date, grace: DatedValue) -> tuple[Sentence, ...]:
    text = N_(
        "{unpaid} contribution months in a row were unpaid, {event_month} included; more than {grace} end the "
        "membership ({source})."
    )
    ask = N_(
        "If one of these months was paid before the event, or if the money of the government or donor who pays came "
        "late, ask the BPJS Ketenagakerjaan branch to examine it: it has a procedure for this."
    )
    nothing = sentence(
        text,
        unpaid=unpaid_months(cover, on),
        event_month=str(Month.of(on)),
        grace=grace.value,
        source=grace.source,
    )
    return (nothing, sentence(ask))


def _unpaid(cover: Cover, on: date) -> tuple[Sentence, ...]:
    text = N_(
        "On the day of the event {unpaid} contribution month(s) in a row were unpaid, up to {event_month}. Whether an "
        "event in an unpaid month is covered once the arrears are settled is not clear from the rules, so it is "
        "neither covered nor refused here."
    )
    return (sentence(text, unpaid=unpaid_months(cover, on), event_month=str(Month.of(on))),)
