"""Makes Arrow columns from Python lists straight from their bytes.

`pyarrow.array` of a Python list loads pandas first, which takes a second that a screening does not have.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain

import numpy as np
import pyarrow as pa

from payung.screening.tables import CLEANED

EPOCH = date(1970, 1, 1).toordinal()
CHANGE = ("column", "before", "after")


def texts(values: Sequence[str | None]) -> pa.Array:
    """Return a column of text; letters that UTF-8 does not have become question marks."""
    if not any(values) and "" not in values:
        return pa.nulls(len(values), pa.string())
    present = [value or "" for value in values]
    joined = "".join(present)
    if joined.isascii():
        lengths, data = map(len, present), joined.encode("ascii")
    else:
        encoded = [value.encode("utf-8", "replace") for value in present]
        lengths, data = map(len, encoded), b"".join(encoded)
    buffers = [_valid(values), _offsets(lengths, len(present)), pa.py_buffer(data)]
    return pa.Array.from_buffers(pa.string(), len(present), buffers)


def days(values: Sequence[date | None]) -> pa.Array:
    """Return a column of days, which Arrow counts from 1970."""
    counted = (0 if value is None else value.toordinal() - EPOCH for value in values)
    numbers = np.fromiter(counted, np.int32, len(values))
    return pa.Array.from_buffers(pa.date32(), len(values), [_valid(values), pa.py_buffer(numbers)])


def integers(values: Sequence[int]) -> pa.Array:
    """Return a column of whole numbers of 32 bits."""
    numbers = np.fromiter(values, np.int32, len(values))
    return pa.Array.from_buffers(pa.int32(), len(values), [None, pa.py_buffer(numbers)])


def changes(values: Sequence[list[tuple[str, str, str]] | None]) -> pa.Array:
    """Return the column `cleaned` from lists of column, before and after."""
    flat = list(chain.from_iterable(value for value in values if value))
    parts = [texts([change[part] for change in flat]) for part in range(len(CHANGE))]
    inner = pa.StructArray.from_arrays(parts, names=list(CHANGE))
    offsets = _offsets((len(value) if value else 0 for value in values), len(values))
    return pa.Array.from_buffers(CLEANED, len(values), [_valid(values), offsets], children=[inner])


def _offsets(lengths: Iterable[int], count: int) -> pa.Buffer:
    ends = np.zeros(count + 1, np.int64)
    np.cumsum(np.fromiter(lengths, np.int64, count), out=ends[1:])
    if ends[-1] > np.iinfo(np.int32).max:
        raise MemoryError
    return pa.py_buffer(ends.astype(np.int32))


def _valid(values: Sequence[object]) -> pa.Buffer | None:
    if None not in values:
        return None
    present = np.fromiter((value is not None for value in values), np.bool_, len(values))
    return pa.py_buffer(np.packbits(present, bitorder="little"))
