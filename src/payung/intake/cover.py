"""Where screening learns who is covered by this very programme; the part that knows memberships fills it in."""

from collections.abc import Callable
from datetime import date

import pyarrow as pa

COVERED_SCHEMA = pa.schema(
    [("nik", pa.string()), ("payer", pa.string()), ("from_month", pa.string()), ("to_month", pa.string())]
)

Provider = Callable[[date], pa.Table]
_providers: list[Provider] = []


def provide(provider: Provider) -> None:
    """Register who can tell which people are covered on a day, as rows of the register `covered`."""
    if provider not in _providers:
        _providers.append(provider)


def covered_by_us(on: date) -> pa.Table:
    """The programme's own open memberships on a day, in the form of the register `covered`."""
    tables = [provider(on) for provider in _providers]
    return pa.concat_tables(tables) if tables else COVERED_SCHEMA.empty_table()
