"""Skills of a draft: addresses, each with the name that the document gives it.

A reader knows a skill by its address alone. The name goes along in ``labels``, so that who has
no framework of skills still reads what is asked; it leaves with the last use of the address.
"""

from __future__ import annotations

import json

from wallet.credential import Text
from wallet.pathways.authoring.draft import Draft, Path, insert, put, set_text, unset

_LABELS = ("labels",)


def add_skill(draft: Draft, at: Path, address: str, label: Text | None = None) -> Draft:
    """The draft with one more skill in the list ``at``, and what it is called."""
    there = draft.at(at)
    before = there if isinstance(there, list) else []
    if address in before:
        return draft
    made = put(draft, at, [*before, address])
    if label is None:
        return made
    rows = made.at(_LABELS) or []
    found = next((place for place, one in enumerate(rows) if one.get("id") == address), None)
    if found is None:
        named = [{"lang": label.lang, "text": label.text}]
        return insert(made, _LABELS, len(rows), {"id": address, "label": named})
    known = {one.get("lang") for one in rows[found].get("label") or ()}
    where = (*_LABELS, found, "label")
    return made if label.lang in known else set_text(made, where, label.lang, label.text)


def remove_skill(draft: Draft, at: Path, address: str) -> Draft:
    """The draft without a skill in the list ``at``."""
    left = [one for one in draft.at(at) or () if one != address]
    made = put(draft, at, left) if left else unset(draft, at)
    if _is_used(made, address):
        return made
    rows = [one for one in made.at(_LABELS) or () if one.get("id") != address]
    if len(rows) == len(made.at(_LABELS) or ()):
        return made
    return put(made, _LABELS, rows) if rows else unset(made, _LABELS)


def _is_used(draft: Draft, address: str) -> bool:
    others = {name: one for name, one in draft.document.items() if name != _LABELS[0]}
    return json.dumps(address) in json.dumps(others)
