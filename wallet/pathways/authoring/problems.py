"""What keeps a draft from being a pathway: everything, member by member, while it is written.

Rules
-----
1. One truth: only the strict reader (``wallet.pathways.read``) says what is wrong. It stops at
   the first thing, so each part is also read alone, in a document that is sound otherwise.
2. What only the parts together break is read from the whole, with the faulty parts replaced
   by sound ones.
3. A draft without a problem is exactly one that the reader takes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wallet.errors import InputError
from wallet.pathways.authoring.draft import Draft, Path
from wallet.pathways.document import Pathway
from wallet.pathways.reading import read

_MOST = 40
"""Problems of the whole that are looked for; nobody reads more."""
_STAND_IN = "urn:tessera:stand-in"
_SOUND: Mapping[str, Any] = {
    "format": "pathway/1",
    "id": _STAND_IN,
    "version": "1",
    "title": [{"lang": "en", "text": "-"}],
    "destination": {"kind": "other"},
    "credit": {"unit": "ECTS"},
}
_TOTAL = {"id": _STAND_IN, "type": "totalCredits", "min": "1"}
_PARTS = ("slots", "rules")
_ASIDE = frozenset((*_PARTS, "format", "proof"))
_NEEDED = ("id", "version", "title", "destination", "credit")
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong, and where."""

    member: str
    """As the reader names it, such as ``rules[2].min``."""
    reason: str

    @property
    def path(self) -> Path:
        """The same place, step by step."""
        return path_of(self.member)


@dataclass(frozen=True, slots=True, kw_only=True)
class Soundness:
    """What the reader says of a draft."""

    pathway: Pathway | None
    """None where there are problems."""
    problems: tuple[Problem, ...]


def member_of(path: Path) -> str:
    """A place as the reader names it."""
    made = ""
    for step in path:
        made += f"[{step}]" if isinstance(step, int) else f".{step}" if made else step
    return made


def path_of(member: str) -> Path:
    """The steps of a place that the reader named."""
    return tuple(
        int(number) if number else name for name, number in _STEP.findall(member) if member
    )


def look(draft: Draft) -> Soundness:
    """Whether a draft is a sound pathway, and everything that is wrong where it is not."""
    try:
        return Soundness(pathway=_read(draft.document), problems=())
    except InputError as first:
        parts = tuple(_of_parts(draft.document))
        found = (*parts, *_of_whole(draft.document, parts), _problem(first))
    return Soundness(pathway=None, problems=tuple(dict.fromkeys(found)))


def _read(document: Mapping[str, Any]) -> Pathway:
    return read(json.dumps(document, ensure_ascii=False).encode("utf-8", "replace"))


def _problem(error: InputError) -> Problem:
    member, reason = error.facts.get("member"), error.facts.get("reason")
    if isinstance(member, str) and isinstance(reason, str):
        return Problem(member=member, reason=reason)
    return Problem(member="", reason="too_long" if error.code == "too_large" else error.code)


def _refused(document: Mapping[str, Any]) -> Problem | None:
    try:
        _read(document)
    except InputError as error:
        return _problem(error)
    return None


# --- each part alone (rule 1) ----------------------------------------------------------------


def _of_parts(document: Mapping[str, Any]) -> Iterator[Problem]:
    for name in dict.fromkeys((*_NEEDED, *document)):
        if name in _ASIDE:
            continue
        found = _refused(_with(document, {name: document.get(name)}))
        if found is not None and found.path[:1] == (name,):
            yield found
    for name in _PARTS:
        for index, part in enumerate(document.get(name) or ()):
            found = _alone(document, name, index, part)
            if found is not None:
                yield found


def _alone(
    document: Mapping[str, Any], name: str, index: int, part: Mapping[str, Any]
) -> Problem | None:
    """What is wrong with one slot or rule by itself."""
    slots = _stubs(document, but=part.get("id") if name == "slots" else None)
    if name == "slots":
        made = _with(document, {}, [part, *slots])
        if part.get("designation", "required") != "required":
            made["slots"].append({"id": f"{_STAND_IN}:needed"})
    else:
        made = _with(document, {"owner": _owner(document), "rules": [part, _TOTAL]}, slots)
    found = _refused(made)
    if found is None or found.path[:2] != (name, 0):
        return None
    return Problem(member=member_of((name, index, *found.path[2:])), reason=found.reason)


def _with(
    document: Mapping[str, Any],
    members: Mapping[str, Any],
    slots: Sequence[Any] | None = None,
) -> dict[str, Any]:
    """A sound document but for these members."""
    found = [*_stubs(document)] if slots is None else [*slots]
    return {**_SOUND, **members, "slots": found or [{"id": _STAND_IN}]}


def _stubs(document: Mapping[str, Any], but: object = None) -> list[dict[str, Any]]:
    """Every slot of the draft, open to everything: what parts refer to is there."""
    ids = [one.get("id") for one in document.get("slots") or ()]
    sound = [one for one in dict.fromkeys(filter(_is_text, ids)) if one != but]
    return [{"id": one, "designation": "optional"} for one in sound]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _owner(document: Mapping[str, Any]) -> object:
    owner = document.get("owner")
    return owner if _refused(_with(document, {"owner": owner})) is None else {}


# --- the whole (rule 2) ----------------------------------------------------------------------


def _of_whole(document: Mapping[str, Any], parts: Sequence[Problem]) -> Iterator[Problem]:
    """What only the parts together break, one after the other."""
    faulty = {
        one.path[:2] if one.path[:1] and one.path[0] in _PARTS else one.path[:1]
        for one in parts
    }
    left = _Left(document, faulty)
    for _ in range(_MOST):
        found = _refused(left.document())
        if found is None:
            return
        yield left.original(found)
        if not left.mend(found):
            return


class _Left:
    """The draft without what is known to be wrong in it."""

    def __init__(self, document: Mapping[str, Any], faulty: set[Path]) -> None:
        self._head = {
            name: _SOUND.get(name, None) if (name,) in faulty else one
            for name, one in {**_SOUND, **document}.items()
            if name not in {"proof", *_PARTS} and one is not None
        }
        self._head = {name: one for name, one in self._head.items() if one is not None}
        self._slots = [
            (index, _stub(index, one) if ("slots", index) in faulty else one)
            for index, one in enumerate(document.get("slots") or ())
        ]
        self._rules = [
            (index, one)
            for index, one in enumerate(document.get("rules") or ())
            if ("rules", index) not in faulty
        ]

    def document(self) -> dict[str, Any]:
        """What is to be read."""
        slots, rules = ([one for _, one in listed] for listed in (self._slots, self._rules))
        return {**self._head, "slots": slots, "rules": rules}

    def original(self, problem: Problem) -> Problem:
        """The same problem where it stands in the draft."""
        path = problem.path
        if path[:1] and path[0] in _PARTS and len(path) > 1:
            listed = self._slots if path[0] == "slots" else self._rules
            place = int(path[1])
            index, _ = listed[place]
            path = (path[0], index, *path[2:])
        return Problem(member=member_of(path), reason=problem.reason)

    def mend(self, problem: Problem) -> bool:
        """Take out what was told, to see what else there is; False: that cannot be done."""
        path = problem.path
        if problem.reason.startswith("degree_"):
            self._head["destination"] = _SOUND["destination"]
            return True
        if path[:1] == ("rules",) and len(path) > 1:
            del self._rules[int(path[1])]
            return True
        if path[:1] == ("slots",) and len(path) > 1:
            index, slot = self._slots[int(path[1])]
            if problem.reason == "duplicate":
                del self._slots[int(path[1])]
            else:
                self._slots[int(path[1])] = index, _stub(index, slot)
            return True
        if path[:1] and path[0] in self._head and path[0] not in _SOUND:
            del self._head[str(path[0])]
            return True
        return False


def _stub(index: int, slot: Mapping[str, Any]) -> dict[str, Any]:
    name = slot.get("id")
    found = name if _is_text(name) else f"{_STAND_IN}:{index}"
    return {"id": found, "designation": "optional"}
