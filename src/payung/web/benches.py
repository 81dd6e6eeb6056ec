"""Wires the benchmarks of the parts to `payung bench`: each prints a table and one JSON line."""

from collections.abc import Sequence


def screen(sizes: Sequence[int] | None = None) -> None:
    """Screening a list against registers of a city, beside a script written by hand for the same work."""
    from payung.screening import bench

    for line in bench.bench_screen(sizes=sizes or bench.SIZES):
        print(line)


def enrol(sizes: Sequence[int] | None = None) -> None:
    """Putting a decree into force, in a database of its own."""
    from payung.enrolment import bench

    bench.run(list(sizes or (2_500, 5_000, 10_000, 15_000, 30_000)))


def invoice(sizes: Sequence[int] | None = None) -> None:
    """Preparing a month's invoice, in a database of its own."""
    from payung.contributions import bench

    bench.run(list(sizes or (5_000, 10_000, 22_500, 45_000)))
