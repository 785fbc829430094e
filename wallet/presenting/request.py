"""What a receiver asks for, as a file or QR code, and the answer that is bound to it.

Rules (spec/presentations.md F.4; parameters of an OpenID4VP 1.0 request)
-------------------------------------------------------------------------
1. A request says who asks (``client_id``), why, a nonce, until when, and a DCQL query. Where it
   is not signed, nobody confirms who asks, and the screen says so; a ``client_id`` that only a
   signature can bear out is refused there. Of a signed one nothing counts before
   ``wallet.verify.asker`` has judged the signature.
2. The answer names ``client_id`` as its audience and domain and signs the nonce, so that it is
   good for nobody else and only once.
3. A request may carry a one-time public key: then the answer is encrypted to it (JWE, ECDH-ES
   with A256GCM), so that a camera that sees the code reads nothing. The private half stays with
   the asker, in a file of its own or in the open page.
4. Fields are named in plain words too (``FIELDS``), so that an employer need not know formats;
   see ``request_fields``.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from wallet.encoding import strict_json, timestamp
from wallet.errors import InputError, PresentingError
from wallet.presenting import dcql, envelope, qr, signed_request
from wallet.presenting.dcql import Dcql, Query
from wallet.presenting.plan import tidy
from wallet.presenting.request_fields import FIELDS, query_of
from wallet.presenting.signed_request import Signer
from wallet.secured import Secured

__all__ = [
    "FIELDS",
    "Candidate",
    "MadeRequest",
    "Missing",
    "Pick",
    "Proposal",
    "Request",
    "make",
    "png",
    "propose",
    "query_of",
    "read",
    "read_secret",
    "recognises",
]

NONCE_BYTES = 16
_LARGEST = 100_000
"""Bytes of a request; a QR code holds less than three thousand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question, read and in order."""

    who: str
    """``client_id``: what an answer names as its audience."""
    why: str
    nonce: str
    expires: datetime | None
    query: Dcql
    encrypt_to: Mapping[str, Any] | None = None
    """The asker's one-time public key (JWK)."""
    name: str = ""
    """How a signed request calls its asker; their own word."""
    token: str | None = None
    """A signed request as it was received; None where it is not signed."""

    @property
    def called(self) -> str:
        """How the asker calls themselves."""
        return self.name or self.who

    @property
    def purpose(self) -> str:
        """What for, for the learner's own list; a signer's identifier tells little there."""
        return ": ".join(one for one in (self.name, self.why) if one)

    @property
    def signer(self) -> str | None:
        """The identifier of whoever should have signed it; None for an unsigned one."""
        return signed_request.identifier(self.who) if self.token is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeRequest:
    """A question to hand out, and the secret that stays."""

    document: bytes
    secret: bytes
    """JSON with the private key and what was asked; needed to read and judge the answer."""
    signed_as: str = ""
    """The ``client_id`` of whoever signed it; empty where nobody did."""


def make(
    *,
    who: str,
    why: str = "",
    fields: Sequence[str] = (),
    query: Mapping[str, Any] | None = None,
    expires: datetime | None = None,
    by: Signer | None = None,
) -> MadeRequest:
    """A request with a fresh nonce and one-time key.

    Args:
        who: how the asker calls themselves.
        why: what for.
        fields: names of ``FIELDS``; or
        query: a DCQL query.
        expires: until when an answer is wanted, aware, UTC.
        by: who signs it; nobody where it is None.

    Raises:
        InputError: ``malformed_request``, ``unknown_field``, ``nothing_asked``.
        PresentingError: ``text_too_long``.
    """
    who = tidy(who, "who")
    if not who or not (fields or query):
        raise InputError("nothing_asked")
    private, public = envelope.new_key()
    document: dict[str, Any] = {
        "response_type": "vp_token",
        "client_id": who,
        "nonce": secrets.token_urlsafe(NONCE_BYTES),
        "dcql_query": dict(query) if query is not None else query_of(fields),
        "client_metadata": {
            "jwks": {"keys": [public]},
            "encrypted_response_enc_values_supported": ["A256GCM"],
        },
    }
    if why:
        document["purpose"] = tidy(why, "why")
    if expires is not None:
        document["exp"] = int(expires.timestamp())
    dcql.read(document["dcql_query"])
    if by is None:
        return MadeRequest(document=_json(document), secret=_secret(document, private))
    document, token = signed_request.sign(document, by, who)
    secret = _secret(document, private)
    return MadeRequest(document=token, secret=secret, signed_as=by.client_id)


def _secret(document: Mapping[str, Any], private: Mapping[str, Any]) -> bytes:
    return _json({"request": document, "key": private})


def png(made: MadeRequest) -> bytes:
    """The request as a QR picture.

    Raises:
        PresentingError: ``too_large_for_qr``.
    """
    texts = qr.qr_texts(made.document)
    if len(texts) != 1:
        raise PresentingError("too_large_for_qr", pictures=len(texts), limit=1)
    return qr.qr_png(texts[0])


def read(data: bytes) -> Request:
    """The request in a file or QR code; the signature of a signed one is not judged here.

    Raises:
        InputError: ``not_a_request``, ``malformed_request`` with the member that is off.
    """
    if len(data) > _LARGEST:
        raise InputError("not_a_request")
    if signed_request.is_signed(data):
        found = _request(_members(signed_request.payload(data)))
        if signed_request.identifier(found.who) is None:
            raise InputError("malformed_request", member="client_id")
        return replace(found, token=data.decode("ascii"))
    try:
        value = strict_json.loads(data)
    except InputError:
        raise InputError("not_a_request") from None
    found = _request(_members(value))
    if signed_request.identifier(found.who) is not None:
        raise InputError("malformed_request", member="client_id")
    return found


def _members(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict) or "dcql_query" not in value:
        raise InputError("not_a_request")
    return value


def recognises(data: bytes) -> bool:
    """Whether this is the text of a request, in order or not."""
    if signed_request.is_signed(data):
        return True
    return data[:1] == b"{" and b'"dcql_query"' in data[:_LARGEST] and b'"nonce"' in data


def _request(value: Mapping[str, Any]) -> Request:
    who, nonce = value.get("client_id"), value.get("nonce")
    if not isinstance(who, str) or not who.strip():
        raise InputError("malformed_request", member="client_id")
    if not isinstance(nonce, str) or not nonce:
        raise InputError("malformed_request", member="nonce")
    why = value.get("purpose", "")
    try:
        expires = timestamp.from_numeric(value["exp"]) if "exp" in value else None
    except InputError:
        raise InputError("malformed_request", member="exp") from None
    metadata = value.get("client_metadata")
    named = metadata.get("client_name") if isinstance(metadata, Mapping) else None
    if signed_request.identifier(who) is None:
        named = None  # an unsigned one has one name, the one that its answer is bound to
    return Request(
        name=tidy(named, "who") if isinstance(named, str) else "",
        who=tidy(who, "who"),
        why=tidy(why, "why") if isinstance(why, str) else "",
        nonce=nonce,
        expires=expires,
        query=dcql.read(value["dcql_query"]),
        encrypt_to=envelope.public_key(metadata),
    )


def read_secret(secret: bytes) -> tuple[Request, Mapping[str, Any]]:
    """The question and the private key of a secret file.

    Raises:
        InputError: ``not_a_request``.
    """
    try:
        value = strict_json.loads(secret)
    except InputError:
        raise InputError("not_a_request") from None
    if not isinstance(value, dict) or not isinstance(value.get("key"), dict):
        raise InputError("not_a_request")
    if not isinstance(value.get("request"), dict) or "dcql_query" not in value["request"]:
        raise InputError("not_a_request")
    return _request(value["request"]), value["key"]


# --- the least that satisfies it ------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A credential that the wallet holds, as far as a request can look at it."""

    secured: Secured
    document: Mapping[str, Any]
    """All that it can disclose."""
    good: bool
    """Whether it is verified here."""
    whole: bool = False
    """Whether it can only be shown as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """One credential for one query."""

    query: str
    credential_id: str
    pointers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Why a query is not answered."""

    query: str
    paths: tuple[str, ...] = ()
    """What the nearest credential does not state; empty where there is none of that kind."""
    unknown: tuple[str, ...] = ()
    """What of the query is not understood."""
    source: str = ""
    """The file that does not answer it, where several answers came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The least that satisfies a request, or what is missing for it."""

    picks: tuple[Pick, ...] = ()
    missing: tuple[Missing, ...] = ()


def propose(asked: Request, held: Sequence[Candidate]) -> Proposal:
    """Rule 2 of ``dcql``; where something required is missing, it is named."""
    answers = {query.id: _best(query, held) for query in asked.query.queries}
    if not asked.query.sets:
        return _together(tuple(answers), answers)
    picked: list[str] = []
    missing: list[Missing] = []
    for options, required in asked.query.sets:
        met = next(
            (one for one in options if all(isinstance(answers[q], Pick) for q in one)), None
        )
        if met is not None and required:
            picked += met
        elif met is None and required:
            missing += min((_lacking(one, answers) for one in options), key=_far)
    found = _together(tuple(dict.fromkeys(picked)), answers)
    return Proposal(picks=found.picks, missing=(*found.missing, *missing))


def _lacking(ids: Sequence[str], answers: Mapping[str, Pick | Missing]) -> list[Missing]:
    return [one for q in ids if isinstance(one := answers[q], Missing)]


def _far(lacking: Iterable[Missing]) -> tuple[int, int]:
    """How far an option is from being met: a kind that is not here at all is the farthest."""
    paths = [len(one.paths) for one in lacking]
    return paths.count(0), sum(paths)


def _together(ids: Sequence[str], answers: Mapping[str, Pick | Missing]) -> Proposal:
    return Proposal(
        picks=tuple(one for q in ids if isinstance(one := answers[q], Pick)),
        missing=tuple(one for q in ids if isinstance(one := answers[q], Missing)),
    )


def _best(query: Query, held: Sequence[Candidate]) -> Pick | Missing:
    if query.unknown:
        return Missing(query=query.id, unknown=query.unknown)
    found = [
        (match, one)
        for one in held
        if (match := dcql.match(query, one.secured, one.document)) is not None
    ]
    whole = [(match, one) for match, one in found if not match.missing]
    if not whole:
        nearest = min((match.missing for match, _ in found), key=len, default=())
        return Missing(query=query.id, paths=nearest)
    match, one = min(
        whole,
        key=lambda pair: (
            not pair[1].good, pair[0].rank, pair[1].whole, len(pair[0].pointers)
        ),
    )  # fmt: skip
    return Pick(
        query=query.id, credential_id=one.secured.credential_id, pointers=match.pointers
    )


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
