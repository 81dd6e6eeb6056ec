"""Draws every Django form with labels, hints and errors wired for screen readers, in the classes of the theme.

Set as FORM_RENDERER, so that a plain `{{ form }}` is enough. The templates are in templates/django/forms and
templates/payung_forms.
"""

from pathlib import Path
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import Input
from django.utils.functional import cached_property

from payung.groundwork.forms_day import DayField, DayInput

__all__ = ["DayField", "DayInput", "PayungField", "PayungRenderer"]

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
