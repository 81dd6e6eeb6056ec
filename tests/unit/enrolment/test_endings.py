"""Ends of memberships: for which reasons, from which day, and after a death."""

from datetime import date

import pytest

from payung.accounts.models import Role, User
from payung.accounts.permissions import NotAllowed
from payung.audit.models import Event
from payung.enrolment import actions, queries, synthetic
from payung.enrolment.actions.ending import (
    BornLater,
    DeathInTheFuture,
    DeathIsReported,
    DeathToldDifferently,
    EndedBefore,
    EndsTooEarly,
    NotInYourArea,
    UnknownEndReason,
)
from payung.enrolment.cover import own_members
from payung.enrolment.models import Decree, Membership
from payung.enrolment.synthetic import Cast
from payung.intake.cover import covered_by_us
from payung.people.reasons import ReasonTooShort
from payung.places.models import Place

DAY = date(2025, 10, 20)


@pytest.fixture
def member(in_force: Decree) -> Membership:
    found = in_force.memberships.order_by("pk").first()
    assert found
    return found


def end(who: Cast, member: Membership, ends_on: date, why: str = "moved", reason: str = "moved to Depok") -> Membership:
    return actions.end_membership(membership=member, ends_on=ends_on, why=why, reason=reason, by=who.officer, on=DAY)


def test_an_ended_membership_covers_no_day_from_its_end_on(who: Cast, member: Membership) -> None:
    end(who, member, date(2025, 11, 1))
    assert queries.members_on(date(2025, 10, 31)).count() == 5
    assert queries.members_on(date(2025, 11, 1)).count() == 4
    event = Event.objects.get(action="enrolment.end_membership")
    assert (event.reason, event.data["why"]) == ("moved to Depok", "moved")


def test_a_membership_that_ends_on_its_first_day_covered_none(who: Cast, member: Membership) -> None:
    end(who, member, member.registered_on, why="mistake", reason="wrong person registered")
    assert queries.members_on(member.registered_on).count() == 4


def test_a_membership_ends_once_not_before_it_began_and_with_a_reason(who: Cast, member: Membership) -> None:
    with pytest.raises(EndsTooEarly):
        end(who, member, date(2025, 9, 9))
    with pytest.raises(ReasonTooShort):
        end(who, member, DAY, reason="pindah")
    with pytest.raises(UnknownEndReason):
        end(who, member, DAY, why="bored")
    with pytest.raises(DeathIsReported):
        end(who, member, DAY, why="death")
    end(who, member, DAY)
    with pytest.raises(EndedBefore):
        end(who, member, DAY)
    with pytest.raises(NotAllowed):
        actions.end_membership(membership=member, ends_on=DAY, why="moved", reason="moved away", by=who.bpjs, on=DAY)


def die(member: Membership, died_on: date, by: User) -> Membership:
    return actions.end_after_death(membership=member, died_on=died_on, by=by, on=DAY)


def test_a_death_ends_the_membership_on_the_day_after_and_writes_no_event_of_its_own(
    who: Cast, member: Membership
) -> None:
    events = Event.objects.count()
    ended = die(member, date(2025, 10, 18), who.officer)
    assert (ended.ends_on, ended.end_reason) == (date(2025, 10, 19), "death")
    member.person.refresh_from_db()
    assert member.person.died_on == date(2025, 10, 18)
    assert Event.objects.count() == events


def test_a_membership_that_ended_before_the_death_keeps_its_end_and_a_later_one_moves(
    who: Cast, member: Membership, in_force: Decree
) -> None:
    end(who, member, date(2025, 10, 1))
    assert die(member, date(2025, 10, 10), who.officer).end_reason == "moved"
    other = in_force.memberships.order_by("pk").last()
    assert other
    end(who, other, date(2025, 12, 1))
    assert die(other, date(2025, 10, 10), who.officer).ends_on == date(2025, 10, 11)


def test_an_impossible_day_of_death_is_refused(who: Cast, member: Membership) -> None:
    with pytest.raises(DeathInTheFuture):
        die(member, date(2025, 10, 21), who.officer)
    with pytest.raises(BornLater):
        die(member, date(1970, 1, 1), who.officer)
    die(member, date(2025, 10, 1), who.officer)
    with pytest.raises(DeathToldDifferently):
        die(member, date(2025, 10, 2), who.officer)


def test_a_kelurahan_officer_reports_deaths_of_their_own_area_only(who: Cast, member: Membership) -> None:
    here = User.objects.create(username="here", full_name="Here", role=Role.KELURAHAN)
    elsewhere = User.objects.create(username="elsewhere", full_name="Elsewhere", role=Role.KELURAHAN)
    here.areas.add(Place.objects.get(code="32.71.03"))
    with pytest.raises(NotInYourArea):
        die(member, date(2025, 10, 1), elsewhere)
    assert queries.members_seen_by(elsewhere).count() == 0
    assert queries.members_seen_by(here).count() == 5
    die(member, date(2025, 10, 1), here)


def test_screening_is_told_who_is_a_member_already(who: Cast, member: Membership, in_force: Decree) -> None:
    end(who, member, date(2025, 10, 25))
    before = {row["nik"]: row for row in own_members(date(2025, 9, 1)).to_pylist()}
    assert before[synthetic.nik_of(1)] == {
        "nik": synthetic.nik_of(1),
        "payer": "city",
        "from_month": "2025-09",
        "to_month": None,
    }
    assert before[synthetic.nik_of(0)]["to_month"] == "2025-10"
    assert covered_by_us(DAY).num_rows == 5
    assert covered_by_us(date(2025, 10, 25)).num_rows == 4


def test_members_are_found_by_whole_nik_by_number_and_by_name(who: Cast, in_force: Decree) -> None:
    found = queries.members_found(who.officer, synthetic.nik_of(2))
    assert [each.person.name for each in found] == ["Warga 0000002"]
    Membership.objects.filter(pk=found[0].pk).update(member_number="25012345678")
    assert queries.members_found(who.officer, "25012345678").get() == found[0]
    assert queries.members_found(who.officer, "warga").count() == 5
    assert queries.members_found(who.officer, "wa").count() == 0
    assert queries.members_found(who.officer, synthetic.nik_of(2)[:15]).count() == 0


def test_a_decree_tells_how_many_it_names_and_where_they_live(who: Cast, in_force: Decree) -> None:
    figures = queries.decree_figures(in_force)
    assert (figures.accepted, figures.named, figures.by_village) == (5, 5, [("Paledang", 5)])
