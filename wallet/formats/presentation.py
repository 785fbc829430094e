"""Verifiable presentations, of VCDM 1.1 and 2.0, as JSON-LD or as the payload of a token.

Rules (VCDM 2.0 section 4.13; VCDM 1.1 section 4.10)
-----
1. ``@context`` and ``type`` as for credentials; ``type`` names ``VerifiablePresentation``.
2. ``holder`` is one URL or one object with a URL as ``id``.
3. ``verifiableCredential`` holds objects; in 2.0 a token comes in an object of the type
   ``EnvelopedVerifiableCredential`` whose ``id`` is a ``data:`` URL. Bare strings are refused
   there; in 1.1 they are what tokens look like.
4. ``proof`` is an object that names its ``type``.
5. The key binding of an SD-JWT (RFC 9901, section 4.3) is a presentation of that one SD-JWT and
   follows rules of its own: ``aud``, ``nonce`` and ``sd_hash`` are strings, ``iat`` a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wallet.credential import CredentialView, Envelope, Learner, Party
from wallet.formats import vcdm
from wallet.formats.document import (
    Body,
    Problem,
    as_list,
    body,
    id_of,
    is_url,
    text_of,
    types,
)
from wallet.secured import Format, JsonObject

FORMAT = Format.PRESENTATION

ENVELOPED_CREDENTIAL = "EnvelopedVerifiableCredential"
_BINDING: Mapping[str, type | tuple[type, ...]] = {
    "aud": str,
    "nonce": str,
    "sd_hash": str,
    "iat": (int, float),
}
_TOKEN_TYPES = frozenset({"vp+jwt", "vp+ld+jwt", "vp+ld+json+jwt", "vp+sd-jwt", "kb+jwt"})


def recognises(document: JsonObject, header: JsonObject | None) -> bool:
    """Whether this carries credentials and is none itself."""
    content = body(document).content
    if "VerifiablePresentation" in types(content):
        return True
    if "VerifiableCredential" in types(content) or "credentialSubject" in content:
        return False
    typ = header.get("typ") if header else None
    if isinstance(typ, str) and typ.lower().removeprefix("application/") in _TOKEN_TYPES:
        return True
    return "verifiableCredential" in content


def problems(document: JsonObject, *, secured: bool) -> tuple[Problem, ...]:
    """The rules that the presentation itself breaks; its credentials are judged alone."""
    del secured
    if "sd_hash" in document and "@context" not in document:
        return tuple(_binding_problems(document))
    return tuple(_problems(body(document)))


def _binding_problems(document: JsonObject) -> Iterator[Problem]:
    """Rule 5."""
    for claim, kind in _BINDING.items():
        if claim not in document:
            yield vcdm.MISSING, f"$.{claim}"
        elif not isinstance(document[claim], kind) or isinstance(document[claim], bool):
            yield vcdm.INVALID, f"$.{claim}"


def view(document: JsonObject) -> CredentialView:
    """Who presents; what is presented is said by the views of the parts."""
    content = body(document).content
    holder = content.get("holder")
    return CredentialView(
        envelope=Envelope(
            id=text_of(content.get("id")),
            format=FORMAT.value,
            issuer=Party(id=id_of(holder)),
            types=types(content),
        ),
        learner=Learner(ids=tuple(one for one in [id_of(holder)] if one)),
        awards=(),
    )


def _problems(inner: Body) -> Iterator[Problem]:
    content, path = inner.content, inner.path
    yield from vcdm.context_problems(inner)
    yield from vcdm.type_problems(inner, "VerifiablePresentation")
    if "id" in content and not is_url(content["id"]):
        yield vcdm.INVALID, f"{path}.id"
    if "holder" in content and not is_url(id_of(content["holder"])):
        yield vcdm.INVALID, f"{path}.holder"
    for proof in as_list(content.get("proof")):
        if not types(proof):
            yield vcdm.MISSING, f"{path}.proof.type"
    yield from _credential_problems(inner)


def _credential_problems(inner: Body) -> Iterator[Problem]:
    """Rule 3."""
    path = f"{inner.path}.verifiableCredential"
    strings = vcdm.version(inner) == "1.1"
    for one in as_list(inner.content.get("verifiableCredential")):
        if isinstance(one, str):
            if not strings:
                yield vcdm.INVALID, path
        elif not isinstance(one, Mapping):
            yield vcdm.INVALID, path
        elif str(one.get("id")).startswith("data:") and ENVELOPED_CREDENTIAL not in types(one):
            yield vcdm.MISSING, f"{path}.type"
