"""People of the synthetic registers who could join, and workbooks with them as a kelurahan sends them."""

import json
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from installation import Bogor

HEADER = ("NO", "NAMA LENGKAP", "NIK", "NO. KK", "TANGGAL LAHIR", "L/P", "KELURAHAN", "PEKERJAAN")
WORK = ("Pedagang keliling", "Buruh bangunan", "Pengemudi ojek", "Juru parkir", "Asisten rumah tangga")

WHO_COULD_JOIN = """
import json, sys
from payung.web.start import whole
whole()
import duckdb
from payung.groundwork import sealed
from payung.groundwork.folders import registers_folder
from payung.people.models import Person
from payung.places.models import Place

duckdb.sql("set enable_progress_bar = false")  # it takes a script without a file for a person at a terminal
kinds = ("population", "welfare", "wage_workers", "civil_servants", "deaths", "covered")
for kind in kinds:
    duckdb.sql(f"create view {kind} as select * from read_parquet('{registers_folder()}/{kind}-*.parquet')")
poor = "from population p where nik in (select nik from welfare group by nik having max(decile) <= 4)"
grown = "and birth_date between date '1970-01-01' and date '2000-01-01' and substr(nik, 16) <> '0' and nik like '3271%'"
free = " ".join(f"and nik not in (select nik from {kind})" for kind in ("civil_servants", "deaths", "covered"))
columns = "select nik, family_card, name, sex, birth_date::text as birth_date, village_code"
alone = "and nik not in (select nik from wage_workers)"
employed = "and nik in (select nik from wage_workers)"
villages = dict(Place.objects.filter(code__startswith="32.71.").values_list("code", "name"))


def some(which, count):
    found = duckdb.sql(f"{columns} {poor} {grown} {free} {which} order by hash(nik) limit {4 * count}").fetchall()
    index = [sealed.keyed_index(row[0], sealed.NIK) for row in found]
    known = {bytes(each) for each in Person.objects.filter(nik_index__in=index).values_list("nik_index", flat=True)}
    strangers = [row for row, each in zip(found, index) if each not in known][:count]
    return [(*row[:5], villages[row[5]]) for row in strangers]


print(json.dumps({"free": some(alone, int(sys.argv[1])), "employed": some(employed, 1)}))
"""


@dataclass(frozen=True)
class Candidate:
    """One row of a list: what the register says about a person."""

    nik: str
    family_card: str
    name: str
    sex: str
    birth_date: str
    village: str


def who_could_join(bogor: Bogor, count: int) -> tuple[list[Candidate], Candidate]:
    """So many people who meet every condition and are no members, and one who is employed."""
    found = json.loads(bogor.python(WHO_COULD_JOIN, str(count)))
    free = [Candidate(*each) for each in found["free"]]
    assert len(free) == count
    return free, Candidate(*found["employed"][0])


@dataclass
class NewList:
    """A workbook in the making: rows as people, the mistakes of the sender among them."""

    people: list[Candidate]
    cut: Candidate | None = None  # whose NIK Excel cut to 15 digits, the family card whole
    stranger: Candidate | None = None  # whose NIK stands in no register
    employed: Candidate | None = None

    def written(self, path: Path) -> Path:
        """Write it with title rows, a gap, a total and a signature."""
        with xlsxwriter.Workbook(path) as book:
            day = book.add_format({"num_format": "dd/mm/yyyy"})
            sheet = book.add_worksheet("Usulan")
            sheet.merge_range("A1:H1", "DAFTAR USULAN PEKERJA RENTAN TAHUN 2025")
            sheet.merge_range("A2:H2", "KOTA BOGOR")
            sheet.write_row(3, 0, HEADER)
            for place, (who, nik) in enumerate(self._rows(), start=1):
                row = 3 + place
                sheet.write_row(row, 0, [place, who.name, nik, who.family_card])
                sheet.write_datetime(row, 4, date.fromisoformat(who.birth_date), day)
                sheet.write_row(row, 5, [who.sex, who.village, WORK[place % len(WORK)]])
            last = 4 + len(self._rows())
            sheet.write_row(last, 1, ["JUMLAH", len(self._rows())])
            sheet.write_string(last + 2, 6, "Bogor, 24 November 2025")
        return path

    def _rows(self) -> list[tuple[Candidate, Any]]:
        rows: list[tuple[Candidate, Any]] = [(who, who.nik) for who in self.people]
        if self.cut:
            rows.insert(3, (self.cut, int(self.cut.nik[:15] + "0")))
        if self.stranger:
            rows.append((self.stranger, self.stranger.nik[:6] + "3102999" + self.stranger.nik[13:]))
        if self.employed:
            rows.insert(7, (self.employed, self.employed.nik))
        return rows


def saved_by_calc(path: Path, kind: str) -> Path:
    """The workbook opened by LibreOffice Calc and saved again as `kind`."""
    folder = path.parent / kind
    command = ["soffice", f"-env:UserInstallation={(path.parent / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.{kind}"
