"""Runs the programme in the synthetic city by its own actions, from 1 September to 24 November 2025.

Nobody here reads the answer key: the reviewer settles a row only from what the page shows, and parks the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from payung.claims.actions.awarding import approve_award, award
from payung.claims.actions.reporting import report_death
from payung.claims.actions.settling import record_decision, record_handover, record_payout
from payung.claims.models import Case
from payung.contributions.actions.deciding import approve_invoice, submit_invoice
from payung.contributions.actions.paying import record_payment
from payung.contributions.actions.preparing import prepare_invoice
from payung.contributions.actions.receiving import record_receipt
from payung.demo.branch import answer_registration, confirm_payment
from payung.demo.city import City
from payung.demo.families_of_members import member_with_family
from payung.demo.offices import Offices, move_to, open_offices
from payung.enrolment.actions.answering import record_bpjs_answer
from payung.enrolment.actions.deciding import approve_decree, submit_decree
from payung.enrolment.actions.exporting import export_registration
from payung.enrolment.actions.preparing import prepare_decree
from payung.enrolment.models import PayerKind
from payung.intake.actions.decisions import approve, submit
from payung.intake.actions.receiving import receive
from payung.intake.actions.registers import import_register
from payung.intake.actions.screening_runs import screen
from payung.intake.actions.settling import apply_suggestions, park_rest
from payung.intake.models import CandidateList, Programme, RegisterVersion
from payung.intake.queries import suggested, waiting_rows

Tell = Callable[[str], None]
LAST_DAY = date(2025, 11, 24)


@dataclass(frozen=True)
class Arrival:
    """One list on its way into the programme: who sent it, the days it took, the decree, and who pays."""

    sender: str
    file: Path
    received: date
    settled: date
    approved: date
    decreed: date
    in_force: date
    registered: date
    answered: date
    effective: date
    payer: PayerKind
    number: str
    title: str


@dataclass
class Run:
    """The programme under way: its offices, its city, and whom to tell."""

    programme: Programme
    offices: Offices
    city: City
    tell: Tell


def run_programme(city: City, tell: Tell) -> None:
    """Everything that happened in section 1 of the design, each step by the action an officer would use."""
    first = date(2025, 9, 1)
    programme, offices = open_offices(first)
    run = Run(programme, offices, city, tell)
    _import_registers(run, first)
    _take_in(run, _september(city))
    _pay_month(run, "2025-09", (PayerKind.CITY,), date(2025, 9, 9), date(2025, 9, 10))
    _pay_month(run, "2025-10", (PayerKind.CITY,), date(2025, 10, 1), date(2025, 10, 3))
    _take_in(run, _province(city))
    cases = _two_deaths(run)
    _pay_month(run, "2025-11", (PayerKind.CITY, PayerKind.PROVINCE), date(2025, 11, 3), date(2025, 11, 5))
    _pay_families(run, cases)
    move_to(LAST_DAY)


def _september(city: City) -> Arrival:
    return Arrival(
        sender="Disnaker Kota Bogor",
        file=city.september_list,
        received=date(2025, 9, 2),
        settled=date(2025, 9, 2),
        approved=date(2025, 9, 3),
        decreed=date(2025, 9, 4),
        in_force=date(2025, 9, 5),
        registered=date(2025, 9, 5),
        answered=date(2025, 9, 8),
        effective=date(2025, 9, 8),
        payer=PayerKind.CITY,
        number="463/Kep.217-Disnaker/2025",
        title="Penetapan peserta bantuan iuran pekerja rentan tahap pertama",
    )


def _province(city: City) -> Arrival:
    return Arrival(
        sender="Pemerintah Provinsi Jawa Barat",
        file=city.province_list,
        received=date(2025, 10, 28),
        settled=date(2025, 10, 28),
        approved=date(2025, 10, 29),
        decreed=date(2025, 10, 29),
        in_force=date(2025, 10, 30),
        registered=date(2025, 11, 1),
        answered=date(2025, 10, 31),
        effective=date(2025, 11, 1),
        payer=PayerKind.PROVINCE,
        number="463/Kep.268-Disnaker/2025",
        title="Penetapan peserta bantuan iuran pekerja rentan melalui provinsi",
    )


def _import_registers(run: Run, on: date) -> None:
    for kind in RegisterVersion.Kind.values:
        run.tell(f"Registrasi: {kind}")
        import_register(
            kind=kind,
            path=run.city.registers / f"{kind}.parquet",
            as_of=date.fromisoformat(run.city.stamp["snapshot"]),
            source="Kota contoh, data sintetis",
            by=run.offices.administrator,
            on=on,
        )


def _take_in(run: Run, arrival: Arrival) -> None:
    """One list from its arrival to BPJS's answer."""
    found = _screened(run, arrival)
    run.tell(f"Keputusan {arrival.number}")
    disnaker, approver = run.offices.disnaker, run.offices.approver
    move_to(arrival.approved)
    submit(candidate_list=found, by=disnaker, on=arrival.settled)
    approve(candidate_list=found, by=approver, on=arrival.approved)
    decree = prepare_decree(
        number=arrival.number,
        title=arrival.title,
        payer=arrival.payer,
        registered_on=arrival.registered,
        lists=[found],
        by=disnaker,
        on=arrival.decreed,
    )
    submit_decree(decree=decree, by=disnaker, on=arrival.decreed)
    approve_decree(decree=decree, by=approver, on=arrival.in_force)
    run.tell("Jawaban BPJS Ketenagakerjaan")
    folder = run.city.folder
    registration = export_registration(
        decree=decree,
        by=disnaker,
        on=arrival.in_force,
        to=folder / f"pendaftaran-{decree.pk}.csv",
        reason="Pendaftaran peserta ke BPJS Ketenagakerjaan",
    )
    answer = folder / f"jawaban-{decree.pk}.csv"
    answer_registration(registration, answer, effective_on=arrival.effective, seed=decree.pk)
    record_bpjs_answer(path=answer, file_name=answer.name, by=run.offices.bpjs, on=arrival.answered)


def _screened(run: Run, arrival: Arrival) -> CandidateList:
    """Received, screened, and what is in review settled from what the page shows."""
    run.tell(f"Daftar usulan {arrival.sender}")
    disnaker, reviewer = run.offices.disnaker, run.offices.reviewer
    found = receive(
        programme=run.programme,
        sender=arrival.sender,
        path=arrival.file,
        file_name=arrival.file.name,
        by=disnaker,
        on=arrival.received,
    )
    screen(candidate_list=found, by=disnaker, on=arrival.received)
    found.refresh_from_db()
    if suggested(found).exists():
        reason = "Nama, tanggal lahir, dan kartu keluarga sama dengan tepat satu orang di registrasi penduduk"
        apply_suggestions(candidate_list=found, reason=reason, by=reviewer, on=arrival.settled)
        screen(candidate_list=found, by=reviewer, on=arrival.settled)
        found.refresh_from_db()
    if waiting_rows(found).exists():
        reason = "Menunggu pemeriksaan lapangan oleh pengirim"
        park_rest(candidate_list=found, reason=reason, by=reviewer, on=arrival.settled)
    return found


def _pay_month(run: Run, month: str, payers: tuple[PayerKind, ...], prepared: date, paid: date) -> None:
    offices = run.offices
    for payer in payers:
        run.tell(f"Tagihan {month}, {payer.label}")
        invoice = prepare_invoice(programme=run.programme, payer=payer, month=month, by=offices.disnaker, on=prepared)
        submit_invoice(invoice=invoice, by=offices.disnaker, on=prepared)
        invoice = approve_invoice(invoice=invoice, by=offices.approver, on=paid)
        reference = f"SP2D {invoice.pk:05d}/2025"
        record_payment(
            invoice=invoice, amount=invoice.total, paid_on=paid, reference=reference, by=offices.treasury, on=paid
        )
        receipt = run.city.folder / f"penerimaan-{invoice.pk}.csv"
        confirm_payment(invoice, receipt, received_on=paid)
        invoice.refresh_from_db()
        record_receipt(
            invoice=invoice, path=receipt, file_name=receipt.name, received_on=paid, by=offices.bpjs, on=paid
        )


def _two_deaths(run: Run) -> list[Case]:
    """A trader and a building worker of the city's list die of illness late in October."""
    run.tell("Dua peserta meninggal")
    told = (
        ("pedagang", date(2025, 10, 24), date(2025, 10, 28), "0074185220101"),
        ("bangunan", date(2025, 10, 27), date(2025, 10, 30), "0074185220202"),
    )
    cases = []
    for trade, died_on, reported_on, account in told:
        bereaved = member_with_family(trade=trade, on=died_on, bank="Bank BJB", account=account)
        case = report_death(
            membership=bereaved.membership,
            died_on=died_on,
            cause=Case.Cause.ILLNESS,
            heirs=[bereaved.heir],
            by=run.offices.disnaker,
            on=reported_on,
        )
        found = award(case=case, by=run.offices.disnaker, on=reported_on)
        approve_award(award=found, by=run.offices.approver, on=date(2025, 11, 4))
        cases.append(case)
    return cases


def _pay_families(run: Run, cases: list[Case]) -> None:
    """BPJS decides what the law allows, pays the heirs' accounts, and the benefit is handed over."""
    run.tell("Santunan dua keluarga")
    for place, case in enumerate(cases, 1):
        case.refresh_from_db()
        granted = case.awards.get(status="approved")
        record_decision(
            case=case,
            granted=True,
            amount=granted.possible[0],
            decided_on=date(2025, 11, 14),
            letter=f"B/{place:03d}/112025",
            by=run.offices.bpjs,
            on=date(2025, 11, 14),
        )
        heir = case.heirs.get()
        record_payout(
            case=case,
            heir=heir,
            amount=granted.possible[0],
            paid_on=date(2025, 11, 18),
            reference=f"JKM/{place:05d}/2025",
            by=run.offices.bpjs,
            on=date(2025, 11, 18),
        )
        record_handover(case=case, handed_on=LAST_DAY, place="Paseban Sri Baduga", by=run.offices.disnaker, on=LAST_DAY)
