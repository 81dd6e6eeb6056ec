"""Measures how long approving a decree takes, at several sizes, on a database of its own that is thrown away."""

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from payung.enrolment.synthetic import Cast

DAY = date(2025, 9, 1)
ENVIRONMENT = ("PAYUNG_DATA", "PAYUNG_KEYS", "DATABASE_URL", "DATABASE_OWNER_URL")


def run(sizes: list[int]) -> None:
    """Print a table of approvals, one row a size, and one JSON line."""
    with throwaway_installation():
        from payung.enrolment import synthetic

        who, first, rows = synthetic.cast(), 0, []
        for size in sizes:
            rows.append(enrolled(who, size, first))
            first += size
    print_figures("enrol", rows)


def enrolled(who: "Cast", size: int, first: int) -> dict[str, float]:
    """Enrol `size` made-up people numbered from `first` on; the figures of the approval alone."""
    from payung.enrolment import actions, synthetic

    chosen = synthetic.approved_list(who, size, first=first)
    decree = actions.prepare_decree(
        number=f"463/{first}", title="Bench", payer="city", registered_on=DAY, lists=[chosen], by=who.officer, on=DAY
    )
    actions.submit_decree(decree=decree, by=who.officer, on=DAY)
    return measured(size, lambda: actions.approve_decree(decree=decree, by=who.approver, on=DAY))


@contextmanager
def throwaway_installation() -> Iterator[None]:
    """A data folder, keys and an embedded database of this run's own, with Django set up on it; gone afterwards.

    The database writes as durably as a real one. Nothing may have set up Django before.
    """
    folder = Path(tempfile.mkdtemp(prefix="payung-bench-"))
    before = {name: os.environ.pop(name, None) for name in ENVIRONMENT}
    os.environ.update(PAYUNG_DATA=str(folder / "data"), PAYUNG_KEYS=str(folder / "keys" / "keys.json"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.web.settings")
    from payung.groundwork import connections, embedded, keys

    try:
        keys.prepare()
        with embedded.running(folder / "data"):
            connections.prepare()
            import django
            from django.core.management import call_command
            from django.db import connections as open_connections

            django.setup()
            call_command("migrate", database="owner", verbosity=0, interactive=False)
            connections.grant_to_program()
            try:
                yield
            finally:
                open_connections.close_all()
                embedded.let_go(folder / "data")  # the hold that `prepare` took
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.environ.update({name: value for name, value in before.items() if value is not None})


def measured(size: int, work: Callable[[], object]) -> dict[str, float]:
    """Do the work once; rows, seconds, peak memory in MB (ours and the database session's), rows a second."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    began = time.perf_counter()
    work()
    seconds = time.perf_counter() - began
    memory = _peak(os.getpid()) + _peak(backend)
    return {"rows": size, "seconds": round(seconds, 3), "peak_mb": memory, "rows_a_second": round(size / seconds)}


def print_figures(name: str, rows: list[dict[str, float]]) -> None:
    """Print the table, then the same as one line of JSON."""
    lines = [f"{'rows':>12} {'seconds':>9} {'peak MB':>9} {'rows/s':>9}"]
    lines += [_table_row(row) for row in rows]
    lines.append(json.dumps({"bench": name, "runs": rows}))
    sys.stdout.write("\n".join(lines) + "\n")


def _table_row(row: Mapping[str, float]) -> str:
    return f"{row['rows']:>12,} {row['seconds']:>9.3f} {row['peak_mb']:>9,} {row['rows_a_second']:>9,}"


def _peak(process: int) -> int:
    """The most memory a process has held, in MB."""
    for line in Path(f"/proc/{process}/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // 1024
    return 0
