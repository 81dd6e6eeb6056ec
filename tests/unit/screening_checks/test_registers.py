"""Registers as they really come: repeated people, other files, missing kinds, and damage, which is always said."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from screened_rows import ON, SCHEMAS, list_row, listed, nik_of, params_of, person, registers_in

from payung.screening.policy import default_policy
from payung.screening.registers import KINDS, Registers, UnusableRegister
from payung.screening.run import screen
from payung.screening.verdicts import Screening

GOOD: dict[str, list[dict[str, Any]]] = {
    "population": [person(1)],
    "welfare": [{"nik": nik_of(1), "decile": 1, "as_of": date(2025, 6, 1)}],
}


def screened(registers: Registers, **changes: Any) -> Screening:
    return screen(listed([list_row(1)]), registers, on=ON, policy=default_policy(), **changes)


def test_people_repeated_in_registers_do_not_repeat_rows_or_findings(tmp_path: Path) -> None:
    twice = {kind: rows * 3 for kind, rows in GOOD.items()}
    twice["deaths"] = [{"nik": nik_of(1), "died_on": date(2025, 1, day)} for day in (9, 4, 7)]
    result = screened(registers_in(tmp_path, twice))
    assert result.rows.num_rows == 1
    assert params_of(result, 1) == {"person.deceased": {"died_on": "2025-01-04"}}


def test_of_two_people_under_one_nik_the_one_with_the_agreeing_name_counts(tmp_path: Path) -> None:
    others = [person(1, name="AAN", village_code="32.01.01.2001"), person(1), person(1, name="ZAENAL")]
    result = screened(registers_in(tmp_path, GOOD | {"population": others}))
    assert result.rows["person_name"].to_pylist() == ["AHMAD FAUZI"]
    assert result.rows["verdict"].to_pylist() == ["accepted"]


def test_empty_values_in_registers_are_no_findings_and_no_crash(tmp_path: Path) -> None:
    bare = dict.fromkeys(person(1)) | {"nik": nik_of(1), "name": "AHMAD FAUZI"}
    rows: dict[str, list[dict[str, Any]]] = {"population": [bare, dict.fromkeys(bare)]}
    rows["welfare"] = [{"nik": nik_of(1), "decile": None, "as_of": date(2025, 1, 1)}, {"nik": None}]
    result = screened(registers_in(tmp_path, rows))
    assert set(params_of(result, 1)) == {"decile.unknown"}
    assert result.rows["village_code"].to_pylist() == ["32.71.02.1006"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_kind_is_said_and_its_checks_are_reported_as_not_run(tmp_path: Path, kind: str) -> None:
    dead = GOOD | {
        "deaths": [{"nik": nik_of(1), "died_on": date(2025, 1, 1)}],
        "covered": [{"nik": nik_of(1), "payer": "Desa", "from_month": "2025-01", "to_month": None}],
    }
    registers = registers_in(tmp_path, dead, without=[kind])
    result = screened(registers)
    assert registers.missing == (kind,)
    assert result.checks_not_run
    assert not set(result.checks_not_run) & set(params_of(result, 1))
    assert result.complete is (kind == "civil_servants")
    summary = result.summary()
    assert summary["complete"] is result.complete
    assert summary["checks_not_run"] == list(result.checks_not_run)


def test_our_own_memberships_count_beside_the_covered_register(tmp_path: Path) -> None:
    own = pa.table({"nik": [nik_of(1)], "payer": ["Kota"], "from_month": ["2025-09"], "to_month": [None]})
    both = GOOD | {"covered": [{"nik": nik_of(1), "payer": "Desa", "from_month": "2025-01", "to_month": ""}]}
    result = screened(registers_in(tmp_path, both), covered_too=own)
    assert params_of(result, 1) == {"cover.already": {"payer": "Desa, Kota"}}


def test_our_own_memberships_count_even_without_that_register(tmp_path: Path) -> None:
    own = pa.table({"nik": [nik_of(1)], "payer": ["Kota"], "from_month": ["2025-09"], "to_month": [""]})
    result = screened(registers_in(tmp_path, GOOD, without=["covered"]), covered_too=own)
    assert params_of(result, 1) == {"cover.already": {"payer": "Kota"}}
    assert not result.complete
    assert "cover.already" in result.checks_not_run


def csv_registers(folder: Path, delimiter: str) -> Registers:
    rows = GOOD | {
        "deaths": [{"nik": nik_of(1), "died_on": date(2025, 9, 2)}],
        "covered": [{"nik": nik_of(1), "payer": 'Desa "A", B', "from_month": "2025-01", "to_month": None}],
    }
    for kind, schema in SCHEMAS.items():
        lines = [delimiter.join(schema.names)]
        for row in pa.Table.from_pylist(rows.get(kind, []), schema=schema).to_pylist():
            quoted = ['"' + str(value or "").replace('"', '""') + '"' for value in row.values()]
            lines.append(delimiter.join(quoted))
        (folder / f"{kind}.csv").write_text("\ufeff" + "\r\n".join(lines) + "\r\n", encoding="utf-8")
    return Registers.open(folder)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_register_says_the_same_as_a_parquet_one(tmp_path: Path, delimiter: str) -> None:
    result = screened(csv_registers(tmp_path, delimiter))
    assert result.complete
    assert params_of(result, 1) == {
        "person.death_reported": {"died_on": "2025-09-02"},
        "cover.already": {"payer": 'Desa "A", B'},
    }


def test_registers_can_be_named_one_by_one(tmp_path: Path) -> None:
    registers_in(tmp_path, GOOD)
    renamed = (tmp_path / "population.parquet").rename(tmp_path / "population-2025-08-31 it's.parquet")
    files = {kind: tmp_path / f"{kind}.parquet" for kind in KINDS} | {"population": renamed}
    assert screened(Registers.open(files)).rows["verdict"].to_pylist() == ["accepted"]


def replaced(folder: Path, kind: str, table: pa.Table) -> None:
    registers_in(folder, GOOD)
    pq.write_table(table, folder / f"{kind}.parquet")


def test_a_register_with_nik_as_numbers_is_refused_naming_file_and_column(tmp_path: Path) -> None:
    replaced(tmp_path, "deaths", pa.table({"nik": [3271010101800001], "died_on": [date(2025, 1, 1)]}))
    with pytest.raises(UnusableRegister, match=r"deaths\.parquet.*“nik” is int64") as refused:
        Registers.open(tmp_path)
    assert "text" in refused.value.sentence()


@pytest.mark.parametrize(
    ("kind", "table", "column"),
    [
        ("deaths", {"nik": ["1"], "died": ["x"]}, "died_on"),
        ("deaths", {"nik": ["1"], "died_on": [20250101]}, "died_on"),
        ("welfare", {"nik": ["1"], "decile": [1.5], "as_of": [date(2025, 1, 1)]}, "decile"),
        ("covered", {"nik": ["1"], "payer": ["a"], "from_month": [date(2025, 1, 1)], "to_month": ["a"]}, "from_month"),
    ],
    ids=["a column missing", "a date as number", "a decile as fraction", "a month as date"],
)
def test_a_register_whose_columns_do_not_fit_is_refused(
    tmp_path: Path, kind: str, table: dict[str, list[Any]], column: str
) -> None:
    replaced(tmp_path, kind, pa.table(table))
    with pytest.raises(UnusableRegister, match=rf"{kind}\.parquet.*“{column}”"):
        Registers.open(tmp_path)


@pytest.mark.parametrize("kept", [0, 3, 200, -20])
def test_a_parquet_register_cut_short_is_refused(tmp_path: Path, kept: int) -> None:
    registers_in(tmp_path, GOOD)
    whole = (tmp_path / "deaths.parquet").read_bytes()
    (tmp_path / "deaths.parquet").write_bytes(whole[:kept])
    with pytest.raises(UnusableRegister, match=r"deaths\.parquet"):
        Registers.open(tmp_path)


def test_a_parquet_register_damaged_inside_is_refused_when_it_is_read(tmp_path: Path) -> None:
    registers_in(tmp_path, GOOD | {"deaths": [{"nik": nik_of(n), "died_on": ON} for n in range(500)]})
    whole = bytearray((tmp_path / "deaths.parquet").read_bytes())
    whole[4:400] = b"\xff" * 396
    (tmp_path / "deaths.parquet").write_bytes(bytes(whole))
    with pytest.raises(UnusableRegister):
        screened(Registers.open(tmp_path))


@pytest.mark.parametrize("value", ["31/12/2024", "2025-02-30", "entah"])
def test_a_date_nobody_can_read_is_refused_and_no_death_overlooked(tmp_path: Path, value: str) -> None:
    registers_in(tmp_path, GOOD)
    (tmp_path / "deaths.parquet").unlink()
    (tmp_path / "deaths.csv").write_text(f"nik,died_on\n{nik_of(1)},{value}\n")
    with pytest.raises(UnusableRegister, match=r"deaths\.csv.*“died_on”.*1"):
        screened(Registers.open(tmp_path))


@pytest.mark.parametrize("cut", ["3.27101E+15", "3,27E+15", "3E+15"])
def test_a_csv_register_whose_niks_a_spreadsheet_cut_is_refused(tmp_path: Path, cut: str) -> None:
    registers_in(tmp_path, GOOD, without=["civil_servants"])
    (tmp_path / "civil_servants.csv").write_text(f'nik,body\n"{cut}",Dinas\n')
    with pytest.raises(UnusableRegister, match=r"civil_servants\.csv.*“nik”"):
        screened(Registers.open(tmp_path))


def test_two_files_of_one_kind_and_a_folder_without_any_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableRegister, match="no register"):
        Registers.open(tmp_path)
    with pytest.raises(UnusableRegister, match="does not exist"):
        Registers.open(tmp_path / "nowhere")
    registers_in(tmp_path, GOOD)
    (tmp_path / "deaths.csv").write_text("nik,died_on\n")
    with pytest.raises(UnusableRegister, match="two registers"):
        Registers.open(tmp_path)
