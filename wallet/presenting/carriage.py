"""How a credential can travel, and what is never shown, however it would."""

from __future__ import annotations

from enum import StrEnum

from wallet.errors import PresentingError
from wallet.presenting.chosen import Chosen
from wallet.report import VerdictCode
from wallet.secured import Format, Secured

TOKEN_MEDIA_TYPES = {
    "vc_jose": "application/vc+jwt",
    "vc_jwt": "application/jwt",
    "sd_jwt": "application/vc+sd-jwt",
}
"""How a token is named inside its ``data:`` URL. A VCDM 1.1 or Open Badges token is no
``vc+jwt`` (that type refuses ``vc`` claims), so it travels under its registered type."""

FILE_MEDIA_TYPES = {
    "jades": "application/jose+json",
    "xml_signature": "application/xml",
    "pdf_signature": "application/pdf",
}
"""How a file that is sealed as a whole is named there."""


class Carriage(StrEnum):
    """How a credential lies in the presentation."""

    EMBEDDED = "embedded"
    ENVELOPED = "enveloped"
    ALONE = "alone"
    """An SD-JWT that is no credential of W3C's model: never inside a presentation of it."""
    FILE = "file"
    """A file sealed as a whole: never inside a presentation either (``whole_file``)."""


def carriage_of(one: Chosen) -> Carriage:
    """How it lies in a presentation.

    Raises:
        PresentingError: what ``refuse_unshown`` refuses, ``securing_not_shown``.
    """
    secured = one.secured
    refuse_unshown(one)
    if secured.format is Format.SD_JWT_VC and secured.token is not None:
        return Carriage.ALONE
    if secured.securing in TOKEN_MEDIA_TYPES and secured.token is not None:
        return Carriage.ENVELOPED
    if secured.securing.startswith("data_integrity/") and secured.token is None:
        return Carriage.EMBEDDED
    raise PresentingError("securing_not_shown", **_facts(secured))


def is_whole_file(secured: Secured) -> bool:
    """Whether it is a file that is sealed as it is."""
    return secured.securing in FILE_MEDIA_TYPES and secured.token is None


def refuse_unshown(one: Chosen) -> None:
    """Refuses what nobody may be shown.

    Raises:
        PresentingError: ``not_a_single_credential``, ``credential_not_signed``,
            ``credential_not_genuine``.
    """
    secured = one.secured
    facts = _facts(secured)
    if secured.is_presentation:
        raise PresentingError("not_a_single_credential", **facts)
    if secured.securing == "none":
        raise PresentingError("credential_not_signed", **facts)
    if one.verdict is VerdictCode.NOT_GENUINE:
        raise PresentingError(
            "credential_not_genuine", reason=one.deciding.reason.value, **facts
        )


def _facts(secured: Secured) -> dict[str, str]:
    return {"credential": secured.credential_id, "securing": secured.securing}
