"""A reading of the law is confirmed by a letter and two people; awards follow it from then on, and old ones stay."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

import town
from payung.accounts.permissions import NotAllowed
from payung.audit.models import Event
from payung.claims import actions
from payung.claims.actions.awarding import SamePerson
from payung.claims.actions.confirming import LetterFromTheFuture, LetterWaits, NoSuchReading
from payung.claims.actions.locking import NotNow
from payung.claims.actions.settling import LetterMissing
from payung.claims.confirming import confirmed_on
from payung.claims.models import Award, Case, ReadingConfirmation
from payung.claims.redeciding import differences, recompute, stored_outcome
from payung.claims.standings import standing_of
from payung.people.reasons import ReasonTooShort
from visiting import TODAY, a_city_on, signed_in

LETTER_DAY, RECORDED, APPROVED = date(2025, 11, 3), date(2025, 11, 4), date(2025, 11, 5)
OPEN_DAY = date(2025, 11, 15)  # the readings disagree about a cover that began on 1 September


@pytest.fixture(autouse=True)
def a_city(db: None, settings: Any) -> None:
    """The programme's day."""
    a_city_on(TODAY, settings)


def _proposed(bogor: town.Town, reading: str = "C", rule: str = "three_months", **more: Any) -> ReadingConfirmation:
    given = {"letter": "B/101/112025", "dated": LETTER_DAY, "by": bogor.officer, "on": RECORDED} | more
    return actions.propose_reading(programme=bogor.programme, rule=rule, reading=reading, **given)


def _confirmed(
    bogor: town.Town, reading: str = "C", rule: str = "three_months", on: date = APPROVED
) -> ReadingConfirmation:
    return actions.approve_reading(confirmation=_proposed(bogor, reading, rule), by=bogor.approver, on=on)


def _case(bogor: town.Town) -> Case:
    membership = town.member(bogor, paid=("2025-09", "2025-10", "2025-11"))
    heir = actions.HeirGiven(name="SITI", relation="spouse", nik=None, bank="BJB", account="0012345678")
    return actions.report_death(
        membership=membership, died_on=OPEN_DAY, cause="illness", heirs=[heir], by=bogor.officer, on=TODAY
    )


def test_a_new_award_follows_the_confirmed_reading_and_cites_the_letter(bogor: town.Town) -> None:
    _confirmed(bogor)
    award = actions.award(case=_case(bogor), by=bogor.officer, on=TODAY)
    assert (award.outcome, award.total) == ("certain", 42_000_000)
    assert award.body["facts"]["confirmed"] == [
        {"rule": "three_months", "reading": "C", "letter": "B/101/112025", "dated": "2025-11-03"}
    ]
    assert recompute(award) == stored_outcome(award)
    assert list(differences()) == []


def test_an_award_made_before_stays_as_it_was(bogor: town.Town) -> None:
    award = actions.award(case=_case(bogor), by=bogor.officer, on=TODAY)
    _confirmed(bogor)
    award = Award.objects.get(pk=award.pk)
    assert award.outcome == "open"
    assert list(differences()) == []


def test_a_letter_is_followed_from_the_day_of_its_approval_and_not_the_day_before(bogor: town.Town) -> None:
    _confirmed(bogor, on=OPEN_DAY)
    membership = town.member(bogor, paid=("2025-09", "2025-10", "2025-11"))
    assert confirmed_on(bogor.programme, date(2025, 11, 14)) == ()
    assert standing_of(membership, date(2025, 11, 14)).outcome.possible == (10_000_000, 42_000_000)
    assert standing_of(membership, OPEN_DAY).outcome.total == 42_000_000


def test_a_letter_that_waits_or_is_refused_changes_nothing(bogor: town.Town) -> None:
    waiting = _proposed(bogor)
    assert confirmed_on(bogor.programme, TODAY) == ()
    actions.refuse_reading(confirmation=waiting, by=bogor.approver, on=APPROVED, reason="Not signed by the branch")
    assert confirmed_on(bogor.programme, TODAY) == ()
    assert _proposed(bogor).status == "submitted"


def test_a_later_letter_takes_the_place_of_an_earlier_one(bogor: town.Town) -> None:
    first, second = _confirmed(bogor, "C"), _confirmed(bogor, "A", on=date(2025, 11, 10))
    assert [each.reading for each in confirmed_on(bogor.programme, date(2025, 11, 9))] == ["C"]
    assert [each.reading for each in confirmed_on(bogor.programme, date(2025, 11, 10))] == ["A"]
    assert ReadingConfirmation.objects.get(pk=first.pk).ended_on == second.decided_on
    assert Event.objects.get(subject=f"claims.confirmation:{second.pk}", action="claims.approve_reading").data == {
        "rule": "three_months",
        "reading": "A",
        "replaced": [first.pk],
    }


def test_whoever_recorded_a_letter_does_not_decide_on_it(bogor: town.Town) -> None:
    waiting = _proposed(bogor)
    bogor.officer.role = bogor.approver.role
    bogor.officer.save()
    with pytest.raises(SamePerson):
        actions.approve_reading(confirmation=waiting, by=bogor.officer, on=APPROVED)


def test_a_letter_is_decided_once_and_refused_with_a_reason(bogor: town.Town) -> None:
    waiting = _proposed(bogor)
    with pytest.raises(ReasonTooShort):
        actions.refuse_reading(confirmation=waiting, by=bogor.approver, on=APPROVED, reason=".")
    actions.approve_reading(confirmation=waiting, by=bogor.approver, on=APPROVED)
    with pytest.raises(NotNow):
        actions.approve_reading(confirmation=waiting, by=bogor.approver, on=APPROVED)


def test_what_cannot_be_a_letter_is_refused(bogor: town.Town) -> None:
    for rule, reading in (("weather", "A"), ("three_months", "N"), ("arrears", "A")):
        with pytest.raises(NoSuchReading):
            _proposed(bogor, reading, rule)
    with pytest.raises(LetterMissing):
        _proposed(bogor, letter="  ")
    with pytest.raises(LetterFromTheFuture):
        _proposed(bogor, dated=date(2025, 11, 5))
    with pytest.raises(NotAllowed):
        _proposed(bogor, by=bogor.approver)
    _proposed(bogor)
    with pytest.raises(LetterWaits):
        _proposed(bogor, "A")
    assert Event.objects.filter(action="claims.propose_reading").count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"letter": "other"},
        {"reading": "A"},
        {"dated": date(2025, 1, 1)},
        {"status": "refused"},
        {"decided_on": date(2025, 11, 6)},
        {"decision_reason": "later"},
    ],
)
def test_the_database_keeps_an_approved_letter_as_it_is(bogor: town.Town, change: dict[str, Any]) -> None:
    found = _confirmed(bogor)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadingConfirmation.objects.filter(pk=found.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadingConfirmation.objects.filter(pk=found.pk).delete()


def test_the_database_refuses_an_approval_by_one_person_or_two_followed_at_once(bogor: town.Town) -> None:
    found = _proposed(bogor)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadingConfirmation.objects.filter(pk=found.pk).update(
            status="approved", decided_by=bogor.officer, decided_on=APPROVED
        )
    actions.approve_reading(confirmation=found, by=bogor.approver, on=APPROVED)
    other = _proposed(bogor, "A")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadingConfirmation.objects.filter(pk=other.pk).update(
            status="approved", decided_by=bogor.approver, decided_on=APPROVED
        )


def _page(user: Any) -> str:
    return signed_in(user).get(reverse("readings")).content.decode()


def test_a_letter_goes_from_the_form_to_the_approver_to_the_page(bogor: town.Town) -> None:
    assert "2 rules wait for a letter from BPJS" in _page(bogor.auditor)
    given = {"three_months-reading": "A'", "three_months-letter": "B/7/112025", "three_months-dated": "03/11/2025"}
    url = reverse("propose_reading", args=["three_months"])
    assert signed_in(bogor.auditor).post(url, given).status_code == 403
    assert signed_in(bogor.officer).post(url, given).status_code == 302
    made = ReadingConfirmation.objects.get()
    assert (made.reading, made.letter, made.dated) == ("A'", "B/7/112025", LETTER_DAY)
    assert reverse("approve_reading", args=[made.pk]) not in _page(bogor.officer)
    assert reverse("approve_reading", args=[made.pk]) in _page(bogor.approver)
    signed_in(bogor.approver).post(reverse("approve_reading", args=[made.pk]))
    html = _page(bogor.kelurahan)
    assert "by letter B/7/112025 of 3 November 2025" in html
    assert "1 rule waits for a letter from BPJS" in html


def test_a_wrong_form_keeps_what_was_typed(bogor: town.Town) -> None:
    client, url = signed_in(bogor.officer), reverse("propose_reading", args=["three_months"])
    given = {"three_months-reading": "A", "three_months-letter": "B/77", "three_months-dated": "03/11/2035"}
    answer = client.post(url, given)
    assert answer.status_code == 400
    assert "cannot be dated after today" in answer.content.decode()
    assert "B/77" in answer.content.decode()
    assert client.post(url, given | {"three_months-reading": "S"}).status_code == 400
    assert client.post(reverse("propose_reading", args=["weather"]), given).status_code == 404


def test_a_letter_is_refused_from_the_page(bogor: town.Town) -> None:
    made = _proposed(bogor)
    signed_in(bogor.approver).post(reverse("refuse_reading", args=[made.pk]), {"reason": "Not signed by the branch"})
    assert "Not signed by the branch" in _page(bogor.officer)


def test_a_case_and_a_member_show_what_is_followed(bogor: town.Town) -> None:
    case = _case(bogor)
    open_page = signed_in(bogor.officer).get(reverse("case", args=[case.pk])).content.decode()
    assert reverse("readings") in open_page
    assert "not followed" not in open_page
    _confirmed(bogor)
    html = signed_in(bogor.officer).get(reverse("case", args=[case.pk])).content.decode()
    assert html.count("not followed") >= 3
    assert "B/101/112025" in html
    living = town.member(bogor, paid=("2025-09", "2025-10", "2025-11"))
    told = signed_in(bogor.officer).get(reverse("member", args=[living.pk])).content.decode()
    assert "by the reading that BPJS confirmed" in told
    assert "confirmed by BPJS" in told


def test_a_letter_waits_among_the_tasks_of_the_approver_only(bogor: town.Town) -> None:
    _proposed(bogor)
    told = "1 letter about a reading of the law waits for your decision."
    assert told in signed_in(bogor.approver).get(reverse("home")).content.decode()
    assert told not in signed_in(bogor.officer).get(reverse("home")).content.decode()
