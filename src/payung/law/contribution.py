"""What one month of cover costs, by month, sector, payer and base. Knows no invoice; who pays is told to it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from payung.law.messages import N_
from payung.law.months import Month
from payung.law.outcome import AwardLine, Fact, Outcome, ReadingResult, SourceUsed, options_of
from payung.law.parameters import DatedValue, Period, parameter, period_parameter
from payung.law.sentences import Refused, Sentence, sentence

SECTORS = ("transport", "other")
PAYERS = ("city", "province", "national", "village", "donor", "self")
_WHOLE = 100  # percent


class UnknownBase(Refused):
    """A base whose amount no source seen confirms."""


class UnknownName(Refused):
    """A sector or payer the law does not know."""


class InexactAmount(Refused):
    """A reduction that would not leave whole rupiah; no rule for rounding was seen."""


class UnsettledContribution(Refused):
    """An invoice was asked for one amount where the readings disagree."""


@dataclass(frozen=True)
class MonthlyContribution:
    """What one person's month costs: whole rupiah for each programme, and the outcome it comes from."""

    month: Month
    accident: int
    death: int
    outcome: Outcome

    @property
    def total(self) -> int:
        return self.accident + self.death


@dataclass(frozen=True)
class ContributionReading:
    """One reading of whether a payer whose budget the text does not name has the reduction."""

    code: str
    name: str
    source: str
    is_reduced: bool


CONTRIBUTION_READINGS = (
    ContributionReading(
        "P",
        N_("the village budget is a public budget, so the contribution is due in full"),
        N_("PP 50/2025, Pasal 3, which excludes APBN and APBD"),
        False,
    ),
    ContributionReading(
        "Q",
        N_("the village budget is neither APBN nor APBD, so the reduction applies"),
        N_("PP 50/2025, Pasal 3, which names only APBN and APBD"),
        True,
    ),
)


@lru_cache(maxsize=512)
def monthly_contribution(month: Month, sector: str, payer: str, base: int) -> MonthlyContribution:
    """Return the amounts of one person's month, for an invoice line; cheap to call again with the same arguments.

    Raises UnsettledContribution where the readings disagree, and whatever `contribution` raises.
    """
    outcome = contribution(month, sector, payer, base)
    amounts = {line.code: line.amount for line in outcome.lines}
    if not outcome.is_certain:
        raise UnsettledContribution(
            N_("The contribution for {due_month} is not settled for this payer: it could be {possible_amounts}."),
            due_month=str(month),
            possible_amounts=list(outcome.possible),
        )
    return MonthlyContribution(month, amounts["accident"], amounts["death"], outcome)


def contribution(month: Month, sector: str, payer: str, base: int, workers: int = 1) -> Outcome:
    """Return what `workers` people on the same `base` cost in `month`; lines `accident` and `death`, in whole rupiah.

    Raises UnknownName, UnknownBase, BeforeTheLaw or InexactAmount, each with a sentence.
    """
    _require_known(month, sector, payer, base, workers)
    rate = parameter("contribution_accident_rate").on(month.first_day)
    death = parameter("contribution_death").on(month.first_day)
    period = period_parameter("contribution_reductions").in_month(month, sector)
    is_unsettled = period is not None and payer in period.unsettled
    if period is not None and not is_unsettled and payer not in period.payers:
        period = None

    def priced(reduction: Period | None) -> tuple[AwardLine, ...]:
        return _lines(rate, death, base, workers, reduction)

    results = _readings(priced, period) if is_unsettled and period else ()
    options = options_of([priced(None), priced(period)] if is_unsettled else [priced(period)])
    used = [rate, death, *([period.dated()] if period else [])]
    return Outcome(
        programme="contribution",
        law_day=month.first_day,
        options=options,
        explanation=(_words(month, workers, [option.amount for option in options], period, is_unsettled),),
        facts=_facts(month, sector, payer, base, workers),
        readings=results,
        sources=tuple(SourceUsed.of(each) for each in used),
    )


def confirmed_bases(month: Month) -> tuple[int, ...]:
    """Return the bases whose amounts are confirmed for `month`, the lowest first."""
    names = ("contribution_lowest_base", "contribution_highest_base")
    return tuple(parameter(name).on(month.first_day).value for name in names)


def _require_known(month: Month, sector: str, payer: str, base: int, workers: int) -> None:
    if sector not in SECTORS:
        raise UnknownName(N_("The sector must be one of: {names}."), names=list(SECTORS))
    if payer not in PAYERS:
        raise UnknownName(N_("The payer must be one of: {names}."), names=list(PAYERS))
    if workers < 1:
        raise UnknownName(N_("The number of workers must be at least one."))
    confirmed = confirmed_bases(month)
    if base not in confirmed:
        text = N_(
            "The contribution on a base of {base_amount} is not confirmed, because the table of PP 44/2015, Lampiran "
            "II, has not been read; confirmed bases: {confirmed_amounts}."
        )
        raise UnknownBase(text, base_amount=base, confirmed_amounts=list(confirmed))


def _lines(
    rate: DatedValue, death: DatedValue, base: int, workers: int, reduction: Period | None
) -> tuple[AwardLine, ...]:
    unit = _WHOLE * _WHOLE  # the rate is in parts per ten thousand
    accident_why = sentence(
        N_("{share} of the base of {base_amount}, for {workers} worker(s)."),
        share=_percent(rate.value),
        base_amount=base,
        workers=workers,
    )
    death_why = sentence(N_("The same for every base, for {workers} worker(s)."), workers=workers)
    accident = _reduced(_exact(base * rate.value, unit), reduction)
    return (
        _line("accident", accident * workers, rate, accident_why, reduction),
        _line("death", _reduced(death.value, reduction) * workers, death, death_why, reduction),
    )


def _line(code: str, amount: int, due: DatedValue, why: Sentence, reduction: Period | None) -> AwardLine:
    if reduction is None:
        return AwardLine(code, amount, due.source, due.certainty, why)
    return AwardLine(code, amount, f"{due.source}; {reduction.source}", reduction.certainty, why)


def _reduced(amount: int, reduction: Period | None) -> int:
    return amount if reduction is None else _exact(amount * reduction.value, _WHOLE)


def _exact(amount: int, divisor: int) -> int:
    whole, rest = divmod(amount, divisor)
    if rest:
        raise InexactAmount(N_("The contribution does not come to whole rupiah, and no rule for rounding it is known."))
    return whole


def _percent(per_ten_thousand: int) -> str:
    whole, rest = divmod(per_ten_thousand, _WHOLE)
    return f"{whole}%" if not rest else f"{whole},{rest:02}%"


def _readings(priced: Callable[[Period | None], tuple[AwardLine, ...]], period: Period) -> tuple[ReadingResult, ...]:
    results = []
    for reading in CONTRIBUTION_READINGS:
        amount = sum(line.amount for line in priced(period if reading.is_reduced else None))
        results.append(ReadingResult(reading.code, reading.name, amount, reading.source))
    return tuple(results)


def _words(month: Month, workers: int, amounts: list[int], period: Period | None, is_unsettled: bool) -> Sentence:
    if is_unsettled:
        text = N_(
            "The contribution for {due_month} is not certain: it could be {possible_amounts}. Whether a village "
            "budget counts as a public budget, which has no reduction, is not settled."
        )
        return sentence(text, due_month=str(month), possible_amounts=amounts)
    if period is None:
        text = N_("The contribution for {due_month}, for {workers} worker(s), is {total_amount}.")
        return sentence(text, due_month=str(month), workers=workers, total_amount=amounts[0])
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


def _facts(month: Month, sector: str, payer: str, base: int, workers: int) -> dict[str, Fact]:
    return {
        "programme": "contribution",
        "month": str(month),
        "sector": sector,
        "payer": payer,
        "base": base,
        "workers": workers,
    }
