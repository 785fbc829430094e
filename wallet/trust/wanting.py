"""Which addresses could say more about what is held: read out of documents, never visited here.

Rules (spec/trust.md D.10)
--------------------------
1. Whole lists and key documents only, never an address of a single credential.
2. A list that an accepted bundle carries is not asked for: asking tells the host something.
3. A list that one held credential alone uses is marked: to ask for it says who holds what.
4. What comes back is an answer where it is what was asked for and nothing else: the document of
   the very identifier that lies at the address, or a list that proves itself. A host could else
   send a register, an authority or another's keys, and they would be believed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from wallet.evidence import Evidence, Source
from wallet.trust import read_evidence

_LIST_MEMBERS = ("statusListCredential", "statusListVCId")
_WEB = "did:web:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One address, and what it is fetched for."""

    url: str
    kind: str
    """``bundle``, ``status_list`` or ``key_document``."""
    used_by: int = 0
    """How many held credentials need it."""

    @property
    def host(self) -> str:
        """To whom this computer would speak."""
        try:
            return urlsplit(self.url).hostname or ""
        except ValueError:
            return ""

    @property
    def is_telling(self) -> bool:
        """Rule 3: left out unless it is asked for."""
        return self.used_by == 1 and self.kind == "status_list"


def wanted(
    documents: Iterable[Mapping[str, Any]], bundles: Iterable[str], evidence: Evidence
) -> tuple[Wanted, ...]:
    """What could be fetched, in the order of hosts and addresses.

    Args:
        documents: held credentials, as their issuers signed them.
        bundles: where the newest of each accepted bundle is published.
        evidence: what is known already.
    """
    carried = {
        one.url
        for one in evidence.status_lists
        if one.origin.source is Source.ACCEPTED and evidence.registers
    }
    counted: Counter[tuple[str, str]] = Counter()
    for document in documents:
        counted.update(set(_addresses(document)))
    found = [
        Wanted(url=url, kind=kind, used_by=count)
        for (url, kind), count in counted.items()
        if url.startswith("https://") and url not in carried
    ]
    found += [Wanted(url=url, kind="bundle") for url in bundles]
    return tuple(sorted(found, key=lambda one: (one.host, one.url)))


def is_answer(asked: Wanted, data: bytes, now: datetime) -> bool:
    """Whether ``data``, received ``now``, answers what was asked for (rule 4).

    A bundle is judged by its signatures, under a root that was accepted.
    """
    if asked.kind == "bundle":
        return True
    found, _ = read_evidence([(asked.url, data)], source=Source.VAULT, received_at=now)
    if asked.kind == "status_list":
        return bool(found.status_lists) and found == Evidence(status_lists=found.status_lists)
    documents = found.key_documents
    is_own = [web_address(one.id) for one in documents] == [asked.url]
    return is_own and found == Evidence(key_documents=documents)


def web_address(did: str) -> str | None:
    """Where the document of a ``did:web`` lies; None for anything else."""
    if not did.startswith(_WEB):
        return None
    host, *path = did.removeprefix(_WEB).split("#")[0].split(":")
    parts = [unquote(one) for one in path] or [".well-known"]
    if not host or any(not one or "/" in one or one in (".", "..") for one in parts):
        return None
    return f"https://{unquote(host)}/{'/'.join(parts)}/did.json"


def _addresses(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(address, kind) of a credential, and of those in it."""
    inner = document.get("vc")
    if isinstance(inner, Mapping):
        yield from _addresses(inner)
    issuer = document.get("issuer", document.get("iss"))
    name = issuer.get("id") if isinstance(issuer, Mapping) else issuer
    if isinstance(name, str) and (url := web_address(name)) is not None:
        yield url, "key_document"
    for entry in _listed(document.get("credentialStatus")):
        for member in _LIST_MEMBERS:
            if isinstance(entry.get(member), str):
                yield entry[member].partition("#")[0], "status_list"
    told = document.get("status")
    listed = told.get("status_list") if isinstance(told, Mapping) else None
    if isinstance(listed, Mapping) and isinstance(listed.get("uri"), str):
        yield listed["uri"], "status_list"


def _listed(value: Any) -> list[Mapping[str, Any]]:
    entries = value if isinstance(value, list) else [value]
    return [one for one in entries if isinstance(one, Mapping)]
