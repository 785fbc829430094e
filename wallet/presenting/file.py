"""A presentation as a file, nothing proprietary inside.

``*.vp.json`` (W3C), ``*.sd-jwt`` (RFC 9901, one credential with its key binding),
``*.vp_token.json`` (the ``vp_token`` of OpenID4VP 1.0: sets that W3C's form cannot hold, and
answers), or ``*.jwe``: an answer that is locked for its asker. A ``*.zip`` of any of them and
of the signed papers that go along (``along``).
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence

from wallet.encoding import strict_json
from wallet.errors import InputError, IntakeError
from wallet.limits import LIMITS
from wallet.presenting import along, envelope
from wallet.presenting.along import Paper
from wallet.presenting.interface import Artifact, Carried
from wallet.presenting.statements import as_list

MEDIA_TYPE = "application/vp"
SUFFIX = ".vp.json"
SD_JWT_MEDIA_TYPE = "application/sd-jwt"
SD_JWT_SUFFIX = ".sd-jwt"
LOCKED_MEDIA_TYPE = "application/jose"
LOCKED_SUFFIX = ".jwe"
ZIP_MEDIA_TYPE = "application/zip"
ZIP_SUFFIX = ".zip"
_SET_MEDIA_TYPE = "application/json"
_SET_SUFFIX = ".vp_token.json"
_SD_JWT = re.compile(
    rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+~(?:[A-Za-z0-9_-]+~)*"
    rb"(?:[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)?"
)


def neutral_name(suffix: str) -> str:
    """A file name that says nothing about the learner or the credential (F.5)."""
    return f"presentation-{secrets.token_hex(4)}{suffix}"


class FileTransport:
    """For e-mail and upload."""

    name = "file"

    def encode(self, presentation: bytes, papers: Sequence[Paper] = ()) -> Carried:
        """One file with exactly these bytes; with ``papers``, a ZIP of it and of them."""
        suffix, media_type = kind_of(presentation)
        data = presentation
        if papers:
            data = along.zipped(f"presentation{suffix}", presentation, papers)
            suffix, media_type = ZIP_SUFFIX, ZIP_MEDIA_TYPE
        artifact = Artifact(name=neutral_name(suffix), media_type=media_type, data=data)
        return Carried(transport=self.name, artifacts=(artifact,))

    def decode(self, received: Sequence[bytes]) -> bytes:
        """The presentation, once it is seen to be one.

        Raises:
            IntakeError: ``too_large``, ``damaged`` (truncated, not JSON) or
                ``not_a_presentation``.
        """
        if len(received) != 1:
            raise IntakeError("not_a_presentation")
        return require_presentation(along.unzipped(received[0]) or received[0])


def kind_of(presentation: bytes) -> tuple[str, str]:
    """Suffix and media type of a presentation that we made."""
    if envelope.is_encrypted(presentation):
        return LOCKED_SUFFIX, LOCKED_MEDIA_TYPE
    if _SD_JWT.fullmatch(presentation):
        return SD_JWT_SUFFIX, SD_JWT_MEDIA_TYPE
    if presentation.startswith(b'{"vp_token":'):
        return _SET_SUFFIX, _SET_MEDIA_TYPE
    return SUFFIX, MEDIA_TYPE


def require_presentation(data: bytes) -> bytes:
    """``data``, if it is a presentation in one of the three forms.

    Raises:
        IntakeError: ``too_large``, ``damaged`` or ``not_a_presentation``.
    """
    if len(data) > LIMITS.input_bytes:
        raise IntakeError("too_large", limit=LIMITS.input_bytes)
    if _SD_JWT.fullmatch(data) or envelope.is_encrypted(data):
        return data
    try:
        document = strict_json.loads(data)
    except InputError as error:
        raise IntakeError("damaged", detail=error.code) from None
    if not isinstance(document, Mapping) or not (
        "VerifiablePresentation" in as_list(document.get("type"))
        or isinstance(document.get("vp_token"), Mapping)
    ):
        raise IntakeError("not_a_presentation")
    return data
