"""One text, JSON or a compact token -> the credentials it holds, with those they carry.

Rules
-----
1. JSON is parsed once, strictly. What is no JSON at all is ``damaged``; a credential whose JSON
   means different things to different readers (a member twice, a number that loses precision)
   is kept as unreadable, with the problem ``malformed_json``, and nothing of it is shown.
2. The bytes of a token are kept as received; surrounding white space is not part of it.
3. What a presentation, a record or a badge carries becomes its ``parts``. A limit met there, or
   something that is no credential, becomes a problem of the carrier.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from wallet import formats
from wallet.encoding import jcs, strict_json
from wallet.encoding.multibase import b64url_decode
from wallet.errors import InputError, IntakeError
from wallet.formats import (
    bundles,
    carried,
    enveloped,
    mdoc_file,
    payloads,
    sd_jwt_text,
    vp_token,
    xml_text,
)
from wallet.formats.document import Problem, as_list
from wallet.formats.securing import ENVELOPES, securing_of_json, securing_of_token
from wallet.limits import LIMITS, Limits
from wallet.secured import Format, JsonObject, Secured

_BLANKS = b" \t\r\n"
_TOKEN = re.compile(
    r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*(?:~[A-Za-z0-9_.~-]*)?", re.ASCII
)
_LOCKED = re.compile(rb"eyJ[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+){3}")
"""A compact JWE: five parts, which no signed token has."""


def read_text(data: bytes, limits: Limits = LIMITS) -> tuple[Secured, ...]:
    """The credentials in one text; at least one.

    Raises:
        IntakeError: ``empty``, ``not_a_credential``, ``damaged``, ``too_large``, ``too_deep``,
            ``unsupported``.
    """
    text = data.strip(_BLANKS)
    if not text:
        raise IntakeError("empty")
    if mdoc_file.recognises(data):
        return mdoc_file.read(data, limits)
    if xml_text.recognises(text):
        return (xml_text.read(data, limits),)
    reading = _Reading(limits=limits)
    if _LOCKED.fullmatch(text):
        raise IntakeError("locked_answer")
    if text[:1] in (b"{", b"["):
        return reading.json_text(data, text)
    found = reading.token(text.decode("ascii", errors="replace"), "$")
    if found is None:
        raise IntakeError("not_a_credential")
    return (found,)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _signed_part(value: JsonObject) -> str:
    """The id of a JSON credential: the hash of its canonical form, proof included.

    Raises:
        IntakeError: ``damaged`` where the value has no canonical form.
    """
    try:
        return _sha256(jcs.canonical(value))
    except InputError:
        raise IntakeError("damaged", what="json") from None


@dataclass(slots=True, kw_only=True)
class _Reading:
    """The reading of one text; counts what is carried, however deep it lies."""

    limits: Limits
    carried: int = 0
    depth: int = 0

    def json_text(self, data: bytes, text: bytes) -> tuple[Secured, ...]:
        """The credentials in a JSON text; an array holds several.

        Raises:
            IntakeError: see ``read_text``.
        """
        try:
            value = self._parse(text)
        except InputError as error:
            return (self._unreadable_json(data, text, error),)
        if bundles.recognises(value):
            return self._bundled(value)
        if isinstance(value, list):
            return tuple(self._several(value))
        if vp_token.recognises(value):
            return tuple(self._shown(value))
        single = self._json_file(value, data)
        if single is None:
            raise IntakeError("not_a_credential")
        return (single,)

    def _parse(self, text: bytes) -> dict[str, Any] | list[Any]:
        """The one strict parse, of a text with no more values than is allowed.

        Raises:
            InputError: ``malformed_json``, ``too_complex``, ``too_deep`` or ``too_large``.
        """
        limit = self.limits.json_values
        if text.count(b",") > limit:
            raise InputError("too_complex", limit=limit, what="values")
        return strict_json.loads(text, self.limits)

    def _several(self, values: list[Any]) -> Iterator[Secured]:
        """The credentials of an array; all of it has to be credentials.

        Raises:
            IntakeError: ``not_a_credential``, ``too_complex``.
        """
        limit = self.limits.embedded_credentials
        if not values:
            raise IntakeError("not_a_credential")
        for at, value in enumerate(values):
            found = self._embedded(value, f"$[{at}]")
            if found is None:
                raise IntakeError("not_a_credential")
            if len(values) > limit:
                raise IntakeError("too_complex", limit=limit, what="credentials")
            yield found

    def _bundled(self, value: Any) -> tuple[Secured, ...]:
        """The credentials in a backup of another wallet; addresses and the like are none.

        Raises:
            IntakeError: ``not_a_credential``, ``too_complex`` and as ``document``.
        """
        limit = self.limits.embedded_credentials
        places = tuple(bundles.places(value))
        if len(places) > limit:
            raise IntakeError("too_complex", limit=limit, what="credentials")
        found = (self._embedded(one, path) for one, path in places)
        read = tuple(one for one in found if one is not None)
        if not read:
            raise IntakeError("not_a_credential")
        return read

    def _shown(self, value: JsonObject) -> Iterator[Secured]:
        """The presentations of an OpenID4VP answer, each by itself.

        Raises:
            IntakeError: ``not_a_credential``, ``too_complex``.
        """
        limit = self.limits.embedded_credentials
        places = vp_token.places(value)
        if len(places) > limit:
            raise IntakeError("too_complex", limit=limit, what="credentials")
        for one, path in places:
            found = self._embedded(one, path)
            if found is None:
                raise IntakeError("not_a_credential")
            yield found

    def _json_file(self, value: JsonObject, data: bytes) -> Secured | None:
        """A document that is the whole file: unsigned, its id is the hash of the bytes."""
        wrapped = value.get("vp")
        if isinstance(wrapped, Mapping) and "@context" not in value:
            return self.document(wrapped, "$.vp")
        found = self.document(value, "$")
        if found is not None and found.securing in ("none", "ob2_hosted"):
            return replace(found, credential_id=_sha256(data))
        return found

    def document(self, value: JsonObject, path: str) -> Secured | None:
        """The credential that a JSON object is; None where it is none.

        Raises:
            IntakeError: it is recognised, and cannot be parsed by us.
        """
        if any(name in as_list(value.get("type")) for name in ENVELOPES):
            return self._enveloped(value, path)
        if "payload" in value and ("signatures" in value or "signature" in value):
            return self._json_signature(value, path)
        form = formats.recognise(value)
        if form is Format.UNKNOWN and not formats.looks_like_credential(value):
            return None
        return self._carrying(
            Secured(
                format=form,
                securing=securing_of_json(value, form),
                credential_id=_signed_part(value),
                document=value,
                path=path,
                problems=self._proof_problems(value, path),
            )
        )

    def _proof_problems(self, value: JsonObject, path: str) -> tuple[Problem, ...]:
        if len(as_list(value.get("proof"))) > self.limits.proofs:
            return (("too_complex", f"{path}.proof"),)
        return ()

    def token(self, text: str, path: str) -> Secured | None:
        """The credential that a compact token is; None where it is none.

        Raises:
            IntakeError: ``too_large``.
        """
        if _TOKEN.fullmatch(text) is None:
            return None
        if len(text) > self.limits.jwt_bytes:
            raise IntakeError("too_large", limit=self.limits.jwt_bytes, what="token")
        signed = text.split("~", 1)[0]
        first, second, _ = signed.split(".")
        header = self._object(first)
        if header is None:
            return None
        credential_id = _sha256(signed.encode("ascii"))
        try:
            payload = self._parse(b64url_decode(second))
        except InputError as error:
            return self._unreadable_token(text, path, credential_id, error)
        if isinstance(payload, list):
            return None
        disclosing, bare = sd_jwt_text.is_sd_jwt(text, header), payload
        if disclosing:
            payload = dict(sd_jwt_text.revealed(text, payload))
        form = formats.recognise(payload, header)
        if form is Format.UNKNOWN and not (
            disclosing or formats.looks_like_credential(payload)
        ):
            return None
        found = self._carrying(
            Secured(
                format=form,
                securing="sd_jwt" if disclosing else securing_of_token(payload, header, form),
                credential_id=credential_id,
                document=payload,
                token=text,
                header=header,
                path=path,
                problems=payloads.two_in_one(payload, path),
            )
        )
        return sd_jwt_text.presented(found, bare) if disclosing else found

    def _object(self, data: bytes | str) -> JsonObject | None:
        """The object in a text, or in base64url."""
        try:
            found = self._parse(b64url_decode(data) if isinstance(data, str) else data)
        except InputError:
            return None
        return found if isinstance(found, dict) else None

    def _unreadable_token(
        self, text: str, path: str, credential_id: str, error: InputError
    ) -> Secured | None:
        """A token whose payload is JSON that may not be read (rule 1), else None."""
        if error.code not in ("malformed_json", "too_deep", "too_complex"):
            return None
        if error.facts.get("rule") in ("utf8", "syntax", "outermost"):
            return None
        return Secured(
            format=Format.UNKNOWN,
            securing="unsupported",
            credential_id=credential_id,
            document={},
            token=text,
            path=path,
            problems=((error.code, path),),
        )

    def _unreadable_json(self, data: bytes, text: bytes, error: InputError) -> Secured:
        """A credential that means different things to different readers (rule 1).

        Raises:
            IntakeError: ``damaged``, ``too_large``, ``too_deep``, ``not_a_credential``.
        """
        if error.code in _LIMIT_REASONS:
            raise IntakeError(error.code, **error.facts) from None
        if error.facts.get("rule") in ("utf8", "syntax"):
            raise IntakeError("damaged", what="json") from None
        if not _means_to_be_credential(text):
            raise IntakeError("not_a_credential") from None
        return Secured(
            format=Format.UNKNOWN,
            securing="unsupported",
            credential_id=_sha256(data),
            document={},
            problems=(("malformed_json", "$"),),
        )

    def _enveloped(self, value: JsonObject, path: str) -> Secured | None:
        """What the ``data:`` URL of an enveloped credential or presentation holds."""
        held = enveloped.held(value.get("id"))
        if held is None or isinstance(held, str):
            return self.token(held, path) if held else None
        seal = self._object(held)
        if seal is None:
            return enveloped.document(held, path, self.limits)
        return self._json_signature(seal, path) if "payload" in seal else None

    def _json_signature(self, value: JsonObject, path: str) -> Secured | None:
        """A JWS in JSON: an SD-JWT, or a JAdES seal of a European Digital Credential."""
        compact = sd_jwt_text.compact_of(value)
        if compact is not None:
            return self.token(compact, path)
        payload = value.get("payload")
        for text in payloads.texts(payload):
            try:
                content = self._parse(text)
            except InputError:
                continue
            if not isinstance(content, dict):
                return None
            form = formats.recognise(content)
            if form is Format.UNKNOWN and not formats.looks_like_credential(content):
                return None
            return Secured(
                format=form,
                securing="jades",
                credential_id=_signed_part(value),
                document=content,
                sealed=value,
                path=path,
            )
        return None

    def _carrying(self, secured: Secured) -> Secured:
        """The same with its parts, or with the problems that kept them from being read."""
        places = carried.places(secured.format, secured.document, secured.path)
        if not places:
            return secured
        self.carried += len(places)
        self.depth += 1
        try:
            over = self.carried > self.limits.embedded_credentials
            if over or self.depth > self.limits.embedded_depth:
                code = "too_complex" if over else "too_deep"
                return replace(secured, problems=(*secured.problems, (code, secured.path)))
            parts, problems = self._parts(places)
        finally:
            self.depth -= 1
        return replace(secured, parts=parts, problems=(*secured.problems, *problems))

    def _parts(
        self, places: tuple[tuple[Any, str], ...]
    ) -> tuple[tuple[Secured, ...], list[Problem]]:
        parts, problems = [], []
        for value, path in places:
            try:
                part = self._embedded(value, path)
            except IntakeError as error:
                code = error.code if error.code in _LIMIT_REASONS else "invalid_member"
                problems.append((code, path))
                continue
            if part is None:
                problems.append(("invalid_member", path))
            else:
                parts.append(part)
        return tuple(parts), problems

    def _embedded(self, value: Any, path: str) -> Secured | None:
        if isinstance(value, Mapping):
            return self.document(value, path)
        return self.token(value, path) if isinstance(value, str) else None


_LIMIT_REASONS = ("too_large", "too_deep", "too_complex")


def _means_to_be_credential(text: bytes) -> bool:
    """Whether JSON that broke a strict rule would be a credential to a lax reader."""
    try:
        value = json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return False
    if not isinstance(value, dict):
        return False
    return formats.recognise(value) is not Format.UNKNOWN or formats.looks_like_credential(
        value
    )
