"""One person's cover as the law sees it: when it began and ends, and which months were paid.

Knows no person and no decree.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from payung.law.months import Month, months_between


@dataclass(frozen=True)
class Cover:
    """A membership's cover.

    `effective_on` is BPJS's own date, None until its answer. `ends_on` is exclusive, None while open. `paid` are the
    contribution months BPJS had received; months paid in advance are in it too, and never count before they come.
    """

    effective_on: date | None
    ends_on: date | None
    paid: frozenset[Month]
    payer: str | None = None

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
