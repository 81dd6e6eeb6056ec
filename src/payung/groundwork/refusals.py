"""How an action says no: a named exception whose text is a sentence for the person who asked.

A refusal carries no personal value. What stops the whole program before it serves anybody is CannotStart.
"""

from datetime import date

from django.utils import dateformat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """An act was asked for that may not happen; a subclass names why in its `sentence`.

    `sentence` may hold named places (`%(month)s`), filled from the keywords given when it is raised. It is
    translated when it is shown, in the language of whoever reads it.
    """

    sentence: str | Promise = _("This cannot be done as things stand.")

    def __init__(self, sentence: str | Promise | None = None, /, **params: object) -> None:
        if sentence is not None:
            self.sentence = sentence
        self.params = params
        super().__init__()

    def __str__(self) -> str:
        values = {name: _written(value) for name, value in self.params.items()}
        return str(self.sentence) % values if values else str(self.sentence)

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuilt, (type(self), str(self.sentence), self.params)


class CannotStart(Exception):  # noqa: N818 - reads as the sentence it holds
    """The program lacks something it needs; the text is one sentence that tells the operator what to do.

    The command line prints it on standard error and ends with code 2.
    """


def _written(value: object) -> object:
    """A day as people write it, in the reader's language; anything else as it is."""
    return dateformat.format(value, "j F Y") if isinstance(value, date) else value


def _rebuilt(kind: type[Refusal], sentence: str, params: dict[str, object]) -> Refusal:
    return kind(sentence, **params)
