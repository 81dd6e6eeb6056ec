"""Mutates each comparison in the modules of the law, one at a time, and says which no case and no test notices.

Run it as a program: python tests/law/mutants.py [MODULE ...]; it exits 1 where a mutant survives.
"""

import ast
import copy
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAW = ROOT / "src" / "payung" / "law"
TESTS = ROOT / "tests" / "law"
MODULES = (
    "accident",
    "accident_costs",
    "accident_facts",
    "arrears",
    "contribution",
    "cover",
    "coverage",
    "deadlines",
    "death",
    "death_cases",
    "disability",
    "heirs",
    "inability",
    "outlook",
    "parts",
    "scholarship",
    "scholarship_children",
    "scholarship_condition",
    "schooling",
    "standing",
    "waiting",
)
OTHERS = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
CHECK = """
import sys
from payung.law.cases import check, worked_cases
sys.exit(any(check([case]).failures for cases in worked_cases().values() for case in cases))
"""


def mutants(source: str) -> Iterator[tuple[int, str, str]]:
    """Yield (line, what was changed, the changed source) for each comparison."""
    tree = ast.parse(source)
    places = [(n, k) for n, node in enumerate(_compares(tree)) for k in range(len(node.ops))]
    for n, k in places:
        changed = copy.deepcopy(tree)
        node = _compares(changed)[n]
        before = ast.unparse(node)
        node.ops[k] = OTHERS[type(node.ops[k])]()
        yield node.lineno, f"{before}  ->  {ast.unparse(node)}", ast.unparse(changed)


def survives(folder: Path) -> bool:
    """Whether neither the worked cases nor the tests notice the law in `folder`."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    cases = subprocess.run([sys.executable, "-c", CHECK], env=environment, capture_output=True, check=False)
    if cases.returncode:
        return False
    # The worked cases ran already, and these say nothing about a comparison.
    left_out = {"test_numbers_are_held", "test_law_cases", "test_law_sentences", "test_document", "test_parameters"}
    files = [str(each) for each in sorted(TESTS.glob("test_*.py")) if each.stem not in left_out]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", *files]
    tests = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=False)
    return tests.returncode == 0


def main(names: list[str]) -> int:
    """Try every mutant of the modules named, all where none is."""
    count, survivors = 0, []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shutil.copytree(ROOT / "src" / "payung", folder / "payung", ignore=shutil.ignore_patterns("__pycache__"))
        for name in names or MODULES:
            source = (LAW / f"{name}.py").read_text(encoding="utf-8")
            target = folder / "payung" / "law" / f"{name}.py"
            for line, what, changed in mutants(source):
                target.write_text(changed, encoding="utf-8")
                count += 1
                if survives(folder):
                    survivors.append(f"{name}.py:{line}: {what}")
                    print(survivors[-1], flush=True)  # noqa: T201 - a program for people
            target.write_text(source, encoding="utf-8")
    print(f"{count} mutants, {len(survivors)} survived")  # noqa: T201 - a program for people
    return 1 if survivors else 0


def _compares(tree: ast.AST) -> list[ast.Compare]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Compare)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
