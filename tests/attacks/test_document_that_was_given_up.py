"""Attack: sign with the key of an identifier that its owner has given up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.judging import judged
from tests.helpers.signing import add_proof
from wallet.evidence import Source
from wallet.report import VerdictCode
from wallet.trust import read_evidence


def _verdict(credential: Any, *documents: Any, listed: Issuer) -> VerdictCode:
    files = [(f"{at}.json", to_bytes(one)) for at, one in enumerate(documents)]
    files.append(("list.json", registry([listed])))
    held, _ = read_evidence(files, source=Source.CALLER, received_at=NOW)
    return judged(credential, held).verdict.code


def _its_own_key(said: object) -> VerdictCode:
    issuer = Issuer(method="did:web")
    document = issuer.document() | {"deactivated": said}
    return _verdict(issuer.issue(), document, listed=issuer)


def _a_key_that_it_lists(said: object) -> VerdictCode:
    issuer = Issuer(method="did:web")
    other = Issuer("Other", method="did:web", host="o.example")
    listing = issuer.document() | {"assertionMethod": [other.method_id], "deactivated": said}
    signed = add_proof(issuer.credential(), other.key, other.method_id, "eddsa-rdfc-2022")
    return _verdict(signed, listing, other.document(), listed=issuer)


@pytest.mark.parametrize("signed_by", [_its_own_key, _a_key_that_it_lists])
@pytest.mark.parametrize(("said", "counts"), [(False, True), (True, False), ("true", False)])
def test_a_document_that_is_deactivated(
    signed_by: Callable[[object], VerdictCode], said: object, *, counts: bool
) -> None:
    assert (signed_by(said) is VerdictCode.VERIFIED) is counts
