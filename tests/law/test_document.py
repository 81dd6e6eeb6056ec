"""docs/law.md is what the law says now, whole, and says the same every time."""

from pathlib import Path

from typer.testing import CliRunner

from payung.law.cases import worked_cases
from payung.law.chapters import chapters, uncertain_numbers
from payung.law.command import app
from payung.law.document import law_document
from payung.law.parameters import all_parameters

ROOT = Path(__file__).parents[2]


def test_the_document_in_the_repository_is_not_stale():
    written = (ROOT / "docs" / "law.md").read_text(encoding="utf-8")
    assert written == law_document(), "run: payung law document > docs/law.md"


def test_the_command_prints_the_document():
    result = CliRunner().invoke(app, ["document"])
    assert (result.exit_code, result.stdout) == (0, law_document())


def test_every_parameter_stands_in_exactly_one_chapter():
    names = [table.name for chapter in chapters() for table in chapter.numbers]
    assert sorted(names) == sorted(all_parameters())


def test_every_worked_case_stands_in_its_chapter():
    ids = {case.id for chapter in chapters() for case in chapter.cases}
    assert ids == {case.id for cases in worked_cases().values() for case in cases}


def test_every_reading_that_an_outcome_can_name_is_explained():
    codes = {reading.code for chapter in chapters() for reading in chapter.readings}
    assert {"A", "A'", "B", "C", "N", "S", "T", "P", "Q", "K", "L", "M", "G", "D", "E", "V", "W", "H", "I"} <= codes
    assert {"X", "O", "Y", "Z", "S1", "S2", "J1", "J2", "J3", "F", "R"} <= codes


def test_every_rule_says_what_it_does():
    for chapter in chapters():
        assert all(rule.text for rule in chapter.rules), chapter.key


def test_the_least_certain_numbers_come_first():
    certainties = [number.certainty for _, number in uncertain_numbers()]
    assert certainties == sorted(certainties, key=("low", "medium").index)
    assert "impotence" in {number.what for _, number in uncertain_numbers()}
