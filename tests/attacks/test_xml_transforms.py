"""A transform may rewrite what is signed before it is compared: only three do nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers import seals, xml_seals
from tests.helpers.judging import found, judged
from tests.helpers.sealed_elm import trusted
from wallet.reasons import Reason
from wallet.report import Check, Outcome

F = "http://www.w3.org/2002/06/xmldsig-filter2"
X = "http://www.w3.org/TR/1999/REC-xpath-19991116"


def xpath(text: str) -> str:
    return f'<ds:Transform Algorithm="{X}"><ds:XPath>{text}</ds:XPath></ds:Transform>'


def intersect(kind: str, text: str) -> str:
    return (
        f'<ds:Transform Algorithm="{F}"><f:XPath xmlns:f="{F}" Filter="{kind}">{text}</f:XPath>'
        "</ds:Transform>"
    )


XSLT = (
    '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116">'
    '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"/>'
    "</ds:Transform>"
)


@pytest.fixture(scope="module")
def identity() -> Any:
    return seals.sealer()


@pytest.mark.parametrize(
    "leave_out",
    [
        "",
        XSLT,
        xpath("not(ancestor-or-self::ds:Signature) and not(self::title)"),
        xpath("ancestor-or-self::proof"),
        intersect("intersect", "/descendant::ds:Signature"),
        intersect("union", "/descendant::ds:Signature"),
        intersect("subtract", "/descendant::credentialSubject"),
        xml_seals.ENVELOPED + XSLT,
        xml_seals.ENVELOPED + xpath("true()"),
        '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#base64"/>',
        '<ds:Transform Algorithm="urn:mine"/>',
    ],
)
def test_what_is_not_on_the_list_is_never_passed_over(identity, leave_out):
    data = xml_seals.sign(xml_seals.europass(), identity, leave_out=leave_out)
    proof = found(judged(data, trusted(identity)), Check.PROOF)
    assert (proof.outcome, proof.reason) == (
        Outcome.INDETERMINATE,
        Reason.UNSUPPORTED_PROOF,
    )
