"""Is the key that signed a pathway its owner's, by what is trusted here (E.6, trust.md D.3)?

Rules
-----
1. Only a key that the pathway itself names as its owner's is asked about.
2. It is the owner's where a list that somebody compared names it so, or names so an identifier
   of the owner whose own document, vouched for as well, lists this key for such signatures.
3. The name in the list has to be the owner's; under another name nothing is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from wallet.errors import ProofFailure
from wallet.evidence import Evidence, KeyDocument, Source
from wallet.identifiers import default_method, find_key
from wallet.pathways.result import PathwayResult
from wallet.register import name_key
from wallet.trust.accreditation import Award, Body, Days, Question, Signer, known_as

SIGNED, CONFIRMED = "owner_signed", "owner_confirmed"
_PURPOSE = "assertionMethod"
_PUBLIC = ("kty", "crv", "x", "y", "n", "e")
_MOST_KEYS = 50


def with_owner(result: PathwayResult, evidence: Evidence, now: datetime) -> PathwayResult:
    """The result, saying in its headline that the owner is confirmed, where it is.

    Args:
        result: of ``evaluate``.
        evidence: what is trusted on this computer.
        now: aware.
    """
    signature, owner = result.pathway.signature, result.pathway.owner_name
    if SIGNED not in result.notices or signature is None or signature.signer is None:
        return result
    names = set(_names(signature.signer, result.pathway.owner_ids, evidence, now))
    if name_key(owner or "") not in names:
        return result
    told = tuple(CONFIRMED if one == SIGNED else one for one in result.notices)
    return replace(result, notices=told)


def _names(
    signer: str, owner_ids: Iterable[str], evidence: Evidence, now: datetime
) -> Iterator[str]:
    """Under which names the key is known, spelling aside."""
    for identifier in (signer, *_listing(signer, owner_ids, evidence)):
        for one in evidence.registries:
            counts = one.origin.confirmed and one.origin.source is not Source.CARRIED
            if counts and not one.sandbox and identifier in one.issuers:
                yield name_key(one.issuers[identifier].name)
        question = Question(
            signer=Signer(id=identifier),
            issuer=Body(id=identifier),
            award=Award(days=Days()),
            now=now,
        )
        for names, source in known_as(question, evidence.registers):
            if source.confirmed:
                yield from map(name_key, names)


def _listing(signer: str, owner_ids: Iterable[str], evidence: Evidence) -> Iterator[str]:
    """The owner's identifiers whose documents list the signer's key (rule 2)."""
    wanted = _key(default_method(signer, _PURPOSE, evidence), evidence)
    for one in evidence.key_documents:
        vouched = one.origin.confirmed and one.origin.source is not Source.CARRIED
        if vouched and one.id in owner_ids and wanted in _keys(one, evidence):
            yield one.id


def _keys(document: KeyDocument, evidence: Evidence) -> list[dict[str, Any] | None]:
    methods = document.document.get("verificationMethod")
    listed = methods if isinstance(methods, list) else []
    ids = [one.get("id") for one in listed[:_MOST_KEYS] if isinstance(one, Mapping)]
    whole = [f"{document.id}{one}" if str(one).startswith("#") else one for one in ids]
    return [_key(one, evidence) for one in whole if isinstance(one, str)]


def _key(method: str | None, evidence: Evidence) -> dict[str, Any] | None:
    """A key that may make such signatures; each None is another one."""
    if method is not None:
        with suppress(ProofFailure):
            found = find_key(method, evidence)
            if _PURPOSE in found.purposes:
                return {name: found.jwk.get(name) for name in _PUBLIC}
    return {"method": method}
