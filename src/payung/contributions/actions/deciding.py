"""An invoice is submitted by one person and decided by another; what was approved never changes again."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.contributions.actions.locking import locked_invoice
from payung.contributions.models import Invoice
from payung.groundwork.refusals import Refusal
from payung.people.reasons import said


class SamePerson(Refusal):
    """Whoever prepared an invoice may not decide on it."""

    sentence = _("You prepared this invoice yourself. Another person must decide on it.")


@transaction.atomic
def submit_invoice(*, invoice: Invoice, by: User, on: date) -> Invoice:
    """Propose a draft; whoever submits it stands for it as its preparer. Raises NotNow."""
    require(by, "invoice.prepare")
    found = locked_invoice(invoice, "submit")
    found.status = Invoice.Status.SUBMITTED
    found.prepared_by, found.prepared_on = by, on
    found.save(update_fields=["status", "prepared_by", "prepared_on"])
    _tell(found, "submit", by, on)
    return found


@transaction.atomic
def approve_invoice(*, invoice: Invoice, by: User, on: date, reason: str = "") -> Invoice:
    """Agree to pay a submitted invoice. Raises SamePerson, NotNow."""
    return _decided(invoice, "approve", Invoice.Status.APPROVED, by, on, reason.strip())


@transaction.atomic
def send_back_invoice(*, invoice: Invoice, by: User, on: date, reason: str) -> Invoice:
    """Return a submitted invoice: its people can be charged anew by preparing the month again.

    Raises SamePerson, NotNow, ReasonTooShort.
    """
    require(by, "invoice.approve")
    return _decided(invoice, "send_back", Invoice.Status.SENT_BACK, by, on, said(reason))


@transaction.atomic
def refuse_invoice(*, invoice: Invoice, by: User, on: date, reason: str) -> Invoice:
    """Turn a submitted invoice down; its people stand uncharged. Raises SamePerson, NotNow, ReasonTooShort."""
    require(by, "invoice.approve")
    return _decided(invoice, "refuse", Invoice.Status.REFUSED, by, on, said(reason))


def _decided(invoice: Invoice, action: str, status: Invoice.Status, by: User, on: date, reason: str) -> Invoice:
    require(by, "invoice.approve")
    found = locked_invoice(invoice, action)
    if found.prepared_by_id == by.pk:
        raise SamePerson
    found.status = status
    found.decided_by, found.decided_on, found.decision_reason = by, on, reason
    found.save(update_fields=["status", "decided_by", "decided_on", "decision_reason"])
    _tell(found, action, by, on)
    return found


def _tell(invoice: Invoice, action: str, by: User, on: date) -> None:
    record(
        action=f"contributions.{action}_invoice",
        by=by,
        on=on,
        subject=f"contributions.invoice:{invoice.pk}",
        reason=invoice.decision_reason,
        data={"lines": invoice.line_count, "total": invoice.total},
    )
