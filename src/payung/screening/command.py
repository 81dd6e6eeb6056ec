"""The command `payung screen`: reads a list, asks the checks against a folder of registers, and tells the answer."""

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer

from payung.screening.messages import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from payung.screening.reading import ListRead
    from payung.screening.verdicts import Screening

ListArgument = Annotated[Path, typer.Argument(metavar="LIST", help="The list: xlsx, ods, xls or csv.")]
RegistersOption = Annotated[
    Path, typer.Option("--registers", metavar="DIR", help="Folder of registers, one file a kind.")
]
OnOption = Annotated[str, typer.Option("--on", metavar="DATE", help="The day that counts, such as 2025-09-01.")]
PolicyOption = Annotated[Path | None, typer.Option("--policy", metavar="FILE", help="The programme's policy (YAML).")]
EngineOption = Annotated[str, typer.Option("--engine", metavar="NAME", help="What runs the checks: duckdb.")]
OutOption = Annotated[Path | None, typer.Option("--out", metavar="FILE.xlsx", help="The list back, with reasons.")]
VerdictsOption = Annotated[
    Path | None, typer.Option("--verdicts", metavar="FILE", help="One row for each row of the list; .parquet or .csv.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for another program.")]
LanguageOption = Annotated[Literal["id", "en"], typer.Option("--lang", help="Language of the sentences.")]

ROWS_LINE = N_("{rows} rows screened; {ignored} title, total and empty rows left out.")
NOT_RUN_LINE = N_("Not checked, because the register is missing: {checks}.")
INCOMPLETE_LINE = N_("This screening is not complete; no decree can be made from it.")
NO_DATE = N_("“{text}” is not a date; write it as 2025-09-01.")
NO_FILE = N_("There is no file {file}.")
NO_ACCESS = N_("{file} cannot be read or written.")
WRONG_ENDING = N_("The name {file} must end in {endings}.")
SAME_FILE = N_("{file} is the list itself; write the answer to another file.")
SECONDS_LINE = N_("{seconds} seconds.")


def screen(
    list_file: ListArgument,
    registers: RegistersOption,
    on: OnOption,
    policy: PolicyOption = None,
    engine: EngineOption = "duckdb",
    out: OutOption = None,
    verdicts: VerdictsOption = None,
    as_json: JsonOption = False,
    lang: LanguageOption = "id",
) -> None:
    """Screen one list against registers, without any database; exit 0 when it ran, whatever the verdicts.

    Example: payung screen usulan.xlsx --registers registers --on 2025-09-01 --out hasil.xlsx
    """
    started = time.perf_counter()
    from payung.law.messages import translator
    from payung.screening.refusals import Unreadable
    from payung.screening.unusable import Unusable

    translate = translator(lang)
    day = _day(on, translate)
    _refuse_impossible_files(list_file, out, verdicts, translate)
    try:
        with _progress() as tell:
            read, result = _screened(list_file, registers, day, policy, engine, tell)
            _write_files(read, result, out, verdicts, translate)
            tell(1.0)
    except (Unreadable, Unusable) as problem:
        _refuse(problem.sentence(translate))
    except OSError as problem:
        _refuse(translate(NO_ACCESS).format(file=problem.filename or list_file))
    summary = result.summary() | {
        "ignored_rows": read.ignored_rows,
        "seconds": round(time.perf_counter() - started, 3),
        "list_sha256": read.sha256,
    }
    if as_json:
        print(json.dumps(summary, ensure_ascii=False))
    else:
        _print_summary(summary, translate)


def _screened(
    list_file: Path, registers: Path, on: date, policy: Path | None, engine: str, tell: Callable[[float], None]
) -> "tuple[ListRead, Screening]":
    from payung.screening.policy import Policy, default_policy
    from payung.screening.reading import read_list
    from payung.screening.registers import Registers

    used_policy = Policy.load(policy) if policy else default_policy()
    used_registers = Registers.open(registers)

    def prepare() -> None:
        from payung.screening.run import prepare

        prepare(used_registers, on=on, policy=used_policy, engine=engine)

    # The list is read by a process of its own; what takes longest here is done meanwhile.
    with ThreadPoolExecutor(1) as pool:
        preparing = pool.submit(prepare)
        read = read_list(list_file, on=on)
        tell(0.3)
        preparing.result()
    from payung.screening.run import screen as screen_rows

    result = screen_rows(
        read.rows,
        used_registers,
        on=on,
        policy=used_policy,
        engine=engine,
        progress=lambda done: tell(0.4 + 0.3 * done),
    )
    return read, result


def _write_files(
    read: "ListRead", result: "Screening", out: Path | None, verdicts: Path | None, translate: Callable[[str], str]
) -> None:
    if verdicts:
        from payung.screening.verdicts import write_verdicts

        write_verdicts(result, verdicts)
    if out:
        from payung.screening.workbook import write_annotated

        write_annotated(read, result, out, translate)


def _day(text: str, translate: Callable[[str], str]) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        _refuse(translate(NO_DATE).format(text=text))


def _refuse_impossible_files(
    list_file: Path, out: Path | None, verdicts: Path | None, translate: Callable[[str], str]
) -> None:
    if not list_file.is_file():
        _refuse(translate(NO_FILE).format(file=list_file))
    if out and out.suffix.lower() != ".xlsx":
        _refuse(translate(WRONG_ENDING).format(file=out, endings=".xlsx"))
    if verdicts and verdicts.suffix.lower() not in (".parquet", ".csv"):
        _refuse(translate(WRONG_ENDING).format(file=verdicts, endings=".parquet, .csv"))
    for written in (out, verdicts):
        if written and not written.absolute().parent.is_dir():
            _refuse(translate(NO_ACCESS).format(file=written))
        if written and written.exists() and written.samefile(list_file):
            _refuse(translate(SAME_FILE).format(file=written))


@contextmanager
def _progress() -> "Iterator[Callable[[float], None]]":
    """Yield what hears the share done (0.0 to 1.0): a bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with typer.progressbar(length=100, file=sys.stderr) as bar:
        yield lambda share: bar.update(max(0, round(share * 100) - bar.pos))


def _print_summary(summary: dict[str, Any], translate: Callable[[str], str]) -> None:
    from payung.screening.checks import BY_CODE
    from payung.screening.findings import VERDICT_LABELS, short_label

    print(translate(ROWS_LINE).format(rows=summary["rows"], ignored=summary["ignored_rows"]))
    for verdict, count in summary["verdicts"].items():
        print(f"  {translate(VERDICT_LABELS[verdict]):<16} {count:>8}")
    for code, count in summary["findings"].items():
        print(f"    {code:<24} {count:>8}  {short_label(code, translate)}")
    if summary["checks_not_run"]:
        labels = ", ".join(short_label(code, translate) for code in BY_CODE if code in summary["checks_not_run"])
        print(translate(NOT_RUN_LINE).format(checks=labels))
    if not summary["complete"]:
        print(translate(INCOMPLETE_LINE))
    print(translate(SECONDS_LINE).format(seconds=summary["seconds"]))


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)
