"""The public trust folder: what this computer's user has accepted as evidence, and since when.

Rules (spec/trust.md D.10, D.11)
--------------------------------
1. Nothing in it is personal, so *Check* can use it while every wallet is locked. Evidence
   about held credentials lives inside the vault, not here.
2. Material is accepted as one *set* (a file, or all files of a folder or ZIP). A set is known
   by its fingerprint: SHA-256 over the sorted SHA-256 digests of its files, independent of
   their names and order.
3. People compare the fingerprint as twelve Bytewords (96 bits) or in hex; a typed fingerprint
   counts from 80 bits on (``wallet.trust.sets``).
4. A set accepted without comparing counts as *not confirmed*: its items carry
   ``Origin.confirmed = False`` and identify nobody until it is confirmed.
5. On every load each item is read again and its digest compared with the list, and each
   list with its fingerprint. What does not match is not used, and is named as a problem.
   Whoever can write the folder *and* its list could still replace a whole set; its fingerprint
   then changes, which is why every place that shows a set shows its words.
6. Files are written beside and renamed; the list is renamed last, so that a kill leaves the
   old state or the new one.
7. A signed bundle (D.7) is a second kind of set, known by its root's fingerprint (``bundles``).
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import platformdirs

from wallet.containers import Room, archive
from wallet.encoding import strict_json
from wallet.errors import InputError, StorageError
from wallet.evidence import Evidence, Source
from wallet.limits import LIMITS
from wallet.trust import RefusedItem, read_evidence
from wallet.trust.belonging import REGISTER
from wallet.trust.sets import (
    TrustItem,
    TrustOffer,
    TrustProblem,
    TrustSet,
    TrustState,
    describe,
    fingerprint_of,
    fingerprint_words,
    marked,
    matches,
)
from wallet.trust_import import archive as archive_of_bundle
from wallet.trust_import.bundles import FOLDER, Bundles
from wallet.trust_import.files import write_file
from wallet.trust_import.floors import Floors

FORMAT = "trust-folder/1"
LIST = "trust.json"
ITEMS = "items"
MOST_ITEMS = LIMITS.zip_members

Clock = Callable[[], datetime]


def default_folder() -> Path:
    """The user's own trust folder on this system."""
    return Path(platformdirs.user_data_path("tessera", appauthor=False)) / "trust"


def survey(name: str, files: Iterable[tuple[str, bytes]], now: datetime) -> TrustOffer:
    """What these files would add, read and described, but not accepted.

    Args:
        name: what the person will know the set by; the file or folder name.
        files: (name, bytes); a ZIP stands for the files in it. Only the last part of a name
            is kept: where a file lay on this computer is nobody's business.
        now: when they were received, aware, UTC.

    Raises:
        InputError: ``nothing_to_trust`` when no file holds evidence, ``too_many_items``, or
            what is wrong with a ZIP.
    """
    usable: dict[str, tuple[str, bytes]] = {}
    items: list[TrustItem] = []
    refused: list[RefusedItem] = []
    for path, data in _unpacked(files):
        file_name = PurePosixPath(path.replace("\\", "/")).name or path
        evidence, off = _read_one(file_name, data, now)
        refused.extend(off)
        digest = hashlib.sha256(data).hexdigest()
        if not off and digest not in usable:
            usable[digest] = (file_name, data)
            items.extend(describe(evidence))
    if len(usable) > MOST_ITEMS:
        raise InputError("too_many_items", limit=MOST_ITEMS)
    if not usable:
        codes = tuple(sorted({one.code for one in refused}))
        code = REGISTER if codes == (REGISTER,) else "nothing_to_trust"
        raise InputError(code, reasons=codes)
    return TrustOffer(
        name=name,
        fingerprint=fingerprint_of(usable),
        items=tuple(items),
        refused=tuple(refused),
        files=tuple(usable.values()),
    )


class TrustFolder:
    """The folder on disk. Every method reads or writes it as a whole."""

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self._folder = folder
        self._clock = clock or _system_clock
        self._bundles = Bundles(folder)
        self.floors = Floors(folder / FOLDER)
        """Below which no bundle is taken."""

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self._folder

    def state(self) -> object:
        """Something that differs when it was written; equal where it was not."""
        try:
            found = (self._folder / LIST).stat()
        except OSError:
            return None, self._bundles.state()
        return (found.st_mtime_ns, found.st_size), self._bundles.state()

    def load(self) -> TrustState:
        """Everything accepted, read again and compared with its digests (rule 5).

        Raises:
            StorageError: the folder cannot be read.
        """
        problems: list[TrustProblem] = []
        sets: list[TrustSet] = []
        evidence = Evidence()
        entries = self._entries()
        if entries is None:
            problems.append(TrustProblem(code="trust_list_damaged", facts={"name": LIST}))
        for entry in entries or ():
            known, found = self._load_set(entry, problems)
            sets.append(known)
            evidence = evidence.joined(found)
        bundles, of_bundles, troubles = self._bundles.load(self._clock())
        return TrustState(
            sets=(*bundles, *sets),
            evidence=of_bundles.joined(evidence),
            problems=(*troubles, *problems),
        )

    def offer(self, name: str, files: Iterable[tuple[str, bytes]]) -> TrustOffer:
        """What these files would add; see ``survey``. A signed bundle comes alone.

        Raises:
            InputError: see ``survey``; what is wrong with a bundle.
        """
        given = list(files)
        if len(given) == 1 and archive_of_bundle.recognises(given[0][1]):
            return self._bundles.offer(given[0][1], self._clock())
        return survey(name, given, self._clock())

    def accept(self, offer: TrustOffer, typed: str | None = None) -> TrustSet:
        """Keep an offer; confirmed if ``typed`` is its fingerprint.

        Accepting again what is held already changes nothing but may confirm it.

        Raises:
            InputError: ``fingerprint_differs``; nothing is kept then.
            StorageError: the folder cannot be written.
        """
        if typed is not None and not matches(offer.fingerprint, typed):
            raise InputError("fingerprint_differs", shown=offer.words)
        now = self._clock()
        if offer.bundle is not None:
            return self._bundles.accept(offer.bundle.data, now, confirmed=typed is not None)
        entries = self._entries()
        if entries is None:
            self._set_aside()
            entries = []
        held = next((one for one in entries if one["fingerprint"] == offer.fingerprint), None)
        if held is None:
            held = _entry(offer, now)
            entries.append(held)
        if typed is not None and held["confirmed_at"] is None:
            held["confirmed_at"] = _written(now)
        for _, data in offer.files:
            self._write_item(data)
        self._write_list(entries)
        return self._load_set(held, [])[0]

    def confirm(self, fingerprint: str, typed: str) -> TrustSet:
        """Record that a person has compared the fingerprint of a held set.

        Raises:
            InputError: ``unknown_trust_set`` or ``fingerprint_differs``.
            StorageError: the folder cannot be written.
        """
        entries = self._entries() or []
        if (root := self._root(entries, fingerprint)) is not None:
            if not matches(root, typed):
                raise InputError("fingerprint_differs", shown=fingerprint_words(root))
            return self._bundles.confirm(root, self._clock())
        held = _one(entries, fingerprint)
        if not matches(held["fingerprint"], typed):
            raise InputError(
                "fingerprint_differs", shown=fingerprint_words(held["fingerprint"])
            )
        held["confirmed_at"] = _written(self._clock())
        self._write_list(entries)
        return self._load_set(held, [])[0]

    def remove(self, fingerprint: str) -> TrustSet:
        """Stop trusting a set; its files go, unless another set has them too.

        Raises:
            InputError: ``unknown_trust_set``.
            StorageError: the folder cannot be written.
        """
        entries = self._entries() or []
        if (root := self._root(entries, fingerprint)) is not None:
            return self._bundles.remove(root, self._clock())
        gone = _one(entries, fingerprint)
        known = self._load_set(gone, [])[0]
        kept = [one for one in entries if one is not gone]
        self._write_list(kept)
        needed = {item["sha256"] for one in kept for item in one["items"]}
        for item in gone["items"]:
            if item["sha256"] not in needed:
                (self._folder / ITEMS / item["sha256"]).unlink(missing_ok=True)
        return known

    def _root(self, entries: Sequence[Mapping[str, Any]], prefix: str) -> str | None:
        """The one bundle that a prefix names; None where it names another set.

        Raises:
            InputError: ``unknown_trust_set``: it names several.
        """
        wanted = prefix.strip().lower()
        named = [one for one in self._bundles.fingerprints() if one.startswith(wanted)]
        others = [one for one in entries if one["fingerprint"].startswith(wanted)]
        if not wanted or not named:
            return None
        if len(named) + len(others) > 1:
            raise InputError("unknown_trust_set", found=len(named) + len(others))
        return named[0]

    def _entries(self) -> list[dict[str, Any]] | None:
        """The list as it was written; None where it is damaged: then nothing counts."""
        try:
            data = (self._folder / LIST).read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StorageError("trust_folder_unreadable", detail=error.strerror or "") from None
        try:
            return _checked_list(strict_json.loads(data))
        except (InputError, KeyError, TypeError, ValueError):
            return None

    def _set_aside(self) -> None:
        """Keep a damaged list beside the new one: nothing is lost that could be repaired."""
        path = self._folder / LIST
        write_file(path.with_name(f"{LIST}.damaged-{secrets.token_hex(4)}"), path.read_bytes())

    def _load_set(
        self, entry: Mapping[str, Any], problems: list[TrustProblem]
    ) -> tuple[TrustSet, Evidence]:
        """One set and its evidence; nothing of it counts where its list was changed."""
        confirmed = _read_date(entry["confirmed_at"])
        added = _read_date(entry["added_at"]) or datetime.fromtimestamp(0, UTC)
        evidence = Evidence()
        if fingerprint_of(item["sha256"] for item in entry["items"]) != entry["fingerprint"]:
            problems.append(_problem("trust_set_changed", entry["name"]))
        else:
            for item in entry["items"]:
                evidence = evidence.joined(self._load_item(item, added, problems))
        evidence = marked(evidence, confirmed=confirmed is not None)
        known = TrustSet(
            name=entry["name"],
            fingerprint=entry["fingerprint"],
            added_at=added,
            confirmed_at=confirmed,
            items=describe(evidence),
        )
        return known, evidence

    def _load_item(
        self, item: Mapping[str, Any], added: datetime, problems: list[TrustProblem]
    ) -> Evidence:
        try:
            data = (self._folder / ITEMS / item["sha256"]).read_bytes()
        except OSError:
            problems.append(_problem("trust_item_missing", item["name"]))
            return Evidence()
        if hashlib.sha256(data).hexdigest() != item["sha256"]:
            problems.append(_problem("trust_item_changed", item["name"]))
            return Evidence()
        evidence, refused = _read_one(item["name"], data, added)
        problems.extend(_problem("trust_item_unreadable", one.name) for one in refused)
        return evidence

    def _write_item(self, data: bytes) -> None:
        path = self._folder / ITEMS / hashlib.sha256(data).hexdigest()
        if not path.exists() or path.read_bytes() != data:
            write_file(path, data)

    def _write_list(self, entries: Sequence[Mapping[str, Any]]) -> None:
        text = json.dumps({"format": FORMAT, "sets": list(entries)}, indent=1, sort_keys=True)
        write_file(self._folder / LIST, text.encode())


def _system_clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - one of the three rooms that may read a clock


def _unpacked(files: Iterable[tuple[str, bytes]]) -> Iterable[tuple[str, bytes]]:
    room = Room()
    for name, data in files:
        if not archive.recognises(data):
            yield name, data
            continue
        for member in archive.unpack(data, room):
            yield f"{name}/{member.name}", member.data


def _read_one(
    name: str, data: bytes, received_at: datetime
) -> tuple[Evidence, tuple[RefusedItem, ...]]:
    return read_evidence([(name, data)], source=Source.ACCEPTED, received_at=received_at)


def _entry(offer: TrustOffer, now: datetime) -> dict[str, Any]:
    return {
        "name": offer.name,
        "fingerprint": offer.fingerprint,
        "added_at": _written(now),
        "confirmed_at": None,
        "items": [
            {"name": name, "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in offer.files
        ],
    }


def _checked_list(document: Any) -> list[dict[str, Any]]:
    """The entries of a list whose every member has the shape that we write.

    Raises:
        KeyError, TypeError, ValueError: it has another shape.
    """
    if document["format"] != FORMAT:
        raise ValueError("another format")
    for entry in document["sets"]:
        _digest(entry["fingerprint"])
        _read_date(entry["added_at"])
        _read_date(entry["confirmed_at"])
        if not isinstance(entry["name"], str):
            raise TypeError("name")
        for item in entry["items"]:
            _digest(item["sha256"])
            if not isinstance(item["name"], str):
                raise TypeError("name")
    return list(document["sets"])


def _digest(text: str) -> None:
    """Refuse anything but a hex digest: it becomes a file name."""
    if len(text) != hashlib.sha256().digest_size * 2 or set(text) - set("0123456789abcdef"):
        raise ValueError("not a digest")


def _one(entries: Sequence[dict[str, Any]], prefix: str) -> dict[str, Any]:
    wanted = prefix.strip().lower()
    found = [one for one in entries if wanted and one["fingerprint"].startswith(wanted)]
    if len(found) != 1:
        raise InputError("unknown_trust_set", found=len(found))
    return found[0]


def _problem(code: str, name: str) -> TrustProblem:
    return TrustProblem(code=code, facts={"name": name})


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _read_date(text: str | None) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a date without a zone")
    return moment
