"""What does it say? One module for each data model.

The recognisers are disjoint: over all known documents at most one says yes, whatever the
order. Should two ever say yes, the format is unknown, and nothing is taken as checked.
"""

from __future__ import annotations

from wallet.credential import CredentialView
from wallet.encoding import spelling
from wallet.evidence import Evidence
from wallet.formats import (
    clr_2,
    edci,
    elm,
    elmo,
    mdoc,
    open_badges_2,
    open_badges_3,
    pdf,
    presentation,
    sd_jwt_vc,
    self_declared,
    type_names,
)
from wallet.formats.achievements import achievement_view
from wallet.formats.blockcerts import BLOCKCERTS_2, BLOCKCERTS_3
from wallet.formats.document import Problem, body, types
from wallet.formats.interface import FormatModule
from wallet.formats.plain_vcdm import VCDM_1_1, VCDM_2_0
from wallet.formats.unread import UNREAD
from wallet.secured import Format, JsonObject

FORMATS: tuple[FormatModule, ...] = (
    open_badges_3,
    clr_2,
    elm,
    edci,
    elmo,
    open_badges_2,
    BLOCKCERTS_2,
    BLOCKCERTS_3,
    presentation,
    sd_jwt_vc,
    pdf,
    mdoc,
    self_declared,
    VCDM_1_1,
    VCDM_2_0,
    *UNREAD,
)

_BY_FORMAT = {module.FORMAT: module for module in FORMATS}

__all__ = ["FORMATS", "FormatModule", "looks_like_credential", "problems", "recognise", "view"]


def recognise(document: JsonObject, header: JsonObject | None = None) -> Format:
    """Which data model a document follows; ``header`` is that of its token, if it has one."""
    found = [module.FORMAT for module in FORMATS if module.recognises(document, header)]
    return found[0] if len(found) == 1 else Format.UNKNOWN


def looks_like_credential(document: JsonObject) -> bool:
    """Whether a document of unknown format means to be a credential all the same."""
    content = body(document).content
    return "VerifiableCredential" in types(content) or (
        "credentialSubject" in content and "issuer" in content
    )


def problems(
    format: Format,  # noqa: A002 - the word of the contract
    document: JsonObject,
    *,
    secured: bool | None = None,
) -> tuple[Problem, ...]:
    """The rules of its data model that a document breaks; empty where it conforms.

    ``secured`` says whether a proof covers the document: then its issuer has to be named. None
    means: it does where the document holds a ``proof`` or the claims of a token.
    """
    module = _BY_FORMAT.get(format)
    if module is None:
        return (("unknown_format", body(document).path),)
    if secured is None:
        inner = body(document)
        secured = "proof" in inner.content or inner.claims is not None or "iss" in document
    return tuple(dict.fromkeys(module.problems(document, secured=secured)))


def view(
    format: Format,  # noqa: A002
    document: JsonObject,
    evidence: Evidence | None = None,
) -> CredentialView:
    """The neutral view of a document, with provenance and completeness; never raises.

    ``evidence`` has what a hosted badge only links to, and what types are called.
    """
    if format is Format.OPEN_BADGES_2_0:
        return open_badges_2.view(spelling.plain(document), evidence)
    # A signed graph does not say whether "5 ECTS" stood in an array: it must not vanish there.
    document = spelling.plain(document)
    module = _BY_FORMAT.get(format)
    if module is None:
        return achievement_view(body(document), format)
    found = module.view(document)
    if format is Format.SD_JWT_VC and evidence is not None:
        return type_names.named(found, document, evidence)
    return found
