"""The story of one member, newest first: the list, the decree, BPJS's number, each month's contribution, the death."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payung.accounts.models import User
from payung.accounts.permissions import may
from payung.claims.models import Case
from payung.contributions.models import Invoice, InvoiceLine
from payung.enrolment.models import Membership
from payung.intake.models import ScreenedRow
from payung.intake.queries import visible_lists
from payung.law.explain import day_in_words, month_in_words, rupiah
from payung.law.months import Month
from payung.screening.checks import CHECKS


@dataclass(frozen=True)
class Moment:
    """One point of the story; `url` is empty where the reader's role does not open what is behind it."""

    on: date
    what: str
    detail: str = ""
    url: str = ""
    url_label: str = ""
    tone: str = ""


def story(membership: Membership, case: Case | None, user: User) -> list[Moment]:
    """Everything that happened to a membership, newest first; a fixed number of statements."""
    moments = [
        *_beginning(membership, user),
        *_answers(membership),
        *_contributions(membership, user),
        *_corrections(membership),
        *_end(membership),
        *(_death(case, user) if case else ()),
    ]
    later_last = sorted(enumerate(moments), key=lambda each: (each[1].on, each[0]))
    return [moment for _place, moment in reversed(later_last)]


def _beginning(membership: Membership, user: User) -> Iterator[Moment]:
    row = membership.entry.screened_row
    received, number = row.list_row.list, row.list_row.row
    opens = may(user, "list.see") and visible_lists(user).filter(pk=received.pk).exists()
    yield Moment(
        on=received.received_on,
        what=_("Received from the list of %(sender)s, row %(row)s") % {"sender": received.sender, "row": number},
        detail="" if opens else _checks(row),
        url=reverse("list_row", args=[received.pk, number]) if opens else "",
        url_label=_checks(row) if opens else "",
    )
    decree = membership.decree
    yield Moment(
        on=decree.decided_on or decree.prepared_on,
        what=_("Named in decree %(number)s") % {"number": decree.number},
        detail=_("approved by %(name)s") % {"name": decree.decided_by.full_name} if decree.decided_by else "",
        **_way("decree.see", "decree", decree.pk, _("The decree"), user),
    )


def _checks(row: ScreenedRow) -> str:
    run = len(CHECKS) - len(row.screening.checks_not_run)
    notes = len(row.findings)
    passed = _("%(count)s checks passed") % {"count": run - notes}
    return f"{passed}, " + ngettext("%d remark", "%d remarks", notes) % notes if notes else passed


def _answers(membership: Membership) -> Iterator[Moment]:
    for line in membership.answers.select_related("answer").order_by("pk"):
        if line.refusal:
            yield Moment(line.answer.received_on, _("Refused by BPJS"), line.refusal, tone="bad")
        elif line.effective_on is not None:
            yield Moment(
                line.answer.received_on,
                _("Member number received from BPJS"),
                _("the cover began on that day")
                if line.effective_on == line.answer.received_on
                else _("cover from %(day)s") % {"day": day_in_words(line.effective_on, _)},
            )


def _contributions(membership: Membership, user: User) -> Iterator[Moment]:
    lines = InvoiceLine.objects.filter(membership=membership).select_related("invoice__payment", "credit")
    for line in lines.prefetch_related("received").order_by("month", "pk"):
        month = month_in_words(Month.parse(line.month), _)
        way = _way("invoice.see", "invoice", line.invoice_id, _("The invoice"), user)
        told = _contribution(line, month)
        if told is not None:
            yield replace(told, url=way.get("url", ""), url_label=way.get("url_label", ""))
        credit = getattr(line, "credit", None)
        if credit is not None:
            yield Moment(
                credit.on,
                _("The contribution of %(month)s is given back") % {"month": month},
                credit.reason,
                tone="warn",
                **way,
            )


def _contribution(line: InvoiceLine, month: str) -> Moment | None:
    """The latest that is known of one month; None where its invoice was refused or went back."""
    invoice, received = line.invoice, list(line.received.all())
    payment = getattr(invoice, "payment", None)
    paid = _("paid with %(reference)s") % {"reference": payment.reference} if payment else ""
    if received:
        text = _("Contribution of %(month)s received by BPJS")
        return Moment(received[0].received_on, text % {"month": month}, paid)
    if payment is not None:
        text = _("Contribution of %(month)s paid, BPJS has not confirmed it yet")
        return Moment(payment.paid_on, text % {"month": month}, paid, tone="warn")
    if invoice.status == Invoice.Status.APPROVED:
        text = _("Invoice of %(month)s approved, not paid yet")
    elif invoice.status in (Invoice.Status.DRAFT, Invoice.Status.SUBMITTED):
        text = _("Invoice of %(month)s waits for approval")
    else:
        return None
    return Moment(invoice.decided_on or invoice.prepared_on, text % {"month": month}, tone="wait")


def _corrections(membership: Membership) -> Iterator[Moment]:
    for each in membership.person.nik_corrections.select_related("by").order_by("pk"):
        yield Moment(each.on, _("NIK corrected"), f"{each.by.full_name}: {each.reason}", tone="warn")


def _end(membership: Membership) -> Iterator[Moment]:
    if membership.ends_on is not None and membership.end_reason != Membership.EndReason.DEATH:
        yield Moment(membership.ends_on, _("Membership ended"), membership.get_end_reason_display(), tone="wait")


def _death(case: Case, user: User) -> Iterator[Moment]:
    way = _way("case.see", "case", case.pk, _("The claim"), user)
    yield Moment(case.died_on, _("Died"), tone="open")
    yield Moment(case.reported_on, _("Death reported"), case.get_status_display(), **way)
    decision = getattr(case, "decision", None)
    if decision is not None:
        what = _("Granted by BPJS: %(amount)s") if decision.granted else _("Denied by BPJS")
        detail, tone = decision.letter, "good" if decision.granted else "bad"
        yield Moment(decision.decided_on, what % {"amount": rupiah(decision.amount)}, detail, tone=tone)
    for payout in case.payouts.all():
        what = _("Paid to the family: %(amount)s") % {"amount": rupiah(payout.amount)}
        yield Moment(payout.paid_on, what, payout.reference, tone="good")
    handover = getattr(case, "handover", None)
    if handover is not None:
        yield Moment(handover.on, _("Handed over to the family"), handover.place, tone="good")


def _way(permission: str, page: str, pk: int, label: str, user: User) -> dict[str, str]:
    return {"url": reverse(page, args=[pk]), "url_label": label} if may(user, permission) else {}
