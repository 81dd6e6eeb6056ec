"""Invoices: whom they charge, what they cost, who decides on them, and what never changes."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from invoicing import DAY, approved, enrolled, prepared, settled

from payung.accounts.permissions import NotAllowed
from payung.audit.models import Event
from payung.contributions import actions, queries
from payung.contributions.actions.crediting import CreditedBefore, NothingToCredit
from payung.contributions.actions.deciding import SamePerson
from payung.contributions.actions.locking import NotNow
from payung.contributions.actions.paying import AmountDiffers, NoReference, PaidOnAnImpossibleDay
from payung.contributions.actions.preparing import NobodyDue
from payung.contributions.models import ChargedMonth, Credit, Invoice, InvoiceLine, Payment
from payung.contributions.states import ALLOWED
from payung.contributions.unit_amounts import AmountDependsOnSector, LawIsOpen, NotAMonth, UnknownPayer
from payung.enrolment import actions as enrolment
from payung.enrolment.models import Membership
from payung.enrolment.synthetic import Cast
from payung.groundwork.folders import data_folder
from payung.people.reasons import ReasonTooShort

WHY = "the annex does not fit the lines"


def end(who: Cast, membership: Membership | None, ends_on: date) -> None:
    assert membership
    enrolment.end_membership(
        membership=membership, ends_on=ends_on, why="moved", reason="moved to Depok", by=who.officer, on=ends_on
    )


def first_member() -> Membership:
    found = Membership.objects.order_by("pk").first()
    assert found
    return found


def test_an_invoice_charges_everybody_due_what_the_law_says(who: Cast, draft: Invoice) -> None:
    assert (draft.line_count, draft.lines_total, draft.total, draft.sequence) == (5, 84_000, 84_000, 1)
    line = draft.lines.order_by("pk")[0]
    assert (line.accident, line.death, line.amount, line.month) == (10_000, 6_800, 16_800, "2025-09")
    assert draft.basis["lines"] == {"accident": 10_000, "death": 6_800}
    assert {source["source"] for source in draft.basis["sources"]} >= {"PP 44/2015"}
    event = Event.objects.get(action="contributions.prepare_invoice")
    assert (event.rows, event.data["total"], len(event.digest)) == (5, 84_000, 64)


def test_due_is_whose_membership_overlaps_the_month(who: Cast) -> None:
    members = list(Membership.objects.order_by("pk"))
    end(who, members[0], date(2025, 10, 1))  # the last day is in September
    end(who, members[1], date(2025, 10, 2))  # one day of October
    end(who, members[2], members[2].registered_on)  # never covered
    enrolled(who, 1, first=20, day=date(2025, 10, 31))
    enrolled(who, 1, first=30, day=date(2025, 11, 1))
    assert prepared(who, "2025-09").line_count == 4
    october = set(prepared(who, "2025-10").lines.values_list("person__name", flat=True))
    assert october == {f"Warga {number:07}" for number in (1, 3, 4, 20)}
    with pytest.raises(NobodyDue):
        prepared(who, "2025-08")


def test_each_payer_is_charged_for_its_own_members(who: Cast) -> None:
    enrolled(who, 3, first=40, payer="province")
    assert (prepared(who, "2025-09").line_count, prepared(who, "2025-09", "province").line_count) == (5, 3)


def test_a_second_run_charges_only_who_was_added_since(who: Cast, draft: Invoice) -> None:
    with pytest.raises(NobodyDue):
        prepared(who, "2025-09")
    enrolled(who, 2, first=60)
    second = prepared(who, "2025-09")
    assert (second.sequence, second.line_count, ChargedMonth.objects.count()) == (2, 2, 7)


def test_a_person_with_two_memberships_in_a_month_is_charged_once(who: Cast) -> None:
    member = first_member()
    end(who, member, date(2025, 9, 20))
    enrolled(who, 1, first=0, payer="province", day=date(2025, 9, 25))
    assert prepared(who, "2025-09").line_count == 5
    with pytest.raises(NobodyDue):
        prepared(who, "2025-09", "province")


@pytest.mark.parametrize(
    ("month", "payer", "refusal"),
    [
        ("2025-9", "city", NotAMonth),
        ("2025-13", "city", NotAMonth),
        ("2025-09", "nobody", UnknownPayer),
        ("2026-04", "village", LawIsOpen),
        ("2010-01", "city", LawIsOpen),
        ("2026-02", "donor", AmountDependsOnSector),
    ],
)
def test_no_invoice_is_made_where_the_law_names_no_single_amount(
    who: Cast, month: str, payer: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal) as refused:
        prepared(who, month, payer)
    assert len(str(refused.value)) > 10
    assert not Invoice.objects.exists()


def test_the_number_of_statements_does_not_grow_with_the_lines(who: Cast) -> None:
    enrolled(who, 60, first=100, payer="province")
    counted = []
    for payer in ("city", "province"):
        with CaptureQueriesContext(connection) as captured:
            invoice = prepared(who, "2025-09", payer)
        counted.append((invoice.line_count, len(captured)))
    assert [lines for lines, _statements in counted] == [5, 60]
    assert counted[0][1] == counted[1][1] <= 15


def receive(invoice: Invoice, who: Cast) -> None:
    path = data_folder() / f"receipt-{invoice.pk}.csv"
    line = invoice.lines.select_related("membership").order_by("pk")[0]
    path.write_text(f"No Peserta;Bulan;Jumlah\n{line.membership.member_number};2025-09;16800\n", "utf-8")
    actions.record_receipt(invoice=invoice, path=path, file_name="r.csv", received_on=DAY, by=who.bpjs, on=DAY)


def first_line(invoice: Invoice) -> InvoiceLine:
    return invoice.lines.order_by("pk")[0]


ACT = {
    "submit": lambda invoice, who: actions.submit_invoice(invoice=invoice, by=who.officer, on=DAY),
    "approve": lambda invoice, who: actions.approve_invoice(invoice=invoice, by=who.approver, on=DAY),
    "send_back": lambda invoice, who: actions.send_back_invoice(invoice=invoice, by=who.approver, on=DAY, reason=WHY),
    "refuse": lambda invoice, who: actions.refuse_invoice(invoice=invoice, by=who.approver, on=DAY, reason=WHY),
    "pay": lambda invoice, who: actions.record_payment(
        invoice=invoice, amount=invoice.total, paid_on=DAY, reference="SP2D-1", by=who.treasury, on=DAY
    ),
    "receive": receive,
    "credit": lambda invoice, who: actions.credit_line(line=first_line(invoice), reason=WHY, by=who.officer, on=DAY),
}
WAY_TO = {
    "draft": (),
    "submitted": ("submit",),
    "approved": ("submit", "approve"),
    "paid": ("submit", "approve", "pay"),
    "sent_back": ("submit", "send_back"),
    "refused": ("submit", "refuse"),
}


@pytest.mark.parametrize("status", Invoice.Status.values)
@pytest.mark.parametrize("action", ALLOWED)
def test_every_action_is_possible_exactly_where_the_table_says(
    who: Cast, draft: Invoice, action: str, status: str
) -> None:
    for step in WAY_TO[status]:
        ACT[step](draft, who)
    events = Event.objects.count()
    if status in ALLOWED[action]:
        ACT[action](draft, who)
        assert Event.objects.count() == events + 1  # one action, one event
    else:
        with pytest.raises(NotNow):
            ACT[action](draft, who)
        draft.refresh_from_db()
        assert (draft.status, Event.objects.count()) == (status, events)


@pytest.mark.parametrize("target", Invoice.Status.values)
@pytest.mark.parametrize("status", Invoice.Status.values)
def test_the_database_lets_an_invoice_move_only_along_the_way(
    who: Cast, draft: Invoice, status: str, target: str
) -> None:
    for step in WAY_TO[status]:
        ACT[step](draft, who)
    allowed = {("draft", "submitted"), ("submitted", "approved"), ("submitted", "sent_back"), ("submitted", "refused")}
    statement = (
        "UPDATE contributions_invoice SET status = %s, decided_by_id = %s, decided_on = '2025-09-10' WHERE id = %s"
    )
    values = [target, who.approver.pk, draft.pk]
    if target == status or (status, target) in allowed:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
    else:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)


def test_the_month_of_an_invoice_sent_back_is_charged_anew(who: Cast, draft: Invoice) -> None:
    actions.submit_invoice(invoice=draft, by=who.officer, on=DAY)
    with pytest.raises(ReasonTooShort):
        actions.send_back_invoice(invoice=draft, by=who.approver, on=DAY, reason="no")
    actions.send_back_invoice(invoice=draft, by=who.approver, on=DAY, reason=WHY)
    assert not ChargedMonth.objects.exists()
    again = prepared(who, "2025-09")
    assert (again.sequence, again.line_count, draft.lines.count()) == (1, 5, 5)


def test_whoever_prepared_or_submitted_an_invoice_does_not_decide_on_it(who: Cast, draft: Invoice) -> None:
    who.approver.role = "disnaker"
    invoice = actions.submit_invoice(invoice=draft, by=who.approver, on=DAY)
    who.approver.role = "approver"
    for action in ("approve", "send_back", "refuse"):
        with pytest.raises(SamePerson):
            ACT[action](invoice, who)
    with pytest.raises(IntegrityError, match="invoice_second_person"), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk).update(status="approved", decided_by=who.approver, decided_on=DAY)


def test_roles_that_may_not_are_refused(who: Cast, draft: Invoice) -> None:
    for by in (who.officer, who.treasury, who.bpjs, who.auditor):
        with pytest.raises(NotAllowed):
            actions.approve_invoice(invoice=draft, by=by, on=DAY)
        with pytest.raises(NotAllowed):
            actions.refuse_invoice(invoice=draft, by=by, on=DAY, reason=WHY)
    with pytest.raises(NotAllowed):
        actions.record_payment(invoice=draft, amount=1, paid_on=DAY, reference="x", by=who.approver, on=DAY)
    with pytest.raises(NotAllowed):
        actions.credit_line(line=first_line(draft), reason=WHY, by=who.treasury, on=DAY)


def test_a_payment_is_to_the_rupiah_on_a_possible_day_and_with_its_order(who: Cast, draft: Invoice) -> None:
    invoice = approved(who, draft)

    def pay(amount: int = 84_000, paid_on: date = DAY, reference: str = "SP2D-1") -> Payment:
        return actions.record_payment(
            invoice=invoice, amount=amount, paid_on=paid_on, reference=reference, by=who.treasury, on=DAY
        )

    for amount in (83_999, 84_001, 0, -84_000):
        with pytest.raises(AmountDiffers):
            pay(amount)
    for day in (date(2025, 9, 9), date(2025, 9, 11)):
        with pytest.raises(PaidOnAnImpossibleDay):
            pay(paid_on=day)
    with pytest.raises(NoReference):
        pay(reference="  ")
    pay()
    with pytest.raises(NotNow):
        pay()
    assert Payment.objects.get().amount == 84_000


def test_what_was_approved_never_changes_not_even_by_hand(who: Cast, draft: Invoice) -> None:
    invoice = approved(who, draft)
    line = first_line(invoice)
    wrongs = [
        ("UPDATE contributions_invoiceline SET amount = 1, accident = 1, death = 0 WHERE id = %s", [line.pk]),
        ("DELETE FROM contributions_invoiceline WHERE id = %s", [line.pk]),
        ("UPDATE contributions_invoice SET total = 1, lines_total = 1 WHERE id = %s", [invoice.pk]),
        ("DELETE FROM contributions_invoice WHERE id = %s", [invoice.pk]),
        ("DELETE FROM contributions_chargedmonth WHERE line_id = %s", [line.pk]),
        (
            "INSERT INTO contributions_invoiceline (invoice_id, membership_id, person_id, month, accident, death,"
            " amount) SELECT invoice_id, membership_id, person_id, '2025-10', 1, 1, 2 FROM contributions_invoiceline"
            " WHERE id = %s",
            [line.pk],
        ),
        (
            "INSERT INTO contributions_payment (invoice_id, amount, paid_on, reference, by_id)"
            " VALUES (%s, 83999, '2025-09-10', 'x', %s)",
            [invoice.pk, who.treasury.pk],
        ),
    ]
    for statement, values in wrongs:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)


def test_an_invoice_whose_total_is_not_the_sum_of_its_lines_cannot_be_submitted(who: Cast, draft: Invoice) -> None:
    Invoice.objects.filter(pk=draft.pk).update(lines_total=84_001, total=84_001)
    with pytest.raises(IntegrityError, match="sum of its lines"), transaction.atomic():
        actions.submit_invoice(invoice=draft, by=who.officer, on=DAY)


def test_a_month_is_charged_once_whoever_pays_and_the_database_holds_it(who: Cast, draft: Invoice) -> None:
    approved(who, draft)
    enrolled(who, 1, first=70, payer="province")
    other = prepared(who, "2025-09", "province")
    line = first_line(draft)
    with pytest.raises(IntegrityError, match="month_charged_once"), transaction.atomic():
        InvoiceLine.objects.create(
            invoice=other,
            membership=line.membership,
            person=line.person,
            month="2025-09",
            accident=1,
            death=1,
            amount=2,
        )


def test_a_credit_frees_the_month_and_is_carried_once(who: Cast, paid: Invoice) -> None:
    line = first_line(paid)
    actions.credit_line(line=line, reason=WHY, by=who.officer, on=DAY)
    with pytest.raises(CreditedBefore):
        actions.credit_line(line=line, reason=WHY, by=who.officer, on=DAY)
    assert queries.open_credit_total(who.programme, "city") == 16_800
    october = prepared(who, "2025-10")
    assert (october.lines_total, october.credits_total, october.total) == (84_000, 16_800, 67_200)
    assert queries.open_credit_total(who.programme, "city") == 0
    again = prepared(who, "2025-09")  # the month is free again
    assert (again.line_count, again.sequence, again.credits_total) == (1, 2, 0)
    settled(who, october)
    with pytest.raises(IntegrityError), transaction.atomic():
        Credit.objects.create(line=first_line(again), on=DAY, by=who.officer, reason="not approved yet")


def test_credits_are_carried_only_as_far_as_they_fit(who: Cast, paid: Invoice) -> None:
    for member in Membership.objects.order_by("pk")[:3]:
        end(who, member, date(2025, 10, 1))
    for line in paid.lines.order_by("pk")[:4]:
        actions.credit_line(line=line, reason=WHY, by=who.officer, on=DAY)
    october = prepared(who, "2025-10")
    assert (october.lines_total, october.credits_total, october.total) == (33_600, 33_600, 0)
    assert queries.open_credits(who.programme, "city").count() == 2
    actions.submit_invoice(invoice=october, by=who.officer, on=DAY)
    actions.refuse_invoice(invoice=october, by=who.approver, on=DAY, reason=WHY)
    assert queries.open_credits(who.programme, "city").count() == 4


def test_months_after_an_end_are_credited_together(who: Cast, paid: Invoice) -> None:
    settled(who, prepared(who, "2025-10"))
    members = list(Membership.objects.order_by("pk"))
    end(who, members[0], date(2025, 10, 1))  # October goes back
    end(who, members[1], date(2025, 10, 2))  # October stays
    end(who, members[2], members[2].registered_on)  # both go back
    assert actions.credit_months_after_end(programme=who.programme, reason=WHY, by=who.officer, on=DAY) == 3
    given = sorted(Credit.objects.values_list("line__membership_id", "line__month"))
    assert given == [(members[0].pk, "2025-10"), (members[2].pk, "2025-09"), (members[2].pk, "2025-10")]
    event = Event.objects.get(action="contributions.credit_months_after_end")
    assert (event.rows, event.data["amount"]) == (3, 50_400)
    with pytest.raises(NothingToCredit):
        actions.credit_months_after_end(programme=who.programme, reason=WHY, by=who.officer, on=DAY)
