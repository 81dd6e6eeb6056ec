"""Every page that a role reaches: it answers, has a headline, is in one language, and everybody can use it."""

import pytest
from crawling import Crawl
from installation import Served
from playwright.sync_api import Browser
from visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

LEAST = {  # kinds of pages: a walk that finds fewer lost its way
    "ratna": 20, "hendra": 15, "lilis": 4, "agus": 10, "teguh": 15, "walikota": 5, "rina": 8, "admin": 3,
}  # fmt: skip


@pytest.fixture(scope="module")
def looked_at() -> set[tuple[str, str]]:
    """What axe looked at already, whoever was there."""
    return set()


@pytest.mark.parametrize("who", LEAST)
def test_every_page_of(who: str, chromium: Browser, served: Served, looked_at: set[tuple[str, str]]) -> None:
    with Visitor(chromium, served.url, who) as visitor:
        crawl = Crawl(visitor, looked_at=looked_at).walk()
        assert crawl.faults == []
        assert len(crawl.seen) >= LEAST[who], sorted(crawl.seen)


def test_the_walk_sees_what_is_wrong_with_a_page(chromium: Browser, served: Served) -> None:
    bad = (
        """<!doctype html><html lang="de"><head><title> · Payung</title></head><body><main><h1>A</h1><h1>B</h1>
    <p>Lists of candidates</p><p>22.472 vulnerable workers are protected</p><img src="/sehat/">
    <table><tr><td>"""
        + 300 * "x"
        + """</td></tr></table><script>console.log(1)</script></main></body></html>"""
    )
    headers = {"Content-Security-Policy": "script-src 'self'", "Content-Type": "text/html; charset=utf-8"}
    with Visitor(chromium, served.url, "lilis") as lilis:
        lilis.page.route("**/iuran/", lambda route: route.fulfill(status=203, headers=headers, body=bad))
        faults = Crawl(lilis).walk("/iuran/", most=1).faults
    said = " ".join(faults)
    for fault in ("answers 203", "language de", "has 2 h1", "has no title", "sideways", "image-alt", "Security Policy",
                  "not translated: Lists of candidates", "not translated: 22.472 vulnerable"):  # fmt: skip
        assert fault in said, fault


def test_the_pages_before_signing_in_answer_whoever_asks(chromium: Browser, served: Served) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 800}, locale="id-ID")
    answer = page.goto(served.url + "/peserta/")
    assert answer is not None
    assert answer.ok
    assert "/masuk/?next=" in page.url
    assert page.locator("h1").count() == 1
    page.close()


def test_the_english_pages_are_in_english(chromium: Browser, served: Served) -> None:
    with Visitor(chromium, served.url, "teguh") as teguh:
        teguh.page.locator("details.who summary").click()
        teguh.page.locator("button[name=language][value=en]").click()
        teguh.page.wait_for_selector("html[lang=en]")
        crawl = Crawl(teguh, language="en").walk(most=8)
        assert crawl.faults == []
        teguh.go("/peserta/")
        assert teguh.heading.endswith("members")
        teguh.go("/ringkasan/")
        assert teguh.heading.endswith("vulnerable workers are protected")
