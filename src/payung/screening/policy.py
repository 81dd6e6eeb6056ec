"""The programme's own choices for a screening: deciles, ages, area, and what does not count as work. Never the law."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

import yaml

from payung.screening.messages import N_
from payung.screening.unusable import Unusable


class UnusablePolicy(Unusable):
    """A policy that says too little or something impossible; the message is one sentence naming the entry."""


@dataclass(frozen=True)
class Policy:
    """`youngest` and `oldest` are whole years on the day, both included; `area` are prefixes of village codes."""

    deciles: tuple[int, ...]
    youngest: int
    oldest: int
    area: tuple[str, ...]
    not_working: tuple[str, ...]
    from_on: date

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a policy file. Raises UnusablePolicy where it cannot be read or an entry is missing or wrong."""
        try:
            stated = yaml.safe_load(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
            raise UnusablePolicy(N_("The policy file {file} cannot be read as YAML."), file=path.name) from problem
        if not isinstance(stated, Mapping):
            raise UnusablePolicy(N_("The policy file {file} holds no entries."), file=path.name)
        return cls.from_json(stated)

    @classmethod
    def from_json(cls, stated: Mapping[str, Any]) -> Self:
        """Make a policy of the entries of the policy file, or of `as_json`. Raises UnusablePolicy."""
        known = ("deciles", "youngest", "oldest", "area", "not_working", "from")
        for entry in known:
            if entry not in stated:
                raise UnusablePolicy(N_("The policy lacks the entry “{entry}”."), entry=entry)
        for entry in stated:
            if entry not in known:
                raise UnusablePolicy(N_("The policy has an entry “{entry}” that nobody knows."), entry=str(entry))
        policy = cls(
            deciles=tuple(_whole("deciles", decile) for decile in _listed(stated, "deciles")),
            youngest=_whole("youngest", stated["youngest"]),
            oldest=_whole("oldest", stated["oldest"]),
            area=tuple(_text("area", prefix) for prefix in _listed(stated, "area")),
            not_working=tuple(_text("not_working", word) for word in _listed(stated, "not_working")),
            from_on=_day("from", stated["from"]),
        )
        policy._refuse_impossible()
        return policy

    def _refuse_impossible(self) -> None:
        if not self.deciles or not all(1 <= decile <= 10 for decile in self.deciles):
            raise UnusablePolicy(N_("The policy's “deciles” must name numbers from 1 to 10."))
        if not 0 <= self.youngest <= self.oldest:
            raise UnusablePolicy(N_("The policy's “youngest” must not be above “oldest”."))
        if not self.area:
            raise UnusablePolicy(N_("The policy's “area” must name at least one code, such as 32.71."))

    def as_json(self) -> dict[str, Any]:
        """Return the entries as the policy file has them, in values JSON can hold."""
        return {
            "deciles": list(self.deciles),
            "youngest": self.youngest,
            "oldest": self.oldest,
            "area": list(self.area),
            "not_working": list(self.not_working),
            "from": self.from_on.isoformat(),
        }


def default_policy() -> Policy:
    """Return the policy shipped with the program: deciles 1 to 4, ages 18 to 64, domicile 32.71."""
    return Policy.from_json(yaml.safe_load(files("payung.screening").joinpath("data/policy.yaml").read_text("utf-8")))


def _listed(stated: Mapping[str, Any], entry: str) -> list[Any]:
    value = stated[entry]
    if not isinstance(value, list):
        raise UnusablePolicy(N_("The policy's “{entry}” must be a list."), entry=entry)
    return value


def _whole(entry: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise UnusablePolicy(N_("The policy's “{entry}” must be whole numbers."), entry=entry)
    return value


def _text(entry: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise UnusablePolicy(N_("The policy's “{entry}” must be text; put codes in quotation marks."), entry=entry)
    return value.strip()


def _day(entry: str, value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as problem:
        raise UnusablePolicy(N_("The policy's “{entry}” must be a day such as 2025-09-01."), entry=entry) from problem
