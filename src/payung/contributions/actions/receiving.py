"""Records what BPJS says it received for a paid invoice, line by line, in a fixed number of statements."""

from datetime import date
from pathlib import Path

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.contributions.actions.locking import locked_invoice
from payung.contributions.models import Invoice, Receipt
from payung.contributions.receipts import ReceivedLine, read_receipt
from payung.groundwork.bulk import copy_rows
from payung.groundwork.refusals import Refusal
from payung.intake.actions.files import keep_file, sha256_of

COLUMNS = ("row", "member_number", "month", "amount", "received_on")
TYPES = ("int4", "text", "text", "int4", "date")
TABLE = """
DROP TABLE IF EXISTS pg_temp.received;
CREATE TEMPORARY TABLE received (row int, member_number text, month text, amount int, received_on date,
  person_id bigint, line_id bigint) ON COMMIT DROP
"""
# A line of this invoice is confirmed once: by the first row that names its member and month. All memberships with one
# number are one person's.
MATCH = """
UPDATE received r SET person_id = found.person_id, line_id = found.line_id FROM (
  SELECT r.row, m.person_id, CASE WHEN row_number() OVER (PARTITION BY l.id ORDER BY r.row) = 1
    AND NOT EXISTS (SELECT 1 FROM contributions_receiptline k WHERE k.line_id = l.id) THEN l.id END AS line_id
  FROM received r
  JOIN LATERAL (SELECT person_id FROM enrolment_membership WHERE member_number = r.member_number LIMIT 1) m ON true
  LEFT JOIN contributions_invoiceline l ON l.invoice_id = %s AND l.person_id = m.person_id AND l.month = r.month
) found WHERE found.row = r.row
"""
COUNTS = """
SELECT count(*), coalesce(sum(amount), 0), count(*) FILTER (WHERE line_id IS NULL),
  encode(sha256(convert_to(coalesce(string_agg(line_id::text, E'\n' ORDER BY line_id), ''), 'UTF8')), 'hex')
FROM received
"""
KEEP = """
INSERT INTO contributions_receiptline (receipt_id, line_id, person_id, row, member_number, month, amount, received_on)
SELECT %s, line_id, person_id, row, member_number, month, amount, received_on FROM received ORDER BY row
"""


class SameReceipt(Refusal):
    """The very same bytes were recorded before."""

    sentence = _("This very file was recorded before, on %(day)s. Nothing was changed.")


class NothingMatched(Refusal):
    """No line of the file belongs to the invoice."""

    sentence = _("No line of this file belongs to this invoice. Check the month, the payer and the file.")


class ReceivedInTheFuture(Refusal):
    """The day of receipt has not come yet."""

    sentence = _("The day on which BPJS received the money lies in the future. Check the date.")


class ReceiptOvertaken(Refusal):
    """Another receipt confirmed the same lines at the same moment."""

    sentence = _("Another file of BPJS was recorded at the same moment. Try again.")


@transaction.atomic
def record_receipt(*, invoice: Invoice, path: Path, file_name: str, received_on: date, by: User, on: date) -> Receipt:
    """Record BPJS's list of what it received for a paid invoice; `queries.differences` then names what does not agree.

    `received_on` is the day BPJS booked it, for rows that give none. Raises NotNow, SameReceipt, FileRefused,
    ColumnsMissing, LinesUnreadable, NoLines, NothingMatched, ReceivedInTheFuture, ReceiptOvertaken.
    """
    require(by, "receipt.record")
    _refuse_if_known(path)
    found = locked_invoice(invoice, "receive")
    lines = read_receipt(path, month=found.month, received_on=received_on)
    if max(received_on, *(line.received_on for line in lines)) > on:
        raise ReceivedInTheFuture
    count, total, unmatched, digest = _matched(found, lines)
    if unmatched == count:
        raise NothingMatched
    receipt = Receipt.objects.create(
        invoice=found,
        source=keep_file(path, on=on),
        file_name=file_name,
        received_on=received_on,
        by=by,
        line_count=count,
        total=total,
        unmatched=unmatched,
    )
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(KEEP, [receipt.pk])
    except IntegrityError:
        raise ReceiptOvertaken from None
    record(
        action="contributions.record_receipt",
        by=by,
        on=on,
        subject=f"contributions.invoice:{found.pk}",
        data={"receipt": receipt.pk, "total": receipt.total, "lines": count, "unmatched": unmatched},
        rows=count - unmatched,
        digest=digest,
    )
    return receipt


def _refuse_if_known(path: Path) -> None:
    known = Receipt.objects.filter(source__sha256=sha256_of(path)).first()
    if known is not None:
        raise SameReceipt(day=known.received_on)


def _matched(invoice: Invoice, lines: list[ReceivedLine]) -> tuple[int, int, int, str]:
    """Find each line's person and invoice line; returns lines, rupiah, unmatched lines, and the digest of the found."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        rows = ((line.row, line.member_number, line.month, line.amount, line.received_on) for line in lines)
        copy_rows("received", COLUMNS, rows, types=TYPES)
        cursor.execute("ANALYZE received")
        cursor.execute(MATCH, [invoice.pk])
        cursor.execute(COUNTS)
        count, total, unmatched, digest = cursor.fetchone()
    return count, total, unmatched, digest
