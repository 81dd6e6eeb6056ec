"""The form field for a day, shared by every part that asks for one."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    """A day typed as dd/mm/yyyy.

    No calendar of the browser: it follows the browser's language, and an English one shows month before day.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Take further attributes of the input."""
        own = {"class": "field-day", "inputmode": "numeric", "autocomplete": "off", "maxlength": "10"}
        super().__init__(attrs={**own, **(attrs or {})}, format="%d/%m/%Y")


class DayField(forms.DateField):
    """A day as people here write it, day before month whatever the language of the page."""

    widget = DayInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Write the day as day/month/year, for example 24/11/2025.")
    }

    def __init__(self, **options: Any) -> None:
        """Take Django's own options; the hint shows how to write a day unless another one is given."""
        options.setdefault("help_text", _("Day/month/year, for example 24/11/2025"))
        super().__init__(input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"], **options)
