"""A number or truth value under a term of type ``xsd:string`` is plain text when signed.

Canonical N-Quads writes no type there. Writing one made honest credentials look forged.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.issuer import Issuer
from tests.helpers.judging import evidence_of, judged
from wallet.encoding import rdf
from wallet.report import VerdictCode

STRING = "http://www.w3.org/2001/XMLSchema#string"


@pytest.mark.parametrize(
    ("value", "text"), [(5, '"5"'), (True, '"true"'), (1.5, '"1.5E0"'), ("x", '"x"')]
)
def test_no_type_is_written(value: Any, text: str) -> None:
    assert rdf.literal({"@value": value, "@type": STRING}) == text


@pytest.mark.parametrize("value", [5, True, 1.5, "5"])
def test_a_badge_with_one_is_good(value: Any) -> None:
    issuer = Issuer()
    document = issuer.credential()
    term = {"@id": "https://university.example/terms#room", "@type": STRING}
    document["@context"].append({"room": term})
    document["credentialSubject"]["achievement"]["room"] = value
    badge = issuer.sign(document)
    assert judged(badge, evidence_of(issuer)).verdict.code is VerdictCode.VERIFIED
