"""What officers fill in about decrees and memberships: a decree, BPJS's answer, an end."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from payung.enrolment.models import Decree, Membership, PayerKind
from payung.enrolment.showing import count_text
from payung.groundwork.forms_day import DayField
from payung.intake.models import CandidateList

TABLE_FILES = ".xlsx,.xlsm,.ods,.xls,.xlsb,.csv,.txt"
NOT_CHOSEN_BY_HAND = frozenset({Membership.EndReason.DEATH, Membership.EndReason.REFUSED_BY_BPJS})


def payers() -> list[tuple[str, str]]:
    """Who may pay, to choose from."""
    return [(each.value, capfirst(str(each.label))) for each in PayerKind]


class ListChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic when the program runs
    """Approved lists to tick, each with its sender and how many rows it accepted."""

    def label_from_instance(self, obj: Any) -> str:
        """Say which list, from whom, and how many people."""
        accepted = obj.screening.accepted if obj.screening else 0
        label = gettext("%(file)s, from %(sender)s: %(people)s people accepted") % {
            "file": obj.file_name,
            "sender": obj.sender,
            "people": count_text(accepted),
        }
        used = [each.number for each in obj.decrees.all() if each.status != Decree.Status.REFUSED]
        return f"{label} ({gettext('already in %(numbers)s') % {'numbers': ', '.join(used)}})" if used else label


class PrepareDecree(forms.Form):
    """A decree: its number, who pays, from which day, and the lists it is made from."""

    number = forms.CharField(
        label=_("Number of the decree"), max_length=120, help_text=_("For example: 463/Kep.217-Disnaker/2025.")
    )
    title = forms.CharField(label=_("Title"), max_length=300)
    payer = forms.ChoiceField(label=_("Who pays"), choices=payers)
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
