"""Makes a draft decree of any size."""

from datetime import date

from payung.enrolment import actions, synthetic
from payung.enrolment.models import Decree
from payung.enrolment.synthetic import Cast

FIRST_DAY = date(2025, 9, 10)


def prepared(who: Cast, size: int, *, first: int = 0, number: str = "463/1", day: date = FIRST_DAY) -> Decree:
    """A decree of `size` made-up people."""
    chosen = synthetic.approved_list(who, size, first=first)
    return actions.prepare_decree(
        number=number, title="Pekerja rentan", payer="city", registered_on=day, lists=[chosen], by=who.officer, on=day
    )
