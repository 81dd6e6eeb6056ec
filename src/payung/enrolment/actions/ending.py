"""Ends memberships: as an action of its own, or after a death as a part of the action that records the death."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payung.accounts.areas import in_areas_of
from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.enrolment.models import Membership
from payung.groundwork.refusals import Refusal
from payung.people.models import Person
from payung.people.reasons import said


class EndedBefore(Refusal):
    """The membership has an end already."""

    sentence = _("This membership has ended already.")


class EndsTooEarly(Refusal):
    """The end lies before the beginning."""

    sentence = _("A membership cannot end before it began, on %(registered_on)s.")


class DeathIsReported(Refusal):
    """A death ends a membership only through its report, which also opens the family's case."""

    sentence = _("Report the death instead. The report ends the membership and opens the family's claim.")


class UnknownEndReason(Refusal):
    """None of the reasons a membership can end for."""

    sentence = _("Choose why the membership ends.")


class DeathInTheFuture(Refusal):
    """The day of death lies after the day on which it is told."""

    sentence = _("The day of death lies in the future. Check the death certificate.")


class DeathToldDifferently(Refusal):
    """Another day of death is recorded."""

    sentence = _("Another day of death is already recorded for this person. Check the death certificate.")


class BornLater(Refusal):
    """The day of death lies before the day of birth."""

    sentence = _("The day of death lies before the day of birth. Check the death certificate.")


class NotInYourArea(Refusal):
    """The member lives in an area that is not the user's."""

    sentence = _("This member does not live in your area.")


@transaction.atomic
def end_membership(*, membership: Membership, ends_on: date, why: str, reason: str, by: User, on: date) -> Membership:
    """End an open membership; `ends_on` is its first day without cover, `why` an EndReason other than death.

    An end on the first day means that the membership never covered a day. Raises EndedBefore, EndsTooEarly,
    DeathIsReported, UnknownEndReason, ReasonTooShort.
    """
    require(by, "member.end")
    if why == Membership.EndReason.DEATH:
        raise DeathIsReported
    if why not in Membership.EndReason.values:
        raise UnknownEndReason
    told = said(reason)
    found = Membership.objects.select_for_update(no_key=True).get(pk=membership.pk)
    if found.ends_on is not None:
        raise EndedBefore
    if ends_on < found.registered_on:
        raise EndsTooEarly(registered_on=found.registered_on)
    found.ends_on, found.end_reason = ends_on, why
    found.save(update_fields=["ends_on", "end_reason"])
    record(
        action="enrolment.end_membership",
        by=by,
        on=on,
        subject=f"enrolment.membership:{found.pk}",
        reason=told,
        data={"ends_on": ends_on.isoformat(), "why": why},
    )
    return found


@transaction.atomic
def end_after_death(*, membership: Membership, died_on: date, by: User, on: date) -> Membership:
    """Record a member's death and end the membership on the day after it. Part of the caller's action: writes no event.

    A membership that ended before the death keeps its end; one that ended later ends with the death. Whoever may
    report deaths may call this, within their areas. Raises DeathInTheFuture, BornLater, DeathToldDifferently,
    NotInYourArea.
    """
    if died_on > on:
        raise DeathInTheFuture
    found = Membership.objects.select_for_update(no_key=True).get(pk=membership.pk)
    person = Person.objects.select_for_update(no_key=True).get(pk=found.person_id)
    if not Person.objects.filter(in_areas_of(by, "village"), pk=person.pk).exists():
        raise NotInYourArea
    if person.died_on not in (None, died_on):
        raise DeathToldDifferently
    if died_on < person.birth_date:
        raise BornLater
    person.died_on = died_on
    person.save(update_fields=["died_on"])
    ends_on = max(died_on + timedelta(days=1), found.registered_on)
    if found.ends_on is None or ends_on < found.ends_on:
        found.ends_on, found.end_reason = ends_on, Membership.EndReason.DEATH
        found.save(update_fields=["ends_on", "end_reason"])
    return found
