"""Attack: sign with the key that an issuer published for letters to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.helpers.certified import URL
from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.judging import found, judged
from tests.helpers.keys import Key
from tests.helpers.sd_jwt import vc_payload
from tests.helpers.signing import jws
from wallet.evidence import Source
from wallet.report import Check, Outcome, VerdictCode
from wallet.trust import read_evidence

_SAID: list[tuple[dict[str, Any], bool]] = [
    ({"use": "sig", "key_ops": ["verify"], "alg": "ES256"}, True),
    ({"use": None, "key_ops": None, "alg": None, "exp": None}, True),
    ({"alg": "SHA256withECDSA"}, True),
    ({"use": "enc"}, False),
    ({"key_ops": ["deriveBits"]}, False),
    ({"alg": "ECDH-ES"}, False),
    ({"alg": "RSA-OAEP-256", "use": None}, False),
    ({"exp": int(NOW.timestamp()) - 1}, False),
]
_KEY = Key.make("signer", "P-256")


def _is_verified(credential: Any, *files: tuple[str, bytes]) -> bool:
    held, refused = read_evidence(files, source=Source.CALLER, received_at=NOW)
    assert not refused
    return judged(credential, held).verdict.code is VerdictCode.VERIFIED


def _in_a_key_set(said: dict[str, Any]) -> bool:
    issuer = Issuer(kind="P-256")
    token = jws(vc_payload(issuer, None, iss=URL), _KEY, {"typ": "dc+sd-jwt", "kid": "k:1"})
    keys = {"issuer": URL, "jwks": {"keys": [{**_KEY.jwk, "kid": "k:1", **said}]}}
    held, _ = read_evidence(
        [("keys.json", to_bytes(keys))], source=Source.CALLER, received_at=NOW
    )
    told = found(judged(f"{token}~", held), Check.ISSUER_KEY)
    return told.outcome is Outcome.PASSED


def _in_a_document(said: dict[str, Any]) -> bool:
    issuer = Issuer(method="did:web")
    document = issuer.document(jwk=True)
    document["verificationMethod"][0]["publicKeyJwk"] |= said
    files = [("did.json", to_bytes(document)), ("list.json", registry([issuer]))]
    return _is_verified(issuer.issue(), *files)


@pytest.mark.parametrize("signs", [_in_a_key_set, _in_a_document])
@pytest.mark.parametrize(("said", "counts"), _SAID)
def test_a_key_signs_only_what_it_says_it_is_for(
    signs: Callable[[dict[str, Any]], bool], said: dict[str, Any], *, counts: bool
) -> None:
    assert signs(said) is counts
