"""Attack: sign a credential with a key that the issuer lists, but for another purpose."""

from __future__ import annotations

from typing import Any

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.judging import found, judged
from tests.helpers.keys import Key
from tests.helpers.signing import jws
from wallet.evidence import Evidence, Source
from wallet.reasons import Reason
from wallet.report import Check, Outcome, VerdictCode
from wallet.trust import read_evidence

EBSI = "did:ebsi:zvHWX359A3CvfJnCYaAiAde"
ASSERTS, LOGS_IN = Key.make("es256", "P-256"), Key.make("es256k", "secp256k1")


def _document() -> dict[str, Any]:
    """As EBSI publishes them: one key asserts, the other only logs in."""
    return {
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": EBSI,
        "verificationMethod": [
            {
                "id": f"{EBSI}#{name}",
                "type": "JsonWebKey2020",
                "controller": EBSI,
                "publicKeyJwk": key.jwk,
            }
            for name, key in (("es256", ASSERTS), ("es256k", LOGS_IN))
        ],
        "authentication": [f"{EBSI}#es256k"],
        "assertionMethod": [f"{EBSI}#es256"],
    }


def _evidence() -> Evidence:
    issuer = Issuer()
    issuer.did = EBSI
    files = [("did.json", to_bytes(_document())), ("registry.json", registry([issuer]))]
    held, refused = read_evidence(files, source=Source.CALLER, received_at=NOW)
    assert not refused
    return held


def _token(name: str, key: Key) -> str:
    document = Issuer().credential()
    document["issuer"]["id"] = EBSI
    return jws(document, key, {"typ": "vc+jwt", "kid": f"{EBSI}#{name}"})


def test_the_key_that_asserts_is_the_issuers() -> None:
    one = judged(_token("es256", ASSERTS), _evidence())
    assert one.verdict.code is VerdictCode.VERIFIED


def test_the_key_that_logs_in_is_not() -> None:
    one = judged(_token("es256k", LOGS_IN), _evidence())
    told = found(one, Check.ISSUER_KEY)
    assert (told.outcome, told.reason) == (Outcome.FAILED, Reason.KEY_NOT_AUTHORISED)
    assert one.verdict.code is VerdictCode.NOT_GENUINE


def test_without_the_document_nobody_can_tell() -> None:
    one = judged(_token("es256", ASSERTS), Evidence())
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_a_name_that_means_the_other_key_is_of_no_use() -> None:
    one = judged(_token("es256", LOGS_IN), _evidence())
    assert one.verdict.code is VerdictCode.NOT_GENUINE
