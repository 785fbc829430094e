"""The signed part is moved aside, and something else stands where people look.

A verifier that finds what a signature refers to by an id, and a reader that takes the first
element of a name, see two different documents. Here one document is signed as a whole, and
what is shown is parsed from the bytes that were compared.
"""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from tests.helpers import seals, xml_seals
from tests.helpers.judging import examined, found
from tests.helpers.sealed_elm import trusted
from wallet.report import Check, Outcome, VerdictCode

SNB = "{http://data.europa.eu/snb}"
VP = "http://data.europa.eu/snb/vp"


@pytest.fixture(scope="module")
def identity() -> Any:
    return seals.sealer()


def never_verified(data: bytes, identity: Any) -> None:
    result = examined(data, trusted(identity))
    for one in result.credentials:
        assert one.verdict.code is not VerdictCode.VERIFIED
        assert found(one, Check.PROOF).outcome is not Outcome.PASSED
        assert one.view is None
    assert result.error is not None or result.credentials


def good(identity: Any) -> Any:
    return etree.fromstring(xml_seals.sign(xml_seals.europass(), identity))


def forged() -> Any:
    return etree.fromstring(xml_seals.europass(learner="Mallory Malady").encode())


def test_the_signed_credential_inside_a_forged_one(identity):
    outside = forged()
    outside.append(good(identity))
    never_verified(etree.tostring(outside), identity)


def test_the_signed_credential_inside_the_proof_of_a_forged_one(identity):
    outside = forged()
    outside.find(f"{SNB}proof").append(good(identity))
    never_verified(etree.tostring(outside), identity)


def test_the_signature_alone_moved_into_a_forged_one(identity):
    outside = forged()
    (signature,) = good(identity).iter("{http://www.w3.org/2000/09/xmldsig#}Signature")
    outside.append(signature)
    never_verified(etree.tostring(outside), identity)


def test_the_signed_credential_as_an_object_of_its_own_signature(identity):
    whole = good(identity)
    (signature,) = whole.iter("{http://www.w3.org/2000/09/xmldsig#}Signature")
    held = etree.SubElement(signature, "{http://www.w3.org/2000/09/xmldsig#}Object")
    held.append(etree.fromstring(xml_seals.europass().encode()))
    outside = forged()
    outside.append(signature)
    never_verified(etree.tostring(outside), identity)


def test_a_reference_by_id_to_the_good_part(identity):
    """The signature is made for a part of the document, and holds over that part."""
    part = f'<good xmlns="{SNB[1:-1]}" Id="good">{xml_seals.text("title", "x")}</good>'
    value = xml_seals.digest(xml_seals.canonical(etree.fromstring(part)))
    outside = xml_seals.europass(learner="Mallory Malady", more=part)
    data = xml_seals.sign(
        outside,
        identity,
        xades=False,
        references=xml_seals.reference(
            "#good", xml_seals.transform(xml_seals.EXCLUSIVE), value
        ),
    )
    never_verified(data, identity)


def test_a_second_reference_beside_the_whole_document(identity):
    root = etree.fromstring(xml_seals.europass().encode())
    whole = xml_seals.reference(
        "",
        xml_seals.ENVELOPED + xml_seals.transform(xml_seals.EXCLUSIVE),
        xml_seals.digest(xml_seals.canonical(root)),
    )
    other = xml_seals.reference("http://evil.example/", "", xml_seals.digest(b""))
    data = xml_seals.sign(xml_seals.europass(), identity, xades=False, references=whole + other)
    never_verified(data, identity)


def test_two_signatures_where_one_was_meant(identity):
    whole = good(identity)
    (signature,) = whole.iter("{http://www.w3.org/2000/09/xmldsig#}Signature")
    whole.append(etree.fromstring(etree.tostring(signature)))
    never_verified(etree.tostring(whole), identity)


def test_a_signature_deep_inside(identity):
    whole = good(identity)
    (signature,) = whole.iter("{http://www.w3.org/2000/09/xmldsig#}Signature")
    whole.find(f"{SNB}credentialSubject").append(signature)
    never_verified(etree.tostring(whole), identity)


def test_a_signed_credential_wrapped_in_a_download_that_nobody_signed(identity):
    wrapped = etree.Element(f"{{{VP}}}verifiablePresentation")
    wrapped.append(good(identity))
    never_verified(etree.tostring(wrapped), identity)


def test_a_second_credential_in_a_signed_download(identity):
    inside = xml_seals.europass()
    text = f'<vp:verifiablePresentation xmlns:vp="{VP}">{inside}</vp:verifiablePresentation>'
    signed = etree.fromstring(xml_seals.sign(text, identity))
    signed.insert(0, forged())
    never_verified(etree.tostring(signed), identity)


def test_two_things_by_the_id_of_the_signed_properties(identity):
    data = xml_seals.sign(xml_seals.europass(), identity)
    twice = data.replace(b"<proof/>", b'<proof Id="xades-1"/>')
    never_verified(twice, identity)


def test_the_same_download_signed_whole_is_good(identity):
    """The twin: nothing above is refused for being wrapped alone."""
    inside = xml_seals.europass()
    text = f'<vp:verifiablePresentation xmlns:vp="{VP}">{inside}</vp:verifiablePresentation>'
    data = xml_seals.sign(text, identity)
    (one,) = examined(data, trusted(identity)).credentials
    assert one.verdict.code is VerdictCode.VERIFIED
    assert one.view is not None
    assert one.view.learner.names[0].text == "Aino Virtanen"
