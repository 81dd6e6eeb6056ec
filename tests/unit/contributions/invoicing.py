"""Brings members and invoices to the stage a test needs, by their own actions."""

from datetime import date

from django.db import connection

from payung.contributions import actions
from payung.contributions.models import Invoice
from payung.enrolment import actions as enrolment
from payung.enrolment import synthetic
from payung.enrolment.models import Decree
from payung.enrolment.synthetic import Cast

DAY = date(2025, 9, 10)


def enrolled(who: Cast, size: int, *, first: int = 0, payer: str = "city", day: date = DAY) -> Decree:
    """So many more members, their member numbers given by BPJS."""
    chosen = synthetic.approved_list(who, size, first=first)
    decree = enrolment.prepare_decree(
        number=f"463/{payer}/{first}", title="T", payer=payer, registered_on=day, lists=[chosen], by=who.officer, on=day
    )
    enrolment.submit_decree(decree=decree, by=who.officer, on=day)
    decree = enrolment.approve_decree(decree=decree, by=who.approver, on=day)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE enrolment_membership SET effective_on = registered_on, member_number = lpad(id::text, 11, '0')"
            " WHERE decree_id = %s",
            [decree.pk],
        )
    return decree


def prepared(who: Cast, month: str, payer: str = "city", on: date = DAY) -> Invoice:
    """The draft of a month."""
    return actions.prepare_invoice(programme=who.programme, payer=payer, month=month, by=who.officer, on=on)


def approved(who: Cast, invoice: Invoice) -> Invoice:
    """The draft, submitted and approved."""
    actions.submit_invoice(invoice=invoice, by=who.officer, on=DAY)
    return actions.approve_invoice(invoice=invoice, by=who.approver, on=DAY)


def settled(who: Cast, invoice: Invoice) -> Invoice:
    """The draft, submitted, approved and paid."""
    found = approved(who, invoice)
    actions.record_payment(invoice=found, amount=found.total, paid_on=DAY, reference="SP2D-1", by=who.treasury, on=DAY)
    found.refresh_from_db()
    return found
