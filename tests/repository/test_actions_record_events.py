"""Every action writes exactly one event: read from the source, so that a new action cannot forget it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import payung

SOURCE = Path(payung.__file__).parent
RECORD = "audit.actions.record"
# What is no action of its own, and why.
EXCEPTIONS = {
    "audit.actions.seal": "chains the events themselves",
    "enrolment.actions.ending.end_after_death": "a part of claims.report_death, which records it",
}


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted([*SOURCE.glob("*/actions.py"), *SOURCE.glob("*/actions/*.py")]):
        name = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def _functions(module: ast.Module) -> dict[str, ast.FunctionDef]:
    return {each.name: each for each in module.body if isinstance(each, ast.FunctionDef)}


def _imported(module: ast.Module) -> dict[str, str]:
    """Names taken from other modules of the program: name -> "part.module.name"."""
    imports = (each for each in module.body if isinstance(each, ast.ImportFrom))
    return {
        alias.asname or alias.name: f"{each.module}.{alias.name}".removeprefix("payung.")
        for each in imports
        if each.module and each.module.startswith("payung.")
        for alias in each.names
    }


def _is_atomic(function: ast.FunctionDef) -> bool:
    return any(ast.unparse(each).startswith("transaction.atomic") for each in function.decorator_list)


MODULES = dict(_modules())
FUNCTIONS = {f"{module}.{name}": each for module, tree in MODULES.items() for name, each in _functions(tree).items()}
IMPORTED = {module: _imported(tree) for module, tree in MODULES.items()}


def _called(name: str) -> list[str]:
    """What a function calls, by full name, as often as it is written."""
    module = name.rpartition(".")[0]
    calls = (node.func for node in ast.walk(FUNCTIONS[name]) if isinstance(node, ast.Call))
    short = [call.id for call in calls if isinstance(call, ast.Name)]
    return [IMPORTED[module].get(each, f"{module}.{each}") for each in short]


def _events(name: str, above: tuple[str, ...] = ()) -> int:
    """How many places write an event, in the function and in the actions' functions it calls."""
    called = _called(name)
    below = [each for each in called if each in FUNCTIONS and each not in (RECORD, name, *above)]
    return called.count(RECORD) + sum(_events(each, (*above, name)) for each in below)


def _actions() -> Iterator[tuple[str, int]]:
    for name, function in FUNCTIONS.items():
        if not name.rpartition(".")[2].startswith("_") and _is_atomic(function):
            yield name, _events(name)


ACTIONS = dict(_actions())


def test_actions_were_found() -> None:
    assert len(ACTIONS) > 15
    assert "claims.actions.awarding.approve_award" in ACTIONS


@pytest.mark.parametrize("action", sorted(set(ACTIONS) - set(EXCEPTIONS)))
def test_an_action_writes_exactly_one_event(action: str) -> None:
    assert ACTIONS[action] == 1


@pytest.mark.parametrize("action", sorted(EXCEPTIONS))
def test_an_exception_exists_and_writes_none(action: str) -> None:
    assert ACTIONS[action] == 0


def test_whoever_writes_an_event_says_who_and_on_which_day() -> None:
    for module, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record":
                given = {keyword.arg for keyword in node.keywords}
                assert {"action", "by", "on", "subject"} <= given, f"{module}:{node.lineno}"


def test_an_action_is_named_after_its_part() -> None:
    for module, tree in MODULES.items():
        part = module.partition(".")[0]
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record":
                for keyword in node.keywords:
                    if keyword.arg == "action" and isinstance(keyword.value, ast.Constant):
                        assert str(keyword.value.value).startswith(f"{part}."), f"{module}:{node.lineno}"


@pytest.mark.parametrize("action", sorted(set(ACTIONS) - {"audit.actions.seal"}))
def test_an_action_takes_keywords_only_and_says_by_whom_and_when(action: str) -> None:
    arguments = FUNCTIONS[action].args
    assert not arguments.args
    assert {"by", "on"} <= {each.arg for each in arguments.kwonlyargs}
