"""This machine among the others of its owner: its keys, and every paper that came."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wallet import holder
from wallet.encoding import own_words
from wallet.errors import InputError
from wallet.identifiers import did_key_of
from wallet.reviews import envelope
from wallet.reviews.contact import Contact
from wallet.sync import chain, said
from wallet.sync.chain import Ring
from wallet.sync.said import Head, Paper
from wallet.vault import sync_folder
from wallet.vault.database import Database
from wallet.vault.stamps import uuid7

AREA = "machines"
_LONGEST_NAME = 80
"""Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """This machine."""

    name: str
    did: str
    key: Ed25519PrivateKey = field(repr=False)
    recipient: str
    age_secret: str = field(repr=False)
    ring: str
    """Empty until it belongs to a ring."""
    root: str
    """The machine (did:key) whose card it joined by; empty for the one that began."""
    folder: str
    follow: tuple[str, ...]
    told: Mapping[str, Any]
    """What the last exchange came to."""

    @property
    def card(self) -> Contact:
        """How others know it."""
        return Contact(name=self.name, did=self.did, recipient=self.recipient)

    @property
    def roots(self) -> tuple[str, ...]:
        """Whom it believes without being told by anybody."""
        return (self.did, self.root) if self.root else (self.did,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A paper, and what this machine did with it."""

    paper: Paper
    counted: bool
    """Whether the rows of this wallet were made with it."""
    name: str
    """Its file, where this machine wrote one."""
    audience: frozenset[str]
    """Of a ring paper of this machine: the recipients it was sealed to."""


# --- this machine ---------------------------------------------------------------------------


def own(database: Database) -> Machine | None:
    """This machine; None where its owner has no others."""
    row = database.one(
        """SELECT name, did, secret, recipient, age_secret, ring, root, folder, follow, told
        FROM machine"""
    )
    if row is None:
        return None
    name, did, secret, recipient, age_secret, ring, root, folder, follow, told = row
    return Machine(
        name=name,
        did=did,
        key=Ed25519PrivateKey.from_private_bytes(secret),
        recipient=recipient,
        age_secret=age_secret,
        ring=ring,
        root=root,
        folder=folder,
        follow=tuple(json.loads(follow)),
        told=json.loads(told),
    )


def introduce(database: Database, name: str, now: datetime) -> Machine:
    """This machine, made on first use; it takes that name.

    Raises:
        InputError: ``machine_without_name``.
    """
    written = own_words.line(name, _LONGEST_NAME)
    if not written:
        raise InputError("machine_without_name")
    found = own(database)
    with database.write(now) as stamp:
        if found is None:
            key = Ed25519PrivateKey.generate()
            secret, recipient = envelope.new_identity()
            database.run(
                "INSERT INTO machine VALUES(1, ?, ?, '', ?, ?, ?, ?, '', '', '', '[]', '{}')",
                (
                    uuid7(now),
                    stamp,
                    did_key_of(key.public_key()),
                    holder.to_bytes(key),
                    recipient,
                    secret,
                ),
            )
        database.run("UPDATE machine SET name = ?, stamp = ?", (written, stamp))
    return present(database)


def present(database: Database) -> Machine:
    """This machine.

    Raises:
        InputError: ``no_machines``: it has not been introduced.
    """
    found = own(database)
    if found is None:
        raise InputError("no_machines")
    return found


def settle(database: Database, now: datetime, **values: str) -> None:
    """Write down ``ring``, ``root``, ``folder``, ``follow`` or ``told`` of this machine."""
    with database.write(now) as stamp:
        for name, value in values.items():
            database.run(f"UPDATE machine SET {name} = ?, stamp = ?", (value, stamp))  # noqa: S608 - names of ours


def leave(database: Database, now: datetime) -> None:
    """Forget the others and every paper; the credentials and their order stay."""
    with database.write(now):
        for table in ("machine", "machine_papers", "machine_outbox", "machine_files"):
            database.run(f"DELETE FROM {table}")  # noqa: S608 - tables of ours
        database.run("DELETE FROM machine_known")


# --- papers ---------------------------------------------------------------------------------


def kept(database: Database) -> tuple[Kept, ...]:
    """Every paper that this machine has."""
    rows = database.all(
        "SELECT data, counted, name, audience FROM machine_papers ORDER BY author, seq, digest"
    )
    return tuple(
        Kept(
            paper=said.read(data, is_checked=True),
            counted=bool(counted),
            name=name,
            audience=frozenset(json.loads(audience)),
        )
        for data, counted, name, audience in rows
    )


def ring_now(database: Database, me: Machine) -> Ring:
    """What the papers that this machine has come to."""
    return ring_of(me, (one.paper for one in kept(database)))


def ring_of(me: Machine, papers: Iterable[Paper]) -> Ring:
    """What papers come to, seen from this machine; those of other rings are nothing to it."""
    mine = (one for one in papers if one.ring == me.ring)
    return chain.ring_of(mine, me.roots, me.did, me.follow)


def audience(me: Machine, ring: Ring) -> dict[str, str]:
    """Who may read what this machine writes: did:key -> recipient."""
    found = {one.did: one.recipient for one in ring.members.values()}
    return {**found, me.did: me.recipient}


def say(
    database: Database, make: Callable[[str, str, Head], dict[str, object]], now: datetime
) -> None:
    """Sign one more paper of this machine; the next exchange writes it into the folder."""
    me = present(database)
    head = ring_now(database, me).heads.get(me.did, Head())
    paper = said.sign(make(me.ring, me.did, head), me.did, me.key, now)
    with database.write(now) as stamp:
        keep(database, [paper], me, (now, stamp))


def keep(
    database: Database, papers: Iterable[Paper], me: Machine, at: tuple[datetime, int]
) -> None:
    """Store papers; those of this machine wait for the folder. Inside a transaction."""
    now, stamp = at
    for paper in papers:
        name = sync_folder.new_name(paper=True) if paper.author == me.did else ""
        database.run(
            "INSERT OR IGNORE INTO machine_papers VALUES(?, ?, ?, ?, ?, 0, ?, '[]', ?)",
            (paper.digest, uuid7(now), stamp, paper.author, paper.seq, name, paper.data),
        )
        if name:
            send(database, name, "paper", paper.digest, at)


def send(
    database: Database, name: str, kind: str, digest: str, at: tuple[datetime, int]
) -> None:
    """Have something written into the folder, or dropped from it; inside a transaction."""
    now, stamp = at
    database.run(
        "INSERT OR REPLACE INTO machine_outbox VALUES(?, ?, ?, ?, ?)",
        (name, uuid7(now), stamp, kind, digest),
    )
