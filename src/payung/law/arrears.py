"""What unpaid months do to a cover: the readings of an event in one, the end after too many, a lapse resumed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from payung.law.cover import Cover
from payung.law.messages import N_
from payung.law.months import Month, months_between

# Returns the cover as it then counts for the event, or None where the event is not covered.
Counted = Callable[[Cover, date], Cover | None]


@dataclass(frozen=True)
class ArrearsReading:
    """One reading of an event in an unpaid month that lies within the grace."""

    code: str
    name: str
    source: str
    counted: Counted


ARREARS_READINGS: list[ArrearsReading] = []
RESTARTED = "R"
RESTARTED_NAME = N_("a lapse longer than the grace makes the count of months begin anew")
RESTARTED_SOURCE = N_("a lapse beyond the grace begins a new membership, inferred")


def _reading(code: str, name: str, source: str) -> Callable[[Counted], Counted]:
    def collect(counted: Counted) -> Counted:
        ARREARS_READINGS.append(ArrearsReading(code, name, source, counted))
        return counted

    return collect


@_reading(
    code="N",
    name=N_("an event in an unpaid month is not covered; the grace only keeps the membership alive"),
    source=N_("wording of the BPJS Ketenagakerjaan process book, Perdir 22/PERDIR.02/072022"),
)
def not_covered_while_unpaid(_cover: Cover, _on: date) -> Cover | None:
    """Reading N: protection stops with the last paid month.

    Source: "tanggal berakhir perlindungan", BPJS process book, Perdir 22/PERDIR.02/072022, Grace Period dan Nonaktif
    Kepesertaan BPU.
    """
    return None


@_reading(
    code="S",
    name=N_("an event in an unpaid month is covered once the arrears are settled"),
    source=N_("practice under Permenaker 1/2016, recalled"),
)
def covered_once_settled(cover: Cover, on: date) -> Cover | None:
    """Reading S: once settled, the unpaid months up to the event count as paid.

    Source: practice under Permenaker 1/2016 for short arrears, recalled, certainty low.
    """
    month = Month.of(on)
    unpaid = unpaid_months(cover, on)
    return cover.with_paid(month.earlier(unpaid - 1), month) if unpaid else cover


def unpaid_months(cover: Cover, on: date) -> int:
    """Return how many months in a row are unpaid up to the month of `on`, itself included, since the cover began."""
    month = Month.of(on)
    since = Month.of(cover.effective_on) if cover.effective_on else month
    return cover.unpaid_months_ending(month, since)


def has_ended_unpaid(cover: Cover, on: date, grace: int) -> bool:
    """Whether more months in a row than the grace are unpaid on `on`, so that the membership has ended.

    Source: BPJS process book, Perdir 22/PERDIR.02/072022: more than three consecutive months, status berakhir/keluar.
    """
    return unpaid_months(cover, on) > grace


def restarted(cover: Cover, on: date, grace: int) -> tuple[Cover, ...]:
    """Return the covers that may count instead, where an earlier lapse longer than the grace was resumed; else none.

    A lapse that ended the membership makes the count of months begin anew (inferred, certainty medium). Months settled
    late, where the days of payment are kept, are a lapse too. On which day of the month of resumption the count begins
    is not known here, so the first and the last are both answered.
    """
    resumed = last_resumption(cover, on, grace)
    if resumed is None:
        return ()
    since = frozenset(month for month in cover.paid if month >= resumed)
    return tuple(replace(cover, effective_on=day, paid=since) for day in (resumed.first_day, resumed.last_day))


def last_resumption(cover: Cover, on: date, grace: int) -> Month | None:
    """Return the month in which payment resumed after the last lapse longer than the grace before `on`, or None."""
    if cover.effective_on is None:
        return None
    start, current = Month.of(cover.effective_on), Month.of(on)
    resumed: Month | None = None
    for first, last in cover.unpaid_runs(start, current):
        if last - first + 1 > grace and last < current:
            resumed = last + 1
    if not cover.received_on:
        return resumed
    for month in months_between(start, current):
        # A lapse that was settled late ends in the month in which its money came.
        if month in cover.paid and cover.late_months_ending(month, start) > grace:
            came = Month.of(cover.received_on.get(month, month.first_day))
            resumed = came if resumed is None else max(resumed, came)
    return resumed
