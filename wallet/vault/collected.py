"""Collections: named lists of credentials in the order that their owner gives them.

A credential may be in several. Taking one out of a collection, or removing a collection, takes
nothing out of the library.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wallet.encoding.own_words import line
from wallet.errors import InputError
from wallet.sync.document import LONGEST_NAME
from wallet.vault import own_words, places
from wallet.vault.database import Database
from wallet.vault.interface import Changes
from wallet.vault.labels import OWN, rows_of
from wallet.vault.stamps import uuid7
from wallet.vault.words import folded

_CHANGED = Changes(areas=OWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A named list of credentials."""

    uid: str
    name: str
    count: int
    """Credentials of the library in it; the bin does not count."""


def collections(database: Database) -> tuple[Collection, ...]:
    """All collections, in the owner's order."""
    rows = database.all(
        """SELECT k.uid, k.name, (SELECT count(DISTINCT m.row) FROM collected m
        JOIN credentials c ON c.row = m.row
        WHERE m.collection = k.uid AND m.gone = 0 AND c.deleted_at IS NULL)
        FROM collections k WHERE k.gone = 0 ORDER BY k.place, k.uid"""
    )
    return tuple(Collection(uid=uid, name=name, count=count) for uid, name, count in rows)


def named(database: Database, name: str) -> str:
    """The uid of the collection of that name.

    Raises:
        InputError: ``unknown_collection``.
    """
    for one in collections(database):
        if folded(one.name) == folded(name):
            return one.uid
    raise InputError("unknown_collection", name=name[:LONGEST_NAME])


def add(database: Database, name: str, now: datetime) -> tuple[str, Changes]:
    """Make a collection, behind the others; its uid.

    Raises:
        InputError: ``collection_without_name``, ``collection_exists``, ``text_too_long``.
    """
    uid = uuid7(now)
    with database.write(now) as stamp:
        written = _new_name(database, name, None)
        last = database.value("SELECT max(place) FROM collections WHERE gone = 0")
        database.run(
            "INSERT INTO collections(uid, stamp, name, place) VALUES(?, ?, ?, ?)",
            (uid, stamp, written, places.after(last)),
        )
    return uid, _CHANGED


def rename(database: Database, uid: str, name: str, now: datetime) -> Changes:
    """Give a collection another name.

    Raises:
        InputError: ``unknown_collection``, and as ``add``.
    """
    with database.write(now) as stamp:
        _check(database, uid)
        written = _new_name(database, name, uid)
        database.run(
            "UPDATE collections SET name = ?, stamp = ? WHERE uid = ?", (written, stamp, uid)
        )
        own_words.index(database, _members(database, uid))
    return _CHANGED


def remove(database: Database, uid: str, now: datetime) -> Changes:
    """Remove a collection; what was in it stays in the library.

    Raises:
        InputError: ``unknown_collection``.
    """
    with database.write(now) as stamp:
        _check(database, uid)
        members = _members(database, uid)
        database.run(
            "UPDATE collections SET gone = 1, name = '', stamp = ? WHERE uid = ?", (stamp, uid)
        )
        database.run(
            "UPDATE collected SET gone = 1, stamp = ? WHERE collection = ? AND gone = 0",
            (stamp, uid),
        )
        own_words.index(database, members)
    return _CHANGED


def move(database: Database, uid: str, before: str | None, now: datetime) -> Changes:
    """Put a collection before another, or behind all when None.

    Raises:
        InputError: ``unknown_collection``.
    """
    with database.write(now) as stamp:
        _check(database, uid)
        others = database.all(
            "SELECT uid, place FROM collections WHERE gone = 0 AND uid <> ? "
            "ORDER BY place, uid",
            (uid,),
        )
        place = _place(others, before)
        database.run(
            "UPDATE collections SET place = ?, stamp = ? WHERE uid = ?", (place, stamp, uid)
        )
    return _CHANGED


def put(database: Database, uid: str, ids: Sequence[str], now: datetime) -> Changes:
    """Put credentials at the end of a collection; those that are in it stay where they are.

    Raises:
        InputError: ``unknown_collection``, ``unknown_credential``.
    """
    with database.write(now) as stamp:
        _check(database, uid)
        rows = rows_of(database, ids)
        has = set(_members(database, uid))
        last = database.value(
            "SELECT max(place) FROM collected WHERE collection = ? AND gone = 0", (uid,)
        )
        new = [row for row in rows.values() if row not in has]
        values = []
        for row in new:
            last = places.after(last)
            values.append((uuid7(now), stamp, uid, row, last))
        database.run_many(
            "INSERT INTO collected(uid, stamp, collection, row, place) VALUES(?, ?, ?, ?, ?)",
            values,
        )
        own_words.index(database, new)
    return Changes(changed=tuple(rows), areas=OWN)


def take_out(database: Database, uid: str, ids: Sequence[str], now: datetime) -> Changes:
    """Take credentials out of a collection.

    Raises:
        InputError: ``unknown_collection``, ``unknown_credential``.
    """
    with database.write(now) as stamp:
        _check(database, uid)
        rows = rows_of(database, ids)
        database.run(
            """UPDATE collected SET gone = 1, stamp = ? WHERE collection = ? AND gone = 0
            AND row IN (SELECT value FROM json_each(?))""",
            (stamp, uid, json.dumps(list(rows.values()))),
        )
        own_words.index(database, rows.values())
    return Changes(changed=tuple(rows), areas=OWN)


def arrange(
    database: Database, uid: str, credential_id: str, before: str | None, now: datetime
) -> Changes:
    """Put one credential of a collection before another of it, or behind all when None.

    Raises:
        InputError: ``unknown_collection``, ``unknown_credential``.
    """
    with database.write(now) as stamp:
        _check(database, uid)
        rows = rows_of(
            database, (credential_id,) if before is None else (credential_id, before)
        )
        row = rows[credential_id]
        others = database.all(
            """SELECT row, place FROM collected WHERE collection = ? AND gone = 0
            AND row <> ? ORDER BY place, uid""",
            (uid, row),
        )
        place = _place(others, None if before is None else rows[before])
        database.run(
            "UPDATE collected SET place = ?, stamp = ? "
            "WHERE collection = ? AND row = ? AND gone = 0",
            (place, stamp, uid, row),
        )
    return _CHANGED


def containing(database: Database, credential_id: str) -> tuple[Collection, ...]:
    """The collections that a credential is in, in the owner's order."""
    inside = {
        uid
        for (uid,) in database.all(
            """SELECT m.collection FROM collected m JOIN credentials c ON c.row = m.row
            WHERE c.credential_id = ? AND m.gone = 0""",
            (credential_id,),
        )
    }
    return tuple(one for one in collections(database) if one.uid in inside)


def _place(others: Sequence[tuple[object, ...]], before: object) -> str:
    """A place before ``before`` among the others, given as (name, place) in their order."""
    low = ""
    for name, place in others:
        if before is not None and name == before:
            return places.between(low, str(place))
        low = str(place)
    return places.after(low or None)


def _members(database: Database, uid: str) -> list[int]:
    rows = database.all(
        "SELECT DISTINCT row FROM collected WHERE collection = ? AND gone = 0", (uid,)
    )
    return [row for (row,) in rows]


def _check(database: Database, uid: str) -> None:
    if database.one("SELECT 1 FROM collections WHERE uid = ? AND gone = 0", (uid,)) is None:
        raise InputError("unknown_collection", name=uid[:LONGEST_NAME])


def _new_name(database: Database, name: str, uid: str | None) -> str:
    written = line(name, len(name))
    if not written:
        raise InputError("collection_without_name")
    if len(written) > LONGEST_NAME:
        raise InputError("text_too_long", field="name", limit=LONGEST_NAME)
    for one in collections(database):
        if folded(one.name) == folded(written) and one.uid != uid:
            raise InputError("collection_exists", name=written)
    return written
