"""Tokens of the three kinds, made by the test issuer."""

from __future__ import annotations

from typing import Any

from tests.helpers.badges import badge
from tests.helpers.keys import Key
from tests.helpers.proving import ISSUER, KEY, METHOD, token
from tests.helpers.signing import V1, jws
from wallet.secured import Secured

MODERN = {"typ": "vc+jwt", "kid": METHOD}


def vc(**members: Any) -> dict[str, Any]:
    return {**badge(), "issuer": ISSUER, **members}


def modern(header: dict[str, Any] | None = None, key: Key = KEY, **members: Any) -> Secured:
    return token(jws(vc(**members), key, {**MODERN, **(header or {})}), "vc_jose")


def old(claims: dict[str, Any] | None = None, **members: Any) -> Secured:
    """A VC-JWT of VCDM 1.1, with its claims beside the ``vc`` member."""
    inner = {"@context": [V1], "type": ["VerifiableCredential"],
             "credentialSubject": {"degree": "x"}, **members}  # fmt: skip
    payload = {"iss": ISSUER, "nbf": 1_767_225_600, "jti": "urn:x:1", "vc": inner}
    return token(jws({**payload, **(claims or {})}, KEY, {"kid": METHOD, "typ": "JWT"}))


def open_badge(claims: dict[str, Any] | None = None, **header: Any) -> Secured:
    """A VC-JWT of Open Badges 3.0: the payload is the badge, and repeats some of it."""
    document = vc()
    payload = {**document, "iss": ISSUER, "jti": document["id"], "nbf": 1_767_225_600,
               "exp": 1_893_456_000, "sub": "did:example:learner"}  # fmt: skip
    return token(jws({**payload, **(claims or {})}, KEY, header or {"kid": METHOD}))
