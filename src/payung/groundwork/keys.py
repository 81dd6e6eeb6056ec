"""The keys of encrypted fields: a file outside the data folder and outside the database, made on first start.

Losing the file loses every NIK, family-card and account number; whoever has it and a dump can read them.
"""

import base64
import hmac
import json
import os
import secrets
import stat
import sys
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from payung.groundwork import folders
from payung.groundwork.refusals import CannotStart

KEY_BYTES = 32
MARKS = "key_marks.json"


@dataclass(frozen=True)
class Key:
    """One version of the keys: one to encrypt with, one to find with."""

    cipher: bytes
    index: bytes

    @cached_property
    def aes(self) -> AESGCM:
        """The cipher, set up once."""
        return AESGCM(self.cipher)

    @property
    def mark(self) -> str:
        """Tells this key from another without telling anything about it."""
        return hmac.digest(self.index, self.cipher + b"payung key mark", "sha256")[:8].hex()


@dataclass(frozen=True)
class Keyring:
    """All versions of the keys by number (1 to 255); `current` is the one that new values are sealed with."""

    current: int
    keys: dict[int, Key]


def prepare(*, sealed_data_exist: bool = False) -> Keyring:
    """Have the keys there before anybody is served: made on the first start, from then on checked to be the same.

    Raises CannotStart where the file is missing though values were sealed with it, is another one, or open to others.
    """
    path = folders.keys_file()
    data = folders.data_folder()
    marks_file = data / MARKS
    marks: dict[str, str] = json.loads(marks_file.read_text(encoding="ascii")) if marks_file.exists() else {}
    if path.is_relative_to(data):
        raise CannotStart(f"The key file {path} lies inside the data folder; set PAYUNG_KEYS to a place outside it.")
    if not path.exists():
        if marks or sealed_data_exist:
            raise CannotStart(
                f"The key file {path} is missing, and without it the encrypted numbers of {data} cannot be read; "
                "put it back, or set PAYUNG_KEYS to where it lies."
            )
        _make(path)
    ring = keyring()
    for version, mark in marks.items():
        key = ring.keys.get(int(version))
        if key is None or key.mark != mark:
            raise CannotStart(f"The key file {path} is not the one that {data} was encrypted with; put that one back.")
    found = {str(version): key.mark for version, key in ring.keys.items()}
    if found != marks:
        folders.write_private(marks_file, json.dumps(found))
    return ring


def keyring() -> Keyring:
    """The keys of the key file, read once. Raises CannotStart where it is missing, damaged or open to others."""
    return _read(folders.keys_file())


def added_version(ring: Keyring) -> Keyring:
    """The same keys and one new version, which becomes the current one; the old ones still read what they sealed."""
    number = max(ring.keys, default=0) + 1
    return Keyring(number, {**ring.keys, number: Key(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES))})


def as_text(ring: Keyring) -> str:
    """The content of a key file."""
    keys = {
        str(version): {"cipher": base64.b64encode(key.cipher).decode(), "index": base64.b64encode(key.index).decode()}
        for version, key in ring.keys.items()
    }
    return json.dumps({"current": ring.current, "keys": keys}, indent=1) + "\n"


def _make(path: Path) -> None:
    try:
        path.parent.mkdir(mode=folders.PRIVATE_FOLDER, parents=True, exist_ok=True)
        made = folders.write_private(path, as_text(added_version(Keyring(0, {}))), replace=False)
    except OSError as error:
        raise CannotStart(
            f"The key file {path} cannot be made ({error.strerror}); set PAYUNG_KEYS to a place that can be written."
        ) from error
    if made:
        sys.stderr.write(
            f"The keys of the encrypted numbers were made in {path}. Keep a copy in a safe place, "
            "apart from the backups: without it the numbers are lost.\n"
        )


@lru_cache(maxsize=4)
def _read(path: Path) -> Keyring:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            raise CannotStart(f"The key file {path} can be read by other accounts; close it with chmod 600.")
        content = json.loads(path.read_text(encoding="ascii"))
        keys = {
            int(version): Key(
                base64.b64decode(key["cipher"], validate=True), base64.b64decode(key["index"], validate=True)
            )
            for version, key in content["keys"].items()
        }
        ring = Keyring(int(content["current"]), keys)
    except FileNotFoundError:
        raise CannotStart(f"The key file {path} is missing; set PAYUNG_KEYS to where it lies.") from None
    except OSError as error:
        raise CannotStart(f"The key file {path} cannot be read ({os.strerror(error.errno or 0)}).") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CannotStart(f"The key file {path} is damaged; put the copy back.") from None
    sizes = {len(part) for key in keys.values() for part in (key.cipher, key.index)}
    if ring.current not in keys or sizes != {KEY_BYTES} or not all(1 <= version <= 255 for version in keys):
        raise CannotStart(f"The key file {path} is damaged; put the copy back.")
    return ring
