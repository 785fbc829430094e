"""An in-memory issuer: it can issue, tamper, revoke, suspend, expire and rotate keys.

Everything is made here, offline, from fixed seeds, so that a test can say in three lines what
happened::

    issuer = Issuer("Example University")
    badge = issuer.issue("Data basics", ects="5", eqf=6, holder="did:key:z6Mk...")
    issuer.revoke(badge)
    evidence = issuer.evidence_files()        # (name, bytes) for wallet.trust.read_evidence

Dates default to ``NOW``, the fixed clock of the tests.
"""

from __future__ import annotations

import copy
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.helpers import signing
from tests.helpers.files import to_bytes
from tests.helpers.holder import presentation
from tests.helpers.keys import Key
from tests.helpers.said import ECTS_TERM, NOW, achievement, name_identifier, rfc3339, seconds
from tests.helpers.status import StatusList

__all__ = ["NOW", "Issuer", "Key", "presentation", "registry"]

JWT_FORMS = ("ob3_jwt", "vcdm11_jwt", "vc+jwt")


@dataclass
class Method:
    """One key of an issuer as its DID document lists it."""

    id: str
    key: Key
    listed: bool = True
    expires: str | None = None
    revoked: str | None = None


@dataclass
class Issuer:
    """Somebody who signs. ``method`` is ``did:key``, ``did:jwk`` or ``did:web``."""

    name: str = "Example University"
    method: str = "did:key"
    kind: str = "Ed25519"
    host: str = "university.example"
    country: str = "FI"
    seed: str = ""
    methods: list[Method] = field(default_factory=list)
    lists: dict[tuple[str, str], StatusList] = field(default_factory=dict)
    served: dict[str, bytes] = field(default_factory=dict)
    """Status lists as last published, by URL."""
    issued: int = 0

    def __post_init__(self) -> None:
        self.seed = self.seed or self.name
        key = Key.make(self.seed, self.kind)
        if self.method == "did:key":
            self.did, fragment = key.did_key, key.multibase
        elif self.method == "did:jwk":
            self.did, fragment = key.did_jwk, "0"
        else:
            self.did, fragment = f"did:web:{self.host}", "key-1"
        self.methods.append(Method(f"{self.did}#{fragment}", key))

    # --- keys ---------------------------------------------------------------------------

    @property
    def key(self) -> Key:
        """The key that signs now."""
        return self.methods[-1].key

    @property
    def method_id(self) -> str:
        """The verification method of ``key``."""
        return self.methods[-1].id

    def rotate(self, *, ended: datetime = NOW, revoked: bool = False) -> None:
        """Sign with a new key from now on (did:web only); the old one ends."""
        assert self.method == "did:web", "a did:key is its key"
        old = self.methods[-1]
        setattr(old, "revoked" if revoked else "expires", rfc3339(ended))
        number = len(self.methods) + 1
        key = Key.make(f"{self.seed} {number}", self.kind)
        self.methods.append(Method(f"{self.did}#key-{number}", key))

    def document(self, *, jwk: bool = False) -> dict[str, Any]:
        """The DID document, as a Multikey or with JWKs."""
        methods = []
        for one in self.methods:
            if not one.listed:
                continue
            entry: dict[str, Any] = {"id": one.id, "controller": self.did}
            if jwk or one.key.kind == "RSA":
                entry |= {"type": "JsonWebKey", "publicKeyJwk": one.key.jwk}
            else:
                entry |= {"type": "Multikey", "publicKeyMultibase": one.key.multibase}
            entry |= {"expires": one.expires} if one.expires else {}
            entry |= {"revoked": one.revoked} if one.revoked else {}
            methods.append(entry)
        return {
            "@context": [
                "https://www.w3.org/ns/did/v1",
                "https://w3id.org/security/multikey/v1",
            ],
            "id": self.did,
            "verificationMethod": methods,
            "assertionMethod": [one["id"] for one in methods],
            "authentication": [one["id"] for one in methods],
        }

    # --- what is said ---------------------------------------------------------------------

    def profile(self, *, types: bool = True) -> dict[str, Any]:
        """The issuer as a credential names it."""
        profile: dict[str, Any] = {"id": self.did, "name": self.name}
        if types:
            profile["type"] = ["Profile"]
            profile["url"] = f"https://{self.host}/"
        return profile

    def credential(  # noqa: PLR0913 - each is a member of the credential
        self,
        title: str = "Data basics",
        *,
        model: str = "ob3",
        holder: str | None = None,
        learner: str | None = None,
        valid_from: datetime = NOW - timedelta(days=60),
        valid_until: datetime | None = None,
        status: Iterable[str] = (),
        status_kind: str = "bitstring",
        credential_id: str | None = None,
        **award: Any,
    ) -> dict[str, Any]:
        """An unsigned credential.

        Args:
            model: ``ob3`` (on VCDM 2.0), ``ob3-1.1`` (Open Badges on VCDM 1.1), ``vcdm2`` or
                ``vcdm1`` (a plain credential).
            status: purposes to be published, such as ``("revocation", "suspension")``.
        """
        self.issued += 1
        number = uuid.uuid5(uuid.NAMESPACE_URL, f"{self.did} {title} {self.issued}")
        old, badge = model in {"ob3-1.1", "vcdm1"}, model.startswith("ob3")
        start, end = ("issuanceDate", "expirationDate") if old else ("validFrom", "validUntil")
        document: dict[str, Any] = {
            "@context": [signing.V1 if old else signing.V2],
            "id": credential_id or f"urn:uuid:{number}",
            "type": ["VerifiableCredential"],
            "issuer": self.did if model == "vcdm1" else self.profile(types=badge),
            start: rfc3339(valid_from),
            "credentialSubject": {"id": holder} if holder else {},
        }
        if valid_until is not None:
            document[end] = rfc3339(valid_until)
        if badge:
            self._say_badge(document, title, learner, award)
        else:
            document["credentialSubject"].setdefault("id", f"urn:uuid:{number}")
            if not old:  # the first data model defines no words of its own
                document["credentialSubject"]["name"] = learner or title
        entries = [self.entry(purpose, status_kind) for purpose in status]
        if entries:
            if status_kind == "2021":
                document["@context"].append(signing.STATUS_2021)
            document["credentialStatus"] = entries[0] if len(entries) == 1 else entries
        return document

    def _say_badge(
        self, document: dict[str, Any], title: str, learner: str | None, award: dict[str, Any]
    ) -> None:
        old = "issuanceDate" in document
        achieved = achievement(f"https://{self.host}", title, **award)
        contexts = document["@context"]
        contexts.append(signing.OB3.replace("3.0.3", "3.0.2") if old else signing.OB3)
        if old:
            del achieved["inLanguage"]  # no term of the older context
        if "ECTS" in achieved:
            contexts.append(ECTS_TERM)
        document["name"] = title
        document["type"].append("OpenBadgeCredential")
        document["credentialSubject"] |= {
            "type": ["AchievementSubject"],
            "achievement": achieved,
        }
        if learner:
            document["credentialSubject"]["identifier"] = [name_identifier(learner)]

    # --- signing --------------------------------------------------------------------------

    def sign(
        self, document: Mapping[str, Any], suite: str = "eddsa-rdfc-2022", **proof: Any
    ) -> dict[str, Any]:
        """The document with a Data Integrity proof (more proofs make a set)."""
        document = copy.deepcopy(dict(document))
        needed = {
            "Ed25519Signature2020": signing.ED25519_2020,
            "JsonWebSignature2020": signing.JWS_2020,
        }.get(suite)
        if needed or suite in signing.JWS_SUITES:
            contexts = document["@context"]
            if needed and needed not in contexts:
                document["@context"] = [*contexts, needed]
        elif signing.V2 not in document["@context"]:
            document["@context"] = [*document["@context"], signing.DATA_INTEGRITY]
        proof.setdefault("created", _start(document))
        key, method_id = proof.pop("key", self.key), proof.pop("method_id", self.method_id)
        return signing.add_proof(document, key, method_id, suite, **proof)

    def jwt(
        self,
        document: Mapping[str, Any],
        form: str = "vc+jwt",
        *,
        header: Mapping[str, Any] | None = None,
        claims: Mapping[str, Any] | None = None,
    ) -> str:
        """The document as a token: ``ob3_jwt``, ``vcdm11_jwt`` or ``vc+jwt``."""
        subject = document["credentialSubject"]
        registered = {
            "iss": self.did,
            "jti": document.get("id"),
            "nbf": seconds(_start(document)),
            "sub": subject.get("id") if isinstance(subject, Mapping) else None,
        }
        end = document.get("validUntil") or document.get("expirationDate")
        registered["exp"] = seconds(end) if end else None
        registered = {name: value for name, value in registered.items() if value is not None}
        payload: dict[str, Any] = {
            "ob3_jwt": {**document, **registered},
            "vcdm11_jwt": {**registered, "vc": dict(document)},
            "vc+jwt": dict(document),
        }[form]
        payload |= claims or {}
        full = {"typ": "vc+jwt" if form == "vc+jwt" else "JWT", "kid": self.method_id}
        full = {name: value for name, value in {**full, **(header or {})}.items() if value}
        return signing.jws(payload, self.key, full)

    def issue(
        self, title: str = "Data basics", *, suite: str = "eddsa-rdfc-2022", **said: Any
    ) -> Any:
        """A signed credential: a dict for Data Integrity, a str for the JWT forms."""
        if suite == "Ed25519Signature2020" or suite in signing.JWS_SUITES:
            said.setdefault("model", "ob3-1.1")
        if suite == "vcdm11_jwt":
            said.setdefault("model", "ob3-1.1")
        document = self.credential(title, **said)
        return self.jwt(document, suite) if suite in JWT_FORMS else self.sign(document, suite)

    # --- status ---------------------------------------------------------------------------

    def status_list(self, purpose: str = "revocation", kind: str = "bitstring") -> StatusList:
        """This issuer's list for a purpose."""
        url = f"https://{self.host}/status/{kind}/{purpose}"
        return self.lists.setdefault(
            (purpose, kind), StatusList(url, self.did, purpose=purpose, kind=kind)
        )

    def entry(self, purpose: str = "revocation", kind: str = "bitstring") -> dict[str, Any]:
        """A status entry at a fresh index."""
        held = self.status_list(purpose, kind)
        return held.entry(held.take())

    def revoke(self, credential: Mapping[str, Any], purpose: str = "revocation") -> None:
        """Set the credential's bit of that purpose; publish the list again to tell it."""
        self._mark(credential, purpose, on=True)

    def suspend(self, credential: Mapping[str, Any]) -> None:
        """Set the suspension bit."""
        self._mark(credential, "suspension", on=True)

    def unsuspend(self, credential: Mapping[str, Any]) -> None:
        """Clear the suspension bit."""
        self._mark(credential, "suspension", on=False)

    def _mark(self, credential: Mapping[str, Any], purpose: str, *, on: bool) -> None:
        entries = credential["credentialStatus"]
        for entry in entries if isinstance(entries, list) else [entries]:
            if entry["statusPurpose"] != purpose:
                continue
            kind = "2021" if entry["type"] == "StatusList2021Entry" else "bitstring"
            bits = self.status_list(purpose, kind).bits
            (bits.add if on else bits.discard)(int(entry["statusListIndex"]))

    def publish(
        self, purpose: str = "revocation", kind: str = "bitstring", **how: Any
    ) -> bytes:
        """Sign the list as it stands and give back its bytes.

        Args:
            how: ``at`` and ``until`` (datetime), ``suite`` (``eddsa-rdfc-2022``, ...,
                ``vc+jwt``; ``vcdm11_jwt`` for ``2021``).
        """
        held = self.status_list(purpose, kind)
        until = how.get("until")
        document = held.credential(
            valid_from=rfc3339(how.get("at", NOW - timedelta(days=1))),
            valid_until=rfc3339(until) if until else None,
        )
        default = "vcdm11_jwt" if kind == "2021" else "eddsa-rdfc-2022"
        if kind != "2021" and self.kind != "Ed25519":
            default = "vc+jwt"
        suite = how.get("suite", default)
        signed = self.jwt(document, suite) if suite in JWT_FORMS else self.sign(document, suite)
        self.served[held.url] = to_bytes(signed)
        return self.served[held.url]

    def evidence_files(self, **how: Any) -> list[tuple[str, bytes]]:
        """What a verifier may hold of this issuer: DID document and current lists.

        Args:
            how: as for ``publish``.
        """
        files = []
        if self.method == "did:web":
            files.append((f"{self.host}-did.json", to_bytes(self.document())))
        for purpose, kind in self.lists:
            listed = self.publish(purpose, kind, **how)
            files.append((f"{self.host}-{kind}-{purpose}.json", listed))
        return files


def _start(document: Mapping[str, Any]) -> str:
    start: str = document.get("validFrom") or document["issuanceDate"]
    return start


def registry(
    issuers: Iterable[Issuer], *, updated: datetime = NOW - timedelta(days=10)
) -> bytes:
    """A DCC legacy registry that names those issuers."""
    rows = {
        one.did: {"name": one.name, "location": one.country, "url": f"https://{one.host}/"}
        for one in issuers
    }
    meta = {"created": rfc3339(updated), "updated": rfc3339(updated)}
    return json.dumps({"meta": meta, "registry": rows}, indent=1).encode()
