"""Builds the synthetic city on disk: its registers, the two lists of candidates, and the key to their rows."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from payung.demo.answer_key import write_answer_key
from payung.demo.candidates import Candidate, Taking
from payung.demo.facts import known_facts
from payung.demo.people import People, peopled
from payung.demo.plan import CityPlan
from payung.demo.registers import write_registers
from payung.demo.workbooks import write_city_list, write_province_list
from payung.demo.writing import Entry, entries

Progress = Callable[[str, float], None]  # what is being done, and the share of the whole that is done


@dataclass(frozen=True)
class City:
    """Where the city lies. `answer_key` is in a folder of its own; nothing that screens or reviews may read it."""

    folder: Path
    registers: Path
    september_list: Path
    province_list: Path
    answer_key: Path
    stamp: dict[str, Any]  # seed, snapshot day, rows of each register and list


def build_city(folder: Path, plan: CityPlan | None = None, *, progress: Progress | None = None) -> City:
    """Build the city of `plan` (by default the whole of Kota Bogor) in `folder`, replacing what an earlier build left.

    Raises ValueError where a city is too small for the rows its lists want.
    """
    plan = plan or CityPlan()
    say = progress or (lambda _step, _share: None)
    for part in ("registers", "lists", "answer_key"):
        shutil.rmtree(folder / part, ignore_errors=True)
        (folder / part).mkdir(parents=True)
    say("people", 0.0)
    people = peopled(plan)
    facts = known_facts(plan, people)
    say("registers", 0.4)
    counts = write_registers(folder / "registers", plan, people, facts)
    say("lists", 0.6)
    taking = Taking(plan, people, facts)
    september = taking.candidates(plan.september)
    province = taking.candidates(plan.province, members=september)
    city = _written(folder, plan, people, september, province, counts)
    say("done", 1.0)
    return city


def _written(
    folder: Path,
    plan: CityPlan,
    people: People,
    september: list[Candidate],
    province: list[Candidate],
    counts: dict[str, int],
) -> City:
    lists = folder / "lists"
    city_path, province_path = lists / "usulan_kota_september_2025.xlsx", lists / "usulan_provinsi_oktober_2025.xlsx"
    city_entries: list[Entry] = entries(people, september, plan.seed, is_city=True)
    city_rows = write_city_list(city_path, city_entries)
    province_entries: list[Entry] = entries(people, province, plan.seed, is_city=False)
    province_rows = write_province_list(province_path, province_entries)
    key = folder / "answer_key" / "answer_key.parquet"
    write_answer_key(key, {"september": (city_entries, city_rows), "province": (province_entries, province_rows)})
    stamp = {
        "seed": plan.seed,
        "snapshot": plan.snapshot.isoformat(),
        "people": plan.people,
        "outsiders": plan.outsiders,
        "registers": counts,
        "lists": {"september": len(city_rows), "province": len(province_rows)},
    }
    (folder / "stamp.json").write_text(json.dumps(stamp, indent=2), "utf-8")
    return City(folder, folder / "registers", city_path, province_path, key, stamp)
