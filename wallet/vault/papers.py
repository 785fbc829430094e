"""Small documents of a wallet: pathways, the share ledger, settings."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from wallet.errors import InputError
from wallet.settings import Settings
from wallet.vault.database import Database
from wallet.vault.interface import Changes
from wallet.vault.stamps import text_of, uuid7

LONGEST_LOCK_SECONDS = 86_400
_MOST_DAYS = 3_650
_MOST_IDENTIFIERS, _LONGEST_IDENTIFIER = 20, 200


# --- pathways -------------------------------------------------------------------------------


def add_pathway(database: Database, pathway_id: str, data: bytes, now: datetime) -> Changes:
    """Keep a pathway document; one with the same id is replaced."""
    with database.write(now) as stamp:
        database.run(
            """INSERT INTO pathways VALUES(?, ?, ?, ?, ?) ON CONFLICT(pathway_id)
            DO UPDATE SET bytes = excluded.bytes, stamp = excluded.stamp""",
            (uuid7(now), stamp, pathway_id, text_of(now), data),
        )
    return Changes(areas=frozenset({"pathways"}))


def remove_pathway(database: Database, pathway_id: str, now: datetime) -> Changes:
    """Forget a pathway document.

    Raises:
        InputError: ``unknown_pathway``.
    """
    with database.write(now):
        if not database.run("DELETE FROM pathways WHERE pathway_id = ?", (pathway_id,)):
            raise InputError("unknown_pathway", id=pathway_id[:200])
        database.run("DELETE FROM facets WHERE facet = 'pathway' AND value = ?", (pathway_id,))
    return Changes(areas=frozenset({"pathways"}))


def pathways(database: Database) -> tuple[tuple[str, bytes], ...]:
    """The id and bytes of each kept pathway document, oldest first."""
    return tuple(database.all("SELECT pathway_id, bytes FROM pathways ORDER BY uid"))


# --- agreements -----------------------------------------------------------------------------


def add_agreement(
    database: Database, key: str, data: bytes, instead_of: Iterable[str], now: datetime
) -> Changes:
    """Keep an agreement under a name of its own, in the place of those of these names."""
    with database.write(now) as stamp:
        database.run_many(
            "DELETE FROM agreements WHERE agreement_id = ?", [(one,) for one in instead_of]
        )
        database.run(
            """INSERT INTO agreements VALUES(?, ?, ?, ?, ?) ON CONFLICT(agreement_id)
            DO UPDATE SET bytes = excluded.bytes, stamp = excluded.stamp""",
            (key, uuid7(now), stamp, text_of(now), data),
        )
    return Changes(areas=frozenset({"pathways"}))


def remove_agreement(database: Database, key: str, now: datetime) -> Changes:
    """Forget an agreement.

    Raises:
        InputError: ``unknown_agreement``.
    """
    with database.write(now):
        if not database.run("DELETE FROM agreements WHERE agreement_id = ?", (key,)):
            raise InputError("unknown_agreement")
    return Changes(areas=frozenset({"pathways"}))


def agreements(database: Database) -> tuple[tuple[str, bytes], ...]:
    """The name and bytes of each kept agreement, oldest first.

    The name is that of its text; of one that an older version kept, its id.
    """
    return tuple(database.all("SELECT agreement_id, bytes FROM agreements ORDER BY uid"))


# --- the share ledger -----------------------------------------------------------------------


def add_ledger_entry(database: Database, entry: dict[str, Any], now: datetime) -> Changes:
    """Keep what was shared: ``entry`` is its JSON."""
    with database.write(now) as stamp:
        database.run(
            "INSERT INTO ledger VALUES(?, ?, ?, ?)",
            (uuid7(now), stamp, text_of(now), json.dumps(entry, ensure_ascii=False)),
        )
    return Changes(areas=frozenset({"ledger"}))


def ledger(database: Database) -> tuple[dict[str, Any], ...]:
    """Everything that was shared, newest first, as JSON."""
    rows = database.all("SELECT entry FROM ledger ORDER BY stamp DESC")
    return tuple(json.loads(entry) for (entry,) in rows)


def clear_ledger(
    database: Database, moments: tuple[datetime, ...] | None, now: datetime
) -> Changes:
    """Forget what was shared at these moments; everything where None."""
    with database.write(now):
        if moments is None:
            database.run("DELETE FROM ledger")
        else:
            database.run_many(
                "DELETE FROM ledger WHERE at = ?", [(text_of(one),) for one in moments]
            )
    return Changes(areas=frozenset({"ledger"}))


# --- settings -------------------------------------------------------------------------------


def settings(database: Database) -> Settings:
    """The person's choices; a bad value falls back to its default."""
    kept = {
        name: json.loads(value)
        for name, value in database.all("SELECT name, value FROM settings")
    }
    checks: dict[str, Callable[[Any], Any]] = {
        "lock_after_seconds": lambda one: _whole(one, 1, LONGEST_LOCK_SECONDS),
        "max_status_age_days": lambda one: _whole(one, 0, _MOST_DAYS),
        "languages": _languages,
        "entered_ids": _identifiers,
        "favourite_pathway": lambda one: one if isinstance(one, str) else None,
        "pins": _pins,
        "left_out_reviews": _digests,
    }
    good: dict[str, Any] = {
        name: value
        for name, check in checks.items()
        if name in kept and (value := check(kept[name])) is not None
    }
    return Settings(**good)


def save_settings(database: Database, chosen: Settings, now: datetime) -> Changes:
    """Keep the person's choices; settings of other versions stay where they are.

    Raises:
        InputError: ``setting_out_of_range``; nothing was changed.
    """
    values = dataclasses.asdict(chosen)
    with database.write(now) as stamp:
        database.run_many(
            """INSERT INTO settings VALUES(?, ?, ?, ?) ON CONFLICT(name)
            DO UPDATE SET value = excluded.value, stamp = excluded.stamp""",
            [(name, uuid7(now), stamp, json.dumps(value)) for name, value in values.items()],
        )
        if settings(database) != chosen:
            raise InputError("setting_out_of_range")
    return Changes(areas=frozenset({"settings"}))


def _whole(value: Any, least: int, most: int) -> int | None:
    return value if type(value) is int and least <= value <= most else None


def _languages(value: Any) -> tuple[str, ...] | None:
    good = isinstance(value, list) and value and all(isinstance(one, str) for one in value)
    return tuple(value) if good else None


def _identifiers(value: Any) -> tuple[str, ...] | None:
    """Short single lines, none twice."""
    good = isinstance(value, list) and len(value) <= _MOST_IDENTIFIERS
    if not good or len({str(one) for one in value}) < len(value):
        return None
    fits = all(
        isinstance(one, str) and one == one.strip() and 0 < len(one) <= _LONGEST_IDENTIFIER
        for one in value
    )
    return tuple(value) if fits else None


def _digests(value: Any) -> tuple[str, ...] | None:
    good = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return tuple(value) if good else None


def _pins(value: Any) -> tuple[tuple[str, str, str], ...] | None:
    good = isinstance(value, list) and all(
        isinstance(one, list) and len(one) == 3 and all(isinstance(word, str) for word in one)  # noqa: PLR2004 - pathway, award, slot
        for one in value
    )
    return tuple((one[0], one[1], one[2]) for one in value) if good else None
