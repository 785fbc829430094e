"""Groups, slots and rules of a draft: added, arranged, taken away.

Rules
-----
1. A *position* is where something stands in the document: ``("tree", "of", 0)`` is the first
   in the outermost group, ``("slots", 2)`` a slot that stands in no group, ``("rules", 1)`` a
   rule. Each move says where the thing stands afterwards.
2. Arranging never loses anything: a group that goes away leaves what stood in it in its
   place; a slot goes away only where it is removed itself.
3. What a rule says of a slot that is gone stays as it was, and is told as a problem: to take it
   out could make a narrow rule a wide one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from wallet.pathways.authoring.draft import Draft, Path, insert, moved, put, unset

ROOT: Path = ("tree",)


class Move(StrEnum):
    """Where to, by keyboard."""

    UP = "up"
    DOWN = "down"
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """A draft, and where the thing that was arranged now stands."""

    draft: Draft
    at: Path


# --- looking ---------------------------------------------------------------------------------


def slots_of(draft: Draft) -> list[Mapping[str, Any]]:
    """The slots, in the order of the document."""
    return list(draft.at(("slots",)) or ())


def slot_index(draft: Draft, slot_id: object) -> int | None:
    """Which slot has that id."""
    ids = [one.get("id") for one in slots_of(draft)]
    return ids.index(slot_id) if slot_id in ids else None


def slot_path(draft: Draft, position: Path) -> Path | None:
    """The slot that stands at a position; None where a group or nothing does."""
    found = draft.at(position)
    if position[:1] == ("slots",):
        return position if found is not None else None
    index = slot_index(draft, found) if isinstance(found, str) else None
    return None if index is None else ("slots", index)


def tree_of(draft: Draft) -> Mapping[str, Any]:
    """The groups; where the document has none, the one that the reader takes it to mean."""
    tree = draft.at(ROOT)
    if isinstance(tree, Mapping):
        return tree
    listed = slots_of(draft)
    needed = [
        one.get("id") for one in listed if one.get("designation", "required") == "required"
    ]
    return {"op": "all", "of": needed or [one.get("id") for one in listed]}


def with_tree(draft: Draft) -> Draft:
    """The draft with its groups written down."""
    return draft if draft.at(ROOT) is not None else put(draft, ROOT, dict(tree_of(draft)))


def named_in(part: object) -> Iterator[str]:
    """Ids of the slots that a group refers to, also in its groups."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for one in part.get("of") or ():
            yield from named_in(one)


def loose(draft: Draft) -> Iterator[int]:
    """Places of the slots that stand in no group."""
    named = set(named_in(tree_of(draft)))
    for index, one in enumerate(slots_of(draft)):
        if one.get("id") not in named:
            yield index


def free_name(wanted: str, taken: Collection[object]) -> str:
    """A short name out of a title that nothing else has."""
    plain = unicodedata.normalize("NFKD", wanted.casefold())
    name = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    name = name[:40] or "part"
    number = 2
    found = name
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found


# --- adding ----------------------------------------------------------------------------------


def add_slot(draft: Draft, title: str, lang: str, group: Path = ROOT) -> Arranged:
    """A required slot of that title at the end of a group."""
    draft = with_tree(draft)
    taken = {one.get("id") for one in slots_of(draft)} | set(_group_ids(tree_of(draft)))
    name = free_name(title, taken)
    made: dict[str, Any] = {"id": name, "designation": "required"}
    if title:
        made["title"] = [{"lang": lang, "text": title}]
    draft = insert(draft, ("slots",), len(slots_of(draft)), made)
    return _inserted(draft, group, _count(draft, group), name)


def add_group(draft: Draft, group: Path = ROOT) -> Arranged:
    """An empty group at the end of another one."""
    draft = with_tree(draft)
    return _inserted(draft, group, _count(draft, group), {"op": "all", "of": []})


def add_rule(draft: Draft, type_: str) -> Arranged:
    """A rule without its parameters, after the others."""
    rules = list(draft.at(("rules",)) or ())
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type_)
    name = free_name(plain, {one.get("id") for one in rules})
    draft = insert(draft, ("rules",), len(rules), {"id": name, "type": type_})
    return Arranged(draft=draft, at=("rules", len(rules)))


def _group_ids(part: object) -> Iterator[object]:
    if isinstance(part, Mapping):
        yield part.get("id")
        for one in part.get("of") or ():
            yield from _group_ids(one)


def _count(draft: Draft, group: Path) -> int:
    return len(draft.at((*group, "of")) or ())


def _inserted(draft: Draft, group: Path, index: int, value: object) -> Arranged:
    return Arranged(draft=insert(draft, (*group, "of"), index, value), at=(*group, "of", index))


# --- taking away -----------------------------------------------------------------------------


def remove(draft: Draft, position: Path) -> Draft:
    """Without the slot, group or rule that stands there (rules 2 and 3)."""
    if position[:1] == ("rules",):
        return unset(draft, position)
    if position[:1] == ("slots",):
        return _without_slot(draft, position)
    found = draft.at(position)
    if position == ROOT or found is None:
        return draft
    if isinstance(found, str):
        draft = _without_part(draft, position)
        slot = slot_path(draft, ("slots", slot_index(draft, found) or 0))
        still = found in set(named_in(tree_of(draft)))
        known = slot_index(draft, found) is not None
        return draft if still or not known or slot is None else _without_slot(draft, slot)
    above, index = position[:-1], int(position[-1])
    listed = list(draft.at(above) or ())
    inside = [one for one in found.get("of") or () if one not in listed]
    return put(draft, above, [*listed[:index], *inside, *listed[index + 1 :]])


def _without_slot(draft: Draft, path: Path) -> Draft:
    gone = draft.at((*path, "id"))
    draft = unset(draft, path)
    for index, one in enumerate(slots_of(draft)):
        beside = one.get("reuseWith") or []
        if gone in beside:
            left = [name for name in beside if name != gone]
            at: Path = ("slots", index, "reuseWith")
            draft = put(draft, at, left) if left else unset(draft, at)
    return draft


def _without_part(draft: Draft, position: Path) -> Draft:
    above, index = position[:-1], int(position[-1])
    listed = list(draft.at(above) or ())
    return put(draft, above, [*listed[:index], *listed[index + 1 :]])


# --- arranging -------------------------------------------------------------------------------


def place(draft: Draft, position: Path, group: Path, index: int) -> Arranged:
    """What stands at a position, as number ``index`` of a group (counted before the move)."""
    same = Arranged(draft=draft, at=position)
    if group[: len(position)] == position or position == ROOT:
        return same  # into itself
    draft = with_tree(draft)
    value = draft.at(position)
    if position[:1] == ("slots",):
        value = draft.at((*position, "id"))
        return _inserted(draft, group, index, value) if isinstance(value, str) else same
    if not isinstance(draft.at(group), Mapping) or value is None:
        return same
    if isinstance(value, str) and position[:-2] != group and value in draft.at((*group, "of")):
        return same  # it stands there already
    if position[:-2] == group:
        to = index - (index > int(position[-1]))
        return Arranged(
            draft=moved(draft, position[:-1], int(position[-1]), to), at=(*position[:-1], to)
        )
    draft = _without_part(draft, position)
    return _inserted(draft, _after(group, position), index, value)


def _after(group: Path, gone: Path) -> Path:
    """A group's position once ``gone``, which stood before or beside it, is not there."""
    at = len(gone) - 1
    above = group[:at] == gone[:-1] and len(group) > at
    if above and isinstance(group[at], int) and int(group[at]) > int(gone[-1]):
        return (*group[:at], int(group[at]) - 1, *group[at + 1 :])
    return group


def take_out(draft: Draft, position: Path) -> Arranged:
    """A slot that stands in a group, beside the groups."""
    slot = slot_path(draft, position)
    if slot is None or position[:1] == ("slots",):
        return Arranged(draft=draft, at=position)
    return Arranged(draft=_without_part(with_tree(draft), position), at=slot)


def move(draft: Draft, position: Path, to: Move) -> Arranged:
    """One step by keyboard; where there is no such step nothing changes."""
    if position[:1] in {("rules",), ("slots",)}:
        return _move_listed(draft, position, to)
    if position == ROOT or not position:
        return Arranged(draft=draft, at=position)
    draft = with_tree(draft)
    group, index = position[:-2], int(position[-1])
    listed = draft.at(position[:-1]) or []
    if to is Move.IN:
        return _move_in(draft, position, listed)
    if to is Move.OUT:
        if group == ROOT:
            return take_out(draft, position)
        return place(draft, position, group[:-2], int(group[-1]) + 1)
    beside = max(index - 1, 0) if to is Move.UP else min(index + 2, len(listed))
    return place(draft, position, group, beside)


def _move_in(draft: Draft, position: Path, listed: list[Any]) -> Arranged:
    """Into the group that stands before it, else into the one after it."""
    group, index = position[:-2], int(position[-1])
    for beside in (index - 1, index + 1):
        if 0 <= beside < len(listed) and isinstance(listed[beside], Mapping):
            into = (*group, "of", beside)
            end = 0 if beside > index else _count(draft, into)
            return place(draft, position, into, end)
    return Arranged(draft=draft, at=position)


def _move_listed(draft: Draft, position: Path, to: Move) -> Arranged:
    """Rules among each other; a slot beside the groups into the outermost one."""
    listed, index = draft.at(position[:-1]) or [], int(position[-1])
    if position[:1] == ("slots",):
        if to is Move.IN:
            return place(draft, position, ROOT, len(tree_of(draft).get("of") or ()))
        return Arranged(draft=draft, at=position)
    step = {Move.UP: -1, Move.DOWN: 1}.get(to, 0)
    if not step or not 0 <= index + step < len(listed):
        return Arranged(draft=draft, at=position)
    draft = moved(draft, position[:-1], index, index + step)
    return Arranged(draft=draft, at=(*position[:-1], index + step))


def rename(draft: Draft, path: Path, name: str) -> Draft:
    """Another short name for a slot, everywhere where it is named."""
    old = draft.at((*path, "id"))
    draft = put(draft, (*path, "id"), name)
    if path[:1] != ("slots",) or not isinstance(old, str) or not name.strip():
        return draft
    tree = draft.at(ROOT)
    if tree is not None:
        draft = put(draft, ROOT, _renamed(tree, old, name, {"of"}))
    members = {"scope", "slot", "a", "b", "reuseWith"}
    for part in ("slots", "rules"):
        if draft.at((part,)) is not None:
            told = [_renamed(one, old, name, members) for one in draft.at((part,))]
            draft = put(draft, (part,), told)
    return draft


def named_after_title(
    before: Draft, after: Draft, path: Path, known: Collection[str] = frozenset()
) -> Draft:
    """A slot whose short name came from its title gets one from its new title.

    Args:
        before: with the old title.
        after: with the new one.
        path: of the slot.
        known: short names that stay as they are.
    """
    name = after.at((*path, "id"))
    taken = {one.get("id") for one in slots_of(after)} - {name}
    if name in known or name != free_name(_any_title(before, path), taken):
        return after
    return rename(after, path, free_name(_any_title(after, path), taken))


def _any_title(draft: Draft, path: Path) -> str:
    listed = draft.at((*path, "title")) or [{}]
    return str(listed[0].get("text", ""))


def _renamed(part: Any, old: str, new: str, members: Collection[str]) -> Any:
    """An object with a slot's id replaced where ``members`` name one."""
    if isinstance(part, list):
        return [new if one == old else _renamed(one, old, new, members) for one in part]
    if not isinstance(part, Mapping):
        return part
    return {
        key: (new if one == old else _renamed(one, old, new, members))
        if key in members
        else one
        for key, one in part.items()
    }
