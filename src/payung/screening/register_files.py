"""Counts a register's rows and turns a CSV register into Parquet, identifiers kept as text."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from payung.screening.registers import DAY, KINDS, WHOLE, RegisterFile, UnusableRegister

_TYPES = {DAY: pa.date32(), WHOLE: pa.int64()}


def row_count(found: RegisterFile) -> int:
    """How many rows a register has. Raises UnusableRegister where the file is damaged."""
    if found.delimiter is None:
        return int(pq.read_metadata(found.path).num_rows)
    return sum(batch.num_rows for batch in _batches(found))


def as_parquet(found: RegisterFile, to: Path) -> None:
    """Write a CSV register as Parquet, piece by piece. Raises UnusableRegister where a value does not fit."""
    with pq.ParquetWriter(to, _schema(found.kind)) as writer:
        for batch in _batches(found):
            writer.write_batch(batch)


def _schema(kind: str) -> pa.Schema:
    return pa.schema([(column, _TYPES.get(form, pa.string())) for column, form in KINDS[kind].items()])


def _batches(found: RegisterFile) -> Iterator[pa.RecordBatch]:
    schema = _schema(found.kind)
    try:
        with pacsv.open_csv(
            found.path,
            parse_options=pacsv.ParseOptions(delimiter=found.delimiter),
            convert_options=pacsv.ConvertOptions(
                column_types=schema, include_columns=schema.names, strings_can_be_null=True
            ),
        ) as reader:
            yield from reader
    except (pa.ArrowException, OSError) as problem:
        raise UnusableRegister(
            f"The register {found.path.name} holds a value that does not fit its column."
        ) from problem
