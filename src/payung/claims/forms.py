"""What is filled in about a death: the report with its heirs, BPJS's decision, a payout, the handover."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payung.claims.actions import HeirGiven
from payung.claims.models import Case, Heir
from payung.groundwork.forms_day import DayField
from payung.law.unsettled import UnsettledRule


def _capital(choices: Sequence[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Choices of a model as a form shows them."""
    return [(value, capfirst(label)) for value, label in choices]


class RupiahField(forms.CharField):
    """Whole rupiah, typed with or without Rp and points; gives an int."""

    def __init__(self, **options: Any) -> None:
        """Take Django's own options."""
        options.setdefault("help_text", _("In rupiah, for example 10.000.000"))
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **options)

    def clean(self, value: Any) -> Any:
        """Give the amount, or 0 where the field may be empty and is."""
        text = super().clean(value).strip().removeprefix("Rp").strip().removesuffix(",00")
        if not text:
            return 0
        digits = text.replace(".", "").replace(" ", "")
        if not (digits.isascii() and digits.isdigit()):
            raise forms.ValidationError(_("Write the amount in whole rupiah, for example 10.000.000."))
        return int(digits)

    def prepare_value(self, value: Any) -> Any:
        """Show an amount grouped, as it may be typed."""
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


class NameHeir(forms.Form):
    """Who claims, and the account the money goes to."""

    name = forms.CharField(label=_("Name of the heir"), max_length=120, help_text=_("As on the identity card."))
    relation = forms.ChoiceField(
        label=_("Relation to the deceased"), choices=[("", "–"), *_capital(Heir.Relation.choices)]
    )
    nik = forms.CharField(
        label=_("NIK of the heir"),
        max_length=25,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("16 digits. Leave it empty if it is not known yet."),
    )
    bank = forms.CharField(label=_("Bank"), max_length=60, help_text=_("For example: Bank bjb."))
    account = forms.CharField(
        label=_("Account number"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("An account in the heir's own name."),
    )

    def given(self) -> HeirGiven:
        """What was filled in, as the action takes it."""
        data = self.cleaned_data
        return HeirGiven(data["name"], data["relation"], data["nik"] or None, data["bank"], data["account"])


class ReportDeath(NameHeir):
    """A member's death, as the certificate tells it, and the first heir."""

    died_on = DayField(label=_("Day of death"))
    cause = forms.ChoiceField(label=_("Cause of death"), choices=_capital(Case.Cause.choices), widget=forms.RadioSelect)
    field_order = ("died_on", "cause")


class RecordDecision(forms.Form):
    """BPJS's letter."""

    granted = forms.ChoiceField(
        label=_("What did BPJS decide?"),
        choices=[("yes", _("Granted")), ("no", _("Denied"))],
        initial="yes",
        widget=forms.RadioSelect,
    )
    amount = RupiahField(label=_("Amount granted"), required=False)
    decided_on = DayField(label=_("Day of the letter"))
    letter = forms.CharField(label=_("Number of BPJS's letter"), max_length=100)
    reason = forms.CharField(
        label=_("BPJS's reason, if its amount is not one the law allows"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_granted(self) -> bool:
        """Whether BPJS granted the claim."""
        return bool(self.cleaned_data["granted"] == "yes")


class RecordPayout(forms.Form):
    """Money that reached an heir's account."""

    heir = forms.ModelChoiceField(label=_("Paid to"), queryset=Heir.objects.none(), empty_label=None)
    amount = RupiahField(label=_("Amount paid"))
    paid_on = DayField(label=_("Day of the transfer"))
    reference = forms.CharField(label=_("Reference of the transfer"), max_length=100)

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        """Offer the heirs of `case` by name."""
        super().__init__(*args, **kwargs)
        field = self.fields["heir"]
        field.queryset = case.heirs.order_by("pk")  # type: ignore[attr-defined]  # it is a ModelChoiceField
        field.label_from_instance = lambda heir: f"{heir.name}, {heir.get_relation_display()}"  # type: ignore[attr-defined]  # the same


class RecordHandover(forms.Form):
    """The ceremony at which the family received the benefit."""

    handed_on = DayField(label=_("Day of the handover"))
    place = forms.CharField(label=_("Place"), max_length=200, help_text=_("For example: Paseban Sri Baduga."))


class RecordLetter(forms.Form):
    """BPJS's letter about one rule of the law."""

    reading = forms.ChoiceField(label=_("Which reading does the letter confirm?"), widget=forms.RadioSelect)
    letter = forms.CharField(label=_("Number of the letter"), max_length=100)
    dated = DayField(label=_("Day of the letter"))

    def __init__(self, rule: UnsettledRule, *args: Any, **kwargs: Any) -> None:
        """Offer the readings of `rule`."""
        super().__init__(*args, **kwargs)
        choices = [(each.code, f"{each.code}: {gettext(each.name)}") for each in rule.readings]
        self.fields["reading"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField
