"""What officers fill in: a list to send, a register to import, a reason, a NIK."""

from django import forms
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.groundwork.forms_day import DayField
from payung.intake.models import RegisterVersion
from payung.people.queries import written_nik
from payung.places.models import Place


def _kinds() -> list[tuple[str, str]]:
    return [(value, capfirst(str(label))) for value, label in RegisterVersion.Kind.choices]


class SendList(forms.Form):
    """A candidate list and who sends it; an officer of a kelurahan sends in its name, and for it."""

    area = forms.ModelChoiceField(label=_("Kelurahan"), queryset=Place.objects.none(), empty_label=None)
    sender = forms.CharField(
        label=_("Sending office"),
        max_length=120,
        help_text=_("For example: Kelurahan Cibogor, or Disnaker Kota Bogor."),
    )
    file = forms.FileField(
        label=_("The list"),
        help_text=_("Excel (xlsx), LibreOffice (ods) or CSV, up to 50 MB. Any layout, as long as it has NIK and name."),
        # An empty file goes the way of every unreadable one, so that it is remembered.
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.xls,.xlsb,.csv,.txt"}),
    )

    def __init__(self, *args: object, user: User, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments, handed through
        if user.is_city_level:
            del self.fields["area"]
            return
        del self.fields["sender"]
        areas = user.areas.all()
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]  # the ModelChoiceField above
        self.fields["area"].label_from_instance = lambda place: place.name  # type: ignore[attr-defined]  # the same
        self.initial.setdefault("area", areas.first())

    @property
    def chosen_area(self) -> Place | None:
        """The area of the list, None for one of the whole city."""
        return self.cleaned_data.get("area")

    @property
    def chosen_sender(self) -> str:
        """The office that sends the list."""
        if self.chosen_area is not None:
            return f"Kelurahan {self.chosen_area.name}"
        return str(self.cleaned_data["sender"]).strip()


class ImportRegister(forms.Form):
    """A reference table, the day it is of and where it comes from."""

    kind = forms.ChoiceField(label=_("Register"), choices=_kinds)
    as_of = DayField(
        label=_("As of"),
        help_text=format_lazy(
            "{} {}.",
            _("The day the rows describe, not the day you received them."),
            _("Day/month/year, for example 24/11/2025"),
        ),
    )
    source = forms.CharField(label=_("Source"), max_length=200, help_text=_("Who gave it, with letter or agreement."))
    file = forms.FileField(
        label=_("File"),
        help_text=_("Parquet or CSV with the columns of its kind."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".parquet,.csv"}),
    )


class Reason(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class Identify(forms.Form):
    """Which NIK a row belongs to, and how that is known."""

    nik = forms.CharField(
        label=_("NIK"),
        max_length=24,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20"}),
        help_text=_("16 digits, from the identity card or family card."),
    )
    reason = forms.CharField(
        label=_("How is this known?"), max_length=500, help_text=_("For example: identity card seen on a visit.")
    )

    def clean_nik(self) -> str:
        """The 16 digits, however they were grouped."""
        digits = written_nik(self.cleaned_data["nik"])
        if digits is None:
            raise forms.ValidationError(_("A NIK has exactly 16 digits. Compare it with the identity card."))
        return digits
