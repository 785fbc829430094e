"""Floors that outlive the trust folder: which bundles were in use, as a file to keep elsewhere.

Rules (spec/trust.md D.7)
-------------------------
1. A floor is the roots that were trusted, and the newest metadata seen under them. It trusts
   nobody: whoever accepts that root later gets no bundle older than it.
2. The metadata carries its own signatures, and is judged with the next bundle by the rules of
   TUF. What somebody bent there counts for nothing, and takes the place of nothing.
3. Only roots that follow one from another are taken. A newest signing time in the future is
   not: it would make every later clock look set back.
4. A floor only ever rises.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from wallet.encoding import strict_json
from wallet.errors import InputError
from wallet.trust import rows
from wallet.trust_import import bundle_state, updating
from wallet.trust_import.bundle_state import STATE
from wallet.trust_import.files import write_file
from wallet.trust_import.updating import Trusted

FORMAT = "trust-floors/1"
FLOOR = "floor.json"
_MOST = 200


class Floors:
    """The floors of a folder of bundles."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def export(self) -> bytes:
        """What no later bundle of these roots may be older than, to keep elsewhere."""
        states = [bundle_state.read(one) for one in sorted(self._folder.glob(f"*/{STATE}"))]
        return written(one.trusted for one in states if one is not None)

    def take(self, data: bytes, now: datetime) -> tuple[str, ...]:
        """Raise the floors to those of a file; the fingerprints of its roots.

        Raises:
            InputError: ``floors_damaged``; nothing was changed.
            StorageError: ``trust_folder_not_writable``.
        """
        found = read(data, now)
        for path, raised_to in [self._raised(one, now) for one in found]:
            write_file(path, raised_to)
        return tuple(one.fingerprint for one in found)

    def _raised(self, one: Trusted, now: datetime) -> tuple[Path, bytes]:
        place = self._folder / one.fingerprint
        state = bundle_state.read(place / STATE)
        if state is None:
            known = self.of(one.roots[0], now) or one
            return place / FLOOR, written([raised(known, one, now)])
        higher = bundle_state.raised(state, raised(state.trusted, one, now))
        return place / STATE, bundle_state.written(higher)

    def of(self, root: bytes, now: datetime) -> Trusted | None:
        """Of a root that is not accepted here, or not any more; None where none is known."""
        path = self._folder / hashlib.sha256(root).hexdigest() / FLOOR
        try:
            return read(path.read_bytes(), now)[0]
        except (OSError, InputError):
            return None


def written(floors: Iterable[Trusted]) -> bytes:
    """The file."""
    told = {"format": FORMAT, "floors": [rows.members(one) for one in floors]}
    return json.dumps(told, indent=1, sort_keys=True).encode()


def read(data: bytes, now: datetime) -> tuple[Trusted, ...]:
    """The floors in a file (rule 3).

    Raises:
        InputError: ``floors_damaged``.
    """
    floors: tuple[Trusted, ...] = ()
    try:
        told: Any = strict_json.loads(data)
        found = [rows.from_members(Trusted, one) for one in told["floors"]]
        floors = tuple(_checked(one, now) for one in found[: _MOST + 1])
        is_ours = told["format"] == FORMAT and 0 < len(floors) <= _MOST
    except (InputError, KeyError, TypeError, ValueError):
        is_ours = False
    if not is_ours:
        raise InputError("floors_damaged")
    return floors


def _checked(one: Trusted, now: datetime) -> Trusted:
    updating.check_roots(one, now)
    newest = one.newest_seen
    if newest is not None and (newest.tzinfo is None or newest > now):
        newest = None
    return replace(one, newest_seen=newest)


def raised(held: Trusted, floor: Trusted, now: datetime) -> Trusted:
    """The higher of both, part by part (rule 4).

    Raises:
        InputError: ``floors_damaged`` where they do not begin with the same roots.
    """
    longer, other = sorted((held.roots, floor.roots), key=len, reverse=True)
    if longer[: len(other)] != other:
        raise InputError("floors_damaged")
    seen = [one for one in (held.newest_seen, floor.newest_seen) if one is not None]
    roots = Trusted(roots=longer)

    def newer(role: str, one: bytes | None, another: bytes | None) -> bytes | None:
        if one == another:
            return one
        return max(
            one, another, key=lambda data: updating.signed_version(roots, role, data, now)
        )

    return Trusted(
        roots=longer,
        timestamp=newer("timestamp", held.timestamp, floor.timestamp),
        snapshot=newer("snapshot", held.snapshot, floor.snapshot),
        newest_seen=max(seen, default=None),
    )
