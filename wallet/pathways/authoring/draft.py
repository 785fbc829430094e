"""A pathway document while it is written: nothing is ever changed in place.

Rules
-----
1. A draft *is* its document: what is not touched comes out as it went in, member by member.
2. An edit gives a new draft and shares every part that it did not touch. It drops the
   signature, which no longer holds.
3. A draft may say what no document may: whether it is sound is asked of the strict reader
   alone (``problems``).
4. An object that an edit leaves empty goes away itself; the document and what stands in a
   list stay.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from wallet.encoding import strict_json
from wallet.errors import InputError
from wallet.pathways.reading import read

Step: TypeAlias = str | int
Path: TypeAlias = tuple[Step, ...]
"""Where something stands, such as ``("rules", 2, "min")``."""

_LISTS = ("slots", "rules", "labels")
_OBJECTS = ("owner", "destination", "credit", "signoff", "tree")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """``document`` is never changed: edits make new ones."""

    document: Mapping[str, Any]

    def at(self, path: Path) -> Any:
        """What stands there; None where nothing does."""
        found: Any = self.document
        for step in path:
            if isinstance(found, Mapping):
                found = found.get(str(step)) if isinstance(step, str) else None
            elif isinstance(found, list) and isinstance(step, int):
                found = found[step] if 0 <= step < len(found) else None
            else:
                return None
        return found

    def to_bytes(self) -> bytes:
        """The document as a file holds it."""
        return json.dumps(self.document, ensure_ascii=False, indent=2).encode()


def opened(data: bytes) -> Draft:
    """The draft of a document that somebody published.

    Raises:
        InputError: what ``wallet.pathways.read`` refuses.
    """
    return Draft(document=read(data).document)


def kept(data: bytes) -> Draft:
    """A draft as it was put away, which need not be sound.

    Raises:
        InputError: ``malformed_json``, ``too_deep``, ``too_large``, ``draft_unreadable``.
    """
    document = strict_json.loads(data)
    if not isinstance(document, dict) or not _has_shape(document):
        raise InputError("draft_unreadable")
    return Draft(document=document)


def _has_shape(document: Mapping[str, Any]) -> bool:
    lists = [document.get(name) for name in _LISTS if document.get(name) is not None]
    objects = [document.get(name) for name in _OBJECTS if document.get(name) is not None]
    return all(
        isinstance(one, list) and all(isinstance(part, dict) for part in one) for one in lists
    ) and all(isinstance(one, dict) for one in objects)


# --- edits -----------------------------------------------------------------------------------


def put(draft: Draft, path: Path, value: Any) -> Draft:
    """The draft with ``value`` there; objects on the way are made where they are missing."""
    return _edited(draft, _put(draft.document, path, value))


def unset(draft: Draft, path: Path) -> Draft:
    """The draft without the member or element that stands there (rule 4)."""
    if draft.at(path) is None and not _is_there(draft, path):
        return draft
    return _edited(draft, _unset(draft.document, path))


def insert(draft: Draft, path: Path, index: int, value: Any) -> Draft:
    """The draft with one more element in the list at ``path``."""
    before = draft.at(path) or []
    return put(draft, path, [*before[:index], value, *before[index:]])


def moved(draft: Draft, path: Path, index: int, to: int) -> Draft:
    """The draft with one element of the list at ``path`` in another place of it."""
    listed = list(draft.at(path) or ())
    if not (0 <= index < len(listed) and 0 <= to < len(listed)) or index == to:
        return draft
    listed.insert(to, listed.pop(index))
    return put(draft, path, listed)


def set_text(draft: Draft, path: Path, lang: str, text: str) -> Draft:
    """The draft with a text in one language; empty takes that language out."""
    there = draft.at(path)
    before = [one for one in there if isinstance(one, Mapping)] if _is_list(there) else []
    after = [
        {**one, "text": text} if one.get("lang") == lang else one
        for one in before
        if one.get("lang") != lang or text
    ]
    if text and lang not in {one.get("lang") for one in before}:
        after.append({"lang": lang, "text": text})
    if after == before:
        return draft
    return put(draft, path, after) if after else unset(draft, path)


def _is_list(value: object) -> bool:
    return isinstance(value, list)


def _edited(draft: Draft, document: Mapping[str, Any]) -> Draft:
    if document == draft.document:
        return draft
    return Draft(document={key: one for key, one in document.items() if key != "proof"})


def _is_there(draft: Draft, path: Path) -> bool:
    above = draft.at(path[:-1])
    return isinstance(above, Mapping) and path[-1] in above


def _put(part: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return [
            _put(one, rest, value) if place == step else one for place, one in enumerate(part)
        ]
    before = part if isinstance(part, Mapping) else {}
    return {**before, step: _put(before.get(step), rest, value)}


def _unset(part: Any, path: Path) -> Any:
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return [
            _unset(one, rest) if place == step else one
            for place, one in enumerate(part)
            if rest or place != step
        ]
    left = {key: one for key, one in part.items() if key != step or rest}
    if rest and isinstance(left.get(step), Mapping | list):
        left[step] = _unset(left[step], rest)
        if not left[step]:  # rule 4
            del left[step]
    return left
