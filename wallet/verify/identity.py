"""Step 6: is the issuer named by a trust source? Section 3, and trust.md D.11.

Rules
-----
1. Only the identifier whose key passed ``issuer_key`` is looked up; never a name.
2. A credential whose issuer is its own holder is ``self_asserted``, whoever lists it.
3. A sandbox registry, and a key printed in published test vectors, identify nobody outside
   the demo wallet (``allow_test_keys``).
4. A row counts on the days, and for the keys, that it names. What came with the credential, and
   what is dated after the moment asked about, raises nothing. A registry is as old as its own
   date says, else as old as its receipt.
5. Two registries that name two different parties: ``conflicting_evidence``.
6. Where no registry lists the issuer, the subject of its certificate names it: an authority
   vouches for that name whose own certificate the person vouches for. It counts on the same
   terms as a row of a registry: confirmed, begun and not too old, by the day of the list that
   vouches for the authority. A registry that lists the issuer makes no such list younger.
7. A register of an accepted bundle names the body to which the key is bound (trust.md D.3), on
   the same terms.
8. A list that was compared names an identifier. Whose key that is, is told by other evidence,
   which has to be compared as well (``uncompared``).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from wallet.encoding.timestamp import write as stamp
from wallet.evidence import Evidence, IssuerRegistry, Origin, RegistryIssuer, Source
from wallet.identifiers.keys import thumbprint
from wallet.identifiers.x509 import Chain
from wallet.reasons import Reason
from wallet.register import RegisterSource
from wallet.register.names import name_key
from wallet.report import Check, Finding, Outcome, Presenter
from wallet.trust.accreditation import known_as
from wallet.trust.published_keys import is_test_key
from wallet.verify import uncompared
from wallet.verify.accreditation import questions, signer_of
from wallet.verify.authorities import vouching_for
from wallet.verify.case import Established, finding
from wallet.verify.holder_keys import confirmed_key, is_key

_Row = tuple[IssuerRegistry, RegistryIssuer]


def check_identity(established: Established) -> tuple[Finding, tuple[str, ...]]:
    """The finding of ``issuer_identity``, and the issuer's names by a trust source."""
    found, names = _named(established)
    if found.outcome is not Outcome.PASSED:
        return found, names
    reason, waiting = Reason.TRUST_NOT_CONFIRMED, uncompared.rests_on(established)  # 8
    if waiting is None:
        reason, waiting = Reason.EVIDENCE_TOO_OLD, _list_grown_old(established)  # 6
    if waiting is None:
        return found, names
    facts = {**found.facts, "registry": waiting, "name": signer_of(established).id}
    return finding(Check.ISSUER_IDENTITY, Outcome.INDETERMINATE, reason, facts, found.as_of), ()


def _list_grown_old(established: Established) -> str | None:
    """The list that vouched for the authority too long ago to say so today; None: none did."""
    key, case = established.key_fact.key if established.key_fact else None, established.case
    if key is None or key.chain is None:
        return None
    origin = vouching_for(key.chain, case).origin
    dated, limit = origin.dated, timedelta(days=case.policy.max_identity_age_days)
    return origin.name if dated is not None and case.now - dated > limit else None


def _named(established: Established) -> tuple[Finding, tuple[str, ...]]:
    fact, issuer = established.key_fact, established.claims.issuer
    if fact is not None and fact.signed_as is not None:
        issuer = fact.signed_as  # of a seal: the certificate's word, never the payload's
    if fact is None or issuer is None:
        return _unknown(Reason.PROOF_NOT_ESTABLISHED), ()
    if _is_own_holder(established, issuer):
        return _unknown(Reason.SELF_ASSERTED), ()
    evidence = established.case.evidence
    key_name = thumbprint(fact.key.jwk) if fact.key is not None else ""
    if not evidence.allow_test_keys and is_test_key(issuer, key_name):
        return _unknown(Reason.TEST_KEY), ()
    registries = [one for one in evidence.registries if _counts(one, evidence)]
    day = established.case.now.date()
    rows = [
        (one, one.issuers[issuer])
        for one in registries
        if issuer in one.issuers and one.issuers[issuer].names(key_name, day)
    ]
    rows += _of_registers(established, {name_key(one.name) for _, one in rows})
    if not rows and fact.key is not None and fact.key.chain is not None:
        return _by_certificate(fact.key.chain, established)
    if not rows:
        return _unknown(_why_unlisted(issuer, evidence)), ()
    return _judge(rows, established)


def _of_registers(established: Established, named: set[str]) -> list[_Row]:
    """Rule 7: what the registers of accepted bundles know the holder of this key as.

    A body bears several names: the one that other lists say is no second party.
    """
    registers = established.case.evidence.registers
    asked = next(questions(established), None) if registers else None
    if asked is None:
        return []
    return [
        (_as_registry(source), RegistryIssuer(id=asked.signer.id, name=_one_of(names, named)))
        for names, source in known_as(asked, registers)
    ]


def _one_of(names: tuple[str, ...], named: set[str]) -> str:
    return next((one for one in names if name_key(one) in named), names[0])


def _as_registry(source: RegisterSource) -> IssuerRegistry:
    origin = Origin(
        source=Source.ACCEPTED,
        name=source.bundle,
        sha256=source.bundle_sha256,
        received_at=source.received_at,
        dated=source.as_of,
        confirmed=source.confirmed,
    )
    return IssuerRegistry(name=source.name, issuers={}, origin=origin, sandbox=source.sandbox)


def _unknown(reason: Reason) -> Finding:
    return finding(Check.ISSUER_IDENTITY, Outcome.INDETERMINATE, reason)


def _is_own_holder(established: Established, issuer: str) -> bool:
    """Rule 2, also where the same key goes by two names."""
    case = established.case
    presenter = case.presenter or Presenter()
    holders = {
        *established.claims.subject_ids,
        *case.evidence.holder_ids,
        *presenter.ids,
    }
    if issuer in holders:
        return True
    key = established.key_fact.key if established.key_fact is not None else None
    if key is None:
        return False
    name = thumbprint(key.jwk)
    confirmed = confirmed_key(established.claims.confirmation)
    return name in (*presenter.keys, confirmed) or any(
        is_key(one, name, case.evidence) for one in established.claims.subject_ids
    )


def _counts(registry: IssuerRegistry, evidence: Evidence) -> bool:
    """Rules 3 and 4."""
    if registry.origin.source is Source.CARRIED:
        return False
    return evidence.allow_test_keys or not registry.sandbox


def _why_unlisted(issuer: str, evidence: Evidence) -> Reason:
    vouched = [one for one in evidence.registries if one.origin.source is not Source.CARRIED]
    if any(one.sandbox and issuer in one.issuers for one in vouched):
        return Reason.TEST_KEY
    if any(not one.sandbox for one in vouched) or evidence.registers:
        return Reason.ISSUER_NOT_LISTED
    return Reason.NO_TRUST_SOURCE


def _judge(rows: list[_Row], established: Established) -> tuple[Finding, tuple[str, ...]]:
    case = established.case
    begun = [row for row in rows if _dated(row) <= case.now or row[0].origin.dated is None]
    if not begun:
        return _row_finding(rows, Outcome.INDETERMINATE, Reason.EVIDENCE_DATED_LATER), ()
    names = {" ".join(issuer.name.casefold().split()) for _, issuer in begun}
    if len(names) > 1:
        return _row_finding(begun, Outcome.INDETERMINATE, Reason.CONFLICTING_EVIDENCE), ()
    confirmed = [row for row in begun if row[0].origin.confirmed]
    if not confirmed:
        return _row_finding(begun, Outcome.INDETERMINATE, Reason.TRUST_NOT_CONFIRMED), ()
    limit = timedelta(days=case.policy.max_identity_age_days)
    fresh = [row for row in confirmed if case.now - _dated(row) <= limit]
    if not fresh:
        return _row_finding(confirmed, Outcome.INDETERMINATE, Reason.EVIDENCE_TOO_OLD), ()
    found = _row_finding(fresh, Outcome.PASSED, Reason.ISSUER_LISTED)
    return found, tuple(dict.fromkeys(issuer.name for _, issuer in fresh))


def _by_certificate(chain: Chain, established: Established) -> tuple[Finding, tuple[str, ...]]:
    """Rule 6."""
    case, name = established.case, chain.leaf.name
    origin = vouching_for(chain, case).origin
    dated = origin.dated if origin.dated is not None else origin.received_at
    facts = {
        "name": name,
        "registry": chain.certificates[-1].name,
        "source": origin.source.value,
        "received": stamp(origin.received_at),
        "organisation_id": chain.leaf.organisation_id,
    }
    reason = Reason.CERTIFICATE_NAMES_ISSUER
    if origin.dated is not None and dated > case.now:
        reason = Reason.EVIDENCE_DATED_LATER
    elif not origin.confirmed:
        reason = Reason.TRUST_NOT_CONFIRMED
    elif case.now - dated > timedelta(days=case.policy.max_identity_age_days):
        reason = Reason.EVIDENCE_TOO_OLD
    passed = reason is Reason.CERTIFICATE_NAMES_ISSUER
    outcome = Outcome.PASSED if passed else Outcome.INDETERMINATE
    found = finding(Check.ISSUER_IDENTITY, outcome, reason, facts, dated)
    return found, (name,) if passed else ()


def _dated(row: _Row) -> datetime:
    origin = row[0].origin
    return origin.dated if origin.dated is not None else origin.received_at


def _row_finding(rows: list[_Row], outcome: Outcome, reason: Reason) -> Finding:
    registry, issuer = max(rows, key=_dated)
    facts = {
        "name": issuer.name,
        "registry": registry.name,
        "source": registry.origin.source.value,
        "received": stamp(registry.origin.received_at),
        "url": issuer.url,
        "names": tuple(sorted({one.name for _, one in rows})) if len(rows) > 1 else None,
    }
    return finding(Check.ISSUER_IDENTITY, outcome, reason, facts, _dated((registry, issuer)))
