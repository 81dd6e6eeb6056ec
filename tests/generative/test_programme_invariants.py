"""Whatever is done in whatever order, the truths hold: nobody twice, no month twice, sums that add up."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from payung.accounts.models import User
from payung.audit.models import Event
from payung.contributions import actions as contributions
from payung.contributions.models import Invoice, InvoiceLine
from payung.enrolment import actions as enrolment
from payung.enrolment import synthetic
from payung.enrolment.models import Decree, Membership
from payung.enrolment.synthetic import Cast
from payung.groundwork.refusals import Refusal
from payung.intake.models import CandidateList

ON = date(2025, 12, 31)
WHY = "drawn by lot in a test"
MONTHS = ("2025-09", "2025-10", "2025-11")
PAYERS = ("city", "province")
DAYS = (date(2025, 9, 1), date(2025, 9, 15), date(2025, 10, 1), date(2025, 10, 20))
ENDS = (date(2025, 9, 1), date(2025, 9, 30), date(2025, 10, 1), date(2025, 10, 21), date(2025, 12, 1))
PEOPLE = ("officer", "approver", "treasury", "bpjs")

# What must never be there; each statement finds the breaches of one truth of design section 5.
BREACHES = {
    "1: a person has two open memberships": (
        "SELECT person_id FROM enrolment_membership WHERE ends_on IS NULL GROUP BY person_id HAVING count(*) > 1"
    ),
    "1: memberships of a person overlap": (
        "SELECT a.id FROM enrolment_membership a"
        " JOIN enrolment_membership b ON a.person_id = b.person_id AND a.id < b.id"
        " WHERE daterange(a.registered_on, a.ends_on) && daterange(b.registered_on, b.ends_on)"
    ),
    "1: a NIK has two persons": "SELECT nik_index FROM people_person GROUP BY nik_index HAVING count(*) > 1",
    "2: a month of a person is charged twice": (
        "SELECT l.person_id FROM contributions_invoiceline l JOIN contributions_invoice i ON i.id = l.invoice_id"
        " WHERE i.status NOT IN ('sent_back', 'refused')"
        " AND NOT EXISTS (SELECT 1 FROM contributions_credit c WHERE c.line_id = l.id)"
        " GROUP BY l.person_id, l.month HAVING count(*) > 1"
    ),
    "2: what stands charged is not what the lines say": (
        "SELECT l.id FROM contributions_invoiceline l JOIN contributions_invoice i ON i.id = l.invoice_id"
        " LEFT JOIN contributions_credit c ON c.line_id = l.id"
        " LEFT JOIN contributions_chargedmonth m ON m.line_id = l.id"
        " WHERE (m.id IS NOT NULL) <> (c.id IS NULL AND i.status NOT IN ('sent_back', 'refused'))"
    ),
    "3: a total is not the sum of its lines less its credits": (
        "SELECT i.id FROM contributions_invoice i"
        " LEFT JOIN LATERAL (SELECT count(*) AS n, coalesce(sum(amount), 0) AS amount FROM contributions_invoiceline"
        "   WHERE invoice_id = i.id) l ON true"
        " LEFT JOIN LATERAL (SELECT coalesce(sum(x.amount), 0) AS amount FROM contributions_carriedcredit k"
        "   JOIN contributions_credit c ON c.id = k.credit_id JOIN contributions_invoiceline x ON x.id = c.line_id"
        "   WHERE k.invoice_id = i.id) g ON true"
        " WHERE i.lines_total <> l.amount OR i.line_count <> l.n OR i.total <> i.lines_total - i.credits_total"
        " OR (i.status NOT IN ('sent_back', 'refused') AND i.credits_total <> g.amount)"
    ),
    "3: a payment is not what was approved": (
        "SELECT p.id FROM contributions_payment p JOIN contributions_invoice i ON i.id = p.invoice_id"
        " WHERE p.amount <> i.total OR i.status <> 'paid'"
    ),
    "4: somebody decided on what they prepared": (
        "SELECT id FROM enrolment_decree WHERE decided_by_id = prepared_by_id"
        " UNION ALL SELECT id FROM contributions_invoice WHERE decided_by_id = prepared_by_id"
    ),
    "a member without a decree in force": (
        "SELECT m.id FROM enrolment_membership m JOIN enrolment_decree d ON d.id = m.decree_id"
        " WHERE d.status <> 'approved'"
    ),
    "a line for a month that no day of the membership lay in when it was charged": (
        "SELECT l.id FROM contributions_invoiceline l JOIN enrolment_membership m ON m.id = l.membership_id"
        " WHERE m.registered_on >= to_date(l.month, 'YYYY-MM') + interval '1 month'"
    ),
}

picks = st.integers(0, 50)
steps = st.one_of(
    st.tuples(st.just("prepare_decree"), st.sampled_from(DAYS), st.sampled_from(PAYERS), st.sampled_from(PEOPLE[:2])),
    st.tuples(st.just("decree"), st.sampled_from(["submit", "approve", "approve", "send_back", "refuse"]), picks),
    st.tuples(st.just("end"), picks, st.sampled_from(ENDS), st.booleans()),
    st.tuples(st.just("prepare_invoice"), st.sampled_from(MONTHS), st.sampled_from(PAYERS)),
    st.tuples(
        st.just("invoice"), st.sampled_from(["submit", "approve", "approve", "pay", "send_back", "refuse"]), picks
    ),
    st.tuples(st.just("credit"), picks),
    st.tuples(
        st.just("credit_after_ends"),
    ),
)
OPENING = [
    ("prepare_decree", DAYS[0], "city", "officer"),
    ("decree", "submit", 0),
    ("decree", "approve", 0),
    ("prepare_invoice", MONTHS[0], "city"),
    ("invoice", "submit", 0),
    ("invoice", "approve", 0),
    ("invoice", "pay", 0),
    ("prepare_invoice", MONTHS[1], "city"),
    ("invoice", "submit", 1),
    ("invoice", "approve", 1),
    ("end", 0, date(2025, 10, 1), False),
    ("credit_after_ends",),
]


@given(sequence=st.lists(steps, min_size=4, max_size=12), opening=st.sampled_from([0, 3, 7, len(OPENING)]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@pytest.mark.django_db
def test_no_sequence_of_actions_breaks_a_truth(db: None, sequence: list[tuple[Any, ...]], opening: int) -> None:
    with undone():
        world = World()
        for step in [*OPENING[:opening], *sequence]:
            before = Event.objects.count()
            done = world.do(*step)
            event(f"{step[0]} {step[1] if step[0] in ('decree', 'invoice') else ''} {'done' if done else 'refused'}")
            assert Event.objects.count() == before + done  # one action, one event; a refused one leaves none
            assert world.breaches() == [], step


@contextmanager
def undone() -> Iterator[None]:
    """Everything done inside is rolled back."""
    with transaction.atomic():
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing was left for a commit to find
        transaction.set_rollback(True)


class World:
    """A small programme: two lists that share people, and whatever was made of them so far."""

    def __init__(self) -> None:
        self.who: Cast = synthetic.cast()
        self.lists: list[CandidateList] = [
            synthetic.approved_list(self.who, 3),
            synthetic.approved_list(self.who, 3, first=2),
        ]
        self.number = 0

    def do(self, what: str, *how: Any) -> int:
        """Take one step as a whole; 1 where it was done, 0 where it was refused or there is nothing to do it to."""
        act: Callable[..., object] = getattr(self, f"_{what}")
        try:
            with transaction.atomic():
                return int(act(*how) is not None)
        except Refusal:
            return 0

    def breaches(self) -> list[str]:
        """The truths that do not hold."""
        with connection.cursor() as cursor:
            return [truth for truth, statement in BREACHES.items() if self._found(cursor, statement)]

    @staticmethod
    def _found(cursor: Any, statement: str) -> bool:
        cursor.execute(statement)
        return cursor.fetchone() is not None

    def _by(self, name: str) -> User:
        found: User = getattr(self.who, name)
        return found

    def _prepare_decree(self, day: date, payer: str, by: str) -> object:
        self.number += 1
        return enrolment.prepare_decree(
            number=str(self.number), title="T", payer=payer, registered_on=day, lists=self.lists[self.number % 2 :],
            by=self._by(by), on=day,
        )  # fmt: skip

    def _decree(self, action: str, pick: int) -> object:
        decree = _picked(Decree.objects.order_by("pk"), pick)
        if decree is None:
            return None
        if action == "submit":
            return enrolment.submit_decree(decree=decree, by=self.who.officer, on=ON)
        acts = {
            "approve": enrolment.approve_decree,
            "send_back": enrolment.send_back_decree,
            "refuse": enrolment.refuse_decree,
        }
        return acts[action](decree=decree, by=self.who.approver, on=ON, reason=WHY)

    def _end(self, pick: int, ends_on: date, by_death: bool) -> object:
        membership = _picked(Membership.objects.order_by("pk"), pick)
        if membership is None:
            return None
        if by_death:  # part of the action that reports a death, so it writes no event of its own
            enrolment.end_after_death(membership=membership, died_on=ends_on, by=self.who.officer, on=ON)
            return None
        return enrolment.end_membership(
            membership=membership, ends_on=ends_on, why="moved", reason=WHY, by=self.who.officer, on=ON
        )

    def _prepare_invoice(self, month: str, payer: str) -> object:
        return contributions.prepare_invoice(
            programme=self.who.programme, payer=payer, month=month, by=self.who.officer, on=ON
        )

    def _invoice(self, action: str, pick: int) -> object:
        invoice = _picked(Invoice.objects.order_by("pk"), pick)
        if invoice is None:
            return None
        if action == "submit":
            return contributions.submit_invoice(invoice=invoice, by=self.who.officer, on=ON)
        if action == "pay":
            return contributions.record_payment(
                invoice=invoice, amount=invoice.total, paid_on=ON, reference="SP2D", by=self.who.treasury, on=ON
            )
        acts = {
            "approve": contributions.approve_invoice,
            "send_back": contributions.send_back_invoice,
            "refuse": contributions.refuse_invoice,
        }
        return acts[action](invoice=invoice, by=self.who.approver, on=ON, reason=WHY)

    def _credit(self, pick: int) -> object:
        line = _picked(InvoiceLine.objects.order_by("pk"), pick)
        return None if line is None else contributions.credit_line(line=line, reason=WHY, by=self.who.officer, on=ON)

    def _credit_after_ends(self) -> object:
        return contributions.credit_months_after_end(
            programme=self.who.programme, reason=WHY, by=self.who.officer, on=ON
        )


def _picked(rows: Any, pick: int) -> Any:
    found = list(rows)
    return found[pick % len(found)] if found else None
