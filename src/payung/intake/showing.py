"""Turns lists and rows into what pages show: masked numbers, labels and sentences in the reader's language."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from payung.groundwork.sealed import unseal
from payung.intake.actions.rows import masked
from payung.intake.models import CandidateList, ScreenedRow
from payung.screening.findings import finding_sentence, short_label

_TONES = {
    CandidateList.Status.RECEIVED: "mute",
    CandidateList.Status.SCREENED: "warn",
    CandidateList.Status.SUBMITTED: "warn",
    CandidateList.Status.APPROVED: "good",
    CandidateList.Status.SENT_BACK: "warn",
    CandidateList.Status.REFUSED: "bad",
}
_VERDICT_TONES = {"accepted": "good", "review": "warn", "rejected": "bad"}


def tone_of(status: str) -> str:
    """The colour of a list's status."""
    return _TONES[CandidateList.Status(status)]


def with_labels(counted: Iterable[tuple[str, int]], list_pk: int, verdict: str) -> list[dict[str, Any]]:
    """Codes with their labels, counts and the address of the rows behind them; what only informs is left out."""
    address = reverse("list_rows", args=[list_pk])
    return [
        {"label": short_label(code, _), "count": count, "url": f"{address}?verdict={verdict}&code={code}"}
        for code, count in counted
        if not informs_only(code)
    ]


def informs_only(code: str) -> bool:
    """Whether a code never changes a verdict."""
    from payung.screening.checks import BY_CODE, INFORM

    return bool(BY_CODE[code].severity == INFORM)


def shown_number(sealed: bytes | memoryview | None, purpose: str) -> str:
    """A sealed identifier, masked, or an empty text."""
    return masked(unseal(bytes(sealed), purpose)) if sealed is not None else ""


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
        "labels": [short_label(finding["code"], _) for finding in telling[:2]],
        "sentence": sentence(telling[0]) if telling else "",
        "tone": _VERDICT_TONES[row.verdict],
        "verdict": row.get_verdict_display(),
    }


def sentence(finding: dict[str, Any]) -> str:
    """A finding as a sentence."""
    return finding_sentence(finding["code"], finding["params"], _)
