"""Encrypted values and their keys."""

import json
import stat
from pathlib import Path

import pytest

from payung.groundwork import folders, keys, sealed
from payung.groundwork.refusals import CannotStart

NIK = "3271015708800001"


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PAYUNG_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PAYUNG_KEYS", str(tmp_path / "safe" / "keys.json"))
    keys.prepare()
    return tmp_path / "safe" / "keys.json"


def rewrite(path: Path, text: str) -> None:
    """Another content, as another process would read it."""
    folders.write_private(path, text)
    keys._read.cache_clear()


def test_the_first_start_makes_private_keys_and_says_where_but_not_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PAYUNG_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PAYUNG_KEYS", str(tmp_path / "safe" / "keys.json"))
    keys.prepare()
    path = tmp_path / "safe" / "keys.json"
    said = capsys.readouterr().err
    content = json.loads(path.read_text())
    assert str(path) in said
    assert content["keys"]["1"]["cipher"] not in said
    assert content["keys"]["1"]["index"] not in said
    assert (stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(path.parent.stat().st_mode)) == (0o600, 0o700)
    keys.prepare()
    assert capsys.readouterr().err == ""
    assert json.loads(path.read_text()) == content


def test_a_sealed_value_comes_back_and_never_looks_the_same(key_file: Path) -> None:
    first, second = sealed.seal(NIK, sealed.NIK), sealed.seal(NIK, sealed.NIK)
    assert first != second
    assert NIK.encode() not in first
    assert sealed.unseal(first, sealed.NIK) == sealed.unseal(memoryview(second), sealed.NIK) == NIK


def test_a_column_of_values_keeps_its_order(key_file: Path) -> None:
    values = [f"{number:016d}" for number in range(500)] + ["", "Ibu Sri – 12"]
    column = sealed.seal_many(values, sealed.BANK_ACCOUNT)
    assert sealed.unseal_many(column, sealed.BANK_ACCOUNT) == values
    assert len({value[1:13] for value in column}) == len(values)


def test_a_changed_byte_anywhere_is_noticed(key_file: Path) -> None:
    whole = sealed.seal(NIK, sealed.NIK)
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises(sealed.Unreadable):
            sealed.unseal(bytes(changed), sealed.NIK)
    for length in range(len(whole)):
        with pytest.raises(sealed.Unreadable):
            sealed.unseal(whole[:length], sealed.NIK)


def test_a_value_sealed_as_one_thing_cannot_be_read_as_another(key_file: Path) -> None:
    with pytest.raises(sealed.Unreadable):
        sealed.unseal(sealed.seal(NIK, sealed.NIK), sealed.FAMILY_CARD)


def test_the_index_finds_the_same_value_of_the_same_kind_only(key_file: Path) -> None:
    index = sealed.keyed_index(NIK, sealed.NIK)
    assert len(index) == 32
    assert index == sealed.keyed_index(NIK, sealed.NIK) == sealed.index_many(["1", NIK], sealed.NIK)[1]
    assert index != sealed.keyed_index(NIK, sealed.FAMILY_CARD)
    assert index != sealed.keyed_index(NIK[:-1] + "2", sealed.NIK)


def test_another_key_gives_another_index(key_file: Path) -> None:
    before = sealed.keyed_index(NIK, sealed.NIK)
    rewrite(key_file, keys.as_text(keys.added_version(keys.Keyring(0, {}))))
    assert sealed.keyed_index(NIK, sealed.NIK) != before


def test_a_new_version_seals_and_the_old_one_still_reads(key_file: Path) -> None:
    old, old_index = sealed.seal(NIK, sealed.NIK), sealed.keyed_index(NIK, sealed.NIK)
    rewrite(key_file, keys.as_text(keys.added_version(keys.keyring())))
    keys.prepare()
    new = sealed.seal(NIK, sealed.NIK)
    assert (old[0], new[0]) == (1, 2)
    assert sealed.unseal_many([old, new], sealed.NIK) == [NIK, NIK]
    assert sealed.keyed_index(NIK, sealed.NIK, version=1) == old_index


def test_a_missing_key_file_stops_the_start_once_values_were_sealed(key_file: Path) -> None:
    key_file.unlink()
    keys._read.cache_clear()
    with pytest.raises(CannotStart, match="is missing"):
        keys.prepare()
    assert not key_file.exists()


def test_the_key_file_of_another_installation_stops_the_start(key_file: Path) -> None:
    rewrite(key_file, keys.as_text(keys.added_version(keys.Keyring(0, {}))))
    with pytest.raises(CannotStart, match="is not the one"):
        keys.prepare()


def test_sealed_values_in_the_database_alone_also_stop_a_start_without_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAYUNG_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PAYUNG_KEYS", str(tmp_path / "nowhere" / "keys.json"))
    with pytest.raises(CannotStart, match="is missing"):
        keys.prepare(sealed_data_exist=True)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"current": 2, "keys": {}}', '{"current": 1, "keys": {"1": 3}}'])
def test_a_damaged_key_file_stops_with_a_sentence(key_file: Path, content: str) -> None:
    rewrite(key_file, content)
    with pytest.raises(CannotStart, match="is damaged"):
        keys.keyring()


def test_a_key_file_others_can_read_stops_with_a_sentence(key_file: Path) -> None:
    key_file.chmod(0o640)
    keys._read.cache_clear()
    with pytest.raises(CannotStart, match="chmod 600"):
        keys.keyring()


def test_keys_inside_the_data_folder_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAYUNG_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PAYUNG_KEYS", str(tmp_path / "data" / "keys.json"))
    with pytest.raises(CannotStart, match="outside it"):
        keys.prepare()
