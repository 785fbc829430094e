"""Agreements on recognition and learning agreements: see ``wallet.pathways.agreeing``.

Rules
-----
1. An agreement is signed with the wallet's key for reviews: its words are those that people
   have compared, and it proves nothing about the learner's credentials.
2. What is made or signed is kept here as well, so that nobody has to find the file again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from wallet import pathways as stacking
from wallet.credential import Texts, best
from wallet.encoding import jcs
from wallet.pathways import Agreement, HeldAward, Pathway
from wallet.pathways.agreeing import Named, Wanted, make, sign
from wallet.pathways.agreement_told import to_json
from wallet.pathways.agreements import (
    AGREEMENT,
    HOME,
    HOST,
    LEARNING,
    PARTNER,
    STUDENT,
    named_in,
)
from wallet.report import VerdictCode
from wallet.session.reviewing import Side
from wallet.vault.interface import Changes

__all__ = [
    "AGREEMENT",
    "HOME",
    "HOST",
    "LEARNING",
    "PARTNER",
    "STUDENT",
    "Handed",
    "Module",
    "Named",
    "Place",
    "Recognition",
    "Start",
    "Wanted",
]


_PROVEN = frozenset((VerdictCode.VERIFIED, VerdictCode.CANNOT_TELL))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A slot in which something may count by an agreement."""

    pathway: str
    pathway_title: str
    slot: str
    slot_title: str
    names: tuple[str, ...]
    """Ids of the agreements that the slot is open to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """Something that is held and could be recognised."""

    definition: str
    title: str
    issuer: str
    issuer_name: str
    """By a trust source; empty where none names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a form starts from."""

    me: str
    places: tuple[Place, ...]
    modules: tuple[Module, ...]
    contacts: tuple[tuple[str, str], ...]
    """did and name of everybody whose words were compared."""


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

    def start(self) -> Start:
        """What an agreement could be about: kept pathways, held credentials, known people."""
        languages = self._languages()
        return Start(
            me=self.signer,
            places=tuple(_places(self._session.pathways(), languages)),
            modules=tuple(_modules(self._held(), languages)),
            contacts=tuple((one.did, one.name) for one in self.contacts()),
        )

    def _held(self) -> Sequence[HeldAward]:
        return tuple(self._session._held_awards(self._clock(), None, None, None))  # noqa: SLF001 - a part of the session

    def make(self, wanted: Wanted, agreement_id: str = "") -> Handed:
        """A new agreement that nobody has signed yet; it is kept.

        ``agreement_id``: under which a pathway names it; a fresh one where empty.

        Raises:
            InputError: ``malformed_agreement`` with ``member`` and ``reason``.
        """
        name, language = agreement_id or uuid4().urn, self._languages()[0]
        return self._keep(make(wanted, name, language, self._clock()))

    def sign(self, data: bytes) -> Handed:
        """The agreement in a file with this wallet's signature; it is kept.

        Raises:
            InputError: ``agreement_not_a_party``, ``agreement_signed``,
                and what ``look`` refuses.
        """
        key = self._key()
        return self._keep(sign(data, key.did, key.key, self._clock()))

    def sign_kept(self, name: str) -> Handed:
        """The same for one that is kept, by its key or its id.

        Raises:
            InputError: ``unknown_agreement``, ``ambiguous_agreement``, and as ``sign``.
        """
        return self.sign(self.file(name))

    def add(self, data: bytes) -> Handed:
        """Keep an agreement; signatures of a copy that is kept already stay with it.

        Raises:
            InputError: what ``look`` refuses.
        """
        return self._keep(data)

    def remove(self, name: str) -> Changes:
        """Forget an agreement, by its key or its id.

        Raises:
            InputError: ``unknown_agreement``, ``ambiguous_agreement``.
        """
        return self._session.remove_agreement(name)

    def file(self, name: str) -> bytes:
        """A kept agreement as a file, by its key or its id.

        Raises:
            InputError: ``unknown_agreement``, ``ambiguous_agreement``.
        """
        kept = self._session._agreement(name)[0]  # noqa: SLF001 - a part of the session
        return jcs.canonical(dict(kept.document))

    def _keep(self, data: bytes) -> Handed:
        changes = self._session.add_agreement(data)
        file = self.file(stacking.read_agreement(data, self._clock()).key)
        return Handed(data=file, told=self.look(file), changes=changes)

    def _told(self, agreement: Agreement) -> dict[str, Any]:
        return to_json(
            agreement,
            self._clock(),
            evidence=self._session.evidence(),
            me=self._key().did,
            pathways=self._session.pathways(),
            languages=self._languages(),
        )

    def _languages(self) -> Sequence[str]:
        return self._session.settings().languages


def _places(pathways: Iterable[Pathway], languages: Sequence[str]) -> Iterator[Place]:
    for one in pathways:
        for slot in one.slots:
            yield Place(
                pathway=one.id,
                pathway_title=_text(one.title, languages) or one.id,
                slot=slot.id,
                slot_title=_text(slot.title, languages) or slot.id,
                names=tuple(sorted(named_in(slot.match))),
            )


def _modules(held: Iterable[HeldAward], languages: Sequence[str]) -> Iterator[Module]:
    """Only what is proven: anything else may say of itself what it likes."""
    for one in held:
        if one.definition_ids and one.issuer_id and one.verdict in _PROVEN:
            yield Module(
                definition=one.definition_ids[0],
                title=_text(one.title, languages) or one.definition_ids[0],
                issuer=one.issuer_id,
                issuer_name=one.issuer_names[0] if one.issuer_names else "",
            )


def _text(texts: Texts, languages: Sequence[str]) -> str:
    found = best(texts, languages)
    return found.text if found else ""
