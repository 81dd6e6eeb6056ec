"""Registers and lists of made-up people for measuring, the same for the same numbers; no city, only its size."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

_FIRST = [
    "Asep",
    "Dedi",
    "Siti",
    "Nur",
    "Ahmad",
    "Rina",
    "Yuli",
    "Agus",
    "Eko",
    "Sri",
    "Dewi",
    "Budi",
    "Wawan",
    "Iis",
    "Ujang",
    "Neneng",
    "Cecep",
    "Lilis",
    "Maman",
    "Euis",
]
_LAST = [
    "Hidayat",
    "Suryana",
    "Rahmawati",
    "Setiawan",
    "Komariah",
    "Saputra",
    "Nurhayati",
    "Gunawan",
    "Wijaya",
    "Mulyani",
    "Fauzi",
    "Lestari",
]
_WORK = ["Pedagang", "Buruh bangunan", "Tukang ojek", "Petani", "Penjahit", "Ibu rumah tangga", "Pemulung", ""]
_SEED = 20251124
_VILLAGES = [f"32.71.{district:02d}.{1001 + village}" for district in range(1, 7) for village in range(6)]


def write_registers(folder: Path, people: int) -> None:
    """Write the six registers of `people` made-up people as Parquet into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    population = _population(people)
    niks, draw = population["nik"], np.random.default_rng(_SEED + 1)
    pq.write_table(population, folder / "population.parquet")
    as_of = pa.array(np.full(people, "2025-07-31", "datetime64[D]"))
    deciles = pa.array(draw.integers(1, 11, people).astype(np.int8))
    pq.write_table(pa.table({"nik": niks, "decile": deciles, "as_of": as_of}), folder / "welfare.parquet")
    for kind, share, columns in (
        ("wage_workers", 0.15, {"employer": "PT Contoh", "since": np.datetime64("2020-01-01")}),
        ("civil_servants", 0.012, {"body": "Dinas Contoh"}),
        ("deaths", 0.01, {"died_on": np.datetime64("2025-05-05")}),
        ("covered", 0.004, {"payer": "Provinsi", "from_month": "2025-01", "to_month": ""}),
    ):
        taken = niks.take(pa.array(np.sort(draw.choice(people, int(people * share), replace=False))))
        same = {name: pa.array(np.full(len(taken), value)) for name, value in columns.items()}
        pq.write_table(pa.table({"nik": taken} | same), folder / f"{kind}.parquet")


def write_list(path: Path, rows: int, people: int) -> Path:
    """Write a workbook of `rows` of those people, one in twenty with a slip in its NIK, and return its path."""
    import xlsxwriter

    draw = np.random.default_rng(_SEED + rows)
    chosen = _population(people).take(pa.array(draw.choice(people, rows, replace=rows > people)))
    slips, work = draw.random(rows) < 0.05, draw.choice(_WORK, rows)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["NO", "NIK", "NAMA", "TANGGAL LAHIR", "L/P", "NO KK", "KELURAHAN", "PEKERJAAN"])
        for number, person in enumerate(chosen.to_pylist()):
            nik = person["nik"][:15] if slips[number] else person["nik"]
            born = f"{person['birth_date']:%d-%m-%Y}"
            cells = [str(number + 1), nik, person["name"].upper(), born, person["sex"], person["family_card"]]
            for column, text in enumerate([*cells, "Tajur", str(work[number])]):
                sheet.write_string(number + 1, column, text)
    return path


def _population(people: int) -> pa.Table:
    """Everyone has a number of their own: place and birth date as in a NIK, then a running number."""
    draw = np.random.default_rng(_SEED)
    born = np.datetime64("1945-01-01") + draw.integers(0, 28_000, people)
    women = draw.random(people) < 0.5
    months = born.astype("datetime64[M]")
    day = (born - months).astype(np.int64) + 1 + 40 * women
    month = months.astype(np.int64) % 12 + 1
    year = (born.astype("datetime64[Y]").astype(np.int64) + 1970) % 100
    place = 327101 + draw.integers(0, 6, people)
    head = ((place * 100 + day) * 100 + month) * 100 + year
    order = np.argsort(head, kind="stable")
    starts = np.r_[0, np.flatnonzero(np.diff(head[order])) + 1]
    serial = np.empty(people, np.int64)
    serial[order] = np.arange(people) - np.repeat(starts, np.diff(np.r_[starts, people])) + 1
    names = [f"{first} {last}" for first in _FIRST for last in _LAST]
    cards = 3271_0100_0000_0000 + np.arange(people) // 4
    return pa.table(
        {
            "nik": _digits(head * 10_000 + serial),
            "family_card": _digits(cards),
            "name": _picked(names, draw.integers(0, len(names), people)),
            "sex": _picked(["L", "P"], women.astype(np.int64)),
            "birth_date": pa.array(born.astype("datetime64[D]")),
            "birth_place": _picked(["Bogor"], np.zeros(people, np.int64)),
            "mother_name": _picked(_FIRST, draw.integers(0, len(_FIRST), people)),
            "village_code": _picked(_VILLAGES, draw.integers(0, len(_VILLAGES), people)),
            "address": _picked([f"Jalan {number}" for number in range(500)], draw.integers(0, 500, people)),
        }
    )


def _digits(numbers: Any) -> Any:
    return pc.cast(pa.array(numbers), pa.string())


def _picked(pool: list[str], index: Any) -> Any:
    return pa.array(pool).take(pa.array(index))
