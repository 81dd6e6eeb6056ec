"""Outcomes read well in Indonesian, every sentence has its translation, and an open outcome promises nothing."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import payung.law
from payung.law.cases import worked_cases
from payung.law.contribution import contribution
from payung.law.cover import Cover
from payung.law.death import death_award
from payung.law.explain import explain, in_words, rupiah
from payung.law.messages import translator
from payung.law.months import Month
from payung.law.programmes import outcome_of
from payung.law.sentences import sentence
from payung.law.standing import standing

LAW = Path(payung.law.__file__).parent
FRAGMENT = LAW.parent / "locale" / "id" / "LC_MESSAGES" / "law.po"


@pytest.fixture(scope="module")
def catalogue() -> dict[str, str]:
    with FRAGMENT.open("rb") as file:
        return {message.id: message.string for message in read_po(file, locale="id") if message.id}


@pytest.fixture
def indonesian(catalogue):
    return lambda text: catalogue.get(text, text)


def marked() -> set[str]:
    found = set()
    for path in LAW.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
                found.add(ast.literal_eval(node.args[0]))
    return found


def test_every_marked_sentence_is_translated_and_none_is_left_over(catalogue):
    assert marked() == set(catalogue)
    assert all(catalogue.values())


def test_translations_keep_the_places_of_their_sentence(catalogue):
    for english, translated in catalogue.items():
        assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", translated)), english


def test_amounts_days_and_months_are_written_as_the_country_writes_them(indonesian):
    text = "{a_amount}|{b_on}|{c_month}|{d}|{e_amounts}|{f_text}|{g}"
    filled = sentence(
        text,
        a_amount=42_000_000,
        b_on="2025-12-10",
        c_month="2025-08",
        d=22_474,
        e_amounts=[0, 1_000, 2_000],
        f_text="Funeral cost",
        g=["x", "y"],
    )
    written = "Rp42.000.000|10 Desember 2025|Agustus 2025|22.474|Rp0, Rp1.000 atau Rp2.000|Biaya pemakaman|x, y"
    assert in_words(filled, indonesian) == written
    assert rupiah(16_800) == "Rp16.800"


def test_a_certain_award_says_the_amount_the_dates_and_the_article(indonesian):
    cover = Cover(date(2025, 9, 10), None, frozenset({Month(2025, 9), Month(2025, 10)}))
    text = "\n".join(explain(death_award(cover, date(2025, 10, 28)), indonesian))
    for needed in ("Rp10.000.000", "10 September 2025", "28 Oktober 2025", "1 November 2025", "PP 82/2019"):
        assert needed in text
    assert "Rp42.000.000" not in text


def test_an_open_award_names_every_amount_and_asks_for_the_branch_s_word(indonesian):
    cover = Cover(date(2025, 9, 10), None, frozenset({Month(2025, 9), Month(2025, 10), Month(2025, 11)}))
    sentences = explain(death_award(cover, date(2025, 11, 15)), indonesian)
    assert "Rp10.000.000 atau Rp42.000.000" in sentences[0]
    assert sum(each.startswith("Tafsiran") for each in sentences) == 4
    assert "penegasan tertulis" in sentences[-1]


def _texts():
    for cases in worked_cases().values():
        for case in cases:
            yield pytest.param(outcome_of(case.given), id=case.id)


@pytest.mark.parametrize("outcome", list(_texts()))
def test_every_case_can_be_explained_and_only_a_certain_one_says_the_amount_is(outcome, indonesian):
    sentences = explain(outcome, indonesian)
    assert not any(re.search(r"{\w*}", each) for each in sentences)
    if not outcome.is_certain:
        assert "belum" in sentences[0]
        assert all(rupiah(amount) in sentences[0] for amount in outcome.possible)


def test_amounts_from_an_unchecked_source_say_so(indonesian):
    cover = Cover(date(2015, 1, 5), None, frozenset({Month(2015, 6)}))
    assert "Tidak semua jumlah" in explain(death_award(cover, date(2015, 6, 30)), indonesian)[-1]


def test_a_standing_explains_its_days(indonesian):
    cover = Cover(date(2025, 9, 10), None, frozenset({Month(2025, 9)}))
    sentences = [in_words(each, indonesian) for each in standing(cover, date(2025, 9, 20)).explanation]
    assert "1 November 2025" in sentences[0]
    assert "11 Desember 2025" in sentences[1]


def test_without_a_catalogue_the_english_of_the_source_is_shown():
    english = translator("en")
    text = explain(contribution(Month(2025, 11), "other", "city", 1_000_000), english)[0]
    assert text == "The contribution for November 2025, for 1 worker(s), is Rp16.800."
