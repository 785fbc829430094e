"""Attack: sign a credential with a key that its issuer lists for signing in alone."""

from __future__ import annotations

from typing import Any

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.judging import judged
from wallet.evidence import Source
from wallet.report import VerdictCode
from wallet.trust import read_evidence


def verdict(**changed: Any) -> VerdictCode:
    issuer = Issuer(method="did:web")
    document = to_bytes(issuer.document() | changed)
    files = [("did.json", document), ("registry.json", registry([issuer]))]
    held, _ = read_evidence(files, source=Source.CALLER, received_at=NOW)
    return judged(issuer.issue(), held).verdict.code


def test_a_key_that_may_not_assert() -> None:
    assert verdict() is VerdictCode.VERIFIED
    assert verdict(assertionMethod=[]) is VerdictCode.NOT_GENUINE
