"""A town of a few synthetic people for tests: who signs in, a decree in force, members with months that BPJS received.

Rows are made through the models, so that a test of one part does not depend on the actions of the parts before it.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from payung.accounts.models import Role, User
from payung.contributions.models import Invoice, InvoiceLine, Payment, Receipt, ReceiptLine
from payung.enrolment.models import Decree, DecreeEntry, Membership
from payung.groundwork import sealed
from payung.intake.models import CandidateList, ListRow, Programme, ScreenedRow, Screening, SourceFile
from payung.people.models import Person
from payung.places.models import Place

REGISTERED_ON = date(2025, 9, 1)
ACCIDENT, DEATH = 10_000, 6_800
_numbers = count(1)


@dataclass
class Town:
    """What a test needs to name."""

    village: Place
    other_village: Place
    programme: Programme
    officer: User  # of the labour office: prepares
    approver: User
    treasurer: User
    branch: User  # of BPJS
    auditor: User
    mayor: User
    kelurahan: User  # officer of `village`
    elsewhere: User  # officer of `other_village`
    list: CandidateList
    screening: Screening
    niks: dict[int, str] = field(default_factory=dict)  # person -> NIK


def build() -> Town:
    """A city with two kelurahan and one person of each role."""
    places = {}
    for code, level, name in (
        ("32", 1, "JAWA BARAT"),
        ("32.71", 2, "KOTA BOGOR"),
        ("32.71.01", 3, "Bogor Selatan"),
        ("32.71.02", 3, "Bogor Timur"),
        ("32.71.01.1001", 4, "Empang"),
        ("32.71.02.1001", 4, "Baranangsiang"),
    ):
        parent = code.rpartition(".")[0] or None
        places[code], _made = Place.objects.get_or_create(
            code=code, defaults={"level": level, "name": name, "parent_id": parent}
        )
    users = {role: _user(role.value, role) for role in Role}
    elsewhere = _user("kelurahan-timur", Role.KELURAHAN)
    village, other = places["32.71.01.1001"], places["32.71.02.1001"]
    users[Role.KELURAHAN].areas.set([village])
    elsewhere.areas.set([other])
    programme = Programme.objects.create(code="bogor", name="Pekerja rentan", place=places["32.71"])
    officer = users[Role.DISNAKER]
    received, screening = _list(programme, officer)
    return Town(
        village=village,
        other_village=other,
        programme=programme,
        officer=officer,
        approver=users[Role.APPROVER],
        treasurer=users[Role.TREASURY],
        branch=users[Role.BPJS],
        auditor=users[Role.AUDITOR],
        mayor=users[Role.MAYOR],
        kelurahan=users[Role.KELURAHAN],
        elsewhere=elsewhere,
        list=received,
        screening=screening,
    )


def member(
    town: Town,
    *,
    effective_on: date | None = REGISTERED_ON,
    paid: tuple[str, ...] = (),
    village: Place | None = None,
    occupation: str = "Pedagang",
    registered_on: date = REGISTERED_ON,
    payer: str = "city",
) -> Membership:
    """One member by a decree in force; `paid` months were received by BPJS on the 10th of each."""
    number = next(_numbers)
    nik = f"327101150590{number:04d}"
    person = Person.objects.create(
        nik_sealed=sealed.seal(nik, sealed.NIK),
        nik_index=sealed.keyed_index(nik, sealed.NIK),
        family_card_sealed=sealed.seal(nik[::-1], sealed.FAMILY_CARD),
        family_card_index=sealed.keyed_index(nik[::-1], sealed.FAMILY_CARD),
        name=f"WARGA {number}",
        sex="L",
        birth_date=date(1990, 5, 15),
        village=village or town.village,
        occupation=occupation,
        decile=2,
        decile_as_of=date(2025, 8, 1),
    )
    town.niks[person.pk] = nik
    made = _membership(town, person, registered_on, effective_on, payer)
    for month in paid:
        receive(town, made, month)
    return made


def receive(town: Town, membership: Membership, month: str, received_on: date | None = None) -> Receipt:
    """Invoice a member's month, pay it, and let BPJS receive it, by default on the 10th of the month."""
    day = received_on or date.fromisoformat(f"{month}-10")
    invoice = charge(town, membership, month)
    approve(town, invoice, day)
    Payment.objects.create(invoice=invoice, amount=invoice.total, paid_on=day, reference="SP2D", by=town.treasurer)
    _status(invoice, Invoice.Status.PAID)
    receipt = Receipt.objects.create(
        invoice=invoice,
        source=_file(),
        file_name="penerimaan.csv",
        received_on=day,
        by=town.branch,
        line_count=1,
        total=invoice.total,
        unmatched=0,
    )
    ReceiptLine.objects.create(
        receipt=receipt,
        line=invoice.lines.get(),
        person=membership.person,
        row=1,
        member_number=membership.member_number or "",
        month=month,
        amount=invoice.total,
        received_on=day,
    )
    return receipt


def charge(town: Town, membership: Membership, month: str) -> Invoice:
    """A submitted invoice of one line."""
    invoice = Invoice.objects.create(
        programme=town.programme,
        payer=membership.payer,
        month=month,
        sequence=next(_numbers),
        line_count=1,
        lines_total=ACCIDENT + DEATH,
        total=ACCIDENT + DEATH,
        prepared_by=town.officer,
        prepared_on=date.fromisoformat(f"{month}-01"),
    )
    InvoiceLine.objects.create(
        invoice=invoice,
        membership=membership,
        person=membership.person,
        month=month,
        accident=ACCIDENT,
        death=DEATH,
        amount=ACCIDENT + DEATH,
    )
    _status(invoice, Invoice.Status.SUBMITTED)
    return invoice


def approve(town: Town, invoice: Invoice, day: date) -> None:
    """Approve a submitted invoice."""
    invoice.decided_by, invoice.decided_on = town.approver, day
    _status(invoice, Invoice.Status.APPROVED)


def _status(invoice: Invoice, status: str) -> None:
    invoice.status = status
    invoice.save()


def _user(name: str, role: Role) -> User:
    return User.objects.create(username=name, full_name=f"Petugas {name}", role=role, password="!")


def _file() -> SourceFile:
    digest = hashlib.sha256(str(next(_numbers)).encode()).hexdigest()
    return SourceFile.objects.create(sha256=digest, size=1, first_received_on=REGISTERED_ON)


def _list(programme: Programme, officer: User) -> tuple[CandidateList, Screening]:
    received = CandidateList.objects.create(
        programme=programme,
        sender="Dinas Tenaga Kerja",
        file_name="usulan.xlsx",
        source=_file(),
        received_on=REGISTERED_ON,
        received_by=officer,
    )
    screening = Screening.objects.create(
        list=received,
        on=REGISTERED_ON,
        policy={},
        complete=True,
        checks_not_run=[],
        accepted=0,
        review=0,
        rejected=0,
        findings={},
        engine="duckdb",
        by=officer,
        milliseconds=1,
    )
    received.screening = screening
    received.save()
    return received, screening


def _membership(town: Town, person: Person, registered_on: date, effective_on: date | None, payer: str) -> Membership:
    number = next(_numbers)
    row = ListRow.objects.create(list=town.list, row=number, cleaned=[])
    screened = ScreenedRow.objects.create(
        screening=town.screening, list_row=row, verdict="accepted", confirmed=True, nik_index=person.nik_index
    )
    decree = Decree.objects.create(
        programme=town.programme,
        number=f"SK/{number}",
        title="Penetapan penerima",
        payer=payer,
        registered_on=registered_on,
        member_count=1,
        prepared_by=town.officer,
        prepared_on=registered_on,
    )
    entry = DecreeEntry.objects.create(decree=decree, screened_row=screened, nik_index=person.nik_index)
    decree.status = Decree.Status.APPROVED
    decree.decided_by, decree.decided_on = town.approver, registered_on
    decree.save()
    return Membership.objects.create(
        programme=town.programme,
        person=person,
        entry=entry,
        decree=decree,
        payer=payer,
        registered_on=registered_on,
        effective_on=effective_on,
        member_number=f"KPJ{number:08d}" if effective_on else None,
    )
