"""The command `payung`: names its sub-commands and turns what stops them into one clear line; the work is elsewhere."""

import sys

import typer

from payung import __version__
from payung.demo.command import demo
from payung.law.command import app as law
from payung.screening.command import screen
from payung.web.command import account, audit, bench, city, redecide, register, serve, standing

app = typer.Typer(
    name="payung",
    help="The programme by which a city pays social security for its vulnerable workers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def version(show: bool = typer.Option(False, "--version", help="Print the version and exit.")) -> None:
    """Options of the command itself."""
    if show:
        print(__version__)
        raise typer.Exit


app.command()(demo)
app.command()(serve)
app.command()(screen)
app.command()(standing)
app.command()(city)
app.command()(account)
app.command()(register)
app.command()(redecide)
app.command()(bench)
app.add_typer(law, name="law", help="Awards of the law, explained, and worked cases checked.")
app.add_typer(audit, name="audit", help="The append-only log.")


def main() -> None:
    """Run the command; a reason not to start, or a refusal, is one line on standard error and exit code 2."""
    try:
        app()
    except Exception as reason:
        # Imported here only: a command without a database must not load Django to start.
        from payung.groundwork.refusals import CannotStart, Refusal

        if not isinstance(reason, (CannotStart, Refusal)):
            raise
        print(reason, file=sys.stderr)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
