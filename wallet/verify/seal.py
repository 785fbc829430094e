"""Step 3 for seals: was the certificate's owner the issuer named, at that time? D.3 and 2.4.

Rules
-----
1. A certificate counts only through a chain to an authority among the evidence; one that came
   along, or was fetched by nobody, is ``certificate_not_anchored``, never a pass.
2. It is judged at a proven time, never at the date that the signer wrote; without one, now. An
   end or a revocation before the date the signer claims is ``failed``.
3. A certificate that says where its revocation is published is ``revocation_unknown`` until a
   list that covers it is among the evidence.
4. The issuer named must be the certificate's owner: one of the identifiers that the credential
   gives for its issuer is the certificate's own (``VATES-A00000000``), with its country. A name
   alone shows nothing, and somebody else's seal is told as theirs.
5. Who sealed is not who awarded. Where an award names another body, that is told: a platform
   that seals for an institution is a platform (trust.md D.3, D.8 case 7).
6. From here on the signer goes by what the certificate says; ids that the credential gives
   itself identify nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from wallet import formats
from wallet.credential import Award, CredentialView, Identifier, Party
from wallet.encoding.timestamp import write as stamp
from wallet.errors import Fact, ProofFailure
from wallet.identifiers import certificates, x509
from wallet.identifiers.certificates import Certificate
from wallet.identifiers.interface import VerificationKey
from wallet.identifiers.revocation import State
from wallet.identifiers.x509 import Chain
from wallet.proofs.interface import ProofFact
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome, Role
from wallet.verify.case import Case, Established, finding

FORMS = frozenset({"jades", "xml_signature"})
"""Securing forms that are judged here."""
PURPOSE = "seal"
_MOST_NAMED = 5
_RANK = {Outcome.PASSED: 0, Outcome.INDETERMINATE: 1, Outcome.FAILED: 2}
_SEMANTIC = re.compile(r"([A-Z]{3})([A-Z]{2})-(.{1,64})", re.ASCII)
"""``organizationIdentifier`` (ETSI EN 319 412-1): kind, country and number."""
_GLOBAL = ("LEI",)
"""Kinds whose numbers are unique in the world."""
_PUNCTUATION = re.compile(r"[\s.\-_/]+")


def check_seals(established: Established) -> tuple[Finding, ProofFact | None]:
    """The finding of ``issuer_key``, and the seal that is shown to be the issuer's."""
    judged = [
        _check(established, fact)
        for fact in established.proven.proofs
        if fact.outcome is Outcome.PASSED
    ]
    if not judged:
        return _told(Outcome.INDETERMINATE, Reason.UNBOUND, {}), None
    best, fact = min(judged, key=lambda pair: _RANK.get(pair[0].outcome, 1))
    if best.outcome is not Outcome.PASSED:
        return best, None
    return best, fact


def _check(established: Established, fact: ProofFact) -> tuple[Finding, ProofFact]:
    case = established.case
    try:
        found = x509.chain(
            fact.certificates, case.evidence, case.now, purpose=PURPOSE, ended=True
        )
    except ProofFailure as failure:  # 1
        outcome = Outcome.INDETERMINATE if failure.indeterminate else Outcome.FAILED
        return _told(outcome, Reason(failure.code), failure.facts), fact
    facts = _of_chain(found)
    at_its_time = _at_its_time(found, fact, case, facts)  # 2, 3
    if at_its_time is not None and at_its_time.outcome is not Outcome.PASSED:
        return at_its_time, fact
    view = formats.view(case.secured.format, established.proven.document)
    binding = _binding(found.leaf, view, facts)  # 4, 5
    if binding.outcome is not Outcome.PASSED:
        return binding, fact
    return (at_its_time if at_its_time is not None else binding), _signed(fact, found)  # 6


def _signed(fact: ProofFact, found: Chain) -> ProofFact:
    """Rule 6: the key, by the number that the certificate gives its owner."""
    leaf = found.leaf
    kind, jwk = certificates.key_of(leaf)
    owner = leaf.organisation_id or f"x509:{leaf.sha256}"
    key = VerificationKey(
        method_id=f"x509:{leaf.sha256}",
        controller=owner,
        document_id=owner,
        kind=kind,
        jwk=jwk,
        purposes=frozenset({"assertionMethod"}),
        begins=found.begins,
        expires=found.ends,
        origin=found.anchor.origin,
        chain=found,
    )
    return replace(fact, signed_as=owner, key=key)


def _told(outcome: Outcome, reason: Reason, facts: Mapping[str, Fact]) -> Finding:
    return finding(Check.ISSUER_KEY, outcome, reason, facts)


def _of_chain(found: Chain) -> dict[str, Fact]:
    leaf = found.leaf
    return {
        "signer": leaf.name,
        "signer_id": leaf.organisation_id,
        "signer_country": leaf.country,
        "certificate": leaf.sha256,
        "authority": found.anchor.name or found.certificates[-1].name,
        "source": found.anchor.origin.source.value,
    }


# --- the time ------------------------------------------------------------------------------


def _at_its_time(
    found: Chain, fact: ProofFact, case: Case, facts: dict[str, Fact]
) -> Finding | None:
    """Rules 2 and 3; None where now is as good a time as any."""
    revoked = found.revocation.state is State.REVOKED
    since = found.revocation.since if revoked else None
    ended = min(one for one in (found.ends, since) if one is not None)
    begun = fact.created if fact.created is not None else case.now
    if begun < found.begins or case.now < found.begins:
        return _told(Outcome.INDETERMINATE, Reason.CERTIFICATE_OUT_OF_DATES, facts)
    if case.now < ended and not revoked:
        if found.revocation.state is State.UNKNOWN:
            return _told(Outcome.INDETERMINATE, Reason.REVOCATION_UNKNOWN, facts)
        return None
    facts = {**facts, "ended": stamp(ended)}
    if fact.created is not None and fact.created >= ended:
        reason = Reason.KEY_REVOKED if ended == since else Reason.KEY_ENDED_BEFORE_SIGNING
        return _told(Outcome.FAILED, reason, facts)
    proven = _proven_time(case)
    if proven is not None and found.begins <= proven < ended:
        told = {**facts, "proven_on": stamp(proven), "local_only": True}
        return _told(Outcome.PASSED, Reason.KEY_RETIRED_LATER, told)
    return _told(Outcome.INDETERMINATE, Reason.KEY_ENDED_NO_PROOF_OF_TIME, facts)


def _proven_time(case: Case) -> datetime | None:
    """This wallet's own import record, for the holder's own view."""
    if case.role is not Role.HOLDER:
        return None
    seen = case.evidence.first_seen.get(case.secured.credential_id)
    return seen if seen is not None and seen <= case.now else None


# --- who -----------------------------------------------------------------------------------


def _binding(leaf: Certificate, view: CredentialView, facts: dict[str, Fact]) -> Finding:
    """Rules 4 and 5."""
    issuer = view.envelope.issuer
    if not is_owner(leaf, issuer):
        told = {**facts, "issuer": _names(issuer), "awarded_by": _awarders(view.awards)}
        return _told(Outcome.INDETERMINATE, Reason.SEAL_OF_ANOTHER, told)
    others = [
        body
        for award in view.awards
        for body in award.awarding_bodies
        if body != issuer and not is_owner(leaf, body)
    ]
    if not others:
        return _told(Outcome.PASSED, Reason.KEY_AUTHORISED, facts)
    told = {
        **facts,
        "awarded_by": tuple(dict.fromkeys(name for one in others for name in _names(one))),
        "mandate": bool(view.envelope.mandate),
    }
    return _told(Outcome.PASSED, Reason.SEALED_FOR_ANOTHER, told)


def is_owner(leaf: Certificate, party: Party) -> bool:
    """Whether one of a party's identifiers is the certificate's own."""
    stated = leaf.organisation_id
    if stated is None:
        return False
    return any(_same(stated, one) for one in party.identifiers)


def _same(stated: str, identifier: Identifier) -> bool:
    """Spelled the same, or the same number in the same country without its prefix (C.5, 8)."""
    written = _plain(identifier.value)
    if written == _plain(stated):
        return True
    found = _SEMANTIC.fullmatch(stated.strip())
    if found is None:
        return False
    kind, land, number = found.groups()
    if kind not in _GLOBAL and identifier.country != land:
        return False
    return bool(_plain(number)) and written in (_plain(number), land + _plain(number))


def _plain(text: str) -> str:
    return _PUNCTUATION.sub("", text).upper()


def _names(party: Party) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(one.text for one in party.names))[:1]
    return names or ((party.id,) if party.id else ())


def _awarders(awards: Iterable[Award]) -> tuple[str, ...]:
    bodies = [body for one in awards for body in one.awarding_bodies]
    return tuple(dict.fromkeys(name for one in bodies for name in _names(one)))[:_MOST_NAMED]
