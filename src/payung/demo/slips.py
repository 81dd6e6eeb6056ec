"""What goes wrong, or merely otherwise, in a row of each kind: one function a kind, changing the row as written."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from payung.demo.drawing import pools

if TYPE_CHECKING:
    from payung.demo.writing import Entry, Person

Slip = Callable[["Entry", "Person", random.Random], None]  # the row, another person of the city, the pen
NBSP = "\u00a0"
LONG_ENOUGH = 4  # letters of a word that names somebody
NOBLE = ("raden", "tubagus")
SOUNDS = {"i": "y", "y": "i", "v": "p", "f": "p", "d": "t", "z": "j", "q": "k"}
SLIPS: dict[str, Slip] = {}


def slip(*kinds: str) -> Callable[[Slip], Slip]:
    """Register a function as what happens in rows of `kinds`."""

    def registered(function: Slip) -> Slip:
        for kind in kinds:
            SLIPS[kind] = function
        return function

    return registered


@slip("name_spaces")
def _spaces(entry: Entry, _: Person, pen: random.Random) -> None:
    gap = pen.choice(("  ", NBSP, "   ", f" {NBSP}"))
    entry.name = pen.choice(("", " ")) + str(entry.name).replace(" ", gap, 1) + pen.choice((" ", "  ", NBSP))


@slip("name_title")
def _title(entry: Entry, _: Person, pen: random.Random) -> None:
    title = pen.choice(pools("names")["male_titles" if entry.person.male else "female_titles"]).strip()
    entry.name = f"{title.upper() if str(entry.name).isupper() else title} {entry.name}"


@slip("muhammad_form")
def _muhammad(entry: Entry, _: Person, pen: random.Random) -> None:
    borne, rest = entry.person.name.split(" ", 1)
    forms = [form for form in pools("names")["muhammad_forms"] if form != borne]
    other = pen.choice(forms)
    entry.name = f"{other} {rest}".upper() if str(entry.name).isupper() else f"{other} {rest}"


@slip("name_part_missing")
def _part_missing(entry: Entry, _: Person, pen: random.Random) -> None:
    """The first or the last word left out; what stays still names somebody."""
    words = str(entry.name).split(" ")
    rests = [rest for rest in (words[:-1], words[:-1], words[1:]) if any(map(_names_somebody, rest))]
    entry.name = " ".join(pen.choice(rests or [words[1:]]))


def _names_somebody(word: str) -> bool:
    return len(word) >= LONG_ENOUGH and word.lower() not in NOBLE


@slip("name_typo")
def _typo(entry: Entry, _: Person, pen: random.Random) -> None:
    """One letter doubled, left out or changed for its sound, inside the longest word."""
    name = str(entry.name)
    word = max(name.split(" "), key=len)
    # Between two equal letters ("hasanah") a loss would read as another double letter.
    inner = [at for at in range(2, len(word) - 1) if word[at - 1].lower() != word[at + 1].lower()] or [2]
    place = pen.choice(inner)
    letter = word[place]
    sound = SOUNDS.get(letter.lower(), letter * 2)
    changed = pen.choice((letter * 2, "", sound.upper() if letter.isupper() else sound))
    entry.name = name.replace(word, word[:place] + changed + word[place + 1 :], 1)


@slip("apostrophe")
def _apostrophe(entry: Entry, _: Person, pen: random.Random) -> None:
    entry.name = str(entry.name).replace("'", pen.choice(("", "`", "\u2019")))


@slip("nik_spaced")
def _spaced(entry: Entry, _: Person, pen: random.Random) -> None:
    nik = entry.person.nik
    entry.nik = pen.choice(
        (
            f"{nik[:4]} {nik[4:8]} {nik[8:12]} {nik[12:]}",
            f"{nik[:6]}.{nik[6:12]}.{nik[12:]}",
            f"{nik[:6]}-{nik[6:12]}-{nik[12:]}",
            f"'{nik}",
            f"{nik[:6]}{NBSP}{nik[6:12]}{NBSP}{nik[12:]}",
        )
    )


@slip("nik_number")
def _number(entry: Entry, _: Person, __: random.Random) -> None:
    entry.nik = int(entry.person.nik)


@slip("nik_letter")
def _letter(entry: Entry, _: Person, pen: random.Random) -> None:
    place = pen.choice([match.start() for match in re.finditer("[01]", entry.person.nik)])
    entry.nik = entry.person.nik[:place] + {"0": "O", "1": "I"}[entry.person.nik[place]] + entry.person.nik[place + 1 :]


@slip("sex_slip")
def _sex(entry: Entry, _: Person, __: random.Random) -> None:
    entry.male = not entry.male


@slip("old_village")
def _old_village(entry: Entry, _: Person, pen: random.Random) -> None:
    also = pools("places")["also_written"].get(entry.person.village.name)
    entry.village = pen.choice([*entry.person.village.spellings, *([also] if also else [])])


@slip("village_typo")
def _village_typo(entry: Entry, _: Person, pen: random.Random) -> None:
    name = entry.person.village.name
    place = pen.randrange(1, len(name) - 1)
    entry.village = name[:place] + pen.choice(("", name[place] * 2)) + name[place + 1 :]


@slip("village_blank")
def _village_blank(entry: Entry, _: Person, __: random.Random) -> None:
    entry.village = None


@slip("truncated", "truncated_no_card", "truncated_other_card", "truncated_no_birth")
def _truncated(entry: Entry, other: Person, pen: random.Random) -> None:
    """Excel kept fifteen digits of the number and made the last a 0."""
    entry.nik = int(entry.person.nik) // 10 * 10
    if entry.candidate.kind == "truncated_no_card":
        entry.family_card = None
    elif entry.candidate.kind == "truncated_other_card":
        entry.family_card = other.family_card
    elif entry.candidate.kind == "truncated_no_birth":
        _birth(entry, other, pen)


@slip("scientific")
def _scientific(entry: Entry, _: Person, __: random.Random) -> None:
    entry.nik = f"{int(entry.person.nik):.5E}"


@slip("nik_missing")
def _missing(entry: Entry, _: Person, __: random.Random) -> None:
    entry.nik = None


@slip("nik_length")
def _length(entry: Entry, _: Person, pen: random.Random) -> None:
    place = pen.randrange(6, 15)
    entry.nik = entry.person.nik[:place] + pen.choice(("", entry.person.nik[place] * 2)) + entry.person.nik[place + 1 :]


@slip("nik_is_card")
def _card(entry: Entry, _: Person, pen: random.Random) -> None:
    entry.nik = entry.person.family_card
    entry.family_card = pen.choice((entry.person.family_card, None))


@slip("nik_unknown")
def _unknown(entry: Entry, _: Person, pen: random.Random) -> None:
    """The first digit of the running number mistaken: a number that nobody has."""
    entry.nik = f"{entry.person.nik[:12]}{pen.randrange(2, 7)}{entry.person.nik[13:]}"


@slip("person_mismatch")
def _neighbour(entry: Entry, other: Person, _: random.Random) -> None:
    entry.nik = other.nik


@slip("name_missing")
def _nameless(entry: Entry, _: Person, __: random.Random) -> None:
    entry.name = None


@slip("birth_unreadable")
def _birth(entry: Entry, _: Person, pen: random.Random) -> None:
    year = entry.birth.year
    entry.birth_text = pen.choice(
        (f"31-02-{year}", f"00-00-{year}", "tidak tahu", f"{entry.birth.day}-13-{year}", "lupa")
    )


@slip("village_unknown")
def _village_unknown(entry: Entry, other: Person, pen: random.Random) -> None:
    _unknown(entry, other, pen)
    entry.village, entry.district = (
        pen.choice(("Kampung Sawah Hilir", "Babakan Lio", "Pasar Anyar", "Cimanggu Kecil")),
        None,
    )


@slip("occupation_missing")
def _no_occupation(entry: Entry, _: Person, __: random.Random) -> None:
    entry.occupation = None


@slip("not_working")
def _not_working(entry: Entry, _: Person, pen: random.Random) -> None:
    entry.occupation = pen.choice(pools("work")["not_working"])
