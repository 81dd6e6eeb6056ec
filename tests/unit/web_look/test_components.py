"""Every component draws, under a strict Content-Security-Policy, and axe finds nothing in it."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

import payung.web
from payung.web import gallery

WEB = Path(payung.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
COMPONENTS = [path for path in TEMPLATES if path.parent.name == "components"]


def _gallery(query=""):
    request = RequestFactory().get("/" + query)
    request.user = AnonymousUser()
    with translation.override("id"):
        return gallery.page(request).content.decode()


def _draw(text, language="id", **values):
    with translation.override(language):
        return Template("{% load payung %}" + text).render(Context(values))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_no_template_carries_inline_style_or_script(path):
    text = path.read_text("utf-8")
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_every_component_says_what_it_takes(path):
    assert path.read_text("utf-8").startswith("{% comment %}")


def test_every_component_stands_in_the_document_of_the_look():
    document = (WEB.parents[2] / "docs" / "look.md").read_text("utf-8")
    parts = {"bar", "flashes", "month_mark", "decide_way", "progress_panel"}
    missing = [path.stem for path in COMPONENTS if path.stem not in parts and path.stem not in document]
    assert missing == []


def test_the_gallery_draws_every_component():
    html = _gallery()
    for mark in (
        "fig__v",
        "score__bar",
        "fix__what",
        "tl__what",
        "strip__cell",
        "stand__v",
        "progress__bar",
        "map__tile",
    ):
        assert mark in html
    assert not re.search(r"\sstyle=", html)


def test_each_month_is_told_in_words():
    html = _draw("{% month_strip months %}", "en", months=[{"month": "2025-09", "state": "paid"}])
    assert "September 2025: paid" in re.sub(r"\s+", " ", html)


def test_a_tone_that_does_not_exist_is_an_error():
    assert _draw("{% tag 'Ditolak' 'bad' %}") == '<span class="tag tag--bad">Ditolak</span>'
    with pytest.raises(KeyError):
        _draw("{% tag 'Ditolak' 'red' %}")


def test_two_amounts_stand_side_by_side_and_the_certain_day_is_named():
    html = _draw("{% include 'components/standing.html' %}", standing=gallery.sample()["standing"])
    assert "Rp10\u00a0jt" in html
    assert "Rp42\u00a0jt" in html
    assert "11 Desember 2025" in html


def test_a_person_who_may_not_decide_sees_why_and_no_button():
    decision = {**gallery.sample()["decision"], "blocked": "Anda yang menyiapkannya."}
    html = _draw("{% include 'components/decide.html' %}", decision=decision)
    assert "Anda yang menyiapkannya." in html
    assert "<button" not in html


def test_only_running_work_asks_again():
    running, done, failed = ({**job, "poll_url": "/kemajuan/"} for job in gallery.sample()["jobs"])
    draw = "{% include 'components/progress_panel.html' %}"
    assert 'hx-get="/kemajuan/"' in _draw(draw, job=running)
    assert "hx-get" not in _draw(draw, job=done) + _draw(draw, job=failed)


def test_pages_keep_the_filters_of_the_address():
    request = RequestFactory().get("/?kelurahan=1&page=3")
    html = _draw("{% pagination page %}", "en", request=request, page=gallery.Paginator(range(500), 50).get_page(3))
    assert 'href="?kelurahan=1&amp;page=4"' in html
    assert "101 to 150 of 500" in html


def test_a_masked_number_is_never_in_the_page_whole():
    html = _gallery()
    assert gallery.sample()["nik"] not in html


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("query", ["", "?errors=1"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser, width, query):
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_content(re.sub(r"<(link|script)\b[^>]*>(</script>)?", "", _gallery(query)))
    page.add_style_tag(path=WEB / "static" / "payung" / "payung.css")
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
