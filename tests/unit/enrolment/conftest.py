"""A programme with its people, and decrees at every stage."""

from datetime import date

import pytest

from payung.enrolment import actions, synthetic
from payung.enrolment.models import Decree
from payung.enrolment.synthetic import Cast

FIRST_DAY = date(2025, 9, 10)


@pytest.fixture
def who(db: None) -> Cast:
    """The programme and one person of each role."""
    return synthetic.cast()


@pytest.fixture
def draft(who: Cast) -> Decree:
    """A decree that names five people."""
    return prepared(who, 5)


@pytest.fixture
def submitted(who: Cast, draft: Decree) -> Decree:
    """The same, waiting for approval."""
    return actions.submit_decree(decree=draft, by=who.officer, on=FIRST_DAY)


@pytest.fixture
def in_force(who: Cast, submitted: Decree) -> Decree:
    """The same, in force: five members."""
    return actions.approve_decree(decree=submitted, by=who.approver, on=FIRST_DAY)


def prepared(who: Cast, size: int, *, first: int = 0, number: str = "463/1", day: date = FIRST_DAY) -> Decree:
    """A decree of `size` made-up people."""
    chosen = synthetic.approved_list(who, size, first=first)
    return actions.prepare_decree(
        number=number, title="Pekerja rentan", payer="city", registered_on=day, lists=[chosen], by=who.officer, on=day
    )
