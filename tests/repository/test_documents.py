"""What the documents say is there: commands, settings, files, decisions; and what must not be there is not."""

import importlib.util
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import typer

from payung import __version__
from payung.cli import app
from payung.law.parameters import FOLDER

REPOSITORY = Path(__file__).parents[2]
DOCUMENTS = sorted([*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")])
CODE = re.compile(r"^```\w*\n(.*?)^```|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
ONE_SCREEN = 60


def _code() -> Iterator[tuple[str, str]]:
    """Every line that is set as code, with the name of its document."""
    for path in DOCUMENTS:
        for block in CODE.finditer(path.read_text(encoding="utf-8")):
            for line in (block[1] or block[2]).splitlines():
                yield path.name, line.strip()


def _commands() -> list[tuple[str, list[str]]]:
    """Every use of `payung` in the documents, as words."""
    used = []
    for document, line in _code():
        if line.partition(" ")[0] not in {"useradd", "su", "git", "cd"}:
            calls = re.finditer(r"(?:^|[\s/|])payung((?: +[a-z-][^\s|;&#`)<>]*)(?: +[^\s|;&#`)<>]+)*)", line)
            used += [(document, call[1].split()) for call in calls]
    return used


def _problem(words: list[str]) -> str:
    """Which word of a command does not exist, or nothing."""
    command: Any = typer.main.get_command(app)
    for word in words:
        if word.startswith("--"):
            known = {option for each in command.params for option in (*each.opts, *each.secondary_opts)} | {"--help"}
            if word.partition("=")[0] not in known:
                return f"{command.name} has no {word}"
        elif commands := getattr(command, "commands", None):
            if word not in commands:
                return f"there is no command {word}"
            command = commands[word]
    return ""


def test_every_command_in_the_documents_exists():
    commands = _commands()
    assert len(commands) > 10
    assert [(document, " ".join(words)) for document, words in commands if _problem(words)] == []


def test_a_command_that_does_not_exist_would_be_found():
    assert _problem(["screen", "list.xlsx", "--registers", "r"]) == ""
    assert _problem(["fly"])
    assert _problem(["audit", "mend"])
    assert _problem(["demo", "--faster"])


def test_every_make_target_in_the_documents_exists():
    targets = set(re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    used = {word for _, line in _code() for word in re.findall(r"(?:^|\s)make ([a-z]+)", line)}
    assert used
    assert used <= targets
    assert {"demo", "test", "check", "format", "bench"} <= targets


def test_every_setting_the_program_reads_is_in_the_table():
    read = set()
    for path in (REPOSITORY / "src").rglob("*.py"):
        read |= set(re.findall(r"[\"'](PAYUNG_[A-Z_]+|DATABASE_(?:OWNER_)?URL)[\"']", path.read_text(encoding="utf-8")))
    operations = (REPOSITORY / "docs" / "operations.md").read_text(encoding="utf-8")
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", operations, re.MULTILINE))
    example = set(re.findall(r"^#? ?([A-Z_]+)=", (REPOSITORY / ".env.example").read_text(), re.MULTILINE))
    assert read == table == example


def test_links_between_documents_lead_somewhere():
    links = [
        (path, target)
        for path in DOCUMENTS
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
        if "://" not in target
    ]
    assert [f"{path.name}: {target}" for path, target in links if not (path.parent / target).exists()] == []


def test_the_readme_fits_one_screen():
    assert len((REPOSITORY / "README.md").read_text(encoding="utf-8").splitlines()) <= ONE_SCREEN


def test_decisions_are_numbered_without_gaps_and_say_the_same_three_things():
    decisions = sorted((REPOSITORY / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    for path in decisions:
        headings = re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"], path.name


def test_the_changelog_has_this_version_and_says_which_law_it_changes():
    changelog = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    of_this_version = changelog.partition(f"## {__version__}")[2].partition("\n## ")[0]
    assert "### Law" in of_this_version
    law = "".join(section.partition("\n### ")[0] for section in changelog.split("### Law")[1:])
    named = re.findall(r"`([a-z_*]+)`", law)
    parameters = sorted(path.stem for path in FOLDER.glob("*.yaml"))
    assert [name for name in parameters if not any(fnmatch(name, pattern) for pattern in named)] == []
    assert [pattern for pattern in named if not any(fnmatch(name, pattern) for name in parameters)] == []


def test_publiccode_names_this_version():
    assert f"softwareVersion: {__version__}" in (REPOSITORY / "publiccode.yml").read_text(encoding="utf-8")


@pytest.fixture
def addresses():
    spec = importlib.util.spec_from_file_location("addresses", REPOSITORY / "tools" / "addresses.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_file_names_a_package_index_or_a_folder_of_one_machine(addresses):
    assert addresses.found(REPOSITORY) == []


def test_such_an_address_would_be_found(addresses, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("first\nsee https://" + "py" + "pi.org/simple\n")
    (tmp_path / "b.txt").write_text("--index" + "-url somewhere\n/ro" + "ot/.cache\n")
    assert [line.rpartition(": ")[0] for line in addresses.found(tmp_path)] == ["b.txt:1", "b.txt:2", "docs/a.md:2"]
