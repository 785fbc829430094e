"""Members of an mdoc that are of another kind than the standard says, signed or not."""

from __future__ import annotations

from typing import Any

import cbor2
import pytest

from tests.helpers import x509 as ca
from tests.helpers.judging import examined
from tests.helpers.keys import Key
from tests.helpers.mdoc import MdocIssuer
from wallet.report import VerdictCode

KINDS = [[], {}, 1, -1, 1.5, True, None, b"x", "x", [[]], cbor2.CBORTag(999, [1])]


@pytest.fixture(scope="module")
def issuer() -> MdocIssuer:
    return MdocIssuer()


@pytest.mark.parametrize("member", ["nameSpaces", "issuerAuth"])
@pytest.mark.parametrize("kind", KINDS, ids=repr)
def test_a_document_of_other_members_is_refused(issuer, member, kind):
    data = cbor2.dumps({**issuer.issue(), member: kind})
    for one in examined(data, ca.anchors(issuer.root)).credentials:
        assert one.view is None or not one.view.learner.names


@pytest.mark.parametrize("kind", KINDS, ids=repr)
def test_a_holder_s_key_of_any_curve_is_judged(monkeypatch, kind: Any):
    issuer = MdocIssuer()
    monkeypatch.setattr("tests.helpers.mdoc.cose_key", lambda _key: {1: 2, -1: kind, -2: b"x"})
    data = cbor2.dumps(issuer.issue(device=Key.make("holder", "P-256")))
    (one,) = examined(data, ca.anchors(issuer.root)).credentials
    assert one.verdict.code in (VerdictCode.VERIFIED, VerdictCode.CANNOT_TELL)
