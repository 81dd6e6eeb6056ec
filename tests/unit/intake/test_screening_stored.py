"""What a screening leaves in the database: the library's own verdicts, and no identifier in clear anywhere."""

from datetime import date

import pyarrow.parquet as pq
import pytest
from django.db import connection
from offices import DAY, Office, furnish

from payung.demo.city import City
from payung.groundwork.folders import results_folder
from payung.intake.actions.decisions import NotNow
from payung.intake.actions.screening_runs import NoRegisters, RegisterDamaged, screen, workbook_path
from payung.intake.models import CandidateList, ScreenedRow, Screening
from payung.intake.queries import register_path, registers_on
from payung.screening.policy import default_policy
from payung.screening.reading import read_list
from payung.screening.registers import Registers
from payung.screening.run import screen as screen_directly


def test_the_stored_verdicts_are_those_of_the_library(office: Office, screened: CandidateList) -> None:
    rows = read_list(office.city.september_list, on=DAY).rows
    registers = Registers.open({kind: register_path(each) for kind, each in registers_on(DAY).items()})
    expected = screen_directly(rows, registers, on=DAY, policy=default_policy())
    screening = screened.screening
    assert screening is not None
    counts = expected.summary()
    assert {"accepted": screening.accepted, "review": screening.review, "rejected": screening.rejected} == (
        counts["verdicts"]
    )
    assert screening.findings == counts["findings"]
    stored = dict(screening.rows.values_list("list_row__row", "verdict"))
    assert stored == dict(zip(*(expected.rows[name].to_pylist() for name in ("row", "verdict")), strict=True))


def test_no_identifier_stands_in_clear_anywhere_in_the_database(office: Office, screened: CandidateList) -> None:
    rows = read_list(office.city.september_list, on=DAY).rows
    screening = Screening.objects.get(pk=screened.screening_id)
    result = pq.read_table(results_folder() / f"screening-{screening.pk}.parquet")
    secret = {
        text
        for column in (rows["nik"], rows["family_card"], result["nik_matched"], result["person_family_card"])
        for text in column.to_pylist()
        if text
    }
    secret |= {text for text in rows["nik_given"].to_pylist() if text and len(text) > 8}
    assert len(secret) > 100
    everything = _dump()
    assert all(name in everything for name in rows["name_given"].to_pylist() if name)  # the dump did see the rows
    found = [text for text in secret if text in everything]
    assert found == []


def _dump() -> str:
    """Every value of every table that is text or json, as one text."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT table_name, string_agg(format('%I::text', column_name), ', ') FROM information_schema.columns
            WHERE table_schema = 'public' AND data_type <> 'bytea' GROUP BY table_name"""
        )
        texts = []
        for table, columns in cursor.fetchall():
            cursor.execute(f'SELECT {columns} FROM "{table}"')  # noqa: S608 - names from the catalogue
            texts += ["\t".join(value or "" for value in row) for row in cursor.fetchall()]
    return "\n".join(texts)


def test_the_workbook_back_and_the_raw_result_are_kept_without_half_files(screened: CandidateList) -> None:
    screening = screened.screening
    assert screening is not None
    assert workbook_path(screening).exists()
    assert not list(results_folder().glob("*.partial"))


def test_screening_again_keeps_the_verdicts_before(office: Office, screened: CandidateList) -> None:
    first = screened.screening_id
    second = screen(candidate_list=screened, by=office.reviewer, on=DAY)
    screened.refresh_from_db()
    assert screened.screening_id == second.pk != first
    assert ScreenedRow.objects.filter(screening=first).count() == screened.row_count


def test_without_a_register_of_the_day_nothing_is_screened(office: Office) -> None:
    found = office.received()
    with pytest.raises(NoRegisters):
        screen(candidate_list=found, by=office.town.officer, on=date(2025, 8, 30))
    assert not Screening.objects.filter(list=found).exists()


def test_a_screening_that_lacks_a_register_says_so_and_is_not_complete(db: None, city: City) -> None:
    office = furnish(city, kinds=["population", "welfare"])
    screening = screen(candidate_list=office.received(), by=office.town.officer, on=DAY)
    assert not screening.complete
    assert "person.deceased" in screening.checks_not_run


def test_a_damaged_register_is_a_refusal_that_names_it(office: Office) -> None:
    found = office.received()
    path = register_path(registers_on(DAY)["deaths"])
    whole = path.read_bytes()
    path.write_bytes(b"not a register")
    try:
        with pytest.raises(RegisterDamaged, match="deaths"):
            screen(candidate_list=found, by=office.town.officer, on=DAY)
    finally:
        path.write_bytes(whole)
    assert not Screening.objects.filter(list=found).exists()


def test_a_submitted_list_is_not_screened_again(office: Office, screened: CandidateList) -> None:
    screened.status = CandidateList.Status.SUBMITTED
    screened.save()
    with pytest.raises(NotNow):
        screen(candidate_list=screened, by=office.town.officer, on=DAY)
