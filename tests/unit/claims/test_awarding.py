"""The law's answer is kept whole, computed from what was known on the day of death, and decided by a second person."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

import town
from payung.accounts.permissions import NotAllowed
from payung.audit.models import Event
from payung.claims.actions import approve_award, award, refuse_award, report_death, send_back_award
from payung.claims.actions.awarding import LawHasNoAnswer, SamePerson
from payung.claims.actions.locking import NotNow
from payung.claims.models import Award, AwardLine, Case
from payung.claims.redeciding import differences, recompute, stored_outcome
from payung.enrolment.models import Membership
from payung.people.reasons import ReasonTooShort

DIED, REPORTED = date(2025, 10, 28), date(2025, 10, 30)
FUNERAL, FULL = 10_000_000, 42_000_000


def _case(bogor: town.Town, membership: Membership, died_on: date = DIED) -> Case:
    on = max(REPORTED, died_on)
    return report_death(membership=membership, died_on=died_on, cause="illness", heirs=[], by=bogor.officer, on=on)


def test_a_death_in_the_second_month_is_certain_and_pays_the_funeral(bogor: town.Town, awarded: Award) -> None:
    assert (awarded.outcome, awarded.total, awarded.possible) == ("certain", FUNERAL, [FUNERAL])
    assert (awarded.law_day, awarded.computed_on, awarded.status) == (DIED, REPORTED, "submitted")
    line = awarded.lines.get()
    assert (line.code, line.amount) == ("funeral", FUNERAL)
    assert "PP 82/2019" in line.article
    assert line.certainty == "high"
    assert Case.objects.get().status == "submitted"


def test_the_whole_outcome_is_kept_and_says_what_it_was_computed_from(bogor: town.Town, awarded: Award) -> None:
    stored = Award.objects.get()
    assert stored.body["facts"]["member_from"] == "2025-09-01"
    assert stored.body["facts"]["paid"] == ["2025-09", "2025-10"]
    assert stored.body["facts"]["died"] == "2025-10-28"
    assert stored.body["readings"]
    assert stored.body["sources"]


def test_computing_again_from_what_is_kept_gives_the_very_same_outcome(bogor: town.Town) -> None:
    months = ("2025-09", "2025-10", "2025-11", "2025-12")
    _case(bogor, town.member(bogor, effective_on=None))
    _case(bogor, town.member(bogor, paid=("2025-09",)))
    _case(bogor, town.member(bogor, effective_on=date(2025, 9, 10), paid=months), date(2025, 12, 5))
    _case(bogor, town.member(bogor, effective_on=date(2025, 9, 10), paid=months), date(2025, 12, 11))
    for case in Case.objects.all():
        made = award(case=case, by=bogor.officer, on=date(2025, 12, 20))
        stored = Award.objects.get(pk=made.pk)
        assert recompute(stored) == stored_outcome(stored)
        assert recompute(stored).as_json() == stored.body
    assert {each.outcome for each in Award.objects.all()} == {"certain", "open"}
    assert list(differences()) == []


def test_a_stored_award_that_the_law_would_not_give_is_a_difference(bogor: town.Town, reported: Case) -> None:
    made = award(case=reported, by=bogor.officer, on=REPORTED)
    body = {**made.body, "facts": {**made.body["facts"], "member_from": "2024-01-01", "died": "2025-01-31"}}
    forged = Award(
        case=reported,
        law_day=made.law_day,
        computed_on=REPORTED,
        outcome="certain",
        total=FUNERAL,
        possible=[FUNERAL],
        body=body,
        prepared_by=bogor.officer,
        status=Award.Status.REFUSED,
    )
    forged.save()
    found = list(differences())
    assert [each.award for each in found] == [forged]
    assert found[0].stored.total == FUNERAL
    assert found[0].computed is not None
    assert found[0].computed.total != FUNERAL


def test_the_same_total_made_of_other_lines_is_a_difference_too(bogor: town.Town, reported: Case) -> None:
    body = award(case=reported, by=bogor.officer, on=REPORTED).body
    [option] = body["options"]
    renamed = {**option, "lines": [{**option["lines"][0], "code": "lump_sum"}]}
    forged = Award.objects.create(
        case=reported,
        law_day=DIED,
        computed_on=REPORTED,
        outcome="certain",
        total=FUNERAL,
        possible=[FUNERAL],
        body={**body, "options": [renamed]},
        prepared_by=bogor.officer,
        status=Award.Status.REFUSED,
    )
    assert [each.award for each in differences()] == [forged]


def test_facts_the_law_no_longer_takes_are_a_difference_with_its_sentence(bogor: town.Town, reported: Case) -> None:
    body = award(case=reported, by=bogor.officer, on=REPORTED).body
    Award.objects.create(
        case=reported,
        law_day=DIED,
        computed_on=REPORTED,
        outcome="certain",
        total=FUNERAL,
        possible=[FUNERAL],
        body={**body, "facts": {**body["facts"], "programme": "accident"}},
        prepared_by=bogor.officer,
        status=Award.Status.REFUSED,
    )
    [found] = differences()
    assert found.computed is None
    assert found.refused is not None


def test_a_month_that_bpjs_received_only_after_the_death_is_not_counted_as_paid(bogor: town.Town) -> None:
    membership = town.member(bogor, paid=("2025-09",))
    town.receive(bogor, membership, "2025-10", received_on=DIED + timedelta(days=1))
    made = award(case=_case(bogor, membership), by=bogor.officer, on=REPORTED)
    assert made.body["facts"]["paid"] == ["2025-09"]
    assert made.outcome == "open"
    assert made.possible == [0, FUNERAL]


def test_a_month_received_on_the_very_day_of_death_is_paid(bogor: town.Town) -> None:
    membership = town.member(bogor, paid=("2025-09",))
    town.receive(bogor, membership, "2025-10", received_on=DIED)
    made = award(case=_case(bogor, membership), by=bogor.officer, on=REPORTED)
    assert (made.outcome, made.total) == ("certain", FUNERAL)


def test_without_bpjs_own_date_the_award_is_open_and_says_so(bogor: town.Town) -> None:
    membership = town.member(bogor, effective_on=None, paid=("2025-09", "2025-10"))
    made = award(case=_case(bogor, membership), by=bogor.officer, on=REPORTED)
    assert (made.outcome, made.total) == ("open", None)
    assert made.body["missing"] == ["member_from"]
    assert FULL in made.possible
    assert FUNERAL in made.possible
    assert not made.lines.exists()


def test_the_law_that_counts_is_that_of_the_day_of_death(bogor: town.Town) -> None:
    """Before 24 February 2025 nobody waited three months."""
    old = town.member(bogor, registered_on=date(2024, 1, 1), effective_on=date(2024, 1, 1), paid=("2024-01", "2024-02"))
    made = award(case=_case(bogor, old, date(2024, 2, 20)), by=bogor.officer, on=REPORTED)
    assert (made.law_day, made.total) == (date(2024, 2, 20), FULL)
    assert sum(line.amount for line in made.lines.all()) == FULL


def test_a_death_before_the_first_law_known_is_refused_with_the_laws_own_sentence(bogor: town.Town) -> None:
    ancient = town.member(bogor, registered_on=date(2010, 1, 1), effective_on=date(2010, 1, 1))
    case = _case(bogor, ancient, date(2010, 2, 1))
    with pytest.raises(LawHasNoAnswer, match="2014"):
        award(case=case, by=bogor.officer, on=REPORTED)
    assert not Award.objects.exists()


def test_a_second_person_approves_and_the_case_goes_to_bpjs(bogor: town.Town, approved: Award) -> None:
    assert (approved.status, approved.decided_by, approved.decided_on) == ("approved", bogor.approver, REPORTED)
    assert Case.objects.get().status == "approved"


def test_whoever_prepared_an_award_may_not_decide_on_it(bogor: town.Town, awarded: Award) -> None:
    bogor.officer.role = "approver"  # moved to another post since
    bogor.officer.save()
    for act in (approve_award, send_back_award, refuse_award):
        with pytest.raises(SamePerson):
            act(award=awarded, by=bogor.officer, on=REPORTED, reason="sudah saya periksa")


def test_the_database_itself_refuses_an_award_approved_by_its_preparer(bogor: town.Town, awarded: Award) -> None:
    with pytest.raises(IntegrityError, match="award_second_person"), transaction.atomic():
        Award.objects.filter(pk=awarded.pk).update(status="approved", decided_by=bogor.officer, decided_on=REPORTED)


@pytest.mark.parametrize(("act", "status"), [(send_back_award, "sent_back"), (refuse_award, "refused")])
def test_an_award_turned_down_lets_a_new_one_be_made(
    bogor: town.Town, awarded: Award, act: object, status: str
) -> None:
    assert callable(act)
    turned = act(award=awarded, by=bogor.approver, on=REPORTED, reason="tanggal BPJS sudah ada")
    assert (turned.status, turned.decision_reason) == (status, "tanggal BPJS sudah ada")
    case = Case.objects.get()
    assert case.status == "reported"
    assert award(case=case, by=bogor.officer, on=REPORTED).pk != awarded.pk


def test_turning_down_needs_a_reason(bogor: town.Town, awarded: Award) -> None:
    for act in (send_back_award, refuse_award):
        with pytest.raises(ReasonTooShort):
            act(award=awarded, by=bogor.approver, on=REPORTED, reason="")


def test_an_award_is_made_once_and_decided_once(bogor: town.Town, approved: Award) -> None:
    with pytest.raises(NotNow):
        award(case=approved.case, by=bogor.officer, on=REPORTED)
    with pytest.raises(NotNow):
        approve_award(award=approved, by=bogor.approver, on=REPORTED)


def test_the_labour_office_decides_on_no_award(bogor: town.Town, awarded: Award) -> None:
    with pytest.raises(NotAllowed):
        approve_award(award=awarded, by=bogor.officer, on=REPORTED)


def test_the_amounts_stand_in_the_event(bogor: town.Town, awarded: Award) -> None:
    event = Event.objects.get(action="claims.award")
    assert event.data == {"award": awarded.pk, "outcome": "certain", "total": FUNERAL, "possible": [FUNERAL]}


def test_the_database_lets_no_line_of_an_award_change(bogor: town.Town, awarded: Award) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        AwardLine.objects.update(amount=FULL)
    with pytest.raises(DatabaseError), transaction.atomic():
        AwardLine.objects.all().delete()


def test_the_database_adds_no_line_to_a_decided_award(bogor: town.Town, approved: Award) -> None:
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        AwardLine.objects.create(award=approved, code="lump_sum", amount=1, article="?", certainty="high")


def test_the_database_lets_no_award_change_or_go(bogor: town.Town, awarded: Award) -> None:
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Award.objects.filter(pk=awarded.pk).update(total=FULL, possible=[FULL])
    with pytest.raises(DatabaseError), transaction.atomic():
        AwardLine.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(pk=awarded.pk)._raw_delete("default")


def test_the_database_approves_no_award_whose_lines_do_not_add_up(bogor: town.Town, reported: Case) -> None:
    made = award(case=reported, by=bogor.officer, on=REPORTED)
    AwardLine.objects.create(award=made, code="lump_sum", amount=1, article="?", certainty="high")
    with pytest.raises(IntegrityError, match="sum of its lines"), transaction.atomic():
        approve_award(award=made, by=bogor.approver, on=REPORTED)


def test_a_case_has_one_standing_award(bogor: town.Town, awarded: Award) -> None:
    with pytest.raises(IntegrityError, match="award_one_standing"), transaction.atomic():
        Award.objects.create(
            case=awarded.case,
            law_day=DIED,
            computed_on=DIED,
            outcome="open",
            possible=[0, 1],
            body={},
            prepared_by=bogor.officer,
        )
