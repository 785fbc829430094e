"""What a receiver asks for, as a file or QR code, and the answer that is bound to it.

Rules (spec/presentations.md F.4; parameters of an OpenID4VP 1.0 request)
-------------------------------------------------------------------------
1. A request says who asks (``client_id``), why, a nonce, until when, and a DCQL query. Nobody
   confirms who asks: it is not signed, and the screen says so.
2. The answer names ``client_id`` as its audience and domain and signs the nonce, so that it is
   good for nobody else and only once.
3. A request may carry a one-time public key: then the answer is encrypted to it (JWE, ECDH-ES
   with A256GCM), so that a camera that sees the code reads nothing. The private half stays with
   the asker, in a file of its own or in the open page.
4. Fields are named in plain words too (``FIELDS``), so that an employer need not know formats;
   they become one query for each format that can hold them, of which one must be answered.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wallet.encoding import strict_json, timestamp
from wallet.errors import InputError, PresentingError
from wallet.presenting import dcql, envelope, qr
from wallet.presenting.dcql import Dcql, Query
from wallet.presenting.plan import tidy
from wallet.secured import Secured

NONCE_BYTES = 16
_LARGEST = 100_000
"""Bytes of a request; a QR code holds less than three thousand."""

_OPEN_BADGE = "credentialSubject", "achievement"
FIELDS: Mapping[str, tuple[tuple[str, ...], tuple[Any, ...] | None]] = {
    "title": (("achievement_title",), (*_OPEN_BADGE, "name")),
    "description": (("achievement_description",), (*_OPEN_BADGE, "description")),
    "body": (("issuing_authority",), ("issuer", "name")),
    "date": (("date_of_issuance",), ("validFrom",)),
    "outcomes": (("learning_outcomes",), (*_OPEN_BADGE, "criteria", "narrative")),
    "level": (("level_of_learning_experience",), None),
    "workload": (("expected_study_time",), (*_OPEN_BADGE, "creditsAvailable")),
    "grade": (("assessment_grade",), ("credentialSubject", "result", None, "value")),
    "given_name": (("given_name",), None),
    "family_name": (("family_name",), None),
    "name": (("family_name",), ("credentialSubject", "name")),
    "birth_date": (("date_of_birth",), ("credentialSubject", "birthDate")),
}
"""Plain name -> path in an SD-JWT learning credential, path in an Open Badge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question, read and in order."""

    who: str
    why: str
    nonce: str
    expires: datetime | None
    query: Dcql
    encrypt_to: Mapping[str, Any] | None = None
    """The asker's one-time public key (JWK)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeRequest:
    """A question to hand out, and the secret that stays."""

    document: bytes
    secret: bytes
    """JSON with the private key and what was asked; needed to read and judge the answer."""


def make(
    *,
    who: str,
    why: str = "",
    fields: Sequence[str] = (),
    query: Mapping[str, Any] | None = None,
    expires: datetime | None = None,
) -> MadeRequest:
    """A request with a fresh nonce and one-time key.

    Args:
        who: how the asker calls themselves.
        why: what for.
        fields: names of ``FIELDS``; or
        query: a DCQL query.
        expires: until when an answer is wanted, aware, UTC.

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
    secret = {"request": document, "key": private}
    return MadeRequest(document=_json(document), secret=_json(secret))


def png(made: MadeRequest) -> bytes:
    """The request as a QR picture.

    Raises:
        PresentingError: ``too_large_for_qr``.
    """
    texts = qr.qr_texts(made.document)
    if len(texts) != 1:
        raise PresentingError("too_large_for_qr", pictures=len(texts), limit=1)
    return qr.qr_png(texts[0])


def query_of(fields: Sequence[str]) -> dict[str, Any]:
    """The DCQL query for plain field names (rule 4).

    Raises:
        InputError: ``unknown_field``.
    """
    for one in fields:
        if one not in FIELDS:
            raise InputError("unknown_field", field=one[:100], known=tuple(FIELDS))
    wanted = [FIELDS[one] for one in dict.fromkeys(fields)]
    badge = [{"path": list(path)} for _, path in wanted if path is not None]
    queries: list[dict[str, Any]] = [
        {
            "id": "learning",
            "format": "dc+sd-jwt",
            "claims": [{"path": list(path)} for path, _ in wanted],
        },
        {"id": "badge", "format": "ldp_vc", "claims": badge},
        {"id": "badge_token", "format": "jwt_vc_json", "claims": badge},
    ]
    options = [[one["id"]] for one in queries if one["claims"]]
    return {
        "credentials": [one for one in queries if one["claims"]],
        "credential_sets": [{"options": options}],
    }


def read(data: bytes) -> Request:
    """The request in a file or QR code.

    Raises:
        InputError: ``not_a_request``, ``malformed_request`` with the member that is off.
    """
    if len(data) > _LARGEST:
        raise InputError("not_a_request")
    try:
        value = strict_json.loads(data)
    except InputError:
        raise InputError("not_a_request") from None
    if not isinstance(value, dict) or "dcql_query" not in value:
        raise InputError("not_a_request")
    return _request(value)


def recognises(data: bytes) -> bool:
    """Whether this is the text of a request, in order or not."""
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
    return Request(
        who=tidy(who, "who"),
        why=tidy(why, "why") if isinstance(why, str) else "",
        nonce=nonce,
        expires=expires,
        query=dcql.read(value["dcql_query"]),
        encrypt_to=envelope.public_key(value.get("client_metadata")),
    )


def open_answer(data: bytes, secret: bytes) -> tuple[bytes, Request]:
    """An answer, decrypted where it is encrypted, and the question that it must answer.

    Raises:
        InputError: ``not_a_request`` (the secret file), ``not_our_answer`` (encrypted to
            another key, or altered).
    """
    asked, key = read_secret(secret)
    return (envelope.decrypt(data, key) if envelope.is_encrypted(data) else data), asked


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
            missing += [one for q in options[0] if isinstance(one := answers[q], Missing)]
    found = _together(tuple(dict.fromkeys(picked)), answers)
    return Proposal(picks=found.picks, missing=(*found.missing, *missing))


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
        whole, key=lambda pair: (not pair[1].good, pair[1].whole, len(pair[0].pointers))
    )
    return Pick(
        query=query.id, credential_id=one.secured.credential_id, pointers=match.pointers
    )


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
