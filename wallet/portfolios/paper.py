"""The paper by which a learner signs a portfolio (``portfolio/1``).

Rules
-----
1. It is signed over the digest of every file that goes with it: presentations, credentials
   that are sealed as files of their own, and attachments. A file that is missing, added or
   altered is told by its name.
2. Title and narrative are the learner's words. The result of a pathway is the learner's
   wallet's; whoever reads it works it out again from the presentations.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wallet.encoding import jcs, timestamp
from wallet.errors import InputError
from wallet.holder import PrivateKey
from wallet.proofs import papers
from wallet.reviews.members import MAX_TEXT, Members, refuse

FORMAT = "portfolio"
PURPOSE = "portfolio"
"""What everything in one is shown for, as the ledger says."""
MAX_NARRATIVE = MAX_TEXT
_MEMBERS = ("format", "id", "title", "narrative", "by", "created", "files", "result")
_FILE = ("name", "sha256", "role")
PRESENTATION, SEALED, ATTACHMENT = "presentation", "credential", "attachment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file that goes with a portfolio."""

    name: str
    data: bytes
    role: str
    """``presentation``, ``credential`` or ``attachment``: the last proves nothing."""

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of its bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """A portfolio as its paper says it; the signature of its learner holds."""

    id: str
    title: str
    narrative: str
    by_name: str
    by_did: str
    created: datetime
    files: tuple[tuple[str, str, str], ...]
    """Name, hex SHA-256 and role of each file."""
    result: Mapping[str, Any] | None
    """E.9, as the learner's wallet worked it out; None without a pathway."""
    data: bytes

    def differing(self, attached: Sequence[Attached]) -> tuple[str, ...]:
        """Names of files that are missing, added or altered (rule 1)."""
        have = {(one.name, one.sha256) for one in attached}
        told = {(name, digest) for name, digest, _ in self.files}
        return tuple(sorted({name for name, _ in have ^ told}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the learner wrote."""

    title: str
    by_name: str
    narrative: str = ""


def make(
    *,
    words: Words,
    signer: tuple[str, PrivateKey],
    files: Sequence[Attached],
    result: Mapping[str, Any] | None,
    now: datetime,
) -> Portfolio:
    """Sign a portfolio.

    Raises:
        InputError: ``title_missing``, ``text_too_long``, ``case_empty`` without a
            credential, ``malformed_review`` where two files have one name.
    """
    if not words.title.strip():
        raise InputError("title_missing")
    for name in ("title", "narrative", "by_name"):
        if len(getattr(words, name)) > MAX_NARRATIVE:
            raise InputError("text_too_long", field=name, limit=MAX_NARRATIVE)
    did, key = signer
    if all(one.role == ATTACHMENT for one in files):
        raise InputError("case_empty")
    body = {
        "format": f"{FORMAT}/1",
        "id": uuid.uuid4().urn,
        "title": words.title,
        "narrative": words.narrative,
        "by": {"name": words.by_name, "did": did},
        "created": timestamp.write(now),
        "files": [{"name": one.name, "sha256": one.sha256, "role": one.role} for one in files],
        "result": None if result is None else dict(result),
    }
    return read(jcs.canonical(papers.sign(body, did, key, now)), now)


def read(data: bytes, now: datetime) -> Portfolio:
    """A portfolio that its learner signed.

    Raises:
        InputError: ``not_this_paper``, ``paper_not_genuine``, ``malformed_review``.
    """
    paper = papers.read(data, FORMAT, now)
    members = Members(paper.body, _MEMBERS)
    by = members.part("by", ("name", "did"))
    if [one.did for one in paper.signatures] != [by.text("did")]:
        raise InputError("paper_not_genuine", member="proof")
    files = tuple(
        (one.text("name"), one.text("sha256"), one.text("role"))
        for one in members.objects("files", _FILE)
    )
    names = [name for name, _, _ in files]
    roles = {role for _, _, role in files}
    if len(set(names)) < len(names) or not roles <= {PRESENTATION, SEALED, ATTACHMENT}:
        refuse("files")
    return Portfolio(
        id=members.text("id"),
        title=members.text("title"),
        narrative=members.text("narrative", empty=True),
        by_name=by.text("name"),
        by_did=by.text("did"),
        created=members.moment("created"),
        files=files,
        result=members.json("result") if members.has("result") else None,
        data=data,
    )
