"""What counts as a reason: a few words that tell a later reader why, not a full stop to get past the form."""

from django.utils.translation import gettext_lazy as _

from payung.groundwork.refusals import Refusal

FEWEST_WORDS = 2
FEWEST_LETTERS = 8


class ReasonTooShort(Refusal):
    """The act needs a reason that somebody can later understand."""

    sentence = _("Write the reason in a few words, so that whoever reads this later understands it.")


def said(reason: str) -> str:
    """Return the reason without space around it. Raises ReasonTooShort below two words or eight letters."""
    words = reason.split()
    if len(words) < FEWEST_WORDS or sum(map(len, words)) < FEWEST_LETTERS:
        raise ReasonTooShort
    return " ".join(words)
