"""Records what the treasury paid: what was approved, to the rupiah, once."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.contributions.actions.locking import locked_invoice
from payung.contributions.models import Invoice, Payment
from payung.groundwork.refusals import Refusal


class AmountDiffers(Refusal):
    """The amount is not the invoice's total."""

    sentence = _("The invoice is for Rp%(due)s, not Rp%(paid)s. An invoice is paid to the rupiah.")


class PaidOnAnImpossibleDay(Refusal):
    """Paid before it was approved, or in the future."""

    sentence = _("The day of payment lies before the approval or in the future. Check the date.")


class NoReference(Refusal):
    """The payment order's number is missing."""

    sentence = _("Write the number of the payment order (SP2D).")


@transaction.atomic
def record_payment(*, invoice: Invoice, amount: int, paid_on: date, reference: str, by: User, on: date) -> Payment:
    """Record the payment of an approved invoice; `amount` in whole rupiah, `reference` the SP2D number.

    Raises NotNow, AmountDiffers, PaidOnAnImpossibleDay, NoReference.
    """
    require(by, "invoice.pay")
    found = locked_invoice(invoice, "pay")
    if amount != found.total:
        raise AmountDiffers(due=_dotted(found.total), paid=_dotted(amount))
    if paid_on > on or (found.decided_on and paid_on < found.decided_on):
        raise PaidOnAnImpossibleDay
    if not reference.strip():
        raise NoReference
    payment = Payment.objects.create(invoice=found, amount=amount, paid_on=paid_on, reference=reference.strip(), by=by)
    found.status = Invoice.Status.PAID
    found.save(update_fields=["status"])
    record(
        action="contributions.record_payment",
        by=by,
        on=on,
        subject=f"contributions.invoice:{found.pk}",
        data={"amount": amount, "paid_on": paid_on.isoformat(), "payment": payment.pk},
    )
    return payment


def _dotted(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
