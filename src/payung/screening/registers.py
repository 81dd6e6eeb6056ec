"""The reference tables a list is held against: which files there are and whether their columns can be used.

Opens only headers and footers; the rows are read by an engine, once, with the columns the checks need.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from payung.screening.messages import N_
from payung.screening.unusable import Unusable

TEXT, DAY, WHOLE = "text", "day", "whole number"

# The columns of each kind. `*` of NIK kind: text of 16 digits.
KINDS: Mapping[str, Mapping[str, str]] = {
    "population": {
        "nik": TEXT,
        "family_card": TEXT,
        "name": TEXT,
        "sex": TEXT,
        "birth_date": DAY,
        "birth_place": TEXT,
        "mother_name": TEXT,
        "village_code": TEXT,
        "address": TEXT,
    },
    "welfare": {"nik": TEXT, "decile": WHOLE, "as_of": DAY},
    "wage_workers": {"nik": TEXT, "employer": TEXT, "since": DAY},
    "civil_servants": {"nik": TEXT, "body": TEXT},
    "deaths": {"nik": TEXT, "died_on": DAY},
    "covered": {"nik": TEXT, "payer": TEXT, "from_month": TEXT, "to_month": TEXT},
}

# Without these a screening is not complete, and no decree can be made from it.
REQUIRED = ("population", "welfare", "deaths", "wage_workers", "covered")


class UnusableRegister(Unusable):
    """A register that must not be screened against; the message is one sentence naming the file and the column."""


@dataclass(frozen=True)
class RegisterFile:
    """One register on disk. `delimiter` is None for Parquet; `as_text` are the columns still to be converted."""

    kind: str
    path: Path
    delimiter: str | None
    as_text: frozenset[str]


@dataclass(frozen=True)
class Registers:
    """The registers one screening uses, by kind; a kind without a file is missing."""

    files: Mapping[str, RegisterFile]

    @classmethod
    def open(cls, folder: Path | Mapping[str, Path]) -> Self:
        """Look at a folder with one file per kind, `<kind>.parquet` or `<kind>.csv`, or at a mapping from kind to file.

        Raises UnusableRegister where the folder is none, two files are of one kind, or a file lacks a column, has one
        of the wrong type, or is damaged.
        """
        paths = folder if isinstance(folder, Mapping) else _paths_in(folder)
        unknown = sorted(set(paths) - set(KINDS))
        if unknown:
            raise UnusableRegister(N_("There is no kind of register called “{kind}”."), kind=unknown[0])
        return cls({kind: _look_at(kind, Path(paths[kind])) for kind in KINDS if kind in paths})

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(kind for kind in KINDS if kind not in self.files)


def _paths_in(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        raise UnusableRegister(N_("The folder of registers {folder} does not exist."), folder=str(folder))
    paths = {}
    for kind in KINDS:
        present = [path for path in (folder / f"{kind}.parquet", folder / f"{kind}.csv") if path.is_file()]
        if len(present) > 1:
            raise UnusableRegister(
                N_("There are two registers of one kind, {one} and {other}; keep one."),
                one=present[0].name,
                other=present[1].name,
            )
        if present:
            paths[kind] = present[0]
    if not paths:
        raise UnusableRegister(
            N_("The folder {folder} holds no register; it needs files such as population.parquet."), folder=str(folder)
        )
    return paths


def _look_at(kind: str, path: Path) -> RegisterFile:
    if not path.is_file():
        raise UnusableRegister(N_("The register {file} does not exist."), file=path.name)
    if path.suffix.lower() == ".csv":
        return _look_at_csv(kind, path)
    return _look_at_parquet(kind, path)


def _look_at_csv(kind: str, path: Path) -> RegisterFile:
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            first_line = opened.readline()
    except (OSError, UnicodeDecodeError) as problem:
        raise UnusableRegister(N_("The register {file} cannot be read as UTF-8 text."), file=path.name) from problem
    headers = {delimiter: next(csv.reader([first_line], delimiter=delimiter), []) for delimiter in ",;\t"}
    delimiter, header = max(headers.items(), key=lambda pair: len(set(pair[1]) & set(KINDS[kind])))
    _refuse_missing(kind, path, header)
    converted = frozenset(column for column, form in KINDS[kind].items() if form != TEXT)
    return RegisterFile(kind, path, delimiter, converted)


def _look_at_parquet(kind: str, path: Path) -> RegisterFile:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        schema = pq.read_schema(path)
    except (OSError, pa.ArrowException) as problem:
        raise UnusableRegister(
            N_("The register {file} is damaged or no Parquet file; fetch it again."), file=path.name
        ) from problem
    _refuse_missing(kind, path, schema.names)
    as_text = set()
    for column, form in KINDS[kind].items():
        stored = schema.field(column).type
        if not _fits(stored, form):
            raise UnusableRegister(_wanted(column, form), file=path.name, column=column, stored=str(stored))
        if form != TEXT and _is_text(stored):
            as_text.add(column)
    return RegisterFile(kind, path, None, frozenset(as_text))


def _refuse_missing(kind: str, path: Path, header: list[str]) -> None:
    for column in KINDS[kind]:
        if column not in header:
            raise UnusableRegister(
                N_("The register {file} lacks the column “{column}”."), file=path.name, column=column
            )


def _is_text(stored: Any) -> bool:
    import pyarrow.types as types

    if types.is_dictionary(stored):
        stored = stored.value_type
    return bool(types.is_string(stored) or types.is_large_string(stored) or types.is_string_view(stored))


def _fits(stored: Any, form: str) -> bool:
    import pyarrow.types as types

    if types.is_null(stored):  # a column in which nobody has a value
        return True
    if form == WHOLE:
        return bool(types.is_integer(stored)) or _is_text(stored)
    if form == DAY:
        return bool(types.is_date(stored) or types.is_timestamp(stored)) or _is_text(stored)
    return _is_text(stored)


def _wanted(column: str, form: str) -> str:
    if column in ("nik", "family_card"):
        return N_("In the register {file} the column “{column}” is {stored}; it must be text, to keep all 16 digits.")
    if form == DAY:
        return N_("In the register {file} the column “{column}” is {stored}; it must be a date.")
    if form == WHOLE:
        return N_("In the register {file} the column “{column}” is {stored}; it must be a whole number.")
    return N_("In the register {file} the column “{column}” is {stored}; it must be text.")
