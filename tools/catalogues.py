"""The catalogues of translations in ``resources/i18n``: kept up with the sentences of the code.

    python3 run.py strings                     bring every catalogue up to date, say what lacks
    python3 run.py strings new LANG            begin a catalogue
    python3 run.py strings missing LANG [FILE] what lacks, as JSON for a translator
    python3 run.py strings fill LANG FILE      take a translator's JSON back in

The translator's JSON is a list of objects with ``msgid``, for counted sentences ``plural``, and
``msgstr``: one text, or for counted sentences a list with as many forms as the language has.
Nothing that breaks a field or its mark-up is taken in.
"""

from __future__ import annotations

import ast
import functools
import json
import re
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
ROOMS = ("ui", "wallet")
_DATED = datetime(2026, 1, 1, tzinfo=UTC)
"""In every header: a date of the day would make each renewal a change."""

MARK_UP = re.compile(r"</?[a-z]+[^>]*>|&[a-z]+;|\n")


class Sentence(NamedTuple):
    """One sentence of the code."""

    msgid: str
    plural: str
    """The sentence for many; empty where nothing is counted."""
    place: str
    """The file where it stands first, relative to the repository."""


@functools.cache
def sentences(root: Path = ROOT) -> tuple[Sentence, ...]:
    """Every sentence given to ``tr`` or ``ntr``, in the order of files and lines."""
    found: dict[str, Sentence] = {}
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            for one in _of(path, path.relative_to(root).as_posix()):
                known = found.get(one.msgid)
                if known is None or (one.plural and not known.plural):
                    found[one.msgid] = one
    return tuple(found.values())


def _of(path: Path, place: str) -> Iterator[Sentence]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [getattr(one, "value", None) for one in node.args[:2]]
        match name, texts:
            case "tr", [str(msgid), *_] if msgid:
                yield Sentence(msgid, "", place)
            case "ntr", [str(msgid), str(plural)]:
                yield Sentence(msgid, plural, place)
            case _:
                pass


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue."""
    return tuple(sorted(one.stem for one in FOLDER.glob("*.po")))


def read(language: str) -> Catalog:
    """The catalogue of a language as it lies in the folder."""
    with (FOLDER / f"{language}.po").open("rb") as stream:
        return read_po(stream, locale=language)


def write(language: str, catalogue: Catalog) -> None:
    """Lays a catalogue into the folder, without lines or dates, so that real changes show."""
    with (FOLDER / f"{language}.po").open("wb") as stream:
        write_po(stream, catalogue, width=96, omit_header=False, include_lineno=False)


def renewed(old: Catalog | None, language: str) -> Catalog:
    """A catalogue with just the sentences of the code, translated where ``old`` knows how."""
    made = Catalog(
        locale=language, project="Tessera", charset="utf-8", fuzzy=False, creation_date=_DATED
    )
    made.header_comment = (
        f"# Tessera in {made.locale.english_name if made.locale else language}."
    )
    known = old or made
    for one in sentences():
        msgid: str | tuple[str, str] = (one.msgid, one.plural) if one.plural else one.msgid
        before = known.get(one.msgid)
        same = before is not None and before.pluralizable == bool(one.plural)
        text = before.string if before is not None and same and not before.fuzzy else None
        made.add(msgid, text, locations=[(one.place, 0)])
    return made


def lacking(catalogue: Catalog) -> list[Message]:
    """The sentences that are not, or not wholly, translated."""
    return [one for one in catalogue if one.id and not all(_texts(one))]


def _texts(message: Message) -> tuple[str, ...]:
    text = message.string
    return (text,) if isinstance(text, str) else tuple(text or ("",))


def faults(catalogue: Catalog) -> list[str]:
    """What is wrong with the translations that are there: fields, mark-up, number of forms."""
    found = []
    for one in catalogue:
        if not one.id or not any(_texts(one)):
            continue
        sources = tuple(one.id) if isinstance(one.id, list | tuple) else (one.id,)
        if one.pluralizable and len(_texts(one)) != catalogue.num_plurals:
            found.append(f"{sources[0]!r}: {catalogue.num_plurals} forms are wanted")
        for text in _texts(one):
            found += [f"{sources[0]!r}: {why}" for why in _broken(sources, text)]
    return found


def _broken(sources: tuple[str, ...], text: str) -> Iterator[str]:
    try:
        have = _fields(text)
    except ValueError:
        yield f"{text!r} cannot be said: a brace without its other half"
        return
    fields = [_fields(one) for one in sources]
    if extra := have - set[str]().union(*fields):
        yield f"{text!r} has a field of its own: {sorted(extra)}"
    # A form for exactly one thing may leave the number out; any other fact must be said.
    if lost := fields[0].intersection(*fields) - have - {"n"}:
        yield f"{text!r} lacks {sorted(lost)}"
    marks = sorted(MARK_UP.findall(text))
    if not any(sorted(MARK_UP.findall(one)) == marks for one in sources):
        yield f"{text!r} has other mark-up or line ends"


def _fields(text: str) -> set[str]:
    parts = string.Formatter().parse(text)
    return {f"{name}{spec or ''}" for _, name, spec, _ in parts if name is not None}


def fill(language: str, file: Path) -> list[str]:
    """Takes a translator's answers in; returns what was refused, and why."""
    catalogue = renewed(read(language), language)
    refused: list[str] = []
    for entry in json.loads(file.read_text(encoding="utf-8")):
        message = catalogue.get(entry["msgid"])
        if message is None:
            refused.append(f"{entry['msgid']!r}: not a sentence of the code")
            continue
        before, given = message.string, entry["msgstr"]
        message.string = tuple(given) if isinstance(given, list) else given
        alone = Catalog(locale=language)
        alone[entry["msgid"]] = message
        if isinstance(given, list) != message.pluralizable:
            why = [f"{entry['msgid']!r}: one text for one sentence, a list for a counted one"]
        else:
            why = faults(alone)
        if why:
            message.string = before
            refused += why
    write(language, catalogue)
    return refused


def main(arguments: list[str]) -> int:
    """Do what was asked; 1 where a catalogue lacks something or an answer was refused."""
    match arguments:
        case []:
            status = 0
            for language in languages():
                catalogue = renewed(read(language), language)
                write(language, catalogue)
                count, wrong = len(lacking(catalogue)), faults(catalogue)
                print(f"{language}: {len(catalogue)} sentences, {count} lacking")
                print(*wrong, sep="\n", end="\n" if wrong else "")
                status |= bool(count or wrong)
            return status
        case ["new", language]:
            write(language, renewed(None, language))
            return 0
        case ["missing", language, *rest]:
            catalogue = renewed(read(language), language)
            asked = [_asked(one) for one in lacking(catalogue)]
            text = json.dumps(asked, ensure_ascii=False, indent=1)
            if rest:
                Path(rest[0]).write_text(text + "\n", encoding="utf-8")
            else:
                print(text)
            return 0
        case ["fill", language, file]:
            refused = fill(language, Path(file))
            print(*refused, sep="\n", end="\n" if refused else "")
            return 1 if refused else 0
        case _:
            print(__doc__)
            return 2


def _asked(message: Message) -> dict[str, object]:
    place = message.locations[0][0] if message.locations else ""
    if isinstance(message.id, tuple):
        return {"msgid": message.id[0], "plural": message.id[1], "msgstr": [], "place": place}
    return {"msgid": message.id, "msgstr": "", "place": place}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
