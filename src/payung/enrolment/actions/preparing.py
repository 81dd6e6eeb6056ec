"""Prepares a decree: names, in one statement, everybody the approved lists accepted who is not a member yet."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.enrolment.actions.locking import locked_decree
from payung.enrolment.models import Decree, PayerKind
from payung.groundwork.refusals import Refusal
from payung.intake.models import CandidateList, Programme

# One pass over the accepted rows: each gets the first reason for which it is left out, the others become entries.
FILL = """
WITH accepted AS MATERIALIZED (
  SELECT s.id, s.nik_index, row_number() OVER (PARTITION BY s.nik_index ORDER BY s.id) AS place,
         s.nik_sealed IS NULL OR s.name IS NULL OR s.sex IS NULL OR s.birth_date IS NULL AS lacks_facts
  FROM intake_screenedrow s
  WHERE s.screening_id = ANY(%(screenings)s) AND s.verdict = 'accepted' AND s.confirmed AND s.nik_index IS NOT NULL
), judged AS MATERIALIZED (
  SELECT a.id, a.nik_index, CASE
    WHEN a.place > 1 THEN 'repeated'
    WHEN a.lacks_facts THEN 'incomplete'
    WHEN p.died_on IS NOT NULL THEN 'died'
    WHEN p.id IS NULL AND EXISTS (SELECT 1 FROM people_nikcorrection c WHERE c.old_index = a.nik_index)
      THEN 'nik_corrected'
    WHEN EXISTS (SELECT 1 FROM enrolment_membership m WHERE m.person_id = p.id AND
        (m.ends_on IS NULL OR m.ends_on > greatest(m.registered_on, %(registered_on)s::date))) THEN 'member'
    WHEN EXISTS (SELECT 1 FROM enrolment_decreeentry e JOIN enrolment_decree d ON d.id = e.decree_id
        WHERE e.nik_index = a.nik_index AND d.id <> %(decree)s
        AND d.status IN ('draft', 'submitted', 'sent_back')) THEN 'other_decree'
    ELSE '' END AS left_out
  FROM accepted a LEFT JOIN people_person p ON p.nik_index = a.nik_index
), named AS (
  INSERT INTO enrolment_decreeentry (decree_id, screened_row_id, nik_index)
  SELECT %(decree)s, id, nik_index FROM judged WHERE left_out = '' ORDER BY id
)
SELECT left_out, count(*) FROM judged WHERE left_out <> '' GROUP BY left_out ORDER BY left_out
"""
SUM_UP = """
UPDATE enrolment_decree d SET member_count = e.members, digest = e.digest
FROM (
  SELECT count(*) AS members,
    encode(sha256(coalesce(string_agg(nik_index, ''::bytea ORDER BY nik_index), '')), 'hex') AS digest
  FROM enrolment_decreeentry WHERE decree_id = %(decree)s
) e
WHERE d.id = %(decree)s RETURNING d.member_count, d.digest
"""


class DecreeIncomplete(Refusal):
    """The number, the title or the lists are missing."""

    sentence = _("A decree needs a number, a title, a payer and at least one approved list.")


class ListNotApproved(Refusal):
    """A list of the decree was not approved."""

    sentence = _("Only approved lists can go into a decree. Have the list approved first.")


class ListIncomplete(Refusal):
    """Checks of a list did not run, so nobody knows whether its people may be members."""

    sentence = _(
        "A list of this decree was screened without all registers. Import the missing register and screen the list "
        "again."
    )


class ListsOfTwoProgrammes(Refusal):
    """A decree belongs to one programme."""

    sentence = _("These lists belong to different programmes. Make one decree for each.")


class NobodyLeft(Refusal):
    """Everybody on the lists is a member or named by another decree."""

    sentence = _(
        "Nobody on these lists can be added: everybody accepted is a member already or is named in another open decree."
    )


class DecreeNumberTaken(Refusal):
    """Another decree of the programme has this number."""

    sentence = _("A decree with this number exists already. Check the number.")


@transaction.atomic
def prepare_decree(
    *, number: str, title: str, payer: str, registered_on: date, lists: Iterable[CandidateList], by: User, on: date
) -> Decree:
    """Draft a decree of everybody the lists accepted, but those who are members or named in another open decree.

    How many were left out, and why, is in the event's data. Raises DecreeIncomplete, ListNotApproved, ListIncomplete,
    ListsOfTwoProgrammes, DecreeNumberTaken, NobodyLeft.
    """
    require(by, "decree.prepare")
    chosen = _usable(lists)
    decree = Decree(programme=_locked_programme(chosen), prepared_by=by, prepared_on=on)
    return _written(decree, chosen, number, title, payer, registered_on, by, on, "enrolment.prepare_decree")


@transaction.atomic
def revise_decree(
    *,
    decree: Decree,
    number: str,
    title: str,
    payer: str,
    registered_on: date,
    lists: Iterable[CandidateList],
    by: User,
    on: date,
) -> Decree:
    """Prepare a draft or a decree that was sent back anew, its people drawn again; whoever revises it has prepared it.

    Raises NotNow, and what `prepare_decree` raises.
    """
    require(by, "decree.prepare")
    chosen = _usable(lists)
    programme = _locked_programme(chosen)
    found = locked_decree(decree, "revise")
    if found.programme_id != programme.pk:
        raise ListsOfTwoProgrammes
    found.prepared_by, found.prepared_on = by, on
    found.status = Decree.Status.DRAFT
    found.decided_by, found.decided_on, found.decision_reason = None, None, ""
    return _written(found, chosen, number, title, payer, registered_on, by, on, "enrolment.revise_decree")


def _usable(lists: Iterable[CandidateList]) -> list[CandidateList]:
    ids = {each.pk for each in lists}
    chosen = list(CandidateList.objects.select_related("screening").filter(pk__in=ids).order_by("pk"))
    if not chosen:
        raise DecreeIncomplete
    if any(each.status != CandidateList.Status.APPROVED for each in chosen):
        raise ListNotApproved
    if any(each.screening is None or not each.screening.complete for each in chosen):
        raise ListIncomplete
    return chosen


def _locked_programme(chosen: list[CandidateList]) -> Programme:
    """Decrees of one programme are drawn one after the other, so that no two draw the same person."""
    if len({each.programme_id for each in chosen}) > 1:
        raise ListsOfTwoProgrammes
    return Programme.objects.select_for_update(no_key=True).get(pk=chosen[0].programme_id)


def _written(
    decree: Decree,
    chosen: list[CandidateList],
    number: str,
    title: str,
    payer: str,
    registered_on: date,
    by: User,
    on: date,
    action: str,
) -> Decree:
    decree.number, decree.title = number.strip(), title.strip()
    decree.payer, decree.registered_on = payer, registered_on
    if not decree.number or not decree.title or payer not in PayerKind.values:
        raise DecreeIncomplete
    try:
        with transaction.atomic():
            decree.save()
    except IntegrityError:
        raise DecreeNumberTaken from None
    decree.lists.set(chosen)
    left_out = _filled(decree, chosen)
    if not decree.member_count:
        raise NobodyLeft
    record(
        action=action,
        by=by,
        on=on,
        subject=f"enrolment.decree:{decree.pk}",
        data={"lists": [each.pk for each in chosen], "members": decree.member_count, "left_out": left_out},
        rows=decree.member_count,
        digest=decree.digest,
    )
    return decree


def _filled(decree: Decree, chosen: list[CandidateList]) -> dict[str, int]:
    """Name the people and sum up; returns how many were left out by reason."""
    values: dict[str, Any] = {
        "decree": decree.pk,
        "screenings": [each.screening_id for each in chosen],
        "registered_on": decree.registered_on,
    }
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM enrolment_decreeentry WHERE decree_id = %(decree)s", values)
        cursor.execute(FILL, values)
        left_out: dict[str, int] = dict(cursor.fetchall())
        cursor.execute(SUM_UP, values)
        decree.member_count, decree.digest = cursor.fetchone()
    return left_out
