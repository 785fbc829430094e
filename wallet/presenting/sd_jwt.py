"""SD-JWT as its holder shows it: the chosen disclosures, and the key binding (RFC 9901).

Rules
-----
1. What the holder may choose is a *unit*: one disclosure that the wallet holds, named by the
   JSON pointer of what it says in the fully disclosed document. Units lie inside each other.
2. A pointer chooses the units that it lies in (else it could not be read) and all that lie
   inside it. Nothing else is sent: no disclosure, and no digest beyond the issuer's own.
3. Disclosures keep the order in which they came; a choice changes nothing but which are there.
4. The key binding JWT covers exactly what is sent. ``nonce`` and ``aud`` must be there: a fresh
   random nonce where the receiver gave none, which shows no freshness and says so on screen.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wallet.encoding import selective, strict_json
from wallet.encoding.multibase import b64url_decode
from wallet.errors import InputError, PresentingError
from wallet.holder import PrivateKey, sign_jose
from wallet.presenting.pointers import child, touches

_NONCE_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One disclosure that may be shown or kept back."""

    pointer: str
    """Of what it says, in the fully disclosed document."""
    parent: str | None
    """The unit that it lies in: it cannot be read without that one."""
    text: str
    """The disclosure as the issuer wrote it."""


def units(token: str) -> tuple[Unit, ...]:
    """All units of a token, outer ones before those inside them.

    Raises:
        PresentingError: ``selection_not_possible`` where the token is not in order.
    """
    return _walked(token).found


def places(token: str) -> int:
    """How many digests in ``token`` nobody answers: hidden claims, and decoys among them."""
    return _walked(token).unanswered


def full_document(token: str) -> dict[str, Any]:
    """The claims with all that the token discloses.

    Raises:
        PresentingError: ``selection_not_possible``.
    """
    try:
        parts = selective.split(token)
        payload = _payload(parts.signed)
        return selective.disclose(payload, parts.disclosures).document
    except InputError as error:
        raise PresentingError("selection_not_possible", reason=error.code) from None


def select(token: str, pointers: Iterable[str]) -> str:
    """The token with what the pointers choose (rules 2 and 3), ready for a key binding.

    Raises:
        PresentingError: ``selection_not_possible``.
    """
    wanted = tuple(pointers)
    chosen = [
        one.text
        for one in units(token)
        if any(touches(one.pointer, pointer) for pointer in wanted)
    ]
    parts = selective.split(token)
    kept = [text for text in parts.disclosures if text in chosen]
    return "~".join((parts.signed, *kept, ""))


def bind(  # noqa: PLR0913 - the claims of a key binding, all by name
    token: str,
    key: PrivateKey,
    *,
    audience: str,
    nonce: str | None,
    now: datetime,
    jti: str,
    expires: datetime | None = None,
) -> str:
    """The token with its key binding JWT (rule 4).

    Args:
        token: ends with a tilde, as ``select`` gives it.
        key: the private half of the key in ``cnf``.
        audience: for whom; may be empty.
        nonce: the receiver's, if any.
        now: the moment of signing, aware, UTC.
        jti: random and unique; also the salt of digests of the presentation.
        expires: until when it should be accepted, aware, UTC.
    """
    payload: dict[str, Any] = {
        "aud": audience,
        "iat": int(now.timestamp()),
        "jti": jti,
        "nonce": nonce or secrets.token_urlsafe(_NONCE_BYTES),
        "sd_hash": selective.digest_of(token, _payload(token.split("~", 1)[0])),
    }
    if expires is not None:
        payload["exp"] = int(expires.timestamp())
    return token + sign_jose(payload, key, typ="kb+jwt")


def _payload(signed: str) -> dict[str, Any]:
    try:
        found = strict_json.loads(b64url_decode(signed.split(".")[1]))
    except (InputError, IndexError):
        raise PresentingError("selection_not_possible", reason="token") from None
    if not isinstance(found, dict):
        raise PresentingError("selection_not_possible", reason="token")
    return found


# --- which disclosure says what -------------------------------------------------------------


@dataclass(slots=True)
class _Walk:
    opened: Mapping[str, tuple[str, list[Any]]]
    units: list[Unit] = field(default_factory=list)
    unanswered: int = 0

    @property
    def found(self) -> tuple[Unit, ...]:
        return tuple(self.units)

    def value(self, value: Any, pointer: str, parent: str | None) -> None:
        if isinstance(value, Mapping):
            self._object(value, pointer, parent)
        elif isinstance(value, list):
            self._array(value, pointer, parent)

    def _object(self, node: Mapping[str, Any], pointer: str, parent: str | None) -> None:
        for name, inner in node.items():
            if name != "_sd":
                self.value(inner, child(pointer, name), parent)
        for digest in node.get("_sd", []):
            told = self._answer(digest)
            if told is not None:
                self._unit(told[0], told[1][2], child(pointer, told[1][1]), parent)

    def _array(self, values: list[Any], pointer: str, parent: str | None) -> None:
        at = 0
        for value in values:
            inside = child(pointer, str(at))
            if isinstance(value, Mapping) and "..." in value:
                told = self._answer(value["..."])
                if told is None:
                    continue
                self._unit(told[0], told[1][1], inside, parent)
            else:
                self.value(value, inside, parent)
            at += 1

    def _unit(self, text: str, said: Any, pointer: str, parent: str | None) -> None:
        self.units.append(Unit(pointer=pointer, parent=parent, text=text))
        self.value(said, pointer, pointer)

    def _answer(self, digest: Any) -> tuple[str, list[Any]] | None:
        told = self.opened.get(digest) if isinstance(digest, str) else None
        if told is None:
            self.unanswered += 1
        return told


def _walked(token: str) -> _Walk:
    full_document(token)  # all the rules of the standard are met, or it raises
    parts = selective.split(token)
    payload = _payload(parts.signed)
    opened = {
        selective.digest_of(text, payload): (text, strict_json.loads(b64url_decode(text)))
        for text in parts.disclosures
    }
    walk = _Walk({digest: (text, list(told)) for digest, (text, told) in opened.items()})
    walk.value({name: one for name, one in payload.items() if name != "_sd_alg"}, "", None)
    return walk
