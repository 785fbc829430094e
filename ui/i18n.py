"""The window's language: gettext catalogues from ``resources/i18n/*.po``, compiled in memory.

English needs no catalogue: its sentences are the msgids. A sentence that a catalogue lacks is
shown in English, so a missing translation is visible but never empty.

The catalogues are read here and not by babel, which takes five times as long over them at
every start. What is read is what ``tools.catalogues`` writes; the tests hold both readers
against each other.
"""

from __future__ import annotations

import gettext
import io
import re
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "i18n"
SOURCE_LANGUAGE = "en"


def available(folder: Path = FOLDER) -> tuple[str, ...]:
    """Languages that the window speaks, English first."""
    others = sorted(one.stem for one in _files(folder) if one.suffix == ".po")
    return (SOURCE_LANGUAGE, *(one for one in others if one != SOURCE_LANGUAGE))


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def choose(wanted: str, system: Sequence[str], folder: Path = FOLDER) -> str:
    """The language to speak: the person's choice, else the desktop's first that we have."""
    have = available(folder)
    for one in (wanted, *system):
        short = one.replace("_", "-").split("-")[0].lower()
        for candidate in (one, short):
            if candidate in have:
                return candidate
    return SOURCE_LANGUAGE


def load(language: str, folder: Path = FOLDER) -> gettext.NullTranslations:
    """The catalogue of a language; an empty one for English."""
    file = folder / f"{language}.po"
    if language == SOURCE_LANGUAGE or not file.is_file():
        return gettext.NullTranslations()
    return gettext.GNUTranslations(io.BytesIO(_packed(file.read_text(encoding="utf-8"))))


_PART = re.compile(
    r'^(msgid|msgid_plural|msgstr|msgstr\[\d\]) (".*"(?:\n".*")*)$', re.MULTILINE
)
_FUZZY = re.compile(r"^#,.*\bfuzzy\b", re.MULTILINE)
_ESCAPED = re.compile(r"\\(.)")
_SIGNS = {"n": "\n", "t": "\t", "r": "\r"}
_MAGIC, _HEAD = 0x950412DE, 28


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """What is said in a ``.po`` file: msgid and translation, forms parted by a zero."""
    for block in text.split("\n\n"):
        said = {name: _unquoted(quoted) for name, quoted in _PART.findall(block)}
        msgid = said.pop("msgid", None)
        if msgid is None or (msgid and _FUZZY.search(block)):
            continue
        plural = said.pop("msgid_plural", None)
        if all(said.values()):
            yield (
                msgid if plural is None else f"{msgid}\0{plural}",
                "\0".join(said[name] for name in sorted(said)),
            )


def _unquoted(quoted: str) -> str:
    text = "".join(line[1:-1] for line in quoted.split("\n"))
    return (
        _ESCAPED.sub(lambda sign: _SIGNS.get(sign[1], sign[1]), text) if "\\" in text else text
    )


def _packed(text: str) -> bytes:
    """The same as a ``.mo`` file, which the standard library reads (GNU gettext, 10.3)."""
    entries = sorted((one.encode(), other.encode()) for one, other in _entries(text))
    count = len(entries)
    start = _HEAD + 16 * count
    tables, strings = [], io.BytesIO()
    for column in (0, 1):
        for entry in entries:
            tables += [len(entry[column]), start + strings.tell()]
            strings.write(entry[column] + b"\0")
    head = struct.pack("<7I", _MAGIC, 0, count, _HEAD, _HEAD + 8 * count, 0, start)
    return head + struct.pack(f"<{4 * count}I", *tables) + strings.getvalue()
