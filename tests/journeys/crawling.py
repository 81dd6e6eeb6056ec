"""Walks through all pages that a role reaches by links, and looks at each as a careful visitor would."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from untranslated import is_english
from visitor import Visitor

WIDE, NARROW, HEIGHT = 1280, 360, 900
EACH, NARROWED = 2, 1  # pages of one kind, such as two members; of one with a filter; more tell nothing new
A_FILE = re.compile(r"/(excel|csv)/$|\.csv$|/keluar/$")
ONLY_VIOLATIONS = {"resultTypes": ["violations"]}  # axe still applies every rule, but tells only of what breaks one
NUMBER = re.compile(r"\d+")

# What is to be read on a page: its text, and the labels that take the place of text.
WORDS = """() => {
  const words = new Set([document.title]);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (holder && !holder.closest('script, style, noscript, body [lang=en]')) words.add(walker.currentNode.textContent);
  }
  for (const each of document.querySelectorAll('[aria-label], [placeholder], [title], [data-label], [alt]'))
    for (const name of ['aria-label', 'placeholder', 'title', 'data-label', 'alt'])
      if (each.hasAttribute(name)) words.add(each.getAttribute(name));
  return [...words].map(text => text.replace(/\\s+/g, ' ').trim()).filter(text => text);
}"""
FRAME = """() => ({
  lang: document.documentElement.lang,
  title: document.title,
  headings: document.querySelectorAll('h1').length,
  links: [...document.querySelectorAll('a[href]')].map(
    link => new URL(link.getAttribute('href'), location).href.split('#')[0]),
  parts: [...new Set([...document.querySelectorAll('main *, header *')].map(
    each => each.tagName + '.' + (each.getAttribute('class') || '')))].sort().join(' '),
})"""

# Fifty rows of a table are made alike: axe takes its time for each, and finds in the first what it finds in all.
SHORTENED = """document.querySelectorAll('tbody').forEach(
  body => [...body.rows].slice(6).forEach(row => row.remove()))"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Crawl:
    """One role's walk: `faults` says what is wrong where, `seen` how many pages of each kind were opened."""

    visitor: Visitor
    language: str = "id"
    looked_at: set[tuple[str, str]] = field(default_factory=set)  # what axe saw: kind, and parts of the page
    seen: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def walk(self, start: str = "/", most: int = 60) -> "Crawl":
        """Open pages from `start` on, each kind so many times and `most` in all."""
        waiting, met = deque([start]), {start}
        while waiting and self.seen.total() < most:
            path = waiting.popleft()
            kind = kind_of(path)
            if self.seen[kind] >= (NARROWED if "?" in kind else EACH):
                continue
            self.seen[kind] += 1
            for link in self._links_of(path, kind):
                if link not in met:
                    met.add(link)
                    waiting.append(link)
        return self

    def _links_of(self, path: str, kind: str) -> list[str]:
        """Look at one page; the addresses it leads to."""
        self.visitor.complaints.clear()
        answer = self.visitor.go(path)
        page = self.visitor.page.evaluate(FRAME)
        said = [*self._about(answer.status, page), *self.visitor.complaints]
        if self.language == "id":
            said += [f"not translated: {text}" for text in self.visitor.page.evaluate(WORDS) if is_english(text)]
        said += [*self._too_wide(), *self._unusable((kind, page["parts"]))]
        self.faults += [f"{self.visitor.who} {path}: {each}" for each in said]
        return list(self._inside(page["links"]))

    def _about(self, status: int, page: dict[str, object]) -> Iterator[str]:
        if status != 200:
            yield f"answers {status}"
        if page["lang"] != self.language:
            yield f"is in the language {page['lang']}"
        if page["headings"] != 1:
            yield f"has {page['headings']} h1"
        if not str(page["title"]).removesuffix("· Payung").strip():
            yield "has no title"

    def _too_wide(self) -> Iterator[str]:
        for width in (NARROW, WIDE):
            self.visitor.page.set_viewport_size({"width": width, "height": HEIGHT})
            over = self.visitor.page.evaluate(SIDEWAYS)
            if over > 0:
                yield f"scrolls sideways by {over} at {width}"

    def _unusable(self, made_of: tuple[str, str]) -> Iterator[str]:
        """What axe finds, where it saw no page of the kind made of the same parts, for whatever role."""
        if made_of in self.looked_at:
            return
        self.looked_at.add(made_of)
        self.visitor.page.evaluate(SHORTENED)
        for width in (NARROW, WIDE):
            self.visitor.page.set_viewport_size({"width": width, "height": HEIGHT})
            yield from (f"axe at {width}: {each}" for each in violations(self.visitor))

    def _inside(self, links: list[str]) -> Iterator[str]:
        for link in links:
            if link.startswith(self.visitor.url) and not A_FILE.search(urlsplit(link).path):
                yield link.removeprefix(self.visitor.url)


def faults_here(visitor: Visitor) -> list[str]:
    """What is wrong with the page where the visitor is, in Indonesian: for pages that no link leads to for long."""
    found = [f"not translated: {text}" for text in visitor.page.evaluate(WORDS) if is_english(text)]
    found += [f"axe: {each}" for each in violations(visitor)]
    return [f"{visitor.who} {visitor.path}: {each}" for each in found + visitor.complaints]


def kind_of(path: str) -> str:
    """The address with its numbers left out and its query reduced to the names asked for."""
    parts = urlsplit(path)
    asked = "&".join(sorted({each.partition("=")[0] for each in parts.query.split("&") if each}))
    return NUMBER.sub("N", parts.path) + (f"?{asked}" if asked else "")


def violations(visitor: Visitor) -> list[str]:
    """What axe finds: rule and the first place."""
    found = Axe().run(visitor.page, options=ONLY_VIOLATIONS).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
