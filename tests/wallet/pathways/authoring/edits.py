"""What a writer may do to a draft, in any order."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from wallet.pathways.authoring import (
    ABOUT,
    ROOT,
    RULES,
    SLOT,
    Draft,
    Move,
    Path,
    add_group,
    add_rule,
    add_slot,
    loose,
    move,
    place,
    remove,
    tree_of,
    type_into,
)

TYPES = sorted(RULES)


def positions(draft: Draft) -> list[Path]:
    """Everything that can be moved."""
    found: list[Path] = []

    def walk(path: Path, part: Any) -> None:
        for index, one in enumerate(part.get("of") or ()):
            at = (*path, "of", index)
            found.append(at)
            if isinstance(one, dict):
                walk(at, one)

    walk(ROOT, tree_of(draft))
    found += [("slots", index) for index in loose(draft)]
    return found + [("rules", index) for index, _ in enumerate(draft.at(("rules",)) or ())]


ARRANGING = st.one_of(
    st.tuples(st.just("move"), st.integers(0, 30), st.sampled_from(list(Move))),
    st.tuples(st.just("place"), st.integers(0, 30), st.integers(0, 5)),
)
EDITS = st.one_of(
    ARRANGING,
    st.tuples(st.just("remove"), st.integers(0, 30), st.just(0)),
    st.tuples(st.just("slot"), st.integers(0, 9), st.just(0)),
    st.tuples(st.just("group"), st.integers(0, 9), st.just(0)),
    st.tuples(st.just("rule"), st.integers(0, 60), st.just(0)),
    st.tuples(st.just("type"), st.integers(0, 30), st.sampled_from(["", "x", "2.5", "3"])),
)


def edited(draft: Draft, edit: Any) -> Draft:
    """One edit of any kind, wherever it is possible."""
    kind, number, value = edit
    there = positions(draft) or [ROOT]
    at = there[number % len(there)]
    insides = [
        ROOT,
        *[one for one in there if isinstance(draft.at(one), dict) and one[0] == "tree"],
    ]
    group = insides[number % len(insides)]
    if kind == "type":
        form = SLOT if at[0] == "slots" else ABOUT[number % 2]
        return type_into(draft, at if at[0] == "slots" else (), form.fields[0], value)
    made = {
        "move": lambda: move(draft, at, value).draft,
        "place": lambda: (
            place(draft, at, group, int(value or 0)).draft if at[0] == "tree" else draft
        ),
        "remove": lambda: remove(draft, at),
        "slot": lambda: add_slot(draft, f"Slot {number}", "en", group).draft,
        "group": lambda: add_group(draft, group).draft,
        "rule": lambda: add_rule(draft, TYPES[number % len(TYPES)]).draft,
    }  # fmt: skip
    return made[kind]()
