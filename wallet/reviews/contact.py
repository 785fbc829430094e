"""The card that a learner or an advisor gives before anything is sent: who signs, how to seal.

A card is a paper (``tessera-contact/1``) signed by the key that it names. Whose card it is
nobody can read off it: the two people compare its words, and only then it is used.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from wallet.encoding import jcs, own_words
from wallet.errors import InputError
from wallet.holder import PrivateKey
from wallet.proofs import papers
from wallet.reviews import envelope
from wallet.reviews.members import Members, refuse
from wallet.trust.sets import fingerprint_words, matches

FORMAT = "tessera-contact"
MAX_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody to exchange review files with."""

    name: str
    """As they call themselves; nobody vouches for it but whoever compares the words."""
    did: str
    """The did:key that signs their papers."""
    recipient: str
    """Where to seal for them (``age1...``)."""

    @property
    def fingerprint(self) -> str:
        """Hex SHA-256 over both keys: what the words stand for."""
        keys = jcs.canonical({"did": self.did, "recipient": self.recipient})
        return hashlib.sha256(keys).hexdigest()

    @property
    def words(self) -> str:
        """Twelve Bytewords to compare by ear."""
        return fingerprint_words(self.fingerprint)

    def is_named_by(self, typed: str) -> bool:
        """Whether the words (or hex) that somebody typed are this card's."""
        return matches(self.fingerprint, typed)


def card(contact: Contact, key: PrivateKey, now: datetime, name: str = FORMAT) -> bytes:
    """The card as a file; ``name``: of its format.

    Raises:
        InputError: ``text_too_long``.
    """
    if len(contact.name) > MAX_NAME:
        raise InputError("text_too_long", field="name", limit=MAX_NAME)
    body = {
        "format": f"{name}/1",
        "name": contact.name,
        "did": contact.did,
        "recipient": contact.recipient,
    }
    return jcs.canonical(papers.sign(body, contact.did, key, now))


def read_card(data: bytes, now: datetime, name: str = FORMAT) -> Contact:
    """A card that its own key signed.

    Raises:
        InputError: ``not_this_paper``, ``paper_not_genuine``, ``malformed_review``.
    """
    paper = papers.read(data, name, now)
    found = named(Members(paper.body, ("format", "name", "did", "recipient")))
    if [one.did for one in paper.signatures] != [found.did]:
        raise InputError("paper_not_genuine", member="proof")
    return found


def named(members: Members) -> Contact:
    """Somebody as a paper names them; their name is their own word, cleaned like a typed one.

    Raises:
        InputError: ``malformed_review``: also where nothing can be sealed for them.
    """
    found = Contact(
        name=own_words.line(members.text("name"), MAX_NAME) or members.text("did"),
        did=members.text("did"),
        recipient=members.text("recipient"),
    )
    if not envelope.is_recipient(found.recipient):
        refuse(members.at("recipient"))
    return found
