"""`payung demo`: builds the synthetic city, runs the whole programme in it, prints its figures, and serves it."""

import json
import sys
import time
from typing import Annotated, Any

import typer


def demo(
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Build and print, do not serve.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For machines; implies --no-serve.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Build anew, even where the city stands already.")] = False,
    port: Annotated[int, typer.Option(help="The port to serve on.")] = 8000,
) -> None:
    """Build the synthetic city of 1,144,108 people, run the programme of autumn 2025 in it, and open it.

    Example: payung demo --no-serve --json
    """
    started = time.monotonic()
    from payung.web.start import whole

    whole()
    from payung.demo.build import built, standing_city

    show = _Teller(sys.stderr.isatty() and not as_json)
    city = None if fresh else standing_city()
    if city is None:
        city = built(show)
    from payung.demo.figures import comparison, figures_of
    from payung.demo.programme import LAST_DAY

    found = figures_of(LAST_DAY) | comparison(city) | {"seconds": round(time.monotonic() - started, 1)}
    show.end()
    print(json.dumps(found) if as_json else "\n".join(_lines(found)))
    if not no_serve and not as_json:
        from payung.web.serving import serve

        print(f"\nPayung: http://127.0.0.1:{port}  (Ctrl-C menghentikan)")
        serve(host="127.0.0.1", port=port)


class _Teller:
    """Shows what is being done: a spinner on a terminal, nothing in a pipe."""

    def __init__(self, is_shown: bool) -> None:
        self._status: Any = None
        if is_shown:
            from rich.console import Console

            self._status = Console(stderr=True).status("")
            self._status.start()

    def __call__(self, step: str) -> None:
        if self._status is not None:
            self._status.update(step)

    def end(self) -> None:
        if self._status is not None:
            self._status.stop()


def _lines(found: dict[str, Any]) -> list[str]:
    lines = [f"Terdaftar {_n(found['registered'])} orang, terlindungi {_n(found['in_force'])} orang.", ""]
    lines += [
        f"{each['sender']}: {_n(each['rows'])} baris, diterima {_n(each['accepted'])}, diperiksa {_n(each['review'])}, "
        f"ditolak {_n(each['rejected'])}; terdaftar {_n(each['registered'])}"
        for each in found["by_list"]
    ]
    lines.append("")
    lines += [
        f"Tagihan {each['month']} {each['payer']}: {_n(each['lines'])} orang, Rp{_n(each['total'])}"
        for each in found["invoices"]
    ]
    lines += [
        f"Santunan ({each['outcome']}): Rp{_n(each['total'] or 0)}, "
        f"diserahkan {each['handed_over_on']} di {each['place']}"
        for each in found["awards"]
    ]
    lines += ["", "Kesalahan yang ditanam, ditemukan:"]
    lines += [f"  {kind}: {each['found']} dari {each['planted']}" for kind, each in sorted(found["planted"].items())]
    lines.append(f"Orang yang memenuhi syarat tetapi ditolak: {found['eligible_rejected']}")
    lines.append(f"Waktu: {found['seconds']} detik")
    return lines


def _n(number: int) -> str:
    return f"{number:,}".replace(",", ".")
