"""The programme's figures on one day: members, money, cases. A fixed number of statements.

How many people are eligible is not known to the database (the registers lie in files), so no share of them is given.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, Q, Sum

from payung.claims.models import Case, Payout
from payung.claims.states import CLOSED
from payung.enrolment.models import Membership
from payung.intake.models import CandidateList
from payung.law.months import Month
from payung.oversight.queries.occupations import OccupationGroup, grouped


@dataclass(frozen=True)
class PayerMembers:
    """Members whose decree names this payer."""

    payer: str
    registered: int
    in_force: int


@dataclass(frozen=True)
class ListMembers:
    """What became of one list; the verdicts are those of its current screening, 0 before the first."""

    list_pk: int
    sender: str
    file_name: str
    status: str
    rows: int
    accepted: int
    review: int
    rejected: int
    registered: int
    in_force: int


@dataclass(frozen=True)
class InvoiceFigures:
    """One invoice that stands (not refused, not sent back), in rupiah; `received` is what BPJS confirmed of it."""

    pk: int
    month: str
    payer: str
    status: str
    lines: int
    total: int
    received_lines: int
    received: int


@dataclass(frozen=True)
class VillageMembers:
    """Members in force of one village, with its tile on the map where it has one."""

    code: str
    name: str
    column: int | None
    row: int | None
    in_force: int


@dataclass(frozen=True)
class CoverAtRisk:
    """Months up to now that were invoiced and that BPJS has not confirmed: families whose cover is in doubt."""

    people: int
    lines: int
    amount: int


@dataclass(frozen=True)
class Figures:
    """What the dashboard shows of one day: `registered` counts all memberships, `in_force` those that overlap it."""

    on: date
    registered: int
    in_force: int
    unanswered: int  # in force, without BPJS's effective date
    by_payer: tuple[PayerMembers, ...]
    by_list: tuple[ListMembers, ...]
    by_village: tuple[VillageMembers, ...]
    by_occupation: tuple[OccupationGroup, ...]
    invoices: tuple[InvoiceFigures, ...]
    at_risk: CoverAtRisk
    benefits_paid: int
    families_paid: int
    cases: dict[str, int]  # status -> cases, every status named

    @property
    def open_cases(self) -> int:
        """Cases neither denied nor handed over."""
        return sum(count for status, count in self.cases.items() if status not in CLOSED)


def figures(on: date) -> Figures:
    """Return the figures of `on` for the whole city; whoever may see them sees every area."""
    in_force = _in_force(on)
    counted = Membership.objects.aggregate(
        registered=Count("pk"),
        in_force=Count("pk", filter=in_force),
        unanswered=Count("pk", filter=in_force & Q(effective_on__isnull=True)),
    )
    paid = Payout.objects.filter(paid_on__lte=on)
    benefits = paid.aggregate(amount=Sum("amount"), families=Count("case", distinct=True))
    return Figures(
        on=on,
        registered=counted["registered"],
        in_force=counted["in_force"],
        unanswered=counted["unanswered"],
        by_payer=_by_payer(in_force),
        by_list=_by_list(in_force),
        by_village=_by_village(in_force),
        by_occupation=_by_occupation(in_force),
        invoices=_invoices(),
        at_risk=_at_risk(on),
        benefits_paid=benefits["amount"] or 0,
        families_paid=benefits["families"],
        cases=_cases(),
    )


def _in_force(on: date) -> Q:
    return Q(registered_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gt=on))


def _by_payer(in_force: Q) -> tuple[PayerMembers, ...]:
    rows = Membership.objects.order_by("payer").values("payer")
    rows = rows.annotate(registered=Count("pk"), in_force=Count("pk", filter=in_force))
    return tuple(PayerMembers(**row) for row in rows)


def _by_list(in_force: Q) -> tuple[ListMembers, ...]:
    """Two statements: members by the list their decree entry came from, and the lists with their screenings."""
    path = "entry__screened_row__screening__list"
    counts = Membership.objects.order_by().values_list(path)
    counts = counts.annotate(registered=Count("pk"), in_force=Count("pk", filter=in_force))
    members = {list_pk: (registered, forced) for list_pk, registered, forced in counts}
    lists = CandidateList.objects.select_related("screening").order_by("pk")
    return tuple(
        ListMembers(
            list_pk=each.pk,
            sender=each.sender,
            file_name=each.file_name,
            status=each.status,
            rows=each.row_count,
            accepted=each.screening.accepted if each.screening else 0,
            review=each.screening.review if each.screening else 0,
            rejected=each.screening.rejected if each.screening else 0,
            registered=members.get(each.pk, (0, 0))[0],
            in_force=members.get(each.pk, (0, 0))[1],
        )
        for each in lists
    )


def _by_village(in_force: Q) -> tuple[VillageMembers, ...]:
    place = "person__village__"
    fields = [f"{place}code", f"{place}name", f"{place}tile_column", f"{place}tile_row"]
    rows = Membership.objects.filter(in_force, person__village__isnull=False).order_by(fields[0]).values_list(*fields)
    return tuple(VillageMembers(*row) for row in rows.annotate(members=Count("pk")))


def _by_occupation(in_force: Q) -> tuple[OccupationGroup, ...]:
    rows = (
        Membership.objects.filter(in_force).order_by().values_list("person__occupation").annotate(members=Count("pk"))
    )
    return grouped(rows)


_RECEIVED = """
SELECT i.id, i.month, i.payer, i.status, i.line_count, i.total, count(r.id), coalesce(sum(r.amount), 0)
FROM contributions_invoice i
LEFT JOIN contributions_invoiceline l ON l.invoice_id = i.id
LEFT JOIN contributions_receiptline r ON r.line_id = l.id
WHERE i.status NOT IN ('refused', 'sent_back')
GROUP BY i.id ORDER BY i.month, i.payer, i.sequence
"""

_UNCONFIRMED = """
SELECT count(DISTINCT l.person_id), count(*), coalesce(sum(l.amount), 0)
FROM contributions_chargedmonth c
JOIN contributions_invoiceline l ON l.id = c.line_id
LEFT JOIN contributions_receiptline r ON r.line_id = l.id
WHERE c.month <= %s AND r.id IS NULL
"""


def _invoices() -> tuple[InvoiceFigures, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_RECEIVED)
        rows = cursor.fetchall()
    return tuple(
        InvoiceFigures(pk, month, payer, status, lines, total, received_lines, int(received))
        for pk, month, payer, status, lines, total, received_lines, received in rows
    )


def _at_risk(on: date) -> CoverAtRisk:
    with connection.cursor() as cursor:
        cursor.execute(_UNCONFIRMED, [str(Month.of(on))])
        people, lines, amount = cursor.fetchone()
    return CoverAtRisk(people=people, lines=lines, amount=int(amount))


def _cases() -> dict[str, int]:
    found = dict(Case.objects.order_by().values_list("status").annotate(members=Count("pk")))
    return {status: found.get(status, 0) for status in Case.Status.values}
