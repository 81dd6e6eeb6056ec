"""Records BPJS's answer to a registration: member numbers, effective dates and refusals, all set-based."""

from datetime import date
from pathlib import Path

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.errors import UniqueViolation

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.enrolment.answers import Answer, AnswerLine, read_answer
from payung.enrolment.models import BpjsAnswer
from payung.groundwork import sealed
from payung.groundwork.bulk import copy_rows
from payung.groundwork.refusals import Refusal
from payung.intake.actions.files import keep_file, sha256_of

COLUMNS = ("row", "nik_sealed", "nik_index", "member_number", "effective_on", "refusal", "problem")
TYPES = ("int4", "bytea", "bytea", "text", "date", "text", "text")
TABLE = """
DROP TABLE IF EXISTS pg_temp.answer;
CREATE TEMPORARY TABLE answer (row int, nik_sealed bytea, nik_index bytea, member_number text, effective_on date,
  refusal text, problem text, membership_id bigint) ON COMMIT DROP
"""
# A number that was corrected still finds its person. An ended membership may still get its number and date, which the
# family's claim needs; it can no longer be refused.
MATCH = """
UPDATE answer a SET membership_id = found.id FROM (
  SELECT DISTINCT ON (a.row) a.row, m.id
  FROM answer a
  JOIN LATERAL (
    SELECT p.id FROM people_person p WHERE p.nik_index = a.nik_index
    UNION ALL
    SELECT c.person_id FROM people_nikcorrection c WHERE c.old_index = a.nik_index
      AND NOT EXISTS (SELECT 1 FROM people_person q WHERE q.nik_index = a.nik_index)
  ) who ON true
  JOIN enrolment_membership m ON m.person_id = who.id
  WHERE a.problem = '' AND (m.ends_on IS NULL OR (a.member_number IS NOT NULL AND m.ends_on > m.registered_on))
  ORDER BY a.row, m.ends_on IS NULL DESC, m.registered_on DESC
) found WHERE found.row = a.row
"""
JUDGE = """
UPDATE answer a SET problem = judged.problem FROM (
  SELECT a.row, CASE
    WHEN m.id IS NULL THEN 'unknown'
    WHEN row_number() OVER (PARTITION BY a.membership_id ORDER BY a.row) > 1 THEN 'repeated'
    WHEN a.refusal <> '' AND m.member_number IS NOT NULL THEN 'refused_late'
    WHEN m.member_number <> a.member_number THEN 'other_number'
    WHEN EXISTS (SELECT 1 FROM enrolment_membership o WHERE o.member_number = a.member_number
      AND o.person_id <> m.person_id) THEN 'number_taken'
    WHEN m.effective_on <> a.effective_on THEN 'other_date'
    WHEN a.effective_on < date_trunc('month', m.registered_on::timestamp) THEN 'too_early'
    WHEN a.effective_on > m.registered_on + interval '1 year' THEN 'too_late'
    ELSE '' END AS problem
  FROM answer a
  LEFT JOIN enrolment_membership m ON m.id = a.membership_id
  WHERE a.problem = ''
) judged WHERE judged.row = a.row
"""
LOCK = """
SELECT count(*) FROM (SELECT m.id FROM enrolment_membership m JOIN answer a ON a.membership_id = m.id
  ORDER BY m.id FOR NO KEY UPDATE OF m) locked
"""
CHANGE = """
UPDATE enrolment_membership m SET
  member_number = coalesce(a.member_number, m.member_number),
  effective_on = CASE WHEN a.refusal = '' THEN coalesce(a.effective_on, m.effective_on) ELSE m.effective_on END,
  ends_on = CASE WHEN a.refusal = '' THEN m.ends_on ELSE m.registered_on END,
  end_reason = CASE WHEN a.refusal = '' THEN m.end_reason ELSE 'refused_by_bpjs' END
FROM answer a WHERE a.membership_id = m.id AND a.problem = ''
"""
COUNTS = """
SELECT count(*) FILTER (WHERE problem = '' AND refusal = ''), count(*) FILTER (WHERE problem = '' AND refusal <> ''),
  count(*) FILTER (WHERE problem <> ''),
  encode(sha256(convert_to(coalesce(string_agg(membership_id::text, E'\n' ORDER BY membership_id)
    FILTER (WHERE problem = ''), ''), 'UTF8')), 'hex')
FROM answer
"""
KEEP = """
INSERT INTO enrolment_bpjsanswerline
  (answer_id, row, nik_sealed, nik_index, membership_id, member_number, effective_on, refusal, problem)
SELECT %s, row, nik_sealed, nik_index, CASE WHEN problem = '' THEN membership_id END, member_number, effective_on,
  refusal, problem FROM answer ORDER BY row
"""


class SameAnswer(Refusal):
    """The very same bytes were recorded before."""

    sentence = _("This very file was recorded before, on %(day)s. Nothing was changed.")


class NobodyMatched(Refusal):
    """No line of the file concerns a member."""

    sentence = _(
        "No line of this file belongs to a member. Check that it is the answer to this programme's registration and "
        "that the decree is in force."
    )


class AnswerOvertaken(Refusal):
    """Another answer was recorded at the same moment."""

    sentence = _("Another file of BPJS was recorded at the same moment. Try again.")


@transaction.atomic
def record_bpjs_answer(*, path: Path, file_name: str, by: User, on: date) -> BpjsAnswer:
    """Give members their numbers and BPJS's own first day, and end the memberships it refused.

    A line that matches nobody or contradicts what is known changes nothing and is kept with its problem. Raises
    FileRefused, ColumnsMissing, SameAnswer, NobodyMatched, AnswerOvertaken.
    """
    require(by, "bpjs.answer")
    _refuse_if_known(path)
    read = read_answer(path, on)
    try:
        with transaction.atomic():
            accepted, refused, unmatched, digest = _applied(read)
    except IntegrityError as error:
        if not isinstance(error.__cause__, UniqueViolation):
            raise
        raise AnswerOvertaken from None
    if not accepted and not refused:
        raise NobodyMatched
    answer = BpjsAnswer.objects.create(
        source=keep_file(path, on=on),
        file_name=file_name,
        received_on=on,
        by=by,
        accepted=accepted,
        refused=refused,
        unmatched=unmatched,
    )
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [answer.pk])
    record(
        action="enrolment.record_bpjs_answer",
        by=by,
        on=on,
        subject=f"enrolment.bpjsanswer:{answer.pk}",
        data={"sha256": read.sha256, "accepted": accepted, "refused": refused, "unmatched": unmatched},
        rows=accepted + refused,
        digest=digest,
    )
    return answer


def _applied(read: Answer) -> tuple[int, int, int, str]:
    """Change the memberships; returns how many were accepted, refused, not used, and the digest of the changed."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        copy_rows("answer", COLUMNS, _stored(read.lines), types=TYPES)
        cursor.execute("ANALYZE answer")
        for statement in (MATCH, LOCK, JUDGE, CHANGE, COUNTS):
            cursor.execute(statement)
        accepted, refused, unmatched, digest = cursor.fetchone()
    return accepted, refused, unmatched, digest


def _stored(lines: list[AnswerLine]) -> list[tuple[object, ...]]:
    niks = [line.nik for line in lines if line.nik]
    seals = iter(zip(sealed.seal_many(niks, sealed.NIK), sealed.index_many(niks, sealed.NIK), strict=True))
    return [
        (
            line.row,
            *(next(seals) if line.nik else (None, None)),
            line.member_number,
            line.effective_on,
            line.refusal,
            line.problem,
        )
        for line in lines
    ]


def _refuse_if_known(path: Path) -> None:
    known = BpjsAnswer.objects.filter(source__sha256=sha256_of(path)).first()
    if known is not None:
        raise SameAnswer(day=known.received_on)
