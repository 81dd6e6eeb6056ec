"""Compiles the Indonesian fragments into the one catalogue that Django and the command line read, and checks them.

The fragments (src/payung/locale/id/LC_MESSAGES/*.po, one for each part) are the source; `django.mo` is made from them
and committed, the same bytes on every machine.
"""

import argparse
import re
import struct
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileParser
from marked_strings import Key, Marked, marked_strings

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "payung"
FOLDER = PACKAGE / "locale" / "id" / "LC_MESSAGES"
HEADER = (
    "Language: id\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"
)
_PERCENT = re.compile(r"%(?:%|(?:\(\w+\))?[#0\-+]*\d*(?:\.\d+)?[sdifrxg])")
_MO_MAGIC = 0x950412DE


@dataclass(frozen=True)
class Entry:
    """One translation of a fragment."""

    key: Key
    text: str
    fuzzy: bool
    place: str


class _Recorder(Catalog):
    """A catalogue that also keeps repeated entries, which an ordinary one silently drops."""

    def __init__(self) -> None:
        super().__init__(locale="id")
        self.recorded: list[Message] = []

    def __setitem__(self, id: str | tuple[str, ...] | list[str], message: Message) -> None:
        if message.id:
            self.recorded.append(message)
        super().__setitem__(id, message)


def fragments(folder: Path) -> list[Entry]:
    """All entries of all fragments, in the order of their files. Raises PoFileError on a malformed one."""
    entries = []
    for path in sorted(folder.glob("*.po")):
        recorder = _Recorder()
        with path.open(encoding="utf-8") as file:
            PoFileParser(recorder, abort_invalid=True).parse(file)
        entries += [_entry(message, path.name) for message in recorder.recorded]
    return entries


def _entry(message: Message, name: str) -> Entry:
    ids = message.id if isinstance(message.id, tuple | list) else (message.id, "")
    texts = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    return Entry(Key(message.context or "", ids[0], ids[1]), texts[0], message.fuzzy, f"{name}:{message.lineno}")


def compiled(texts: Mapping[Key, str]) -> bytes:
    """The catalogue in gettext's binary form: sorted, without dates or the names of tools."""
    pairs = {b"": HEADER.encode()}
    for key, text in texts.items():
        name = f"{key.context}\4{key.sentence}" if key.context else key.sentence
        pairs[(f"{name}\0{key.plural}" if key.plural else name).encode()] = text.encode()
    ordered = sorted(pairs.items())
    start = 28 + 16 * len(ordered)
    tables, data = [], bytearray()
    for column in (0, 1):
        for pair in ordered:
            tables.append(struct.pack("<II", len(pair[column]), start + len(data)))
            data += pair[column] + b"\0"
    head = struct.pack("<7I", _MO_MAGIC, 0, len(ordered), 28, 28 + 8 * len(ordered), 0, start)
    return head + b"".join(tables) + bytes(data)


def problems(marked: Marked, entries: Iterable[Entry]) -> list[str]:
    """Every way in which sentences and translations do not fit, one line each."""
    lines = list(marked.unusable)
    first: dict[Key, Entry] = {}
    for entry in entries:
        lines += _problems_of(entry, marked)
        known = first.setdefault(entry.key, entry)
        if known.text != entry.text:
            lines.append(f"{entry.place}: translated otherwise at {known.place}: {_short(entry.key)}")
    plain = {(key.context, key.sentence): entry for key, entry in first.items()}
    for key, places in marked.places.items():
        other = plain.get((key.context, key.sentence))
        if key not in first and other is not None and not key.plural:
            continue  # gettext finds the singular of a plural entry as well
        if key not in first:
            lines.append(f"{places[0]}: no translation: {_short(key)}")
    return lines


def _problems_of(entry: Entry, marked: Marked) -> list[str]:
    key, lines = entry.key, []
    if not entry.text:
        lines.append(f"{entry.place}: empty translation: {_short(key)}")
    elif _places_in(key.plural or key.sentence) != _places_in(entry.text):
        lines.append(f"{entry.place}: other placeholders than its sentence: {_short(key)}")
    if entry.fuzzy:
        lines.append(f"{entry.place}: marked fuzzy: {_short(key)}")
    if key not in marked.places:
        lines.append(f"{entry.place}: nobody uses: {_short(key)}")
    return lines


def _places_in(text: str) -> set[str]:
    """What is put into a sentence: {name}, %(name)s, %s."""
    percent = {found for found in _PERCENT.findall(text) if found != "%%"}
    try:
        return percent | {f"{{{name}}}" for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:  # a lone brace: no sentence for str.format
        return percent


def _short(key: Key) -> str:
    return key.sentence if len(key.sentence) < 90 else key.sentence[:87] + "..."


def main() -> int:
    """`compile` writes the catalogue; `check` says what does not fit and returns 1 then."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["compile", "check"])
    command = parser.parse_args().command
    entries = fragments(FOLDER)
    made = compiled({entry.key: entry.text for entry in reversed(entries)})
    catalogue = FOLDER / "django.mo"
    if command == "compile":
        catalogue.write_bytes(made)
        sys.stdout.write(f"{len({entry.key for entry in entries})} sentences in {catalogue.name}\n")
        return 0
    lines = problems(marked_strings(PACKAGE), entries)
    if not catalogue.exists() or catalogue.read_bytes() != made:
        lines.append("django.mo is not made from these fragments: run make translations")
    sys.stdout.write("".join(f"{line}\n" for line in lines) or "translations complete\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
