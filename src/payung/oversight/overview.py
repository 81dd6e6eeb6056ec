"""The dashboard's findings: each figure as a sentence, with the way to its rows where the reader's role opens them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payung.accounts.models import User
from payung.accounts.permissions import may
from payung.claims.models import Case
from payung.contributions.models import Invoice
from payung.enrolment.models import PayerKind
from payung.intake.models import CandidateList
from payung.law.explain import rupiah
from payung.law.months import Month
from payung.oversight.queries.figures import Figures, InvoiceFigures
from payung.oversight.queries.occupations import OccupationGroup

INVOICE_TONES = {
    Invoice.Status.DRAFT: "mute",
    Invoice.Status.SUBMITTED: "warn",
    Invoice.Status.APPROVED: "warn",
    Invoice.Status.PAID: "good",
}
LIST_TONES = {
    CandidateList.Status.APPROVED: "good",
    CandidateList.Status.REFUSED: "bad",
    CandidateList.Status.RECEIVED: "mute",
}
# Shares that have a name of their own: from and to, in thousandths, and how the heading says it.
_SHARES = (
    (480, 520, "half"),
    (310, 356, "third"),
    (235, 265, "quarter"),
    (190, 210, "fifth"),
)


@dataclass(frozen=True)
class Bar:
    """One bar of the chart of occupations, as the tag `bar_chart` draws it."""

    label: str
    value: int
    text: str = ""
    url: str = ""
    tone: str = "rain"


def bars(groups: Sequence[OccupationGroup]) -> list[Bar]:
    """Occupations as bars."""
    return [Bar(str(each.label), each.members) for each in groups]


def occupations_finding(groups: Sequence[OccupationGroup]) -> str:
    """What the chart of occupations shows, in one sentence."""
    whole = sum(each.members for each in groups)
    if not whole:
        return _("No occupations yet")
    largest = max(groups, key=lambda each: each.members)
    share = largest.members * 1000 // whole
    sentences = {
        "half": _("%(group)s are half of the members"),
        "third": _("%(group)s are a third of the members"),
        "quarter": _("%(group)s are a quarter of the members"),
        "fifth": _("%(group)s are a fifth of the members"),
        "": _("%(group)s are the most: %(percent)s of 100 members"),
    }
    name = next((name for low, high, name in _SHARES if low <= share <= high), "")
    return sentences[name] % {"group": largest.label, "percent": (share + 5) // 10}


def map_of(found: Figures, user: User) -> dict[str, Any]:
    """Members by kelurahan for the tag `tile_map`, the one with the most outlined."""
    opens = may(user, "member.see")
    urls = {each.code: f"{reverse('members')}?kelurahan={each.code}" for each in found.by_village} if opens else {}
    most = max(found.by_village, key=lambda each: each.in_force, default=None)
    return {
        "values": {each.code: each.in_force for each in found.by_village},
        "urls": urls,
        "marked": most.code if most else "",
        "title": _("Members in force by kelurahan"),
        "unit": _("Members"),
        "note": _("People in force today, by the kelurahan they live in. Darker: more members."),
        "csv_url": reverse("dashboard_csv"),
    }


def map_finding(found: Figures) -> str:
    """What the map shows, in one sentence."""
    if not found.by_village:
        return _("No kelurahan has members yet")
    most = max(found.by_village, key=lambda each: each.in_force)
    return _("Most members live in %(village)s") % {"village": most.name}


def month_invoices(found: Figures) -> list[InvoiceFigures]:
    """The invoices of the month of the day."""
    return [each for each in found.invoices if each.month == str(Month.of(found.on))]


def invoice_lines(found: Figures) -> list[dict[str, Any]]:
    """Invoices, the latest month first: {invoice, payer, status, tone}."""
    return [
        {
            "invoice": each,
            "payer": PayerKind(each.payer).label,
            "status": Invoice.Status(each.status).label,
            "tone": INVOICE_TONES[Invoice.Status(each.status)],
        }
        for each in sorted(found.invoices, key=lambda each: (each.month, each.payer, each.pk), reverse=True)
    ]


def list_lines(found: Figures) -> list[dict[str, Any]]:
    """Lists with their verdicts, the newest first: {list, status, tone}."""
    return [
        {
            "list": each,
            "status": CandidateList.Status(each.status).label,
            "tone": LIST_TONES.get(CandidateList.Status(each.status), "warn"),
        }
        for each in reversed(found.by_list)
    ]


def concerns(found: Figures, user: User) -> list[dict[str, str]]:
    """What wants attention today, for components/attention; empty where nothing does."""
    items = []
    members = reverse("members") if may(user, "member.see") else ""
    if found.at_risk.people:
        items.append(
            {
                "tag": ngettext("%d person", "%d people", found.at_risk.people) % found.at_risk.people,
                "tone": "bad",
                "text": _("BPJS has not confirmed contributions worth %(amount)s")
                % {"amount": rupiah(found.at_risk.amount)},
                "url": f"{members}?keadaan=belum-diterima" if members else "",
            }
        )
    if found.unanswered:
        items.append(
            {
                "tag": ngettext("%d person", "%d people", found.unanswered) % found.unanswered,
                "tone": "warn",
                "text": _("BPJS has not answered the registration yet"),
                "url": f"{members}?keadaan=menunggu" if members else "",
            }
        )
    return [*items, *_unpaid_invoices(found, user), *_open_cases(found, user), *_rows_to_check(found, user)]


def _unpaid_invoices(found: Figures, user: User) -> list[dict[str, str]]:
    waiting = [each for each in found.invoices if each.status != Invoice.Status.PAID]
    if not waiting:
        return []
    amount = rupiah(sum(each.total for each in waiting))
    return [
        {
            "tag": ngettext("%d invoice", "%d invoices", len(waiting)) % len(waiting),
            "tone": "warn",
            "text": _("not paid yet, %(amount)s") % {"amount": amount},
            "url": reverse("invoices") if may(user, "invoice.see") else "",
        }
    ]


def _open_cases(found: Figures, user: User) -> list[dict[str, str]]:
    if not found.open_cases:
        return []
    told = [f"{found.cases[status]} {label}" for status, label in Case.Status.choices if _is_told(found, status)]
    return [
        {
            "tag": ngettext("%d family", "%d families", found.open_cases) % found.open_cases,
            "tone": "open",
            "text": _("A claim is not finished"),
            "note": ", ".join(told),
            "url": reverse("cases") if may(user, "case.see") else "",
        }
    ]


def _is_told(found: Figures, status: str) -> bool:
    return bool(found.cases[status]) and status not in (Case.Status.HANDED_OVER, Case.Status.DENIED)


def _rows_to_check(found: Figures, user: User) -> list[dict[str, str]]:
    opens = may(user, "list.see")
    pending = (CandidateList.Status.SCREENED, CandidateList.Status.SENT_BACK)
    return [
        {
            "tag": ngettext("%d row", "%d rows", each.review) % each.review,
            "tone": "warn",
            "text": _("of the list of %(sender)s must be checked") % {"sender": each.sender},
            "url": reverse("list", args=[each.list_pk]) if opens else "",
        }
        for each in found.by_list
        if each.status in pending and each.review
    ]
