"""The benchmark `payung bench screen`: whole runs of `payung screen`, each a process, beside a script written by hand.

Without a folder of registers and a list it makes seeded ones of its own, at several sizes, so that growth shows.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from payung.screening.made_up import write_list, write_registers

SIZES = (1_000, 4_000, 16_000, 64_000)
POPULATION = 1_144_108
ON = "2025-11-01"

_BY_HAND = Path(__file__).parents[3] / "bench" / "by_hand_screen.py"
_START = "import sys; from payung.cli import main; sys.exit(main())"


@dataclass(frozen=True)
class Run:
    """One size: wall seconds of the whole process, the largest memory of it or a child of it, and the script's own."""

    rows: int
    seconds: float
    peak_mb: int
    rows_per_second: int
    by_hand_seconds: float | None
    by_hand_peak_mb: int | None
    ratio: float | None


def bench_screen(
    registers: Path | None = None, list_file: Path | None = None, *, on: str = ON, sizes: Sequence[int] = SIZES
) -> Iterator[str]:
    """Yield the lines of the table as they are measured, last one line of JSON."""
    runs = []
    yield f"{'rows':>8} {'seconds':>8} {'peak MB':>8} {'rows/s':>8} {'by hand s':>10} {'by hand MB':>11} {'ratio':>6}"
    with tempfile.TemporaryDirectory(prefix="payung-bench-") as made:
        folder = Path(made)
        if registers is None:
            registers = folder / "registers"
            write_registers(registers, POPULATION)
        lists = [list_file] if list_file else (write_list(folder / f"{size}.xlsx", size, POPULATION) for size in sizes)
        for given in lists:
            run = _run(given, registers, on, folder)
            runs.append(run)
            yield _line(run)
    yield json.dumps({"benchmark": "screen", "runs": [asdict(run) for run in runs]})


def _run(given: Path, registers: Path, on: str, folder: Path) -> Run:
    verdicts = folder / "verdicts.csv"
    command = [sys.executable, "-c", _START, "screen", str(given), "--registers", str(registers), "--on", on]
    seconds, peak = _measured([*command, "--out", str(folder / "out.xlsx"), "--verdicts", str(verdicts)])
    with verdicts.open(encoding="utf-8") as opened:
        rows = sum(1 for _ in opened) - 1
    by_hand = by_hand_peak = None
    if _BY_HAND.is_file():
        script = [sys.executable, str(_BY_HAND), str(given), str(registers), on, str(folder / "by_hand.xlsx")]
        by_hand, by_hand_peak = _measured(script)
    return Run(
        rows=rows,
        seconds=round(seconds, 2),
        peak_mb=peak,
        rows_per_second=round(rows / seconds),
        by_hand_seconds=round(by_hand, 2) if by_hand else None,
        by_hand_peak_mb=by_hand_peak,
        ratio=round(seconds / by_hand, 2) if by_hand else None,
    )


def _measured(command: list[str]) -> tuple[float, int]:
    """Run a process to its end; return its seconds and the peak memory (MB) of it and its children."""
    started = time.perf_counter()
    with open(os.devnull, "w") as nowhere:
        pid = os.posix_spawn(
            command[0], command, dict(os.environ), file_actions=[(os.POSIX_SPAWN_DUP2, nowhere.fileno(), 1)]
        )
        _, status, used = os.wait4(pid, 0)
    if status:
        raise RuntimeError(f"the measured process ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - started, used.ru_maxrss // 1024


def _line(run: Run) -> str:
    by_hand = f"{run.by_hand_seconds:>10.2f} {run.by_hand_peak_mb:>11} {run.ratio:>6.2f}" if run.ratio else ""
    return f"{run.rows:>8} {run.seconds:>8.2f} {run.peak_mb:>8} {run.rows_per_second:>8} {by_hand}"
