"""Reads lists, their rows as screening wants them, verdicts, and which registers count on a day."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from payung.accounts.areas import in_areas_of
from payung.accounts.models import User
from payung.groundwork.folders import registers_folder
from payung.groundwork.sealed import unseal_many
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
    sealed = {"nik_given": "nik_given_sealed", "nik": "nik_sealed", "family_card": "family_card_sealed"}
    names = [sealed.get(name, name) for name in LIST_SCHEMA.names]
    rows = ListRow.objects.filter(list=candidate_list).order_by("row").values_list("pk", *names)
    ids, *columns = zip(*rows.iterator(chunk_size=5_000), strict=True) if candidate_list.row_count else ((), *names)
    values = dict(zip(LIST_SCHEMA.names, map(list, columns), strict=True))
    identified = _identified(candidate_list)
    values["nik"] = [identified.get(pk, given) for pk, given in zip(ids, values["nik"], strict=True)]
    values["nik_problem"] = [
        None if pk in identified else given for pk, given in zip(ids, values["nik_problem"], strict=True)
    ]
    for name in sealed:
        values[name] = _opened(values[name], "family_card" if name == "family_card" else "nik")
    return pa.table(values, schema=LIST_SCHEMA)


def _identified(candidate_list: CandidateList) -> dict[int, bytes]:
    """The sealed NIK that a reviewer named for a row, where the latest decision about it did."""
    decisions = RowDecision.objects.filter(list_row__list=candidate_list).order_by("pk")
    latest = dict(decisions.values_list("list_row_id", "nik_sealed"))  # the later of a row's decisions stays
    return {row_id: bytes(nik) for row_id, nik in latest.items() if nik is not None}


def _opened(sealed: list[bytes | None], purpose: str) -> list[str | None]:
    opened = iter(unseal_many([each for each in sealed if each is not None], purpose))
    return [None if each is None else next(opened) for each in sealed]


def in_review(candidate_list: CandidateList) -> QuerySet[Any]:
    """Rows in review with the latest decision about each: `decided`, its kind, and `decision`, its id."""
    latest = RowDecision.objects.filter(list_row=OuterRef("list_row")).order_by("-pk")
    rows = ScreenedRow.objects.filter(screening=candidate_list.screening_id, verdict=ScreenedRow.Verdict.REVIEW)
    return rows.annotate(decided=Subquery(latest.values("kind")[:1]), decision=Subquery(latest.values("pk")[:1]))


def suggested(candidate_list: CandidateList) -> QuerySet[ScreenedRow]:
    """Undecided rows with a truncated NIK and exactly one register person of same name, birth date and family card."""
    return in_review(candidate_list).filter(
        decided__isnull=True, suggested_count=1, nik_index__isnull=False, codes__contains=["nik.truncated"]
    )


def waiting_rows(candidate_list: CandidateList) -> QuerySet[ScreenedRow]:
    """Rows in review that nobody has parked, nor identified since the list was screened."""
    since = _screened_to(candidate_list)
    settled = Q(decided=RowDecision.Kind.PARKED) | Q(decided=RowDecision.Kind.IDENTIFIED, decision__gt=since)
    return in_review(candidate_list).filter(Q(decided__isnull=True) | ~settled)


def parked_rows(candidate_list: CandidateList) -> QuerySet[ScreenedRow]:
    """Rows in review that were left out of this list."""
    return in_review(candidate_list).filter(decided=RowDecision.Kind.PARKED)


def identified_since(candidate_list: CandidateList) -> QuerySet[RowDecision]:
    """What reviewers identified and the list's current screening does not know yet."""
    return RowDecision.objects.filter(
        list_row__list=candidate_list, kind=RowDecision.Kind.IDENTIFIED, pk__gt=_screened_to(candidate_list)
    )


def latest_decision(candidate_list: CandidateList) -> int:
    """The id of the latest decision about any row of the list, 0 where there is none."""
    found = RowDecision.objects.filter(list_row__list=candidate_list).aggregate(latest=Max("pk"))["latest"]
    return found or 0


def _screened_to(candidate_list: CandidateList) -> int:
    return candidate_list.screening.decided_to if candidate_list.screening is not None else 0


def reasons_of(rows: QuerySet[ScreenedRow]) -> list[tuple[str, int]]:
    """How many of the rows carry each code, the commonest first."""
    counted: dict[str, int] = {}
    for codes, count in rows.order_by().values_list("codes").annotate(count=Count("pk")):
        for code in codes:
            counted[code] = counted.get(code, 0) + count
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def rows_of(candidate_list: CandidateList, verdict: str) -> QuerySet[ScreenedRow]:
    """The rows of one verdict of the current screening."""
    return ScreenedRow.objects.filter(screening=candidate_list.screening_id, verdict=verdict)
