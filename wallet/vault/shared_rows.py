"""The owner's order between the tables of this wallet and the shared document.

Rules
-----
1. After every exchange the rows of this wallet say what the document says. So whatever differs
   the next time was changed here, and is written into the document.
2. What the document says of a credential that is not here waits until it comes.
3. Nothing is taken from this wallet because the document lacks it; only a mark takes it away.
4. A credential that was erased here goes into the bin of the other machines: one machine alone
   never takes a credential from all. Its file leaves the shared folder.
5. The days in the bin are counted here: a mark of a machine whose clock is wrong, or that came
   late, erases nothing at the next unlocking.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from wallet.sync.document import Parts, Value
from wallet.vault import own_words
from wallet.vault.database import Database
from wallet.vault.stamps import text_of, uuid7
from wallet.vault.sync_folder import new_name
from wallet.vault.words import folded


def collect(database: Database, shared: Parts, did: str, now: datetime) -> Parts:
    """What the document should say, as far as this wallet knows.

    Args:
        database: of this wallet.
        shared: what the document said when the two were alike, by part.
        did: this machine, who puts new files into the folder.
        now: when something was erased is not kept; this is written instead.
    """
    return {
        "originals": _originals(database, shared["originals"], did),
        "bin": _bin(database, shared["bin"], now),
        **_labels(database),
    }


def _labels(database: Database) -> dict[str, dict[str, Value]]:
    return {
        "tags": {
            uid: None if gone else {"of": of, "label": label}
            for uid, of, label, gone in database.all(
                """SELECT t.uid, c.credential_id, t.label, t.gone FROM tags t
                JOIN credentials c ON c.row = t.row"""
            )
        },
        "notes": {
            uid: None if gone else {"of": of, "at": at, "text": text}
            for uid, of, at, text, gone in database.all(
                """SELECT n.uid, c.credential_id, n.written_at, n.text, n.gone FROM notes n
                JOIN credentials c ON c.row = n.row"""
            )
        },
        "favourites": {
            of: None if gone else True
            for of, gone in database.all(
                """SELECT c.credential_id, f.gone FROM favourites f
                JOIN credentials c ON c.row = f.row"""
            )
        },
        "collections": {
            uid: None if gone else {"name": name, "place": place}
            for uid, name, place, gone in database.all(
                "SELECT uid, name, place, gone FROM collections"
            )
        },
        "collected": {
            uid: None if gone else {"of": of, "in": inside, "place": place}
            for uid, of, inside, place, gone in database.all(
                """SELECT m.uid, c.credential_id, m.collection, m.place, m.gone
                FROM collected m JOIN credentials c ON c.row = m.row"""
            )
        },
    }


def _originals(database: Database, shared: Mapping[str, Value], did: str) -> dict[str, Value]:
    held: dict[str, str] = dict(database.all("SELECT sha256, name FROM originals"))
    visible = {
        sha256
        for (sha256,) in database.all(
            """SELECT DISTINCT s.sha256 FROM sources s JOIN credentials c ON c.row = s.row
            WHERE c.deleted_at IS NULL"""
        )
    }
    erased: dict[str, Value] = dict.fromkeys(known(database, "original") - held.keys())
    new = {
        sha256: {"name": name, "blob": new_name(paper=False), "by": did}
        for sha256, name in held.items()
        # One that another machine erased comes back by being taken out of the bin here.
        if shared.get(sha256) is None and (sha256 not in shared or sha256 in visible)
    }
    return {**erased, **new}


def _bin(database: Database, shared: Mapping[str, Value], now: datetime) -> dict[str, Value]:
    held: dict[str, Value] = dict(
        database.all("SELECT credential_id, deleted_at FROM credentials")
    )
    erased = known(database, "credential") - held.keys()
    return {**{one: shared.get(one) or text_of(now) for one in erased}, **held}


def known(database: Database, kind: str) -> set[str]:
    """What took part in an exchange: ids of kind ``credential``, ``original``, ``blob``."""
    rows = database.all("SELECT id FROM machine_known WHERE kind = ?", (kind,))
    return {one for (one,) in rows}


def remember(database: Database, now: datetime, stamp: int) -> None:
    """What this wallet holds took part in this exchange; inside a transaction."""
    held = [
        ("credential", one) for (one,) in database.all("SELECT credential_id FROM credentials")
    ]
    held += [("original", one) for (one,) in database.all("SELECT sha256 FROM originals")]
    database.run("DELETE FROM machine_known WHERE kind IN ('credential', 'original')")
    database.run_many(
        "INSERT INTO machine_known VALUES(?, ?, ?, ?)",
        [(kind, one, uuid7(now), stamp) for kind, one in held],
    )


def project(database: Database, shared: Parts, now: datetime, stamp: int) -> tuple[str, ...]:
    """Make the rows of this wallet say what the document says; inside a transaction.

    The credential ids whose row is another now.
    """
    rows: dict[str, int] = dict(database.all("SELECT credential_id, row FROM credentials"))
    touched: set[int] = set()
    before = {
        **_labels(database),
        "bin": dict(database.all("SELECT credential_id, deleted_at FROM credentials")),
    }
    for part, write in _WRITERS.items():
        for key, value in shared[part].items():
            if before[part].get(key) != value:
                touched |= write(database, key, value, rows, (now, stamp))
    own_words.index(database, touched)
    ids = {row: credential_id for credential_id, row in rows.items()}
    return tuple(sorted(ids[row] for row in touched if row in ids))


_LATE = timedelta(days=1)
"""How far from now a mark may be: more than the clocks of two machines differ."""

Moment = tuple[datetime, int]
"""When, and the change stamp."""


def _write_bin(
    database: Database, key: str, value: Value, rows: Mapping[str, int], at: Moment
) -> set[int]:
    if key not in rows:
        return set()
    if isinstance(value, str):
        value = min(max(value, text_of(at[0] - _LATE)), text_of(at[0] + _LATE))
    database.run(
        "UPDATE credentials SET deleted_at = ?, stamp = ? WHERE row = ?",
        (value, at[1], rows[key]),
    )
    return {rows[key]}


def _write_tag(
    database: Database, key: str, value: Value, rows: Mapping[str, int], at: Moment
) -> set[int]:
    if not isinstance(value, Mapping):
        gone = "UPDATE tags SET gone = 1, key = '', label = '', stamp = ? WHERE uid = ?"
        return _marked(database, "tags", gone, key, at)
    label, tag = value["label"], folded(value["label"])
    if not any(one.isalnum() for one in tag):
        return set()  # no tag, as when it is typed
    return _put(
        database,
        """INSERT INTO tags(uid, stamp, row, key, label) VALUES(?, ?, ?, ?, ?)
        ON CONFLICT(uid) DO UPDATE SET stamp = excluded.stamp, key = excluded.key,
        label = excluded.label, gone = 0""",
        rows.get(value["of"]),
        (key, at[1], rows.get(value["of"]), tag, label),
    )


def _write_note(
    database: Database, key: str, value: Value, rows: Mapping[str, int], at: Moment
) -> set[int]:
    if not isinstance(value, Mapping):
        gone = "UPDATE notes SET gone = 1, text = '', stamp = ? WHERE uid = ?"
        return _marked(database, "notes", gone, key, at)
    return _put(
        database,
        """INSERT INTO notes(uid, stamp, row, written_at, text) VALUES(?, ?, ?, ?, ?)
        ON CONFLICT(uid) DO UPDATE SET stamp = excluded.stamp, text = excluded.text,
        written_at = excluded.written_at, gone = 0""",
        rows.get(value["of"]),
        (key, at[1], rows.get(value["of"]), value["at"], value["text"]),
    )


def _write_favourite(
    database: Database, key: str, value: Value, rows: Mapping[str, int], at: Moment
) -> set[int]:
    now, stamp = at
    return _put(
        database,
        """INSERT INTO favourites(row, uid, stamp, gone) VALUES(?, ?, ?, ?)
        ON CONFLICT(row) DO UPDATE SET gone = excluded.gone, stamp = excluded.stamp""",
        rows.get(key),
        (rows.get(key), uuid7(now), stamp, int(value is None)),
    )


def _write_collection(
    database: Database, key: str, value: Value, rows: Mapping[str, int], at: Moment
) -> set[int]:
    del rows
    if isinstance(value, Mapping):
        database.run(
            """INSERT INTO collections(uid, stamp, name, place) VALUES(?, ?, ?, ?)
            ON CONFLICT(uid) DO UPDATE SET stamp = excluded.stamp, name = excluded.name,
            place = excluded.place, gone = 0""",
            (key, at[1], value["name"], value["place"]),
        )
    else:
        database.run(
            "UPDATE collections SET gone = 1, name = '', stamp = ? WHERE uid = ?", (at[1], key)
        )
    inside = database.all("SELECT row FROM collected WHERE collection = ?", (key,))
    return {row for (row,) in inside}


def _write_collected(
    database: Database, key: str, value: Value, rows: Mapping[str, int], at: Moment
) -> set[int]:
    if not isinstance(value, Mapping):
        gone = "UPDATE collected SET gone = 1, stamp = ? WHERE uid = ?"
        return _marked(database, "collected", gone, key, at)
    there = database.one("SELECT 1 FROM collections WHERE uid = ?", (value["in"],))
    row = rows.get(value["of"]) if there is not None else None
    return _put(
        database,
        """INSERT INTO collected(uid, stamp, collection, row, place) VALUES(?, ?, ?, ?, ?)
        ON CONFLICT(uid) DO UPDATE SET stamp = excluded.stamp, place = excluded.place,
        gone = 0""",
        row,
        (key, at[1], value["in"], row, value["place"]),
    )


_WRITERS = {
    "bin": _write_bin,
    "tags": _write_tag,
    "notes": _write_note,
    "favourites": _write_favourite,
    "collections": _write_collection,
    "collected": _write_collected,
}


def _put(database: Database, sql: str, row: int | None, values: Iterable[object]) -> set[int]:
    if row is None:
        return set()
    database.run(sql, tuple(values))
    return {row}


def _marked(database: Database, table: str, sql: str, key: str, at: Moment) -> set[int]:
    found = database.value(f"SELECT row FROM {table} WHERE uid = ?", (key,))  # noqa: S608 - a table of ours
    database.run(sql, (at[1], key))
    return set() if found is None else {int(found)}


def originals_wanted(database: Database, shared: Mapping[str, Value]) -> dict[str, str]:
    """Files of the document that are not here: SHA-256 -> name in the folder."""
    held = {one for (one,) in database.all("SELECT sha256 FROM originals")}
    return {
        sha256: value["blob"]
        for sha256, value in shared.items()
        if isinstance(value, Mapping) and sha256 not in held
    }


def names_of(database: Database, digests: Collection[str]) -> list[tuple[str, str, bytes]]:
    """SHA-256, name and bytes of originals."""
    return database.all(
        """SELECT sha256, name, bytes FROM originals
        WHERE sha256 IN (SELECT value FROM json_each(?))""",
        (json.dumps(sorted(digests)),),
    )
