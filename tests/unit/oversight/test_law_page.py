"""The page of the law shows what docs/law.md shows, to everybody who signed in, and finds words in it."""

from typing import Any

import pytest
from django.urls import reverse

import town
from payung.accounts.models import Role, User
from payung.law.chapters import chapters
from payung.oversight.law_page import TITLES, UNITS, found_in, shown_chapters
from visiting import TODAY, a_city_on, signed_in


@pytest.fixture(autouse=True)
def a_city(db: None, settings: Any) -> None:
    """The programme's day."""
    a_city_on(TODAY, settings)


def _page(user: User, language: str = "en", **wanted: str) -> str:
    answer = signed_in(user, language).get(reverse("law"), wanted)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_number_reading_rule_and_case_stands_on_the_page(bogor: town.Town) -> None:
    html = _page(bogor.auditor)
    for chapter in chapters():
        assert chapter.key in TITLES
        for table in chapter.numbers:
            assert table.name in html
            assert table.unit in UNITS
        for case in chapter.cases:
            assert case.id in html
    assert "Rp20.000.000" in html
    assert "PP 82/2019, Lampiran III huruf B" in html


@pytest.mark.parametrize("role", list(Role))
def test_every_role_may_read_it_and_finds_it_in_the_navigation(bogor: town.Town, role: Role) -> None:
    html = _page(User.objects.filter(role=role).first())
    assert f'href="{reverse("law")}"' in html
    assert (f'href="{reverse("readings")}"' in html) == (
        role in {"kelurahan", "disnaker", "approver", "bpjs", "auditor"}
    )


def test_a_search_does_not_mind_letters_and_keeps_only_what_holds_every_word(bogor: town.Town) -> None:
    html = _page(bogor.auditor, cari="  PEMAKAMAN  ")
    assert "Nothing in the law" in _page(bogor.auditor, cari="zebra giraffe")
    small, large = found_in(shown_chapters(), "death FUNERAL"), found_in(shown_chapters(), "DEATH funeral")
    assert [each.count for each in small] == [each.count for each in large]
    assert 0 < sum(each.count for each in small) < sum(each.count for each in shown_chapters())
    assert "death_funeral" in {group.name for each in small for group in each.groups}
    assert "glasses_limit" not in html


def test_an_amount_is_found_however_it_is_written() -> None:
    for text in ("20000000", "20.000.000", "rp20.000.000"):
        names = {group.name for each in found_in(shown_chapters(), text) for group in each.groups}
        assert "death_lump_sum" in names


def test_what_is_searched_for_is_shown_as_text_only(bogor: town.Town) -> None:
    html = _page(bogor.auditor, cari="<script>alert(1)</script>")
    assert "<script>alert(1)" not in html


def test_the_page_speaks_indonesian(bogor: town.Town) -> None:
    html = _page(bogor.auditor, "id")
    assert '<html lang="id"' in html
    assert "Hukum" in html
    assert "tiga bulan kalender" in html
    assert "ibu jari tangan kanan" in html.casefold()


def test_the_page_asks_the_database_for_nothing_of_its_own(
    bogor: town.Town, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(bogor.mayor)
    client.get(reverse("law"))
    with django_assert_max_num_queries(6):
        client.get(reverse("law"))
