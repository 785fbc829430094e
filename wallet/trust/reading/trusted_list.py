"""Trusted lists of EU member states (ETSI TS 119 612), with their signature checked.

Rules
-----
1. XML is parsed without DTD, entities, network and huge trees; a list with a document type is
   refused.
2. The signature must cover the whole list and hold with one of the certificates given: by the
   operator, or named for its territory by a list of lists that itself holds. Only what is
   signed is read. The certificate must have been valid when the list was issued.
3. Certificates of a service that say they are qualified are so, unless the list takes that back
   for some of them: which ones is not read here, so then it is said of none.
4. Kept are services that issue qualified certificates or time stamps (``CA/QC``,
   ``TSA/QTST``), with their history. A service that cannot be read is a bad row.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from wallet.encoding import timestamp
from wallet.errors import InputError
from wallet.register import SealServiceRow, ServiceState
from wallet.trust.reading.interface import UNSIGNED, BadRow, ReadList, SourceFile
from wallet.trust.rows import Row

_LIST = "{http://uri.etsi.org/02231/v2#}"
_TERRITORY = f"{_LIST}SchemeTerritory"
_TYPES = frozenset({"CA/QC", "TSA/QTST"})
_NOT_QUALIFIED = "NotQualified"
_OF_LISTS = "EUlistofthelists"
_REFERENCES = 2
"""The list and the properties of its signature: XAdES as TS 119 612 asks for it."""


class TrustedList:
    """A trusted list in XML."""

    name = "trusted_list"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the outermost element is a trusted list."""
        head = file.data[:4096]
        return b"<" in head and b"TrustServiceStatusList" in head

    def read(self, file: SourceFile) -> ReadList:
        """Its services.

        Raises:
            InputError: ``signature_not_checked``, ``unreadable_source``.
        """
        root = signed_root(file)
        territory = _territory(root)
        following = _moment(_text(root, "SchemeInformation/NextUpdate/dateTime"))
        rows: list[Row] = []
        bad: list[BadRow] = []
        for number, (provider, service) in enumerate(_services(root), start=1):
            try:
                rows += _service(service, provider, territory, following)
            except (ValueError, InputError, binascii.Error) as error:
                detail = type(error).__name__
                bad.append(
                    BadRow(
                        file=file.name, line=str(number), reason="value_unusable", detail=detail
                    )
                )
        return ReadList(
            role="tl/eu",
            name=f"Trusted list {territory}",
            rows=rows,
            dated=_issued(root),
            bad=tuple(bad),
            countries=frozenset({territory}),
            whole=True,
            url=_text(root, "SchemeInformation/SchemeInformationURI/URI"),
        )


def listed_signers(files: Iterable[SourceFile]) -> dict[bytes, frozenset[str]]:
    """Signers of national lists and their territories, from each list of lists that holds."""
    found: dict[bytes, frozenset[str]] = {}
    for file in files:
        if not TrustedList().recognises(file) or _OF_LISTS.encode() not in file.data:
            continue
        try:
            root = signed_root(file)
        except InputError:
            continue
        if not (_text(root, "SchemeInformation/TSLType") or "").endswith(_OF_LISTS):
            continue  # a national list names the list of lists, and is none
        for pointer in root.iter(f"{_LIST}OtherTSLPointer"):
            named = {one.text.strip() for one in pointer.iter(_TERRITORY) if one.text}
            for der in _certificates(pointer, "ServiceDigitalIdentities"):
                found[der] = found.get(der, frozenset()) | named
    return found


def signed_root(file: SourceFile) -> Any:
    """The list, as it was signed.

    Raises:
        InputError: ``signature_not_checked``, ``unreadable_source``.
    """
    from lxml import etree  # noqa: PLC0415 - heavy; only makers of bundles need it

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(file.data, parser)
    except etree.XMLSyntaxError:
        raise InputError("unreadable_source") from None
    if root.getroottree().docinfo.doctype or root.tag != f"{_LIST}TrustServiceStatusList":
        raise InputError("unreadable_source")
    land = _territory(root)
    known = {*file.anchors, *(der for der, lands in file.listed.items() if land in lands)}
    signer = _signer(root, known)
    signed = _verified(root, signer) if signer is not None else None
    if signed is None or _territory(signed) != land:
        raise InputError("signature_not_checked")
    return signed


def _territory(root: Any) -> str:
    return _text(root, "SchemeInformation/SchemeTerritory") or "EU"


def _signer(root: Any, anchors: Iterable[bytes]) -> bytes | None:
    """The certificate that the signature names, where it is one of the anchors."""
    space = "{http://www.w3.org/2000/09/xmldsig#}"
    named = root.findall(
        f"{space}Signature/{space}KeyInfo/{space}X509Data/{space}X509Certificate"
    )
    known = set(anchors)
    return next((der for one in named if (der := _der(one)) in known), None)


def _der(one: Any) -> bytes:
    return base64.b64decode("".join((one.text or "").split()))


def _verified(root: Any, signer: bytes) -> Any:
    from cryptography import x509  # noqa: PLC0415
    from signxml import SignatureConfiguration, XMLVerifier  # noqa: PLC0415
    from signxml.exceptions import SignXMLException  # noqa: PLC0415

    certificate = x509.load_der_x509_certificate(signer)
    issued = _issued(root)
    expected = SignatureConfiguration(
        require_x509=True, expect_references=_REFERENCES, verification_time=issued
    )
    try:
        results = XMLVerifier().verify(root, x509_cert=certificate, expect_config=expected)
    except (SignXMLException, ValueError, TypeError):
        raise InputError("signature_not_checked") from None
    for one in results if isinstance(results, list) else [results]:
        signed = one.signed_xml
        if signed is not None and signed.tag == root.tag and _issued(signed) == issued:
            return signed
    raise InputError("signature_not_checked")


def _issued(root: Any) -> datetime:
    found = _moment(_text(root, "SchemeInformation/ListIssueDateTime"))
    if found is None:
        raise InputError("unreadable_source", detail="ListIssueDateTime")
    return found


# --- services -------------------------------------------------------------------------------


def _services(root: Any) -> Iterator[tuple[str, Any]]:
    for provider in root.findall(_path("TrustServiceProviderList/TrustServiceProvider")):
        name = _name(provider, "TSPInformation/TSPName")
        for service in provider.findall(_path("TSPServices/TSPService")):
            yield name, service


def _service(
    service: Any, provider: str, territory: str, following: datetime | None
) -> Iterator[SealServiceRow]:
    from cryptography import x509  # noqa: PLC0415

    now = service.find(_path("ServiceInformation"))
    kind = _kind(now)
    if kind not in _TYPES:
        return
    states = [now, *service.findall(_path("ServiceHistory/ServiceHistoryInstance"))]
    history = tuple(state_of(one) for one in states if _kind(one) == kind)
    for der in dict.fromkeys(_certificates(now, "ServiceDigitalIdentity")):
        certificate = x509.load_der_x509_certificate(der)
        key = x509.SubjectKeyIdentifier.from_public_key(certificate.public_key())
        yield SealServiceRow(
            certificate=der,
            key_id=key.digest.hex(),
            type=kind,
            name=_name(now, "ServiceName"),
            provider=provider,
            country=territory,
            history=tuple(sorted(history, key=lambda one: one.since, reverse=True)),
            next_update=following,
            source=UNSIGNED,
        )


def state_of(one: Any) -> ServiceState:
    """What a list says that a service is, or was, from a moment on (rule 3).

    Raises:
        ValueError: from when on is not said.
    """
    since = _moment(_text(one, "StatusStartingTime"))
    if since is None:
        raise ValueError("StatusStartingTime")
    uris = [text.text or "" for text in one.iter(f"{_LIST}URI")]
    uris += [node.get("uri", "") for node in one.iter("{*}Qualifier")]
    ends = {uri.strip().rpartition("/")[2] for uri in uris}
    return ServiceState(
        status=(_text(one, "ServiceStatus") or "").rpartition("/")[2],
        since=since,
        for_seals=bool(ends & {"ForeSeals", "QCForESeal"}),
        for_signatures=bool(ends & {"ForeSignatures", "QCForESig"}),
        qualified=_NOT_QUALIFIED not in ends,
    )


def _kind(one: Any) -> str:
    text = _text(one, "ServiceTypeIdentifier") or ""
    return text.partition("/Svctype/")[2]


def _certificates(one: Any, path: str) -> list[bytes]:
    found = one.find(_path(path))
    if found is None:
        return []
    return [_der(node) for node in found.iter("{*}X509Certificate")]


def _name(one: Any, path: str) -> str:
    """A name, the English one where there is one."""
    names = one.findall(_path(f"{path}/Name"))
    space = "{http://www.w3.org/XML/1998/namespace}lang"
    english = [node for node in names if node.get(space) == "en"]
    return next((node.text.strip() for node in (*english, *names) if node.text), "")


def _text(one: Any, path: str) -> str | None:
    found = one.find(_path(path)) if one is not None else None
    return found.text.strip() if found is not None and found.text else None


def _path(path: str) -> str:
    return "/".join(f"{_LIST}{step}" for step in path.split("/"))


def _moment(text: str | None) -> datetime | None:
    return timestamp.parse(text) if text else None
