"""Invoices month by month, what was paid, what BPJS received, and the credits that correct them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.enrolment.models import Membership, PayerKind
from payung.intake.models import Programme, SourceFile
from payung.people.models import Person

MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"


class Invoice(models.Model):
    """One payer's month. What was approved never changes; a correction is a credit on a later invoice."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("waiting for approval")
        APPROVED = "approved", _("approved, to be paid")
        PAID = "paid", _("paid")
        SENT_BACK = "sent_back", _("sent back")
        REFUSED = "refused", _("refused")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="invoices")
    payer = models.CharField(max_length=10, choices=PayerKind)
    month = models.CharField(max_length=7)
    sequence = models.PositiveSmallIntegerField(default=1)  # 2 and on: people added to the month later
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    line_count = models.PositiveIntegerField(default=0)
    lines_total = models.PositiveBigIntegerField(default=0)
    credits_total = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)  # rupiah to pay: lines less the credits carried here
    basis = models.JSONField(default=dict)  # the law's outcome for one worker: amounts, articles, sources
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prepared_on = models.DateField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-month", "payer", "-sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "payer", "month", "sequence"],
                condition=~Q(status__in=["refused", "sent_back"]),
                name="invoice_once",
                violation_error_message=_("This payer's month has an invoice already."),
            ),
            models.CheckConstraint(
                condition=Q(month__regex=MONTH),
                name="invoice_month",
                violation_error_message=_("A month is written 2025-09."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("prepared_by")),
                name="invoice_second_person",
                violation_error_message=_("Whoever prepared an invoice may not decide on it."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "paid"]) | Q(decided_by__isnull=False, decided_on__isnull=False),
                name="invoice_approved_by_somebody",
                violation_error_message=_("An approved invoice names who approved it."),
            ),
            models.CheckConstraint(
                condition=Q(lines_total=F("total") + F("credits_total")),
                name="invoice_total_adds_up",
                violation_error_message=_("The total is the lines less the credits."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payer} {self.month}"


class InvoiceLine(models.Model):
    """One person's month on one invoice."""

    invoice = models.ForeignKey(  # the constraint below begins with it, which is index enough
        Invoice, on_delete=models.PROTECT, related_name="lines", db_index=False
    )
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="invoice_lines")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invoice_lines")
    month = models.CharField(max_length=7)
    accident = models.PositiveIntegerField()  # JKK, rupiah
    death = models.PositiveIntegerField()  # JKM, rupiah
    amount = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=F("accident") + F("death")),
                name="line_amount_adds_up",
                violation_error_message=_("A line is its accident part and its death part."),
            ),
            models.UniqueConstraint(
                fields=["invoice", "person", "month"],
                name="line_person_once_an_invoice",
                violation_error_message=_("An invoice charges each person's month once."),
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.pk}"


class ChargedMonth(models.Model):
    """Kept by triggers alone: the months that stand charged, at most one line each, whoever pays."""

    # A trigger copies both keys from a line that never changes nor goes: checking them again would double the cost.
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="charged_months", db_constraint=False, db_index=False
    )
    month = models.CharField(max_length=7)
    line = models.OneToOneField(
        InvoiceLine, on_delete=models.PROTECT, related_name="charged_month", db_constraint=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "month"],
                name="month_charged_once",
                violation_error_message=_("This person's month is charged already."),
            )
        ]

    def __str__(self) -> str:
        return f"charged {self.month}"


class Credit(models.Model):
    """A line that should not have been charged, given back on a later invoice of the same payer."""

    line = models.OneToOneField(InvoiceLine, on_delete=models.PROTECT, related_name="credit")
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()

    def __str__(self) -> str:
        return f"credit {self.pk}"


class CarriedCredit(models.Model):
    """The invoice that gave a credit back."""

    credit = models.OneToOneField(Credit, on_delete=models.PROTECT, related_name="carried")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="carried_credits")

    def __str__(self) -> str:
        return f"carried {self.pk}"


class Payment(models.Model):
    """What the treasury paid for an approved invoice."""

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="payment")
    amount = models.PositiveBigIntegerField()
    paid_on = models.DateField()
    reference = models.TextField()  # the SP2D number
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.reference


class Receipt(models.Model):
    """A file in which BPJS says what it received."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="receipts")
    source = models.OneToOneField(SourceFile, on_delete=models.PROTECT, related_name="receipt")
    file_name = models.TextField()
    received_on = models.DateField()  # the day BPJS booked it
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    line_count = models.PositiveIntegerField()
    total = models.PositiveBigIntegerField()
    unmatched = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.file_name


class ReceiptLine(models.Model):
    """One line BPJS received; without an invoice line it matched nothing and is a difference to be explained."""

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(InvoiceLine, on_delete=models.PROTECT, null=True, related_name="received")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="receipts")
    row = models.PositiveIntegerField()
    member_number = models.CharField(max_length=20)
    month = models.CharField(max_length=7)
    amount = models.PositiveIntegerField()
    received_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["person", "month"], name="receipt_of_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(line__isnull=False),
                name="line_received_once",
                violation_error_message=_("BPJS has confirmed this line before."),
            )
        ]

    def __str__(self) -> str:
        return f"receipt line {self.row}"
