"""Turns decrees, memberships and what happened to them into what pages show, in the reader's language."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import MD5, Cast, Concat
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.accounts.models import User
from payung.audit.queries import events_of
from payung.enrolment.models import Decree, DecreeEntry, Membership
from payung.groundwork.sealed import NIK, unseal
from payung.law.contribution import SECTORS, confirmed_bases, monthly_contribution
from payung.law.explain import in_words
from payung.law.months import Month
from payung.law.sentences import Refused

SAMPLE = 10
Words = Mapping[str, tuple[str | Promise, str]]

TONES = {
    Decree.Status.DRAFT: "mute",
    Decree.Status.SUBMITTED: "warn",
    Decree.Status.APPROVED: "good",
    Decree.Status.SENT_BACK: "warn",
    Decree.Status.REFUSED: "bad",
}
HAPPENED: Words = {
    "enrolment.prepare_decree": (gettext_lazy("Prepared"), ""),
    "enrolment.revise_decree": (gettext_lazy("Prepared again"), ""),
    "enrolment.submit_decree": (gettext_lazy("Submitted for approval"), "wait"),
    "enrolment.approve_decree": (gettext_lazy("Approved; its people are members"), "good"),
    "enrolment.send_back_decree": (gettext_lazy("Sent back"), "warn"),
    "enrolment.refuse_decree": (gettext_lazy("Refused"), "bad"),
    "enrolment.export_registration": (gettext_lazy("Registration file taken, with whole NIK"), ""),
}
LEFT_OUT: Mapping[str, str | Promise] = {
    "repeated": gettext_lazy("The same person stands in these lists twice"),
    "incomplete": gettext_lazy("The population register lacks facts about the person"),
    "died": gettext_lazy("Died"),
    "nik_corrected": gettext_lazy("The NIK was corrected; the person is known by another one"),
    "member": gettext_lazy("Is a member already"),
    "other_decree": gettext_lazy("Is named in another open decree"),
}


@dataclass(frozen=True)
class Cost:
    """What a decree costs a month in whole rupiah, for one person and for all; or the sentence why that is open."""

    month: str
    each: int | None
    total: int | None
    why_not: str = ""


def count_text(number: int) -> str:
    """A whole number grouped by thousands: 12.345."""
    return number_format(number, force_grouping=True)


def day_text(day: date) -> str:
    """A day as 24 November 2025."""
    return date_format(day, "j F Y")


def month_text(month: str) -> str:
    """A month of the form 2025-09 as September 2025."""
    return date_format(Month.parse(month).first_day, "F Y")


def cost_of(decree: Decree) -> Cost:
    """What the decree's people cost its payer in their first month, asked of the law."""
    month = Month.of(decree.registered_on)
    try:
        base = confirmed_bases(month)[0]
        amounts = {monthly_contribution(month, sector, decree.payer, base).total for sector in SECTORS}
    except Refused as refused:
        return Cost(str(month), None, None, in_words(refused.sentence, _))
    if len(amounts) > 1:
        return Cost(str(month), None, None, _("The amount depends on whether somebody works in transport."))
    each = amounts.pop()
    return Cost(str(month), each, each * decree.member_count)


def happenings(subject: str, words: Words) -> list[dict[str, Any]]:
    """What happened to a subject, newest first: [{what, tone, on, who, reason}]; fixed number of statements."""
    events = list(events_of(subject).order_by("-pk"))
    names = dict(User.objects.filter(username__in={each.actor for each in events}).values_list("username", "full_name"))
    shown = []
    for event in events:
        what, tone = words.get(event.action, (event.action, ""))
        who = names.get(event.actor, event.actor)
        shown.append({"what": what, "tone": tone, "on": event.on, "who": who, "reason": event.reason})
    return shown


def left_out_rows(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Why people of the lists are not in the decree: [{label, count}], the most frequent first."""
    ordered = sorted(counts.items(), key=lambda each: -each[1])
    return [{"label": LEFT_OUT.get(code, code), "count": count} for code, count in ordered]


def one_spelling(counted: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Counts of occupations with PEDAGANG and Pedagang taken together, the most frequent first."""
    together: Counter[str] = Counter()
    for name, count in counted:
        together[" ".join(name.split()).capitalize()] += count
    return sorted(together.items(), key=lambda each: (-each[1], each[0]))


def sample_of(decree: Decree) -> list[dict[str, Any]]:
    """Ten people of the decree drawn by its own id, so that everybody who looks sees the same ten."""
    draw = MD5(Concat(Cast("pk", CharField()), Value(f" {decree.pk}")))
    entries = DecreeEntry.objects.filter(decree=decree).select_related(
        "screened_row__village", "screened_row__list_row__list"
    )
    return [_entry(each) for each in entries.order_by(draw)[:SAMPLE]]


def member_cells(membership: Membership) -> dict[str, Any]:
    """One row of the table of members; the NIK whole, to be masked where it is shown."""
    person = membership.person
    tone, answer = _answer(membership)
    return {
        "pk": membership.pk,
        "name": person.name,
        "nik": unseal(bytes(person.nik_sealed), NIK),
        "occupation": person.occupation,
        "village": person.village.name if person.village else "",
        "number": membership.member_number or "",
        "answer": answer,
        "tone": tone,
        "effective_on": membership.effective_on,
        "ends_on": membership.ends_on,
    }


def _entry(entry: DecreeEntry) -> dict[str, Any]:
    row = entry.screened_row
    given = row.list_row
    return {
        "name": row.name or given.name or given.name_given or "",
        "nik": unseal(bytes(row.nik_sealed), NIK) if row.nik_sealed is not None else "",
        "birth_date": row.birth_date,
        "village": row.village.name if row.village else "",
        "occupation": given.occupation or "",
        "decile": row.decile,
        "url": reverse("list_row", args=[given.list_id, given.row]),
    }


def _answer(membership: Membership) -> tuple[str, str]:
    if membership.end_reason == Membership.EndReason.REFUSED_BY_BPJS:
        return "bad", _("refused by BPJS")
    if membership.ends_on is not None:
        return "mute", _("ended: %(why)s") % {"why": membership.get_end_reason_display()}
    if membership.effective_on is not None:
        return "good", _("registered")
    return "warn", _("waits for BPJS")
