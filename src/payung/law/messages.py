"""Marks sentences for translation without translating them, and finds the translator for the command line."""

import gettext
from collections.abc import Callable
from pathlib import Path

LANGUAGES = ("id", "en")
_LOCALE = Path(__file__).parent.parent / "locale"


def N_(message: str) -> str:  # noqa: N802 - gettext's own customary name for "mark, do not translate"
    """Return `message` unchanged, so that the translation tool finds it."""
    return message


def translator(language: str) -> Callable[[str], str]:
    """Return the function that puts source sentences into `language`.

    Without a compiled catalogue of that language they stay in the English of the source.
    """
    found = gettext.translation("django", _LOCALE, languages=[language], fallback=True)
    return found.gettext
