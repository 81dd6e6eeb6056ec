"""Draws every Django form with labels, hints and errors wired for screen readers, in the classes of the theme.

Set as FORM_RENDERER, so that a plain `{{ form }}` is enough. The templates are in templates/django/forms and
templates/payung_forms.
"""

from pathlib import Path
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import Input
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

HERE = Path(__file__).resolve().parent / "templates"
CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxSelectMultiple, ""),
    (forms.FileInput, "filebox"),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (Input, "govuk-input"),
)


class PayungField(BoundField):
    """A bound field whose widget carries the theme's class, and the error class where it has errors."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add the class for the kind of widget to Django's own attributes (id, required, ARIA)."""
        used = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        own = next((name for kind, name in CLASSES if isinstance(used, kind)), "")
        if own and not used.is_hidden:
            given = str(built.get("class") or used.attrs.get("class") or "")
            wrong = f"{own}--error" if self.errors and own.startswith("govuk") else ""
            built["class"] = " ".join(part for part in (own, wrong, given) if part)
        return built

    @property
    def is_single_checkbox(self) -> bool:
        """Whether this is one box to tick, whose label stands beside it."""
        return isinstance(self.field.widget, forms.CheckboxInput)


class PayungRenderer(DjangoTemplates):
    """Django's own renderer with our templates first."""

    form_template_name = "payung_forms/form.html"
    field_template_name = "payung_forms/field.html"
    bound_field_class = PayungField

    @cached_property
    def engine(self) -> Any:
        """The template engine of forms: our folder, then Django's, then the parts' own."""
        django_folder = Path(forms.__file__).resolve().parent / "templates"
        return self.backend(
            {"APP_DIRS": True, "DIRS": [HERE, django_folder], "NAME": "payung_forms", "OPTIONS": {}},
        )


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
