"""Verification: a pure function from bytes, evidence, policy and one moment to a report.

The steps, in this order (spec/verification.md, section 2)
---------------------------------------------------------
1. ``format``       which data model, and does it meet its rules?            ``proof.py``
2. ``proof``        does it hold over exactly these bytes?                ``proof.py``
3. ``issuer_key``   was the key the issuer's, at that time?                   ``issuer_key.py``
4. ``validity``     is ``now`` within every date?                             ``validity.py``
5. ``status``       revoked, suspended?                                       ``status_step.py``
6. ``issuer_identity``  does a trust source name the issuer?                  ``identity.py``
7. ``accreditation``    was the body accredited, then and now?          ``accreditation.py``
8. ``holder``       is it about this person?                                  ``holder.py``
9. ``endorsements`` each embedded one on its own                          ``endorsements.py``
10. ``request``     presentations only: does it answer this receiver?     ``presentation.py``

Rules
-----
* After step 2 every step reads only what the proof covers (``claims.py``), by IRI where RDF was
  signed.
* Where ``proof`` or ``issuer_key`` failed, or ``proof`` could not be judged, every later check
  is ``indeterminate`` with ``proof_not_established``.
* Where only ``issuer_key`` is open, dates and status are still told (they can only lower the
  verdict), but no name from a trust source and no accreditation is.
* No clock, disk or network is read. The memories of ``status_step.py`` change no answer.
"""

from __future__ import annotations

from datetime import datetime

from wallet.evidence import Evidence
from wallet.proofs.interface import Proven
from wallet.report import (
    Check,
    Finding,
    Outcome,
    Policy,
    Presenter,
    Role,
    VerificationReport,
)
from wallet.secured import Secured
from wallet.verify import claims as reading
from wallet.verify import claims_badges
from wallet.verify.accreditation import check_accreditation
from wallet.verify.case import (
    Case,
    Challenge,
    Established,
    does_not_apply,
    not_established,
)
from wallet.verify.endorsements import check_endorsements
from wallet.verify.holder import check_holder, check_holders_of_parts
from wallet.verify.identity import check_identity
from wallet.verify.issuer_key import check_issuer_key
from wallet.verify.presentation import check_request, holder_problem, presenter_of
from wallet.verify.proof import check_format, check_proof
from wallet.verify.status_step import check_status
from wallet.verify.validity import check_validity

__all__ = ["Challenge", "Presenter", "verify"]

_AFTER_KEY = (
    Check.VALIDITY,
    Check.STATUS,
    Check.ISSUER_IDENTITY,
    Check.ACCREDITATION,
    Check.HOLDER,
    Check.ENDORSEMENTS,
)


def verify(  # noqa: PLR0913 - the question, spelled out
    secured: Secured,
    evidence: Evidence,
    policy: Policy,
    now: datetime,
    role: Role = Role.RECEIVER,
    challenge: Challenge | None = None,
    *,
    shown_by: Presenter | None = None,
) -> VerificationReport:
    """The report on one credential or presentation.

    Args:
        secured: what intake read.
        evidence: all that may be relied upon.
        policy: limits of age and leeway.
        now: the moment to judge for, aware.
        role: whose question it is.
        challenge: what this receiver asked for; presentations only.
        shown_by: who signed the presentation that a credential came in.
    """
    case = Case(
        secured=secured,
        evidence=evidence,
        policy=policy,
        now=now,
        role=role,
        challenge=challenge,
        presenter=shown_by,
    )
    return _run(case)


def _run(case: Case) -> VerificationReport:
    proven, of_proof, of_format = check_proof(case)  # 2
    form = check_format(case, proven, of_format)  # 1
    if case.secured.is_presentation:
        return _presentation(case, proven, form, of_proof)
    if proven is None:
        return _unproven(case, (form, of_proof, not_established(Check.ISSUER_KEY)))
    claims = _claims(case, proven)
    established = Established(case=case, proven=proven, claims=claims)
    key, key_fact = check_issuer_key(established)  # 3
    if key.outcome is Outcome.FAILED:
        return _unproven(case, (form, of_proof, key))
    return _credential(
        Established(case=case, proven=proven, claims=claims, key_fact=key_fact),
        (form, of_proof, key),
    )


def _claims(case: Case, proven: Proven) -> reading.Claims:
    if case.secured.format in claims_badges.FORMATS:
        return claims_badges.read(proven, case.evidence)
    return reading.read(proven, case.secured.document if case.secured.token else None)


def _credential(established: Established, first: tuple[Finding, ...]) -> VerificationReport:
    case, proven = established.case, established.proven
    validity = check_validity(established)  # 4
    status = check_status(established)  # 5
    identity, names = check_identity(established)  # 6
    accredited, accreditation = check_accreditation(established)  # 7
    holder = check_holder(established)  # 8
    endorsements, children = check_endorsements(  # 9
        established, lambda part: _run(_inside(case, part))
    )
    return VerificationReport(
        findings=(
            *first,
            validity,
            status,
            identity,
            accredited,
            holder,
            endorsements,
        ),
        verified_at=case.now,
        role=case.role,
        accreditation=accreditation,
        unsigned_members=proven.unsigned_members,
        verified_document=proven.document,
        issuer_names=names,
        children=children,
    )


def _inside(case: Case, part: Secured) -> Case:
    """The case of an embedded credential; it was not shown by anybody on its own."""
    return Case(
        secured=part,
        evidence=case.evidence,
        policy=case.policy,
        now=case.now,
        role=case.role,
        depth=case.depth + 1,
    )


def _unproven(case: Case, first: tuple[Finding, ...]) -> VerificationReport:
    return VerificationReport(
        findings=(*first, *(not_established(check) for check in _AFTER_KEY)),
        verified_at=case.now,
        role=case.role,
    )


def _presentation(
    case: Case, proven: Proven | None, form: Finding, of_proof: Finding
) -> VerificationReport:
    if proven is None:
        return _unproven_presentation(case, form, of_proof)
    claims = reading.read(proven, case.secured.document if case.secured.token else None)
    signer = presenter_of(proven, case)
    problem = holder_problem(claims, signer)
    if problem is not None:
        return _unproven_presentation(case, form, problem)
    return VerificationReport(
        findings=_ordered(
            form,
            of_proof,
            check_validity(Established(case=case, proven=proven, claims=claims)),  # 4
            check_holders_of_parts(case, signer),  # 8
            check_request(  # 10
                proven, case.challenge, now=case.now if _is_key_binding(case) else None
            ),
        ),
        verified_at=case.now,
        role=case.role,
        unsigned_members=proven.unsigned_members,
        verified_document=proven.document,
        presenter=signer,
    )


def _is_key_binding(case: Case) -> bool:
    return case.secured.securing == "sd_jwt"


def _unproven_presentation(case: Case, form: Finding, of_proof: Finding) -> VerificationReport:
    later = (Check.VALIDITY, Check.HOLDER, Check.REQUEST)
    return VerificationReport(
        findings=_ordered(form, of_proof, *(not_established(check) for check in later)),
        verified_at=case.now,
        role=case.role,
    )


def _ordered(*found: Finding) -> tuple[Finding, ...]:
    """Findings of a presentation, with those that do not arise, in the order of ``Check``."""
    by_check = {one.check: one for one in found}
    return tuple(by_check.get(check) or does_not_apply(check) for check in Check)
