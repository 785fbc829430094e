"""SD-JWTs as text: what they disclose, the presentation around them, and their JSON form.

Rules
-----
1. What is shown of an SD-JWT is its payload with what its disclosures say. Where these do not
   fit it, the bare payload is kept: its proof will fail, and say why.
2. An SD-JWT with a key binding was made for somebody: it is a presentation whose only part is
   the SD-JWT without it. The part's id is that of the issuer-signed JWT alone, so the same
   credential is known again however much of it is disclosed. With a disclosure that the
   issuer did not sign it has an id of its own.
3. The JSON serialisations (RFC 9901, section 8) say the same as the compact one, and are read
   as such. Of several signatures the first counts, which is where disclosures stand.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from wallet.encoding import selective, strict_json
from wallet.encoding.multibase import b64url_decode
from wallet.errors import InputError, IntakeError
from wallet.secured import Format, JsonObject, Secured, misfit

_PART = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_TOKEN = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+", re.ASCII)


def is_sd_jwt(text: str, header: JsonObject) -> bool:
    """Whether a compact token discloses something, or is of a type that could."""
    typ = header.get("typ")
    return "~" in text or (isinstance(typ, str) and typ.lower().endswith("+sd-jwt"))


def revealed(text: str, payload: JsonObject) -> JsonObject:
    """Rule 1."""
    try:
        parts = selective.split(text)
        return selective.disclose(payload, parts.disclosures).document
    except InputError:
        return payload


def presented(secured: Secured, payload: JsonObject) -> Secured:
    """Rule 2: the credential as it is, or the presentation that its key binding makes of it.

    ``payload`` is what the token says without its disclosures.
    """
    text = secured.token or ""
    bare, _, binding = text.rpartition("~")
    if "~" in bare and secured.document == payload:  # not one of them could be put in its place
        secured = misfit(secured, bare.encode("ascii", "replace"))
    if not binding or not bare:
        return secured
    header, bound = _read(binding)
    part = replace(secured, token=f"{bare}~", path=f"{secured.path}.sd_jwt")
    return Secured(
        format=Format.PRESENTATION,
        securing="sd_jwt",
        credential_id=hashlib.sha256(text.encode("ascii", "replace")).hexdigest(),
        document=bound or {},
        token=text,
        header=header,
        path=secured.path,
        parts=(part,),
    )


def _read(token: str) -> tuple[JsonObject | None, JsonObject | None]:
    try:
        found = [strict_json.loads(b64url_decode(one)) for one in token.split(".")[:2]]
    except InputError:
        return None, None
    if len(found) != 2 or not all(isinstance(one, dict) for one in found):  # noqa: PLR2004
        return None, None
    header, payload = (one if isinstance(one, dict) else None for one in found)
    return header, payload


def compact_of(value: JsonObject) -> str | None:
    """Rule 3: the compact form of a JWS in JSON that is an SD-JWT; None where it is none.

    Raises:
        IntakeError: ``damaged`` where its disclosures or key binding are no tokens.
    """
    signatures = value.get("signatures")
    first = signatures[0] if isinstance(signatures, list) and signatures else value
    if not isinstance(first, Mapping):
        return None
    unsigned = first.get("header")
    told = [one for one in (unsigned, value) if isinstance(one, Mapping)]
    found = [one for one in told if "disclosures" in one or "kb_jwt" in one]
    if not found and not _says_so(first.get("protected")):
        return None
    if len(found) > 1:  # drafts had them one level up: which was meant?
        raise IntakeError("damaged", what="json")
    extra: Mapping[str, Any] = found[0] if found else {}
    disclosures, binding = extra.get("disclosures", []), extra.get("kb_jwt", "")
    signed = [first.get("protected"), value.get("payload"), first.get("signature")]
    if (
        not isinstance(disclosures, list)
        or not all(_is(_PART, one) for one in (*disclosures, *signed))
        or not (binding == "" or _is(_TOKEN, binding))
    ):
        raise IntakeError("damaged", what="json")
    return "~".join((".".join(str(one) for one in signed), *disclosures, binding))


def _is(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _says_so(protected: Any) -> bool:
    try:
        header = strict_json.loads(b64url_decode(protected)) if _is(_PART, protected) else None
    except InputError:
        return False
    return isinstance(header, dict) and is_sd_jwt("", header)
