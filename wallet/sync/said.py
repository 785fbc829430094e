"""What the machines of one person say: papers, signed and chained by each.

Paper n of a machine names the digest of its paper n-1. Two kinds: *ring* papers say which
machines belong together and hand out the keys of the epochs; *change* papers carry a piece of
the shared document. What counts of them: ``chain``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from wallet.encoding import jcs, own_words, strict_json
from wallet.encoding.multibase import b64url_decode, b64url_encode
from wallet.errors import InputError
from wallet.holder import PrivateKey
from wallet.proofs import papers
from wallet.reviews import envelope
from wallet.reviews.contact import MAX_NAME, Contact
from wallet.reviews.members import Members, refuse

RING, CHANGE = "tessera-ring", "tessera-change"
CARD = "tessera-machine"
"""The format of the card by which a machine is introduced."""

WHENEVER = papers.WHENEVER
"""Order comes from the chain: a machine whose clock is ahead is heard all the same."""

_HIGHEST = 2**40
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_CARD, _REMOVAL = ("name", "did", "recipient"), ("did", "heard")
_EPOCH = ("recipient", "secret", "audience")
_COMMON = ("format", "ring", "machine", "seq", "previous", "created")


@dataclass(frozen=True, slots=True, kw_only=True)
class Epoch:
    """A key under which changes and files are sealed (age, X25519)."""

    recipient: str
    secret: str = field(repr=False)
    audience: frozenset[str]
    """The machines (did:key) that it was handed to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """That a machine belongs to the ring no more."""

    did: str
    heard: int
    """The number of its last paper that counts; 0 for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A signed paper of a machine."""

    ring: str
    author: str
    """Its did:key."""
    seq: int
    """From 1."""
    previous: str
    """Digest of the paper before; empty for the first."""
    digest: str
    """SHA-256 (hex) of what was signed."""
    data: bytes = field(repr=False)
    """The paper as it is stored and sealed."""
    update: bytes | None = None
    """A change: a piece of the shared document."""
    admitted: tuple[Contact, ...] = ()
    removed: tuple[Removal, ...] = ()
    epochs: tuple[Epoch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How far a machine has come."""

    seq: int = 0
    digest: str = ""


def ring_paper(
    ring: str,
    author: str,
    after: Head,
    *,
    admitted: Iterable[Contact] = (),
    removed: Iterable[Removal] = (),
    epochs: Iterable[Epoch] = (),
) -> dict[str, object]:
    """The body of a ring paper, to be signed by ``sign``."""
    return {
        **_begun(RING, ring, author, after),
        "admitted": [
            {"name": one.name, "did": one.did, "recipient": one.recipient} for one in admitted
        ],
        "removed": [{"did": one.did, "heard": one.heard} for one in removed],
        "epochs": [
            {
                "recipient": one.recipient,
                "secret": one.secret,
                "audience": sorted(one.audience),
            }
            for one in epochs
        ],
    }


def change_paper(ring: str, author: str, after: Head, update: bytes) -> dict[str, object]:
    """The body of a change paper, to be signed by ``sign``."""
    return {**_begun(CHANGE, ring, author, after), "update": b64url_encode(update)}


def _begun(name: str, ring: str, author: str, after: Head) -> dict[str, object]:
    return {
        "format": f"{name}/1",
        "ring": ring,
        "machine": author,
        "seq": after.seq + 1,
        "previous": after.digest,
    }


def sign(body: Mapping[str, object], did: str, key: PrivateKey, now: datetime) -> Paper:
    """The paper, signed and read back.

    Raises:
        InputError: as ``read``: a body that nobody would accept is never signed.
    """
    dated = {**body, "created": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    return read(jcs.canonical(papers.sign(dated, did, key, now)))


def read(data: bytes, *, is_checked: bool = False) -> Paper:
    """A paper whose signature holds; ``is_checked``: as was found before it was kept.

    Raises:
        InputError: ``not_this_paper``, ``paper_not_genuine``, ``malformed_review``,
            ``malformed_json``.
    """
    name = CHANGE if b'"format":"tessera-change/' in data else RING
    paper = _kept(data) if is_checked else papers.read(data, name, WHENEVER)
    own = ("update",) if name == CHANGE else ("admitted", "removed", "epochs")
    members = Members(paper.body, (*_COMMON, *own))
    author, seq = members.text("machine"), paper.body.get("seq")
    if not is_checked and [one.did for one in paper.signatures] != [author]:
        raise InputError("paper_not_genuine", member="machine")
    if not isinstance(seq, int) or isinstance(seq, bool) or not 1 <= seq < _HIGHEST:
        refuse("seq")
    found = Paper(
        ring=members.text("ring"),
        author=author,
        seq=seq,
        previous=_previous(paper.body.get("previous"), seq),
        digest=hashlib.sha256(jcs.canonical(paper.body)).hexdigest(),
        data=data,
    )
    if name == CHANGE:
        return replace(found, update=_update(paper.body.get("update")))
    return replace(
        found,
        admitted=tuple(map(_admitted, members.objects("admitted", _CARD))),
        removed=tuple(map(_removed, members.objects("removed", _REMOVAL))),
        epochs=tuple(map(_epoch, members.objects("epochs", _EPOCH))),
    )


def _kept(data: bytes) -> papers.Paper:
    document = strict_json.loads(data)
    if not isinstance(document, dict):
        refuse("$")
    return papers.Paper(document=document, signatures=())


def _previous(value: object, seq: int) -> str:
    if not isinstance(value, str) or not (_DIGEST.fullmatch(value) if seq > 1 else value == ""):
        refuse("previous")
    return value


def _update(value: object) -> bytes:
    if not isinstance(value, str):
        refuse("update")
    try:
        return b64url_decode(value)
    except InputError:
        refuse("update")


def _admitted(card: Members) -> Contact:
    found = Contact(
        name=own_words.line(card.text("name"), MAX_NAME) or card.text("did"),
        did=card.text("did"),
        recipient=card.text("recipient"),
    )
    if not envelope.is_recipient(found.recipient):
        refuse("admitted.recipient")
    return found


def _removed(row: Members) -> Removal:
    heard = row.number("heard")
    if heard < 0:
        refuse("removed.heard")
    return Removal(did=row.text("did"), heard=heard)


def _epoch(row: Members) -> Epoch:
    found = Epoch(
        recipient=row.text("recipient"),
        secret=row.text("secret"),
        audience=frozenset(row.texts("audience")),
    )
    if envelope.recipient_of(found.secret) != found.recipient:
        refuse("epochs.secret")
    return found
