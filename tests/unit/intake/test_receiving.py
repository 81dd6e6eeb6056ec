"""Receiving a list: once a sender, whole; of an unreadable file nothing but its name, size, hash and reason."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from offices import DAY, Office

from payung.accounts.permissions import NotAllowed
from payung.audit.models import Event
from payung.groundwork.folders import uploads_folder
from payung.intake.actions.files import clear_half_files, kept_path
from payung.intake.actions.receiving import FileRefused, SameFile, refuse_file
from payung.intake.models import CandidateList, ListRow, SourceFile
from payung.screening.reading import read_list

Writer = Callable[[str, bytes], Path]


def _nothing_new(before: tuple[int, int, set[str]]) -> bool:
    return before == (CandidateList.objects.count(), ListRow.objects.count(), _kept())


def _kept() -> set[str]:
    return {path.name for path in uploads_folder().iterdir()}


def _now() -> tuple[int, int, set[str]]:
    return CandidateList.objects.count(), ListRow.objects.count(), _kept()


def test_a_list_is_stored_row_by_row_and_kept_byte_for_byte(office: Office) -> None:
    found = office.received()
    as_read = read_list(office.city.september_list, on=DAY)
    assert found.rows.count() == found.row_count == as_read.rows.num_rows
    assert found.ignored_rows == as_read.ignored_rows
    digest = hashlib.sha256(office.city.september_list.read_bytes()).hexdigest()
    assert kept_path(digest).read_bytes() == office.city.september_list.read_bytes()
    assert kept_path(digest).stat().st_mode & 0o777 == 0o600
    names = list(found.rows.order_by("row").values_list("name", flat=True))
    assert names == as_read.rows["name"].to_pylist()


def test_the_same_file_of_the_same_sender_is_refused_and_nothing_doubles(office: Office) -> None:
    office.received()
    before = _now()
    with pytest.raises(SameFile) as refusal:
        office.received(file_name="nama lain.xlsx")
    assert "2 September 2025" in str(refusal.value)
    assert _nothing_new(before)


def test_another_sender_may_send_the_same_file_which_is_kept_once(office: Office) -> None:
    first = office.received()
    second = office.received(sender="Kelurahan Empang")
    assert first.pk != second.pk
    assert first.source_id == second.source_id
    assert SourceFile.objects.filter(sha256=first.source.sha256).count() == 1


def test_only_roles_that_receive_lists_may(office: Office) -> None:
    before = _now()
    with pytest.raises(NotAllowed):
        office.received(by=office.town.approver)
    assert _nothing_new(before)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bukan.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("kosong.xlsx", b""),
        ("rusak.xlsx", b"PK\x03\x04" + bytes(100)),
        ("tanpa-kepala.csv", b"a;b\nc;d\n"),
    ],
)
def test_an_unreadable_file_leaves_nothing(office: Office, written: Writer, name: str, content: bytes) -> None:
    before = _now()
    path = written(name, content)
    with pytest.raises(FileRefused) as refusal:
        office.received(path=path, file_name=name)
    assert _nothing_new(before)
    refuse_file(path=path, file_name=name, why=str(refusal.value), by=office.town.officer, on=DAY)
    event = Event.objects.latest("pk")
    assert event.action == "intake.refuse_file"
    assert event.reason == str(refusal.value)
    assert event.data == {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    assert _nothing_new(before)


def test_a_list_of_three_hundred_columns_is_refused_with_a_sentence(office: Office, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["NIK", "Nama", *(f"kolom {n}" for n in range(298))])
    book.active.append(["3271011505900001", "Asep", *range(298)])
    book.save(tmp_path / "lebar.xlsx")
    with pytest.raises(FileRefused) as refusal:
        office.received(path=tmp_path / "lebar.xlsx", file_name="lebar.xlsx")
    assert "300" in str(refusal.value)


def test_half_written_files_of_dead_processes_are_cleared_and_others_stay(db: None) -> None:
    whole, dead, alive = (uploads_folder() / name for name in ("a" * 64, "b.4194304.partial", "c.1.partial"))
    for path in (whole, dead, alive):
        path.write_bytes(b"x")
    clear_half_files()
    assert whole.exists()
    assert not dead.exists()
    assert alive.exists()
    whole.unlink()
    alive.unlink()
