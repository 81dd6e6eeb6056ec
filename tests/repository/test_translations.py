"""Every sentence a person reads is there in Indonesian, and the compiled catalogue is made from the fragments."""

import gettext
import importlib.util
import io
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

REPOSITORY = Path(__file__).parents[2]
TOOLS = REPOSITORY / "tools"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The tool itself, which is a program and no package."""
    sys.path.insert(0, str(TOOLS))
    try:
        spec = importlib.util.spec_from_file_location("translations", TOOLS / "translations.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules["translations"] = module
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(TOOLS))
    return module


@pytest.fixture
def small(tool, tmp_path):
    """A package of one module and one template, and a way to check fragments against it."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "a.py").write_text(
        'x = _("Hello %(name)s")\ny = ngettext("One row", "%(n)s rows", n)\nz = pgettext("verb", "Open")\n_(variable)\n'
    )
    (tmp_path / "templates" / "a.html").write_text(
        '{% load i18n %}{% translate "Open" as open %}\n'
        "{% blocktranslate count n=rows|length trimmed %}\n  One list\n{% plural %}\n  {{ n }} lists\n"
        "{% endblocktranslate %}"
    )
    full = {
        "Hello %(name)s": "Halo %(name)s",
        ("One row", "%(n)s rows"): "%(n)s baris",
        "verb\4Open": "Buka",
        "Open": "Terbuka",
        ("One list", "%(n)s lists"): "%(n)s daftar",
    }

    def check(changed: dict, *more: str) -> list[str]:
        folder = tmp_path / "po"
        folder.mkdir(exist_ok=True)
        (folder / "a.po").write_text(_fragment(full | changed))
        for place, text in enumerate(more):
            (folder / f"b{place}.po").write_text(text)
        return tool.problems(tool.marked_strings(tmp_path), tool.fragments(folder))

    return check


def _fragment(entries: dict) -> str:
    lines = ['msgid ""\nmsgstr "Language: id\\nContent-Type: text/plain; charset=UTF-8\\n"\n']
    for key, text in entries.items():
        if text is None:
            continue
        if isinstance(key, tuple):
            lines.append(f'msgid "{key[0]}"\nmsgid_plural "{key[1]}"\nmsgstr[0] "{text}"\n')
            continue
        context, _, sentence = key.rpartition("\4")
        lines.append((f'msgctxt "{context}"\n' if context else "") + f'msgid "{sentence}"\nmsgstr "{text}"\n')
    return "\n".join(lines)


def test_every_sentence_is_translated_and_the_catalogue_is_up_to_date():
    answer = subprocess.run(
        [sys.executable, TOOLS / "translations.py", "check"], cwd=REPOSITORY, capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_a_whole_translation_has_no_problems(small):
    assert small({}) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"Open": None}, "no translation: Open"),
        ({("One list", "%(n)s lists"): None}, "no translation: One list"),
        ({"Hello %(name)s": ""}, "empty translation"),
        ({"Hello %(name)s": "Halo %(nama)s"}, "other placeholders"),
        ({("One row", "%(n)s rows"): "satu baris"}, "other placeholders"),
        ({"Goodbye": "Sampai jumpa"}, "nobody uses: Goodbye"),
    ],
)
def test_what_does_not_fit_is_said(small, changed, said):
    (line,) = small(changed)
    assert said in line


def test_two_fragments_may_not_translate_one_sentence_differently(small):
    assert small({}, _fragment({"Open": "Terbuka"})) == []
    (line,) = small({}, _fragment({"Open": "Buka"}))
    assert "translated otherwise" in line


def test_a_sentence_built_by_an_f_string_is_found(tool, tmp_path):
    (tmp_path / "a.py").write_text('_(f"Hello {name}")\n')
    (line,) = tool.problems(tool.marked_strings(tmp_path), [])
    assert "a.py:1" in line


def test_the_catalogue_is_read_by_gettext_as_it_was_meant(tool):
    keys = {tool.Key("", "Open"): "Terbuka", tool.Key("verb", "Open"): "Buka", tool.Key("", "row", "rows"): "baris"}
    read = gettext.GNUTranslations(io.BytesIO(tool.compiled(keys)))
    assert (read.gettext("Open"), read.pgettext("verb", "Open")) == ("Terbuka", "Buka")
    assert [read.ngettext("row", "rows", n) for n in (1, 2)] == ["baris", "baris"]
    assert tool.compiled(dict(reversed(keys.items()))) == tool.compiled(keys)
