"""What intake hands on: one credential or presentation with the bytes that secure it.

Identity (spec/verification.md, section 5): an *original* is a received file, known by the
SHA-256 of its bytes. A *credential id* is the SHA-256 of the issuer-signed part: the compact
JWS, the JCS form of the JSON with its proof, or the whole unsigned file. Where the signed part
names its contents by digest, and those that came along are not they, the file has an id of its
own: it must not stand in the place of what the issuer signed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeAlias

JsonObject: TypeAlias = Mapping[str, Any]
"""A JSON object from the one strict parse. Nobody may change it."""


class Format(StrEnum):
    """What data model a file follows; values of ``format`` in a report."""

    OPEN_BADGES_1_0 = "open_badges_1_0"
    OPEN_BADGES_2_0 = "open_badges_2_0"
    OPEN_BADGES_3_0 = "open_badges_3_0"
    CLR_2_0 = "clr_2_0"
    ELM_3 = "elm_3"
    EDCI_1 = "edci_1"
    VCDM_1_1 = "vcdm_1_1"
    VCDM_2_0 = "vcdm_2_0"
    SD_JWT_VC = "sd_jwt_vc"
    BLOCKCERTS_1 = "blockcerts_1"
    BLOCKCERTS_2 = "blockcerts_2"
    BLOCKCERTS_3 = "blockcerts_3"
    ELMO = "elmo"
    MDOC = "mdoc"
    PDF = "pdf"
    PRESENTATION = "presentation"
    SELF_DECLARED = "self_declared"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Secured:
    """One credential or presentation as it was received, read but not judged."""

    format: Format
    securing: str
    """Value of ``securing`` in a report, such as ``data_integrity/eddsa-rdfc-2022``,
    ``vc_jwt`` (VCDM 1.1 and Open Badges JWT), ``vc_jose`` (``vc+jwt``), ``none``,
    ``unsupported``."""
    credential_id: str
    """Lower-case hex SHA-256 of the issuer-signed part."""
    former_id: str = ""
    """The id under which earlier versions kept the same file, where that was another."""
    document: JsonObject
    """The parsed JSON: the document itself, or the payload of the token."""
    token: str | None = None
    """The compact JWS, exactly as received; None for JSON documents."""
    header: JsonObject | None = None
    """The protected header of ``token``."""
    sealed: JsonObject | None = None
    """The JWS in JSON around ``document``, where that is how it is sealed."""
    data: bytes | None = field(default=None, repr=False)
    """The bytes that are signed themselves, for what is no token: a PDF, an mdoc, XML."""
    path: str = "$"
    """JSON path of this credential inside its original."""
    original_sha256: str = ""
    """Lower-case hex SHA-256 of the received file."""
    parts: tuple[Secured, ...] = ()
    """Credentials carried by a presentation or a container, each with its own proof."""
    problems: tuple[tuple[str, str], ...] = ()
    """Limits or rules broken after recognition: (reason code, detail) for ``format``."""

    @property
    def is_presentation(self) -> bool:
        """Whether this carries credentials for somebody instead of being one."""
        return self.format is Format.PRESENTATION


def misfit(secured: Secured, contents: bytes) -> Secured:
    """The same under an id of its own: these contents are not what its signed part names."""
    told = secured.credential_id.encode() + hashlib.sha256(contents).digest()
    return replace(
        secured,
        credential_id=hashlib.sha256(told).hexdigest(),
        former_id=secured.credential_id,
    )
