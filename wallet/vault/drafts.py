"""Pathways that are still being written: kept beside the settings, one row each.

A draft is its owner's own unfinished work. It is no pathway: nothing evaluates it, and it is
never handed on with the pathways that the learner follows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wallet.errors import InputError
from wallet.vault.database import Database
from wallet.vault.interface import Changes
from wallet.vault.stamps import text_of, uuid7

AREA = "drafts"
_PREFIX = "pathway_draft/"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """One draft as it was put away."""

    id: str
    changed_at: str
    """ISO 8601, UTC."""
    document: Mapping[str, Any]
    base: Mapping[str, Any] | None
    """The version that it is to replace."""


def save(database: Database, draft: KeptDraft, now: datetime) -> Changes:
    """Keep a draft in the place of what was kept under its id."""
    value = {"at": text_of(now), "document": draft.document, "base": draft.base}
    with database.write(now) as stamp:
        database.run(
            """INSERT INTO settings VALUES(?, ?, ?, ?) ON CONFLICT(name)
            DO UPDATE SET value = excluded.value, stamp = excluded.stamp""",
            (_PREFIX + draft.id, uuid7(now), stamp, json.dumps(value)),
        )
    return Changes(areas=frozenset({AREA}))


def remove(database: Database, draft_id: str, now: datetime) -> Changes:
    """Forget a draft.

    Raises:
        InputError: ``unknown_draft``.
    """
    with database.write(now):
        gone = database.run("DELETE FROM settings WHERE name = ?", (_PREFIX + draft_id,))
        if not gone:
            raise InputError("unknown_draft")
    return Changes(areas=frozenset({AREA}))


def drafts(database: Database) -> tuple[KeptDraft, ...]:
    """All of them, the one that was changed last first; what is no draft is passed over."""
    rows = database.all("SELECT name, value FROM settings ORDER BY stamp DESC")
    found = (
        _read(name.removeprefix(_PREFIX), value)
        for name, value in rows
        if name.startswith(_PREFIX)
    )
    return tuple(one for one in found if one is not None)


def draft(database: Database, draft_id: str) -> KeptDraft:
    """The draft of that id.

    Raises:
        InputError: ``unknown_draft``.
    """
    for one in drafts(database):
        if one.id == draft_id:
            return one
    raise InputError("unknown_draft")


def _read(draft_id: str, value: str) -> KeptDraft | None:
    kept = json.loads(value)
    if not isinstance(kept, dict) or not isinstance(kept.get("document"), dict):
        return None
    base = kept.get("base")
    return KeptDraft(
        id=draft_id,
        changed_at=str(kept.get("at", "")),
        document=kept["document"],
        base=base if isinstance(base, dict) else None,
    )
