"""JWT claims and the credential they surround: which says what, and do they agree?

Rules
-----
1. ``vc+jwt``, ``vp+jwt``: the payload is the document; ``vc`` and ``vp`` claims are refused.
   ``iss``, where present, is the issuer (or holder). ``exp`` and ``iat`` date the signature.
2. VCDM 1.1 (section 6.3.1): the document is the ``vc`` or ``vp`` claim, and ``iss``, ``nbf``,
   ``exp``, ``jti`` and ``sub`` are its issuer, dates, id and subject.
3. Open Badges 3.0 (section 8.2): the payload is the document and repeats those claims.
4. In 2 and 3 a claim and a member that differ are ``claims_conflict``. A claim without its
   member is laid into the document, so that no date is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn

from wallet.encoding import timestamp
from wallet.errors import InputError, ProofFailure
from wallet.reasons import Reason
from wallet.secured import Secured

_REGISTERED = ("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "nonce", "vc", "vp")
_V1 = "https://www.w3.org/2018/credentials/v1"
_DRAFTS = {
    "vc": frozenset({"vc+ld+jwt", "vc+ld+json+jwt"}),
    "vp": frozenset({"vp+ld+jwt", "vp+ld+json+jwt"}),
}
"""Types of a token in drafts of VC-JOSE-COSE, by what it is used as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a token says, its claims and its document agreed."""

    document: Mapping[str, Any]
    signer: str | None
    """Whose key should have signed: the issuer of a credential, the holder otherwise."""
    issued: datetime | None
    expires: datetime | None
    challenge: str | None
    audience: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]


def read(payload: Mapping[str, Any], header: Mapping[str, Any], secured: Secured) -> Content:
    """Lay claims and document together.

    Raises:
        ProofFailure: ``malformed_proof`` naming the claim, ``wrong_purpose`` where the type
            of the token is not that of what it is used as.
    """
    role = "holder" if secured.is_presentation else "issuer"
    merged = _Merge(payload, role)
    if secured.securing == "vc_jose":
        _check_type(header, secured)
        for claim in ("vc", "vp"):
            if claim in payload:
                _malformed(claim)
        # Rule 1: iss must agree, the other claims do not speak of the data.
        merged.document = dict(payload)
        merged.identify(role, "iss", fill=False)
    else:
        merged.open("vp" if secured.is_presentation else "vc")
        merged.claims()
    return Content(
        document=merged.document,
        signer=_id_of(merged.document.get(role)) or _optional_text(payload, "iss"),
        issued=_moment(payload, "iat"),
        expires=_moment(payload, "exp"),
        challenge=_optional_text(payload, "nonce"),
        audience=_audience(payload),
        problems=tuple(merged.problems),
    )


@dataclass(slots=True)
class _Merge:
    payload: Mapping[str, Any]
    role: str
    document: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def open(self, wrapper: str) -> None:
        """Rule 2 or 3: the document, without the claims."""
        other = "vc" if wrapper == "vp" else "vp"
        if other in self.payload:
            _malformed(other)
        if wrapper in self.payload:
            inner = self.payload[wrapper]
            if not isinstance(inner, Mapping):
                _malformed(wrapper)
            self.document = dict(inner)
        else:
            self.document = {k: v for k, v in self.payload.items() if k not in _REGISTERED}

    def claims(self) -> None:
        """Rule 4, claim by claim."""
        old = _V1 in _listed(self.document.get("@context"))
        self.identify(self.role, "iss", fill=True)
        self.identify("id", "jti", fill=True)
        if self.role == "issuer":
            self._date("issuanceDate" if old else "validFrom", "nbf")
            self._date("expirationDate" if old else "validUntil", "exp")
            self._subject()

    def identify(self, member: str, claim: str, *, fill: bool) -> None:
        """A claim that names what a member names."""
        told = _optional_text(self.payload, claim)
        if told is None:
            return
        present = self.document.get(member)
        if present is None:
            if fill:
                self.document[member] = told
        elif _id_of(present) is None and isinstance(present, Mapping) and fill:
            self.document[member] = {**present, "id": told}
        elif _id_of(present) != told:
            self._conflict(member)

    def _date(self, member: str, claim: str) -> None:
        moment = _moment(self.payload, claim)
        if moment is None:
            return
        if member not in self.document:
            self.document[member] = timestamp.write(moment)
            return
        try:
            same = timestamp.parse(self.document[member]).replace(microsecond=0)
        except InputError:
            self._conflict(member)
            return
        if same != moment.replace(microsecond=0):
            self._conflict(member)

    def _subject(self) -> None:
        told = _optional_text(self.payload, "sub")
        if told is None:
            return
        present = self.document.get("credentialSubject")
        match present:
            case Mapping():
                one: Any = present
            case [Mapping()]:
                one = present[0]
            case _:
                self._conflict("credentialSubject")
                return
        if _id_of(one) is None:
            with_id = {**one, "id": told}
            self.document["credentialSubject"] = (
                [with_id] if isinstance(present, list) else with_id
            )
        elif _id_of(one) != told:
            self._conflict("credentialSubject")

    def _conflict(self, member: str) -> None:
        self.problems.append((Reason.CLAIMS_CONFLICT, f"$.{member}"))


def _check_type(header: Mapping[str, Any], secured: Secured) -> None:
    told = header.get("typ")
    use = "vp" if secured.is_presentation else "vc"
    kind = told.lower().removeprefix("application/") if isinstance(told, str) else ""
    # Without a type (only a SHOULD of VC-JOSE-COSE 3.1.1), or with that of an earlier draft,
    # whose rules for claims were others: not proven, but no forgery either.
    if told is None or kind in _DRAFTS[use]:
        raise ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail="typ")
    if kind != f"{use}+jwt":
        raise ProofFailure(Reason.WRONG_PURPOSE, detail="typ")


def _id_of(value: Any) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("id")
    return value if isinstance(value, str) else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _optional_text(payload: Mapping[str, Any], claim: str) -> str | None:
    value = payload.get(claim)
    if value is not None and not isinstance(value, str):
        _malformed(claim)
    return value


def _moment(payload: Mapping[str, Any], claim: str) -> datetime | None:
    if claim not in payload:
        return None
    try:
        return timestamp.from_numeric(payload[claim])
    except InputError:
        _malformed(claim)


def _audience(payload: Mapping[str, Any]) -> tuple[str, ...]:
    value = payload.get("aud", [])
    entries = _listed(value)
    if not all(isinstance(one, str) for one in entries):
        _malformed("aud")
    return tuple(entries)


def _malformed(detail: str) -> NoReturn:
    raise ProofFailure(Reason.MALFORMED_PROOF, detail=detail)
