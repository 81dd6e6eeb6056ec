"""The readings of the three-month rule for a death that is no work accident: from which day each pays in full.

None is preferred over another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from payung.law.cover import Cover
from payung.law.messages import N_
from payung.law.months import Month, add_months

# The cover (with its effective date), the day asked about, whose own month counts as paid, and the months to wait.
FullFrom = Callable[[Cover, date, int], date]


@dataclass(frozen=True)
class WaitingReading:
    """One reading: its code, what it says, where it was seen, and the day from which it pays in full."""

    code: str
    name: str
    source: str
    full_from: FullFrom


WAITING_READINGS: list[WaitingReading] = []


def _reading(code: str, name: str, source: str) -> Callable[[FullFrom], FullFrom]:
    def collect(full_from: FullFrom) -> FullFrom:
        WAITING_READINGS.append(WaitingReading(code, name, source, full_from))
        return full_from

    return collect


@_reading(
    code="A",
    name=N_("at least three calendar months since the membership began"),
    source=N_("statements of officials, 23 July, 5 August and 14 November 2025"),
)
def at_least_the_months_since_start(cover: Cover, _on: date, wait: int) -> date:
    """Reading A: full from the day the calendar months since the effective date are complete.

    Source: "setelah masa kepesertaan minimal tiga bulan", BPJS branch head, 23 July 2025; "kurang dari 3 bulan", 5
    August 2025.
    """
    return add_months(_start(cover), wait)


@_reading(
    code="A'",
    name=N_("more than three calendar months since the membership began"),
    source=N_("statements of officials, 5 August and 14 November 2025"),
)
def more_than_the_months_since_start(cover: Cover, _on: date, wait: int) -> date:
    """Reading A': full from the day after the calendar months since the effective date are complete.

    Source: "lebih dari 3 bulan", BPJS branch head, 5 August 2025; labour office, 14 November 2025.
    """
    return add_months(_start(cover), wait) + timedelta(days=1)


@_reading(
    code="B",
    name=N_("from the fourth contribution month"),
    source=N_("statements of officials, 23 July and 14 November 2025"),
)
def after_the_first_contribution_months(cover: Cover, on: date, wait: int) -> date:
    """Reading B: the first contribution months give the funeral cost, the one after them the full benefit.

    Contribution months are the paid ones since the effective date; months from the one of `on` are taken as paid.
    Source: "bulan pertama hingga ketiga", BPJS branch head, 23 July 2025.
    """
    month = Month.of(on)
    paid = [each for each in cover.paid_until(month) if each >= Month.of(_start(cover))]
    if len(paid) > wait:
        return max(paid[wait].first_day, _start(cover))
    return (month + (wait + 1 - len(paid))).first_day


@_reading(
    code="C",
    name=N_("three paid contribution months in a row, the month of death included"),
    source=N_("statement of a BPJS Ketenagakerjaan official, 5 August 2025"),
)
def consecutive_paid_months(cover: Cover, on: date, wait: int) -> date:
    """Reading C: full from the month that completes a run of paid contribution months, the month of death among them.

    Months from the one of `on` are taken as paid. Months paid before the effective date belong to the row as well: the
    sources name the payments, not the date. Source: "secara aktif dan rutin membayar iuran", BPJS branch head,
    5 August 2025; "3 bulan berturut-turut", recalled.
    """
    month = Month.of(on)
    run_starts = month.earlier(cover.paid_months_ending(month) - 1)
    return max((run_starts + (wait - 1)).first_day, _start(cover))


def _start(cover: Cover) -> date:
    if cover.effective_on is None:
        raise ValueError("the readings count from BPJS's effective date, which this cover lacks")
    return cover.effective_on
