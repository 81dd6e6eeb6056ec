"""Marks a sentence for translation without translating it; whoever presents it does that."""


def N_(message: str) -> str:  # noqa: N802 - gettext's own customary name for "mark, do not translate"
    """Return `message` unchanged, so that the translation tool finds it."""
    return message
