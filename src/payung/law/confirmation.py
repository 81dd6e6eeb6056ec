"""A letter by which a branch of BPJS Ketenagakerjaan confirmed one reading of a rule that the text leaves open.

Knows no rule; `unsettled` does.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Confirmation:
    """The reading confirmed, by the code of its rule and its own, with the number and the day of the letter."""

    rule: str
    reading: str
    letter: str
    dated: date

    def as_json(self) -> dict[str, str]:
        """Return the form of a case file's `confirmed`."""
        return {"rule": self.rule, "reading": self.reading, "letter": self.letter, "dated": self.dated.isoformat()}
