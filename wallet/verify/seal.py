"""Step 3 for seals: was the certificate's owner the issuer named, at that time? D.3 and 2.4.

Rules
-----
1. A certificate counts only through a chain to an authority among the evidence; one that came
   along, or was fetched by nobody, is ``certificate_not_anchored``, never a pass. So is one
   that a newer list has withdrawn; a list of a later day raises nothing.
2. It is judged now; where that leaves it open, at a proven time (a timestamp that holds, or
   this wallet's import record for its holder), never at the date that the signer wrote. An end
   or a revocation before the date the signer claims is ``failed``.
3. Whether it was revoked, where no list that covers it is among the evidence, is a question of
   ``status`` (``certificate_status_unknown``), as for every other certificate. A proven time
   for which there is one is preferred.
4. A certificate of a natural person makes no seal, also where it names the organisation for
   which they act: a signature of theirs is told as that, with both names. One whose extended
   uses are for something else, such as a web site, makes none either.
5. The issuer named must be the certificate's owner: one of the identifiers that the credential
   gives for its issuer is the certificate's own (``VATES-A00000000``), with its country. A name
   alone shows nothing, and somebody else's seal is told as theirs.
6. Who sealed is not who awarded. Where an award names another body, that is told: a platform
   that seals for an institution is a platform (trust.md D.3, D.8 case 7).
7. From here on the signer goes by what the certificate says; ids that the credential gives
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
from wallet.verify.authorities import vouching_for
from wallet.verify.case import Case, Established, finding
from wallet.verify.seal_quality import is_withdrawn

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
    """One seal, judged now; where that leaves it open, at the time when it is proven."""
    proven, is_local = _proven_time(fact, established.case)
    judged, signed = _check_at(established, fact, None)
    if proven is None or judged.outcome is Outcome.FAILED:
        return judged, signed
    if judged.outcome is Outcome.PASSED and _is_looked_up(signed):
        return judged, signed
    again = _check_at(established, fact, proven, is_local=is_local)
    is_better = judged.outcome is not Outcome.PASSED or _is_looked_up(again[1])
    return again if again[0].outcome is Outcome.PASSED and is_better else (judged, signed)


def _is_looked_up(signed: ProofFact) -> bool:
    """Whether it is known that the certificate was not revoked, or nobody would publish it."""
    chain = signed.key.chain if signed.key is not None else None
    return chain is not None and chain.revocation.state is not State.UNKNOWN


def _check_at(
    established: Established,
    fact: ProofFact,
    proven: datetime | None,
    *,
    is_local: bool = False,
) -> tuple[Finding, ProofFact]:
    case = established.case
    try:
        found = x509.chain(
            fact.certificates,
            case.evidence,
            proven or case.now,
            purpose=PURPOSE,
            crls=fact.crls,
            ended=True,
        )
    except ProofFailure as failure:  # 1
        outcome = Outcome.INDETERMINATE if failure.indeterminate else Outcome.FAILED
        return _told(outcome, Reason(failure.code), failure.facts), fact
    facts = _of_chain(found)
    off = _off_anchor(found, case)  # 1
    if off is not None:
        told = {**facts, "certificate": found.leaf.name}  # whom it names, in words
        return _told(Outcome.INDETERMINATE, off, told), fact
    if proven is not None:
        facts |= {"proven_on": stamp(proven), "local_only": is_local or None}
    at_its_time = _at_its_time(found, fact, case, facts, proven)  # 2
    if at_its_time is not None and at_its_time.outcome is not Outcome.PASSED:
        return at_its_time, fact
    view = formats.view(case.secured.format, established.proven.document)
    binding = _binding(found.leaf, view, facts)  # 4, 5, 6
    if binding.outcome is not Outcome.PASSED:
        return binding, fact
    if at_its_time is None or binding.reason is Reason.SEALED_FOR_ANOTHER:
        return binding, _signed(fact, found)  # 7
    return at_its_time, _signed(fact, found)


def _off_anchor(found: Chain, case: Case) -> Reason | None:
    """Why the list that has the authority does not make it one at this moment."""
    dated = vouching_for(found, case).origin.dated
    if dated is not None and dated > case.now:
        return Reason.EVIDENCE_DATED_LATER
    if found.anchor.purpose == PURPOSE and is_withdrawn(found.anchor, case):
        return Reason.CERTIFICATE_NOT_ANCHORED
    return None


def _signed(fact: ProofFact, found: Chain) -> ProofFact:
    """Rule 7: the key, by the number that the certificate gives its owner."""
    leaf = found.leaf
    kind, jwk = certificates.key_of(leaf)
    owner = leaf.organisation_id or x509.issuer_id(leaf)
    key = VerificationKey.certified(found, owner, kind, jwk)
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
    found: Chain, fact: ProofFact, case: Case, facts: dict[str, Fact], proven: datetime | None
) -> Finding | None:
    """Rule 2; None where that time is as good as now."""
    at = proven or case.now
    since = found.revocation.since if found.revocation.state is State.REVOKED else None
    ended = min(one for one in (found.ends, since) if one is not None)
    begun = fact.created if fact.created is not None else at
    if begun < found.begins or at < found.begins:
        return _told(Outcome.INDETERMINATE, Reason.CERTIFICATE_OUT_OF_DATES, facts)
    if at < ended:
        if case.now < ended:
            return None
        told = {**facts, "ended": stamp(ended)}
        return _told(Outcome.PASSED, Reason.KEY_RETIRED_LATER, told)
    facts = {**facts, "ended": stamp(ended)}
    if fact.created is not None and fact.created >= ended:
        reason = Reason.KEY_REVOKED if ended == since else Reason.KEY_ENDED_BEFORE_SIGNING
        return _told(Outcome.FAILED, reason, facts)
    return _told(Outcome.INDETERMINATE, Reason.KEY_ENDED_NO_PROOF_OF_TIME, facts)


def _proven_time(fact: ProofFact, case: Case) -> tuple[datetime | None, bool]:
    """A timestamp that holds, else this wallet's own import record for its holder's view."""
    if fact.proven_on is not None and fact.proven_on <= case.now:
        return fact.proven_on, False
    seen = case.evidence.first_seen.get(case.secured.credential_id)
    if case.role is not Role.HOLDER or seen is None or seen > case.now:
        return None, False
    return seen, True


# --- who -----------------------------------------------------------------------------------


def _binding(leaf: Certificate, view: CredentialView, facts: dict[str, Fact]) -> Finding:
    """Rules 4 to 6."""
    issuer = view.envelope.issuer
    if not leaf.may_sign_documents:
        return _told(Outcome.INDETERMINATE, Reason.CERTIFICATE_NOT_ALLOWED, facts)
    if leaf.is_person:
        told = {**facts, "issuer": _names(issuer), "organisation": leaf.organisation}
        return _told(Outcome.INDETERMINATE, Reason.SIGNED_BY_A_PERSON, told)
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
