"""What months of cover cost, by month, sector, payer and base. Knows no invoice; who pays is told to it."""

from dataclasses import dataclass
from functools import lru_cache

from payung.law.contribution_words import contribution_words, summed_up
from payung.law.messages import N_
from payung.law.months import Month, months_between
from payung.law.outcome import AwardLine, Fact, Outcome, ReadingResult, SourceUsed, options_of
from payung.law.parameters import DatedValue, Period, parameter, period_parameter, table
from payung.law.sentences import Refused, Sentence, sentence

SECTORS = ("transport", "other")
PAYERS = ("city", "province", "national", "village", "donor", "self")
_WHOLE = 100  # percent


class UnknownBase(Refused):
    """A base whose amount no source seen confirms."""


class UnknownName(Refused):
    """A sector or payer the law does not know."""


class UnknownPeriod(Refused):
    """A number of months that cannot be paid at once."""


class NoOldAge(Refused):
    """The old-age programme was asked for somebody who does not pay himself."""


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


@dataclass(frozen=True)
class DueMonth:
    """One month to be priced, with the numbers in force and the reduction that may hold in it."""

    month: Month
    rate: DatedValue
    death: DatedValue
    old_age: DatedValue | None
    period: Period | None
    is_unsettled: bool


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


def contribution(
    month: Month, sector: str, payer: str, base: int, workers: int = 1, months: int = 1, old_age: bool = False
) -> Outcome:
    """Return what `workers` people on the same `base` cost in `months` months from `month` on, paid at once.

    Lines `accident`, `death` and, where a member who pays himself chose it, `old_age`, in whole rupiah. Raises
    UnknownName, UnknownBase, UnknownPeriod, NoOldAge, BeforeTheLaw or InexactAmount, each with a sentence.
    """
    _require_known(month, sector, payer, base, workers)
    _require_payable(payer, months, old_age, month)
    due = [_due(each, sector, payer, old_age) for each in months_between(month, month + (months - 1))]
    is_unsettled = any(each.is_unsettled for each in due)

    def priced(with_reduction: bool) -> tuple[AwardLine, ...]:
        return summed_up([_lines(each, base, workers, payer, with_reduction) for each in due])

    ways = {reading: priced(reading.is_reduced) for reading in CONTRIBUTION_READINGS} if is_unsettled else {}
    options = options_of(list(ways.values()) or [priced(False)])
    periods = list(dict.fromkeys(each.period for each in due if each.period is not None))
    amounts = [option.amount for option in options]
    return Outcome(
        programme="contribution",
        law_day=month.first_day,
        options=options,
        explanation=contribution_words(month, months, workers, amounts, periods, payer, is_unsettled),
        facts=_facts(month, sector, payer, base, workers, months, old_age),
        readings=tuple(
            ReadingResult(each.code, each.name, sum(line.amount for line in lines), each.source)
            for each, lines in ways.items()
        ),
        sources=_sources(due, periods),
    )


def confirmed_bases(month: Month) -> tuple[int, ...]:
    """Return the bases whose amounts are confirmed for `month`, the lowest first."""
    names = ("contribution_lowest_base", "contribution_highest_base")
    return tuple(parameter(name).on(month.first_day).value for name in names)


def base_of_income(income: int, month: Month) -> int:
    """Return the base of a declared monthly income. Raises UnknownBase where no source seen confirms its band."""
    highest_income = parameter("contribution_first_band_income").on(month.first_day)
    if 0 <= income <= highest_income.value:
        return confirmed_bases(month)[0]
    text = N_(
        "The base of an income of {income_amount} is not confirmed, because the table of PP 44/2015, Lampiran II, has "
        "not been read; only incomes up to {limit_amount} are."
    )
    raise UnknownBase(text, income_amount=income, limit_amount=highest_income.value)


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


def _require_payable(payer: str, months: int, old_age: bool, month: Month) -> None:
    known = {row.dated.value for row in table("contribution_payment_periods").rows}
    if months not in known:
        text = N_("Contributions are paid for {numbers} months at once, not for {months}.")
        raise UnknownPeriod(text, numbers=sorted(known), months=months)
    if old_age and payer != "self":
        raise NoOldAge(N_("The old-age programme (JHT) is the choice of a member who pays himself."))
    if old_age:
        parameter("contribution_old_age_rate").on(month.first_day)


def _due(month: Month, sector: str, payer: str, old_age: bool) -> DueMonth:
    period = period_parameter("contribution_reductions").in_month(month, sector)
    is_unsettled = period is not None and payer in period.unsettled
    if period is not None and not is_unsettled and payer not in period.payers:
        period = None
    day = month.first_day
    return DueMonth(
        month,
        parameter("contribution_accident_rate").on(day),
        parameter("contribution_death").on(day),
        parameter("contribution_old_age_rate").on(day) if old_age else None,
        period,
        is_unsettled,
    )


def _lines(due: DueMonth, base: int, workers: int, payer: str, with_reduction: bool) -> tuple[AwardLine, ...]:
    reduction = due.period if with_reduction or not due.is_unsettled else None
    unit = _WHOLE * _WHOLE  # the rate is in parts per ten thousand
    death_why = sentence(N_("The same for every base, for {workers} worker(s)."), workers=workers)
    accident = _reduced(_exact(base * due.rate.value, unit), reduction)
    lines = [
        _line("accident", accident * workers, due.rate, _share_words(due.rate, base, workers), reduction, payer),
        _line("death", _reduced(due.death.value, reduction) * workers, due.death, death_why, reduction, payer),
    ]
    if due.old_age is not None:
        amount = _exact(base * due.old_age.value, unit) * workers
        lines.append(_line("old_age", amount, due.old_age, _share_words(due.old_age, base, workers), None, payer))
    return tuple(lines)


def _share_words(rate: DatedValue, base: int, workers: int) -> Sentence:
    return sentence(
        N_("{share} of the base of {base_amount}, for {workers} worker(s)."),
        share=_percent(rate.value),
        base_amount=base,
        workers=workers,
    )


def _line(code: str, amount: int, due: DatedValue, why: Sentence, reduction: Period | None, payer: str) -> AwardLine:
    if reduction is None:
        return AwardLine(code, amount, due.source, due.certainty, why)
    certainty = "medium" if payer in reduction.inferred else reduction.certainty
    return AwardLine(code, amount, f"{due.source}; {reduction.source}", certainty, why)


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


def _sources(due: list[DueMonth], periods: list[Period]) -> tuple[SourceUsed, ...]:
    used = [each.rate for each in due] + [each.death for each in due] + [each.old_age for each in due if each.old_age]
    used += [period.dated() for period in periods]
    return tuple(dict.fromkeys(SourceUsed.of(each) for each in used))


def _facts(
    month: Month, sector: str, payer: str, base: int, workers: int, months: int, old_age: bool
) -> dict[str, Fact]:
    facts: dict[str, Fact] = {
        "programme": "contribution",
        "month": str(month),
        "sector": sector,
        "payer": payer,
        "base": base,
        "workers": workers,
    }
    return {**facts, **({"months": months} if months != 1 else {}), **({"old_age": True} if old_age else {})}
