"""A register is imported once, whole, from Parquet or CSV; what cannot be used is refused with one sentence."""

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from offices import DAY, Office

from payung.accounts.permissions import NotAllowed
from payung.audit.models import Event
from payung.groundwork.folders import registers_folder
from payung.intake.actions.registers import FutureDay, RegisterRefused, SameRegister, import_register
from payung.intake.models import RegisterVersion
from payung.intake.queries import register_path, registers_on

CSV = "nik,died_on\n3271011505900001,2025-08-01\n0271011505900002,2025-08-20\n"


def _import(office: Office, path: Path, *, kind: str = "deaths", as_of: date = DAY, **more: str) -> RegisterVersion:
    return import_register(
        kind=kind, path=path, as_of=as_of, source="Dukcapil", by=office.administrator, on=DAY, **more
    )


def _kept() -> set[str]:
    return {path.name for path in registers_folder().iterdir()}


@pytest.fixture
def deaths(tmp_path: Path) -> Path:
    path = tmp_path / "deaths.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def test_a_csv_register_is_kept_as_parquet_with_its_leading_zeros(office: Office, deaths: Path) -> None:
    version = _import(office, deaths)
    table = pq.read_table(register_path(version))
    assert table["nik"].to_pylist() == ["3271011505900001", "0271011505900002"]
    assert table["died_on"].to_pylist() == [date(2025, 8, 1), date(2025, 8, 20)]
    assert version.rows == 2
    event = Event.objects.latest("pk")
    assert (event.action, event.rows, event.digest) == ("intake.import_register", 2, version.sha256)


def test_a_parquet_register_is_kept_byte_for_byte(office: Office) -> None:
    version = registers_on(DAY)["population"]
    assert register_path(version).read_bytes() == (office.city.registers / "population.parquet").read_bytes()


def test_the_newest_register_on_or_before_the_day_counts(office: Office, deaths: Path) -> None:
    newer = _import(office, deaths, as_of=date(2025, 9, 1))
    assert registers_on(DAY)["deaths"] == newer
    assert registers_on(date(2025, 8, 31))["deaths"] != newer
    assert registers_on(date(2025, 8, 30)) == {}


def test_the_same_register_again_changes_nothing(office: Office, deaths: Path) -> None:
    _import(office, deaths)
    before = RegisterVersion.objects.count(), _kept()
    with pytest.raises(SameRegister) as refusal:
        _import(office, deaths)
    assert "2 September 2025" in str(refusal.value)
    assert before == (RegisterVersion.objects.count(), _kept())


@pytest.mark.parametrize(
    ("name", "content", "telling"),
    [
        ("a.csv", b"nik,tanggal\n3271011505900001,2025-08-01\n", "died_on"),
        ("a.csv", b"nik,died_on\n3271011505900001,kemarin\n", "kematian.csv"),
        ("a.csv", b"\xff\xfe\x00", "kematian.csv"),
        ("a.csv", b"", "kematian.csv"),
        ("a.parquet", b"PAR1 rusak", "kematian.csv"),
    ],
)
def test_an_unusable_register_is_refused_by_the_senders_own_name_for_it(
    office: Office, tmp_path: Path, name: str, content: bytes, telling: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    before = RegisterVersion.objects.count(), _kept()
    with pytest.raises(RegisterRefused) as refusal:
        _import(office, path, file_name="kematian.csv")
    assert telling in str(refusal.value)
    assert name not in str(refusal.value)
    assert before == (RegisterVersion.objects.count(), _kept())


def test_a_register_of_a_day_to_come_is_refused(office: Office, deaths: Path) -> None:
    with pytest.raises(FutureDay):
        _import(office, deaths, as_of=date(2025, 9, 3))


def test_only_roles_that_import_registers_may(office: Office, deaths: Path) -> None:
    with pytest.raises(NotAllowed):
        import_register(kind="deaths", path=deaths, as_of=DAY, source="x", by=office.town.kelurahan, on=DAY)
