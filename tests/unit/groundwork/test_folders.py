"""The data folder is the program's own and closed to everybody else."""

import stat
from pathlib import Path

import pytest

from payung.groundwork import folders
from payung.groundwork.refusals import CannotStart


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PAYUNG_DATA", str(tmp_path / "above" / "data"))
    return tmp_path / "above" / "data"


def test_new_folders_are_closed_to_others(data: Path) -> None:
    assert folders.data_folder() == data
    made = [data, folders.uploads_folder(), folders.registers_folder(), folders.results_folder()]
    assert [mode(folder) for folder in made] == [0o700] * 4
    assert [folder.name for folder in made[1:]] == ["uploads", "registers", "results"]


def test_a_folder_of_ours_that_was_opened_is_closed_again(data: Path) -> None:
    folders.uploads_folder()
    data.chmod(0o755)
    (data / "uploads").chmod(0o750)
    folders.uploads_folder()
    assert (mode(data), mode(data / "uploads")) == (0o700, 0o700)


def test_a_folder_that_others_use_is_not_taken_over(data: Path) -> None:
    data.mkdir(parents=True, mode=0o755)
    data.chmod(0o755)
    (data / "letters.txt").write_text("of somebody else")
    with pytest.raises(CannotStart, match="already holds other files"):
        folders.data_folder()
    assert mode(data) == 0o755


def test_a_file_in_the_place_of_the_folder_stops_with_a_sentence(data: Path) -> None:
    data.parent.mkdir()
    data.write_text("")
    with pytest.raises(CannotStart, match="is not a folder"):
        folders.data_folder()


def test_a_private_file_is_whole_and_0600_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    assert folders.write_private(path, "one")
    assert not folders.write_private(path, "two", replace=False)
    assert path.read_text() == "one"
    assert folders.write_private(path, "three")
    assert (path.read_text(), mode(path), list(tmp_path.iterdir())) == ("three", 0o600, [path])


def test_the_keys_lie_outside_the_data_folder_by_default(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAYUNG_KEYS", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/somewhere/config")
    assert folders.keys_file() == Path("/somewhere/config/payung/keys.json")
    monkeypatch.delenv("XDG_CONFIG_HOME")
    assert folders.keys_file() == Path.home() / ".config/payung/keys.json"
