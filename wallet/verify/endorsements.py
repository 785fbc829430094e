"""Step 9: endorsements and nested credentials, each verified on its own.

Rules
-----
1. Each is judged by the same steps on its own bytes; its report stands beside the parent's and
   changes nothing in it, nor the other way round.
2. An endorsement counts only if it is about this credential, its achievement, its issuer or
   its learner: one that was lifted from elsewhere endorses nothing here.
3. Nothing is followed deeper than ``limits.nesting``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wallet.formats.document import body as credential_in
from wallet.limits import LIMITS
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome, VerificationReport
from wallet.secured import Secured
from wallet.verify.case import Case, Established, finding

Verify = Callable[[Secured], VerificationReport]


def check_endorsements(
    established: Established, verify: Verify
) -> tuple[Finding, tuple[VerificationReport, ...]]:
    """The finding of ``endorsements``, and the reports of what is embedded."""
    case = established.case
    parts = embedded(case)
    if not parts:
        return finding(Check.ENDORSEMENTS, Outcome.NOT_APPLICABLE, Reason.NO_ENDORSEMENTS), ()
    if case.depth >= LIMITS.nesting or len(parts) > LIMITS.embedded_credentials:
        facts = {"count": len(parts)}
        return finding(Check.ENDORSEMENTS, Outcome.INDETERMINATE, Reason.TOO_COMPLEX, facts), ()
    reports = tuple(verify(one) for one in parts)
    about = _ids_in(established)
    good = sum(
        report.stands() and (is_nested(part, case.secured) or _is_about(part, about))
        for part, report in zip(parts, reports, strict=True)
    )
    facts = {"count": len(parts), "verified": good}
    if good == len(parts):
        return finding(
            Check.ENDORSEMENTS, Outcome.PASSED, Reason.ENDORSEMENTS_VERIFIED, facts
        ), reports
    return finding(
        Check.ENDORSEMENTS, Outcome.INDETERMINATE, Reason.ENDORSEMENTS_NOT_VERIFIED, facts
    ), reports


def embedded(case: Case) -> tuple[Secured, ...]:
    """What is verified beside the credential; a presentation lists its credentials itself."""
    return () if case.secured.is_presentation else case.secured.parts


def is_nested(part: Secured, top: Secured) -> bool:
    """Whether it is carried as a credential of a record, not as an endorsement.

    By its place in ``top`` alone: where ``top`` itself lies (in a presentation, under a name in
    an archive) says nothing of what it carries.
    """
    place = part.path[len(top.path) :]
    return ".verifiableCredential" in place or place.endswith(".boostCredential")


def is_about_this(part: Secured, top: Secured, document: Mapping[str, Any]) -> bool:
    """Rule 2 over the verified document of ``top``, by its names."""
    if is_nested(part, top):
        return True
    content = credential_in(document).content
    subjects = content.get("credentialSubject")
    listed = subjects if isinstance(subjects, list) else [subjects]
    own = {_id(content), _id(content.get("issuer")), *map(_id, listed)}
    return _is_about(part, frozenset(one for one in {*own, *_ids_of_subjects(document)} if one))


def _ids_in(established: Established) -> frozenset[str]:
    """Ids that an endorsement of this credential may be about."""
    claims = established.claims
    found = {claims.id, claims.issuer, *claims.subject_ids}
    found |= _ids_of_subjects(established.proven.document)
    return frozenset(one for one in found if one is not None)


def _ids_of_subjects(document: Mapping[str, Any]) -> set[str | None]:
    """What the subjects achieved, and who says so."""
    subjects = credential_in(document).content.get("credentialSubject")
    return {
        _id(subject.get(member))
        for subject in (subjects if isinstance(subjects, list) else [subjects])
        if isinstance(subject, Mapping)
        for member in ("achievement", "source")
    }


def _is_about(part: Secured, ids: frozenset[str]) -> bool:
    return _id(credential_in(part.document).content.get("credentialSubject")) in ids


def _id(value: object) -> str | None:
    stated = value.get("id") if isinstance(value, Mapping) else value
    return stated if isinstance(stated, str) else None
