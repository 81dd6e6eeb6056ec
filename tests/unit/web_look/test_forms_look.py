"""A plain {{ form }} is labelled, explained and wired for screen readers."""

import re

import pytest
from django import forms
from django.utils import translation

from payung.web.forms_look import DayField, PayungRenderer


class Sample(forms.Form):
    default_renderer = PayungRenderer
    name = forms.CharField(label="Nama", help_text="Seperti di KTP")
    note = forms.CharField(label="Catatan", required=False, widget=forms.Textarea(attrs={"class": "own"}))
    day = DayField(label="Tanggal")
    kind = forms.ChoiceField(label="Jenis", choices=[("a", "A")])
    sex = forms.ChoiceField(label="Kelamin", widget=forms.RadioSelect, choices=[("P", "P"), ("L", "L")])
    secret = forms.CharField(label="Sandi", widget=forms.PasswordInput)
    sheet = forms.FileField(label="Berkas")
    sure = forms.BooleanField(label="Yakin")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.fixture(autouse=True)
def indonesian():
    with translation.override("id"):
        yield


def _element(html, pattern):
    found = re.search(pattern, html)
    assert found, pattern
    return found[0]


def test_every_visible_control_has_a_label():
    html = str(Sample())
    for control in re.findall(r"<(?:input|select|textarea)[^>]*>", html):
        if 'type="hidden"' in control:
            continue
        assert f'for="{re.search(chr(32) + "id=" + chr(34) + "([^" + chr(34) + "]+)", control)[1]}"' in html


def test_each_kind_of_control_has_the_class_of_the_theme():
    html = str(Sample())
    assert "govuk-input" in _element(html, r'<input[^>]*name="name"[^>]*>')
    assert "govuk-input" in _element(html, r'<input[^>]*name="secret"[^>]*>')
    assert 'class="govuk-textarea own"' in _element(html, r'<textarea[^>]*name="note"[^>]*>')
    assert "govuk-select" in _element(html, r'<select[^>]*name="kind"[^>]*>')
    assert "govuk-radios__input" in _element(html, r'<input[^>]*name="sex"[^>]*>')
    assert "govuk-checkboxes__input" in _element(html, r'<input[^>]*name="sure"[^>]*>')
    assert "filebox" in _element(html, r'<input[^>]*name="sheet"[^>]*>')
    assert "govuk" not in _element(html, r'<input[^>]*name="token"[^>]*>')


def test_hint_and_error_are_read_out_with_their_control():
    html = str(Sample({}))
    control = _element(html, r'<input[^>]*name="name"[^>]*>')
    assert 'aria-invalid="true"' in control
    assert "govuk-input--error" in control
    for wanted in re.search(r'aria-describedby="([^"]+)"', control)[1].split():
        assert f'id="{wanted}"' in html


def test_the_summary_links_to_a_thing_that_exists():
    html = str(Sample({}))
    targets = re.findall(r'<a href="#([^"]+)"', html)
    assert len(targets) == 7
    for target in targets:
        assert f'id="{target}"' in html


def test_an_unsent_form_has_no_summary_of_errors():
    assert "govuk-error-summary" not in str(Sample())


def test_an_error_of_the_whole_form_stands_in_the_summary_once():
    form = Sample({})
    form.add_error(None, "Semuanya salah")
    assert str(form).count("Semuanya salah") == 1


def test_what_somebody_typed_cannot_become_markup():
    assert "<script>" not in str(Sample({"name": "<script>", "note": "</textarea><script>"}))


def test_optional_fields_say_so():
    assert str(Sample()).count('class="optional"') == 1


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_day_is_day_before_month_in_either_language(language):
    with translation.override(language):
        assert DayField().clean("03/04/2025").isoformat() == "2025-04-03"
        with pytest.raises(forms.ValidationError):
            DayField().clean("12/31/2025")
