"""Finds addresses that do not belong in the repository: package indexes, and folders of one person's machine."""

import re
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDERS = ("src", "tests", "docs", "tools", "scripts", "requirements", "theme", "bench", ".ci")
LEFT_OUT = {"node_modules", "__pycache__", "payung.egg-info"}
# Written so that they do not find themselves.
FORBIDDEN = (
    re.compile(r"(?:py[p]i|py[t]honhosted|regis[t]ry\.npmjs|regis[t]ry\.yarnpkg)\.(?:org|com)"),
    re.compile(r"^--(?:extra-)?ind[e]x-url", re.MULTILINE),
    re.compile(r"/(?:wo[r]k/(?:main|shared)|ro[o]t/|ho[m]e/[a-z])"),
)


def found(repository: Path) -> list[str]:
    """Each as path:line: address."""
    lines = []
    for path in _files(repository):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a font, a picture, a catalogue
        for pattern in FORBIDDEN:
            for hit in pattern.finditer(text):
                line = text.count("\n", 0, hit.start()) + 1
                lines.append(f"{path.relative_to(repository)}:{line}: {hit[0]}")
    return lines


def _files(repository: Path) -> list[Path]:
    top = [path for path in repository.iterdir() if path.is_file() and path.name != ".env"]
    below = [path for name in FOLDERS for path in (repository / name).rglob("*") if path.is_file()]
    return sorted(path for path in top + below if not LEFT_OUT & set(path.relative_to(repository).parts))


def main() -> int:
    """Return 1 where one was found."""
    lines = found(REPOSITORY)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
