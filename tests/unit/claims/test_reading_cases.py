"""What a user sees of cases, what waits for whom, and the story of one case."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import town
from payung.accounts.permissions import NotAllowed
from payung.audit.models import Event
from payung.claims.actions import report_death, reveal_account, reveal_heir_nik
from payung.claims.models import Award, Case
from payung.claims.queries import case_seen_by, cases_seen_by, paid_in_all, waiting
from payung.claims.standings import membership_on, standing_lines, standing_of
from payung.claims.timeline import timeline
from payung.people.reasons import ReasonTooShort

TODAY = date(2025, 11, 24)


def _english(text: str) -> str:
    return text


def test_an_officer_sees_the_cases_of_their_own_kelurahan(bogor: town.Town, reported: Case) -> None:
    assert list(cases_seen_by(bogor.kelurahan)) == [reported]
    assert list(cases_seen_by(bogor.elsewhere)) == []
    assert list(cases_seen_by(bogor.auditor)) == [reported]
    assert case_seen_by(bogor.elsewhere, reported.pk) is None


def test_a_case_without_a_village_is_for_city_level_roles(bogor: town.Town, reported: Case) -> None:
    reported.person.village = None
    reported.person.save()
    assert list(cases_seen_by(bogor.kelurahan)) == []
    assert list(cases_seen_by(bogor.officer)) == [reported]


def test_one_case_is_read_in_a_fixed_number_of_statements(bogor: town.Town, handed_over: Case) -> None:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        case = case_seen_by(bogor.officer, handed_over.pk)
        assert case is not None
        shown = [heir.name for heir in case.heirs.all()], [p.heir.name for p in case.payouts.all()]
        assert shown == (["SITI AMINAH"], ["SITI AMINAH"])
        assert [line.code for each in case.awards.all() for line in each.lines.all()] == ["funeral"]
        assert case.decision.by == bogor.branch
    assert len(seen) <= 8
    assert paid_in_all(case) == 10_000_000


def test_each_stage_waits_for_the_role_whose_turn_it_is(bogor: town.Town, request: pytest.FixtureRequest) -> None:
    turns = {
        "reported": (bogor.officer, "award.prepare"),
        "awarded": (bogor.approver, "award.approve"),
        "approved": (bogor.branch, "decision.record"),
        "granted": (bogor.branch, "payout.record"),
        "paid": (bogor.officer, "handover.record"),
    }
    users = (bogor.officer, bogor.approver, bogor.branch, bogor.auditor, bogor.treasurer, bogor.kelurahan)
    for stage, (whose, permission) in turns.items():
        request.getfixturevalue(stage)
        case = Case.objects.get()
        found = {user.role: [(each.permission, each.cases) for each in waiting(user)] for user in users}
        assert found == {user.role: [(permission, (case.pk,))] if user == whose else [] for user in users}
    request.getfixturevalue("handed_over")
    assert not any(list(waiting(user)) for user in users)


def test_an_award_does_not_wait_for_whoever_prepared_it(bogor: town.Town, awarded: Award) -> None:
    bogor.officer.role = "approver"
    bogor.officer.save()
    assert list(waiting(bogor.officer)) == []
    assert len(list(waiting(bogor.approver))) == 1


def test_the_story_of_a_case_names_every_act_its_day_its_actor_and_its_money(
    bogor: town.Town, handed_over: Case
) -> None:
    story = [(each.on, str(each.what), each.actor, each.amount) for each in timeline(handed_over)]
    died, reported, money = date(2025, 10, 28), date(2025, 10, 30), 10_000_000
    assert [(on, actor, amount) for on, _what, actor, amount in story] == [
        (town.REGISTERED_ON, "", None),
        (town.REGISTERED_ON, "", None),
        (died, "", None),
        (died + timedelta(days=1), "", None),
        (reported, "kelurahan", None),
        (reported, "disnaker", money),
        (reported, "approver", money),
        (date(2025, 11, 5), "bpjs", money),
        (date(2025, 11, 7), "bpjs", money),
        (TODAY, "disnaker", None),
    ]
    assert len({what for _on, what, _actor, _amount in story}) == len(story)


def test_every_event_of_claims_has_words_in_the_story(bogor: town.Town, handed_over: Case) -> None:
    reveal_account(heir=handed_over.heirs.get(), reason="cek rekening ahli waris", by=bogor.branch, on=TODAY)
    assert "cek rekening ahli waris" in [each.reason for each in timeline(handed_over)]


@pytest.mark.parametrize(
    ("act", "shown", "field"),
    [(reveal_account, "0012345678", "bank_account"), (reveal_heir_nik, "3271015105920001", "nik")],
)
def test_an_heirs_number_is_shown_with_a_reason_and_an_event_that_does_not_hold_it(
    bogor: town.Town, reported: Case, act: Callable[..., str], shown: str, field: str
) -> None:
    heir = reported.heirs.get()
    before = Event.objects.count()
    assert act(heir=heir, reason="cek rekening ahli waris", by=bogor.branch, on=TODAY) == shown
    event = Event.objects.last()
    assert event is not None
    assert Event.objects.count() == before + 1
    assert (event.action, event.data) == ("claims.reveal", {"heir": heir.pk, "field": field})
    assert shown not in json.dumps([event.data, event.reason])
    with pytest.raises(ReasonTooShort):
        act(heir=heir, reason="", by=bogor.branch, on=TODAY)
    with pytest.raises(NotAllowed):
        act(heir=heir, reason="cek rekening ahli waris", by=bogor.kelurahan, on=TODAY)


def test_a_standing_is_the_laws_answer_to_the_months_bpjs_received(bogor: town.Town) -> None:
    membership = town.member(bogor, paid=("2025-09", "2025-10", "2025-11"))
    found = standing_of(membership, TODAY)
    assert (found.state, found.consecutive_paid_months) == ("covered", 3)
    assert found.outcome.possible == (10_000_000, 42_000_000)
    assert standing_of(membership, date(2025, 10, 15)).outcome.total == 10_000_000


def test_a_standing_in_words_names_nobody(bogor: town.Town) -> None:
    membership = town.member(bogor, paid=("2025-09", "2025-10"))
    nik = bogor.niks[membership.person_id]
    lines = standing_lines(f" {nik[:6]} {nik[6:]} ", date(2025, 10, 15), _english)
    assert lines[0] == "Covered on this day."
    assert any("Rp10.000.000" in line for line in lines)
    assert not any(nik in line or membership.person.name in line for line in lines)


@pytest.mark.parametrize("nik", ["", "3271", "3271019999999999"])
def test_a_number_that_is_nobodys_gets_one_plain_sentence(bogor: town.Town, nik: str) -> None:
    assert len(standing_lines(nik, TODAY, _english)) == 1


def test_after_a_death_the_standing_is_not_covered(bogor: town.Town, reported: Case) -> None:
    nik = bogor.niks[reported.person_id]
    assert standing_lines(nik, TODAY, _english)[0] == "Not covered on this day."
    assert standing_lines(nik, date(2025, 10, 15), _english)[0] == "Covered on this day."


def test_the_membership_asked_about_is_the_latest_that_began(bogor: town.Town) -> None:
    membership = town.member(bogor)
    assert membership_on(membership.person, date(2025, 8, 31)) is None
    assert membership_on(membership.person, TODAY) == membership


def test_a_death_is_reported_while_another_report_waits_in_its_own_case(bogor: town.Town, reported: Case) -> None:
    other = report_death(
        membership=town.member(bogor, village=bogor.other_village),
        died_on=TODAY,
        cause="illness",
        heirs=[],
        by=bogor.elsewhere,
        on=TODAY,
    )
    assert [each.cases for each in waiting(bogor.officer)] == [(reported.pk, other.pk)]
