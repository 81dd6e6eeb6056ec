"""A decree is submitted by one person and decided by another; approving it enrols its people at once."""

from datetime import date

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.errors import ExclusionViolation, UniqueViolation

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.enrolment.actions.locking import locked_decree
from payung.enrolment.models import Decree
from payung.groundwork.refusals import Refusal
from payung.intake.models import Programme
from payung.people.reasons import said

# People who became members, or died, since the decree was prepared: one count for the sentence.
IN_THE_WAY = """
SELECT count(*) FILTER (WHERE EXISTS (SELECT 1 FROM enrolment_membership m WHERE m.person_id = p.id AND
         (m.ends_on IS NULL OR m.ends_on > greatest(m.registered_on, d.registered_on)))),
       count(*) FILTER (WHERE p.died_on IS NOT NULL)
FROM enrolment_decreeentry e
JOIN enrolment_decree d ON d.id = e.decree_id
JOIN people_person p ON p.nik_index = e.nik_index
WHERE e.decree_id = %s
"""
# Facts come from the register's person; what the new row does not know leaves what was known.
PERSONS = """
INSERT INTO people_person AS p (nik_sealed, nik_index, family_card_sealed, family_card_index, name, sex, birth_date,
  birth_place, mother_name, village_id, address, occupation, decile, decile_as_of)
SELECT s.nik_sealed, e.nik_index, s.family_card_sealed, s.family_card_index, s.name, s.sex, s.birth_date,
  coalesce(s.birth_place, ''), coalesce(s.mother_name, ''), s.village_id, coalesce(s.address, ''),
  coalesce(l.occupation, ''), s.decile, s.decile_as_of
FROM enrolment_decreeentry e
JOIN intake_screenedrow s ON s.id = e.screened_row_id AND s.nik_index = e.nik_index
JOIN intake_listrow l ON l.id = s.list_row_id
WHERE e.decree_id = %s ORDER BY e.id
ON CONFLICT (nik_index) DO UPDATE SET
  name = EXCLUDED.name, sex = EXCLUDED.sex, birth_date = EXCLUDED.birth_date,
  birth_place = coalesce(nullif(EXCLUDED.birth_place, ''), p.birth_place),
  mother_name = coalesce(nullif(EXCLUDED.mother_name, ''), p.mother_name),
  family_card_sealed = coalesce(EXCLUDED.family_card_sealed, p.family_card_sealed),
  family_card_index = coalesce(EXCLUDED.family_card_index, p.family_card_index),
  village_id = coalesce(EXCLUDED.village_id, p.village_id),
  address = coalesce(nullif(EXCLUDED.address, ''), p.address),
  occupation = coalesce(nullif(EXCLUDED.occupation, ''), p.occupation),
  decile = coalesce(EXCLUDED.decile, p.decile), decile_as_of = coalesce(EXCLUDED.decile_as_of, p.decile_as_of)
"""
MEMBERS = """
INSERT INTO enrolment_membership (programme_id, person_id, entry_id, decree_id, payer, registered_on, end_reason)
SELECT d.programme_id, p.id, e.id, d.id, d.payer, d.registered_on, ''
FROM enrolment_decreeentry e
JOIN enrolment_decree d ON d.id = e.decree_id
JOIN people_person p ON p.nik_index = e.nik_index
WHERE e.decree_id = %s ORDER BY e.id
"""
SUM_OF_MEMBERS = """
SELECT count(*), encode(sha256(convert_to(coalesce(string_agg(id::text, E'\n' ORDER BY id), ''), 'UTF8')), 'hex')
FROM enrolment_membership WHERE decree_id = %s
"""


class SamePerson(Refusal):
    """Whoever prepared a decree may not decide on it."""

    sentence = _("You prepared this decree yourself. Another person must decide on it.")


class AlreadyMembers(Refusal):
    """Since the decree was prepared, people it names became members or died."""

    sentence = _(
        "%(members)s people of this decree have become members by another decree and %(died)s have died since it was "
        "prepared. Send it back; preparing it again leaves them out."
    )


class PeopleChanged(Refusal):
    """The people named are not those that were summed up when the decree was prepared."""

    sentence = _("The people of this decree are not those it was prepared with. Send it back and prepare it again.")


@transaction.atomic
def submit_decree(*, decree: Decree, by: User, on: date) -> Decree:
    """Propose a decree; whoever submits it stands for it as its preparer. Raises NotNow."""
    require(by, "decree.prepare")
    found = locked_decree(decree, "submit")
    found.status = Decree.Status.SUBMITTED
    found.prepared_by, found.prepared_on = by, on
    found.decided_by, found.decided_on, found.decision_reason = None, None, ""
    found.save()
    record(
        action="enrolment.submit_decree",
        by=by,
        on=on,
        subject=f"enrolment.decree:{found.pk}",
        rows=found.member_count,
        digest=found.digest,
    )
    return found


@transaction.atomic
def approve_decree(*, decree: Decree, by: User, on: date, reason: str = "") -> Decree:
    """Put a decree into force and enrol its people from its first day, all of them or nobody.

    Raises SamePerson, NotNow, AlreadyMembers, PeopleChanged.
    """
    require(by, "decree.approve")
    Programme.objects.select_for_update(no_key=True).get(pk=decree.programme_id)
    found = _decided(decree, "approve", Decree.Status.APPROVED, by, on, reason.strip())
    try:
        with transaction.atomic():
            digest = _enrolled(found)
    except IntegrityError as error:
        if not isinstance(error.__cause__, UniqueViolation | ExclusionViolation):
            raise  # a row that breaks another truth is our mistake, not the user's
        # another programme's decree was quicker by a moment
        raise AlreadyMembers(members=_in_the_way(found)[0], died=0) from None
    record(
        action="enrolment.approve_decree",
        by=by,
        on=on,
        subject=f"enrolment.decree:{found.pk}",
        reason=found.decision_reason,
        data={"members": found.member_count, "payer": found.payer, "registered_on": found.registered_on.isoformat()},
        rows=found.member_count,
        digest=digest,
    )
    return found


@transaction.atomic
def send_back_decree(*, decree: Decree, by: User, on: date, reason: str) -> Decree:
    """Return a submitted decree to be prepared again. Raises SamePerson, NotNow, ReasonTooShort."""
    return _turned_down(decree, "send_back", Decree.Status.SENT_BACK, by, on, reason)


@transaction.atomic
def refuse_decree(*, decree: Decree, by: User, on: date, reason: str) -> Decree:
    """Turn a submitted decree down for good; its people are free for another.

    Raises SamePerson, NotNow, ReasonTooShort.
    """
    return _turned_down(decree, "refuse", Decree.Status.REFUSED, by, on, reason)


def _turned_down(decree: Decree, action: str, status: Decree.Status, by: User, on: date, reason: str) -> Decree:
    require(by, "decree.approve")
    found = _decided(decree, action, status, by, on, said(reason))
    subject = f"enrolment.decree:{found.pk}"
    record(action=f"enrolment.{action}_decree", by=by, on=on, subject=subject, reason=found.decision_reason)
    return found


def _decided(decree: Decree, action: str, status: Decree.Status, by: User, on: date, reason: str) -> Decree:
    found = locked_decree(decree, action)
    if found.prepared_by_id == by.pk:
        raise SamePerson
    found.status = status
    found.decided_by, found.decided_on, found.decision_reason = by, on, reason
    found.save(update_fields=["status", "decided_by", "decided_on", "decision_reason"])
    return found


def _enrolled(decree: Decree) -> str:
    """Make the decree's people members; returns the digest of the memberships."""
    members, died = _in_the_way(decree)
    if members or died:
        raise AlreadyMembers(members=members, died=died)
    with connection.cursor() as cursor:
        cursor.execute(PERSONS, [decree.pk])
        cursor.execute(MEMBERS, [decree.pk])
        cursor.execute(SUM_OF_MEMBERS, [decree.pk])
        enrolled, digest = cursor.fetchone()
    if enrolled != decree.member_count:
        raise PeopleChanged
    return str(digest)


def _in_the_way(decree: Decree) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(IN_THE_WAY, [decree.pk])
        members, died = cursor.fetchone()
    return members, died
