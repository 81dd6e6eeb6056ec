"""Gives back months that should not have been charged, as credits that a later invoice of the same payer carries."""

from datetime import date

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from payung.accounts.models import User
from payung.accounts.permissions import require
from payung.audit.actions import record
from payung.contributions.actions.locking import locked_invoice
from payung.contributions.models import Credit, InvoiceLine
from payung.enrolment.models import Membership
from payung.groundwork.refusals import Refusal
from payung.intake.models import Programme
from payung.people.reasons import said

# Approved lines whose month no day of the membership lies in any more.
AFTER_END = """
WITH given AS (
  INSERT INTO contributions_credit (line_id, "on", by_id, reason)
  SELECT l.id, %(on)s, %(by)s, %(reason)s
  FROM contributions_invoiceline l
  JOIN contributions_invoice i ON i.id = l.invoice_id
  JOIN enrolment_membership m ON m.id = l.membership_id
  WHERE i.programme_id = %(programme)s AND i.status IN ('approved', 'paid') AND m.ends_on IS NOT NULL
    AND (m.ends_on <= to_date(l.month, 'YYYY-MM') OR m.ends_on = m.registered_on)
    AND (%(membership)s::bigint IS NULL OR m.id = %(membership)s)
    AND NOT EXISTS (SELECT 1 FROM contributions_credit c WHERE c.line_id = l.id)
  ORDER BY l.id
  RETURNING id, line_id
)
SELECT count(*), coalesce(sum(l.amount), 0),
  encode(sha256(convert_to(coalesce(string_agg(l.id::text, E'\n' ORDER BY l.id), ''), 'UTF8')), 'hex')
FROM given g JOIN contributions_invoiceline l ON l.id = g.line_id
"""


class CreditedBefore(Refusal):
    """The line was given back before."""

    sentence = _("This line was credited before.")


class NothingToCredit(Refusal):
    """No month after an end is charged."""

    sentence = _("No month after the end of a membership is charged, so there is nothing to credit.")


@transaction.atomic
def credit_line(*, line: InvoiceLine, reason: str, by: User, on: date) -> Credit:
    """Give one approved line back; the person's month is free to be charged again.

    Raises NotNow, CreditedBefore, ReasonTooShort.
    """
    require(by, "invoice.prepare")
    told = said(reason)
    invoice = locked_invoice(line.invoice, "credit")
    try:
        with transaction.atomic():
            credit = Credit.objects.create(line=line, on=on, by=by, reason=told)
    except IntegrityError:
        raise CreditedBefore from None
    record(
        action="contributions.credit_line",
        by=by,
        on=on,
        subject=f"contributions.invoice:{invoice.pk}",
        reason=told,
        data={"line": line.pk, "amount": line.amount, "month": line.month},
    )
    return credit


@transaction.atomic
def credit_months_after_end(
    *, programme: Programme, reason: str, by: User, on: date, membership: Membership | None = None
) -> int:
    """Give back every approved line for a month after its membership's end; returns how many.

    For the whole programme, or one membership. Raises NothingToCredit, ReasonTooShort.
    """
    require(by, "invoice.prepare")
    told = said(reason)
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    values = {
        "programme": programme.pk,
        "membership": membership.pk if membership else None,
        "by": by.pk,
        "on": on,
        "reason": told,
    }
    with connection.cursor() as cursor:
        cursor.execute(AFTER_END, values)
        count, amount, digest = cursor.fetchone()
    if not count:
        raise NothingToCredit
    record(
        action="contributions.credit_months_after_end",
        by=by,
        on=on,
        subject=f"enrolment.membership:{membership.pk}" if membership else f"intake.programme:{programme.pk}",
        reason=told,
        data={"amount": int(amount)},
        rows=count,
        digest=digest,
    )
    return int(count)
