"""The part of the check desk about trust: accepting, confirming, looking through registers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wallet import intake
from wallet.errors import IntakeError
from wallet.presenting import qr
from wallet.register import InstitutionRow
from wallet.secured import Secured
from wallet.trust import browsing, wanting
from wallet.trust.browsing import InstitutionFile
from wallet.trust.sets import TrustOffer, TrustSet, TrustState, is_fingerprint_text
from wallet.trust.wanting import Wanted
from wallet.trust_import.folder import TrustFolder


class TrustDesk:
    """What this computer's user has accepted; needs no vault."""

    def __init__(self, folder: TrustFolder) -> None:
        self._trust = folder

    def trust(self) -> TrustState:
        """What this computer's user has accepted.

        Raises:
            StorageError: the folder cannot be read.
        """
        return self._trust.load()

    @property
    def trust_folder(self) -> Path:
        """Where the accepted material lies."""
        return self._trust.path

    def find_institutions(
        self, text: str, country: str | None = None
    ) -> tuple[InstitutionRow, ...]:
        """Institutions of the accepted registers, by name, country or identifier."""
        return browsing.search(self.trust().evidence.registers, text, country)

    def open_institution(self, row: InstitutionRow) -> InstitutionFile | None:
        """All that its register says of an institution that was found."""
        return browsing.open_file(self.trust().evidence.registers, row)

    def look_up(self, bundle_sha256: str, institution: str) -> InstitutionFile | None:
        """The same for one that an answer names; None where that bundle is not in use."""
        return browsing.look_up(self.trust().evidence.registers, bundle_sha256, institution)

    def register_countries(self) -> tuple[str, ...]:
        """Where the institutions of the accepted registers are (ISO 3166-1 alpha-2)."""
        return browsing.countries(self.trust().evidence.registers)

    def wanted(self, files: Iterable[tuple[str, bytes]] = ()) -> tuple[Wanted, ...]:
        """What could be fetched about these held files, and which bundles could be newer.

        Nothing is fetched: show the hosts first, then ask (spec/trust.md D.10).
        """
        state = self.trust()
        bundles = [one.bundle.url for one in state.sets if one.bundle and one.bundle.url]
        return wanting.wanted(_documents(files), bundles, state.evidence)

    def fingerprint_in(self, picture: bytes) -> str | None:
        """What a photographed or scanned code says of a fingerprint; None where it says none.

        Raises:
            IntakeError: the picture cannot be read.
        """
        texts = qr.picture_texts(picture)
        return next((one for one in texts if is_fingerprint_text(one)), None)

    def offer_trust(self, name: str, files: Iterable[tuple[str, bytes]]) -> TrustOffer:
        """What these files would add to what is trusted; nothing is kept yet.

        Raises:
            InputError: ``nothing_to_trust``, ``too_many_items``, or a damaged ZIP.
        """
        return self._trust.offer(name, files)

    def accept_trust(self, offer: TrustOffer, typed: str | None = None) -> TrustSet:
        """Keep what was offered; confirmed if ``typed`` is its fingerprint.

        Raises:
            InputError: ``fingerprint_differs``.
            StorageError: the folder cannot be written.
        """
        return self._trust.accept(offer, typed)

    def confirm_trust(self, fingerprint: str, typed: str) -> TrustSet:
        """Record that the fingerprint of a held set was compared.

        Raises:
            InputError: ``unknown_trust_set`` or ``fingerprint_differs``.
            StorageError: the folder cannot be written.
        """
        return self._trust.confirm(fingerprint, typed)

    def remove_trust(self, fingerprint: str) -> TrustSet:
        """Stop trusting a set.

        Raises:
            InputError: ``unknown_trust_set``.
            StorageError: the folder cannot be written.
        """
        return self._trust.remove(fingerprint)

    def export_floors(self) -> bytes:
        """Which bundles are in use, as a file to keep for a new installation."""
        return self._trust.floors.export()

    def take_floors(self, data: bytes) -> tuple[str, ...]:
        """Refuse bundles older than those of such a file; the fingerprints of their roots.

        Raises:
            InputError: ``floors_damaged``.
            StorageError: the folder cannot be written.
        """
        return self._trust.floors.take(data, datetime.now(UTC))  # noqa: TID251 - a door


def _documents(files: Iterable[tuple[str, bytes]]) -> Iterator[Mapping[str, Any]]:
    """Every credential in these files, those in presentations included."""
    for _, data in files:
        try:
            found = intake.read(data)
        except IntakeError:
            continue
        yield from (one.document for secured in found for one in _every(secured))


def _every(secured: Secured) -> Iterator[Secured]:
    yield secured
    for one in secured.parts:
        yield from _every(one)
