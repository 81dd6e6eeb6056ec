"""What temporary inability to work (STMB) is worth, by months and days, with the readings of a part of a month.

Knows nothing of whether the inability is proved.
"""

from datetime import date

from payung.law.messages import N_
from payung.law.months import add_months
from payung.law.outcome import AwardLine
from payung.law.parameters import DatedValue, parameter
from payung.law.parts import Choice, Part, Reading
from payung.law.sentences import Sentence, sentence

_HUNDRED = 100
THIRTY_DAYS = Reading(
    "D",
    N_("a part of a month counts by the days of a month of thirty"),
    N_("customary reckoning, no text with the divisor was seen"),
)
CALENDAR_DAYS = Reading(
    "E",
    N_("a part of a month counts by the days of the calendar month it falls in"),
    N_("the text names the monthly wage only, no text with the divisor was seen"),
)


def inability_part(event: date, base: int, months: int | None, days: int | None) -> Part:
    """Return the line `inability`; a part of a rupiah is dropped. Both unknown: the rule without an amount."""
    tiers = _tiers(event)
    used = tuple(tiers)
    if months is None and days is None:
        return Part(missing=("months_unable",), unpriced=(_formula(base, tiers),), used=used)
    divisor = parameter("inability_month_days").on(event)
    readings = {
        THIRTY_DAYS: _amount(base, tiers, *_by_divisor(months or 0, days or 0, divisor.value)),
        CALENDAR_DAYS: _amount(base, tiers, *_by_calendar(event, months or 0, days or 0)),
    }
    if len(set(readings.values())) == 1:
        return Part((Choice(_line(readings[THIRTY_DAYS], tiers, "high")),), used=used)
    choices = tuple(Choice(_line(amount, tiers, "low"), (reading,)) for reading, amount in readings.items())
    text = N_("How the days of a part of a month are counted was not seen in any text.")
    return Part(choices, (sentence(text),), used=(*used, divisor))


def _tiers(day: date) -> list[DatedValue]:
    names = ("inability_tier_months", "inability_first_percent", "inability_second_percent", "inability_later_percent")
    return [parameter(name).on(day) for name in names]


def _by_divisor(months: int, days: int, divisor: int) -> tuple[int, int, int]:
    """Return whole months, days of the last part, and how many days its month has."""
    return months + days // divisor, days % divisor, divisor


def _by_calendar(event: date, months: int, days: int) -> tuple[int, int, int]:
    while True:
        begins = add_months(event, months)
        length = (add_months(event, months + 1) - begins).days
        if days < length:
            return months, days, length
        months, days = months + 1, days - length


def _amount(base: int, tiers: list[DatedValue], months: int, days: int, length: int) -> int:
    whole = sum(_percent(tiers, month) for month in range(months))
    return base * (whole * length + _percent(tiers, months) * days) // (_HUNDRED * length)


def _percent(tiers: list[DatedValue], month: int) -> int:
    """Return the share of the base for the month numbered from zero."""
    length, first, second, later = (tier.value for tier in tiers)
    if month < length:
        return first
    return second if month < length * 2 else later


def _line(amount: int, tiers: list[DatedValue], certainty: str) -> tuple[AwardLine, ...]:
    length, first, second, later = tiers
    why = sentence(
        N_("{first}% of the base in the first {length} months, {second}% in the next {length}, then {later}%."),
        first=first.value,
        second=second.value,
        later=later.value,
        length=length.value,
    )
    return (AwardLine("inability", amount, first.source, certainty, why),) if amount else ()


def _formula(base: int, tiers: list[DatedValue]) -> Sentence:
    length, first, second, later = (tier.value for tier in tiers)
    text = N_(
        "For the time unable to work, by the doctor's notes: {first_amount} a month in the first {length} months, "
        "{second_amount} in the next {length}, then {later_amount} until recovered."
    )
    amounts = [base * percent // _HUNDRED for percent in (first, second, later)]
    return sentence(text, first_amount=amounts[0], second_amount=amounts[1], later_amount=amounts[2], length=length)
