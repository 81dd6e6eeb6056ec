"""One person's cover as the law sees it: when it began and ends, and which months were paid.

Knows no person and no decree.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from payung.law.confirmation import Confirmation
from payung.law.months import Month, months_between


@dataclass(frozen=True)
class Cover:
    """A membership's cover.

    `effective_on` is BPJS's own date, None until its answer. `ends_on` is exclusive, None while open. `paid` are the
    contribution months BPJS had received; months paid in advance are in it too, and never count before they come.
    `received_on` keeps the day of each month whose day is known; a month without one was received in time. `payers`
    are the changes of payer, each with its first month; `payer` is the first of them. `confirmed` are the readings of
    unsettled rules that BPJS's branch confirmed to whoever pays.
    """

    effective_on: date | None
    ends_on: date | None
    paid: frozenset[Month]
    payer: str | None = None
    received_on: Mapping[Month, date] = field(default_factory=dict, hash=False)
    payers: tuple[tuple[Month, str], ...] = ()
    confirmed: tuple[Confirmation, ...] = ()

    def known_on(self, day: date) -> Self:
        """Return the cover as it was on `day`: a month received after it is not paid yet."""
        late = {month for month in self.paid if self._is_late(month, day)}
        return replace(self, paid=self.paid - late) if late else self

    def settled_after(self, day: date) -> list[Month]:
        """Return the months up to the one of `day` that were received only after it, the earliest first."""
        return [month for month in self.paid_until(Month.of(day)) if self._is_late(month, day)]

    def late_months_ending(self, month: Month, since: Month) -> int:
        """Return how many months in a row were not received when `month` began, counted back from it."""
        count = 0
        while since <= month.earlier(count) and not self._was_paid(month.earlier(count), month.first_day):
            count += 1
        return count

    def _is_late(self, month: Month, day: date) -> bool:
        received = self.received_on.get(month)
        return received is not None and received > day

    def _was_paid(self, month: Month, day: date) -> bool:
        # Without its day a month was received in time, so only days that are kept can make it late.
        return month in self.paid and not self._is_late(month, day)

    def paid_until(self, month: Month) -> list[Month]:
        """Return the paid months up to and including `month`, the earliest first."""
        return sorted(each for each in self.paid if each <= month)

    def unpaid_months_ending(self, month: Month, since: Month) -> int:
        """Return how many months in a row are unpaid, counted back from `month` and not beyond `since`."""
        count = 0
        while since <= month.earlier(count) and month.earlier(count) not in self.paid:
            count += 1
        return count

    def paid_months_ending(self, month: Month) -> int:
        """Return how many months in a row are paid, counted back from `month`, itself included."""
        count = 0
        while month.earlier(count) in self.paid:
            count += 1
        return count

    def with_paid(self, first: Month, last: Month) -> Self:
        """Return the same cover with the months from `first` to `last` paid as well."""
        return replace(self, paid=self.paid | set(months_between(first, last)))

    def unpaid_runs(self, since: Month, until: Month) -> Iterator[tuple[Month, Month]]:
        """Yield each run of unpaid months between paid ones or bounds as (first, last), the earliest first."""
        first: Month | None = None
        for month in months_between(since, until):
            if month in self.paid:
                if first is not None:
                    yield first, month.earlier(1)
                first = None
            elif first is None:
                first = month
        if first is not None:
            yield first, until


def joined(covers: Sequence[Cover]) -> Cover:
    """Return the cover that counts for one person's memberships in a row: the last, begun with the first it continues.

    A change of payer or of decree without an unpaid month between does not begin the count anew (inferred, certainty
    medium); after a gap only the last membership counts. A replacement is another person and starts at zero: the
    covers of two people must never be joined. Needs at least one cover.
    """
    *earlier, found = sorted(covers, key=_begins)
    for before in reversed(earlier):
        if before.effective_on is None or found.effective_on is None or not _continues(before, found):
            break
        found = replace(
            found,
            effective_on=before.effective_on,
            paid=before.paid | found.paid,
            payer=before.payer,
            received_on={**before.received_on, **found.received_on},
            payers=_payers(before) + _payers(found),
        )
    return found


def _begins(cover: Cover) -> date:
    return cover.effective_on or date.max


def _continues(before: Cover, after: Cover) -> bool:
    if not before.paid or after.effective_on is None:
        return False
    next_month = max(before.paid) + 1
    first_after = min((month for month in after.paid if month >= next_month), default=next_month)
    return Month.of(after.effective_on) <= next_month == first_after


def _payers(cover: Cover) -> tuple[tuple[Month, str], ...]:
    if cover.payers or cover.payer is None or cover.effective_on is None:
        return cover.payers
    return ((Month.of(cover.effective_on), cover.payer),)
