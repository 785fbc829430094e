"""A presentation judged by itself. Sections 2.6 and 3.

Rules
-----
1. Its proofs are made for ``authentication`` by keys that their controller's document lists
   for it, one that somebody has compared. Where it names a ``holder``, one of them must be the
   holder's.
2. ``request``: every one of its proofs must carry the nonce asked for, and name the recipient
   among its domains. Without a nonce of the receiver's, freshness is not shown.
3. A key binding of an SD-JWT older than ``KEY_BINDING_LIFE`` shows no freshness either: its
   date is its own word, so a recent one adds nothing to the nonce, but an old one takes away.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from wallet.encoding.binding import presentation_header
from wallet.encoding.timestamp import write as stamp
from wallet.identifiers.keys import thumbprint
from wallet.proofs.interface import ProofFact, Proven
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome, Presenter
from wallet.verify import uncompared
from wallet.verify.case import Case, Challenge, finding
from wallet.verify.claims import Claims

PURPOSE = "authentication"
KEY_BINDING_LIFE = timedelta(days=7)
"""A received file may lie for a while before somebody looks at it."""


def presenter_of(proven: Proven, case: Case) -> Presenter:
    """Whose keys signed the presentation, and may."""
    keys = [
        fact.key
        for fact in _signatures(proven)
        if fact.key is not None
        and fact.key.controller == fact.key.document_id
        and PURPOSE in fact.key.purposes
        and uncompared.was_compared(fact.key, case.evidence)
        and not any(
            end is not None and end <= case.now for end in (fact.key.expires, fact.key.revoked)
        )
    ]
    return Presenter(
        ids=frozenset(one.controller for one in keys),
        keys=frozenset(thumbprint(one.jwk) for one in keys),
        headers=frozenset(
            presentation_header(fact.challenge, recipient)
            for fact in _signatures(proven)
            for recipient in (fact.domain or ("",))
        ),
    )


def holder_problem(claims: Claims, presenter: Presenter) -> Finding | None:
    """Rule 1: why the proof is not this holder's; None where it is."""
    if not presenter.ids:
        return finding(Check.PROOF, Outcome.INDETERMINATE, Reason.UNBOUND)
    if claims.holder is not None and claims.holder not in presenter.ids:
        return finding(
            Check.PROOF, Outcome.FAILED, Reason.KEY_OF_ANOTHER, {"holder": claims.holder}
        )
    return None


def check_request(
    proven: Proven, challenge: Challenge | None, *, now: datetime | None = None
) -> Finding:
    """Rules 2 and 3; ``now`` is given where rule 3 applies."""
    proofs = _signatures(proven)
    created = max((one.created for one in proofs if one.created is not None), default=None)
    facts = {"signed_on": stamp(created) if created is not None else None}
    asked = challenge or Challenge()
    if asked.nonce is not None and any(one.challenge != asked.nonce for one in proofs):
        return finding(Check.REQUEST, Outcome.FAILED, Reason.OTHER_NONCE, facts)
    if asked.recipient is not None and any(asked.recipient not in one.domain for one in proofs):
        return finding(Check.REQUEST, Outcome.FAILED, Reason.OTHER_RECIPIENT, facts)
    stale = now is not None and (created is None or now - created > KEY_BINDING_LIFE)
    if asked.nonce is None or not proofs or stale:
        return finding(Check.REQUEST, Outcome.INDETERMINATE, Reason.FRESHNESS_NOT_SHOWN, facts)
    return finding(Check.REQUEST, Outcome.PASSED, Reason.ANSWERS_REQUEST, facts)


def _signatures(proven: Proven) -> list[ProofFact]:
    return [
        one
        for one in proven.proofs
        if one.outcome is Outcome.PASSED and one.purpose in (None, PURPOSE)
    ]
