"""Why a contribution is what it is, as sentences, and the lines of several months as one. Prices nothing."""

from collections.abc import Sequence
from dataclasses import replace

from payung.law.messages import N_
from payung.law.months import Month
from payung.law.outcome import AwardLine
from payung.law.parameters import Period, Row, table
from payung.law.sentences import Sentence, sentence

_ORDER = ("low", "medium", "high")


def summed_up(months: Sequence[tuple[AwardLine, ...]]) -> tuple[AwardLine, ...]:
    """Return the lines of several months added up by code, with every article and the least certainty."""
    lines = []
    for same in zip(*months, strict=True):
        articles = dict.fromkeys(part for line in same for part in line.article.split("; "))
        lines.append(
            replace(
                same[0],
                amount=sum(line.amount for line in same),
                article="; ".join(articles),
                certainty=min((line.certainty for line in same), key=_ORDER.index),
            )
        )
    return tuple(lines)


def contribution_words(
    month: Month,
    months: int,
    workers: int,
    amounts: list[int],
    periods: Sequence[Period],
    payer: str,
    is_unsettled: bool,
) -> tuple[Sentence, ...]:
    """Return the result first, then what reduces it and what is only inferred."""
    inferred = [_inferred_words(each) for each in periods if payer in each.inferred]
    if months == 1:
        return (_one_month(month, workers, amounts, periods, is_unsettled), *inferred)
    first, last = str(month), str(month + (months - 1))
    if is_unsettled:
        text = N_(
            "The contribution from {first_month} to {last_month} is not certain: it could be {possible_amounts}. "
            "Whether a village budget counts as a public budget, which has no reduction, is not settled."
        )
        result = sentence(text, first_month=first, last_month=last, possible_amounts=amounts)
    else:
        text = N_(
            "The contribution from {first_month} to {last_month}, {months} months at once for {workers} worker(s), is "
            "{total_amount}."
        )
        result = sentence(
            text, first_month=first, last_month=last, months=months, workers=workers, total_amount=amounts[0]
        )
    return (result, *(_reduction_words(each) for each in periods), *inferred, _at_once_words(months))


def _one_month(
    month: Month, workers: int, amounts: list[int], periods: Sequence[Period], is_unsettled: bool
) -> Sentence:
    if is_unsettled:
        text = N_(
            "The contribution for {due_month} is not certain: it could be {possible_amounts}. Whether a village "
            "budget counts as a public budget, which has no reduction, is not settled."
        )
        return sentence(text, due_month=str(month), possible_amounts=amounts)
    if not periods:
        text = N_("The contribution for {due_month}, for {workers} worker(s), is {total_amount}.")
        return sentence(text, due_month=str(month), workers=workers, total_amount=amounts[0])
    period = periods[0]
    text = N_(
        "The contribution for {due_month}, for {workers} worker(s), is {total_amount}: {percent}% of the full amount "
        "({source}), from {first_month} to {last_month}."
    )
    return sentence(
        text,
        due_month=str(month),
        workers=workers,
        total_amount=amounts[0],
        percent=period.value,
        source=period.source,
        first_month=str(period.first),
        last_month=str(period.last),
    )


def _reduction_words(period: Period) -> Sentence:
    return sentence(
        N_("From {first_month} to {last_month} {percent}% of the full amount is due ({source})."),
        first_month=str(period.first),
        last_month=str(period.last),
        percent=period.value,
        source=period.source,
    )


def _inferred_words(period: Period) -> Sentence:
    text = N_(
        "The text excludes only APBN and APBD and does not name this payer, so that the reduction holds for it is "
        "inferred (certainty medium; {source})."
    )
    return sentence(text, source=period.source)


def _at_once_words(months: int) -> Sentence:
    row = _row(months)
    text = N_(
        "Paying {months} months at once: {source} (certainty: {certainty_text}). Months paid in advance never shorten "
        "a waiting time."
    )
    return sentence(text, months=months, source=row.dated.source, certainty_text=row.dated.certainty)


def _row(months: int) -> Row:
    return next(row for row in table("contribution_payment_periods").rows if row.dated.value == months)
