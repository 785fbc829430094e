"""What is remembered of an accepted bundle, as one file that is replaced as a whole.

Whoever can write the folder could write this file too; what it protects against is a kill
half-way and a damaged disk. The fingerprint of the root names the folder and is shown wherever
the bundle is shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from wallet.encoding import strict_json
from wallet.errors import InputError
from wallet.register import RegisterSource
from wallet.trust import rows
from wallet.trust_import.updating import Trusted

FORMAT = "trust-bundle/1"
STATE = "state.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexFile:
    """An index on disk, and the bundle that it was made from."""

    file: str
    digest: str
    """SHA-256 of the index."""
    sha256: str
    """SHA-256 of the bundle."""
    size: int
    """Bytes of the bundle."""
    imported_at: datetime
    sources: tuple[RegisterSource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One accepted bundle."""

    id: str
    """What its root calls the series of bundles."""
    name: str
    roots: tuple[bytes, ...]
    added_at: datetime
    signed_at: datetime
    expires: datetime
    root_expires: datetime
    index: IndexFile
    confirmed_at: datetime | None = None
    timestamp: bytes | None = None
    snapshot: bytes | None = None
    newest_seen: datetime | None = None
    versions: Mapping[str, int] = field(default_factory=dict)
    demo: bool = False
    url: str | None = None
    previous: IndexFile | None = None

    @property
    def trusted(self) -> Trusted:
        """Where the next import starts from."""
        return Trusted(
            roots=self.roots,
            timestamp=self.timestamp,
            snapshot=self.snapshot,
            newest_seen=self.newest_seen,
        )

    @property
    def fingerprint(self) -> str:
        """Of the root that was accepted, hex."""
        return hashlib.sha256(self.roots[0]).hexdigest()


def raised(state: State, floor: Trusted) -> State:
    """The same bundle in use, and a higher floor for the next one."""
    return replace(
        state,
        roots=floor.roots,
        timestamp=floor.timestamp,
        snapshot=floor.snapshot,
        newest_seen=floor.newest_seen,
    )


def read(path: Path) -> State | None:
    """The state in a file; None where it is missing, damaged, or in another root's folder."""
    try:
        told: Any = strict_json.loads(path.read_bytes())
        if told.pop("format") != FORMAT:
            return None
        state: State = rows.from_members(State, told)
    except (OSError, InputError, KeyError, AttributeError, TypeError):
        return None
    return state if state.roots and state.fingerprint == path.parent.name else None


def written(state: State) -> bytes:
    """The file."""
    told = {"format": FORMAT, **rows.members(state)}
    return json.dumps(told, indent=1, sort_keys=True).encode()
