"""What the owner of this wallet vouches for and can prove: evidence, keys, revocations seen.

Evidence is kept as the bytes that came and parsed anew on each unlock, so that a better reader
reads old evidence better. Private keys are encrypted like everything in the database, and
leave it only through ``signer``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from wallet import holder
from wallet.errors import InputError
from wallet.evidence import Evidence, Origin, Source
from wallet.holder import HolderKey, PrivateKey
from wallet.identifiers import did_key_of
from wallet.register import Register
from wallet.trust import RefusedItem, read_evidence
from wallet.vault import papers
from wallet.vault.database import Database
from wallet.vault.interface import AddedEvidence, Changes, EvidenceItem
from wallet.vault.stamps import moment_of, storable, text_of, uuid7

# --- evidence -------------------------------------------------------------------------------


def add_evidence(
    database: Database, files: Iterable[tuple[str, bytes]], now: datetime
) -> AddedEvidence:
    """Keep files of evidence that the owner vouches for; unusable ones are named, not kept."""
    items: list[EvidenceItem] = []
    refused: list[RefusedItem] = []
    with database.write(now) as stamp:
        for name, data in files:
            found, off = read_evidence([(name, data)], source=Source.VAULT, received_at=now)
            refused += off
            if off:
                continue
            items += _items(found)
            database.run(
                "INSERT OR IGNORE INTO evidence VALUES(?, ?, ?, ?, ?, ?)",
                (
                    uuid7(now),
                    stamp,
                    hashlib.sha256(data).hexdigest(),
                    storable(name),
                    text_of(now),
                    data,
                ),
            )
    areas = frozenset({"evidence"}) if items else frozenset[str]()
    return AddedEvidence(
        items=tuple(items), refused=tuple(refused), changes=Changes(areas=areas)
    )


def remove_evidence(database: Database, sha256: str, now: datetime) -> Changes:
    """Forget one file of evidence.

    Raises:
        InputError: ``unknown_evidence``.
    """
    with database.write(now):
        if not database.run("DELETE FROM evidence WHERE sha256 = ?", (sha256,)):
            raise InputError("unknown_evidence", sha256=sha256[:64])
    return Changes(areas=frozenset({"evidence"}))


def kept_files(database: Database) -> Evidence:
    """What the files of evidence hold that this wallet keeps."""
    found = Evidence()
    rows = database.all("SELECT name, bytes, received_at FROM evidence ORDER BY uid")
    for name, data, received_at in rows:
        one, _ = read_evidence(
            [(name, data)], source=Source.VAULT, received_at=moment_of(received_at)
        )
        found = found.joined(one)
    return found


def files_state(database: Database) -> object:
    """Something that differs when a file of evidence came or went."""
    return database.one("SELECT count(*), max(stamp) FROM evidence")


def kept_evidence(database: Database) -> Evidence:
    """All evidence of this wallet, with its holder ids, first imports and revocations seen."""
    found = kept_files(database)
    own = Evidence(
        holder_ids=frozenset(one.did for one in holder_keys(database)),
        entered_ids=frozenset(papers.settings(database).entered_ids),
        first_seen={
            one: moment_of(at)
            for one, at in database.all("SELECT credential_id, imported_at FROM credentials")
        },
        revocations_seen={
            entry: moment_of(at)
            for entry, at in database.all("SELECT entry, first_seen FROM revocations_seen")
        },
    )
    return found.joined(own)


def evidence_items(database: Database) -> tuple[EvidenceItem, ...]:
    """What evidence this wallet keeps, oldest first."""
    return tuple(_items(kept_evidence(database)))


def judged_all_by(database: Database, evidence: Evidence) -> None:
    """Remember by which evidence every row was judged last.

    Keys of the wallet's own do not count: no verdict rests on them.
    """
    with database.transaction():
        database.set_meta("judged_by", _mark(evidence))


def is_judged_by(database: Database, evidence: Evidence) -> bool:
    """Whether that evidence is still the one."""
    return database.meta("judged_by") == _mark(evidence)


def _mark(evidence: Evidence) -> str:
    origins = [one.origin for one in evidence.key_documents]
    origins += [one.origin for one in evidence.status_lists]
    origins += [one.origin for one in evidence.registries]
    origins += [one.origin for one in evidence.anchors]
    origins += [one.origin for one in evidence.crls]
    origins += [one.origin for one in evidence.type_metadata]
    origins += [one.origin for one in evidence.accreditations]
    origins += [one.origin for one in evidence.hosted]
    origins += [one.origin for one in evidence.transactions]
    origins += [one.origin for one in evidence.programmes]
    told = sorted({f"{one.sha256} {one.confirmed}" for one in origins})
    told += sorted(_mark_of(one) for one in evidence.registers)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _mark_of(register: Register) -> str:
    standing = sorted({str(one.confirmed) for one in register.sources})
    return f"{register.sha256} {' '.join(standing)}"


def saw_revocations(
    database: Database, seen: Mapping[str, datetime], now: datetime, stamp: int
) -> None:
    """Remember revocations from good lists for good; inside a transaction.

    ``seen``: as ``Evidence.revocations_seen``. The earliest date stays.
    """
    database.run_many(
        """INSERT INTO revocations_seen VALUES(?, ?, ?, ?) ON CONFLICT(entry) DO UPDATE
        SET first_seen = min(first_seen, excluded.first_seen), stamp = excluded.stamp""",
        [(entry, uuid7(now), stamp, text_of(at)) for entry, at in seen.items()],
    )


def _items(evidence: Evidence) -> list[EvidenceItem]:
    found = [("key_document", one.id, one.origin) for one in evidence.key_documents]
    found += [("status_list", one.url, one.origin) for one in evidence.status_lists]
    found += [("registry", one.name, one.origin) for one in evidence.registries]
    found += [("anchor", one.name, one.origin) for one in evidence.anchors]
    found += [("crl", one.name, one.origin) for one in evidence.crls]
    found += [("hosted", one.url, one.origin) for one in evidence.hosted]
    found += [("transaction", one.id, one.origin) for one in evidence.transactions]
    found += [("type_metadata", one.vct, one.origin) for one in evidence.type_metadata]
    found += [("accreditation", one.subject, one.origin) for one in evidence.accreditations]
    found += [("programme", one.programme, one.origin) for one in evidence.programmes]
    return [_item(kind, about, origin) for kind, about, origin in found]


def _item(kind: str, about: str, origin: Origin) -> EvidenceItem:
    return EvidenceItem(
        sha256=origin.sha256,
        name=origin.name,
        kind=kind,
        id=about,
        received_at=origin.received_at,
        dated=origin.dated,
    )


# --- holder keys ----------------------------------------------------------------------------


def holder_keys(database: Database) -> tuple[HolderKey, ...]:
    """The public side of this wallet's keys, oldest first."""
    rows = database.all("SELECT did, label, created_at FROM holder_keys ORDER BY uid")
    return tuple(
        HolderKey(did=did, label=label, created_at=moment_of(created_at))
        for did, label, created_at in rows
    )


def new_holder_key(
    database: Database, label: str, now: datetime, kind: str = holder.ED25519
) -> HolderKey:
    """Make a key. It is on disk before anybody learns its identifier.

    Raises:
        InputError: ``text_too_long``.
    """
    label = storable(label).strip()
    if len(label) > holder.MAX_LABEL:
        raise InputError("text_too_long", field="label", limit=holder.MAX_LABEL)
    key = holder.new_private_key(kind)
    did = did_key_of(key.public_key())
    with database.write(now) as stamp:
        database.run(
            "INSERT INTO holder_keys VALUES(?, ?, ?, ?, ?, ?)",
            (did, uuid7(now), stamp, label, text_of(now), holder.to_bytes(key)),
        )
    return HolderKey(did=did, label=label, created_at=now)


def signer(database: Database, did: str) -> PrivateKey:
    """The private key of a holder identifier.

    Raises:
        InputError: ``unknown_holder_key``.
    """
    secret = database.value("SELECT secret FROM holder_keys WHERE did = ?", (did,))
    if secret is None:
        raise InputError("unknown_holder_key", did=did[:200])
    return holder.from_bytes(secret, did)
