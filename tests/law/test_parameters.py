"""Every number of the law is dated and sourced; a file that does not prove its numbers is refused, by entry."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest

import payung.law
from payung.law.months import Month
from payung.law.parameters import (
    CERTAINTIES,
    BeforeTheLaw,
    InexactNumber,
    MissingSource,
    Parameter,
    Table,
    UnknownCertainty,
    UnprovenParameter,
    UnsortedDates,
    all_parameters,
    load,
    parameter,
    period_parameter,
)

HEAD = "description: A number.\nunit: rupiah\nchecked: 2026-11-22\n"
ENTRY = "  - {from: 2015-07-01, value: 16_200_000, source: PP 44/2015, certainty: high}\n"
PERIOD = (
    "  - {from: 2020-08, to: 2021-01, value: 1, sectors: [other], payers: [self], unsettled: [], "
    "source: PP 49/2020, certainty: high}\n"
)


def written(folder: Path, text: str) -> Path:
    path = folder / "sample.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_as_it_must_be_is_read(tmp_path):
    later = ENTRY.replace("2015-07-01", "2019-12-02").replace("16_200_000", "20000000")
    found = load(written(tmp_path, f"{HEAD}values:\n{ENTRY}{later}"))
    assert isinstance(found, Parameter)
    assert [dated.value for dated in found.values] == [16_200_000, 20_000_000]


def test_a_value_holds_from_its_day_to_the_day_before_the_next(tmp_path):
    later = ENTRY.replace("2015-07-01", "2019-12-02").replace("16_200_000", "20_000_000")
    found = load(written(tmp_path, f"{HEAD}values:\n{ENTRY}{later}"))
    assert found.on(date(2015, 7, 1)).value == 16_200_000
    assert found.on(date(2019, 12, 1)).value == 16_200_000
    assert found.on(date(2019, 12, 2)).value == 20_000_000
    with pytest.raises(BeforeTheLaw):
        found.on(date(2015, 6, 30))


@pytest.mark.parametrize(
    ("old", "new", "refusal", "words"),
    [
        ("source: PP 44/2015, ", "", MissingSource, "entry 1: the source is missing"),
        ("source: PP 44/2015", "source: ' '", MissingSource, "entry 1: the source is missing"),
        ("16_200_000", "16_200_000.0", InexactNumber, "entry 1: value must be a whole number"),
        ("16_200_000", "'16_200_000'", InexactNumber, "entry 1: value must be a whole number"),
        ("16_200_000", "yes", InexactNumber, "entry 1: value must be a whole number"),
        ("16_200_000", "-1", InexactNumber, "entry 1: value must not be negative"),
        ("high", "certain", UnknownCertainty, "entry 1: certainty must be one of"),
        ("2015-07-01", "2015-07", UnprovenParameter, "entry 1: from must be a day"),
        ("2015-07-01", "2015-07-01 00:00:00", UnprovenParameter, "entry 1: from must be a day"),
        ("certainty: high", "certainty: high, note: x", UnprovenParameter, "entry 1: note is unknown"),
        ("value: 16_200_000, ", "", UnprovenParameter, "entry 1: value is missing"),
        ("source: PP 44/2015", "source: PP 44/2015, source: PP 44/2015", UnprovenParameter, "repeated key 'source'"),
        ("unit: rupiah", "unit: dollars", UnprovenParameter, "unit must be one of"),
        ("checked: 2026-11-22\n", "", UnprovenParameter, "checked is missing"),
        ("checked: 2026-11-22", "checked: soon", UnprovenParameter, "checked must be a day"),
        ("description: A number.", "description: ''", UnprovenParameter, "description must be text"),
        (f"values:\n{ENTRY}", "values: []\n", UnprovenParameter, "at least one entry"),
        (f"values:\n{ENTRY}", "values: [3]\n", UnprovenParameter, "entry 1: a mapping is expected"),
        ("unit: rupiah", "unit: rupiah\nunit: rupiah", UnprovenParameter, "repeated key 'unit'"),
    ],
)
def test_a_file_that_does_not_prove_its_number_is_refused(tmp_path, old, new, refusal, words):
    text = f"{HEAD}values:\n{ENTRY}"
    assert old in text
    with pytest.raises(refusal, match=r"sample\.yaml") as raised:
        load(written(tmp_path, text.replace(old, new)))
    assert words in str(raised.value)
    assert type(raised.value) is refusal


@pytest.mark.parametrize("second", ["2015-07-01", "2014-01-01"])
def test_a_repeated_or_earlier_date_is_refused(tmp_path, second):
    text = f"{HEAD}values:\n{ENTRY}{ENTRY.replace('2015-07-01', second)}"
    with pytest.raises(UnsortedDates, match=r"sample.yaml, entry 2"):
        load(written(tmp_path, text))


@pytest.mark.parametrize("text", ["", "3", "[1]", "values: {", "&a {description: *a}"])
def test_what_is_no_parameter_at_all_is_refused(tmp_path, text):
    with pytest.raises(UnprovenParameter, match=r"sample\.yaml"):
        load(written(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "refusal", "words"),
    [
        (PERIOD.replace("2021-01", "2020-07"), UnsortedDates, "entry 1: 2020-07 comes before 2020-08"),
        (PERIOD + PERIOD.replace("2020-08", "2020-09"), UnsortedDates, "entry 2: 2020-09 lies in the period"),
        (PERIOD + PERIOD.replace("2020-08", "2020-01"), UnsortedDates, "entry 2: 2020-01 comes before"),
        (PERIOD.replace("unsettled: []", "unsettled: [self]"), UnprovenParameter, "both settled and unsettled"),
        (PERIOD.replace("2021-01", "2021-13"), UnprovenParameter, "to must be a month"),
        (PERIOD.replace("sectors: [other]", "sectors: other"), UnprovenParameter, "sectors must be a list"),
        (PERIOD.replace("source: PP 49/2020, ", ""), MissingSource, "source is missing"),
    ],
)
def test_a_rule_with_an_end_is_held_to_the_same(tmp_path, text, refusal, words):
    with pytest.raises(refusal) as raised:
        load(written(tmp_path, f"{HEAD}periods:\n{text}"))
    assert words in str(raised.value)


ROW = "  - {code: thumb, from: 2015-07-01, value: 150, source: PP 44/2015, certainty: medium}\n"


def test_a_table_is_read_by_row_and_day(tmp_path):
    later = ROW.replace("2015-07-01", "2019-12-02").replace("150", "160, or: [170], per: 10")
    ranged = ROW.replace("thumb", "scalp").replace("150", "100, up_to: 300")
    found = load(written(tmp_path, f"{HEAD}rows:\n{ROW}{later}{ranged}"))
    assert isinstance(found, Table)
    assert found.codes == ("thumb", "scalp")
    assert found.row("thumb", date(2019, 12, 1)).dated.value == 150
    newest = found.row("thumb", date(2019, 12, 2))
    assert (newest.dated.value, newest.others, newest.per) == (160, (170,), 10)
    assert found.row("scalp", date(2019, 12, 2)).up_to == 300
    assert found.row("tail", date(2019, 12, 2)) is None
    with pytest.raises(BeforeTheLaw):
        found.row("thumb", date(2015, 6, 30))


@pytest.mark.parametrize(
    ("text", "refusal", "words"),
    [
        (ROW + ROW, UnsortedDates, "entry 2"),
        (ROW.replace("code: thumb, ", ""), UnprovenParameter, "code is missing"),
        (ROW.replace("150", "150, up_to: 150"), UnprovenParameter, "up_to must be more"),
        (ROW.replace("150", "150, per: 0"), UnprovenParameter, "per must be at least one"),
        (ROW.replace("150", "150, or: 3"), UnprovenParameter, "or must be a list"),
        (ROW.replace("150", "150, or: [3.5]"), InexactNumber, "whole number"),
        (ROW.replace("150", "1.5"), InexactNumber, "whole number"),
        (ROW.replace("source: PP 44/2015, ", ""), MissingSource, "source is missing"),
        (ROW.replace("150", "150, note: x"), UnprovenParameter, "note is unknown"),
    ],
)
def test_a_table_is_held_to_the_same(tmp_path, text, refusal, words):
    with pytest.raises(refusal) as raised:
        load(written(tmp_path, f"{HEAD}rows:\n{text}"))
    assert words in str(raised.value)


def test_a_payer_whose_cut_is_inferred_must_be_one_of_the_payers(tmp_path):
    load(written(tmp_path, f"{HEAD}periods:\n{PERIOD.replace('unsettled: []', 'unsettled: [], inferred: [self]')}"))
    with pytest.raises(UnprovenParameter, match="inferred payer"):
        load(written(tmp_path, f"{HEAD}periods:\n{PERIOD.replace('unsettled: []', 'unsettled: [], inferred: [city]')}"))


def test_the_same_months_of_another_sector_are_no_overlap(tmp_path):
    text = f"{HEAD}periods:\n{PERIOD}{PERIOD.replace('sectors: [other]', 'sectors: [transport]')}"
    load(written(tmp_path, text))


def _entries(found):
    if isinstance(found, Table):
        return [row.dated for row in found.rows]
    return found.values if isinstance(found, Parameter) else found.periods


def test_every_number_of_the_program_has_a_source_and_a_certainty():
    assert len(all_parameters()) >= 51
    for found in all_parameters().values():
        entries = _entries(found)
        assert all(entry.source.strip() and entry.certainty in CERTAINTIES for entry in entries), found.name
        assert found.description


@pytest.mark.parametrize(
    ("name", "day", "before", "after"),
    [
        ("death_lump_sum", date(2015, 7, 1), 14_200_000, 16_200_000),
        ("death_lump_sum", date(2019, 12, 2), 16_200_000, 20_000_000),
        ("death_periodic_monthly", date(2019, 12, 2), 200_000, 500_000),
        ("death_funeral", date(2015, 7, 1), 2_000_000, 3_000_000),
        ("death_funeral", date(2019, 12, 2), 3_000_000, 10_000_000),
        ("death_waiting_months", date(2025, 2, 24), 0, 3),
    ],
)
def test_each_change_takes_effect_on_its_day(name, day, before, after):
    assert parameter(name).on(day - timedelta(days=1)).value == before
    assert parameter(name).on(day).value == after


def test_a_period_is_found_for_its_months_and_sector_only():
    reductions = period_parameter("contribution_reductions")
    assert reductions.in_month(Month(2026, 2), "other") is None
    found = reductions.in_month(Month(2026, 2), "transport")
    assert found is not None
    assert found.value == 50


def test_no_legal_number_stands_in_the_code():
    """Amounts and years of the law live in parameter files; the code holds no number of four digits or more."""
    for path in Path(payung.law.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
                assert abs(node.value) < 1000, f"{path.name}:{node.lineno}"
