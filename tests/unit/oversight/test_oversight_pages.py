"""Members are found without a number in the address and shown masked; the dashboard and the log tell the truth."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

import town
from payung.accounts.models import Role, User
from payung.audit.actions import seal
from payung.audit.models import Event
from payung.claims.actions import HeirGiven, report_death
from payung.enrolment.models import Membership
from payung.law.cover import Cover
from payung.oversight import outlook, overview, showing, telling
from payung.oversight.queries.occupations import OccupationGroup
from payung.people.actions import correct_nik
from visiting import TODAY, a_city_on, signed_in

HEIR = HeirGiven(name="SITI AMINAH", relation="spouse", nik=None, bank="BJB", account="0012345678")


@pytest.fixture(autouse=True)
def a_city(db: None, settings: Any) -> None:
    """The programme's day."""
    a_city_on(TODAY, settings)


def _member_page(user: User, membership: Membership) -> str:
    answer = signed_in(user).get(reverse("member", args=[membership.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def _members(user: User, **wanted: Any) -> str:
    return signed_in(user).get(reverse("members"), wanted).content.decode()


def _die(bogor: town.Town, membership: Membership) -> None:
    report_death(
        membership=membership, died_on=date(2025, 11, 20), cause="illness", heirs=[HEIR], by=bogor.officer, on=TODAY
    )


def test_a_whole_nik_or_number_leads_straight_to_its_member(bogor: town.Town) -> None:
    wanted, _other = town.member(bogor), town.member(bogor)
    nik = bogor.niks[wanted.person_id]
    Membership.objects.filter(pk=wanted.pk).update(member_number="25100780963")
    for text in (nik, f"{nik[:6]} {nik[6:12]} {nik[12:]}", "25100780963", wanted.person.name):
        answer = signed_in(bogor.officer).post(reverse("members"), {"cari": text})
        assert answer.url == reverse("member", args=[wanted.pk])


def test_a_number_in_the_address_is_not_searched(bogor: town.Town) -> None:
    wanted = town.member(bogor)
    answer = signed_in(bogor.officer).get(reverse("members"), {"cari": bogor.niks[wanted.person_id]})
    assert answer.status_code == 200  # the whole index, as if nothing had been asked


def test_a_name_finds_several_without_standing_in_any_link(bogor: town.Town) -> None:
    for _each in range(51):
        town.member(bogor)
    client = signed_in(bogor.officer)
    html = client.post(reverse("members"), {"cari": "warga"}).content.decode()
    assert "51 members found" in html
    assert "cari=" not in html
    second = client.post(reverse("members"), {"cari": "warga", "halaman": "2"}).content.decode()
    assert second.count("WARGA") == 1


def test_nobody_is_found_outside_the_officers_area(bogor: town.Town) -> None:
    wanted = town.member(bogor)
    client = signed_in(bogor.elsewhere)
    answer = client.post(reverse("members"), {"cari": bogor.niks[wanted.person_id]})
    assert "Nobody was found" in answer.content.decode()
    assert wanted.person.name not in _members(bogor.elsewhere)
    assert client.get(reverse("member", args=[wanted.pk])).status_code == 404


def test_filters_narrow_by_state_village_payer_and_list(bogor: town.Town) -> None:
    here = town.member(bogor, paid=("2025-09", "2025-10", "2025-11"))
    there = town.member(bogor, village=bogor.other_village, payer="province")
    waiting = town.member(bogor, effective_on=None)
    dead = town.member(bogor)
    _die(bogor, dead)
    town.approve(bogor, town.charge(bogor, here, "2025-08"), TODAY)
    town.approve(bogor, town.charge(bogor, there, "2025-12"), TODAY)  # not owed before its month comes
    names = {each: each.person.name + "<" for each in (here, there, waiting, dead)}

    def shown(**wanted: Any) -> set[Membership]:
        html = _members(bogor.officer, **wanted)
        return {each for each, name in names.items() if name in html}

    assert shown() == {here, there, waiting}
    assert shown(keadaan="menunggu") == {waiting}
    assert shown(keadaan="wafat") == shown(keadaan="berakhir") == {dead}
    assert shown(keadaan="belum-diterima") == {here}
    assert shown(keadaan="semua") == {here, there, waiting, dead}
    assert shown(kelurahan=bogor.other_village.pk) == {there}
    assert shown(pembayar="province") == {there}
    assert shown(daftar=bogor.list.pk, keadaan="semua") == {here, there, waiting, dead}
    assert shown(daftar=bogor.list.pk + 1) == set()
    assert shown(keadaan="<script>", daftar="²", pembayar="x") == {here, there, waiting}


def test_a_page_of_members_takes_as_many_statements_as_one_member(
    bogor: town.Town, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    town.member(bogor, paid=("2025-09",))
    client = signed_in(bogor.officer)
    client.get(reverse("members"))
    with django_assert_max_num_queries(20) as one:
        client.get(reverse("members"))
    for _each in range(8):
        town.member(bogor, paid=("2025-09",))
    with django_assert_num_queries(len(one)):
        client.get(reverse("members"))


def test_a_member_is_shown_with_numbers_masked(bogor: town.Town) -> None:
    membership = town.member(bogor, paid=("2025-09",))
    html = _member_page(bogor.officer, membership)
    nik = bogor.niks[membership.person_id]
    assert nik not in html
    assert nik[::-1] not in html
    assert f"••{nik[-2:]}" in html


def test_the_standing_names_two_amounts_and_the_day_of_certainty(bogor: town.Town) -> None:
    html = _member_page(bogor.auditor, town.member(bogor, paid=("2025-09", "2025-10", "2025-11")))
    assert "Rp10\u00a0m" in html
    assert "Rp42\u00a0m" in html
    assert "2 December 2025" in html  # the day after three calendar months from 1 September
    assert "if December 2025 is paid" in html
    assert "4 ways to read the rule" in html
    assert "3 months in a row paid" in html


@pytest.mark.parametrize(
    ("paid", "effective_on", "state", "sentence"),
    [
        (
            ("2025-11",),
            date(2025, 11, 1),
            "Protected",
            "The funeral cost alone. Every reading of the rule agrees until",
        ),
        (("2025-09", "2025-10"), date(2025, 9, 1), "At risk", "A month is unpaid"),
        (("2025-09",), None, "Waiting for BPJS", "BPJS has not said yet from which day the cover began"),
        ((), date(2025, 12, 1), "Not begun", "No death benefit is due"),
        (("2025-08",), date(2025, 6, 1), "At risk", "A month is unpaid"),
    ],
)
def test_every_state_has_its_word_and_its_reason(
    bogor: town.Town, paid: tuple[str, ...], effective_on: date | None, state: str, sentence: str
) -> None:
    html = _member_page(bogor.officer, town.member(bogor, effective_on=effective_on, paid=paid))
    assert f">{state}<" in html
    assert sentence in html


def test_the_story_leads_to_what_the_role_may_open_and_nowhere_else(bogor: town.Town) -> None:
    membership = town.member(bogor, paid=("2025-09",))
    town.charge(bogor, membership, "2025-10")
    officer, local = _member_page(bogor.officer, membership), _member_page(bogor.kelurahan, membership)
    for html in (officer, local):
        assert "Contribution of September 2025 received by BPJS" in html
        assert "Invoice of October 2025 waits for approval" in html
        assert membership.decree.number in html
    decree = reverse("decree", args=[membership.decree_id])
    assert decree in officer
    assert decree not in local
    assert "/usulan/" not in local.split("<main")[1]  # the list is the city's, not the kelurahan's


def test_a_member_who_died_shows_the_claim_in_place_of_the_standing(bogor: town.Town) -> None:
    membership = town.member(bogor, paid=("2025-09", "2025-10", "2025-11"))
    assert "Report the death" in _member_page(bogor.kelurahan, membership)
    _die(bogor, membership)
    html = _member_page(bogor.kelurahan, membership)
    assert "Report the death" not in html
    assert "the award is not prepared yet" in html
    assert reverse("case", args=[membership.person.death_case.pk]) in html


@pytest.mark.parametrize("role", ["kelurahan", "approver"])
def test_who_may_not_reveal_finds_no_way_to(bogor: town.Town, role: str) -> None:
    membership = town.member(bogor)
    user = getattr(bogor, role)
    assert "/lihat/" not in _member_page(user, membership)
    url = reverse("reveal_person", args=[membership.pk, "nik"])
    assert signed_in(user).post(url, {"reason": "To write the letter"}).status_code == 403


def test_a_revealed_number_is_on_that_answer_only_and_recorded(bogor: town.Town) -> None:
    membership = town.member(bogor)
    nik = bogor.niks[membership.person_id]
    for field, number in (("nik", nik), ("family_card", nik[::-1])):
        url = reverse("reveal_person", args=[membership.pk, field])
        answer = signed_in(bogor.auditor).post(url, {"reason": "Compared with the letter of complaint"})
        assert number in answer.content.decode()
        assert "no-store" in answer.headers["Cache-Control"]
    assert nik not in _member_page(bogor.auditor, membership)
    events = Event.objects.filter(action="people.reveal")
    assert [each.data["field"] for each in events.order_by("pk")] == ["nik", "family_card"]
    assert signed_in(bogor.auditor).post(reverse("reveal_person", args=[membership.pk, "mother"])).status_code == 404


def test_a_reveal_without_a_reason_is_refused_in_words(bogor: town.Town) -> None:
    membership = town.member(bogor)
    url = reverse("reveal_person", args=[membership.pk, "nik"])
    answer = signed_in(bogor.auditor).post(url, {"reason": "x"}, follow=True)
    assert "Write the reason" in answer.content.decode()
    assert not Event.objects.filter(action="people.reveal").exists()


def test_a_wrong_nik_is_corrected_or_the_form_says_what_is_wrong(bogor: town.Town) -> None:
    membership, other = town.member(bogor), town.member(bogor)
    url, client = reverse("correct_nik", args=[membership.pk]), signed_in(bogor.officer)
    for nik, said in (("123", "exactly 16 digits"), (bogor.niks[other.person_id], "Another person")):
        answer = client.post(url, {"nik": nik, "reason": "Identity card seen"})
        assert answer.status_code == 400
        assert said in answer.content.decode()
    answer = client.post(url, {"nik": "3271011505909999", "reason": "Identity card seen"}, follow=True)
    assert "The NIK is corrected" in answer.content.decode()
    assert "NIK corrected" in answer.content.decode()


def test_a_corrected_nik_still_finds_its_member(bogor: town.Town) -> None:
    membership = town.member(bogor)
    old = bogor.niks[membership.person_id]
    correct_nik(
        person=membership.person, nik="3271011505909999", reason="Identity card seen", by=bogor.officer, on=TODAY
    )
    answer = signed_in(bogor.officer).post(reverse("members"), {"cari": old})
    assert answer.url == reverse("member", args=[membership.pk])


def test_the_dashboard_says_how_many_are_protected_and_leads_only_where_the_role_may_go(bogor: town.Town) -> None:
    town.member(bogor, paid=("2025-09", "2025-10", "2025-11"))
    town.member(bogor, village=bogor.other_village)
    officer = signed_in(bogor.officer).get(reverse("dashboard")).content.decode()
    mayor = signed_in(bogor.mayor).get(reverse("dashboard")).content.decode()
    for html in (officer, mayor):
        assert "2 vulnerable workers are protected" in html
        assert "Rp16,800 for 1 people" in html
    assert reverse("members") in officer
    assert reverse("members") not in mayor
    assert reverse("cases") not in mayor
    assert reverse("invoices") in mayor
    assert signed_in(bogor.kelurahan).get(reverse("dashboard")).status_code == 403


def test_the_dashboard_of_an_empty_programme_says_what_will_come(bogor: town.Town) -> None:
    html = signed_in(bogor.mayor).get(reverse("dashboard")).content.decode()
    assert "Nobody is protected yet" in html
    assert "No invoice yet" in html


def test_what_wants_attention_stands_on_the_dashboard(bogor: town.Town) -> None:
    membership = town.member(bogor, effective_on=None)
    town.approve(bogor, town.charge(bogor, membership, "2025-10"), TODAY)
    dead = town.member(bogor)
    _die(bogor, dead)
    html = signed_in(bogor.officer).get(reverse("dashboard")).content.decode()
    for word in ("BPJS has not answered", "has not confirmed contributions worth Rp16.800", "A claim is not finished"):
        assert word in html
    assert "not paid yet, Rp16.800" in html


def test_the_kelurahan_come_as_a_file_for_a_spreadsheet(bogor: town.Town) -> None:
    town.member(bogor)
    answer = signed_in(bogor.mayor).get(reverse("dashboard_csv"))
    assert answer["Content-Type"].startswith("text/csv")
    assert answer.content.decode().splitlines()[1] == f"{bogor.village.pk},Empang,1,2025-11-24"


def test_the_log_is_read_by_subject_action_and_person(bogor: town.Town) -> None:
    membership = town.member(bogor)
    _die(bogor, membership)
    client = signed_in(bogor.auditor)
    assert "1 event<" in client.get(reverse("events"), {"perihal": "claims.case"}).content.decode()
    subject = f"claims.case:{membership.person.death_case.pk}"
    html = client.get(reverse("events"), {"perihal": subject}).content.decode()
    assert "Death reported" in html
    for nothing in ({"perihal": subject + "0"}, {"tindakan": "claims.award"}, {"pelaku": "hendra"}):
        assert "No event fits" in client.get(reverse("events"), nothing).content.decode()


def test_the_chain_is_verified_on_demand_and_a_break_is_said(bogor: town.Town) -> None:
    _die(bogor, town.member(bogor))
    client, url = signed_in(bogor.auditor), reverse("verify_events")
    assert "No event is sealed yet" in client.post(url).content.decode()
    seal()
    html = client.post(url).content.decode()
    assert "The chain is whole: all 1 seals hold" in html
    assert ">sealed<" in html
    assert signed_in(bogor.officer).get(reverse("events")).status_code == 403
    assert signed_in(_administrator()).get(reverse("events")).status_code == 200


def _administrator() -> User:
    return User.objects.get(role=Role.ADMINISTRATOR)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (1, 1, "Traders are half of the members"),
        (1, 2, "Traders are a third of the members"),
        (74, 26, "Traders are the most: 74 of 100 members"),
        (0, 0, "No occupations yet"),
    ],
)
def test_shares_are_said_as_people_say_them(first: int, second: int, said: str) -> None:
    groups = (OccupationGroup("trade", "Traders", first), OccupationGroup("other", "Other work", second // 2))
    rest = OccupationGroup("labour", "Day labourers", second - second // 2)
    with translation.override("en"):
        assert overview.occupations_finding((*groups, rest)) == said


def test_capitals_of_lists_are_not_shouted_on() -> None:
    assert showing.work_of("PENJUAL JAMU GENDONG") == "Penjual jamu gendong"
    assert showing.work_of("PKL") == "PKL"
    assert showing.work_of("Ojek Online") == "Ojek Online"


def test_a_day_before_the_law_has_a_page_too() -> None:
    cover = Cover(effective_on=None, ends_on=None, paid=frozenset())
    found = showing.standing_or_none(cover, date(1990, 1, 1))
    assert found is None
    assert outlook.outlook(found, cover, date(1990, 1, 1)).box["amounts"] == []


def test_an_event_without_words_keeps_its_code_and_long_numbers_are_cut() -> None:
    event = Event(action="x.y", subject="x.y:1", data={"ids": list(range(200)), "none": None})
    assert telling.what_of(event) == "x.y"
    assert telling.numbers_of(event).endswith("…")
    assert "none" not in telling.numbers_of(event)
