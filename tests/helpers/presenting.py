"""Credentials, keys and choices for the tests of presenting."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer
from tests.helpers.keys import Key
from wallet import identifiers, intake, presenting
from wallet.presenting import Chosen, DisclosurePlan
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome, VerdictCode
from wallet.secured import Secured

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
HOLDER = identifiers.did_key_of(KEY.public_key())
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
OTHER = identifiers.did_key_of(OTHER_KEY.public_key())
ISSUER = Issuer("Example University", kind="P-256")
MINE = Key.make("mine", "P-256")
MY_DID = identifiers.did_key_of(MINE.private.public_key())
"""Whoever issues tokens, and the key of the wallet that they are bound to."""


def secured(credential: Mapping[str, Any] | str) -> Secured:
    return intake.read(to_bytes(credential))[0]


def chosen(
    credential: Mapping[str, Any] | str,
    verdict: VerdictCode = VerdictCode.VERIFIED,
    reason: Reason = Reason.SIGNATURE_VALID,
) -> Chosen:
    outcome = Outcome.PASSED if verdict is VerdictCode.VERIFIED else Outcome.FAILED
    return Chosen(
        secured=secured(credential),
        verdict=verdict,
        deciding=Finding(check=Check.PROOF, outcome=outcome, reason=reason),
    )


def make_plan(*credentials: Any, **more: Any) -> DisclosurePlan:
    more.setdefault("recipient", "ACME Ltd")
    more.setdefault("now", NOW)
    return presenting.plan([chosen(one) for one in credentials], (HOLDER,), **more)


def sent(*credentials: Any, **more: Any) -> dict[str, Any]:
    """The presentation of these credentials as it was sent, parsed again."""
    return json.loads(presenting.encode(make_plan(*credentials, **more), KEY, NOW))
