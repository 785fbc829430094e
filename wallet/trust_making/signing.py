"""Lists of rows, signed and packed as a bundle (spec/trust.md D.7).

Rules
-----
1. The same rows, keys and moment give the same bytes.
2. A new root is made where the keys or thresholds have changed, or the last one ends within a
   quarter of a year; it is signed by enough of the old root keys and of the new.
3. Every role that was ever in the snapshot stays in it: a role that vanished would look like a
   rollback to those who have seen it.
4. What has no signer is not published: a role whose keys are too few is refused.
5. Two lists whose names come to one file name are two files: neither takes the other's place.
"""

from __future__ import annotations

import hashlib
import lzma
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from wallet.encoding import timestamp
from wallet.errors import InputError
from wallet.trust.rows import Row, members, write
from wallet.trust_import import archive
from wallet.trust_import.list_terms import SCHEMA, Coverage, Terms
from wallet.trust_import.updating import LARGEST_LIST, OURS
from wallet.trust_making.keys import TOP, KeyFolder

if TYPE_CHECKING:
    from securesystemslib.signer import CryptoSigner
    from tuf.api.metadata import Metadata

ROOT_DAYS = 365
TIMESTAMP_DAYS = 30
LISTS_DAYS = 365
_RENEW = timedelta(days=90)
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 1}]
"""Five times as fast as preset 3, for a tenth more to carry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListToSign:
    """The rows of one source, and what is said of it."""

    role: str
    slug: str
    """Its file name, without ending."""
    name: str
    rows: Sequence[Row] = field(repr=False)
    fetched_at: datetime
    coverage: Coverage = field(default_factory=Coverage)
    url: str | None = None
    raw_sha256: str | None = None
    licence: str | None = None
    sandbox: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A bundle, and what a person is told of it."""

    data: bytes = field(repr=False)
    fingerprint: str
    """Of its first root, hex: what the operator makes known by another way."""
    name: str
    versions: Mapping[str, int]
    rows: Mapping[str, int]
    """Of each list, by path."""


def publish(lists: Iterable[ListToSign], keys: KeyFolder, now: datetime) -> Published:
    """Sign these lists and pack them.

    Args:
        lists: what the bundle holds; all of it, each time.
        keys: the operator's.
        now: the moment of signing, aware.

    Raises:
        InputError: ``no_keys``, ``too_few_keys``, ``unusable_key``, ``no_operator``,
            ``bundle_too_long``.
        StorageError: the folder of keys cannot be written.
    """
    packed = [_packed(one) for one in _named_apart(lists)]
    roots = _roots(keys, now)
    roles = sorted({one.role for one in packed})
    previous = _previous_snapshot(keys)
    signed = {role: _list_role(role, packed, keys, previous, now) for role in roles}
    signed["targets"] = _targets(roles, packed, keys, previous, now)
    signed["snapshot"] = _snapshot(signed, keys, previous, now)
    signed["timestamp"] = _timestamp(signed["snapshot"], keys, now)
    files = {archive.name_of(role): data for role, data in signed.items()}
    files |= {f"{place}.root.json": data for place, data in enumerate(roots, start=1)}
    files["root.json"] = roots[-1]
    files |= {f"targets/{one.path}": one.data for one in packed}
    keys.remember({one: files[one] for one in ("timestamp.json", "snapshot.json")})
    return _published(files, roots, keys, {one.path: one.count for one in packed})


def renew(bundle: archive.BundleFile, keys: KeyFolder, now: datetime) -> Published:
    """The same bundle with a new timestamp, and nothing else new.

    Raises:
        InputError: ``no_keys``, ``too_few_keys``, ``bundle_damaged``.
        StorageError: the folder of keys cannot be written.
    """
    files = dict(bundle.members)
    snapshot = files.get("snapshot.json")
    if snapshot is None or snapshot != keys.published("snapshot.json"):
        raise InputError("bundle_damaged", rule="not the last one published")
    files["timestamp.json"] = _timestamp(snapshot, keys, now)
    keys.remember({"timestamp.json": files["timestamp.json"]})
    return _published(files, keys.roots(), keys, {})


# --- lists ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Packed:
    path: str
    role: str
    data: bytes
    terms: Terms
    count: int


def _named_apart(lists: Iterable[ListToSign]) -> Iterator[ListToSign]:
    """Rule 5."""
    met: Counter[tuple[str, str]] = Counter()
    for one in lists:
        slug = one.slug
        while met[one.role, slug]:
            met[one.role, one.slug] += 1
            slug = f"{one.slug}-{met[one.role, one.slug]}"
        met[one.role, slug] += 1
        yield replace(one, slug=slug)


def _packed(one: ListToSign) -> _Packed:
    text = write(one.rows)
    data = lzma.compress(text, lzma.FORMAT_XZ, lzma.CHECK_CRC32, filters=_FILTERS)
    if len(data) > LARGEST_LIST:
        raise InputError("bundle_too_long", name=one.slug, limit=LARGEST_LIST)
    counts = _counts(text)
    terms = Terms(
        schema=SCHEMA,
        name=one.name,
        fetched_at=one.fetched_at,
        unpacked=len(text),
        rows=counts,
        url=one.url,
        raw_sha256=one.raw_sha256,
        licence=one.licence,
        coverage=one.coverage,
        sandbox=one.sandbox,
    )
    return _Packed(
        path=f"{one.role}/{one.slug}.jsonl.xz",
        role=one.role,
        data=data,
        terms=terms,
        count=sum(counts.values()),
    )


def _counts(text: bytes) -> dict[str, int]:
    """Rows of each kind: every line begins with it."""
    found: dict[str, int] = {}
    start = len(b'{"row":"')
    for line in text.splitlines():
        kind = line[start : line.index(b'"', start)].decode()
        found[kind] = found.get(kind, 0) + 1
    return found


def _list_role(
    role: str,
    packed: Sequence[_Packed],
    keys: KeyFolder,
    previous: Mapping[str, int],
    now: datetime,
) -> bytes:
    from tuf.api.metadata import Metadata, TargetFile, Targets  # noqa: PLC0415

    found: dict[str, Any] = {}
    for one in packed:
        if one.role == role:
            target = TargetFile.from_data(one.path, one.data, ["sha256"])
            target.unrecognized_fields["custom"] = members(one.terms)
            found[one.path] = target
    version = previous.get(role, 0) + 1
    told = Targets(version=version, expires=_until(now, LISTS_DAYS), targets=found)
    return _signed(Metadata(told), role, keys)


def _targets(
    roles: Sequence[str],
    packed: Sequence[_Packed],
    keys: KeyFolder,
    previous: Mapping[str, int],
    now: datetime,
) -> bytes:
    from tuf.api.metadata import (  # noqa: PLC0415
        DelegatedRole,
        Delegations,
        Metadata,
        Targets,
    )

    delegated: dict[str, Any] = {}
    known: dict[str, Any] = {}
    for role in roles:
        signers = _enough(role, keys)
        known |= {one.public_key.keyid: one.public_key for one in signers}
        size = sum(len(one.data) for one in packed if one.role == role)
        delegated[role] = DelegatedRole(
            name=role,
            keyids=[one.public_key.keyid for one in signers],
            threshold=keys.threshold(role),
            terminating=True,
            paths=[f"{role}/*"],
            unrecognized_fields={OURS: {"max_bytes": min(LARGEST_LIST, 2 * size + 65_536)}},
        )
    told = Targets(
        version=previous.get("targets", 0) + 1,
        expires=_until(now, LISTS_DAYS),
        delegations=Delegations(known, delegated),
    )
    return _signed(Metadata(told), "targets", keys)


# --- the chain above them -------------------------------------------------------------------


def _snapshot(
    signed: Mapping[str, bytes], keys: KeyFolder, previous: Mapping[str, int], now: datetime
) -> bytes:
    from tuf.api.metadata import Metadata, MetaFile, Snapshot, Targets  # noqa: PLC0415

    meta = {f"{role}.json": MetaFile(number) for role, number in previous.items()}  # rule 3
    meta.pop("snapshot.json", None)
    for role, data in signed.items():
        version = Metadata[Targets].from_bytes(data).signed.version
        meta[f"{role}.json"] = MetaFile.from_data(version, data, ["sha256"])
    told = Snapshot(
        version=previous.get("snapshot", 0) + 1, expires=_until(now, LISTS_DAYS), meta=meta
    )
    return _signed(Metadata(told), "snapshot", keys)


def _timestamp(snapshot: bytes, keys: KeyFolder, now: datetime) -> bytes:
    from tuf.api.metadata import Metadata, MetaFile, Snapshot, Timestamp  # noqa: PLC0415

    before = keys.published("timestamp.json")
    last = Metadata[Timestamp].from_bytes(before).signed.version if before else 0
    version = Metadata[Snapshot].from_bytes(snapshot).signed.version
    told = Timestamp(
        version=last + 1,
        expires=_until(now, TIMESTAMP_DAYS),
        snapshot_meta=MetaFile.from_data(version, snapshot, ["sha256"]),
        unrecognized_fields={OURS: {"signed_at": timestamp.write(now)}},
    )
    return _signed(Metadata(told), "timestamp", keys)


def _previous_snapshot(keys: KeyFolder) -> dict[str, int]:
    """Versions of every role published so far."""
    from tuf.api.metadata import Metadata, Snapshot  # noqa: PLC0415

    data = keys.published("snapshot.json")
    if data is None:
        return {}
    told = Metadata[Snapshot].from_bytes(data).signed
    found = {name.removesuffix(".json"): one.version for name, one in told.meta.items()}
    return {**found, "snapshot": told.version}


def _roots(keys: KeyFolder, now: datetime) -> list[bytes]:
    """Every root, with a new one where it is needed (rule 2)."""
    from tuf.api.metadata import Metadata, Root  # noqa: PLC0415

    roots = keys.roots()
    operator = keys.operator()
    fresh = Root(
        version=len(roots) + 1,
        expires=_until(now, ROOT_DAYS),
        consistent_snapshot=False,
        unrecognized_fields={
            OURS: {
                "id": operator.id,
                "name": operator.name,
                "demo": operator.demo,
                "url": operator.url,
            }
        },
    )
    for role in TOP:
        for one in _enough(role, keys):
            fresh.add_key(one.public_key, role)
        fresh.roles[role].threshold = keys.threshold(role)
    last = Metadata[Root].from_bytes(roots[-1]).signed if roots else None
    if last is not None and _is_current(last, fresh, now):
        return roots
    made: Metadata[Root] = Metadata(fresh)
    signers = {one.public_key.keyid: one for one in keys.signers("root")}
    signers |= {one.public_key.keyid: one for one in _retired(keys)}
    for keyid, one in signers.items():
        if keyid in fresh.roles["root"].keyids or (
            last is not None and keyid in last.roles["root"].keyids
        ):
            made.sign(one, append=True)
    if last is not None:
        _check_old(made, last)
    data = made.to_bytes()
    keys.remember({f"{fresh.version}.root.json": data})
    return [*roots, data]


def _check_old(made: Metadata[Any], last: Any) -> None:
    from tuf.api.exceptions import UnsignedMetadataError  # noqa: PLC0415

    try:
        last.verify_delegate("root", made.signed_bytes, made.signatures)
    except UnsignedMetadataError:
        raise InputError("too_few_keys", role="root") from None


def _is_current(last: Any, fresh: Any, now: datetime) -> bool:
    same: bool = last.roles == fresh.roles and last.keys == fresh.keys
    return (
        same
        and last.unrecognized_fields == fresh.unrecognized_fields
        and (last.expires - now > _RENEW)
    )


def _retired(keys: KeyFolder) -> list[CryptoSigner]:
    """Root keys on their way out: they sign the root that drops them."""
    if not any((keys.path / "retired").glob("*.pem")):
        return []
    return keys.signers("retired")


def _enough(role: str, keys: KeyFolder) -> list[CryptoSigner]:
    signers = keys.signers(role)
    if len(signers) < keys.threshold(role):
        raise InputError("too_few_keys", role=role)
    return signers


def _signed(made: Metadata[Any], role: str, keys: KeyFolder) -> bytes:
    for one in _enough(role, keys):
        made.sign(one, append=True)
    return made.to_bytes()


def _until(now: datetime, days: int) -> datetime:
    return now.replace(microsecond=0) + timedelta(days=days)


def _published(
    files: Mapping[str, bytes], roots: Sequence[bytes], keys: KeyFolder, rows: Mapping[str, int]
) -> Published:
    from tuf.api.metadata import Metadata, Timestamp  # noqa: PLC0415

    stamp = Metadata[Timestamp].from_bytes(files["timestamp.json"]).signed
    return Published(
        data=archive.pack(files),
        fingerprint=hashlib.sha256(roots[0]).hexdigest(),
        name=keys.operator().name,
        versions={
            "root": len(roots),
            "timestamp": stamp.version,
            "snapshot": stamp.snapshot_meta.version,
        },
        rows=rows,
    )
