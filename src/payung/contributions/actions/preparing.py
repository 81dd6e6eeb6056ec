"""Prepares one payer's month: a line for everybody due and not charged yet, in a fixed number of statements."""

import json
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.contributions.models import Invoice
from payung.contributions.unit_amounts import month_of, unit_amounts
from payung.groundwork.refusals import Refusal
from payung.intake.models import Programme

CREATE = """
INSERT INTO contributions_invoice (programme_id, payer, month, sequence, status, line_count, lines_total, credits_total,
  total, basis, prepared_by_id, prepared_on, decision_reason)
SELECT %(programme)s, %(payer)s, %(month)s, coalesce(max(sequence), 0) + 1, 'draft', 0, 0, 0, 0, %(basis)s::jsonb,
  %(by)s, %(on)s, ''
FROM contributions_invoice
WHERE programme_id = %(programme)s AND payer = %(payer)s AND month = %(month)s
  AND status NOT IN ('refused', 'sent_back')
RETURNING id
"""
# Whose membership overlaps the month; one that ended on its first day overlaps nothing. Somebody with two memberships
# in the month is charged for the later one.
LINES = """
INSERT INTO contributions_invoiceline (invoice_id, membership_id, person_id, month, accident, death, amount)
SELECT %(invoice)s, due.id, due.person_id, %(month)s, %(accident)s, %(death)s, %(accident)s + %(death)s
FROM (
  SELECT DISTINCT ON (m.person_id) m.id, m.person_id
  FROM enrolment_membership m
  WHERE m.programme_id = %(programme)s AND m.payer = %(payer)s AND m.registered_on < %(next_first)s
    AND (m.ends_on IS NULL OR (m.ends_on > %(first)s AND m.ends_on > m.registered_on))
    AND NOT EXISTS (SELECT 1 FROM contributions_chargedmonth c WHERE c.person_id = m.person_id AND c.month = %(month)s)
  ORDER BY m.person_id, m.registered_on DESC
) due
ORDER BY due.id
"""
# The oldest credits first, as far as they fit: an invoice never falls below zero.
CARRY = """
INSERT INTO contributions_carriedcredit (credit_id, invoice_id)
SELECT fitting.id, %(invoice)s
FROM (
  SELECT c.id, sum(l.amount) OVER (ORDER BY c.id) AS so_far
  FROM contributions_credit c
  JOIN contributions_invoiceline l ON l.id = c.line_id
  JOIN contributions_invoice i ON i.id = l.invoice_id
  WHERE i.programme_id = %(programme)s AND i.payer = %(payer)s
    AND NOT EXISTS (SELECT 1 FROM contributions_carriedcredit k WHERE k.credit_id = c.id)
) fitting
WHERE fitting.so_far <= (SELECT coalesce(sum(amount), 0) FROM contributions_invoiceline WHERE invoice_id = %(invoice)s)
"""
SUM_UP = """
UPDATE contributions_invoice i SET line_count = lines.count, lines_total = lines.amount, credits_total = credits.amount,
  total = lines.amount - credits.amount
FROM (
  SELECT count(*) AS count, coalesce(sum(amount), 0) AS amount,
    encode(sha256(convert_to(coalesce(string_agg(id::text, E'\n' ORDER BY id), ''), 'UTF8')), 'hex') AS digest
  FROM contributions_invoiceline WHERE invoice_id = %(invoice)s
) lines, (
  SELECT coalesce(sum(l.amount), 0) AS amount FROM contributions_carriedcredit k
  JOIN contributions_credit c ON c.id = k.credit_id JOIN contributions_invoiceline l ON l.id = c.line_id
  WHERE k.invoice_id = %(invoice)s
) credits
WHERE i.id = %(invoice)s RETURNING lines.digest
"""


class NobodyDue(Refusal):
    """Everybody due in the month is charged already, or nobody is due."""

    sentence = _(
        "Nobody is left to charge for this month: everybody due is on an invoice already, or nobody is a member."
    )


class ChargedMeanwhile(Refusal):
    """Another invoice charged some of these people at the same moment."""

    sentence = _("Another invoice charged some of these people at the same moment. Prepare this invoice again.")


@transaction.atomic
def prepare_invoice(*, programme: Programme, payer: str, month: str, by: User, on: date) -> Invoice:
    """Draft the invoice of one payer for one month (`YYYY-MM`), with the open credits that fit into it.

    Again for the same month, it charges only who was added since (sequence 2 and on). Amounts and their sources are
    asked of the law once and kept in `basis`. Raises NotAMonth, UnknownPayer, LawIsOpen, AmountDependsOnSector,
    NobodyDue, ChargedMeanwhile.
    """
    require(by, "invoice.prepare")
    asked = month_of(month)
    unit = unit_amounts(asked, payer)
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)  # one invoice after the other
    basis = unit.outcome.as_json()
    values: dict[str, Any] = {
        "programme": programme.pk,
        "payer": payer,
        "month": str(asked),
        "first": asked.first_day,
        "next_first": (asked + 1).first_day,
        "accident": unit.accident,
        "death": unit.death,
        "by": by.pk,
        "on": on,
    }
    digest = _written(values, basis)
    invoice = Invoice.objects.get(pk=values["invoice"])
    record(
        action="contributions.prepare_invoice",
        by=by,
        on=on,
        subject=f"contributions.invoice:{invoice.pk}",
        data={"unit": unit.total, **_figures(invoice)},
        rows=invoice.line_count,
        digest=digest,
    )
    return invoice


def _written(values: dict[str, Any], basis: dict[str, Any]) -> str:
    """Insert the invoice, its lines and the credits it carries; returns the digest of the lines."""
    with connection.cursor() as cursor:
        cursor.execute(CREATE, {**values, "basis": json.dumps(basis)})
        values["invoice"] = cursor.fetchone()[0]
        try:
            with transaction.atomic():
                cursor.execute(LINES, values)
        except IntegrityError:
            raise ChargedMeanwhile from None
        if not cursor.rowcount:
            raise NobodyDue
        cursor.execute(CARRY, values)
        cursor.execute(SUM_UP, values)
        digest = cursor.fetchone()[0]
    return str(digest)


def _figures(invoice: Invoice) -> dict[str, Any]:
    names = ("month", "payer", "sequence", "lines_total", "credits_total", "total")
    return {name: getattr(invoice, name) for name in names}
