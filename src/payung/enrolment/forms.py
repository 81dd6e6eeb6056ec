"""What officers fill in about decrees and memberships: a decree, BPJS's answer, an end."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payung.enrolment.models import Decree, Membership, PayerKind
from payung.enrolment.showing import count_text
from payung.intake.models import CandidateList

TABLE_FILES = ".xlsx,.xlsm,.ods,.xls,.xlsb,.csv,.txt"
NOT_CHOSEN_BY_HAND = frozenset({Membership.EndReason.DEATH, Membership.EndReason.REFUSED_BY_BPJS})


class DayField(forms.DateField):
    """A day as people here write it, day before month whatever the language of the page or the browser."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Write the day as day/month/year, for example 24/11/2025.")
    }

    def __init__(self, **options: Any) -> None:
        """Take Django's own options; the hint shows how to write a day unless another one is given."""
        attrs = {"class": "field-day", "inputmode": "numeric", "autocomplete": "off", "maxlength": "10"}
        options.setdefault("help_text", _("Day/month/year, for example 24/11/2025"))
        options.setdefault("widget", forms.DateInput(attrs=attrs, format="%d/%m/%Y"))
        super().__init__(input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"], **options)


class ListChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic when the program runs
    """Approved lists to tick, each with its sender and how many rows it accepted."""

    def label_from_instance(self, obj: Any) -> str:
        """Say which list, from whom, and how many people."""
        accepted = obj.screening.accepted if obj.screening else 0
        return gettext("%(file)s, from %(sender)s: %(people)s people accepted") % {
            "file": obj.file_name,
            "sender": obj.sender,
            "people": count_text(accepted),
        }


class PrepareDecree(forms.Form):
    """A decree: its number, who pays, from which day, and the lists it is made from."""

    number = forms.CharField(
        label=_("Number of the decree"), max_length=120, help_text=_("For example: 463/Kep.217-Disnaker/2025.")
    )
    title = forms.CharField(label=_("Title"), max_length=300)
    payer = forms.ChoiceField(label=_("Who pays"), choices=PayerKind.choices)
    registered_on = DayField(label=_("First day in the programme"))
    lists = ListChoice(
        label=_("Approved lists"), queryset=CandidateList.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, usable: Any, decree: Decree | None = None, **options: Any) -> None:
        """`usable` are the lists to choose from; `decree` fills the form with what is to be prepared again."""
        if decree is not None:
            names = ("number", "title", "payer", "registered_on")
            filled = {name: getattr(decree, name) for name in names}
            options["initial"] = {**filled, "lists": decree.lists.all()}
        super().__init__(*args, **options)
        self.fields["lists"].queryset = usable  # type: ignore[attr-defined]  # the field is declared just above


class SendAnswer(forms.Form):
    """The file in which BPJS answered a registration."""

    file = forms.FileField(
        label=_("BPJS's answer"),
        help_text=_("Excel, LibreOffice or CSV with NIK, member number (KPJ), effective date, or the refusal."),
        widget=forms.FileInput(attrs={"accept": TABLE_FILES}),
    )


class EndMembership(forms.Form):
    """The first day without cover, why, and how that is known."""

    ends_on = DayField(label=_("First day without cover"))
    why = forms.ChoiceField(
        label=_("Why it ends"),
        choices=[each for each in Membership.EndReason.choices if each[0] not in NOT_CHOSEN_BY_HAND],
    )
    reason = forms.CharField(
        label=_("How is this known?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: letter of the new employer, of 3 November. Without NIK."),
    )
