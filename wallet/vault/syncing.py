"""One exchange with the other machines of the owner, through the folder that they share.

An exchange, in this order
--------------------------
1. What differs from the document as it was after the last exchange was changed here.
2. The folder is read: new papers, with every key that any paper hands out.
3. What counts is settled (``wallet.sync.chain``); a removed machine stops here.
4. What was changed here is signed, behind this machine's newest paper; new keys where somebody
   was removed or came.
5. In one transaction: the papers, what is to be written into the folder, and the rows of this
   wallet as the document says now. A crash before it leaves everything as it was, a crash after
   it leaves an outbox that the next exchange empties.
6. The folder is written: files first, then the papers that name them.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from wallet.errors import InputError
from wallet.reviews import envelope
from wallet.sync import said
from wallet.sync.chain import Ring
from wallet.sync.document import PARTS, Document, Value
from wallet.sync.said import Epoch, Head, Paper
from wallet.vault import machines, shared_rows, sync_folder
from wallet.vault.database import Database
from wallet.vault.stamps import uuid7

_MOST_READ = 20_000
"""Papers in one exchange."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What one exchange did."""

    ring: Ring
    sent: int
    """Papers."""
    received: int
    changed: tuple[str, ...]
    """Credential ids whose row is another now."""
    wanted: Mapping[str, str]
    """Files to be imported: SHA-256 -> name in the folder."""
    names: Mapping[str, str]
    """SHA-256 -> what the file was called where it came from."""
    secrets: tuple[str, ...] = field(repr=False)
    unread: int
    """Files in the folder that did not open."""
    stopped: bool
    """Whether this machine was removed, or is a copy of itself: then it says nothing more."""


def exchange(database: Database, now: datetime) -> Synced:
    """Read the folder, settle what counts, write what was changed here (see the module).

    Raises:
        InputError: ``no_machines``, ``machine_alone``.
        StorageError: the folder is not there or cannot be written; the next one goes on.
    """
    me = machines.present(database)
    if not me.ring:
        raise InputError("machine_alone")
    have = machines.kept(database)
    before, local = _changed_here(database, me, have, now)
    listed = sync_folder.listed(Path(me.folder))
    fresh, seen, unread = _read(database, me, have, listed)
    ring = machines.ring_of(me, [*(one.paper for one in have), *fresh])
    stopped = me.did in {*ring.removed, *ring.forks, *ring.gaps}
    new = [] if stopped else _new(me, ring, local, now)
    ring = machines.ring_of(me, [*(one.paper for one in have), *fresh, *new])
    after = _parts([one.update for one in ring.accepted])
    names = {one.name for one in listed}
    changed: tuple[str, ...] = ()
    with database.write(now) as stamp:
        at = (now, stamp)
        machines.keep(database, [*fresh, *new], me, at)
        _see(database, seen, at)
        if not stopped:
            _count(database, ring.accepted)
            changed = shared_rows.project(database, after, now, stamp)
            shared_rows.remember(database, now, stamp)
            _order_files(database, me, before, after, names, at)
    if not stopped:
        _reseal(database, me, ring, names, now)
        flush(database, now)
    originals = after["originals"]
    return Synced(
        ring=ring,
        sent=len(new),
        received=sum(1 for one in fresh if one.author != me.did),
        changed=changed,
        wanted={} if stopped else shared_rows.originals_wanted(database, originals),
        names={key: one["name"] for key, one in originals.items() if isinstance(one, Mapping)},
        secrets=(me.age_secret, *(one.secret for one in ring.epochs)),
        unread=unread,
        stopped=stopped,
    )


def _changed_here(
    database: Database, me: machines.Machine, have: Sequence[machines.Kept], now: datetime
) -> tuple[dict[str, dict[str, Value]], tuple[bytes, ...]]:
    """The document as it was after the last exchange, and what was changed here since."""
    updates = [one.paper.update for one in have if one.counted and one.paper.update]
    shared = Document(updates, f"{me.did} {secrets.token_hex(16)}")
    before = {part: shared.read(part) for part in PARTS}
    return before, shared.write(shared_rows.collect(database, before, me.did, now))


def _parts(updates: Iterable[bytes | None]) -> dict[str, dict[str, Value]]:
    """What the document says when these updates count."""
    document = Document([one for one in updates if one])
    return {part: document.read(part) for part in PARTS}


def arrived(database: Database, now: datetime) -> tuple[str, ...]:
    """Lay the owner's order over credentials that have just come in; their ids."""
    shared = _parts([one.paper.update for one in machines.kept(database) if one.counted])
    with database.write(now) as stamp:
        changed = shared_rows.project(database, shared, now, stamp)
        shared_rows.remember(database, now, stamp)
    return changed


def _read(
    database: Database,
    me: machines.Machine,
    have: Sequence[machines.Kept],
    listed: Sequence[sync_folder.Found],
) -> tuple[list[Paper], list[sync_folder.Found], int]:
    """New papers, the files they were in, and how many files did not open.

    A ring paper hands out keys, by which more files open: so it is gone round until none does.
    """
    known = {one.paper.digest for one in have}
    read_before = {
        (name, size, changed)
        for name, size, changed in database.all("SELECT name, size, changed FROM machine_files")
    }
    left = [
        one
        for one in listed
        if one.is_paper and (one.name, one.size, one.changed) not in read_before
    ][:_MOST_READ]
    found: dict[str, Paper] = {}
    seen: list[sync_folder.Found] = []
    while True:
        ring = machines.ring_of(me, [*(one.paper for one in have), *found.values()])
        keys = (me.age_secret, *(one.secret for one in ring.epochs))
        still = []
        for one in left:
            content = sync_folder.opened(Path(me.folder), one.name, keys)
            if content is None:
                still.append(one)
                continue
            seen.append(one)
            paper = _paper(content)
            if paper is not None and paper.ring == me.ring and paper.digest not in known:
                found[paper.digest] = paper
        if len(still) == len(left) or not still:
            return list(found.values()), seen, len(still)
        left = still


def ring_of_admission(me: machines.Machine) -> str:
    """The ring in which the machine that this one believes admits it; empty where it has not.

    Raises:
        StorageError: the folder is not there.
    """
    folder = Path(me.folder)
    for one in sync_folder.listed(folder):
        content = (
            sync_folder.opened(folder, one.name, (me.age_secret,)) if one.is_paper else None
        )
        paper = _paper(content) if content is not None else None
        if paper is not None and _admits(paper, me):
            return paper.ring
    return ""


def _admits(paper: Paper, me: machines.Machine) -> bool:
    keys = {(one.did, one.recipient) for one in paper.admitted}
    return paper.author == me.root and (me.did, me.recipient) in keys


def _paper(content: bytes) -> Paper | None:
    if not content.startswith(sync_folder.PAPER):
        return None
    try:
        return said.read(content.removeprefix(sync_folder.PAPER))
    except InputError:
        return None


def _new(
    me: machines.Machine, ring: Ring, local: Sequence[bytes], now: datetime
) -> list[Paper]:
    """What this machine has to say now: keys where they are needed, then its changes."""
    head, new = ring.heads.get(me.did, Head()), list[Paper]()
    keys = _keys_needed(me, ring)
    # Its own word on its keys: no other machine can put one of its own in their place.
    cards = [] if _has_said_its_card(me, ring) else [me.card]
    for update in (b"", *local) if keys or cards else local:
        if update:
            body = said.change_paper(me.ring, me.did, head, update)
        else:
            body = said.ring_paper(me.ring, me.did, head, admitted=cards, epochs=keys)
        paper = said.sign(body, me.did, me.key, now)
        head = Head(seq=paper.seq, digest=paper.digest)
        new.append(paper)
    return new


def _has_said_its_card(me: machines.Machine, ring: Ring) -> bool:
    return any(
        (card.did, card.recipient) == (me.did, me.recipient)
        for one in ring.accepted
        if one.author == me.did
        for card in one.admitted
    )


def _keys_needed(me: machines.Machine, ring: Ring) -> tuple[Epoch, ...]:
    """Every key, for all members, where somebody lacks one or a removed machine has all."""
    members = frozenset(machines.audience(me, ring))
    usable = [one for one in ring.epochs if one.audience <= members]
    if usable and all(members <= one.audience for one in ring.epochs):
        return ()
    fresh = []
    if not usable:
        secret, recipient = envelope.new_identity()
        fresh = [Epoch(recipient=recipient, secret=secret, audience=members)]
    return (*(replace(one, audience=members) for one in ring.epochs), *fresh)


def writing_epoch(me: machines.Machine, ring: Ring) -> Epoch:
    """The key that this machine seals with: one that no removed machine has."""
    members = frozenset(machines.audience(me, ring))
    return next(one for one in ring.epochs if one.audience <= members)


def _count(database: Database, accepted: Iterable[Paper]) -> None:
    database.run("UPDATE machine_papers SET counted = 0 WHERE counted = 1")
    database.run_many(
        "UPDATE machine_papers SET counted = 1 WHERE digest = ?",
        [(one.digest,) for one in accepted],
    )


def _see(
    database: Database, seen: Iterable[sync_folder.Found], at: tuple[datetime, int]
) -> None:
    now, stamp = at
    database.run_many(
        "INSERT OR REPLACE INTO machine_files VALUES(?, ?, ?, ?, ?)",
        [(one.name, uuid7(now), stamp, one.size, one.changed) for one in seen],
    )


def _order_files(
    database: Database,
    me: machines.Machine,
    before: Mapping[str, Mapping[str, Any]],
    after: Mapping[str, Mapping[str, Any]],
    listed: set[str],
    at: tuple[datetime, int],
) -> None:
    """Files of this machine that are not there are written, those that nothing names dropped.

    Those are files of originals that were erased, and doubles of what another machine wrote.
    """
    now, stamp = at
    used = {one["blob"]: sha256 for sha256, one in after["originals"].items() if one}
    mine = shared_rows.known(database, "blob")
    for name, sha256 in used.items():
        if after["originals"][sha256]["by"] == me.did:
            if name not in listed:
                machines.send(database, name, "file", sha256, at)
            database.run(
                "INSERT OR IGNORE INTO machine_known VALUES('blob', ?, ?, ?)",
                (name, uuid7(now), stamp),
            )
    gone = {one["blob"] for one in before["originals"].values() if one}
    for name in (gone | mine) - used.keys():
        machines.send(database, name, "drop", "", at)


def _reseal(
    database: Database, me: machines.Machine, ring: Ring, listed: set[str], now: datetime
) -> None:
    """Own ring papers go out again to members that cannot read them yet; lost papers too."""
    wanted = set(machines.audience(me, ring).values())
    known = machines.kept(database)
    counted = {one.digest for one in ring.accepted}
    again = []
    for one in known:
        is_ring = one.paper.update is None
        lost = bool(one.name) and one.name not in listed
        if one.paper.digest in counted and (lost or (is_ring and not wanted <= one.audience)):
            again.append((one.name or sync_folder.new_name(paper=True), one.paper.digest))
    if again:
        with database.write(now) as stamp:
            for name, digest in again:
                machines.send(database, name, "paper", digest, (now, stamp))


def flush(database: Database, now: datetime) -> None:
    """Write what waits in the outbox: files first, then the papers that name them.

    Raises:
        StorageError: what was not written stays in the outbox.
    """
    me = machines.present(database)
    ring = machines.ring_now(database, me)
    rows = database.all(
        """SELECT name, kind, digest FROM machine_outbox
        ORDER BY kind = 'drop', kind = 'paper', name"""
    )
    for name, kind, digest in rows:
        if not sync_folder.is_ours(name):  # a wallet that somebody else made
            continue
        match kind:
            case "drop":
                sync_folder.drop(Path(me.folder), name)
                database.run(
                    "DELETE FROM machine_known WHERE kind = 'blob' AND id = ?", (name,)
                )
            case "file":
                _write_file(database, me, ring, name, digest)
            case _:
                _write_paper(database, me, ring, name, digest)
        with database.write(now):
            database.run("DELETE FROM machine_outbox WHERE name = ?", (name,))


def _write_file(
    database: Database, me: machines.Machine, ring: Ring, name: str, sha256: str
) -> None:
    data = database.value("SELECT bytes FROM originals WHERE sha256 = ?", (sha256,))
    if data is not None:
        key = writing_epoch(me, ring).recipient
        sync_folder.put(Path(me.folder), name, sync_folder.FILE + data, [key])


def _write_paper(
    database: Database, me: machines.Machine, ring: Ring, name: str, digest: str
) -> None:
    data = database.value("SELECT data FROM machine_papers WHERE digest = ?", (digest,))
    paper = said.read(data, is_checked=True)
    to = {writing_epoch(me, ring).recipient}
    if paper.update is None:
        to = set(machines.audience(me, ring).values())
        database.run(
            "UPDATE machine_papers SET audience = ?, name = ? WHERE digest = ?",
            (json.dumps(sorted(to)), name, digest),
        )
    if paper.removed and not paper.epochs:
        # Whoever is removed may know it; keys are never in the same paper.
        gone = {one.did for one in paper.removed}
        cards = (card for one in ring.accepted for card in one.admitted)
        to |= {card.recipient for card in cards if card.did in gone}
    sync_folder.put(Path(me.folder), name, sync_folder.PAPER + data, to)
