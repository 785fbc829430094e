"""Attack: move the signature to where a reader takes a part for the whole."""

from __future__ import annotations

from lxml import etree

from tests.helpers import seals, xml_seals
from tests.helpers.judging import judged
from tests.helpers.sealed_elm import trusted
from wallet.report import VerdictCode


def test_a_signature_deep_inside() -> None:
    identity = seals.sealer()
    data = xml_seals.sign(xml_seals.europass(), identity)
    assert judged(data, trusted(identity)).verdict.code is VerdictCode.VERIFIED
    root = etree.fromstring(data)
    (signature,) = root.iter("{http://www.w3.org/2000/09/xmldsig#}Signature")
    root.find("{http://data.europa.eu/snb}credentialSubject").append(signature)
    one = judged(etree.tostring(root), trusted(identity))
    assert one.verdict.code is VerdictCode.NOT_GENUINE
