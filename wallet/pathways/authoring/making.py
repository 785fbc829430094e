"""Where drafts come from, and the documents that they become.

Rules
-----
1. A *new version* keeps the id of its pathway, counts its version up and says what it replaces.
   Whoever keeps the older one has it replaced (``versions``); a signed one only by its signer.
2. A *copy* is somebody else's pathway no longer: it has an id of its own, says what it was made
   from, and belongs to nobody until an owner is named.
3. What is published has been read by the strict reader, byte by byte as it leaves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wallet.errors import InputError
from wallet.holder import PrivateKey
from wallet.pathways import signature
from wallet.pathways.authoring.draft import Draft, put, unset
from wallet.pathways.document import Pathway
from wallet.pathways.reading import FORMAT, read

SUFFIX = ".pathway.json"
_LAST_NUMBER = re.compile(r"([0-9]{1,9})(?!.*[0-9])")


def blank(own_id: str) -> Draft:
    """A pathway from nothing: what always holds, and everything else still to be said.

    Args:
        own_id: the id of the document, a ``urn:uuid:``.
    """
    return Draft(
        document={
            "format": FORMAT,
            "id": own_id,
            "version": "1",
            "status": "active",
            "title": [],
            "owner": {},
            "destination": {"kind": "micro-degree"},
            "asOfRule": "evaluation-date",
            "credit": {"unit": "ECTS", "hoursPerCredit": "25", "rounding": "none"},
            "slots": [],
            "tree": {"op": "all", "of": []},
            "rules": [
                {"id": "authentic", "type": "authenticity"},
                {"id": "once", "type": "exclusive"},
            ],
            "signoff": {"required": False},
        }
    )


def new_version(pathway: Pathway, version: str = "") -> Draft:
    """A draft that replaces a pathway once it is published (rule 1).

    Args:
        pathway: what is replaced.
        version: of the new one; by default the last number of the old one counted up.
    """
    draft = put(
        Draft(document=pathway.document), ("version",), version or next_version(pathway.version)
    )
    return put(draft, ("supersedes",), f"{pathway.id}@{pathway.version}")


def next_version(version: str) -> str:
    """``2026.1`` -> ``2026.2``; a version without a number gets one."""
    if not _LAST_NUMBER.search(version):
        return f"{version}.1"
    return _LAST_NUMBER.sub(lambda found: str(int(found[1]) + 1), version, count=1)


def copy(pathway: Pathway, own_id: str) -> Draft:
    """A draft of one's own with everything that a pathway asks for (rule 2)."""
    draft = put(Draft(document=pathway.document), ("id",), own_id)
    for gone in ("supersedes", "validFrom", "validUntil", "owner"):
        draft = unset(draft, (gone,))
    draft = put(draft, ("version",), "1")
    return put(draft, ("basedOn",), f"{pathway.id}@{pathway.version}")


def published(draft: Draft) -> bytes:
    """The document as a file, unsigned (rule 3).

    Raises:
        InputError: what ``wallet.pathways.read`` refuses.
    """
    data = draft.to_bytes()
    read(data)
    return data


def signed(draft: Draft, *, key: PrivateKey, method: str, created: datetime) -> bytes:
    """The document as a file, signed (rule 3).

    Args:
        draft: what is signed.
        key: an Ed25519 key.
        method: its verification method, such as ``did:key:z6Mk...#z6Mk...``.
        created: aware.

    Raises:
        InputError: what ``wallet.pathways.read`` refuses; ``malformed_pathway`` where the
            document has been signed by nobody that can be told.
    """
    published(draft)
    bare: Mapping[str, Any] = {
        name: one for name, one in draft.document.items() if name != "proof"
    }
    document = signature.sign(bare, key=key, method=method, created=created)
    data = Draft(document=document).to_bytes()
    found = read(data).signature
    if found is None or not found.checked:
        raise InputError("malformed_pathway", member="proof", reason="signature_invalid")
    return data


def named_as_owner(draft: Draft, did: str) -> Draft:
    """The draft with a key among those that it names as its owner's."""
    known = draft.at(("owner", "identifiers")) or []
    return draft if did in known else put(draft, ("owner", "identifiers"), [*known, did])


def file_name(draft: Draft) -> str:
    """What a file of it is called: its title, short and plain."""
    listed = draft.at(("title",)) or [{"text": "pathway"}]
    plain = re.sub(r"[^\w]+", "-", str(listed[0].get("text", "")), flags=re.UNICODE).strip("-")
    return f"{plain[:60] or 'pathway'}{SUFFIX}"
