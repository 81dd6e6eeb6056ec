"""Why a death benefit is what it is, as sentences for the heirs. Promises nothing where the readings disagree."""

from collections.abc import Sequence
from datetime import date

from payung.law.cover import Cover
from payung.law.messages import N_
from payung.law.months import Month
from payung.law.outcome import Option, ReadingResult
from payung.law.parameters import DatedValue
from payung.law.sentences import Sentence, sentence

Words = tuple[Sentence, ...]


def after_the_end_words(died_on: date, ends_on: date) -> Words:
    """Why nothing is due for a death on or after the end of the membership."""
    text = N_(
        "No death benefit is due: on {died_on} the membership had ended; {ended_on} was the first day without cover."
    )
    return (sentence(text, died_on=died_on.isoformat(), ended_on=ends_on.isoformat()), _check_the_dates())


def before_the_start_words(died_on: date, effective_on: date) -> Words:
    """Why nothing is due for a death before BPJS's effective date."""
    text = N_(
        "No death benefit is due: the membership began on {effective_on}, the date given by BPJS, after the death on "
        "{died_on}."
    )
    return (sentence(text, died_on=died_on.isoformat(), effective_on=effective_on.isoformat()), _check_the_dates())


def ended_unpaid_words(died_on: date, unpaid: int, grace: DatedValue) -> Words:
    """Why nothing is due after too many unpaid months in a row, and what may still be asked."""
    nothing = sentence(
        N_(
            "No death benefit is due: {unpaid} contribution months in a row were unpaid, {died_month} included. "
            "More than {grace} end the membership ({source})."
        ),
        unpaid=unpaid,
        died_month=str(Month.of(died_on)),
        grace=grace.value,
        source=grace.source,
    )
    ask = sentence(
        N_(
            "If one of these months was paid before the death, or if the money of the government or donor who pays "
            "came late, ask the BPJS Ketenagakerjaan branch to examine it: it has a procedure for this."
        )
    )
    return (nothing, ask)


def missing_start_words(died_on: date, options: Sequence[Option]) -> Words:
    """Why no amount can be named while BPJS has not given the effective date."""
    unknown = sentence(
        N_(
            "BPJS has not yet given the date on which this membership began, so the benefit for a death on {died_on} "
            "cannot be settled. Depending on that date it could be {possible_amounts}."
        ),
        died_on=died_on.isoformat(),
        possible_amounts=[option.amount for option in options],
    )
    return (
        unknown,
        sentence(N_("Needed: the effective date of the membership, from the BPJS Ketenagakerjaan branch.")),
    )


def result_words(
    cover: Cover,
    died_on: date,
    options: Sequence[Option],
    results: Sequence[ReadingResult],
    unpaid: int,
    waiting: DatedValue,
) -> Words:
    """Why a cover in force on the day leads to these amounts."""
    if len(options) == 1:
        return _certain_words(cover, died_on, options[0], results, waiting)
    headline = sentence(
        N_("The amount is not certain: for a death on {died_on} it could be {possible_amounts}."),
        died_on=died_on.isoformat(),
        possible_amounts=[option.amount for option in options],
    )
    words = [headline]
    if unpaid:
        words += _arrears_words(died_on, unpaid)
    if len({result.amount for result in results if result.full_from is not None}) > 1:
        words += _waiting_words(cover, died_on, results, waiting)
    return tuple(words)


def by_confirmation_words(died_on: date, amount: int, without: Sequence[int]) -> Words:
    """Why the amount is certain only because of a letter, and what it could be without it."""
    text = N_("The death benefit for a death on {died_on} is {total_amount}, by what the branch confirmed.")
    if not amount:
        text = N_("No death benefit is due for a death on {died_on}, by what the branch confirmed.")
    settled = sentence(text, died_on=died_on.isoformat(), total_amount=amount)
    more = N_("Without this confirmation it could be {possible_amounts}.")
    return (settled, sentence(more, possible_amounts=list(without)))


def _certain_words(
    cover: Cover, died_on: date, option: Option, results: Sequence[ReadingResult], waiting: DatedValue
) -> Words:
    facts: dict[str, str | int] = {"total_amount": option.amount, "died_on": died_on.isoformat()}
    facts["effective_on"] = cover.effective_on.isoformat() if cover.effective_on else ""
    if not waiting.value:
        text = N_(
            "The death benefit is {total_amount}, in full: the membership began on {effective_on}, and for a death "
            "on {died_on} no waiting months were in force."
        )
        return (sentence(text, **facts),)
    days = [result.full_from for result in results if result.full_from is not None]
    if died_on < min(days):
        text = N_(
            "The death benefit is {total_amount}, the funeral cost alone: the membership began on {effective_on}, "
            "and the death on {died_on} came before {first_on}, the earliest day on which any reading of the "
            "three-month rule pays in full."
        )
        return (sentence(text, first_on=min(days).isoformat(), **facts), _rule(waiting))
    text = N_(
        "The death benefit is {total_amount}, in full: the membership began on {effective_on}, and on {died_on} the "
        "waiting months were over under every reading of the three-month rule, the last of them on {last_on}."
    )
    return (sentence(text, last_on=max(days).isoformat(), **facts), _rule(waiting))


def _arrears_words(died_on: date, unpaid: int) -> list[Sentence]:
    unpaid_month = sentence(
        N_(
            "On the day of death {unpaid} contribution month(s) in a row were unpaid, up to {died_month}. Whether a "
            "death in an unpaid month is covered once the arrears are settled is not clear from the rules, so it is "
            "neither covered nor refused here."
        ),
        unpaid=unpaid,
        died_month=str(Month.of(died_on)),
    )
    ask = sentence(
        N_("Ask the BPJS Ketenagakerjaan branch without delay whether and until when the arrears may still be settled.")
    )
    return [unpaid_month, ask]


def _waiting_words(
    cover: Cover, died_on: date, results: Sequence[ReadingResult], waiting: DatedValue
) -> list[Sentence]:
    days = [result.full_from for result in results if result.full_from is not None]
    dates = sentence(
        N_(
            "The membership began on {effective_on}. The readings of the three-month rule pay in full from "
            "{first_on} at the earliest and from {last_on} at the latest; the death on {died_on} lies between these "
            "days."
        ),
        effective_on=cover.effective_on.isoformat() if cover.effective_on else "",
        first_on=min(days).isoformat(),
        last_on=max(days).isoformat(),
        died_on=died_on.isoformat(),
    )
    words = [dates, _rule(waiting)]
    if cover.effective_on and cover.effective_on < waiting.starts_on:
        text = N_(
            "This membership began before the rule came into force on {rule_on}; whether the rule spares such a "
            "member is not known."
        )
        words.append(sentence(text, rule_on=waiting.starts_on.isoformat()))
    if any("R" in result.under for result in results):
        text = N_(
            "An earlier run of unpaid months may have ended the membership; the months may then count anew from the "
            "month in which payment resumed."
        )
        words.append(sentence(text))
    return words


def _rule(waiting: DatedValue) -> Sentence:
    text = N_("The three-month rule: {source}, for deaths from {rule_on}.")
    return sentence(text, source=waiting.source, rule_on=waiting.starts_on.isoformat())


def _check_the_dates() -> Sentence:
    return sentence(
        N_("If one of these dates is wrong, ask the BPJS Ketenagakerjaan branch to correct it, with proof.")
    )
