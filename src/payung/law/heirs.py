"""Who may claim after a member's death, in the order of the law, with the reason and the documents each must bring.

Knows relatives by keys that the caller chose, never by name; examines no paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from payung.law.heirs_words import GROUPS, documents_of, group_words, rest_words
from payung.law.messages import N_
from payung.law.months import add_months
from payung.law.outcome import AwardLine
from payung.law.parameters import parameter
from payung.law.parts import Reading
from payung.law.sentences import Refused, Sentence, sentence

SPOUSE, CHILD = "spouse", "child"
RELATIONS = (
    SPOUSE,
    CHILD,
    "parent",
    "grandchild",
    "grandparent",
    "sibling",
    "parent_in_law",
    "named_in_will",
    "by_court",
    "arranged_burial",
    "not_an_heir",
)
# The groups of the law in their order; whoever stands in one shuts out all that come after it.
_ORDER: tuple[tuple[str, frozenset[str]], ...] = (
    ("spouse_or_child", frozenset({SPOUSE, CHILD})),
    ("straight_line", frozenset({"parent", "grandchild", "grandparent"})),
    ("siblings", frozenset({"sibling"})),
    ("parents_in_law", frozenset({"parent_in_law"})),
    ("will", frozenset({"named_in_will"})),
    ("court", frozenset({"by_court"})),
)
_MONTHS_OF_A_YEAR = 12
TOGETHER = Reading(
    "S1",
    N_("relatives in the straight line stand in one group and share"),
    N_("Permenaker 44/2015, Pasal 19, and Permenaker 4/2023, Pasal 57, both for other members"),
)
IN_ORDER = Reading(
    "S2",
    N_("parents come before grandchildren, and grandchildren before grandparents"),
    N_("order of the official claim form"),
)
_STRAIGHT_LINE = ("parent", "grandchild", "grandparent")


class UnknownRelation(Refused):
    """A relation that the rules on heirs do not know."""


@dataclass(frozen=True)
class Relative:
    """One person around the member who died: a key of the caller's, the relation, and what the rules ask of it.

    `born` decides whether a guardian is needed; None is not known. `is_alive` is on the day of death. A will counts
    where `has_notarial_deed`; an adopted or step child, and anybody not on the list, where `has_court_determination`.
    A former or unmarried partner is `not_an_heir`.
    """

    key: str
    relation: str
    born: date | None = None
    is_alive: bool = True
    has_notarial_deed: bool = False
    has_court_determination: bool = False
    is_adopted_or_step: bool = False


@dataclass(frozen=True)
class Claimant:
    """Who may claim: which lines of an award, why, and with which papers."""

    key: str
    relation: str
    takes: tuple[str, ...]
    needs_guardian: bool | None
    reason: Sentence
    documents: tuple[Sentence, ...]


@dataclass(frozen=True)
class Heirs:
    """The claimants of one death.

    `alternatives` has one entry for each reading where the order is not settled, else the one answer. `to_the_fund`
    are the lines that go to the Social Security Fund (Dana Jaminan Sosial) because nobody inherits.
    """

    group: str
    alternatives: tuple[tuple[Reading | None, tuple[Claimant, ...]], ...]
    to_the_fund: tuple[str, ...]
    explanation: tuple[Sentence, ...]

    @property
    def is_certain(self) -> bool:
        """Whether every reading names the same claimants."""
        return len(self.alternatives) == 1

    @property
    def claimants(self) -> tuple[Claimant, ...]:
        """The claimants of the one answer; none while the readings disagree."""
        return self.alternatives[0][1] if self.is_certain else ()


def heirs(family: Sequence[Relative], died_on: date, lines: Sequence[AwardLine] | None = None) -> Heirs:
    """Return who may claim the lines of an award for a death on `died_on`; without `lines` the whole death benefit.

    Raises UnknownRelation or, for a day before the rules known, BeforeTheLaw.
    """
    _require_known(family)
    codes = tuple(line.code for line in lines) if lines is not None else ("lump_sum", "periodic", "funeral")
    living = [each for each in family if each.is_alive]
    must_be_deed = parameter("will_by_notarial_deed").on(died_on)
    refused = [words for each in living for words in _refusal_words(each, bool(must_be_deed.value))]
    entitled = [each for each in living if not _refusal_words(each, bool(must_be_deed.value))]
    for group, relations in _ORDER:
        members = [each for each in entitled if each.relation in relations]
        if members:
            ways = _alternatives(group, members, codes, died_on)
            return Heirs(group, ways, (), (*group_words(group, members_count=len(members)), *refused))
    burial = [each for each in entitled if each.relation == "arranged_burial"]
    funeral = tuple(code for code in codes if code == "funeral")
    rest = tuple(code for code in codes if code != "funeral")
    claimants = tuple(_claimant("burial", each, funeral, died_on) for each in burial)
    return Heirs("nobody", ((None, claimants),), rest, (*rest_words(bool(burial)), *refused))


def _alternatives(
    group: str, members: Sequence[Relative], codes: tuple[str, ...], died_on: date
) -> tuple[tuple[Reading | None, tuple[Claimant, ...]], ...]:
    everybody = tuple(_claimant(group, each, codes, died_on) for each in members)
    kinds = [kind for kind in _STRAIGHT_LINE if any(each.relation == kind for each in members)]
    if group != "straight_line" or len(kinds) == 1:
        return ((None, everybody),)
    first = tuple(claimant for claimant in everybody if claimant.relation == kinds[0])
    return ((TOGETHER, everybody), (IN_ORDER, first))


def _claimant(group: str, relative: Relative, takes: tuple[str, ...], died_on: date) -> Claimant:
    needs_guardian = _is_minor(relative, died_on)
    return Claimant(
        key=relative.key,
        relation=relative.relation,
        takes=takes,
        needs_guardian=needs_guardian,
        reason=sentence(GROUPS[group]),
        documents=documents_of(relative.relation, needs_guardian, relative.is_adopted_or_step),
    )


def _is_minor(relative: Relative, day: date) -> bool | None:
    """Whether a guardian is needed on the day: None where the day of birth is not known."""
    if relative.born is None:
        return None if relative.relation in (CHILD, "grandchild", "sibling") else False
    return day < add_months(relative.born, parameter("guardian_age").on(day).value * _MONTHS_OF_A_YEAR)


def _refusal_words(relative: Relative, must_be_deed: bool) -> list[Sentence]:
    """Return why a relative does not count as the heir it is given as; empty where it does."""
    if relative.relation == "not_an_heir":
        return [sentence(N_("A former or unmarried partner is not on the list of heirs."))]
    if relative.is_adopted_or_step and not relative.has_court_determination:
        return [sentence(N_("An adopted or step child counts as a child only with a determination of the court."))]
    if relative.relation == "named_in_will" and must_be_deed and not relative.has_notarial_deed:
        return [sentence(N_("A will counts only as a notarial deed (Permenaker 1/2025; certainty medium)."))]
    if relative.relation == "by_court" and not relative.has_court_determination:
        return [sentence(N_("Somebody not on the list of heirs needs a determination of the court."))]
    return []


def _require_known(family: Sequence[Relative]) -> None:
    for each in family:
        if each.relation not in RELATIONS:
            raise UnknownRelation(N_("The relation must be one of: {names}."), names=list(RELATIONS))
