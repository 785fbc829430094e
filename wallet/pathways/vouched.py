"""By whom it is known whose keys signed a pathway or an agreement (trust.md D.3, D.6, D.11).

Rules
-----
1. Only keys that the paper itself names as somebody's, and that signed it, are asked about.
2. A key is theirs where a list that somebody compared names it so, or names so another of their
   identifiers whose own document, vouched for as well, lists this key for such signatures.
3. The name in the list has to be theirs; under another name nothing is shown.
4. A list tells nothing that came along with a file, is a test list, is dated after the moment
   asked about or is older than what names an issuer may be; nor does any of a key that is
   printed in published test vectors.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypedDict

from wallet.errors import ProofFailure
from wallet.evidence import Evidence, KeyDocument, Origin, Source
from wallet.identifiers import VerificationKey, default_method, find_key
from wallet.identifiers.keys import thumbprint
from wallet.register.names import name_key
from wallet.report import Policy
from wallet.trust.accreditation import Award, Body, Days, Question, Signer, known_as
from wallet.trust.published_keys import is_test_key

PURPOSE = "assertionMethod"
_OLDEST = Policy().max_identity_age_days
_MOST_KEYS = 50


class Told(TypedDict):
    """A list, in words that JSON has."""

    register: str
    as_of: str
    age_days: int
    signer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voucher:
    """A list that says whose key it is."""

    name: str
    """What it calls them."""
    register: str
    """What the list is called."""
    signer: str
    """Who signed it; empty where it was added by itself, unsigned."""
    as_of: date
    """Of which day it is; of an undated one, when this computer got it."""
    age_days: int

    def told(self) -> Told:
        """Which list, as JSON and as ``wallet.wording.vouching`` takes it."""
        return {
            "register": self.register,
            "as_of": self.as_of.isoformat(),
            "age_days": self.age_days,
            "signer": self.signer,
        }


def voucher(
    name: str,
    signers: Iterable[str],
    identifiers: Collection[str],
    evidence: Evidence,
    now: datetime,
) -> Voucher | None:
    """The newest list by which one of these keys is that of whoever bears this name.

    Args:
        name: what the paper calls them.
        signers: those of their identifiers whose own key signed it, or the verification
            methods of these keys (rule 1).
        identifiers: all that the paper says are theirs.
        evidence: what is trusted on this computer.
        now: aware.
    """
    known = with_vouched_documents(evidence)
    found = [
        one
        for signer in signers
        for one in _told(signer, identifiers, known, now)
        if name_key(one.name) == name_key(name)
    ]
    # a list of a bundle is known as a list of issuers too, which names no signer
    return max(found, key=lambda one: (one.as_of, bool(one.signer), one.register), default=None)


def with_vouched_documents(evidence: Evidence) -> Evidence:
    """The evidence with those documents of keys alone that somebody compared."""
    kept = tuple(one for one in evidence.key_documents if _is_vouched(one.origin))
    return replace(evidence, key_documents=kept)


def _is_vouched(origin: Origin) -> bool:
    return origin.confirmed and origin.source is not Source.CARRIED


def _told(
    signer: str, identifiers: Collection[str], evidence: Evidence, now: datetime
) -> Iterator[Voucher]:
    did, fragment, _ = signer.partition("#")
    method = signer if fragment else default_method(did, PURPOSE, evidence)
    key = find(method, evidence, now)
    if key is None:
        return
    name = thumbprint(key.jwk)
    if not evidence.allow_test_keys and is_test_key(did, name):
        return
    for identifier in (did, *_listing(name, identifiers, evidence, now)):
        yield from _by_lists(identifier, name, evidence, now)
        yield from _by_registers(Signer(id=identifier, thumbprint=name), evidence, now)


def _by_lists(
    identifier: str, key: str, evidence: Evidence, now: datetime
) -> Iterator[Voucher]:
    for one in evidence.registries:
        counts = _is_vouched(one.origin) and (evidence.allow_test_keys or not one.sandbox)
        row = one.issuers.get(identifier) if counts else None
        if row is not None and row.names(key, now.date()):
            dated = one.origin.dated or one.origin.received_at
            yield from _of_day(row.name, one.name, "", dated, now)


def _by_registers(signer: Signer, evidence: Evidence, now: datetime) -> Iterator[Voucher]:
    question = Question(
        signer=signer,
        issuer=Body(id=signer.id),
        award=Award(days=Days()),
        now=now,
        allow_sandbox=evidence.allow_test_keys,
    )
    for names, source in known_as(question, evidence.registers):
        for name in names if source.confirmed else ():
            yield from _of_day(name, source.name, source.signer, source.as_of, now)


def _of_day(
    name: str, register: str, signer: str, dated: datetime, now: datetime
) -> Iterator[Voucher]:
    """What a list tells, unless it is of a later day or too old (rule 4)."""
    age = (now.date() - dated.date()).days
    if 0 <= age <= _OLDEST:
        yield Voucher(
            name=name, register=register, signer=signer, as_of=dated.date(), age_days=age
        )


def _listing(
    name: str, identifiers: Collection[str], evidence: Evidence, now: datetime
) -> Iterator[str]:
    """Their identifiers whose documents list this key (rule 2)."""
    for one in evidence.key_documents:
        if one.id in identifiers and name in _keys(one, evidence, now):
            yield one.id


def _keys(document: KeyDocument, evidence: Evidence, now: datetime) -> set[str]:
    methods = document.document.get("verificationMethod")
    listed = methods if isinstance(methods, list) else []
    ids = [one.get("id") for one in listed[:_MOST_KEYS] if isinstance(one, Mapping)]
    whole = [f"{document.id}{one}" if str(one).startswith("#") else one for one in ids]
    found = (find(one, evidence, now) for one in whole if isinstance(one, str))
    return {thumbprint(one.jwk) for one in found if one is not None}


def find(method: str | None, evidence: Evidence, now: datetime) -> VerificationKey | None:
    """A key that may make such signatures, and may still do so now."""
    if method is None:
        return None
    with suppress(ProofFailure):
        key = find_key(method, evidence)
        ends = [one for one in (key.expires, key.revoked) if one is not None]
        if PURPOSE in key.purposes and all(now < one for one in ends):
            return key
    return None
