"""How an officer writes a person into a list: each kelurahan in its own habits, then as the row's kind wants it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa

from payung.demo.candidates import NO_ONE, Candidate
from payung.demo.drawing import pools, wheel
from payung.demo.people import People, Village
from payung.demo.registers import addresses, birth_places
from payung.demo.slips import SLIPS

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
SHORT = ("Jan", "Peb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agst", "Sep", "Okt", "Nop", "Des")
LOOSE = 0.12  # how often a row departs from its kelurahan's habits
CITY_DATES = ("{d:02d}-{m:02d}-{y}", "{d:02d}/{m:02d}/{y}", "{d} {long} {y}", "{d:02d} {short} {y}", "{d}-{m}-{yy:02d}")
CELL, SERIAL = "cell", "serial"
PROVINCE_DATES = (CELL, CELL, CELL, "{d:02d}/{m:02d}/{y}", "{d:02d}-{m:02d}-{y}", "{d} {long} {y}", SERIAL)
NAME_CASES = (str.upper, str.upper, str.upper, str, str, str.lower)
VILLAGE_FORMS = ("{}", "{}", "{}", "Kel. {}", "Kelurahan {}", "Kel {}")
RT_FORMS = ("{:02d}/{:02d}", "{:03d}/{:03d}", "RT {:02d} RW {:02d}", "{}/{}")


@dataclass(slots=True)
class Person:
    """What is known of a listed person, as the register has it."""

    nik: str
    name: str
    family_card: str
    born: date
    birth_place: str
    male: bool
    village: Village
    address: str


@dataclass(slots=True)
class Entry:
    """One row as it will stand in the sheet; `birth_text` stands in place of the date where it is not None."""

    candidate: Candidate
    person: Person
    nik: str | int | None
    name: str | None
    family_card: str | int | None
    birth_place: str
    birth: date
    birth_form: str
    birth_text: str | None
    male: bool
    address: str
    neighbourhood: str | date
    village: str | None
    district: str | None
    occupation: str | None
    phone: str | int | None


@dataclass(frozen=True)
class Habits:
    """How one kelurahan writes."""

    name_case: int
    birth_form: int
    village_form: int
    rt_form: int


def described(people: People, indexes: Sequence[int]) -> dict[int, Person]:
    """The people at `indexes`, as the population register has them."""
    taken = pa.array(sorted(set(indexes)), pa.int64())
    at = taken.to_numpy()
    columns = zip(
        at.tolist(),
        people.nik[at].tolist(),
        people.name.take(taken).to_pylist(),
        people.family_card[at].tolist(),
        people.born[at].tolist(),
        birth_places(people).take(taken).to_pylist(),
        people.male[at].tolist(),
        people.village[at].tolist(),
        addresses(people).take(taken).to_pylist(),
        strict=True,
    )
    return {
        index: Person(
            str(nik),
            name,
            str(card),
            date(1970, 1, 1) + timedelta(born),
            place,
            male,
            people.villages[village],
            address,
        )
        for index, nik, name, card, born, place, male, village, address in columns
    }


def entries(people: People, candidates: Sequence[Candidate], seed: int, *, is_city: bool) -> list[Entry]:
    """The rows of a list in the order of its sheet: by kelurahan, doubles anywhere below their first."""
    known = described(people, [row.person for row in candidates] + [max(row.other, 0) for row in candidates])
    pen = random.Random(f"{seed} {'city' if is_city else 'province'}")  # noqa: S311 - a synthetic city, no secret
    inside = people.villages[: people.city_villages]
    districts = {village.district for village in inside}
    dates = CITY_DATES if is_city else PROVINCE_DATES
    habits = {
        village.code: Habits(
            pen.randrange(len(NAME_CASES) - 1),  # nobody writes all in lower case
            pen.randrange(len(dates)),
            pen.randrange(len(VILLAGE_FORMS)),
            pen.randrange(4),
        )
        for village in inside
    }
    written: list[tuple[Village, Entry]] = []
    for row in candidates:
        person = known[row.person]
        is_inside = person.village.district in districts
        officer = person.village if is_inside else pen.choice(inside)  # whoever moved away is still on somebody's list
        home = person.village if is_inside or pen.random() < 0.4 else officer
        entry = _written(row, person, home, habits[officer.code], dates, pen)
        other = known[row.other] if row.other != NO_ONE else person
        if row.kind in SLIPS:
            SLIPS[row.kind](entry, other, pen)
        written.append((officer, entry))
    return _ordered(written, pen)


def _written(
    row: Candidate, person: Person, home: Village, habits: Habits, dates: Sequence[str], pen: random.Random
) -> Entry:
    if pen.random() < LOOSE:
        habits = Habits(pen.randrange(6), pen.randrange(len(dates)), pen.randrange(6), pen.randrange(4))
    rt, rw = (int(part) for part in person.address[-9:].replace("RW ", "").split("/"))
    letters = NAME_CASES[habits.name_case]
    occupation = _occupation(person.male, pen)
    return Entry(
        candidate=row,
        person=person,
        nik=person.nik,
        name=letters(person.name),
        family_card=person.family_card,
        birth_place=letters(person.birth_place),
        birth=person.born,
        birth_form=dates[habits.birth_form],
        birth_text=None,
        male=person.male,
        address=person.address.rsplit(" RT ", 1)[0],
        neighbourhood=_neighbourhood(rt, rw, RT_FORMS[habits.rt_form], pen),
        village=letters(VILLAGE_FORMS[habits.village_form].format(home.name)),
        district=letters(home.district),
        occupation=letters(occupation) if letters is not str.lower else occupation,
        phone=_phone(pen),
    )


def _neighbourhood(rt: int, rw: int, form: str, pen: random.Random) -> str | date:
    """RT/RW as text, or the day of the year into which Excel turned it."""
    if pen.random() < 0.03 and rw <= 12:
        return date(2025, rw, rt)
    return form.format(rt, rw)


_WORK = {male: (tuple(name for name, _ in pools("work")[sex]), wheel([weight for _, weight in pools("work")[sex]]))
         for male, sex in ((True, "men"), (False, "women"))}  # fmt: skip


def _occupation(male: bool, pen: random.Random) -> str:
    names, fortune = _WORK[male]
    return str(names[int(fortune[pen.randrange(len(fortune))])])


def _phone(pen: random.Random) -> str | int | None:
    """A mobile number as text, as a number that lost its zero, or none."""
    drawn = pen.random()
    if drawn < 0.25:
        return None
    number = f"{pen.choice(('812', '813', '857', '858', '877', '895'))}{pen.randrange(10**7, 10**8)}"
    return int(number) if drawn < 0.35 else f"0{number}"


def _ordered(written: list[tuple[Village, Entry]], pen: random.Random) -> list[Entry]:
    """Kelurahan after kelurahan, people within it as they came; a double stands anywhere below the first."""
    first = [item for item in written if item[1].candidate.kind != "duplicate"]
    pen.shuffle(first)
    first.sort(key=lambda item: item[0].code)
    placed = {entry.candidate.person: float(place) for place, (_, entry) in enumerate(first)}
    keyed = [(float(place), entry) for place, (_, entry) in enumerate(first)]
    for _, entry in written:
        if entry.candidate.kind == "duplicate":
            keyed.append((pen.uniform(placed[entry.candidate.person] + 0.5, len(first)), entry))
    keyed.sort(key=lambda item: item[0])
    return [entry for _, entry in keyed]


def birth_words(entry: Entry) -> str:
    """The date of birth as the officer writes it out."""
    if entry.birth_text is not None:
        return entry.birth_text
    born = entry.birth
    return entry.birth_form.format(
        d=born.day,
        m=born.month,
        y=born.year,
        yy=born.year % 100,
        long=MONTHS[born.month - 1],
        short=SHORT[born.month - 1],
    )
