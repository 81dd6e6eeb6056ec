"""Writes the six registers as Parquet, ascending by NIK, with the columns that screening expects and no others."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from payung.demo import numbers
from payung.demo.drawing import Days, Ints, generator, pools
from payung.demo.facts import NEVER, OPEN, Facts
from payung.demo.people import RTS, RWS, People
from payung.demo.plan import CityPlan

ROW_GROUP = 122_880  # DuckDB's own size of a row group: one thread reads one
ASSESSED = (date(2025, 1, 31), date(2025, 7, 31))  # the two rounds of the welfare register
GONE = 9_000  # deaths of people whom the population register has already dropped
GONE_SERIAL = 7_001  # beyond any running number in use


def digits(numbers_: npt.NDArray[np.int64]) -> pa.Array:
    """Sixteen-digit numbers as text."""
    return pa.array(numbers_).cast(pa.string())


def dates(days: Days) -> pa.Array:
    """Days since 1970 as dates."""
    return pa.array(days).cast(pa.date32())


def months(counted: Ints) -> pa.Array:
    """Months counted from year 0 as YYYY-MM; an open end is null."""
    texts = [f"{value // 12:04d}-{value % 12 + 1:02d}" if value != OPEN else None for value in counted.tolist()]
    return pa.array(texts, pa.string())


def picked(pool: list[str], index: Ints) -> pa.Array:
    """The texts of `pool` at `index`."""
    return pa.array(pool).take(pa.array(index))


def village_codes(people: People) -> pa.Array:
    """Each person's village code."""
    return picked([village.code for village in people.villages], people.village)


def birth_places(people: People) -> pa.Array:
    """Each person's place of birth."""
    return picked([name for name, _ in pools("places")["birth_places"]], people.birth_place)


def addresses(people: People) -> pa.Array:
    """Street or kampung, RT and RW."""
    written = [
        f"{street} RT {rt:03d}/RW {rw:03d}"
        for street in pools("places")["streets"]
        for rt in range(1, RTS + 1)
        for rw in range(1, RWS + 1)
    ]
    return picked(written, people.home)


def population(people: People) -> pa.Table:
    """The population register."""
    return pa.table(
        {
            "nik": digits(people.nik),
            "family_card": digits(people.family_card),
            "name": people.name,
            "sex": picked(["P", "L"], people.male.astype(np.int8)),
            "birth_date": dates(people.born),
            "birth_place": birth_places(people),
            "mother_name": people.mother_name,
            "village_code": village_codes(people),
            "address": addresses(people),
        }
    )


def welfare(people: People, facts: Facts) -> pa.Table:
    """Deciles with the day they were assessed on; people assessed twice have two rows."""
    early, late = ((day - date(1970, 1, 1)).days for day in ASSESSED)
    first, second = np.flatnonzero(facts.decile_before), np.flatnonzero(facts.decile)
    person = np.concatenate([first, second])
    order = np.argsort(person, kind="stable")
    assessed = np.concatenate([np.full(len(first), early, np.int32), np.full(len(second), late, np.int32)])
    decile = np.concatenate([facts.decile_before[first], facts.decile[second]])
    return pa.table(
        {"nik": digits(people.nik[person[order]]), "decile": decile[order], "as_of": dates(assessed[order])}
    )


def wage_workers(people: People, facts: Facts) -> pa.Table:
    """Employees, their employer and the day they began."""
    chosen = np.flatnonzero(facts.employer >= 0)
    return pa.table(
        {
            "nik": digits(people.nik[chosen]),
            "employer": picked(pools("work")["employers"], facts.employer[chosen]),
            "since": dates(facts.since[chosen]),
        }
    )


def civil_servants(people: People, facts: Facts) -> pa.Table:
    """State servants and the body they serve."""
    chosen = np.flatnonzero(facts.body >= 0)
    return pa.table({"nik": digits(people.nik[chosen]), "body": picked(pools("work")["bodies"], facts.body[chosen])})


def deaths(plan: CityPlan, people: People, facts: Facts) -> pa.Table:
    """The dead: some still in the population register, most of them no longer."""
    rng = generator(plan.seed, "gone")
    today = (plan.snapshot - date(1970, 1, 1)).days
    chosen = np.flatnonzero(facts.died != NEVER)
    gone = rng.choice(len(people), min(GONE, len(people) // 100), replace=False)
    nik = np.concatenate([people.nik[chosen], people.nik[gone] // numbers.SERIALS * numbers.SERIALS + GONE_SERIAL])
    died = np.concatenate([facts.died[chosen], today - rng.integers(200, 1500, len(gone), dtype=np.int32)])
    nik, first = np.unique(nik, return_index=True)
    return pa.table({"nik": digits(nik), "died_on": dates(died[first])})


def covered(people: People, facts: Facts) -> pa.Table:
    """People whose contribution another payer pays or paid; both months included."""
    chosen = np.flatnonzero(facts.payer >= 0)
    return pa.table(
        {
            "nik": digits(people.nik[chosen]),
            "payer": picked([name for name, _ in pools("work")["payers"]], facts.payer[chosen]),
            "from_month": months(facts.from_month[chosen]),
            "to_month": months(facts.to_month[chosen]),
        }
    )


def write_registers(folder: Path, plan: CityPlan, people: People, facts: Facts) -> dict[str, int]:
    """Write `<kind>.parquet` for the six kinds into `folder`; returns the rows of each."""
    makers = {
        "population": lambda: population(people),
        "welfare": lambda: welfare(people, facts),
        "wage_workers": lambda: wage_workers(people, facts),
        "civil_servants": lambda: civil_servants(people, facts),
        "deaths": lambda: deaths(plan, people, facts),
        "covered": lambda: covered(people, facts),
    }

    def written(kind: str) -> int:
        table = makers[kind]()
        pq.write_table(table, folder / f"{kind}.parquet", compression="zstd", row_group_size=ROW_GROUP)
        return int(table.num_rows)

    folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(makers, pool.map(written, makers), strict=True))
