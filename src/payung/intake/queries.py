"""Reads lists, their rows as screening wants them, verdicts, and which registers count on a day."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from payung.accounts.areas import in_areas_of
from payung.accounts.models import User
from payung.groundwork.folders import registers_folder
from payung.groundwork.sealed import unseal
from payung.intake.models import CandidateList, ListRow, Policy, Programme, RegisterVersion, RowDecision, ScreenedRow
from payung.screening.policy import Policy as ScreeningPolicy
from payung.screening.policy import default_policy
from payung.screening.tables import LIST_SCHEMA

STALE_AFTER_DAYS = 92  # a register older than a quarter is said to be old


def visible_lists(user: User) -> QuerySet[CandidateList]:
    """The lists `user` may see: of their areas, or, at city level, all."""
    return CandidateList.objects.filter(in_areas_of(user, "area")).select_related("screening", "received_by", "area")


def row_ids(list_id: int) -> dict[int, int]:
    """The ids of a list's rows by their row number in the sheet."""
    return dict(ListRow.objects.filter(list_id=list_id).values_list("row", "pk"))


def policy_on(programme: Programme, on: date) -> ScreeningPolicy:
    """The policy in force on a day: the latest approved one, else the one shipped with the program."""
    found = Policy.objects.filter(programme=programme, from_on__lte=on, approved_by__isnull=False)
    latest = found.order_by("-from_on").first()
    return ScreeningPolicy.from_json(latest.body) if latest else default_policy()


def registers_on(on: date) -> dict[str, RegisterVersion]:
    """Of each kind the register with the latest as-of date on or before the day."""
    found: dict[str, RegisterVersion] = {}
    for version in RegisterVersion.objects.filter(as_of__lte=on).order_by("kind", "as_of", "pk"):
        found[version.kind] = version
    return found


def register_path(version: RegisterVersion) -> Path:
    """Where the rows of a register lie."""
    return registers_folder() / version.file_name


def rows_for_screening(candidate_list: CandidateList) -> pa.Table:
    """The list's rows in LIST_SCHEMA, identifiers opened, with what reviewers identified put in place."""
    latest = RowDecision.objects.filter(list_row=OuterRef("pk")).order_by("-pk")
    rows = ListRow.objects.filter(list=candidate_list).order_by("row")
    rows = rows.annotate(
        decided=Subquery(latest.values("kind")[:1]), decided_nik=Subquery(latest.values("nik_sealed")[:1])
    )
    opened = [_as_read(row) for row in rows.iterator(chunk_size=5_000)]
    return pa.Table.from_pylist(opened, schema=LIST_SCHEMA)


def _as_read(row: Any) -> dict[str, Any]:
    identified = row.decided == RowDecision.Kind.IDENTIFIED
    nik = row.decided_nik if identified else row.nik_sealed
    values = {name: getattr(row, name, None) for name in LIST_SCHEMA.names}
    values |= {
        "nik_given": _opened(row.nik_given_sealed, "nik"),
        "nik": _opened(nik, "nik"),
        "nik_problem": None if identified else row.nik_problem,
        "family_card": _opened(row.family_card_sealed, "family_card"),
    }
    return values


def _opened(sealed: bytes | memoryview | None, purpose: str) -> str | None:
    return unseal(bytes(sealed), purpose) if sealed is not None else None


def suggested(candidate_list: CandidateList) -> QuerySet[ScreenedRow]:
    """Rows in review for a truncated NIK with exactly one register person of same name, birth date and family card."""
    return ScreenedRow.objects.filter(
        screening=candidate_list.screening_id,
        verdict=ScreenedRow.Verdict.REVIEW,
        suggested_count=1,
        nik_index__isnull=False,
        codes__contains=["nik.truncated"],
    )


def waiting_rows(candidate_list: CandidateList) -> QuerySet[ScreenedRow]:
    """Rows in review that nobody has parked."""
    latest = RowDecision.objects.filter(list_row=OuterRef("list_row")).order_by("-pk").values("kind")[:1]
    rows = ScreenedRow.objects.filter(screening=candidate_list.screening_id, verdict=ScreenedRow.Verdict.REVIEW)
    return rows.annotate(decided=Subquery(latest)).filter(~Q(decided=RowDecision.Kind.PARKED) | Q(decided__isnull=True))


def reasons(candidate_list: CandidateList, verdict: str) -> list[tuple[str, int]]:
    """How many rows of a verdict carry each code, the commonest first."""
    rows = ScreenedRow.objects.filter(screening=candidate_list.screening_id, verdict=verdict)
    counted: dict[str, int] = {}
    for codes, count in rows.values_list("codes").annotate(count=Count("pk")):
        for code in codes:
            counted[code] = counted.get(code, 0) + count
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
