"""Finds the sentences marked for translation in Python and in templates, each with the place it stands in."""

import ast
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation.template import templatize

# What each marking function takes: whether a context comes first, and how many forms of the sentence follow.
MARKS = {
    "_": (False, 1),
    "N_": (False, 1),
    "gettext": (False, 1),
    "gettext_lazy": (False, 1),
    "gettext_noop": (False, 1),
    "ngettext": (False, 2),
    "ngettext_lazy": (False, 2),
    "pgettext": (True, 1),
    "pgettext_lazy": (True, 1),
    "npgettext": (True, 2),
    "npgettext_lazy": (True, 2),
}
_LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
# templatize turns tags into such calls and blanks everything else out.
_CALL = re.compile(rf"\b(_|gettext|ngettext|pgettext|npgettext)\(\s*({_LITERAL}(?:\s*,\s*{_LITERAL})*)", re.DOTALL)


@dataclass(frozen=True)
class Key:
    """What a translation is found by: context ("" where none), the sentence, and its plural ("" where none)."""

    context: str
    sentence: str
    plural: str = ""


@dataclass
class Marked:
    """Every marked sentence with the places that use it, and the marks that no translation can ever match."""

    places: dict[Key, list[str]] = field(default_factory=lambda: defaultdict(list))
    unusable: list[str] = field(default_factory=list)


def marked_strings(package: Path) -> Marked:
    """All marked sentences below `package`; places are written as path:line."""
    found = Marked()
    for path in sorted(package.rglob("*.py")):
        _read_python(path, str(path.relative_to(package)), found)
    for path in sorted(package.rglob("templates/**/*.*")):
        if path.suffix in {".html", ".txt"}:
            _read_template(path, str(path.relative_to(package)), found)
    return found


def _read_python(path: Path, shown: str, found: Marked) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name not in MARKS:
            continue
        place = f"{shown}:{node.lineno}"
        if any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in node.args):
            found.unusable.append(f"{place}: an f-string or a sum of strings cannot be translated")
            continue
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        _add(name, texts, place, found)


def _read_template(path: Path, shown: str, found: Marked) -> None:
    blanked = templatize(path.read_text(encoding="utf-8"), origin=shown)
    for call in _CALL.finditer(blanked):
        texts = list(ast.literal_eval(f"({call[2]},)"))
        _add(call[1], texts, f"{shown}:{blanked.count(chr(10), 0, call.start()) + 1}", found)


def _add(name: str, texts: list[str], place: str, found: Marked) -> None:
    has_context, forms = MARKS[name]
    if len(texts) < has_context + forms:
        return  # a variable: whatever it holds is marked where it is written
    context = texts[0] if has_context else ""
    sentence, *plural = texts[has_context : has_context + forms]
    if sentence:
        found.places[Key(context, sentence, plural[0] if plural else "")].append(place)
