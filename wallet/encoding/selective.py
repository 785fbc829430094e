"""SD-JWT (RFC 9901): a token taken apart, and its claims put back in place of their digests.

Rules (section 7.1, steps 1 and 3; what a signature covers is ``wallet.proofs``' question)
------------------------------------------------------------------------------------------
1. ``<issuer-signed JWT>~<disclosure>~...~<disclosure>~<key binding JWT>``; the last part may
   be empty. A token without a tilde discloses nothing.
2. A disclosure is base64url of a JSON array: salt, name, value for a member of an object;
   salt, value for an element of an array. ``_sd``, ``...`` and ``_sd_alg`` are no names.
3. A digest stands in an object's ``_sd`` or in an array as ``{"...": digest}``, also inside
   other disclosures. No digest stands twice. One that no disclosure answers is a decoy or kept
   back: it goes, and the place is remembered, for something may be hidden there.
4. A disclosed name that is there already is refused. So is a disclosure that no digest names,
   and one that comes twice.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from wallet.encoding import strict_json
from wallet.encoding.multibase import b64url_decode, b64url_encode
from wallet.errors import InputError
from wallet.limits import LIMITS, Limits

_HASHES: Mapping[str, Callable[[bytes], Any]] = {
    "sha-256": hashlib.sha256,
    "sha-384": hashlib.sha384,
    "sha-512": hashlib.sha512,
}
_RESERVED = frozenset({"_sd", "...", "_sd_alg"})
_OF_OBJECT, _OF_ARRAY = 3, 2
_BASE64URL = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
NOT_SIGNED_FOR = frozenset({"no_digest", "twice"})
"""Rules whose breach means: this disclosure is not what the issuer signed."""
UNKNOWN_HASH = "unknown_hash"


@dataclass(frozen=True, slots=True)
class Parts:
    """A token taken apart; nothing of it is believed yet."""

    signed: str
    """The issuer-signed JWT."""
    disclosures: tuple[str, ...]
    key_binding: str | None

    @property
    def presented(self) -> str:
        """What a key binding covers: everything up to and with the last tilde."""
        return "~".join((self.signed, *self.disclosures, ""))


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The claims as far as they are disclosed."""

    document: dict[str, Any]
    paths: tuple[str, ...]
    """JSON paths of what came out of a disclosure."""
    undisclosed: frozenset[str]
    """JSON paths of objects and arrays in which something may be kept back."""


def split(text: str) -> Parts:
    """Rule 1.

    Raises:
        InputError: ``malformed_sd_jwt``.
    """
    signed, *rest = text.split("~")
    if not rest:
        return Parts(signed, (), None)
    *disclosures, last = rest
    if not all(_BASE64URL.fullmatch(one) for one in disclosures):
        _malformed("disclosure")
    return Parts(signed, tuple(disclosures), last or None)


def digest_of(text: str, payload: Mapping[str, Any]) -> str:
    """The digest of ASCII text by the hash that the payload names, as base64url.

    Raises:
        InputError: ``malformed_sd_jwt``.
    """
    name = payload.get("_sd_alg", "sha-256")
    if not isinstance(name, str):
        _malformed("_sd_alg")
    if name not in _HASHES:
        _malformed(UNKNOWN_HASH)
    return b64url_encode(_HASHES[name](text.encode("ascii")).digest())


def disclose(
    payload: Mapping[str, Any], disclosures: tuple[str, ...], limits: Limits = LIMITS
) -> Disclosed:
    """The payload with what its disclosures say, without digests.

    Raises:
        InputError: ``malformed_sd_jwt`` with the ``rule`` broken, ``too_deep``,
            ``too_complex``.
    """
    digest_of("", payload)
    if len(disclosures) > limits.disclosures:
        raise InputError("too_complex", limit=limits.disclosures, what="disclosures")
    opened: dict[str, list[Any]] = {}
    for text in disclosures:
        digest = digest_of(text, payload)
        if digest in opened:
            _malformed("twice")
        opened[digest] = _open(text, limits)
    work = _Work(opened, limits.json_depth)
    top = {name: value for name, value in payload.items() if name != "_sd_alg"}
    document = work.object(top, "$", 1)
    if opened.keys() - work.seen:
        _malformed("no_digest")
    return Disclosed(document, tuple(work.disclosed), frozenset(work.undisclosed))


def _open(text: str, limits: Limits) -> list[Any]:
    """Rule 2."""
    try:
        found = strict_json.loads(b64url_decode(text), limits)
    except InputError as error:
        if error.code in ("too_deep", "too_large"):
            raise
        _malformed("disclosure")
    if not isinstance(found, list) or len(found) not in (_OF_OBJECT, _OF_ARRAY):
        _malformed("disclosure")
    if not isinstance(found[0], str):
        _malformed("disclosure")
    if len(found) == _OF_OBJECT and (not isinstance(found[1], str) or found[1] in _RESERVED):
        _malformed("disclosure")
    return found


@dataclass(slots=True)
class _Work:
    opened: Mapping[str, list[Any]]
    deepest: int
    seen: set[str] = field(default_factory=set)
    disclosed: list[str] = field(default_factory=list)
    undisclosed: set[str] = field(default_factory=set)

    def value(self, value: Any, path: str, depth: int) -> Any:
        """Any value, with what is disclosed inside it."""
        if depth > self.deepest:
            raise InputError("too_deep", limit=self.deepest)
        if isinstance(value, Mapping):
            return self.object(value, path, depth)
        if isinstance(value, list):
            return list(self.array(value, path, depth))
        return value

    def object(self, node: Mapping[str, Any], path: str, depth: int) -> dict[str, Any]:
        """An object without ``_sd``, with the members that are disclosed."""
        if "..." in node or "_sd_alg" in node:
            _malformed("reserved")
        found = {
            name: self.value(value, f"{path}.{name}", depth + 1)
            for name, value in node.items()
            if name != "_sd"
        }
        for digest in _digests(node):
            told = self._answer(digest, path, _OF_OBJECT)
            if told is None:
                continue
            name = told[1]
            if name in found:
                _malformed("collision")
            self.disclosed.append(f"{path}.{name}")
            found[name] = self.value(told[2], f"{path}.{name}", depth + 1)
        return found

    def array(self, values: list[Any], path: str, depth: int) -> Iterator[Any]:
        """The elements that are there or disclosed."""
        at = 0
        for value in values:
            inner = value
            if isinstance(value, Mapping) and "..." in value:
                if len(value) != 1:
                    _malformed("reserved")
                told = self._answer(value["..."], path, _OF_ARRAY)
                if told is None:
                    continue
                self.disclosed.append(f"{path}[{at}]")
                inner = told[1]
            yield self.value(inner, f"{path}[{at}]", depth + 1)
            at += 1

    def _answer(self, digest: Any, path: str, length: int) -> list[Any] | None:
        """The disclosure with this digest; None where there is none (rule 3)."""
        if not isinstance(digest, str):
            _malformed("digest")
        if digest in self.seen:
            _malformed("digest_twice")
        self.seen.add(digest)
        told = self.opened.get(digest)
        if told is None:
            self.undisclosed.add(path)
        elif len(told) != length:
            _malformed("disclosure")
        return told


def _digests(node: Mapping[str, Any]) -> list[Any]:
    found = node.get("_sd", [])
    if not isinstance(found, list):
        _malformed("_sd")
    return found


def _malformed(rule: str) -> NoReturn:
    raise InputError("malformed_sd_jwt", rule=rule)
