"""What counts as a reason: a few words that tell a later reader why, not a full stop to get past the form."""

import re

from django.utils.translation import gettext_lazy as _

from payung.groundwork.refusals import Refusal

FEWEST_WORDS = 2
FEWEST_LETTERS = 8
IDENTITY_NUMBER = re.compile(r"(?:[0-9][\s.\-]?){16}", re.ASCII)


class ReasonTooShort(Refusal):
    """The act needs a reason that somebody can later understand."""

    sentence = _("Write the reason in a few words, so that whoever reads this later understands it.")


class ReasonHoldsANumber(Refusal):
    """A reason stays readable for ever, so no identity number may stand in it."""

    sentence = _("Leave the 16-digit number out of the reason: reasons are kept in clear and cannot be removed later.")


def said(reason: str) -> str:
    """Return the reason, its space tidied. Raises ReasonTooShort (two words, eight letters) or ReasonHoldsANumber."""
    words = reason.split()
    if len(words) < FEWEST_WORDS or sum(map(len, words)) < FEWEST_LETTERS:
        raise ReasonTooShort
    if IDENTITY_NUMBER.search(reason):
        raise ReasonHoldsANumber
    return " ".join(words)
