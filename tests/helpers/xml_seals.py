"""XML signatures by the test authority: XMLDSig and XAdES, enveloped, over the whole document.

Written from the specifications over lxml's canonicalisation, without the product's code;
``tests/wallet/proofs/test_xml_signature.py`` compares it with signxml both ways.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from typing import Any

from lxml import etree

from tests.helpers import seals, x509
from tests.helpers.said import rfc3339

DS = "http://www.w3.org/2000/09/xmldsig#"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
ENVELOPED = f'<ds:Transform Algorithm="{DS}enveloped-signature"/>'
XPATH = (
    '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116">'
    "<ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath></ds:Transform>"
)
FILTER = (
    '<ds:Transform Algorithm="http://www.w3.org/2002/06/xmldsig-filter2">'
    '<f:XPath xmlns:f="http://www.w3.org/2002/06/xmldsig-filter2" Filter="subtract">'
    "/descendant::ds:Signature</f:XPath></ds:Transform>"
)
METHODS = {
    "ES256": "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
    "RS256": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "ES384": "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
}


def b64(data: bytes) -> str:
    """Base64 with padding."""
    return base64.b64encode(data).decode()


def canonical(node: Any, method: str = EXCLUSIVE) -> bytes:
    """Canonical XML of an element that stands by itself."""
    return bytes(etree.tostring(node, method="c14n", exclusive=method == EXCLUSIVE))


def digest(data: bytes) -> str:
    """SHA-256 in base64."""
    return b64(hashlib.sha256(data).digest())


def transform(method: str) -> str:
    """A canonicalisation as a transform."""
    return f'<ds:Transform Algorithm="{method}"/>'


def reference(uri: str, transforms: str, value: str, kind: str = "") -> str:
    """One reference of a signature."""
    typed = f' Type="{kind}"' if kind else ""
    return (
        f'<ds:Reference URI="{uri}"{typed}><ds:Transforms>{transforms}</ds:Transforms>'
        f'<ds:DigestMethod Algorithm="{SHA256}"/><ds:DigestValue>{value}</ds:DigestValue>'
        "</ds:Reference>"
    )


def properties(identity: x509.Identity, at: datetime, number: str = "xades-1") -> str:
    """The signed properties of XAdES."""
    return (
        f'<xades:SignedProperties xmlns:xades="{XADES}" Id="{number}">'
        "<xades:SignedSignatureProperties>"
        f"<xades:SigningTime>{rfc3339(at)}</xades:SigningTime>"
        "<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>"
        f'<ds:DigestMethod xmlns:ds="{DS}" Algorithm="{SHA256}"/>'
        f'<ds:DigestValue xmlns:ds="{DS}">{digest(identity.der)}</ds:DigestValue>'
        "</xades:CertDigest></xades:Cert></xades:SigningCertificateV2>"
        "</xades:SignedSignatureProperties></xades:SignedProperties>"
    )


def sign(  # noqa: PLR0913 - each is a choice of the signer
    document: str,
    identity: x509.Identity,
    *,
    xades: bool = True,
    at: datetime = seals.SIGNED,
    method: str = EXCLUSIVE,
    leave_out: str = ENVELOPED,
    references: str | None = None,
    under: str | None = None,
    algorithm: str | None = None,
) -> bytes:
    """The document with a signature as the last child of its root (or of ``under``)."""
    root = etree.fromstring(document.encode())
    place = root if under is None else root.find(under)
    assert place is not None
    told = properties(identity, at) if xades else ""
    if references is None:
        references = reference(
            "", leave_out + transform(method), digest(canonical(root, method))
        )
        if xades:
            value = digest(canonical(etree.fromstring(told)))
            kind = "http://uri.etsi.org/01903#SignedProperties"
            references += reference("#xades-1", transform(EXCLUSIVE), value, kind)
    method_uri = algorithm or METHODS[seals.algorithm(identity)]
    place.append(etree.fromstring(_signature(identity, references, told, method_uri)))
    return bytes(etree.tostring(root))


def _signature(identity: x509.Identity, references: str, told: str, method: str) -> str:
    info = (
        f'<ds:SignedInfo xmlns:ds="{DS}">'
        f'<ds:CanonicalizationMethod Algorithm="{EXCLUSIVE}"/>'
        f'<ds:SignatureMethod Algorithm="{method}"/>{references}</ds:SignedInfo>'
    )
    named = seals.algorithm(identity)
    value = seals.signature(identity, canonical(etree.fromstring(info)), named)
    held = "".join(
        f"<ds:X509Certificate>{b64(one)}</ds:X509Certificate>" for one in identity.bag
    )
    qualified = (
        f'<ds:Object><xades:QualifyingProperties xmlns:xades="{XADES}" Target="#sig-1">{told}'
        "</xades:QualifyingProperties></ds:Object>"
    )
    return (
        f'<ds:Signature xmlns:ds="{DS}" Id="sig-1">{info}<ds:SignatureValue>{b64(value)}'
        f"</ds:SignatureValue><ds:KeyInfo><ds:X509Data>{held}</ds:X509Data></ds:KeyInfo>"
        f"{qualified if told else ''}</ds:Signature>"
    )


def text(member: str, said: str, lang: str = "en") -> str:
    """A text of Europass XML."""
    return f'<{member}><text content-type="text/plain" lang="{lang}">{said}</text></{member}>'


def concept(member: str, address: str, label: str) -> str:
    """A value of a code list in Europass XML."""
    return f'<{member} uri="{address}">{text("targetName", label)}</{member}>'


def _references(body: str) -> str:
    snb = "http://data.europa.eu/snb"
    return (
        '<awardingProcessReferences><awardingProcess id="urn:epass:awardingProcess:1">'
        f'<awardingBody idref="{body}"/><awardingDate>2026-08-31T00:00:00Z</awardingDate>'
        "</awardingProcess></awardingProcessReferences>"
        '<learningSpecificationReferences><qualification id="urn:epass:qualification:1">'
        f"{text('title', 'Data basics')}<volumeOfLearning>PT60H</volumeOfLearning>"
        "<hasECTSCreditPoints>2</hasECTSCreditPoints>"
        f"{concept('eqfLevel', f'{snb}/eqf/6', 'Level 6')}"
        f"{concept('mode', f'{snb}/learning-assessment/920fbb3cbe', 'Online')}"
        '<learningOutcomes><learningOutcome idref="urn:epass:learningOutcome:1"/>'
        "</learningOutcomes></qualification></learningSpecificationReferences>"
        '<learningOutcomeReferences><learningOutcome id="urn:epass:learningOutcome:1">'
        f"{text('prefLabel', 'Reads tables')}"
        f"{concept('relatedEscoSkill', 'http://data.europa.eu/esco/skill/1', 'read tables')}"
        "</learningOutcome></learningOutcomeReferences>"
    )


def europass(  # noqa: PLR0913 - each is a member
    *,
    number: str = seals.UNIVERSITY,
    name: str = "Example University",
    body: str = "urn:epass:org:1",
    until: str = "",
    more: str = "",
    agents: str = "",
    learner: str = "Aino Virtanen",
) -> str:
    """An unsigned Europass credential (EDCI XML)."""
    snb = "http://data.europa.eu/snb"
    country = concept(
        "country", "http://publications.europa.eu/resource/authority/country/FIN", "Finland"
    )
    end = f"<cred:validUntil>{until}</cred:validUntil>" if until else ""
    return (
        f'<europassCredential xmlns="{snb}" '
        'xmlns:cred="http://data.europa.eu/europass/model/credentials/w3c#" '
        'cred:id="urn:credential:77" xsdVersion="0.10.0">'
        f"{concept('type', f'{snb}/credential/e34929035b', 'Generic')}"
        "<cred:validFrom>2026-09-01T08:00:00Z</cred:validFrom>"
        f"{end}<cred:issued>2026-09-02T08:00:00Z</cred:issued>"
        '<cred:issuer idref="urn:epass:org:1"/>'
        f"{text('title', 'Data basics')}"
        f'<credentialSubject id="urn:epass:person:1">{text("fullName", learner)}'
        "<dateOfBirth>1999-10-02</dateOfBirth>"
        '<achievements><learningAchievement id="urn:epass:learningAchievement:1">'
        f"{text('title', 'Data basics')}"
        '<wasAwardedBy idref="urn:epass:awardingProcess:1"/>'
        '<specifiedBy idref="urn:epass:qualification:1"/>'
        "</learningAchievement></achievements></credentialSubject>"
        f"{_references(body)}"
        '<agentReferences><organization id="urn:epass:org:1">'
        f'<registration spatialID="FI">{number}</registration>{text("prefLabel", name)}'
        f"<hasLocation><hasAddress>{country}</hasAddress></hasLocation>"
        f"</organization>{agents}</agentReferences>{more}<proof/></europassCredential>"
    )


def elmo(*, status: str = "passed", number: str = seals.UNIVERSITY, credit: str = "5") -> str:
    """An unsigned EMREX transcript with one course and its lab class."""
    return (
        '<elmo xmlns="https://github.com/emrex-eu/elmo-schemas/tree/v1">'
        "<generatedDate>2026-09-03T12:00:00+02:00</generatedDate>"
        '<learner><identifier type="nationalIdentifier">1</identifier>'
        "<givenNames>Aino</givenNames><familyName>Virtanen</familyName>"
        "<bday>1999-10-02</bday></learner>"
        f'<report><issuer><country>FI</country><identifier type="vat">{number}</identifier>'
        '<title xml:lang="en">Example University</title><url>http://university.example</url>'
        "</issuer><learningOpportunitySpecification>"
        '<title xml:lang="en">Compilers</title><type>Course</type><iscedCode>0612</iscedCode>'
        "<specifies><learningOpportunityInstance><date>2026-06-17</date>"
        f"<status>{status}</status><resultLabel>4</resultLabel>"
        f"<credit><scheme>ects</scheme><value>{credit}</value></credit>"
        "<level><type>EQF</type><value>6</value></level>"
        "<languageOfInstruction>fi</languageOfInstruction>"
        "<engagementHours>30</engagementHours></learningOpportunityInstance></specifies>"
        "<hasPart><learningOpportunitySpecification><title>Lab</title><type>Class</type>"
        "<specifies><learningOpportunityInstance><status>passed</status>"
        "</learningOpportunityInstance></specifies></learningOpportunitySpecification></hasPart>"
        "</learningOpportunitySpecification>"
        "<issueDate>2026-09-01T00:00:00+02:00</issueDate></report></elmo>"
    )
