"""Decrees: whom they name, who decides on them, and that enrolling is all or nobody."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from payung.accounts.permissions import NotAllowed
from payung.audit.models import Event
from payung.enrolment import actions, queries, synthetic
from payung.enrolment.actions.deciding import AlreadyMembers, PeopleChanged, SamePerson
from payung.enrolment.actions.locking import NotNow
from payung.enrolment.actions.preparing import (
    DecreeIncomplete,
    DecreeNumberTaken,
    ListIncomplete,
    ListNotApproved,
    NobodyLeft,
)
from payung.enrolment.models import Decree, Membership
from payung.enrolment.states import ALLOWED
from payung.enrolment.synthetic import Cast
from payung.intake.models import CandidateList, ListRow
from payung.people.models import Person
from payung.people.reasons import ReasonTooShort

DAY = date(2025, 9, 10)
WHY = "the annex names people twice"


def prepare(who: Cast, lists: list[CandidateList], number: str = "463/2", by: str = "officer") -> Decree:
    return actions.prepare_decree(
        number=number, title="Daftar", payer="city", registered_on=DAY, lists=lists, by=getattr(who, by), on=DAY
    )


def test_a_decree_names_everybody_its_lists_accepted(who: Cast, draft: Decree) -> None:
    assert (draft.status, draft.member_count, draft.entries.count()) == ("draft", 5, 5)
    assert len(draft.digest) == 64
    event = Event.objects.get(action="enrolment.prepare_decree")
    assert (event.rows, event.digest, event.data["left_out"]) == (5, draft.digest, {})


def test_rows_in_review_and_unconfirmed_rows_are_not_named(who: Cast) -> None:
    other = synthetic.approved_list(who, 3, first=10)
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO intake_screening (list_id, "on", policy, complete, checks_not_run, accepted, review, rejected,'
            ' findings, engine, by_id, milliseconds) SELECT list_id, "on", policy, complete, checks_not_run, 1, 1, 1,'
            " findings, engine, by_id, milliseconds FROM intake_screening WHERE id = %s RETURNING id",
            [other.screening_id],
        )
        screening = cursor.fetchone()[0]
        for number, (verdict, confirmed) in enumerate([("accepted", True), ("accepted", False), ("review", True)]):
            cursor.execute(
                "INSERT INTO intake_screenedrow (screening_id, list_row_id, verdict, codes, findings, confirmed,"
                " nik_sealed, nik_index, name, sex, birth_date) SELECT %s, list_row_id, %s, codes, findings, %s,"
                " nik_sealed, nik_index, name, sex, birth_date FROM intake_screenedrow WHERE screening_id = %s"
                " ORDER BY id OFFSET %s LIMIT 1",
                [screening, verdict, confirmed, other.screening_id, number],
            )
    CandidateList.objects.filter(pk=other.pk).update(screening=screening)
    assert prepare(who, [other]).member_count == 1


def test_members_and_people_of_another_open_decree_are_left_out_and_counted(who: Cast, in_force: Decree) -> None:
    prepare(who, [synthetic.approved_list(who, 4, first=5)])
    chosen = synthetic.approved_list(who, 12)  # five members, four named elsewhere, three new
    decree = prepare(who, [chosen, synthetic.approved_list(who, 1, first=11)], number="463/3")
    assert decree.member_count == 3
    assert queries.decree_figures(decree).left_out == {"member": 5, "other_decree": 4, "repeated": 1}


def test_people_of_a_refused_decree_are_free_for_another(who: Cast, submitted: Decree) -> None:
    actions.refuse_decree(decree=submitted, by=who.approver, on=DAY, reason=WHY)
    assert prepare(who, list(submitted.lists.all())).member_count == 5


def test_a_decree_that_would_name_nobody_is_refused_and_leaves_nothing(who: Cast, in_force: Decree) -> None:
    with pytest.raises(NobodyLeft):
        prepare(who, list(in_force.lists.all()))
    assert Decree.objects.count() == 1


def test_the_dead_are_left_out(who: Cast, in_force: Decree) -> None:
    member = in_force.memberships.order_by("pk").first()
    assert member
    actions.end_after_death(membership=member, died_on=date(2025, 10, 1), by=who.officer, on=date(2025, 10, 2))
    again = synthetic.approved_list(who, 6)
    decree = prepare(who, [again])
    assert queries.decree_figures(decree).left_out == {"died": 1, "member": 4}


@pytest.mark.parametrize(("change", "refusal"), [("status", ListNotApproved), ("complete", ListIncomplete)])
def test_only_approved_lists_with_every_check_run_make_a_decree(who: Cast, change: str, refusal: type) -> None:
    chosen = synthetic.approved_list(who, 2)
    if change == "status":
        CandidateList.objects.filter(pk=chosen.pk).update(status="submitted")
    else:
        assert chosen.screening
        type(chosen.screening).objects.filter(pk=chosen.screening_id).update(complete=False)
    with pytest.raises(refusal):
        prepare(who, [chosen])


def test_a_decree_needs_a_number_a_list_and_a_payer(who: Cast) -> None:
    chosen = synthetic.approved_list(who, 1)
    with pytest.raises(DecreeIncomplete):
        prepare(who, [chosen], number=" ")
    with pytest.raises(DecreeIncomplete):
        prepare(who, [])
    prepare(who, [chosen])
    with pytest.raises(DecreeNumberTaken):
        prepare(who, [synthetic.approved_list(who, 1, first=1)])


def test_approving_makes_members_with_the_facts_of_the_register(who: Cast, in_force: Decree) -> None:
    members = Membership.objects.filter(decree=in_force).select_related("person").order_by("pk")
    assert [member.registered_on for member in members] == [DAY] * 5
    assert {member.payer for member in members} == {"city"}
    row = ListRow.objects.get(row=6)
    person = members[0].person
    assert (person.name, person.occupation, person.village_id) == (row.name, row.occupation, synthetic.VILLAGE)
    event = Event.objects.get(action="enrolment.approve_decree")
    assert (event.rows, len(event.digest)) == (5, 64)


def test_enrolling_somebody_known_before_renews_the_facts_and_makes_no_second_person(
    who: Cast, in_force: Decree
) -> None:
    member = in_force.memberships.order_by("pk").first()
    assert member
    actions.end_membership(
        membership=member, ends_on=date(2025, 10, 1), why="moved", reason="moved to Depok", by=who.officer, on=DAY
    )
    Person.objects.filter(pk=member.person_id).update(name="Old", address="Jalan Lama")
    decree = actions.prepare_decree(
        number="463/9",
        title="Daftar",
        payer="province",
        registered_on=date(2025, 11, 1),
        lists=list(in_force.lists.all()),
        by=who.officer,
        on=date(2025, 10, 30),
    )
    decree = actions.submit_decree(decree=decree, by=who.officer, on=date(2025, 10, 30))
    actions.approve_decree(decree=decree, by=who.approver, on=date(2025, 10, 30))
    person = Person.objects.get(pk=member.person_id)
    assert (person.name, person.address) == ("Warga 0000000", "Jalan Lama")  # what the row does not know stays
    assert person.memberships.count() == 2
    assert Person.objects.count() == 5


def test_somebody_who_became_a_member_meanwhile_stops_the_whole_decree(who: Cast, submitted: Decree) -> None:
    with connection.cursor() as cursor:  # another decree slipped in, as only a race could do it
        cursor.execute("UPDATE enrolment_decree SET status = 'sent_back' WHERE id = %s", [submitted.pk])
    other = CandidateList.objects.get()
    Decree.objects.filter(pk=submitted.pk).update(status="refused")
    second = actions.submit_decree(decree=prepare(who, [other]), by=who.officer, on=DAY)
    actions.approve_decree(decree=second, by=who.approver, on=DAY)
    Decree.objects.filter(pk=submitted.pk).update(status="submitted")
    with pytest.raises(AlreadyMembers) as refused:
        actions.approve_decree(decree=submitted, by=who.approver, on=DAY)
    assert "5 people" in str(refused.value) or "5 orang" in str(refused.value)
    submitted.refresh_from_db()
    assert (submitted.status, Membership.objects.count()) == ("submitted", 5)


def test_a_decree_whose_sum_does_not_hold_enrols_nobody(who: Cast, submitted: Decree) -> None:
    Decree.objects.filter(pk=submitted.pk).update(member_count=4)
    with pytest.raises(PeopleChanged):
        actions.approve_decree(decree=submitted, by=who.approver, on=DAY)
    assert not Membership.objects.exists()


def test_whoever_prepared_or_submitted_a_decree_does_not_decide_on_it(who: Cast, draft: Decree) -> None:
    who.approver.role = "disnaker"
    decree = actions.submit_decree(decree=draft, by=who.approver, on=DAY)
    who.approver.role = "approver"
    for act in (actions.approve_decree, actions.send_back_decree, actions.refuse_decree):
        with pytest.raises(SamePerson):
            act(decree=decree, by=who.approver, on=DAY, reason=WHY)
    with pytest.raises(IntegrityError, match="decree_second_person"), transaction.atomic():
        Decree.objects.filter(pk=decree.pk).update(status="approved", decided_by=who.approver, decided_on=DAY)


def test_a_decree_sent_back_is_prepared_anew(who: Cast, submitted: Decree) -> None:
    with pytest.raises(ReasonTooShort):
        actions.send_back_decree(decree=submitted, by=who.approver, on=DAY, reason=" ")
    back = actions.send_back_decree(decree=submitted, by=who.approver, on=DAY, reason=WHY)
    assert back.decision_reason == WHY
    more = [*back.lists.all(), synthetic.approved_list(who, 2, first=20)]
    again = actions.revise_decree(
        decree=back, number="463/1b", title="T", payer="city", registered_on=DAY, lists=more, by=who.officer, on=DAY
    )
    assert (again.pk, again.status, again.member_count, again.decided_by) == (back.pk, "draft", 7, None)
    assert again.entries.count() == 7


def act_on(action: str, decree: Decree, who: Cast, to: object) -> None:
    calls = {
        "revise": lambda: actions.revise_decree(
            decree=decree,
            number=decree.number,
            title="T",
            payer="city",
            registered_on=DAY,
            lists=list(decree.lists.all()),
            by=who.officer,
            on=DAY,
        ),
        "submit": lambda: actions.submit_decree(decree=decree, by=who.officer, on=DAY),
        "approve": lambda: actions.approve_decree(decree=decree, by=who.approver, on=DAY),
        "send_back": lambda: actions.send_back_decree(decree=decree, by=who.approver, on=DAY, reason=WHY),
        "refuse": lambda: actions.refuse_decree(decree=decree, by=who.approver, on=DAY, reason=WHY),
        "export": lambda: actions.export_registration(decree=decree, by=who.bpjs, on=DAY, to=to, reason=WHY),
    }
    calls[action]()


@pytest.mark.parametrize("status", Decree.Status.values)
@pytest.mark.parametrize("action", ALLOWED)
def test_every_action_is_possible_exactly_where_the_table_says(
    who: Cast, draft: Decree, tmp_path: object, action: str, status: str
) -> None:
    decided = {"decided_by": who.approver, "decided_on": DAY} if status == "approved" else {}
    if status == "approved":
        actions.submit_decree(decree=draft, by=who.officer, on=DAY)
        actions.approve_decree(decree=draft, by=who.approver, on=DAY)
    else:
        Decree.objects.filter(pk=draft.pk).update(status=status, **decided)
    events = Event.objects.count()
    if status in ALLOWED[action]:
        act_on(action, draft, who, tmp_path)
        assert Event.objects.count() == events + 1  # one action, one event
    else:
        with pytest.raises(NotNow):
            act_on(action, draft, who, tmp_path)
        draft.refresh_from_db()
        assert (draft.status, Event.objects.count()) == (status, events)


def test_the_table_knows_every_status(db: None) -> None:
    assert set().union(*ALLOWED.values()) <= set(Decree.Status.values)


def test_roles_that_may_not_are_refused(who: Cast, submitted: Decree) -> None:
    for by in ("approver", "treasury", "bpjs", "auditor"):
        with pytest.raises(NotAllowed):
            prepare(who, [], by=by)
    with pytest.raises(NotAllowed):
        actions.approve_decree(decree=submitted, by=who.officer, on=DAY)


def test_the_database_itself_keeps_the_truths_of_membership(who: Cast, in_force: Decree) -> None:
    member = in_force.memberships.order_by("pk").first()
    assert member
    draft = prepare(who, [synthetic.approved_list(who, 1, first=50)], number="463/7")
    entry = draft.entries.get()
    insert = (
        "INSERT INTO enrolment_membership (programme_id, person_id, entry_id, decree_id, payer, registered_on,"
        " end_reason) VALUES (%s, %s, %s, %s, 'city', %s, '')"
    )
    wrongs = [
        (insert, [who.programme.pk, member.person_id, entry.pk, draft.pk, DAY]),  # decree not in force, second open
        (insert, [who.programme.pk, member.person_id, entry.pk, in_force.pk, date(2026, 1, 1)]),  # second open one
        ("UPDATE enrolment_membership SET registered_on = '2025-01-01' WHERE id = %s", [member.pk]),
        ("DELETE FROM enrolment_membership WHERE id = %s", [member.pk]),
        ("UPDATE enrolment_membership SET ends_on = '2025-12-01' WHERE id = %s", [member.pk]),  # no reason
        ("DELETE FROM enrolment_decreeentry WHERE id = %s", [member.entry_id]),
        ("UPDATE enrolment_decreeentry SET nik_index = '' WHERE id = %s", [entry.pk]),
    ]
    for statement, values in wrongs:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
