"""A made-up programme of any size, for benchmarks and tests: people with roles, and lists that are already approved.

The lists are written straight into the tables; only what follows from them goes through actions.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from payung.accounts.models import Role, User
from payung.groundwork import sealed
from payung.groundwork.bulk import copy_rows
from payung.intake.models import CandidateList, Programme, Screening, SourceFile
from payung.places.models import Place

VILLAGE = "32.71.03.1001"
OCCUPATIONS = ("Pedagang", "Buruh bangunan", "Juru parkir", "Pemulung")
ROW = {
    "list_id": "int8",
    "row": "int4",
    "name_given": "text",
    "name": "text",
    "nik_sealed": "bytea",
    "nik_index": "bytea",
    "birth_date": "date",
    "sex": "text",
    "occupation": "text",
    "family_card_sealed": "bytea",
    "cleaned": "jsonb",
}
SCREENED = """
INSERT INTO intake_screenedrow (screening_id, list_row_id, verdict, codes, findings, confirmed, nik_sealed, nik_index,
  name, sex, birth_date, village_id, decile, decile_as_of)
SELECT %s, id, 'accepted', '{}', '[]', true, nik_sealed, nik_index, name, sex, birth_date, %s, 1 + row %% 4, %s
FROM intake_listrow WHERE list_id = %s ORDER BY row
"""


@dataclass(frozen=True)
class Cast:
    """One programme, and one person of each role that acts on it."""

    programme: Programme
    officer: User
    approver: User
    treasury: User
    bpjs: User
    auditor: User


def cast() -> Cast:
    """Make the programme, its places and its people."""
    province = Place.objects.create(code="32", level=1, name="Jawa Barat")
    city = Place.objects.create(code="32.71", level=2, name="Kota Bogor", parent=province)
    district = Place.objects.create(code="32.71.03", level=3, name="Bogor Tengah", parent=city)
    Place.objects.create(code=VILLAGE, level=4, name="Paledang", parent=district)
    people = {
        name: User.objects.create(username=name, full_name=name.title(), role=role)
        for name, role in (
            ("officer", Role.DISNAKER),
            ("approver", Role.APPROVER),
            ("treasury", Role.TREASURY),
            ("bpjs", Role.BPJS),
            ("auditor", Role.AUDITOR),
        )
    }
    programme = Programme.objects.create(code="rentan", name="Pekerja rentan", place=city)
    return Cast(programme=programme, **people)


def nik_of(number: int) -> str:
    """The NIK of the made-up person of this number; each has their own, up to three millions."""
    serial, day = number % 9_999 + 1, number // 9_999
    return f"327103{day % 28 + 1:02}{day // 28 % 12 + 1:02}80{serial:04}"


def approved_list(who: Cast, size: int, *, first: int = 0, on: date = date(2025, 9, 1)) -> CandidateList:
    """An approved list of `size` made-up people, all accepted, numbered from `first` on."""
    digest = hashlib.sha256(f"{first} {size} {CandidateList.objects.count()}".encode()).hexdigest()
    made = CandidateList.objects.create(
        programme=who.programme,
        sender="Disnaker",
        file_name="usulan.xlsx",
        source=SourceFile.objects.create(sha256=digest, size=1, first_received_on=on),
        received_on=on,
        received_by=who.officer,
        row_count=size,
    )
    copy_rows("intake_listrow", list(ROW), _rows(made.pk, size, first), types=list(ROW.values()))
    screening = Screening.objects.create(
        list=made,
        on=on,
        policy={},
        complete=True,
        checks_not_run=[],
        accepted=size,
        review=0,
        rejected=0,
        findings={},
        engine="duckdb",
        by=who.officer,
        milliseconds=1,
    )
    with connection.cursor() as cursor:
        cursor.execute(SCREENED, [screening.pk, VILLAGE, on, made.pk])
    made.screening = screening
    made.status = CandidateList.Status.APPROVED
    made.submitted_by, made.submitted_on = who.officer, on
    made.decided_by, made.decided_on = who.approver, on
    made.save()
    return made


def _rows(list_id: int, size: int, first: int) -> Iterator[tuple[Any, ...]]:
    niks = [nik_of(number) for number in range(first, first + size)]
    seals = sealed.seal_many(niks, sealed.NIK)
    indexes = sealed.index_many(niks, sealed.NIK)
    cards = sealed.seal_many(niks, sealed.FAMILY_CARD)
    for place, (seal, index, card) in enumerate(zip(seals, indexes, cards, strict=True)):
        number = first + place
        name = f"Warga {number:07}"
        born = date(1980, 1, 1 + number % 28)
        yield (
            *(list_id, place + 6, name, name, seal, index, born, "LP"[number % 2]),
            *(OCCUPATIONS[number % len(OCCUPATIONS)], card, Jsonb([])),
        )
