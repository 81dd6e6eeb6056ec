"""Runs a screening in DuckDB, in this process, reading from the registers only the columns that are asked for."""

import tempfile
from collections.abc import Mapping
from typing import Any

import duckdb
import ibis

from payung.screening.engines import Build
from payung.screening.messages import N_
from payung.screening.registers import DAY, KINDS, TEXT, WHOLE, RegisterFile, Registers, UnusableRegister

_SQL_TYPES = {TEXT: "VARCHAR", DAY: "DATE", WHOLE: "INTEGER"}
_IBIS_TYPES = {TEXT: "string", DAY: "date", WHOLE: "int32"}
_CUT_NUMBER = r"[0-9]([.,][0-9]*)?E\+[0-9]+"  # what a spreadsheet makes of a NIK kept as a number
_OUR_OWN_FAULT = (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException, duckdb.OutOfMemoryException)
_MEMORY_LIMIT = "700MB"


class DuckDB:
    """One connection for one question; what does not fit its memory goes to a private folder, removed afterwards."""

    def compiled(self, build: Build, schemas: Mapping[str, Any]) -> str:
        """Return `build(tables)` as one SQL statement."""
        tables = {name: ibis.table(ibis.Schema.from_pyarrow(schema), name) for name, schema in schemas.items()}
        for kind, columns in KINDS.items():
            tables[kind] = ibis.table({name: _IBIS_TYPES[form] for name, form in columns.items()}, kind)
        ibis.options.sql.fuse_selects = False  # fused, every use of a folded name would fold it again
        return str(ibis.to_sql(build(tables), dialect="duckdb", pretty=False))

    def answered(self, question: str, frames: Mapping[str, Any], registers: Registers) -> Any:
        """Return the rows of a compiled question as a pyarrow table. Raises UnusableRegister."""
        with tempfile.TemporaryDirectory(prefix="payung-screen-") as spill, _connected(spill) as connection:
            for name, frame in frames.items():
                connection.register(name, frame)
            for kind in KINDS:
                _open_register(connection, kind, registers.files.get(kind), f"{kind}_too" in frames)
            try:
                return connection.sql(question).to_arrow_table()
            except _OUR_OWN_FAULT:
                raise
            except duckdb.Error as problem:  # DuckDB has no error of its own for a damaged page
                raise UnusableRegister(N_("A register is damaged and cannot be read to its end.")) from problem


def _connected(spill: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        ":memory:",
        config={
            "memory_limit": _MEMORY_LIMIT,
            "temp_directory": spill,
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )


def _open_register(connection: duckdb.DuckDBPyConnection, kind: str, file: RegisterFile | None, has_more: bool) -> None:
    columns = KINDS[kind]
    if file is None:
        empty = ", ".join(f"CAST(NULL AS {_SQL_TYPES[form]}) AS {name}" for name, form in columns.items())
        query = f"SELECT {empty} WHERE false"
    else:
        query = f"SELECT {_converted(file)} FROM {_source(file)}"  # noqa: S608 - names from KINDS, the path quoted
        if file.as_text or file.delimiter is not None:
            _refuse_unconvertible(connection, file)
    if has_more:
        query += f" UNION ALL SELECT {', '.join(columns)} FROM {kind}_too"  # noqa: S608 - names from KINDS
    connection.execute(f"CREATE VIEW {kind} AS {query}")


def _source(file: RegisterFile) -> str:
    path = "'" + str(file.path).replace("'", "''") + "'"
    if file.delimiter is None:
        return f"read_parquet({path})"
    return (
        f"read_csv({path}, header = true, all_varchar = true, delim = '{file.delimiter}', quote = '\"', escape = '\"')"
    )


def _converted(file: RegisterFile) -> str:
    parts = []
    for name, form in KINDS[file.kind].items():
        value = f"TRY_CAST(NULLIF(TRIM({name}), '') AS {_SQL_TYPES[form]})"
        parts.append(f"{value if name in file.as_text else name} AS {name}")
    return ", ".join(parts)


def _refuse_unconvertible(connection: duckdb.DuckDBPyConnection, file: RegisterFile) -> None:
    """A value that is no date must not turn into "no date", nor 3.27E+15 into nobody: so the dead would pass."""
    bad = {}
    for name in sorted(file.as_text):
        bad[name] = f"TRIM({name}) <> '' AND TRY_CAST(TRIM({name}) AS {_SQL_TYPES[KINDS[file.kind][name]]}) IS NULL"
    if file.delimiter is not None:
        bad["nik"] = f"regexp_full_match(TRIM(nik), '{_CUT_NUMBER}')"
    for name, condition in bad.items():
        query = f"SELECT COUNT(*) FILTER (WHERE {condition}) FROM {_source(file)}"  # noqa: S608 - names from KINDS
        try:
            counted = connection.execute(query).fetchone()
        except duckdb.Error as problem:
            raise UnusableRegister(
                N_("The register {file} is damaged and cannot be read to its end."), file=file.path.name
            ) from problem
        if counted and counted[0]:
            raise UnusableRegister(
                N_("In the register {file} the column “{column}” has {count} values that are no {wanted}."),
                file=file.path.name,
                column=name,
                count=counted[0],
                wanted="NIK" if name == "nik" else _SQL_TYPES[KINDS[file.kind][name]],
            )
