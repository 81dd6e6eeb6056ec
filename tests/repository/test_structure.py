"""The code keeps its own rules: who imports whom, how long things may be, what stands beside a dependency."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

REPOSITORY = Path(__file__).parents[2]
PACKAGE = REPOSITORY / "src" / "payung"
LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
MOST_DEPENDENCIES = 25
VAGUE = {"utils", "common", "core", "base", "helpers", "manager", "managers", "service", "services"}
# Django finds these by their names.
FOUND_BY_NAME = {"403.html", "403_csrf.html", "404.html", "500.html"}


def _modules() -> Iterator[Path]:
    yield from (path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts)
    yield from sorted((REPOSITORY / "tools").glob("*.py"))


def _own_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Its lines from the signature to the end, without the docstring."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or 0) - first.lineno + 1
    return lines


def _project() -> dict[str, object]:
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _name(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def test_imports_run_downwards_only():
    linter = Path(sys.executable).with_name("lint-imports")
    answer = subprocess.run([linter, "--no-logo", "--no-cache"], cwd=REPOSITORY, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_no_module_is_longer_than_four_hundred_lines():
    lengths = {str(path.relative_to(REPOSITORY)): path.read_text(encoding="utf-8").count("\n") for path in _modules()}
    assert {name: lines for name, lines in lengths.items() if lines >= LONGEST_MODULE} == {}


def test_no_function_is_longer_than_forty_lines():
    too_long = {}
    for path in _modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _own_lines(node) >= LONGEST_FUNCTION:
                too_long[f"{path.relative_to(REPOSITORY)}:{node.name}"] = _own_lines(node)
    assert too_long == {}


def test_no_module_has_a_name_that_says_nothing():
    assert [str(path) for path in _modules() if VAGUE & {path.stem, *path.relative_to(REPOSITORY).parts}] == []


def test_no_two_test_modules_share_a_name():
    # pytest imports them by name alone
    names = Counter(path.name for path in (REPOSITORY / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []


def test_every_module_says_what_it_is_for():
    silent = [path for path in _modules() if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_text()))]
    assert [str(path.relative_to(REPOSITORY)) for path in silent] == []


def test_every_dependency_has_its_reason_on_the_line_above():
    lines = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start = lines.index("dependencies = [") + 1
    block = lines[start : lines.index("]", start)]
    bare = [line for above, line in zip(["", *block], block, strict=False) if '"' in line and "#" not in above + line]
    assert bare == []
    assert 0 < sum(line.strip().startswith('"') for line in block) <= MOST_DEPENDENCIES


@pytest.mark.parametrize(("file", "extras"), [("run.txt", False), ("dev.txt", True)])
def test_the_lock_holds_what_the_project_asks_for(file, extras):
    project = _project()
    wanted = {_name(each) for each in project["dependencies"]}
    if extras:
        wanted |= {_name(each) for group in project["optional-dependencies"].values() for each in group}
    text = (REPOSITORY / "requirements" / file).read_text(encoding="utf-8")
    locked = {_name(found) for found in re.findall(r"^[A-Za-z0-9][^ \n]*==", text, re.MULTILINE)}
    assert wanted - locked == set()
    # Each entry that the project itself asks for names it; one that only a removed line asked for has gone.
    asked_by_project = set(
        re.findall(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==[^#]*?# via(?:[^=]*?)payung", text, re.MULTILINE)
    )
    assert {_name(each) for each in asked_by_project} <= wanted | {"payung"}


def test_both_locks_hold_the_same_versions():
    def versions(file: str) -> dict[str, str]:
        text = (REPOSITORY / "requirements" / file).read_text(encoding="utf-8")
        return dict(re.findall(r"^([A-Za-z0-9][^= \n]*)==(\S+)", text, re.MULTILINE))

    run, dev = versions("run.txt"), versions("dev.txt")
    assert run.items() <= dev.items()


def test_everything_locked_has_a_hash():
    for file in ("run.txt", "dev.txt"):
        entries = re.split(r"^(?=[A-Za-z0-9])", (REPOSITORY / "requirements" / file).read_text(), flags=re.MULTILINE)
        assert [entry.split()[0] for entry in entries if entry and "--hash=sha256:" not in entry] == []


def test_every_constraint_has_a_sentence_for_the_user():
    silent = [
        f"{model.__name__}.{constraint.name}"
        for model in apps.get_models()
        if model.__module__.startswith("payung.")
        for constraint in model._meta.constraints
        if constraint.violation_error_message in (None, constraint.default_violation_error_message)
    ]
    assert silent == []


def test_every_template_is_used():
    texts = {
        path: path.read_text(encoding="utf-8") for kind in ("py", "html", "txt") for path in PACKAGE.rglob(f"*.{kind}")
    }
    unused = []
    for path in sorted(PACKAGE.glob("*/templates/**/*.*")):
        name = path.relative_to(next(parent for parent in path.parents if parent.name == "templates")).as_posix()
        if name in FOUND_BY_NAME or name.startswith("django/"):
            continue
        if not any(f'"{name}"' in text or f"'{name}'" in text for other, text in texts.items() if other != path):
            unused.append(name)
    assert unused == []
