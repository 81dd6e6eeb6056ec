"""The BPJS branch of the sample city: answers registrations and confirms payments with files, as the real one does."""

import csv
import random
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from payung.contributions.models import Invoice, InvoiceLine

ANSWER_COLUMNS = ("NIK", "NAMA", "NO PESERTA", "TANGGAL EFEKTIF", "KETERANGAN")
RECEIPT_COLUMNS = ("NO PESERTA", "BULAN IURAN", "JUMLAH", "TANGGAL BAYAR")


def answer_registration(registration: Path, to: Path, *, effective_on: date, seed: int) -> Path:
    """Answer a registration file: a member number of 11 digits and the effective date for each row."""
    numbers = random.Random(seed)  # noqa: S311 - invented member numbers, the same for the same seed
    given: set[str] = set()
    with registration.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    answers = []
    for row in rows:
        number = _fresh(numbers, given)
        answers.append((row["NIK"], row["NAMA_LENGKAP"], number, effective_on.strftime("%d-%m-%Y"), "BERHASIL"))
    return _written(to, ANSWER_COLUMNS, answers)


def confirm_payment(invoice: Invoice, to: Path, *, received_on: date) -> Path:
    """Confirm a paid invoice line by line, as BPJS booked it."""
    lines = InvoiceLine.objects.filter(invoice=invoice).order_by("pk")
    day = received_on.strftime("%d-%m-%Y")
    rows = (
        (number, month, amount, day)
        for number, month, amount in lines.values_list("membership__member_number", "month", "amount")
    )
    return _written(to, RECEIPT_COLUMNS, rows)


def _fresh(numbers: random.Random, given: set[str]) -> str:
    while (number := f"25{numbers.randrange(10**9):09d}") in given:
        continue
    given.add(number)
    return number


def _written(to: Path, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Path:
    with to.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(columns)
        writer.writerows(rows)
    return to
