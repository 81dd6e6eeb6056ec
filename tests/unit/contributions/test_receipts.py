"""What BPJS says it received: reading its files, the differences, and the months the law counts as paid."""

import csv
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from invoicing import DAY, enrolled, prepared, settled

from payung.audit.models import Event
from payung.contributions import actions, queries
from payung.contributions.actions.receiving import NothingMatched, ReceivedInTheFuture, SameReceipt
from payung.contributions.models import Invoice, Receipt, ReceiptLine
from payung.contributions.receipts import LinesUnreadable, NoLines, amount_in, month_in
from payung.enrolment import actions as enrolment
from payung.enrolment.bpjs_files import ColumnsMissing
from payung.enrolment.models import Membership
from payung.enrolment.synthetic import Cast
from payung.law.cover import Cover
from payung.law.months import Month

HEADINGS = ["No Peserta", "Bulan", "Jumlah", "Tanggal"]
LATER = date(2025, 12, 31)


def written(path: Path, rows: list[list[str]], headings: list[str] = HEADINGS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([["BUKTI PENERIMAAN IURAN"], [], headings, *rows, ["TOTAL", "", "9"]])
    return path


def rows_of(invoice: Invoice, day: str = "12-09-2025", amount: str = "Rp16.800,00") -> list[list[str]]:
    numbers = invoice.lines.order_by("pk").values_list("membership__member_number", "month")
    return [[number or "", month, amount, day] for number, month in numbers]


def record(who: Cast, invoice: Invoice, path: Path, on: date = LATER) -> Receipt:
    return actions.record_receipt(
        invoice=invoice, path=path, file_name="bukti.csv", received_on=date(2025, 9, 15), by=who.bpjs, on=on
    )


def test_a_receipt_that_agrees_leaves_no_difference(who: Cast, paid: Invoice, tmp_path: Path) -> None:
    assert queries.differences(paid).counts() == {"missing": 5, "amount_differs": 0, "unknown": 0}
    receipt = record(who, paid, written(tmp_path / "r.csv", rows_of(paid)))
    assert (receipt.line_count, receipt.total, receipt.unmatched) == (5, 84_000, 0)
    assert queries.differences(paid).counts() == {"missing": 0, "amount_differs": 0, "unknown": 0}
    event = Event.objects.get(action="contributions.record_receipt")
    assert (event.rows, event.data["total"]) == (5, 84_000)


def test_differences_have_names(who: Cast, paid: Invoice, tmp_path: Path) -> None:
    rows = rows_of(paid)
    rows[0][2] = "16.000"  # too little
    rows[1][1] = "2025-10"  # another month
    rows[2][0] = "99999999999"  # nobody's number
    rows.append(list(rows[3]))  # twice
    receipt = record(who, paid, written(tmp_path / "r.csv", rows[:4] + rows[5:]))  # the fifth is not there
    found = queries.differences(paid)
    assert found.counts() == {"missing": 3, "amount_differs": 1, "unknown": 3}
    assert receipt.unmatched == 3
    assert [line.person is not None for line in found.unknown] == [True, False, True]


def test_the_same_file_again_changes_nothing_and_says_so(who: Cast, paid: Invoice, tmp_path: Path) -> None:
    path = written(tmp_path / "r.csv", rows_of(paid))
    record(who, paid, path)
    with pytest.raises(SameReceipt):
        record(who, paid, path)
    assert (Receipt.objects.count(), ReceiptLine.objects.count()) == (1, 5)


def test_a_second_file_confirms_what_the_first_left_out_and_no_line_twice(
    who: Cast, paid: Invoice, tmp_path: Path
) -> None:
    rows = rows_of(paid)
    record(who, paid, written(tmp_path / "a.csv", rows[:3]))
    second = record(who, paid, written(tmp_path / "b.csv", rows[2:]))
    assert (second.line_count, second.unmatched) == (3, 1)
    assert queries.differences(paid).counts() == {"missing": 0, "amount_differs": 0, "unknown": 1}
    line = ReceiptLine.objects.filter(line__isnull=False).first()
    assert line
    with pytest.raises(IntegrityError, match="line_received_once"), transaction.atomic():
        ReceiptLine.objects.create(
            receipt=second, line=line.line, row=9, member_number="1", month="2025-09", amount=1, received_on=DAY
        )


def test_a_receipt_finds_the_line_of_somebody_who_joined_again_under_the_same_number(
    who: Cast, paid: Invoice, tmp_path: Path
) -> None:
    before = Membership.objects.order_by("pk")[0]
    enrolment.end_membership(
        membership=before, ends_on=date(2025, 9, 20), why="moved", reason="moved to Depok", by=who.officer, on=DAY
    )
    again = enrolled(who, 1, payer="province", day=date(2025, 10, 2)).memberships.get()
    Membership.objects.filter(pk=again.pk).update(member_number=before.member_number)
    october = settled(who, prepared(who, "2025-10", "province"))
    record(who, october, written(tmp_path / "r.csv", rows_of(october)))
    assert queries.differences(october).counts() == {"missing": 0, "amount_differs": 0, "unknown": 0}
    assert set(queries.paid_months([again])[again.pk]) == {Month(2025, 10)}


def test_a_workbook_with_numbers_and_dates_is_read(who: Cast, paid: Invoice, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet, days = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["No.", "KPJ", "Periode Iuran", "Jumlah Iuran", "Tgl Bayar"])
    for place, row in enumerate(rows_of(paid), 1):
        sheet.write_row(place, 0, [place, int(row[0])])
        sheet.write_datetime(place, 2, date(2025, 9, 1), days)
        sheet.write_number(place, 3, 16_800)
        sheet.write_datetime(place, 4, date(2025, 9, 13), days)
    book.close()
    record(who, paid, path)
    assert queries.differences(paid).counts()["missing"] == 0
    assert set(ReceiptLine.objects.values_list("received_on", flat=True)) == {date(2025, 9, 13)}


def test_empty_months_and_days_are_the_invoices_and_the_receipts(who: Cast, paid: Invoice, tmp_path: Path) -> None:
    rows = [[number, "", amount, ""] for number, _month, amount, _day in rows_of(paid)]
    record(who, paid, written(tmp_path / "r.csv", rows))
    assert ReceiptLine.objects.filter(month="2025-09", received_on=date(2025, 9, 15)).count() == 5


def test_what_cannot_be_read_exactly_is_refused_with_its_rows(who: Cast, paid: Invoice, tmp_path: Path) -> None:
    good = rows_of(paid)
    for place, (column, wrong) in enumerate(
        [(2, "16.800,50"), (2, "enam belas"), (2, "-16800"), (1, "13-2025"), (3, "x")]
    ):
        rows = [list(row) for row in good]
        rows[1][column] = wrong
        with pytest.raises(LinesUnreadable, match="5"):
            record(who, paid, written(tmp_path / f"{place}.csv", rows))
    with pytest.raises(ReceivedInTheFuture):
        record(who, paid, written(tmp_path / "f.csv", good), on=date(2025, 9, 14))
    with pytest.raises(NoLines):
        record(who, paid, written(tmp_path / "n.csv", []))
    with pytest.raises(NothingMatched):
        record(who, paid, written(tmp_path / "o.csv", [["99999999999", "2025-09", "16800", ""]]))
    with pytest.raises(ColumnsMissing):
        record(who, paid, written(tmp_path / "c.csv", good, headings=["A", "B", "C", "D"]))
    assert not Receipt.objects.exists()


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("16800", 16_800),
        ("16.800", 16_800),
        ("Rp16.800,00", 16_800),
        ("Rp. 16.800,-", 16_800),
        (16_800.0, 16_800),
        ("1.234.567", 1_234_567),
        (16_800.5, None),
        ("16,800", None),
        ("16.80", None),
        ("", None),
        (float("nan"), None),
        (-1, None),
        ("9" * 20, None),
        (True, None),
    ],
)
def test_amounts_are_whole_rupiah_or_nothing(cell: str | float, amount: int | None) -> None:
    assert amount_in(cell) == amount


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("2025-09", "2025-09"),
        ("202509", "2025-09"),
        ("09-2025", "2025-09"),
        ("9/2025", "2025-09"),
        ("September 2025", "2025-09"),
        ("Nopember 2025", "2025-11"),
        ("SEP-2025", "2025-09"),
        ("01-09-2025", "2025-09"),
        ({"date": "2025-09-01"}, "2025-09"),
        ("2025-13", None),
        ("0000-09", None),
        ("Smarch 2025", None),
        ("", None),
    ],
)
def test_months_are_read_as_offices_write_them(cell: str | dict[str, str], month: str | None) -> None:
    assert month_in(cell) == month


def cover(member: Membership, on: date) -> Cover:
    return queries.cover_of(member, on)


def test_a_month_counts_for_the_law_from_the_day_bpjs_received_it(who: Cast, paid: Invoice, tmp_path: Path) -> None:
    rows = rows_of(paid)
    rows[1][2] = "16.000"
    record(who, paid, written(tmp_path / "r.csv", rows))
    members = list(Membership.objects.order_by("pk"))
    assert cover(members[0], date(2025, 9, 11)).paid == frozenset()
    found = cover(members[0], date(2025, 9, 12))
    assert found == Cover(effective_on=DAY, ends_on=None, paid=frozenset({Month(2025, 9)}), payer="city")
    assert cover(members[1], LATER).paid == frozenset()  # not all of it was received
    actions.credit_line(
        line=paid.lines.order_by("pk")[0], reason="charged by mistake", by=who.officer, on=date(2025, 10, 1)
    )
    assert cover(members[0], date(2025, 9, 30)).paid == frozenset({Month(2025, 9)})
    assert cover(members[0], date(2025, 10, 1)).paid == frozenset()
    with CaptureQueriesContext(connection) as captured:
        queries.covers_of(members, LATER)
    assert len(captured) == 1


def test_the_strip_tells_paid_invoiced_due_and_no_months_apart(who: Cast, paid: Invoice, tmp_path: Path) -> None:
    record(who, paid, written(tmp_path / "r.csv", rows_of(paid)))
    settled(who, prepared(who, "2025-10"))
    member = Membership.objects.order_by("pk")[0]
    enrolment.end_membership(
        membership=member, ends_on=date(2025, 12, 1), why="moved", reason="moved to Depok", by=who.officer, on=DAY
    )
    member.refresh_from_db()
    strip = queries.month_strip(member, date(2025, 12, 15))
    assert [(month.month, month.state) for month in strip] == [
        ("2025-09", "paid"),
        ("2025-10", "invoiced"),
        ("2025-11", "due"),
        ("2025-12", "none"),
    ]
    assert strip[0].received_on == date(2025, 9, 12)
    prepared(who, "2026-01")
    other = Membership.objects.order_by("pk")[1]
    assert [month.state for month in queries.month_strip(other, date(2025, 11, 30))] == [
        *("paid", "invoiced", "due", "due", "invoiced")
    ]


def test_the_number_of_statements_does_not_grow_with_the_lines(who: Cast, paid: Invoice, tmp_path: Path) -> None:
    enrolled(who, 40, first=100, payer="province")
    other = settled(who, prepared(who, "2025-09", "province"))
    counted = []
    for invoice in (paid, other):
        path = written(tmp_path / f"{invoice.pk}.csv", rows_of(invoice))
        with CaptureQueriesContext(connection) as captured:
            record(who, invoice, path)
        counted.append(len(captured))
    assert counted[0] == counted[1]
