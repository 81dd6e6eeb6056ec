"""Files exchanged with BPJS: the registration that goes out, and the answer that comes back."""

import csv
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from payung.audit.models import Event
from payung.enrolment import actions, queries
from payung.enrolment.actions.answering import NobodyMatched, SameAnswer
from payung.enrolment.actions.exporting import NobodyToRegister
from payung.enrolment.answers import PROBLEMS
from payung.enrolment.bpjs_files import ColumnsMissing
from payung.enrolment.models import BpjsAnswer, Decree, Membership
from payung.enrolment.registration import ColumnsUnusable
from payung.enrolment.synthetic import Cast, nik_of
from payung.groundwork.folders import data_folder
from payung.intake.actions.receiving import FileRefused
from payung.people.actions import correct_nik
from payung.people.models import Person

DAY = date(2025, 9, 12)
HEADINGS = ["No", "NIK", "No Peserta", "Tanggal Efektif", "Alasan Tolak", "Keterangan"]
WHY = "registration with the branch"


def written(path: Path, rows: list[list[str]], headings: list[str] = HEADINGS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([["JAWABAN REGISTRASI"], headings, *rows, ["", "JUMLAH", ""]])
    return path


def row_of(number: int, *, member: str = "", day: str = "", refusal: str = "", note: str = "") -> list[str]:
    return [str(number + 1), nik_of(number), member, day, refusal, note]


def kpj(number: int) -> str:
    return f"2500{number:07}"


def record(who: Cast, path: Path, on: date = DAY) -> BpjsAnswer:
    return actions.record_bpjs_answer(path=path, file_name="jawaban.csv", by=who.bpjs, on=on)


def member(number: int) -> Membership:
    return Membership.objects.get(person__name=f"Warga {number:07}")


def test_the_registration_holds_the_columns_and_the_niks_in_clear(who: Cast, in_force: Decree, tmp_path: Path) -> None:
    path = actions.export_registration(decree=in_force, by=who.bpjs, on=DAY, to=tmp_path, reason=WHY)
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfNO;NIK;NAMA_LENGKAP;TGL_LAHIR;")
    assert path.stat().st_mode & 0o777 == 0o600
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert [row["NIK"] for row in rows] == [nik_of(number) for number in range(5)]
    first = rows[0]
    assert (first["TGL_LAHIR"], first["JENIS_PEKERJAAN_1"], first["PENGHASILAN"]) == (
        "01-01-1980",
        "Pedagang",
        "1000000",
    )
    assert (first["LOKASI_PEKERJAAN"], first["PERIODE"]) == ("Kota Bogor", "09-2025")
    event = Event.objects.get(action="enrolment.export_registration")
    assert (event.rows, len(event.digest), event.reason) == (5, 64, WHY)
    assert not any(nik_of(number) in str(event.data) for number in range(5))


def test_a_name_that_looks_like_a_formula_is_written_as_text(who: Cast, in_force: Decree, tmp_path: Path) -> None:
    Person.objects.filter(name="Warga 0000000").update(name='=HYPERLINK("x")')
    path = actions.export_registration(decree=in_force, by=who.bpjs, on=DAY, to=tmp_path / "x.csv", reason=WHY)
    assert "'=HYPERLINK" in path.read_text("utf-8-sig")


def test_the_city_may_bring_its_own_columns(who: Cast, in_force: Decree, tmp_path: Path) -> None:
    own = data_folder() / "registration_columns.yaml"
    try:
        own.write_text("- {heading: Nama, field: name}\n- {heading: NIK, field: nik}\n", "utf-8")
        path = actions.export_registration(decree=in_force, by=who.bpjs, on=DAY, to=tmp_path, reason=WHY)
        assert path.read_text("utf-8-sig").splitlines()[0] == "Nama;NIK"
        own.write_text("- {heading: Nama, field: secrets}\n", "utf-8")
        with pytest.raises(ColumnsUnusable):
            actions.export_registration(decree=in_force, by=who.bpjs, on=DAY, to=tmp_path, reason=WHY)
    finally:
        own.unlink()


def test_an_answer_gives_numbers_and_dates_and_ends_what_bpjs_refused(
    who: Cast, in_force: Decree, tmp_path: Path
) -> None:
    rows = [row_of(number, member=kpj(number), day="15-09-2025", note="Berhasil") for number in range(4)]
    rows.append(row_of(4, refusal="Sudah terdaftar sebagai PU"))
    answer = record(who, written(tmp_path / "a.csv", rows))
    assert (answer.accepted, answer.refused, answer.unmatched) == (4, 1, 0)
    accepted, refused = member(0), member(4)
    assert (accepted.member_number, accepted.effective_on) == (kpj(0), date(2025, 9, 15))
    assert (refused.ends_on, refused.end_reason) == (refused.registered_on, "refused_by_bpjs")
    assert queries.unanswered(who.programme).count() == 0
    with pytest.raises(NobodyToRegister):
        actions.export_registration(decree=in_force, by=who.bpjs, on=DAY, to=tmp_path, reason=WHY)


def test_the_same_file_again_changes_nothing_and_says_so(who: Cast, in_force: Decree, tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [row_of(0, member=kpj(0), day="15-09-2025")])
    record(who, path)
    events = Event.objects.count()
    with pytest.raises(SameAnswer):
        record(who, path)
    assert (BpjsAnswer.objects.count(), Event.objects.count()) == (1, events)


def test_a_workbook_with_numeric_cells_and_real_dates_is_read(who: Cast, in_force: Decree, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(2, 0, HEADINGS)
    sheet.write_string(3, 1, nik_of(0))
    sheet.write_number(3, 2, 3_000_000_001)  # a zero in front was dropped
    sheet.write_datetime(3, 3, date(2025, 9, 16), book.add_format({"num_format": "dd/mm/yyyy"}))
    book.close()
    record(who, path)
    assert (member(0).member_number, member(0).effective_on) == ("03000000001", date(2025, 9, 16))


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        ([row_of(99, member=kpj(9), day="15-09-2025")], ["unknown"]),
        ([["9", "327103", kpj(9), "15-09-2025", "", ""]], ["nik"]),
        ([row_of(1, member="12345", day="15-09-2025")], ["number"]),
        ([row_of(1, member=kpj(1), day="kemarin")], ["date"]),
        ([row_of(1, member=kpj(1), refusal="ditolak sistem")], ["both"]),
        ([row_of(1)], ["nothing"]),
        ([row_of(1, note="OK")], ["nothing"]),
        ([row_of(1, member=kpj(1), day="31-08-2025")], ["too_early"]),
        ([row_of(1, member=kpj(1), day="11-09-2026")], ["too_late"]),
        ([row_of(1, member=kpj(1)), row_of(1, member=kpj(1))], ["repeated"]),
        ([row_of(1, member=kpj(1)), row_of(1, member=kpj(2))], ["contradiction", "contradiction"]),
        ([row_of(1, member=kpj(1)), row_of(1, refusal="ditolak")], ["contradiction", "contradiction"]),
        ([row_of(1, member=kpj(1)), row_of(2, member=kpj(1))], ["number_twice", "number_twice"]),
    ],
)
def test_a_line_that_cannot_be_used_is_kept_with_its_problem_and_changes_nobody(
    who: Cast, in_force: Decree, tmp_path: Path, rows: list[list[str]], problems: list[str]
) -> None:
    answer = record(who, written(tmp_path / "a.csv", [row_of(0, member=kpj(0), day="15-09-2025"), *rows]))
    found = queries.problem_lines(answer)
    assert [line.problem for line in found] == problems
    assert set(problems) <= set(PROBLEMS)
    assert all(line.membership_id is None for line in found)
    assert answer.unmatched == len(problems)
    assert answer.accepted == 1 + len(rows) - len(problems)


def test_a_later_answer_may_add_but_not_contradict(who: Cast, in_force: Decree, tmp_path: Path) -> None:
    first = [row_of(0, member=kpj(0)), row_of(1, member=kpj(1), day="15-09-2025"), row_of(2, member=kpj(2))]
    record(who, written(tmp_path / "a.csv", first))
    later = [
        row_of(0, member=kpj(0), day="16-09-2025"),  # the date that was missing
        row_of(1, member=kpj(1), day="20-09-2025"),
        row_of(2, refusal="data ganda"),
        row_of(3, member=kpj(2)),
        row_of(4, member=kpj(4)),
    ]
    answer = record(who, written(tmp_path / "b.csv", later))
    assert [line.problem for line in queries.problem_lines(answer)] == ["other_date", "refused_late", "number_taken"]
    assert member(0).effective_on == date(2025, 9, 16)
    assert member(1).effective_on == date(2025, 9, 15)
    changed = record(who, written(tmp_path / "c.csv", [row_of(3, member=kpj(3)), row_of(4, member=kpj(7))]))
    assert [line.problem for line in queries.problem_lines(changed)] == ["other_number"]


def test_the_answer_finds_a_person_whose_nik_was_corrected_and_one_who_died_meanwhile(
    who: Cast, in_force: Decree, tmp_path: Path
) -> None:
    correct_nik(person=member(0).person, nik=nik_of(500), reason="identity card shown", by=who.officer, on=DAY)
    actions.end_after_death(membership=member(1), died_on=date(2025, 9, 30), by=who.officer, on=date(2025, 10, 2))
    rows = [row_of(0, member=kpj(0), day="15-09-2025"), row_of(1, member=kpj(1), day="15-09-2025")]
    answer = record(who, written(tmp_path / "a.csv", rows), on=date(2025, 10, 3))
    assert answer.accepted == 2
    assert (member(1).effective_on, member(1).end_reason) == (date(2025, 9, 15), "death")


def test_somebody_who_joins_again_keeps_the_number_of_before(who: Cast, in_force: Decree, tmp_path: Path) -> None:
    record(who, written(tmp_path / "a.csv", [row_of(0, member=kpj(0), day="15-09-2025")]))
    before = member(0)
    actions.end_membership(
        membership=before, ends_on=date(2025, 10, 1), why="moved", reason="moved to Depok", by=who.officer, on=DAY
    )
    decree = actions.prepare_decree(
        number="463/2",
        title="T",
        payer="province",
        registered_on=date(2025, 11, 1),
        lists=list(in_force.lists.all()),
        by=who.officer,
        on=DAY,
    )
    actions.submit_decree(decree=decree, by=who.officer, on=DAY)
    actions.approve_decree(decree=decree, by=who.approver, on=DAY)
    answer = record(who, written(tmp_path / "b.csv", [row_of(0, member=kpj(0), day="03-11-2025")]))
    assert (answer.accepted, answer.unmatched) == (1, 0)
    again = decree.memberships.get()
    assert (again.member_number, again.effective_on) == (kpj(0), date(2025, 11, 3))
    with pytest.raises(IntegrityError, match="membership_number_once"), transaction.atomic():
        Membership.objects.filter(pk=member(1).pk).update(member_number=kpj(0))


def test_a_file_that_is_no_answer_is_refused_whole(who: Cast, in_force: Decree, tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with pytest.raises(FileRefused):
        record(who, picture)
    with pytest.raises(ColumnsMissing):
        record(who, written(tmp_path / "b.csv", [], headings=["A", "B"]))
    with pytest.raises(NobodyMatched):
        record(who, written(tmp_path / "c.csv", [row_of(99, member=kpj(9))]))
    assert not BpjsAnswer.objects.exists()


def test_the_number_of_statements_does_not_grow_with_the_lines(who: Cast, in_force: Decree, tmp_path: Path) -> None:
    counted = []
    for start, size in ((0, 1), (1, 4)):
        rows = [row_of(number, member=kpj(number), day="15-09-2025") for number in range(start, start + size)]
        path = written(tmp_path / f"{start}.csv", rows)
        with CaptureQueriesContext(connection) as captured:
            record(who, path)
        counted.append(len(captured))
    assert counted[0] == counted[1]
