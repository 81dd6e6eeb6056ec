"""What is filled in on a member's page: the right NIK, and the end of a membership."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CorrectNik(forms.Form):
    """The NIK as it should be, and how that is known."""

    nik = forms.CharField(
        label=_("The right NIK"),
        max_length=25,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("16 digits, from the identity card or family card."),
    )
    reason = forms.CharField(
        label=_("How is this known?"), max_length=500, help_text=_("For example: identity card seen on a visit.")
    )
