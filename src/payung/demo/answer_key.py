"""The answer key: what every planted row is and which verdict it must get. Read by nothing but the final comparison."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from payung.demo.kinds import KINDS
from payung.demo.writing import Entry

ANSWER_SCHEMA = pa.schema(
    [
        ("list", pa.string()),  # "september" or "province"
        ("row", pa.int32()),  # the row number in the sheet, as a person counts it
        ("kind", pa.string()),
        ("expected_verdict", pa.string()),
        ("expected_code", pa.string()),  # the finding that must be among the row's; null where none must
        ("nik_true", pa.string()),  # of the person who is really meant
        ("eligible", pa.bool_()),  # may become a member, at once or after a repair
        ("repairable", pa.bool_()),  # only once the number is repaired
    ]
)


def write_answer_key(path: Path, lists: Mapping[str, tuple[Sequence[Entry], Sequence[int]]]) -> None:
    """Write the key of both lists, each given as its entries and their sheet rows."""
    answers = []
    for name, (entries, rows) in lists.items():
        for entry, row in zip(entries, rows, strict=True):
            kind = KINDS[entry.candidate.kind]
            answers.append(
                {
                    "list": name,
                    "row": row,
                    "kind": entry.candidate.kind,
                    "expected_verdict": kind.verdict,
                    "expected_code": kind.code,
                    "nik_true": entry.person.nik,
                    "eligible": kind.eligible,
                    "repairable": kind.is_repairable,
                }
            )
    pq.write_table(pa.Table.from_pylist(answers, ANSWER_SCHEMA), path, compression="zstd")
