"""What officers fill in: a list to send, a register to import, a reason, a NIK."""

from django import forms
from django.utils.translation import gettext_lazy as _

from payung.intake.models import RegisterVersion


class SendList(forms.Form):
    """A candidate list and who sends it."""

    sender = forms.CharField(
        label=_("Sending office"),
        max_length=120,
        help_text=_("For example: Kelurahan Cibogor, or Disnaker Kota Bogor."),
    )
    file = forms.FileField(
        label=_("The list"),
        help_text=_("Excel (xlsx), LibreOffice (ods) or CSV, up to 50 MB. Any layout, as long as it has NIK and name."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.ods,.xls,.xlsb,.csv,.txt"}),
    )


class ImportRegister(forms.Form):
    """A reference table, the day it is of and where it comes from."""

    kind = forms.ChoiceField(label=_("Register"), choices=RegisterVersion.Kind.choices)
    as_of = forms.DateField(
        label=_("As of"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day the rows describe, not the day you received them."),
    )
    source = forms.CharField(label=_("Source"), max_length=200, help_text=_("Who gave it, with letter or agreement."))
    file = forms.FileField(label=_("File"), help_text=_("Parquet or CSV with the columns of its kind."))


class Reason(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class Identify(forms.Form):
    """Which NIK a row belongs to, and how that is known."""

    nik = forms.CharField(
        label=_("NIK"),
        max_length=16,
        min_length=16,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("16 digits, from the identity card or family card."),
    )
    reason = forms.CharField(
        label=_("How is this known?"), max_length=500, help_text=_("For example: identity card seen on a visit.")
    )
