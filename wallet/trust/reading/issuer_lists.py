"""Lists of issuers: DCC registries, members of an OpenID federation, EBSI's issuers registry.

Rules
-----
1. A row of a DCC registry needs a DID and a name; any other row is named and left out, where
   the wallet would refuse the whole file: an operator sees the report and answers for it.
2. A statement of a federation counts only with a good signature: the configuration of an
   authority by the keys in it, a statement about a member by those of the authority that is its
   ``iss``, what a member says of itself by the keys that an authority states for it. All three
   are among the sources; who publishes no statements about others is no authority. Symmetric
   algorithms and ``none`` are refused, and so is a token of another kind, and a statement that
   was over when it was fetched.
3. EBSI's registry names no issuers, only accreditations; each is carried as it is signed and
   checked when it is used; one that the registry calls revoked is not carried. An issuer is
   listed only where the registry gives a name.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wallet.encoding import strict_json, timestamp
from wallet.encoding.multibase import b64url_decode
from wallet.errors import InputError, ProofFailure
from wallet.evidence import Evidence
from wallet.identifiers import did_key, keys
from wallet.identifiers.interface import VerificationKey
from wallet.proofs import signatures
from wallet.register import AccreditationRow, IssuerRow
from wallet.register.names import host_key
from wallet.trust.dcc_registry import is_sandbox
from wallet.trust.reading.interface import UNSIGNED, BadRow, ReadList, SourceFile
from wallet.trust.reading.limits import OPERATOR
from wallet.trust.rows import KeyDocumentRow, Row

_PARTS = 3
_TEST_LABELS = frozenset({"test", "sandbox", "demo", "pilot"})
"""Labels of the host of a federation that identifies nobody."""
_TYPE = "entity-statement+jwt"
_STATEMENTS = "federation_fetch_endpoint"
_TAKEN_BACK = "Revoked"
_KINDS = {"EdDSA": ("Ed25519",), "ES256": ("P-256",), "ES384": ("P-384",)}


class DccList:
    """A legacy registry of the Digital Credentials Consortium."""

    name = "dcc"

    def recognises(self, file: SourceFile) -> bool:
        """A JSON object with ``registry`` and ``meta``."""
        document = json_object(file)
        return document is not None and {"registry", "meta"} <= document.keys()

    def read(self, file: SourceFile) -> ReadList:
        """Its rows.

        Raises:
            InputError: ``unreadable_source``: no rows, or no date of its own.
        """
        document = json_object(file) or {}
        meta, told = document["meta"], document["registry"]
        if not isinstance(meta, dict) or not isinstance(told, dict):
            raise InputError("unreadable_source")
        try:
            dated = timestamp.parse(meta.get("updated", meta.get("created")))
        except InputError:
            raise InputError("unreadable_source", detail="meta.updated") from None
        rows: list[Row] = []
        bad: list[BadRow] = []
        for identifier, one in told.items():
            reason = _fault(identifier, one)
            if reason is not None:
                bad.append(BadRow(file=file.name, line=identifier[:120], reason=reason))
                continue
            rows.append(
                IssuerRow(
                    id=identifier,
                    name=one["name"].strip(),
                    url=one.get("url"),
                    source=UNSIGNED,
                )
            )
        named = meta.get("name")
        return ReadList(
            role="issuers/dcc",
            name=named.strip() if isinstance(named, str) and named.strip() else file.name,
            rows=rows,
            dated=dated,
            bad=tuple(bad),
            sandbox=is_sandbox(meta, told, file.name),
            whole=True,
        )


def _fault(identifier: str, one: Any) -> str | None:
    """Why a row of a registry cannot be used."""
    if not identifier.startswith("did:") or not isinstance(one, dict):
        return "value_unusable"
    name = one.get("name")
    if not isinstance(name, str) or not name.strip():
        return "member_missing"
    if not isinstance(one.get("url", ""), str | None):
        return "value_unusable"
    if did_key.handles(identifier):
        try:
            did_key.find_key(did_key.default_method(identifier), Evidence())
        except ProofFailure:
            return "key_unusable"
    return None


class FederationStatement:
    """One entity statement of an OpenID federation, as a compact JWS."""

    name = "federation"

    def recognises(self, file: SourceFile) -> bool:
        """A token with ``iss``, ``sub`` and ``metadata``."""
        token = _token(file)
        return token is not None and isinstance(token[1].get("metadata"), dict)

    def read(self, file: SourceFile) -> ReadList:
        """The entity that it is about.

        Raises:
            InputError: ``signature_not_checked``, ``unreadable_source``.
        """
        token = _token(file)
        if token is None:
            raise InputError("unreadable_source")
        header, payload, _ = token
        issuer, subject = payload.get("iss"), payload.get("sub")
        if not isinstance(issuer, str) or not isinstance(subject, str):
            raise InputError("unreadable_source", detail="iss, sub")
        own = file.entity_keys.get(issuer, ())
        if issuer == subject:
            own = own or file.member_keys.get(issuer, ())
        if not is_signed_by(file, header, own):
            raise InputError("signature_not_checked")
        if has_ended(file, payload):
            raise InputError("unreadable_source", detail="exp")
        told = payload["metadata"].get("federation_entity", {})
        name = told.get("organization_name") if isinstance(told, dict) else None
        if not isinstance(name, str) or not name.strip():
            raise InputError("unreadable_source", detail="organization_name")
        url = told.get("homepage_uri")
        rows: list[Row] = [
            IssuerRow(
                id=subject,
                name=name.strip(),
                url=url if isinstance(url, str) else None,
                source=UNSIGNED,
            )
        ]
        if (document := _document(subject, payload)) is not None:
            rows.append(KeyDocumentRow(id=subject, document=document, source=UNSIGNED))
        return ReadList(
            role="oidf",
            name=f"Federation {issuer}",
            rows=rows,
            dated=timestamp.from_numeric(payload.get("iat")),
            url=issuer,
            sandbox=not _TEST_LABELS.isdisjoint(host_key(issuer).split(".")),
        )


def entity_keys(files: Iterable[SourceFile]) -> dict[str, tuple[Mapping[str, Any], ...]]:
    """Keys of the authorities whose own configuration, signed by itself, is among the files."""
    found: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for file in files:
        token = _token(file)
        if token is None or token[1].get("iss") != token[1].get("sub"):
            continue
        own = jwks(token[1])
        if (
            own
            and is_authority(token[1])
            and not has_ended(file, token[1])
            and is_signed_by(file, token[0], own)
        ):
            found[str(token[1]["iss"])] = own
    return found


def member_keys(
    files: Iterable[SourceFile], authorities: Mapping[str, tuple[Mapping[str, Any], ...]]
) -> dict[str, tuple[Mapping[str, Any], ...]]:
    """Keys of the entities about which such an authority states them."""
    found: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for file in files:
        token = _token(file)
        if token is None or token[1].get("iss") == token[1].get("sub"):
            continue
        issuer, subject = str(token[1].get("iss")), str(token[1].get("sub"))
        known = authorities.get(issuer, ())
        if not has_ended(file, token[1]) and is_signed_by(file, token[0], known):
            found[subject] = (*found.get(subject, ()), *jwks(token[1]))
    return found


def is_authority(payload: Mapping[str, Any]) -> bool:
    """Whether an entity says where its statements about others are: no other may make any."""
    metadata = payload.get("metadata")
    entity = metadata.get("federation_entity") if isinstance(metadata, dict) else None
    return isinstance(entity, dict) and isinstance(entity.get(_STATEMENTS), str)


def has_ended(file: SourceFile, payload: Mapping[str, Any]) -> bool:
    """Whether a statement was over when it was fetched: who left a federation keeps them."""
    try:
        return "exp" in payload and timestamp.from_numeric(payload["exp"]) <= file.dated
    except InputError:
        return True


def jwks(payload: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """The keys in a configuration."""
    told = payload.get("jwks")
    listed = told.get("keys") if isinstance(told, dict) else None
    if not isinstance(listed, list):
        return ()
    return tuple(one for one in listed if isinstance(one, dict))


def is_signed_by(
    file: SourceFile, header: Mapping[str, Any], known: Iterable[Mapping[str, Any]]
) -> bool:
    """Whether one of these keys signed a token, by the algorithm that suits the key."""
    signed, _, told = file.data.strip().rpartition(b".")
    if "crit" in header or header.get("typ") != _TYPE:  # it demands what we do not know
        return False
    named = [
        one
        for one in known
        if header.get("kid") in (None, one.get("kid")) and keys.may_sign(one)
    ]
    for jwk in named:
        try:
            kind, public = keys.from_jwk(dict(jwk))
            if kind in _KINDS.get(str(header.get("alg")), ()):
                signatures.check(_as_key(kind, public), b64url_decode(told.decode()), signed)
                return True
        except (InputError, ProofFailure, UnicodeDecodeError):
            continue
    return False


def _as_key(kind: str, jwk: dict[str, Any]) -> VerificationKey:
    return VerificationKey(
        method_id="",
        controller="",
        document_id="",
        kind=kind,
        jwk=jwk,
        purposes=frozenset(),
    )


def _document(subject: str, payload: Mapping[str, Any]) -> dict[str, Any] | None:
    """The keys with which a member signs credentials, where the statement lists them."""
    told = payload["metadata"].get("vc_issuer") or payload["metadata"].get(
        "openid_credential_issuer"
    )
    listed = [one for one in jwks(told) if "d" not in one] if isinstance(told, dict) else []
    if not listed:
        return None
    methods = [
        {
            "id": f"{subject}#{one.get('kid', place)}",
            "type": "JsonWebKey",
            "controller": subject,
            "publicKeyJwk": dict(one),
        }
        for place, one in enumerate(listed)
    ]
    return {
        "id": subject,
        "verificationMethod": methods,
        "assertionMethod": [one["id"] for one in methods],
    }


class EbsiIssuers:
    """Answers of EBSI's Trusted Issuers Registry."""

    name = "ebsi"

    def recognises(self, file: SourceFile) -> bool:
        """An object with a ``did:ebsi`` and its attributes, or a list of them."""
        return any(
            "did" in one and not {"attributes", "attribute"}.isdisjoint(one)
            for one in _all(file)
        )

    def read(self, file: SourceFile) -> ReadList:
        """Accreditations, and issuers where a name is given."""
        rows: list[Row] = []
        bad: list[BadRow] = []
        for number, one in enumerate(_all(file), start=1):
            try:
                rows += _ebsi(one)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                detail = str(error.args[0])[:60] if error.args else ""
                bad.append(
                    BadRow(
                        file=file.name, line=str(number), reason="value_unusable", detail=detail
                    )
                )
        return ReadList(
            role="ebsi/tir",
            name="EBSI Trusted Issuers Registry",
            rows=rows,
            dated=file.dated,
            bad=tuple(bad),
        )


def _ebsi(one: Mapping[str, Any]) -> Iterator[Row]:
    did = one["did"]
    if not isinstance(did, str) or not did.startswith("did:ebsi:"):
        raise ValueError("did")
    listed = one["attributes"] if "attributes" in one else [one["attribute"]]
    name, root = one.get("name") or one.get("legalName"), _is_root(listed)
    if root or (isinstance(name, str) and name.strip()):
        yield IssuerRow(id=did, name=str(name or did).strip(), source=UNSIGNED, root=root)
    for told in listed:
        if was_taken_back(told, listed):
            continue
        body = str(told["body"]).encode()
        if body.count(b".") != _PARTS - 1:
            body = base64.b64decode(body, validate=True)
        yield AccreditationRow(
            id=str(told.get("hash") or hashlib.sha256(body).hexdigest()),
            subject=did,
            issuer=str(told.get("tao") or did),
            data=body,
            source=UNSIGNED,
        )


def was_taken_back(told: Mapping[str, Any], listed: list[Mapping[str, Any]]) -> bool:
    """Whether the registry says so of an accreditation: its signature will not (rule 3)."""
    taken_back = [one["body"] for one in listed if one.get("issuerType") == _TAKEN_BACK]
    return told["body"] in taken_back


def _is_root(listed: list[Mapping[str, Any]]) -> bool:
    """Whether the registry calls it a root of accreditation, and it stands."""
    kinds = {str(one.get("issuerType")) for one in listed}
    return "RootTAO" in kinds and _TAKEN_BACK not in kinds


def _all(file: SourceFile) -> list[Mapping[str, Any]]:
    if file.data.lstrip()[:1] not in (b"{", b"["):
        return []
    try:
        document = strict_json.loads(file.data, OPERATOR)
    except InputError:
        return []
    found = document.get("items", [document]) if isinstance(document, dict) else document
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def json_object(file: SourceFile) -> dict[str, Any] | None:
    """The JSON object that a file is; None where it is anything else."""
    if file.data.lstrip()[:1] != b"{":
        return None
    try:
        document = strict_json.loads(file.data, OPERATOR)
    except InputError:
        return None
    return document if isinstance(document, dict) else None


def _token(file: SourceFile) -> tuple[dict[str, Any], dict[str, Any], str] | None:
    """Header, payload and signature of a compact JWS."""
    parts = file.data.strip().split(b".")
    if len(parts) != _PARTS or len(file.data) > OPERATOR.jwt_bytes:
        return None
    try:
        told = [strict_json.loads(b64url_decode(one.decode("ascii"))) for one in parts[:2]]
    except (InputError, UnicodeDecodeError):
        return None
    header, payload = told
    if not isinstance(header, dict) or not isinstance(payload, dict):
        return None
    return header, payload, parts[2].decode("ascii", "replace")
