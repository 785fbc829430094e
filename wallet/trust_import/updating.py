"""A bundle through the update rules of TUF, and what else trust.md asks of its metadata.

Rules (spec/trust.md D.7, D.10, D.11)
-------------------------------------
1. Signatures, thresholds, versions, rotation, rollback, freeze and mix-and-match are judged by
   ``TrustedMetadataSet`` of python-tuf, fed in the order of its client: the trusted root, each
   later root in the bundle, then what was trusted before (the floors), then what is offered.
   What was trusted before and no longer verifies under the new root counts no more: so a
   rotation of keys resets the floors of their roles.
2. The clock is the caller's ``now``. One earlier than the newest signing time seen stops the
   import (``clock_set_back``).
3. One key under two names would count twice toward a threshold: refused. So are keys that
   stand in published test vectors.
4. Lists are delegated, one level deep, and each lies inside the path of its delegation and
   within the bytes allowed there. The top-level role holds no list itself.
5. Nothing here reads rows; a list is handed out only with its length and hash verified.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from wallet.errors import InputError
from wallet.limits import MIB
from wallet.trust.published_keys import is_test_key
from wallet.trust_import.archive import BundleFile
from wallet.trust_import.signer_keys import thumbprint

if TYPE_CHECKING:
    from securesystemslib.signer import Key
    from tuf.api.metadata import DelegatedRole, Targets
    from tuf.ngclient._internal.trusted_metadata_set import TrustedMetadataSet

MOST_ROTATIONS = 64
MOST_DELEGATIONS = 64
LONGEST_ROOT = 512 * 1024
LONGEST_TIMESTAMP = 16 * 1024
LONGEST_SNAPSHOT = 512 * 1024
LONGEST_TARGETS = 2 * MIB
LARGEST_LIST = 16 * MIB
LEEWAY = timedelta(hours=1)
"""How far clocks may differ before one counts as set back."""
OURS = "x-tessera"
"""The member in which metadata says what TUF does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted:
    """What is remembered of a root: where the next import starts from."""

    roots: tuple[bytes, ...]
    """Every root trusted so far, the first accepted one first."""
    timestamp: bytes | None = None
    snapshot: bytes | None = None
    newest_seen: datetime | None = None
    """The newest signing time seen (UTC)."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the root that was accepted, hex."""
        return hashlib.sha256(self.roots[0]).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedList:
    """One list of the bundle: its length and hash are what its signers signed."""

    path: str
    role: str
    signer: str
    data: bytes
    custom: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A bundle whose metadata holds."""

    trusted: Trusted
    name: str
    bundle_sha256: str
    received_at: datetime
    versions: Mapping[str, int]
    """Of root, timestamp, snapshot and targets."""
    signed_at: datetime
    expires: datetime
    """Of the timestamp: until when the bundle can be imported."""
    root_expires: datetime
    demo: bool = False
    url: str | None = None
    """Where its publisher says that the newest one is."""
    lists: tuple[VerifiedList, ...] = field(default=(), repr=False)


def identity(data: bytes) -> tuple[str, str] | None:
    """The id and the name that a root says of itself, unproven; None where it has none."""
    try:
        told = json.loads(data)["signed"][OURS]
        return str(told["id"]), str(told["name"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def first_root(bundle: BundleFile) -> bytes:
    """The oldest root in the bundle: what a person compares before trusting it.

    Raises:
        InputError: ``bundle_damaged``.
    """
    versions = bundle.root_versions()
    data = bundle.metadata(f"{versions[0]}.root", LONGEST_ROOT) if versions else None
    if data is None or identity(data) is None:
        raise InputError("bundle_damaged", rule="roots")
    return data


def run(bundle: BundleFile, before: Trusted, now: datetime, *, demo: bool = False) -> Verified:
    """The bundle judged from what is trusted already.

    Args:
        bundle: the opened file.
        before: roots and floors; for a first import just the root to be compared.
        now: aware, UTC.
        demo: whether keys of published test vectors may sign.

    Raises:
        InputError: ``bundle_not_signed``, ``bundle_rolled_back``, ``bundle_expired``,
            ``bundle_mixed``, ``bundle_too_long``, ``bundle_root_link_missing``,
            ``bundle_format_unknown``, ``bundle_outside_path``, ``bundle_duplicate_key``,
            ``test_key``, ``clock_set_back`` or ``bundle_damaged``.
    """
    if before.newest_seen is not None and now + LEEWAY < before.newest_seen:
        raise InputError("clock_set_back")
    from tuf.api import exceptions  # noqa: PLC0415 - loaded when a bundle comes

    try:
        return _run(bundle, before, now, demo=demo)
    except exceptions.RepositoryError as error:
        raise _refused(error) from None
    except (ValueError, KeyError, TypeError, RecursionError, RuntimeError, AttributeError):
        raise InputError("bundle_damaged", rule="metadata") from None


def check_roots(before: Trusted, now: datetime) -> None:
    """That each root follows from the one before it.

    Raises:
        InputError: they do not, or are none.
    """
    from tuf.api import exceptions  # noqa: PLC0415 - loaded when it is needed

    try:
        _started(before, now)
    except exceptions.RepositoryError as error:
        raise _refused(error) from None
    except (ValueError, KeyError, TypeError, IndexError, RecursionError, AttributeError):
        raise InputError("bundle_damaged", rule="roots") from None


def signed_version(before: Trusted, role: str, data: bytes | None, now: datetime) -> int:
    """The version of a floor that the newest trusted root stands behind; 0 of any other.

    Args:
        before: whose roots count; they follow from one another (``check_roots``).
        role: ``timestamp`` or ``snapshot``.
        data: metadata of that role.
        now: aware, UTC. A floor outlives its last day.
    """
    from tuf.api import exceptions  # noqa: PLC0415 - loaded when it is needed
    from tuf.api.metadata import Metadata  # noqa: PLC0415

    if data is None:
        return 0
    try:
        told: Metadata[Any] = Metadata.from_bytes(data)
        if told.signed.type != role:
            return 0
        _started(before, now).root.verify_delegate(role, told.signed_bytes, told.signatures)
    except (exceptions.RepositoryError, ValueError, KeyError, TypeError, RecursionError):
        return 0
    return int(told.signed.version)


def _run(bundle: BundleFile, before: Trusted, now: datetime, *, demo: bool) -> Verified:
    trusted = _started(before, now)
    roots = _rotated(bundle, trusted, before.roots)
    signers = _signers(trusted.root.keys)
    _check_keys(trusted.root.keys, trusted.root.roles.values(), demo=demo)
    _remembered(trusted.update_timestamp, before.timestamp)
    timestamp = _needed(bundle, "timestamp", LONGEST_TIMESTAMP)
    _offered_timestamp(trusted, timestamp, before)
    if before.snapshot is not None:
        _remembered(lambda data: trusted.update_snapshot(data, trusted=True), before.snapshot)
    snapshot = _needed(bundle, "snapshot", LONGEST_SNAPSHOT)
    trusted.update_snapshot(snapshot)
    trusted.update_targets(_needed(bundle, "targets", LONGEST_TARGETS))
    lists = _lists(bundle, trusted, signers, demo=demo)
    told = trusted.root.unrecognized_fields[OURS]
    signed_at = _signed_at(trusted)
    if signed_at > now + LEEWAY:
        raise InputError("clock_set_back")
    return Verified(
        trusted=Trusted(
            roots=roots,
            timestamp=timestamp,
            snapshot=snapshot,
            newest_seen=max(signed_at, before.newest_seen or signed_at),
        ),
        name=str(told["name"])[:200],
        bundle_sha256=bundle.sha256,
        received_at=now,
        versions=_versions(trusted),
        signed_at=signed_at,
        expires=trusted.timestamp.expires,
        root_expires=trusted.root.expires,
        demo=told.get("demo") is True,
        url=told["url"][:2000] if isinstance(told.get("url"), str) else None,
        lists=lists,
    )


def _versions(trusted: TrustedMetadataSet) -> dict[str, int]:
    return {
        "root": trusted.root.version,
        "timestamp": trusted.timestamp.version,
        "snapshot": trusted.snapshot.version,
        "targets": trusted.targets.version,
    }


# --- the order of the client ----------------------------------------------------------------


def _started(before: Trusted, now: datetime) -> TrustedMetadataSet:
    from tuf.ngclient._internal.trusted_metadata_set import (  # noqa: PLC0415
        TrustedMetadataSet,
    )
    from tuf.ngclient.config import EnvelopeType  # noqa: PLC0415

    found = TrustedMetadataSet(before.roots[0], EnvelopeType.METADATA)
    found.reference_time = now.astimezone(UTC)
    for data in before.roots[1:]:
        found.update_root(data)
    return found


def _rotated(
    bundle: BundleFile, trusted: TrustedMetadataSet, roots: tuple[bytes, ...]
) -> tuple[bytes, ...]:
    """Every root in the bundle that follows those trusted, one by one."""
    newest = max(bundle.root_versions(), default=0)
    if newest - trusted.root.version > MOST_ROTATIONS:
        raise InputError("bundle_root_link_missing", version=newest)
    while trusted.root.version < newest:
        following = trusted.root.version + 1
        data = bundle.metadata(f"{following}.root", LONGEST_ROOT)
        if data is None:
            raise InputError("bundle_root_link_missing", version=following)
        trusted.update_root(data)
        roots = (*roots, data)
    return roots


def _remembered(update: Any, data: bytes | None) -> None:
    """Floors: what was trusted before, unless the root no longer stands behind it (rule 1)."""
    from tuf.api.exceptions import RepositoryError  # noqa: PLC0415

    if data is not None:
        try:
            update(data)
        except RepositoryError:
            return  # expired or of rotated keys: it still counts as floor where it verified


def _offered_timestamp(trusted: TrustedMetadataSet, data: bytes, before: Trusted) -> None:
    from tuf.api.exceptions import EqualVersionNumberError  # noqa: PLC0415

    try:
        trusted.update_timestamp(data)
    except EqualVersionNumberError:
        if data != before.timestamp:  # two files under one number: one of them is not theirs
            raise InputError("bundle_mixed", name="timestamp.json") from None
        trusted._check_final_timestamp()  # noqa: SLF001 - the same file again, and still fresh


def _needed(bundle: BundleFile, role: str, limit: int) -> bytes:
    data = bundle.metadata(role, limit)
    if data is None:
        raise InputError("bundle_damaged", rule=f"{role} missing")
    return data


def _signed_at(trusted: TrustedMetadataSet) -> datetime:
    told = trusted.timestamp.unrecognized_fields.get(OURS)
    text = told.get("signed_at") if isinstance(told, dict) else None
    moment = datetime.fromisoformat(str(text))
    if moment.tzinfo is None:
        raise ValueError("signed_at")
    return moment.astimezone(UTC)


# --- keys -----------------------------------------------------------------------------------


def _check_keys(keys: Mapping[str, Key], roles: Any, *, demo: bool) -> None:
    """Rule 3."""
    for role in roles:
        named = [thumbprint(keys[one]) for one in role.keyids if one in keys]
        if len(set(named)) < len(named):
            raise InputError("bundle_duplicate_key")
    if not demo and any(is_test_key("", thumbprint(one)) for one in keys.values()):
        raise InputError("test_key")


def _signers(keys: Mapping[str, Key]) -> dict[str, str]:
    """What keys are called, by their id."""
    named = ((one, key.unrecognized_fields.get(OURS)) for one, key in keys.items())
    return {
        one: str(told["name"])[:200]
        for one, told in named
        if isinstance(told, dict) and "name" in told
    }


# --- lists ----------------------------------------------------------------------------------


def _lists(
    bundle: BundleFile, trusted: TrustedMetadataSet, signers: dict[str, str], *, demo: bool
) -> tuple[VerifiedList, ...]:
    """Rule 4."""
    targets = trusted.targets
    delegations = targets.delegations
    if targets.targets:
        raise InputError("bundle_outside_path", path=next(iter(targets.targets)))
    roles = list((delegations.roles or {}).values()) if delegations is not None else []
    if delegations is None or len(roles) > MOST_DELEGATIONS:
        raise InputError("bundle_damaged", rule="delegations")
    _check_keys(delegations.keys, roles, demo=demo)
    signers = {**signers, **_signers(delegations.keys)}
    found: list[VerifiedList] = []
    for role in roles:
        data = _needed(bundle, role.name, LONGEST_TARGETS)
        known = trusted.update_delegated_targets(data, role.name, "targets")
        signer = ", ".join(dict.fromkeys(signers.get(one, one[:16]) for one in role.keyids))
        found += _lists_of(bundle, role, known, signer)
    return tuple(found)


def _lists_of(
    bundle: BundleFile, role: DelegatedRole, known: Targets, signer: str
) -> list[VerifiedList]:
    if known.delegations is not None:
        raise InputError("bundle_outside_path", path=role.name)
    allowed = role.unrecognized_fields.get(OURS, {}).get("max_bytes", LARGEST_LIST)
    if sum(one.length for one in known.targets.values()) > min(allowed, LARGEST_LIST):
        raise InputError("bundle_too_long", name=role.name, limit=allowed)
    found = []
    for path, target in known.targets.items():
        if not role.is_delegated_path(path) or not path.startswith(f"{role.name}/"):
            raise InputError("bundle_outside_path", path=path[:200])
        data = bundle.target(path, target.length)
        if data is None:
            raise InputError("bundle_damaged", rule=f"{path[:100]} missing")
        target.verify_length_and_hashes(data)
        custom = target.custom if isinstance(target.custom, dict) else {}
        found.append(
            VerifiedList(path=path, role=role.name, signer=signer, data=data, custom=custom)
        )
    return found


def _refused(error: Exception) -> InputError:
    from tuf.api import exceptions  # noqa: PLC0415
    from tuf.api.serialization import DeserializationError  # noqa: PLC0415

    codes: tuple[tuple[type[Exception], str], ...] = (
        (exceptions.ExpiredMetadataError, "bundle_expired"),
        (exceptions.BadVersionNumberError, "bundle_rolled_back"),
        (exceptions.UnsignedMetadataError, "bundle_not_signed"),
        (exceptions.LengthOrHashMismatchError, "bundle_mixed"),
        (DeserializationError, "bundle_format_unknown"),
    )
    code = next((one for kind, one in codes if isinstance(error, kind)), "bundle_mixed")
    return InputError(code)
