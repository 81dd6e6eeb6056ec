"""A sentence for a person as data: its English source text and the values that fill it.

Never words it itself; `explain` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

Value = int | str | list[int] | list[str]


@dataclass(frozen=True)
class Sentence:
    """A marked source text and its values.

    The end of a placeholder's name says how its value is written: `_on` an ISO day, `_month` an ISO month,
    `_amount` whole rupiah, `_text` another marked text; with a further `s` a list of them; anything else as it is.
    """

    text: str
    values: Mapping[str, Value]

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "values": dict(self.values)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(stored["text"], dict(stored["values"]))


def sentence(text: str, **values: Value) -> Sentence:
    """Return the marked `text` with its values."""
    return Sentence(text, values)


class Refused(ValueError):  # noqa: N818 - a refusal is an answer, not an error
    """The law was asked something it cannot answer; `sentence` says why, for the person who asked."""

    def __init__(self, text: str, **values: Value) -> None:
        self.sentence = Sentence(text, values)
        super().__init__(text.format_map(values))
