"""Why something other than the list cannot be used for a screening: a register, a policy, an engine."""

from collections.abc import Callable
from typing import Any


class Unusable(Exception):  # noqa: N818 - named for what is wrong, as all refusals are
    """One sentence, marked for translation, and the values that fill it; no personal value among them."""

    def __init__(self, message: str, **params: int | str) -> None:
        self.message = message
        self.params: dict[str, Any] = dict(params)
        super().__init__(message.format(**params))

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.message, self.params)

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence in the language of `translate` (gettext)."""
        return translate(self.message).format(**self.params)


def _again(kind: type[Unusable], message: str, params: dict[str, Any]) -> Unusable:
    return kind(message, **params)
