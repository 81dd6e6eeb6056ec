"""The same NIK twice in one list: the earliest row is kept, the others point to it; other names are other questions."""

from pathlib import Path
from typing import Any

from screened_rows import list_row, listed, nik_of, params_of, person, registers_in

from payung.screening.policy import default_policy
from payung.screening.run import screen
from payung.screening.verdicts import Screening

from screened_rows import ON  # isort: skip


def screened(folder: Path, rows: list[dict[str, Any]]) -> Screening:
    people = {"population": [person(1)], "welfare": [{"nik": nik_of(1), "decile": 1, "as_of": ON}]}
    return screen(listed(rows), registers_in(folder, people), on=ON, policy=default_policy())


def pointing(result: Screening, row: int) -> int | None:
    found: int | None = params_of(result, row).get("list.duplicate", {}).get("row")
    return found


def test_the_earliest_row_is_kept_and_the_others_point_to_it(tmp_path: Path) -> None:
    rows = [list_row(row, nik=nik_of(1)) for row in (7, 9, 12)]
    result = screened(tmp_path, rows)
    assert [pointing(result, row) for row in (7, 9, 12)] == [None, 7, 7]
    assert result.rows["verdict"].to_pylist() == ["accepted", "rejected", "rejected"]


def test_an_agreeing_spelling_is_the_same_person(tmp_path: Path) -> None:
    rows = [list_row(1), list_row(2, nik=nik_of(1), name="H. Akhmad Fauzi, S.Pd")]
    assert pointing(screened(tmp_path, rows), 2) == 1


def test_another_name_under_the_nik_is_a_mismatch_and_no_duplicate(tmp_path: Path) -> None:
    result = screened(tmp_path, [list_row(1, name="Rina Wati"), list_row(2, nik=nik_of(1))])
    assert "person.mismatch" in params_of(result, 1)
    assert pointing(result, 2) is None
    assert result.rows["verdict"].to_pylist() == ["review", "accepted"]


def test_cut_niks_never_count_as_the_same(tmp_path: Path) -> None:
    cut = {"nik": nik_of(1), "nik_problem": "truncated"}
    result = screened(tmp_path, [list_row(1, **cut), list_row(2, **cut)])
    assert [pointing(result, row) for row in (1, 2)] == [None, None]


def test_rows_without_names_are_not_the_same_person(tmp_path: Path) -> None:
    result = screened(tmp_path, [list_row(1, name=None), list_row(2, nik=nik_of(1), name=None)])
    assert pointing(result, 2) is None


def test_an_unregistered_nik_twice_is_a_duplicate_too(tmp_path: Path) -> None:
    rows = [list_row(row, nik="3271010101805555") for row in (1, 2)]
    assert pointing(screened(tmp_path, rows), 2) == 1


def test_one_filler_nik_on_a_thousand_names_ends_in_good_time(tmp_path: Path) -> None:
    rows = [list_row(row, nik=nik_of(1), name=f"Orang {chr(97 + row % 26) * 5} {row}") for row in range(1, 1001)]
    assert screened(tmp_path, rows).rows.num_rows == 1000
