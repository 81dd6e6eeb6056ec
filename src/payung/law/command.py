"""The commands `payung law award`, `payung law check` and `payung law document`: they ask the law and print.

They decide nothing themselves.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer

if TYPE_CHECKING:
    from payung.law.cases import Checked
    from payung.law.explain import Translate

app = typer.Typer(
    no_args_is_help=True, help="The law: one award explained, a file of worked cases checked, or the whole law printed."
)

Language = Literal["id", "en"]
FileArgument = Annotated[str, typer.Argument(metavar="FILE", help="A YAML or JSON file, or - for standard input.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for another program.")]
LanguageOption = Annotated[Language, typer.Option("--lang", help="Language of the sentences.")]


@app.command(
    epilog="Example: echo '{programme: death, member_from: 2025-09-10, paid: [2025-09], died: 2025-09-28, "
    "cause: illness}' | payung law award -"
)
def award(file: FileArgument, as_json: JsonOption = False, lang: LanguageOption = "id") -> None:
    """Compute one award and explain it: what is due, why, and what is not settled."""
    from payung.law.cases import UnusableCases, read_case
    from payung.law.explain import explain, in_words
    from payung.law.messages import translator
    from payung.law.programmes import outcome_of
    from payung.law.sentences import Refused

    translate = translator(lang)
    try:
        outcome = outcome_of(read_case(_content(file)).given)
    except UnusableCases as error:
        _refuse(f"{file}: {error}")
    except Refused as refusal:
        _refuse(f"{file}: {in_words(refusal.sentence, translate)}")
    sentences = explain(outcome, translate)
    if as_json:
        _print_json({**outcome.as_json(), "sentences": sentences})
    else:
        print("\n".join(sentences))


@app.command(epilog="Example: payung law check cases.yaml")
def check(file: FileArgument, as_json: JsonOption = False, lang: LanguageOption = "id") -> None:
    """Check a file of worked cases; exit 1 if any answer is not the expected one."""
    from payung.law import cases
    from payung.law.messages import translator

    try:
        checked = cases.check(cases.read_cases(_content(file)))
    except cases.UnusableCases as error:
        _refuse(f"{file}: {error}")
    translate = translator(lang)
    if as_json:
        _print_json(_check_as_json(checked, translate))
    else:
        print("\n".join(_check_in_words(checked, translate)))
    if checked.failures:
        raise typer.Exit(1)


@app.command(epilog="Example: payung law document > docs/law.md")
def document() -> None:
    """Print every number, source, reading, rule and worked case of the law as Markdown."""
    from payung.law.document import law_document

    print(law_document(), end="")


def _check_as_json(checked: "Checked", translate: "Translate") -> dict[str, Any]:
    from payung.law.cases import answer
    from payung.law.explain import in_words

    return {
        "cases": checked.count,
        "passed": len(checked.passed),
        "failed": len(checked.failures),
        "not_yet_covered": [case.id for case in checked.not_yet_covered],
        "failures": [
            {
                "id": failure.case.id,
                "expected": failure.case.expect,
                "got": failure.got and answer(failure.got),
                "refused": failure.refused and in_words(failure.refused, translate),
            }
            for failure in checked.failures
        ],
    }


def _check_in_words(checked: "Checked", translate: "Translate") -> list[str]:
    from payung.law.cases import answer
    from payung.law.explain import in_words
    from payung.law.messages import N_

    lines = []
    for failure in checked.failures:
        if failure.got is not None:
            got = _plain(answer(failure.got))
        else:
            got = in_words(failure.refused, translate) if failure.refused else ""
        text = translate(N_("{case}: expected {expected}; came out: {got}"))
        lines.append(text.format(case=failure.case.id, expected=_plain(failure.case.expect), got=got))
    if checked.not_yet_covered:
        names = ", ".join(case.id for case in checked.not_yet_covered)
        text = translate(
            N_("Not checked, because this version does not compute their programme yet: {number} ({names}).")
        )
        lines.append(text.format(number=len(checked.not_yet_covered), names=names))
    text = translate(N_("Cases: {cases}. Passed: {passed}. Failed: {failed}. Not checked: {not_checked}."))
    counts = {
        "passed": len(checked.passed),
        "failed": len(checked.failures),
        "not_checked": len(checked.not_yet_covered),
    }
    return [*lines, text.format(cases=checked.count, **counts)]


def _content(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        _refuse(f"{file}: {error.strerror or 'not readable'}")


def _refuse(line: str) -> NoReturn:
    print(" ".join(line.split()), file=sys.stderr)
    raise typer.Exit(2)


def _print_json(value: Any) -> None:
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _plain(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, default=str)
