"""XML signatures over a whole document: XMLDSig and XAdES (Europass XML, EMREX ELMO).

Rules
-----
1. There is one ``ds:Signature`` in the document. It stands under the root, or under ``proof``
   there. More than one, or one elsewhere, is ``malformed_proof``: which of them was meant?
2. It refers to the document as a whole (``URI=""``) and, in XAdES, to its own signed
   properties. Any other reference is not judged: a signature over a part is none over what is
   shown (signature wrapping).
3. Transforms are on a list: "all but the signature" in its three spellings, then one
   canonicalisation. Unknown ones are not judged; none is ever passed over.
4. SHA-1 and MD5 are not judged, HMAC is refused. The key is that of a certificate in
   ``KeyInfo``; whose it is, ``issuer_key`` asks.
5. In XAdES the digest of the signing certificate has to fit, and the signing time is told as
   said. A timestamp over the signature, by an authority among the evidence, proves when it was
   there.
6. What is shown is parsed from the bytes whose digest was compared, and from nothing else.

Why not signxml: it passes over transforms that it does not know (decision 18).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

from wallet.encoding import timestamp, xml_tree
from wallet.encoding.xml_tree import Element
from wallet.errors import InputError, ProofFailure
from wallet.evidence import Evidence
from wallet.limits import LIMITS
from wallet.proofs import certified
from wallet.proofs.interface import ProofFact, Proven, Setting, Stamp
from wallet.reasons import Reason
from wallet.report import Outcome
from wallet.secured import Secured

name = "xml_signature"

DS = "{http://www.w3.org/2000/09/xmldsig#}"
XADES = "{http://uri.etsi.org/01903/v1.3.2#}"
_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties"
_ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
_XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116"
_FILTER = "http://www.w3.org/2002/06/xmldsig-filter2"
_FILTER_ELEMENT = "{http://www.w3.org/2002/06/xmldsig-filter2}XPath"
_NOT_THE_SIGNATURE = "not(ancestor-or-self::ds:Signature)"
_SIGNATURES = "/descendant::ds:Signature"
_EXCLUSIVE = {
    "http://www.w3.org/2001/10/xml-exc-c14n#": True,
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments": True,
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315": False,
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments": False,
    "http://www.w3.org/2006/12/xml-c14n11": False,
    "http://www.w3.org/2006/12/xml-c14n11#WithComments": False,
}
"""Canonicalisations; of a whole document none has comments (XMLDSig 4.4.3.3)."""
_DEFAULT = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
_DIGESTS = {
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}
_MORE = "http://www.w3.org/2001/04/xmldsig-more#"
_PSS = "http://www.w3.org/2007/05/xmldsig-more#"
_METHODS = {
    **{f"{_MORE}rsa-sha{size}": f"RS{size}" for size in ("256", "384", "512")},
    **{f"{_PSS}sha{size}-rsa-MGF1": f"PS{size}" for size in ("256", "384", "512")},
    f"{_MORE}ecdsa-sha256": "ES256",
    f"{_MORE}ecdsa-sha384": "ES384",
}
_MOST_TRANSFORMS = 2


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signature covers, and the fact of it."""

    data: bytes
    """The canonical document without its signature."""
    fact: ProofFact


def handles(secured: Secured) -> bool:
    """Whether an XML signature secures it."""
    return secured.securing == "xml_signature"


def check(secured: Secured, setting: Setting) -> Proven:
    """Judge the signature.

    Raises:
        ProofFailure: see the rules.
    """
    if secured.data is None:
        _malformed("document")
    signed = read(secured.data, setting.evidence)
    try:
        root = xml_tree.parse(signed.data)
    except InputError as error:
        raise ProofFailure(Reason.MALFORMED_PROOF, detail=error.code) from None
    return Proven(
        document=xml_tree.content(root),  # rule 6
        expanded=None,
        proofs=(signed.fact,),
    )


def read(data: bytes, evidence: Evidence | None = None) -> Signed:
    """The signature of a document, checked.

    ``evidence`` has the authorities whose timestamps prove a time.

    Raises:
        ProofFailure: it does not hold, or cannot be judged.
    """
    try:
        root = xml_tree.parse(data)
    except InputError as error:
        raise ProofFailure(Reason.MALFORMED_PROOF, detail=error.code) from None
    signature = _only_signature(root)  # 1
    info = _child(signature, f"{DS}SignedInfo")
    bag = _certificates(signature)
    properties = _properties(signature)
    leaf = _leaf(bag, properties)  # 5
    algorithm = _algorithm(info)  # 4
    _check_properties(info, signature, properties)
    covered = _covered(info, data)  # 2, 3
    crls = tuple(_encapsulated(signature, "EncapsulatedCRLValue"))
    fact = ProofFact(
        suite=algorithm,
        outcome=Outcome.PASSED,
        reason=Reason.SIGNATURE_VALID,
        purpose="assertionMethod",
        certificates=(leaf, *(one for one in bag if one != leaf)),
        created=_signing_time(properties),
        crls=crls,
        stamped=certified.stamped(_encapsulated(signature, "EncapsulatedTimeStamp")),
        stamps=_stamps(signature, evidence or Evidence(), crls),
    )
    value = _base64(_child(signature, f"{DS}SignatureValue"), "SignatureValue")
    certified.check_signature(leaf, algorithm, value, _canonical_info(info))
    return Signed(data=covered, fact=fact)


def _only_signature(root: Element) -> Element:
    """Rule 1."""
    found = list(root.iter(f"{DS}Signature"))
    if not found:
        raise ProofFailure(Reason.NOT_SIGNED, indeterminate=True)
    if len(found) > 1:
        _malformed("several signatures")
    above = [one.tag for one in found[0].iterancestors()]
    under_proof = len(above) == 2 and str(above[0]).rpartition("}")[2] == "proof"  # noqa: PLR2004
    if len(above) != 1 and not under_proof:
        _malformed("place of the signature")
    return found[0]


def _algorithm(info: Element) -> str:
    """Rule 4."""
    named = _child(info, f"{DS}SignatureMethod").get("Algorithm", "")
    if "hmac" in named.lower():
        raise ProofFailure(Reason.ALGORITHM_REFUSED, suite=named[-100:])
    if named not in _METHODS:
        raise ProofFailure(Reason.UNSUPPORTED_ALGORITHM, indeterminate=True, suite=named[-100:])
    return _METHODS[named]


def _canonical_info(info: Element) -> bytes:
    method = _child(info, f"{DS}CanonicalizationMethod")
    exclusive = _exclusive(method)
    if exclusive:
        return xml_tree.canonical(info, exclusive=True, prefixes=_prefixes(method))
    if any(
        str(key).startswith("{http://www.w3.org/XML")
        for one in info.iterancestors()
        for key in one.keys()  # noqa: SIM118 - not a mapping
    ):
        _unsupported("xml attributes")  # they would be part of it, and lxml leaves them out
    return xml_tree.canonical(xml_tree.with_namespaces(info), exclusive=False)


# --- what it refers to -----------------------------------------------------------------------


def _covered(info: Element, data: bytes) -> bytes:
    """Rules 2 and 3: the document that is signed, in its canonical form."""
    whole = [one for one in info.findall(f"{DS}Reference") if one.get("URI") == ""]
    others = [
        one
        for one in info.findall(f"{DS}Reference")
        if one.get("URI") != "" and one.get("Type") != _PROPERTIES
    ]
    if len(whole) != 1 or others:
        _unsupported("reference")
    root = xml_tree.parse(data)
    signature = _only_signature(root)
    method = _transforms(whole[0])
    xml_tree.remove(signature)
    text = xml_tree.canonical(root, exclusive=_exclusive(method), prefixes=_prefixes(method))
    _check_digest(whole[0], text)
    return text


def _transforms(reference: Element) -> Element | None:
    """Rule 3; the canonicalisation among them, if any."""
    listed = reference.findall(f"{DS}Transforms/{DS}Transform")
    if not listed or len(listed) > _MOST_TRANSFORMS or not _leaves_out(listed[0]):
        _unsupported("transform")
    if len(listed) == 1:
        return None
    _exclusive(listed[1])
    return listed[1]


def _leaves_out(transform: Element) -> bool:
    """Whether this is "all but the signature"; there is only one signature (rule 1)."""
    kind = transform.get("Algorithm")
    if kind == _ENVELOPED:
        return len(transform) == 0
    path = transform.find(f"{DS}XPath" if kind == _XPATH else _FILTER_ELEMENT)
    if path is None or len(transform) != 1 or path.nsmap.get("ds") != DS[1:-1]:
        return False
    text = (path.text or "").strip()
    if kind == _XPATH:
        return text == _NOT_THE_SIGNATURE
    return kind == _FILTER and path.get("Filter") == "subtract" and text == _SIGNATURES


def _exclusive(method: Element | None) -> bool:
    named = _DEFAULT if method is None else method.get("Algorithm", "")
    if named not in _EXCLUSIVE:
        _unsupported("canonicalisation")
    return _EXCLUSIVE[named]


def _prefixes(method: Element | None) -> Sequence[str]:
    """``PrefixList`` of Exclusive C14N."""
    if method is None:
        return ()
    found = method.find("{http://www.w3.org/2001/10/xml-exc-c14n#}InclusiveNamespaces")
    return () if found is None else found.get("PrefixList", "").split()


def _check_digest(reference: Element, text: bytes) -> None:
    named = _child(reference, f"{DS}DigestMethod").get("Algorithm", "")
    if named not in _DIGESTS:
        raise ProofFailure(Reason.UNSUPPORTED_ALGORITHM, indeterminate=True, suite=named[-100:])
    told = _base64(_child(reference, f"{DS}DigestValue"), "DigestValue")
    if not hmac.compare_digest(hashlib.new(_DIGESTS[named], text).digest(), told):
        raise ProofFailure(Reason.SIGNATURE_INVALID, detail="digest")


# --- XAdES -----------------------------------------------------------------------------------


def _properties(signature: Element) -> Element | None:
    """The signed properties, at the one place where they may stand."""
    found = signature.findall(f"{DS}Object/{XADES}QualifyingProperties/{XADES}SignedProperties")
    if len(found) > 1:
        _malformed("SignedProperties")
    if not found:
        return None
    if found[0].getparent().get("Target") != f"#{signature.get('Id')}":
        _malformed("Target")
    return found[0]


def _check_properties(info: Element, signature: Element, properties: Element | None) -> None:
    """Rule 2 for the properties: the reference names them, and nothing else by that name."""
    listed = [one for one in info.findall(f"{DS}Reference") if one.get("Type") == _PROPERTIES]
    if properties is None and not listed:
        return
    if properties is None or len(listed) != 1:
        _malformed("SignedProperties")
    named = properties.get("Id")
    same = [one for one in signature.getroottree().iter() if one.get("Id") == named]
    if not named or listed[0].get("URI") != f"#{named}" or len(same) != 1:
        _malformed("SignedProperties")
    transforms = listed[0].findall(f"{DS}Transforms/{DS}Transform")
    if len(transforms) > 1:
        _unsupported("transform")
    method = transforms[0] if transforms else None
    if _exclusive(method):
        text = xml_tree.canonical(properties, exclusive=True, prefixes=_prefixes(method))
    else:
        text = xml_tree.canonical(xml_tree.with_namespaces(properties), exclusive=False)
    _check_digest(listed[0], text)


def _leaf(bag: Sequence[bytes], properties: Element | None) -> bytes:
    """Rule 5: the first certificate, or the one whose digest was signed."""
    if properties is None:
        return bag[0]
    found = properties.findall(f".//{XADES}CertDigest")
    if not found:
        return bag[0]
    named = _child(found[0], f"{DS}DigestMethod").get("Algorithm", "")
    if named not in _DIGESTS:
        raise ProofFailure(Reason.UNSUPPORTED_ALGORITHM, indeterminate=True, suite=named[-100:])
    told = _base64(_child(found[0], f"{DS}DigestValue"), "CertDigest")
    for one in bag:
        if hmac.compare_digest(hashlib.new(_DIGESTS[named], one).digest(), told):
            return one
    raise ProofFailure(Reason.SIGNATURE_INVALID, detail="CertDigest")


def _signing_time(properties: Element | None) -> datetime | None:
    told = None if properties is None else properties.find(f".//{XADES}SigningTime")
    if told is None:
        return None
    try:  # all of its text: comments are not signed, and nothing of it may end at one
        return timestamp.parse(str(told.xpath("string()")).strip())
    except InputError:
        return None


def _stamps(signature: Element, evidence: Evidence, crls: Sequence[bytes]) -> tuple[Stamp, ...]:
    """The timestamps over the signature that hold."""
    value = _child(signature, f"{DS}SignatureValue")
    found: list[Stamp] = []
    for stamp in list(signature.iter(f"{XADES}SignatureTimeStamp"))[: LIMITS.proofs]:
        method = stamp.find(f"{DS}CanonicalizationMethod")
        text = (
            xml_tree.canonical(value, exclusive=True, prefixes=_prefixes(method))
            if _exclusive(method)
            else xml_tree.canonical(xml_tree.with_namespaces(value), exclusive=False)
        )
        tokens = _encapsulated(stamp, "EncapsulatedTimeStamp")
        found += certified.stamps(tokens, text, evidence, crls)
    return tuple(found)


def _encapsulated(node: Element, tag: str) -> list[bytes]:
    found = []
    for one in list(node.iter(f"{XADES}{tag}"))[: LIMITS.proofs]:
        try:
            found.append(base64.b64decode("".join((one.text or "").split()), validate=True))
        except (binascii.Error, ValueError):
            continue
    return found


# --- parts -----------------------------------------------------------------------------------


def _certificates(signature: Element) -> list[bytes]:
    found = signature.findall(f"{DS}KeyInfo/{DS}X509Data/{DS}X509Certificate")
    if not found:
        raise ProofFailure(Reason.KEY_NOT_FOUND, indeterminate=True, detail="KeyInfo")
    if len(found) > LIMITS.certificates:
        raise ProofFailure(Reason.TOO_COMPLEX, indeterminate=True, limit=LIMITS.certificates)
    return [_base64(one, "X509Certificate") for one in found]


def _child(node: Element, tag: str) -> Element:
    found = node.findall(tag)
    if len(found) != 1:
        _malformed(tag.rpartition("}")[2])
    return found[0]


def _base64(node: Any, what: str) -> bytes:
    if len(node):
        _malformed(what)
    try:
        return base64.b64decode("".join((node.text or "").split()), validate=True)
    except (binascii.Error, ValueError):
        _malformed(what)


def _malformed(detail: str) -> NoReturn:
    raise ProofFailure(Reason.MALFORMED_PROOF, detail=detail)


def _unsupported(detail: str) -> NoReturn:
    raise ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail=detail)
