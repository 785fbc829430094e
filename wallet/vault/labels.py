"""The owner's own order: tags, notes, favourites.

Rules
-----
1. Nothing of it is a claim: it is never shown to others, and no verdict rests on it.
2. Two tags are one when they differ in case or accents only; the first spelling stays.
3. A row is never taken away while its credential stays: it is marked ``gone`` and loses its
   words, so that another machine learns of it, and so that the words are not kept.
4. What belongs to a credential goes with it when that is erased.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wallet.encoding.own_words import line, paragraphs
from wallet.errors import InputError
from wallet.sync.document import LONGEST_NOTE, LONGEST_TAG
from wallet.vault import own_words
from wallet.vault.database import Database
from wallet.vault.interface import Changes
from wallet.vault.stamps import moment_of, text_of, uuid7
from wallet.vault.words import folded

OWN = frozenset({"labels"})
"""The area of ``Changes`` that touch nothing but the owner's own order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A word of the owner's on some credentials."""

    label: str
    key: str
    """What makes it the same tag: ``label`` without case and accents."""
    count: int
    """Credentials of the library that have it; the bin does not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNote:
    """Something that the owner wrote about a credential."""

    uid: str
    text: str
    written_at: datetime
    """When it was last written (UTC)."""


def rows_of(database: Database, ids: Sequence[str]) -> dict[str, int]:
    """Credential id -> row, in the order of ``ids``.

    Raises:
        InputError: ``unknown_credential``.
    """
    found: dict[str, int] = dict(
        database.all(
            "SELECT credential_id, row FROM credentials WHERE credential_id IN "
            "(SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
    )
    for one in ids:
        if one not in found:
            raise InputError("unknown_credential", id=one[:64])
    return {one: found[one] for one in ids}


# --- tags -----------------------------------------------------------------------------------


def tag(database: Database, ids: Sequence[str], label: str, now: datetime) -> Changes:
    """Put a tag on credentials; those that have it keep it.

    Raises:
        InputError: ``unknown_credential``, ``tag_empty``, ``text_too_long``.
    """
    written, key = _tag_words(label)
    with database.write(now) as stamp:
        rows = rows_of(database, ids)
        known = database.value(
            "SELECT label FROM tags WHERE key = ? AND gone = 0 ORDER BY uid LIMIT 1", (key,)
        )
        has = {row for (row,) in _tagged(database, key)}
        new = [row for row in rows.values() if row not in has]
        database.run_many(
            "INSERT INTO tags(uid, stamp, row, key, label) VALUES(?, ?, ?, ?, ?)",
            [(uuid7(now), stamp, row, key, known or written) for row in new],
        )
        own_words.index(database, new)
    return Changes(changed=tuple(rows), areas=OWN)


def untag(database: Database, ids: Sequence[str], label: str, now: datetime) -> Changes:
    """Take a tag off credentials.

    Raises:
        InputError: ``unknown_credential``.
    """
    key = folded(label)
    with database.write(now) as stamp:
        rows = rows_of(database, ids)
        database.run(
            """UPDATE tags SET gone = 1, key = '', label = '', stamp = :stamp
            WHERE key = :key AND gone = 0 AND row IN (SELECT value FROM json_each(:rows))""",
            {"stamp": stamp, "key": key, "rows": json.dumps(list(rows.values()))},
        )
        own_words.index(database, rows.values())
    return Changes(changed=tuple(rows), areas=OWN)


def rename_tag(database: Database, label: str, new: str, now: datetime) -> Changes:
    """Spell a tag otherwise, everywhere; one that is there already takes it in.

    Raises:
        InputError: ``unknown_tag``, ``tag_empty``, ``text_too_long``.
    """
    written, key = _tag_words(new)
    with database.write(now) as stamp:
        rows = _rows_with(database, label)
        values = {"stamp": stamp, "key": key, "label": written, "old": folded(label)}
        database.run(
            """UPDATE tags SET gone = 1, key = '', label = '', stamp = :stamp WHERE gone = 0
            AND key = :old AND key <> :key
            AND row IN (SELECT row FROM tags WHERE key = :key AND gone = 0)""",
            values,
        )
        database.run(
            "UPDATE tags SET key = :key, label = :label, stamp = :stamp "
            "WHERE key IN (:old, :key) AND gone = 0",
            values,
        )
        own_words.index(database, {*rows, *(row for (row,) in _tagged(database, key))})
    return Changes(areas=OWN)


def remove_tag(database: Database, label: str, now: datetime) -> Changes:
    """Take a tag off everything.

    Raises:
        InputError: ``unknown_tag``.
    """
    with database.write(now) as stamp:
        rows = _rows_with(database, label)
        database.run(
            "UPDATE tags SET gone = 1, key = '', label = '', stamp = ? "
            "WHERE key = ? AND gone = 0",
            (stamp, folded(label)),
        )
        own_words.index(database, rows)
    return Changes(areas=OWN)


def tags(database: Database) -> tuple[Tag, ...]:
    """Every tag in use, in alphabetical order; a tag only in the bin counts as 0."""
    rows = database.all(
        """SELECT min(t.label), t.key, count(DISTINCT iif(c.deleted_at IS NULL, t.row, NULL))
        FROM tags t JOIN credentials c ON c.row = t.row WHERE t.gone = 0
        GROUP BY t.key ORDER BY t.key"""
    )
    return tuple(Tag(label=label, key=key, count=count) for label, key, count in rows)


def tags_of(database: Database, credential_id: str) -> tuple[str, ...]:
    """The tags of a credential, in alphabetical order."""
    rows = database.all(
        """SELECT min(t.label) FROM tags t JOIN credentials c ON c.row = t.row
        WHERE c.credential_id = ? AND t.gone = 0 GROUP BY t.key ORDER BY t.key""",
        (credential_id,),
    )
    return tuple(label for (label,) in rows)


def _tag_words(label: str) -> tuple[str, str]:
    written = line(label, len(label))
    key = folded(written)
    if not any(one.isalnum() for one in key):
        raise InputError("tag_empty")
    if len(written) > LONGEST_TAG:
        raise InputError("text_too_long", field="tag", limit=LONGEST_TAG)
    return written, key


def _tagged(database: Database, key: str) -> list[tuple[int]]:
    return database.all("SELECT DISTINCT row FROM tags WHERE key = ? AND gone = 0", (key,))


def _rows_with(database: Database, label: str) -> list[int]:
    rows = [row for (row,) in _tagged(database, folded(label))]
    if not rows:
        raise InputError("unknown_tag", tag=label[:LONGEST_TAG])
    return rows


# --- notes ----------------------------------------------------------------------------------


def add_note(
    database: Database, credential_id: str, text: str, now: datetime
) -> tuple[str, Changes]:
    """Write a note about a credential; its name (``uid``), for changing it.

    Raises:
        InputError: ``unknown_credential``, ``note_empty``, ``text_too_long``.
    """
    written, uid = _note_words(text), uuid7(now)
    with database.write(now) as stamp:
        row = rows_of(database, (credential_id,))[credential_id]
        database.run(
            "INSERT INTO notes(uid, stamp, row, written_at, text) VALUES(?, ?, ?, ?, ?)",
            (uid, stamp, row, text_of(now), written),
        )
        own_words.index(database, (row,))
    return uid, Changes(changed=(credential_id,), areas=OWN)


def edit_note(database: Database, uid: str, text: str, now: datetime) -> Changes:
    """Write a note anew.

    Raises:
        InputError: ``unknown_note``, ``note_empty``, ``text_too_long``.
    """
    return _write_note(database, uid, _note_words(text), now, gone=False)


def remove_note(database: Database, uid: str, now: datetime) -> Changes:
    """Take a note away; its words go at once.

    Raises:
        InputError: ``unknown_note``.
    """
    return _write_note(database, uid, "", now, gone=True)


def _write_note(
    database: Database, uid: str, text: str, now: datetime, *, gone: bool
) -> Changes:
    with database.write(now) as stamp:
        found = database.one(
            """SELECT n.row, c.credential_id FROM notes n JOIN credentials c ON c.row = n.row
            WHERE n.uid = ? AND n.gone = 0""",
            (uid,),
        )
        if found is None:
            raise InputError("unknown_note")
        database.run(
            "UPDATE notes SET text = ?, gone = ?, written_at = ?, stamp = ? WHERE uid = ?",
            (text, int(gone), text_of(now), stamp, uid),
        )
        own_words.index(database, (found[0],))
    if gone:
        database.checkpoint()
    return Changes(changed=(str(found[1]),), areas=OWN)


def notes_of(database: Database, credential_id: str) -> tuple[OwnNote, ...]:
    """The notes about a credential, oldest first."""
    rows = database.all(
        """SELECT n.uid, n.text, n.written_at FROM notes n
        JOIN credentials c ON c.row = n.row
        WHERE c.credential_id = ? AND n.gone = 0 ORDER BY n.uid""",
        (credential_id,),
    )
    return tuple(
        OwnNote(uid=uid, text=text, written_at=moment_of(at)) for uid, text, at in rows
    )


def _note_words(text: str) -> str:
    written = paragraphs(text, len(text))
    if not written:
        raise InputError("note_empty")
    if len(written) > LONGEST_NOTE:
        raise InputError("text_too_long", field="note", limit=LONGEST_NOTE)
    return written


# --- favourites -----------------------------------------------------------------------------


def favour(database: Database, ids: Sequence[str], now: datetime, *, on: bool) -> Changes:
    """Mark credentials as favourites, or as such no more.

    Raises:
        InputError: ``unknown_credential``.
    """
    with database.write(now) as stamp:
        rows = rows_of(database, ids)
        database.run_many(
            """INSERT INTO favourites(row, uid, stamp, gone) VALUES(?, ?, ?, ?)
            ON CONFLICT(row) DO UPDATE SET gone = excluded.gone, stamp = excluded.stamp""",
            [(row, uuid7(now), stamp, int(not on)) for row in rows.values()],
        )
    return Changes(changed=tuple(rows), areas=OWN)


def is_favourite(database: Database, credential_id: str) -> bool:
    """Whether a credential is a favourite."""
    return (
        database.one(
            """SELECT 1 FROM favourites f JOIN credentials c ON c.row = f.row
            WHERE c.credential_id = ? AND f.gone = 0""",
            (credential_id,),
        )
        is not None
    )
