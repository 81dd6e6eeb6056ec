"""The commands that need the programme's database: serve, standing, register, redecide, audit, and the benchmarks."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

audit = typer.Typer(no_args_is_help=True)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text} is not a day; write it as 2025-11-24.") from None


Day = Annotated[date | None, typer.Option("--on", parser=_day, metavar="DATE", help="The day asked about: 2025-11-24.")]


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
) -> None:
    """Serve the web application: database, tables, web server and worker; one Ctrl-C stops all.

    Example: payung serve --port 8000
    """
    from payung.web.serving import serve as run

    print(f"Payung: http://{host}:{port}  (Ctrl-C stops it)")
    run(host=host, port=port)


def standing(
    on: Day = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
    language: Annotated[str, typer.Option("--lang", help="id or en.")] = "id",
) -> None:
    """What this member's family would get. Asks for the NIK, or reads it from standard input; 1 if no member has it.

    Example: payung standing --on 2025-11-24
    """
    nik = (typer.prompt("NIK", hide_input=True) if sys.stdin.isatty() else sys.stdin.readline()).strip()
    _set_up(language)
    from payung.web.clock import Day as Clock
    from payung.web.standing import as_json_line, as_lines, is_member, refuse_malformed

    day = on or Clock().today
    refuse_malformed(nik)
    print(as_json_line(nik, day) if as_json else "\n".join(as_lines(nik, day)))
    raise typer.Exit(0 if is_member(nik, day) else 1)


def register(
    kind: Annotated[str, typer.Argument(help="population, welfare, wage_workers, civil_servants, deaths or covered.")],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Parquet or CSV.")],
    as_of: Annotated[date, typer.Option(parser=_day, metavar="DATE", help="The day the rows are of.")],
    source: Annotated[str, typer.Option(help="Who gave it.")],
    by: Annotated[str, typer.Option(help="The user name of whoever imports it.")],
) -> None:
    """Import a register as it stood on a day.

    Example: payung register deaths deaths.csv --as-of 2025-10-31 --source Dukcapil --by ratna
    """
    _set_up("id")
    from payung.accounts.models import User
    from payung.intake.actions.registers import import_register
    from payung.web.clock import Day as Clock

    importer = User.objects.filter(username=by, is_active=True).first()
    if importer is None:
        raise typer.BadParameter(f"There is no active account {by}.", param_hint="--by")
    version = import_register(kind=kind, path=file, as_of=as_of, source=source, by=importer, on=Clock().today)
    print(f"{version.kind} {version.as_of}: {version.rows} rows, SHA-256 {version.sha256}")


def city(
    code: Annotated[str, typer.Argument(help="The city's code at the Home Ministry, such as 32.71.")],
) -> None:
    """Open this installation for a city: its places and its programme; once, before the first account.

    Example: payung city 32.71
    """
    _set_up("id")
    from payung.web.clock import Day as Clock
    from payung.web.opening import Operator, open_city

    print(open_city(code=code, by=Operator(), on=Clock().today).name)


def account(
    username: Annotated[str, typer.Argument(help="The name to sign in with.")],
    name: Annotated[str, typer.Option(help="The person's name and office.")],
    role: Annotated[
        str, typer.Option(help="kelurahan, disnaker, approver, treasury, bpjs, auditor, mayor, administrator.")
    ],
    area: Annotated[list[str] | None, typer.Option(help="For a local role: code of a place; several times.")] = None,
) -> None:
    """Add somebody who signs in. Asks for the first password, or reads it from standard input.

    Example: payung account ratna --name "Ratna Dewi, Disnaker" --role disnaker
    """
    ask = sys.stdin.isatty()
    password = typer.prompt("Kata sandi", hide_input=True, confirmation_prompt=True) if ask else sys.stdin.readline()
    _set_up("id")
    from payung.accounts.models import Role
    from payung.web.clock import Day as Clock
    from payung.web.opening import Operator, add_account

    if role not in Role.values:
        raise typer.BadParameter(f"There is no role {role}; there are {', '.join(Role.values)}.", param_hint="--role")
    made = add_account(
        username=username,
        full_name=name,
        role=Role(role),
        password=password.strip(),
        areas=area or (),
        by=Operator(),
        on=Clock().today,
    )
    print(f"{made.username}: {made.get_role_display()}")


def redecide(
    parameters: Annotated[
        Path | None,
        typer.Option(
            exists=True, file_okay=False, metavar="FOLDER", help="Show what its parameter files would change."
        ),
    ] = None,
    on: Day = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
    language: Annotated[str, typer.Option("--lang", help="id or en.")] = "id",
) -> None:
    """Ask the law of its own day about every stored award again; exit code 1 if one comes out otherwise.

    With --parameters: what other numbers would change for open claims and current members, before they land.

    Example: payung redecide
    """
    import json

    _set_up(language)
    from payung.web import redeciding
    from payung.web.clock import Day as Clock

    if parameters is not None:
        touched = redeciding.touched_by(parameters, on or Clock().today)
        print(json.dumps(touched) if as_json else "\n".join(redeciding.touched_lines(touched)))
        return
    found = redeciding.recomputed()
    print(json.dumps(found, ensure_ascii=False) if as_json else "\n".join(redeciding.recomputed_lines(found)))
    raise typer.Exit(1 if found["differences"] else 0)


@audit.command()
def verify(as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False) -> None:
    """Verify the chain of events from the first link to the last; exit code 1 if it does not hold.

    Example: payung audit verify
    """
    import json
    from dataclasses import asdict

    _set_up("id")
    from payung.audit.queries import verification

    found = verification()
    if as_json:
        print(json.dumps(asdict(found) | {"whole": found.is_whole}))
    else:
        print(f"{found.sealed} events sealed, {found.unsealed} not yet, head {found.head[:16]}")
        print("The chain is whole." if found.is_whole else f"The chain is broken: {found.fault}.")
    raise typer.Exit(0 if found.is_whole else 1)


BENCHMARKS = ("screen", "enrol", "invoice")


def bench(
    name: Annotated[str, typer.Argument(help="screen, enrol or invoice.")],
    sizes: Annotated[list[int] | None, typer.Option("--size", help="Rows; may be given several times.")] = None,
) -> None:
    """Run a benchmark: a table of rows, seconds, memory and rows a second at several sizes, and one JSON line.

    Example: payung bench screen
    """
    if name not in BENCHMARKS:
        raise typer.BadParameter(f"There is no benchmark {name}; there are {', '.join(BENCHMARKS)}.")
    from payung.web.benches import enrol, invoice, screen

    {"screen": screen, "enrol": enrol, "invoice": invoice}[name](sizes)


def _set_up(language: str) -> None:
    from payung.web.start import whole

    whole()
    from django.utils.translation import activate

    activate(language)
