"""A programme with members of the city, and its September invoice at every stage."""

import pytest
from invoicing import enrolled, prepared, settled

from payung.contributions.models import Invoice
from payung.enrolment import synthetic
from payung.enrolment.synthetic import Cast


@pytest.fixture
def who(db: None) -> Cast:
    """The programme, one person of each role, and five members that the city pays for from September on."""
    made = synthetic.cast()
    enrolled(made, 5)
    return made


@pytest.fixture
def draft(who: Cast) -> Invoice:
    """The city's invoice for September."""
    return prepared(who, "2025-09")


@pytest.fixture
def paid(who: Cast, draft: Invoice) -> Invoice:
    """The same, approved and paid."""
    return settled(who, draft)
