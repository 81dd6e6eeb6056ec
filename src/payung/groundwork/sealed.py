"""Encrypts single values (AES-256-GCM) and gives the keyed index (HMAC-SHA256) that finds an encrypted value whole.

A sealed value is one byte of key version, twelve of nonce, then the ciphertext with its tag. The purpose is bound in:
a value sealed as one thing cannot be passed off as another.
"""

import hmac
import os
from collections.abc import Iterable, Sequence

from cryptography.exceptions import InvalidTag

from payung.groundwork import keys

NONCE_BYTES = 12
TAG_BYTES = 16

NIK = "nik"
FAMILY_CARD = "family_card"
BANK_ACCOUNT = "bank_account"


class Unreadable(Exception):  # noqa: N818 - says what the value is
    """A sealed value was changed, cut, sealed for another purpose, or sealed with a key that is not here."""


def seal(text: str, purpose: str) -> bytes:
    """Encrypt one value under the current key; the same text gives other bytes each time."""
    return seal_many([text], purpose)[0]


def seal_many(texts: Sequence[str], purpose: str) -> list[bytes]:
    """Encrypt a column of values, in its order."""
    ring = keys.keyring()
    version, bound = bytes([ring.current]), purpose.encode()
    encrypt = ring.keys[ring.current].aes.encrypt
    nonces = os.urandom(NONCE_BYTES * len(texts))
    sealed = []
    for place, text in enumerate(texts):
        nonce = nonces[place * NONCE_BYTES : (place + 1) * NONCE_BYTES]
        sealed.append(version + nonce + encrypt(nonce, text.encode(), bound))
    return sealed


def unseal(sealed: bytes | memoryview, purpose: str) -> str:
    """The text of a sealed value. Raises Unreadable, never anything made up."""
    return unseal_many([sealed], purpose)[0]


def unseal_many(values: Iterable[bytes | memoryview], purpose: str) -> list[str]:
    """The texts of a column of sealed values, in its order. Raises Unreadable at the first that is not whole."""
    ring, bound = keys.keyring(), purpose.encode()
    texts = []
    for value in values:
        sealed = bytes(value)
        key = ring.keys.get(sealed[0]) if len(sealed) > NONCE_BYTES + TAG_BYTES else None
        if key is None:
            raise Unreadable("a sealed value is cut, or its key is missing")
        try:
            text = key.aes.decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], bound)
        except InvalidTag:
            raise Unreadable("a sealed value was changed, or sealed for another purpose") from None
        texts.append(text.decode())
    return texts


def keyed_index(text: str, purpose: str, version: int | None = None) -> bytes:
    """32 bytes that are the same whenever the text and the purpose are, and tell nothing without the key."""
    return index_many([text], purpose, version)[0]


def index_many(texts: Iterable[str], purpose: str, version: int | None = None) -> list[bytes]:
    """The keyed index of a column of values, in its order, under the current key or the given version of it."""
    ring = keys.keyring()
    key = ring.keys[ring.current if version is None else version].index
    begin = purpose.encode() + b"\0"
    return [hmac.digest(key, begin + text.encode(), "sha256") for text in texts]
