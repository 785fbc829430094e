"""The door for trust bundles: as they come, and signed anew by their own operator.

No fuzzer forges a signature; a bundle's publisher makes them by right, and may be hostile.
"""

from __future__ import annotations

import json
import lzma
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from tests.helpers import bundles
from tests.helpers.issuer import NOW
from wallet.errors import WalletError
from wallet.trust_import import TrustFolder, archive, index, list_terms, updating
from wallet.trust_import.updating import Trusted

_ROLES_OF_THEIR_OWN = ("snapshot", "timestamp")


@cache
def _folder() -> tuple[tempfile.TemporaryDirectory[str], Path]:
    """Where the operator's keys and an index lie; it goes when the process ends."""
    kept = tempfile.TemporaryDirectory(prefix="tessera-fuzz-", ignore_cleanup_errors=True)
    return kept, Path(kept.name)


@cache
def _operator() -> bundles.Operator:
    return bundles.Operator(_folder()[1] / "keys")


@cache
def _bundle() -> bytes:
    known = bundles.issuers({"did:key:z6MkExample": "Example University"})
    return _operator().bundle(bundles.deqar(), known)


class _Standing:
    """What a person has accepted of the operator."""

    name: str = "Test operator"
    fingerprint: str = "00" * 32
    added_at: datetime = NOW
    confirmed_at: datetime | None = NOW


@cache
def _lists() -> tuple[index.PackedList, ...]:
    opened = archive.unpack(_bundle(), "00" * 32)
    verified = updating.run(opened, Trusted(roots=(updating.first_root(opened),)), NOW)
    return list_terms.packed(verified, _Standing())


def seeds() -> Mapping[str, bytes]:
    """A bundle, the metadata in it, and rows of its lists."""
    found = {"bundle.zip": _bundle()}
    found |= {
        name: data
        for name, data in bundles.members(_bundle()).items()
        if name.endswith(".json")
    }
    for place, one in enumerate(_lists()):
        for number, line in enumerate(lzma.decompress(one.data).splitlines()[:6]):
            found[f"row-{place}-{number}"] = line
    return found


def run(data: bytes) -> None:
    """A bundle as it comes; a role of one, signed by its owner; or the rows of a list."""
    if data.startswith(b"PK"):
        _offered(data)
    elif b'"signed"' in data:
        signed = _signed_by_its_owner(data)
        if signed is not None:
            _offered(signed)
    else:
        for one in _lists():
            lines = data + b"\n"
            _indexed(replace(one, data=lzma.compress(lines, preset=0), unpacked=len(lines)))


def _offered(data: bytes) -> None:
    folder = TrustFolder(_folder()[1] / "trust", clock=lambda: NOW)
    try:
        folder.offer("bundle", [("bundle.zip", data)])
    except WalletError:
        return


def _signed_by_its_owner(data: bytes) -> bytes | None:
    """The good bundle with this metadata in it; None where nobody could sign it."""
    try:
        role = json.loads(data)["signed"]["_type"]
        files = bundles.members(_bundle())
        files["1.root.json" if role == "root" else f"{role}.json"] = _operator().sign(
            role, data
        )
        pinned = () if role == "root" or role in _ROLES_OF_THEIR_OWN else (role,)
        return bundles.chained(_operator(), files, *pinned)
    except Exception:  # noqa: BLE001 - the operator's tools refuse it, which is theirs to do
        return None


def _indexed(packed: index.PackedList) -> None:
    place = _folder()[1] / "rows.db"
    try:
        index.make(place, [packed])
    except WalletError:
        return
    index.Index(place, "00" * 32, (packed.source,)).search("univ")
    place.unlink()
