"""Turns lists and rows into what pages show: masked numbers, labels and sentences in the reader's language."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from payung.accounts.models import User
from payung.accounts.permissions import may
from payung.groundwork.sealed import unseal
from payung.intake.actions.handing_out import Numbers
from payung.intake.actions.rows import masked
from payung.intake.models import CandidateList, ScreenedRow
from payung.intake.states import is_allowed
from payung.screening.checks import BY_CODE, INFORM
from payung.screening.findings import finding_sentence, short_label

NO_BREAK = "\u00a0"
_STATUS = CandidateList.Status
_TONES = {
    _STATUS.RECEIVED: "mute",
    _STATUS.SCREENED: "warn",
    _STATUS.SUBMITTED: "warn",
    _STATUS.APPROVED: "good",
    _STATUS.SENT_BACK: "warn",
    _STATUS.REFUSED: "bad",
}
_VERDICT_TONES = {"accepted": "good", "review": "warn", "rejected": "bad"}


def tone_of(status: str) -> str:
    """The colour of a list's status."""
    return _TONES[_STATUS(status)]


def codes() -> frozenset[str]:
    """Every finding code there is."""
    return frozenset(BY_CODE)


def label_of(code: str) -> str:
    """A code in a few words."""
    return short_label(code, _)


def informs_only(code: str) -> bool:
    """Whether a code never changes a verdict."""
    return bool(BY_CODE[code].severity == INFORM)


def with_labels(counted: Iterable[tuple[str, int]], list_pk: int, verdict: str) -> list[dict[str, Any]]:
    """Codes with their labels, counts and the address of the rows behind them; what only informs is left out."""
    address = reverse("list_rows", args=[list_pk])
    return [
        {"label": label_of(code), "count": count, "url": f"{address}?verdict={verdict}&code={code}"}
        for code, count in counted
        if not informs_only(code)
    ]


def verdict_urls(list_pk: int) -> dict[str, str]:
    """The addresses of a list's rows by verdict."""
    address = reverse("list_rows", args=[list_pk])
    return {verdict: f"{address}?verdict={verdict}" for verdict in ScreenedRow.Verdict.values}


def verdict_tabs(found: CandidateList, chosen: str) -> list[dict[str, Any]]:
    """The filters above the rows, with their counts: [{label, url, count, current}]."""
    screening = found.screening
    counts = {verdict: getattr(screening, verdict) if screening else 0 for verdict in ScreenedRow.Verdict.values}
    every = {"label": _("All"), "url": reverse("list_rows", args=[found.pk]), "count": sum(counts.values())}
    urls = verdict_urls(found.pk)
    tabs = [
        {"label": label, "url": urls[value], "count": counts[value], "current": value == chosen}
        for value, label in ScreenedRow.Verdict.choices
    ]
    return [every | {"current": not chosen}, *tabs]


def standing_of(found: CandidateList) -> dict[str, str] | None:
    """Where a submitted or decided list stands, in one remark: {tone, title, text}."""
    if found.status == _STATUS.SUBMITTED and found.submitted_by and found.submitted_on:
        said = {"by": found.submitted_by.full_name, "on": _day(found.submitted_on)}
        return {
            "tone": "info",
            "title": _("Waiting for approval."),
            "text": _("Proposed by %(by)s on %(on)s.") % said,
        }
    if not (found.decided_by and found.decided_on):
        return None
    said = {"by": found.decided_by.full_name, "on": _day(found.decided_on)}
    if found.status == _STATUS.APPROVED:
        return {"tone": "good", "title": _("Approved."), "text": _("By %(by)s on %(on)s.") % said}
    title = _("Refused.") if found.status == _STATUS.REFUSED else _("Sent back.")
    text = _("By %(by)s on %(on)s: %(reason)s") % {**said, "reason": found.decision_reason}
    return {"tone": "bad" if found.status == _STATUS.REFUSED else "warn", "title": title, "text": text}


def decision_of(found: CandidateList, user: User) -> dict[str, Any] | None:
    """What an approver decides, in the form of components/decide.html; None where there is nothing to decide."""
    if found.screening is None or not is_allowed("approve", found.status) or not may(user, "list.approve"):
        return None
    people = found.screening.accepted
    own = found.submitted_by_id == user.pk
    return {
        "title": _("Your decision"),
        "people": people,
        "text": _("Approving lets a decree be made from the accepted rows; rows in review stay behind."),
        "approve_url": reverse("approve_list", args=[found.pk]),
        "approve_label": ngettext("Approve %(people)s person", "Approve %(people)s people", people)
        % {"people": grouped(people)},
        "send_back_url": reverse("send_back_list", args=[found.pk]),
        "refuse_url": reverse("refuse_list", args=[found.pk]),
        "blocked": _("You submitted this list yourself. Another person must decide on it.") if own else "",
    }


def shown_number(sealed: bytes | memoryview | None, purpose: str) -> str:
    """A sealed identifier, masked, or an empty text."""
    if sealed is None:
        return ""
    text = masked(unseal(bytes(sealed), purpose))
    return grouped_by_four(text) if len(text) == 16 else text


def grouped_by_four(text: str) -> str:
    """Sixteen digits as the card shows them."""
    return NO_BREAK.join(text[start : start + 4] for start in range(0, len(text), 4))


def grouped(number: int) -> str:
    """A count with its thousands apart, in the reader's language."""
    return f"{number:,}" if _language_is_english() else f"{number:,}".replace(",", ".")


def row_cells(row: ScreenedRow, list_pk: int) -> dict[str, Any]:
    """One row of the table of rows: as sent, with its findings as labels and its first reason as a sentence."""
    given = row.list_row
    telling = [finding for finding in row.findings if not informs_only(finding["code"])] or row.findings
    return {
        "row": given.row,
        "url": reverse("list_row", args=[list_pk, given.row]),
        "name": given.name_given or _("no name"),
        "nik": shown_number(given.nik_given_sealed, "nik") or _("none"),
        "village": row.village.name if row.village else given.village_given or "",
        "labels": [label_of(finding["code"]) for finding in telling[:2]],
        "sentence": sentence(telling[0]) if telling else "",
        "tone": _VERDICT_TONES[row.verdict],
        "verdict": row.get_verdict_display(),
    }


def sentence(finding: dict[str, Any]) -> str:
    """A finding as a sentence."""
    return finding_sentence(finding["code"], finding["params"], _)


def finding_lines(screened: ScreenedRow) -> list[dict[str, str]]:
    """Everything the checks found of a row, what decides it first: [{label, sentence, tone}]."""
    ordered = sorted(screened.findings, key=lambda finding: informs_only(finding["code"]))
    tone = _VERDICT_TONES[screened.verdict]
    return [
        {
            "label": label_of(each["code"]),
            "sentence": sentence(each),
            "tone": "mute" if informs_only(each["code"]) else tone,
        }
        for each in ordered
    ]


def given_facts(screened: ScreenedRow, numbers: Numbers | None) -> list[dict[str, object]]:
    """The row as it was sent, as facts; whole numbers only where they were asked for."""
    given = screened.list_row
    nik = numbers.nik if numbers else shown_number(given.nik_given_sealed, "nik")
    card = numbers.family_card if numbers else shown_number(given.family_card_sealed, "family_card")
    facts = [
        (_("Name"), given.name_given),
        (_("NIK"), nik),
        (_("Family card"), card),
        (_("Birth date"), given.birth_date_given),
        (_("Sex"), _sex(given.sex)),
        (_("Kelurahan"), given.village_given),
        (_("Address"), given.address),
        (_("Occupation"), given.occupation),
    ]
    return [{"term": term, "detail": detail or "–"} for term, detail in facts]


def register_facts(screened: ScreenedRow, numbers: Numbers | None) -> list[dict[str, object]]:
    """The register's person as facts, none where the row is not confirmed."""
    if not screened.confirmed:
        return []
    nik = grouped_by_four(numbers.nik_found) if numbers else shown_number(screened.nik_sealed, "nik")
    card = numbers.family_card_found if numbers else shown_number(screened.family_card_sealed, "family_card")
    facts = [
        (_("Name"), screened.name),
        (_("NIK"), nik),
        (_("Family card"), grouped_by_four(card) if numbers else card),
        (_("Birth date"), _day(screened.birth_date) if screened.birth_date else ""),
        (_("Sex"), _sex(screened.sex)),
        (_("Kelurahan"), screened.village.name if screened.village else ""),
        (_("Address"), screened.address),
        (_("Welfare decile"), str(screened.decile or "")),
    ]
    return [{"term": term, "detail": detail or "–"} for term, detail in facts]


def _sex(letter: str | None) -> str:
    return {"L": _("male"), "P": _("female")}.get(letter or "", "")


def _day(day: Any) -> str:
    return date_format(day, "j F Y")


def _language_is_english() -> bool:
    return (get_language() or "id").startswith("en")
