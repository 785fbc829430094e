"""Agreements on recognition and learning agreements: see ``wallet.pathways.agreeing``.

Rules
-----
1. An agreement is signed with the wallet's key for reviews: its words are those that people
   have compared, and it proves nothing about the learner's credentials.
2. What is made or signed is kept here as well, so that nobody has to find the file again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from wallet import pathways as stacking
from wallet.errors import InputError
from wallet.pathways import Agreement
from wallet.pathways.agreeing import Named, Wanted, make, sign
from wallet.pathways.agreement_told import to_json
from wallet.pathways.agreements import (
    AGREEMENT,
    HOME,
    HOST,
    LEARNING,
    PARTNER,
    STUDENT,
)
from wallet.session.reviewing import Side
from wallet.vault import papers
from wallet.vault.interface import Changes

__all__ = [
    "AGREEMENT",
    "HOME",
    "HOST",
    "LEARNING",
    "PARTNER",
    "STUDENT",
    "Handed",
    "Named",
    "Recognition",
    "Wanted",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A file to hand to the other parties, and what it says."""

    data: bytes
    told: dict[str, Any]
    changes: Changes


class Recognition(Side):
    """Makes, signs and keeps agreements."""

    @property
    def signer(self) -> str:
        """The did:key that signs for this wallet (rule 1)."""
        return self._key().did

    def listed(self) -> tuple[dict[str, Any], ...]:
        """Every kept agreement, told, oldest first."""
        return tuple(map(self._told, self._session.agreements()))

    def look(self, data: bytes) -> dict[str, Any]:
        """What a file says, before it is kept.

        Raises:
            InputError: ``not_this_paper``, ``paper_not_genuine``, ``malformed_agreement`` ...
        """
        return self._told(stacking.read_agreement(data, self._clock()))

    def make(self, wanted: Wanted) -> Handed:
        """A new agreement that nobody has signed yet; it is kept.

        Raises:
            InputError: ``malformed_agreement`` with ``member`` and ``reason``.
        """
        language = self._languages()[0]
        return self._keep(make(wanted, uuid4().urn, language, self._clock()))

    def sign(self, data: bytes) -> Handed:
        """The agreement in a file with this wallet's signature; it is kept.

        Raises:
            InputError: ``agreement_not_a_party``, ``agreement_signed``,
                ``agreement_of_others``, and what ``look`` refuses.
        """
        key = self._key()
        return self._keep(sign(data, key.did, key.key, self._clock()))

    def sign_kept(self, agreement_id: str) -> Handed:
        """The same for one that is kept.

        Raises:
            InputError: ``unknown_agreement``, and as ``sign``.
        """
        return self.sign(self.file(agreement_id))

    def add(self, data: bytes) -> Handed:
        """Keep an agreement; signatures of a copy that is kept already stay with it.

        Raises:
            InputError: ``agreement_of_others``, and what ``look`` refuses.
        """
        return self._keep(data)

    def remove(self, agreement_id: str) -> Changes:
        """Forget an agreement.

        Raises:
            InputError: ``unknown_agreement``.
        """
        return self._session.remove_agreement(agreement_id)

    def file(self, agreement_id: str) -> bytes:
        """A kept agreement as a file.

        Raises:
            InputError: ``unknown_agreement``.
        """
        for data in papers.agreements(self._database):
            if stacking.read_agreement(data, self._clock()).id == agreement_id:
                return data
        raise InputError("unknown_agreement")

    def _keep(self, data: bytes) -> Handed:
        changes = self._session.add_agreement(data)
        kept = stacking.read_agreement(data, self._clock()).id
        file = self.file(kept)
        return Handed(data=file, told=self.look(file), changes=changes)

    def _told(self, agreement: Agreement) -> dict[str, Any]:
        return to_json(
            agreement,
            self._clock().date(),
            me=self._key().did,
            pathways=self._session.pathways(),
            languages=self._languages(),
        )

    def _languages(self) -> Sequence[str]:
        return self._session.settings().languages
