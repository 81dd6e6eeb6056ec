"""Tells an English sentence of the program apart from Indonesian and from data, by the translators' own files."""

import re
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

import payung

FOLDER = Path(payung.__file__).parent / "locale" / "id" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
LETTERS_OF_A_SENTENCE = 12  # outside its placeholders; shorter ones would fit anything


def is_english(text: str) -> bool:
    """Whether the text is a sentence of the program that was left in English."""
    return text in _whole() or any(pattern.fullmatch(text) for pattern in _patterns())


@cache
def _sentences() -> frozenset[str]:
    """Every English sentence whose translation is another text."""
    found: set[str] = set()
    translated: set[str] = set()
    for path in sorted(FOLDER.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="id"):
                english = message.id if isinstance(message.id, tuple) else (message.id,)
                indonesian = message.string if isinstance(message.string, tuple) else (message.string,)
                found |= {each for each in english if each}
                translated |= {each for each in indonesian if each}
    return frozenset(found - translated)


@cache
def _whole() -> frozenset[str]:
    short = {each for each in _sentences() if not PLACEHOLDER.search(each)}
    return frozenset(short | {each[:1].upper() + each[1:] for each in short})


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    made = []
    for sentence in _sentences():
        pieces = PLACEHOLDER.split(sentence)
        if len(pieces) > 1 and sum(len(piece.strip()) for piece in pieces) >= LETTERS_OF_A_SENTENCE:
            made.append(re.compile(".+?".join(re.escape(" ".join(piece.split(" "))) for piece in pieces)))
    return tuple(made)
