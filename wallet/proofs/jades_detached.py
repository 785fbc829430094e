"""JAdES seals whose content lies in other files (``sigD``, ETSI TS 119 182-1, 5.2.8).

Rules
-----
1. Two mechanisms are known: ``ObjectIdByURI``, where the contents in their order are what is
   signed, and ``ObjectIdByURIHash``, where their digests stand in the signed header and nothing
   else is signed. ``HttpHeaders`` and others are not supported.
2. A content counts as it is where ``b64`` is false, else as its base64url text: also for the
   digests.
3. Contents are those that came along, by name. Nothing is fetched; where one is not there, what
   is sealed is not known (``content_elsewhere``), and a digest that differs is a seal over
   something else.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import unquote, urlsplit

from wallet.encoding.multibase import b64url_encode
from wallet.errors import ProofFailure
from wallet.limits import LIMITS
from wallet.reasons import Reason

_BY_URI = "http://uri.etsi.org/19182/ObjectIdByURI"
_BY_HASH = "http://uri.etsi.org/19182/ObjectIdByURIHash"
_DIGESTS = {"S256": "sha256", "S384": "sha384", "S512": "sha512"}


@dataclass(frozen=True, slots=True)
class Detached:
    """What a seal says of the contents it covers."""

    names: tuple[str, ...]
    """Their addresses, as written."""
    hashes: tuple[str, ...]
    """Their digests in base64url; empty where the contents themselves are signed."""
    digest: str
    raw: bool
    """Whether they count as they are (rule 2)."""

    def check(self, contents: Mapping[str, bytes]) -> bytes:
        """The payload that was signed, once each content is there and fits.

        Raises:
            ProofFailure: ``content_elsewhere`` (indeterminate), ``signature_invalid``.
        """
        held = [self._counted(contents.get(one)) for one in self.names]
        if not self.hashes:
            return b"".join(held)
        for one, stated in zip(held, self.hashes, strict=True):
            if not _fits(one, self.digest, stated):
                raise ProofFailure(Reason.SIGNATURE_INVALID, detail="sigD")
        return b""

    def _counted(self, content: bytes | None) -> bytes:
        if content is None:
            raise ProofFailure(Reason.CONTENT_ELSEWHERE, indeterminate=True)
        return content if self.raw else b64url_encode(content).encode()


def read(header: Mapping[str, Any]) -> Detached:
    """What ``sigD`` of a strictly parsed header says.

    Raises:
        ProofFailure: ``malformed_proof``; ``unsupported_proof`` (indeterminate).
    """
    told = header.get("sigD")
    if not isinstance(told, Mapping):
        _malformed()
    names = _texts(told.get("pars"))
    if told.get("mId") == _BY_URI:
        if not names or told.keys() & {"hashM", "hashV"}:
            _malformed()
        return Detached(names, (), "", _is_raw(header))
    if told.get("mId") != _BY_HASH:
        raise ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail="sigD")
    hashes = _texts(told.get("hashV"))
    if not names or len(hashes) != len(names) or not all(one.isascii() for one in hashes):
        _malformed()
    digest = _DIGESTS.get(str(told.get("hashM")))
    if digest is None:
        raise ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True, detail="hashM")
    stripped = tuple(one.rstrip("=") for one in hashes)
    return Detached(names, stripped, digest, _is_raw(header))


def file_name(address: str) -> str:
    """The name under which what an address means lies beside the seal."""
    return unquote(urlsplit(unquote(address)).path).rsplit("/", 1)[-1]


def _fits(content: bytes, digest: str, stated: str) -> bool:
    found = b64url_encode(hashlib.new(digest, content).digest())
    return hmac.compare_digest(found, stated)


def _is_raw(header: Mapping[str, Any]) -> bool:
    return header.get("b64") is False


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > LIMITS.proofs:
        return ()
    return tuple(value) if all(isinstance(one, str) for one in value) else ()


def _malformed() -> NoReturn:
    raise ProofFailure(Reason.MALFORMED_PROOF, detail="sigD")
