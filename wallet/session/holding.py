"""The part of a session about what its owner vouches for, can prove, and has chosen."""

from __future__ import annotations

from wallet import trust_import
from wallet.evidence import Evidence
from wallet.holder import ED25519, HolderKey, PrivateKey
from wallet.session.base import Unlocked
from wallet.settings import Settings
from wallet.vault import holdings, papers
from wallet.vault.interface import Changes, EvidenceItem


def accepted_trust() -> Evidence:
    """What was accepted on this computer, for every wallet and for *Check*; may be nothing."""
    return trust_import.TrustFolder(trust_import.default_folder()).load().evidence


def public_trust_state() -> object:
    """Something that differs when the public trust was written."""
    return trust_import.TrustFolder(trust_import.default_folder()).state()


class Holding(Unlocked):
    """What the owner vouches for, can prove, and has chosen."""

    def evidence(self) -> Evidence:
        """What verification may use: this wallet's evidence and the accepted public trust."""
        stamp = self._database.stamp
        if self._known is None or self._known[0] != stamp:
            self._known = (stamp, holdings.kept_evidence(self._database))
        return self._known[1].joined(accepted_trust())

    def _known_files(self) -> Evidence:
        """As ``evidence``, without what only judging needs: quick in a large wallet."""
        state = holdings.files_state(self._database)
        if self._files is None or self._files[0] != state:
            self._files = (state, holdings.kept_files(self._database))
        return self._files[1].joined(accepted_trust())

    def evidence_items(self) -> tuple[EvidenceItem, ...]:
        """What evidence this wallet keeps, oldest first."""
        return holdings.evidence_items(self._database)

    def holder_keys(self) -> tuple[HolderKey, ...]:
        """The public side of this wallet's own keys, oldest first."""
        return holdings.holder_keys(self._database)

    def new_holder_key(self, label: str = "", kind: str = ED25519) -> HolderKey:
        """Make a key; ``label`` is the learner's own name for it and never leaves.

        ``kind``: ``Ed25519``, or ``P-256`` for issuers that take nothing else.

        Raises:
            InputError: ``text_too_long``.
        """
        return holdings.new_holder_key(self._database, label, self._clock(), kind)

    def signer(self, did: str) -> PrivateKey:
        """The private key of one of this wallet's identifiers, for presenting.

        Raises:
            InputError: ``unknown_holder_key``.
        """
        return holdings.signer(self._database, did)

    def settings(self) -> Settings:
        """The person's choices; a bad stored value reads as its default."""
        return papers.settings(self._database)

    def save_settings(self, settings: Settings) -> Changes:
        """Keep the person's choices.

        Raises:
            InputError: ``setting_out_of_range``; nothing was changed.
        """
        return papers.save_settings(self._database, settings, self._clock())
