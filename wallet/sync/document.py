"""The shared document: what the owner ordered, merged by a CRDT (Yjs, through ``pycrdt``).

Parts, each a map from a name to a value; the newest value that a machine saw wins, and a value
of None is the mark that something is gone:

=============== ======================= =====================================================
``originals``   SHA-256 of a file       ``name``, ``blob`` (its file in the folder), ``by``
``bin``         credential id           when it was put into the bin, or None
``tags``        uid of the row          ``of`` (credential id), ``label``
``notes``       uid of the row          ``of``, ``at``; its text stands in ``texts``
``favourites``  credential id           true, or None
``collections`` uid of the row          ``name``, ``place``
``collected``   uid of the row          ``of``, ``in`` (uid of the collection), ``place``
=============== ======================= =====================================================

Rules
-----
1. The document is what the updates that count come to, in any order; it is never stored.
2. A note that two machines changed at once keeps the words of both.
3. A value of another shape is passed over: it was written by a machine of ours, but perhaps by
   a newer Tessera.
4. Words of another machine are cleaned and cut like typed ones where the document is read. It
   stays as it is, and all machines read the same out of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from wallet.encoding import own_words
from wallet.errors import InputError

if TYPE_CHECKING:
    from pycrdt import Doc, Map

PARTS = ("originals", "bin", "tags", "notes", "favourites", "collections", "collected")
_TEXTS = "texts"
_AT_ONCE = 500
"""Values in one update: so that no paper grows too large."""

_SHAPES: Mapping[str, tuple[str, ...]] = {
    "originals": ("name", "blob", "by"),
    "tags": ("of", "label"),
    "notes": ("of", "at"),
    "collections": ("name", "place"),
    "collected": ("of", "in", "place"),
}

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)
_FORMS: Mapping[str, re.Pattern[str]] = {
    "blob": re.compile(r"[89a-f][0-9a-f]{31}\.tessera-sync"),
    "place": re.compile(r"[0-9a-z]{1,500}"),
}
_LONGEST = 500
"""Characters of an id."""
LONGEST_TAG, LONGEST_NAME, LONGEST_NOTE = 60, 120, 20_000
_LONGEST_MERGED = 5 * LONGEST_NOTE
"""Of a note that several machines changed at once (rule 2)."""
_WORDS: Mapping[tuple[str, str], Callable[[str], str]] = {
    ("originals", "name"): own_words.file_name,
    ("tags", "label"): lambda text: own_words.line(text, LONGEST_TAG),
    ("collections", "name"): lambda text: own_words.line(text, LONGEST_NAME),
    ("notes", "text"): lambda text: own_words.paragraphs(text, _LONGEST_MERGED),
}
_YEARS = range(1970, 3000)
"""Of a moment: others do not survive a change of time zone, or thirty days more."""

Value = Mapping[str, str] | str | bool | None
Parts = Mapping[str, Mapping[str, Value]]


class Document:
    """The shared document as some updates make it."""

    def __init__(self, updates: Iterable[bytes], writer: str = "") -> None:
        """Made of ``updates``; ``writer`` names who may write into it, once only.

        An update that cannot be read changes nothing: one machine must not be able to keep
        the others from their exchange, nor from removing it.
        """
        from pycrdt import Doc, Map  # noqa: PLC0415 - lazily: only who has two machines

        # By default the id is 32 random bits; two machines must never write under one.
        digest = hashlib.sha256(writer.encode()).digest()
        left = list(updates)
        while True:
            self._doc: Doc[Any] = Doc(client_id=int.from_bytes(digest[:6]) + 1)
            self._maps: dict[str, Map[Any]] = {
                one: self._doc.get(one, type=Map) for one in (*PARTS, _TEXTS)
            }
            torn = self._add_all(left)
            if torn is None:
                break
            left = left[:torn] + left[torn + 1 :]  # it may have been taken in by half

    def _add_all(self, updates: list[bytes]) -> int | None:
        """Take in all that can be read; the number of one at which the library fell over."""
        for number, update in enumerate(updates):
            try:
                self.add(update)
            except InputError as problem:
                if "torn" in problem.facts:
                    return number
        return None

    def add(self, update: bytes) -> None:
        """Take in what another machine changed.

        Raises:
            InputError: ``sync_change_unreadable``.
        """
        try:
            self._doc.apply_update(update)
        except (ValueError, RuntimeError, TypeError):
            raise InputError("sync_change_unreadable") from None
        except BaseException as problem:
            if type(problem).__name__ != "PanicException":  # of the library; it has no module
                raise
            raise InputError("sync_change_unreadable", torn="yes") from None

    def read(self, part: str) -> dict[str, Value]:
        """A part, with the values that have the right shape; notes with their ``text``."""
        found: dict[str, Value] = {}
        for key, value in self._maps[part].items():
            if part == "notes" and isinstance(value, dict):
                value = {**value, "text": str(self._maps[_TEXTS].get(key, ""))}  # noqa: PLW2901
            if len(key) <= _LONGEST and _fits(part, value):
                found[key] = _cleaned(part, value)
        return found

    def write(self, wanted: Parts) -> tuple[bytes, ...]:
        """Bring values up to what is wanted; the updates that say so, none where all is so."""
        updates = []
        steps = iter(
            (part, key, value)
            for part, values in wanted.items()
            for known in (self.read(part),)
            for key, value in values.items()
            if key not in known or known[key] != value
        )
        while some := list(islice(steps, _AT_ONCE)):
            before = self._doc.get_state()
            with self._doc.transaction():
                for part, key, value in some:
                    self._set(part, key, value)
            updates.append(self._doc.get_update(before))
        return tuple(updates)

    def _set(self, part: str, key: str, value: Value) -> None:
        from pycrdt import Text  # noqa: PLC0415 - as above

        texts = self._maps[_TEXTS]
        if part != "notes":
            self._maps[part][key] = dict(value) if isinstance(value, Mapping) else value
            return
        if not isinstance(value, Mapping):
            self._maps[part][key] = None
            if key in texts:
                del texts[key]
            return
        self._maps[part][key] = {name: value[name] for name in _SHAPES["notes"]}
        if not isinstance(texts.get(key), Text):  # nor is what another machine put there
            texts[key] = Text("")
        for start, end, put in _edit(str(texts[key]), value["text"]):
            text = texts[key]
            if end > start:
                del text[start:end]
            if put:
                text.insert(start, put)


def _fits(part: str, value: object) -> bool:
    if value is None:
        return True
    match part:
        case "bin":
            return isinstance(value, str) and _is_moment(value)
        case "favourites":
            return value is True
        case _:
            return isinstance(value, dict) and all(
                isinstance(text := value.get(name), str) and _says(part, name, text)
                for name in _SHAPES[part]
            )


def _says(part: str, name: str, text: str) -> bool:
    if (part, name) in _WORDS:
        return bool(_WORDS[part, name](text))
    if name == "at":
        return _is_moment(text)
    return len(text) <= _LONGEST and (name not in _FORMS or bool(_FORMS[name].fullmatch(text)))


def _cleaned(part: str, value: Value) -> Value:
    if not isinstance(value, Mapping):
        return value
    return {
        name: _WORDS[part, name](text) if (part, name) in _WORDS else text
        for name, text in value.items()
    }


def _is_moment(text: str) -> bool:
    """Whether it is a moment, on a day that there is."""
    if _MOMENT.fullmatch(text) is None:
        return False
    try:
        return datetime.fromisoformat(text).year in _YEARS
    except ValueError:
        return False


def _edit(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """What lies between the common beginning and the common end, in UTF-8 bytes."""
    if old == new:
        return
    start = next(
        (at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b),
        min(len(old), len(new)),
    )
    most = min(len(old), len(new)) - start
    end = next(
        (at for at in range(most) if old[len(old) - 1 - at] != new[len(new) - 1 - at]), most
    )
    first = len(old[:start].encode())
    yield first, first + len(old[start : len(old) - end].encode()), new[start : len(new) - end]
