"""A programme with its people, and decrees at every stage."""

import pytest
from decree_making import FIRST_DAY, prepared

from payung.enrolment import actions, synthetic
from payung.enrolment.models import Decree
from payung.enrolment.synthetic import Cast


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
