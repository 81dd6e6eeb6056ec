"""Everybody is told of the work that is theirs, and of nobody else's."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

import town
from payung.accounts.models import User
from payung.claims.actions import report_death
from payung.enrolment.models import Decree
from payung.oversight.queries import attention

TODAY = date(2025, 11, 24)


def _kinds(user: User) -> dict[str, int]:
    return {each.kind: each.count for each in attention(user, TODAY)}


def test_nobody_waits_in_an_empty_programme_but_for_the_list_just_received(bogor: town.Town) -> None:
    assert _kinds(bogor.officer) == {"list.screen": 1}
    for user in (bogor.approver, bogor.treasurer, bogor.branch, bogor.auditor, bogor.mayor, bogor.kelurahan):
        assert _kinds(user) == {}


def test_a_list_wanders_from_hand_to_hand(bogor: town.Town) -> None:
    turns = {"screened": (bogor.officer, "list.submit"), "sent_back": (bogor.officer, "list.repair")}
    for status, (whose, kind) in turns.items():
        bogor.list.status = status
        bogor.list.save()
        assert _kinds(whose) == {kind: 1}
    bogor.list.status, bogor.list.submitted_by = "submitted", bogor.officer
    bogor.list.save()
    assert _kinds(bogor.approver) == {"list.approve": 1}
    assert _kinds(bogor.officer) == {}


def test_a_list_sent_back_reaches_the_kelurahan_it_belongs_to(bogor: town.Town) -> None:
    bogor.list.status, bogor.list.area = "sent_back", bogor.village
    bogor.list.save()
    assert _kinds(bogor.kelurahan) == {"list.repair": 1}
    assert _kinds(bogor.elsewhere) == {}


def test_an_approved_list_waits_for_a_decree_until_it_is_in_one(bogor: town.Town) -> None:
    bogor.list.status, bogor.list.submitted_by, bogor.list.decided_by = "approved", bogor.officer, bogor.approver
    bogor.list.save()
    assert _kinds(bogor.officer) == {"decree.prepare": 1}
    decree = Decree.objects.create(
        programme=bogor.programme,
        number="SK/1",
        title="Penetapan",
        payer="city",
        registered_on=TODAY,
        prepared_by=bogor.officer,
        prepared_on=TODAY,
    )
    decree.lists.add(bogor.list)
    assert _kinds(bogor.officer) == {"decree.submit": 1}
    decree.status = "submitted"
    decree.save()
    assert _kinds(bogor.officer) == {}
    assert _kinds(bogor.approver) == {"decree.approve": 1}


def test_nobody_is_asked_to_decide_on_their_own_work(bogor: town.Town) -> None:
    invoice = town.charge(bogor, town.member(bogor), "2025-11")
    assert _kinds(bogor.approver) == {"invoice.approve": 1}
    invoice.prepared_by = bogor.approver
    bogor.officer.role = "approver"
    bogor.officer.save()
    assert _kinds(bogor.officer) == {}


def test_money_waits_for_the_treasury_and_then_for_bpjs(bogor: town.Town) -> None:
    membership = town.member(bogor)
    invoice = town.charge(bogor, membership, "2025-11")
    town.approve(bogor, invoice, TODAY)
    assert _kinds(bogor.treasurer) == {"invoice.pay": 1}
    invoice.payment = town.Payment.objects.create(
        invoice=invoice, amount=invoice.total, paid_on=TODAY, reference="SP2D", by=bogor.treasurer
    )
    invoice.status = "paid"
    invoice.save()
    assert _kinds(bogor.treasurer) == {}
    assert _kinds(bogor.branch) == {"receipt.record": 1}


def test_members_without_an_answer_or_an_invoice_are_one_piece_of_work(bogor: town.Town) -> None:
    for _each in range(3):
        town.member(bogor, effective_on=None)
    town.member(bogor, paid=("2025-11",))
    found = {each.kind: each for each in attention(bogor.officer, TODAY)}
    assert found["bpjs.answer"].count == 3
    assert found["bpjs.answer"].pks == ()
    assert found["invoice.prepare"].count == 3
    assert _kinds(bogor.branch) == {"bpjs.answer": 3}


def test_one_piece_of_work_leads_to_it_and_several_do_not(bogor: town.Town) -> None:
    first = town.charge(bogor, town.member(bogor), "2025-11")
    [only] = attention(bogor.approver, TODAY)
    assert (only.pk, only.pks) == (first.pk, (first.pk,))
    second = town.charge(bogor, town.member(bogor), "2025-11")
    [both] = attention(bogor.approver, TODAY)
    assert (both.pk, both.pks) == (None, (first.pk, second.pk))


def test_a_reported_death_waits_for_its_award(bogor: town.Town) -> None:
    case = report_death(
        membership=town.member(bogor, paid=("2025-11",)),
        died_on=TODAY,
        cause="illness",
        heirs=[],
        by=bogor.officer,
        on=TODAY,
    )
    found = {each.kind: each for each in attention(bogor.officer, TODAY)}
    assert found["award.prepare"].pk == case.pk


def test_the_sentence_says_how_many(bogor: town.Town) -> None:
    with translation.override("en"):
        [each] = attention(bogor.officer, TODAY)
        assert str(each.sentence) == "1 list waits to be screened."


def test_a_fixed_number_of_statements_finds_everything(bogor: town.Town) -> None:
    town.member(bogor)
    with CaptureQueriesContext(connection) as seen:
        attention(bogor.officer, TODAY)
    assert len(seen) <= 14
