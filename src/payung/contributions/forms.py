"""What officers fill in about invoices: a month to charge, a payment, BPJS's receipt."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from payung.contributions.models import Invoice
from payung.enrolment.forms import TABLE_FILES, payers
from payung.enrolment.showing import month_text
from payung.groundwork.forms_day import DayField
from payung.law.months import Month

MONTHS_OFFERED = 12  # a forgotten month is found within a year


class ChooseMonth(forms.Form):
    """Whose invoice, and for which month."""

    payer = forms.ChoiceField(label=_("Who pays"), choices=payers)
    month = forms.ChoiceField(label=_("Month"))

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        """Offer the month after `today`, its own, and those of the year before."""
        super().__init__(*args, **options)
        self.initial.setdefault("month", str(Month.of(today)))
        latest = Month.of(today) + 1
        months = [str(latest.earlier(back)) for back in range(MONTHS_OFFERED + 1)]
        self.fields["month"].choices = [(each, month_text(each)) for each in months]  # type: ignore[attr-defined]  # a ChoiceField


class RecordPayment(forms.Form):
    """What the treasury paid, when, and the payment order."""

    amount = forms.IntegerField(
        label=_("Amount paid, in rupiah"),
        min_value=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-20"}),
    )
    paid_on = DayField(label=_("Day of payment"))
    reference = forms.CharField(
        label=_("Number of the payment order (SP2D)"), max_length=120, help_text=_("For example: 01234/SP2D/LS/2025.")
    )

    def __init__(self, *args: Any, invoice: Invoice, today: date, **options: Any) -> None:
        """Fill in the invoice's total and the day."""
        options.setdefault("initial", {"amount": invoice.total, "paid_on": today})
        super().__init__(*args, **options)


class SendReceipt(forms.Form):
    """BPJS's list of what it received."""

    received_on = DayField(label=_("Day BPJS booked it"))
    file = forms.FileField(
        label=_("BPJS's list"),
        help_text=_("Excel, LibreOffice or CSV with member number (KPJ) and amount; month and day where they differ."),
        widget=forms.FileInput(attrs={"accept": TABLE_FILES}),
    )
