"""Trust bundles that were accepted: their roots, floors and indexes, each in a folder.

Rules (spec/trust.md D.7, D.10, D.11)
-------------------------------------
1. A bundle belongs to the root that was accepted for it; a root inside a bundle proves nothing.
   Its folder is named by that root's fingerprint.
2. ``state.json`` holds all that is remembered and is replaced last, so that a kill leaves the
   old state or the new one. The index in use before stays beside it.
3. On every load the root is compared with the folder's name and the index with its digest. What
   does not match is not used, and is named.
4. An expired timestamp stops an import, not the use of what was imported. An expired root stops
   the use as well. A clock set back is named; ``signed_at`` of each source lets every rule see
   it.
5. Until a person has compared the root's fingerprint, every item counts as not confirmed,
   however old the root is (D.11 asks for that in its first 24 hours only).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from wallet.errors import InputError, StorageError
from wallet.evidence import Evidence
from wallet.register import RegisterSource
from wallet.trust.bundle_evidence import evidence_of
from wallet.trust.sets import (
    BundleInfo,
    OfferedBundle,
    TrustOffer,
    TrustProblem,
    TrustSet,
    fingerprint_words,
)
from wallet.trust_import import archive, bundle_state, index, updating
from wallet.trust_import.bundle_state import STATE, IndexFile, State
from wallet.trust_import.files import keep_only, remove_quietly, write_file
from wallet.trust_import.floors import Floors
from wallet.trust_import.list_terms import packed
from wallet.trust_import.updating import LEEWAY, Trusted, Verified

FOLDER = "bundles"

Loaded = tuple[TrustSet, Evidence]
Roots = Callable[[str], bool]
"""Whether a caller names this fingerprint of a root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A bundle that holds, and what it would replace."""

    verified: Verified
    held: State | None
    digest: str
    size: int


class Bundles:
    """The bundles in a trust folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def state(self) -> tuple[tuple[str, int, int], ...]:
        """Something that differs when a bundle came, went or was confirmed."""
        return tuple((path.parent.name, *_stamp(path)) for path in self._states())

    # --- looking and accepting

    def offer(self, data: bytes, now: datetime) -> TrustOffer:
        """A bundle judged, but not accepted.

        Raises:
            InputError: see ``updating.run``.
        """
        judged = self._judged(data, now)
        held = judged.held
        confirmed = held is not None and held.confirmed_at is not None
        info = _info(self._state_of(judged, now, confirmed=False), None)
        return TrustOffer(
            name=judged.verified.name,
            fingerprint=judged.verified.trusted.fingerprint,
            items=info.items,
            refused=(),
            files=(),
            bundle=OfferedBundle(
                data=data,
                info=info,
                is_known=held is not None,
                is_confirmed=confirmed,
                replaces=held.versions.get("snapshot") if held is not None else None,
            ),
        )

    def accept(self, data: bytes, now: datetime, *, confirmed: bool) -> TrustSet:
        """Keep a bundle: its index is made, then its state replaced.

        Raises:
            InputError: see ``updating.run`` and ``index.make``; what was there stays in use.
            StorageError: ``trust_folder_not_writable``.
        """
        return self._keep(self._judged(data, now), now, confirmed=confirmed)

    def evidence_once(
        self, data: bytes, elsewhere: Path, now: datetime, roots: Roots
    ) -> Evidence:
        """What a bundle says, its index made in another folder; nothing is kept here.

        The roots and floors are those of this folder. ``roots`` tells whether the caller names
        a fingerprint.

        Raises:
            InputError: ``bundle_not_accepted``; see ``offer`` and ``accept``.
            StorageError: there is no room.
        """
        judged = self._judged(data, now)
        fingerprint = judged.verified.trusted.fingerprint
        named = roots(fingerprint)
        if judged.held is None and not named:
            raise InputError("bundle_not_accepted", shown=fingerprint_words(fingerprint))
        once = Bundles(elsewhere)
        once._keep(judged, now, confirmed=named)
        return once.load(now)[1]

    def _keep(self, judged: _Judged, now: datetime, *, confirmed: bool) -> TrustSet:
        state = self._state_of(judged, now, confirmed=confirmed)
        place = self._folder / state.fingerprint
        state = replace(state, index=_made(place, state.index, judged.verified))
        self._write(place, state)
        names = {STATE, state.index.file, state.previous.file if state.previous else STATE}
        keep_only(place, names)
        return self._loaded(place, state, now, [])[0]

    def confirm(self, fingerprint: str, now: datetime) -> TrustSet:
        """Record that the root's fingerprint was compared.

        Raises:
            InputError: ``unknown_trust_set``.
            StorageError: ``trust_folder_not_writable``.
        """
        place = self._folder / fingerprint
        state = replace(self._kept(place), confirmed_at=now)
        self._write(place, state)
        return self._loaded(place, state, now, [])[0]

    def remove(self, fingerprint: str, now: datetime) -> TrustSet:
        """Stop trusting a root; its floors go with it.

        Raises:
            InputError: ``unknown_trust_set``.
            StorageError: ``trust_folder_not_writable``.
        """
        place = self._folder / fingerprint
        gone = self._loaded(place, self._kept(place), now, [])[0]
        try:
            (place / STATE).unlink()
        except OSError as error:
            detail = error.strerror or ""
            raise StorageError("trust_folder_not_writable", detail=detail) from None
        remove_quietly(place)
        return gone

    # --- using

    def load(self, now: datetime) -> tuple[list[TrustSet], Evidence, list[TrustProblem]]:
        """Every accepted bundle, the evidence that they give, and what is not used."""
        problems: list[TrustProblem] = []
        sets: list[TrustSet] = []
        evidence = Evidence()
        for path in self._states():
            state = bundle_state.read(path)
            if state is None:
                problems.append(_problem("trust_bundle_damaged", path.parent.name[:16]))
                continue
            known, found = self._loaded(path.parent, state, now, problems)
            sets.append(known)
            evidence = evidence.joined(found)
        return sets, evidence, problems

    def fingerprints(self) -> tuple[str, ...]:
        """Of the roots accepted here."""
        return tuple(path.parent.name for path in self._states())

    # --- steps

    def _judged(self, data: bytes, now: datetime) -> _Judged:
        digest = hashlib.sha256(data).hexdigest()
        opened = archive.unpack(data, digest)
        root = updating.first_root(opened)
        held = self._held(root)
        floor = Floors(self._folder).of(root, now) or Trusted(roots=(root,))
        before = held.trusted if held is not None else floor
        verified = updating.run(opened, before, now)
        return _Judged(verified=verified, held=held, digest=digest, size=len(data))

    def _state_of(self, judged: _Judged, now: datetime, *, confirmed: bool) -> State:
        verified, held = judged.verified, judged.held
        confirmed_at = held.confirmed_at if held is not None else None
        if confirmed and confirmed_at is None:
            confirmed_at = now
        told = updating.identity(verified.trusted.roots[-1])
        state = State(
            id=told[0] if told is not None else "",
            name=verified.name,
            roots=verified.trusted.roots,
            added_at=held.added_at if held is not None else now,
            confirmed_at=confirmed_at,
            timestamp=verified.trusted.timestamp,
            snapshot=verified.trusted.snapshot,
            newest_seen=verified.trusted.newest_seen,
            versions=verified.versions,
            signed_at=verified.signed_at,
            expires=verified.expires,
            root_expires=verified.root_expires,
            demo=verified.demo,
            url=verified.url,
            index=IndexFile(
                file=f"index-{judged.digest[:16]}.sqlite",
                digest="",
                sha256=judged.digest,
                size=judged.size,
                imported_at=now,
                sources=(),
            ),
            previous=_previous(held, judged.digest),
        )
        sources = tuple(one.source for one in packed(verified, state))
        return replace(state, index=replace(state.index, sources=sources))

    def _write(self, place: Path, state: State) -> None:
        write_file(place / STATE, bundle_state.written(state))

    def _states(self) -> list[Path]:
        return sorted(self._folder.glob(f"*/{STATE}"))

    def _kept(self, place: Path) -> State:
        state = bundle_state.read(place / STATE)
        if state is None:
            raise InputError("unknown_trust_set", found=0)
        return state

    def _held(self, root: bytes) -> State | None:
        """The accepted bundle that this root says it continues; its signatures decide."""
        told = updating.identity(root)
        for path in self._states():
            state = bundle_state.read(path)
            if state is not None and (
                root in state.roots or (told is not None and told[0] == state.id)
            ):
                return state
        return None

    def _loaded(
        self, place: Path, state: State, now: datetime, problems: list[TrustProblem]
    ) -> Loaded:
        path = place / state.index.file
        fault = _fault(state, path, now)
        if state.newest_seen is not None and now + LEEWAY < state.newest_seen:
            problems.append(_problem("clock_set_back", state.name))
        if fault is not None:
            problems.append(_problem(fault, state.name))
            return _set(state, None), Evidence()
        confirmed = state.confirmed_at is not None
        sources = tuple(
            replace(one, confirmed=confirmed, root_added_at=state.added_at)
            for one in state.index.sources
        )
        register = index.Index(path, state.index.sha256, sources)
        return _set(state, register), _evidence(register, path)


def _previous(held: State | None, digest: str) -> IndexFile | None:
    if held is None:
        return None
    return held.previous if held.index.sha256 == digest else held.index


def _made(place: Path, told: IndexFile, verified: Verified) -> IndexFile:
    """The index, whole, under its name; made beside first."""
    path = place / told.file
    beside = path.with_suffix(".new")
    try:
        place.mkdir(parents=True, exist_ok=True)
        lists = [
            index.PackedList(source=source, data=one.data, unpacked=one.custom["unpacked"])
            for source, one in zip(told.sources, verified.lists, strict=True)
        ]
        index.make(beside, lists)
        digest = _digest(beside)
        beside.replace(path)
    except OSError as error:
        raise StorageError("trust_folder_not_writable", detail=error.strerror or "") from None
    return replace(told, digest=digest)


def _fault(state: State, path: Path, now: datetime) -> str | None:
    """Why a bundle is not used (rules 3 and 4)."""
    if state.root_expires <= now:
        return "trust_root_expired"
    try:
        same = _known_digest(path) == state.index.digest
    except OSError:
        same = False
    return None if same else "trust_index_changed"


_DIGESTS: dict[tuple[str, int, int], str] = {}
"""Digests of indexes by path, time and size: nobody reads twenty megabytes at each question."""
_EVIDENCE: dict[tuple[Any, ...], Evidence] = {}
_MOST_REMEMBERED = 16


def _known_digest(path: Path) -> str:
    key = (str(path), *_stamp(path))
    if key not in _DIGESTS:
        if len(_DIGESTS) >= _MOST_REMEMBERED:
            _DIGESTS.clear()
        _DIGESTS[key] = _digest(path)
    return _DIGESTS[key]


def _evidence(register: index.Index, path: Path) -> Evidence:
    """Read from the index once for each standing of its root."""
    standing = tuple((one.confirmed, one.root_added_at) for one in register.sources)
    key = (str(path), *_stamp(path), standing)
    if key not in _EVIDENCE:
        if len(_EVIDENCE) >= _MOST_REMEMBERED:
            _EVIDENCE.clear()
        _EVIDENCE[key] = evidence_of(register, register.every)
    return _EVIDENCE[key]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stamp(path: Path) -> tuple[int, int]:
    told = path.stat()
    return told.st_mtime_ns, told.st_size


def _set(state: State, register: index.Index | None) -> TrustSet:
    info = _info(state, register)
    return TrustSet(
        name=state.name,
        fingerprint=state.fingerprint,
        added_at=state.added_at,
        confirmed_at=state.confirmed_at,
        items=info.items,
        bundle=info,
    )


def _info(state: State, register: index.Index | None) -> BundleInfo:
    sources: tuple[RegisterSource, ...] = state.index.sources
    return BundleInfo(
        sources=register.sources if register is not None else sources,
        sha256=state.index.sha256,
        size=state.index.size,
        imported_at=state.index.imported_at,
        signed_at=state.signed_at,
        expires=state.expires,
        root_expires=state.root_expires,
        versions=state.versions,
        demo=state.demo,
        url=state.url,
        register=register,
    )


def _problem(code: str, name: str) -> TrustProblem:
    return TrustProblem(code=code, facts={"name": name})
