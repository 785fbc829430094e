"""A presentation as a file: ``*.vp.json``, nothing proprietary inside."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from wallet.encoding import strict_json
from wallet.errors import InputError, IntakeError
from wallet.limits import LIMITS
from wallet.presenting.interface import Artifact, Carried
from wallet.presenting.statements import as_list

MEDIA_TYPE = "application/vp"
SUFFIX = ".vp.json"


def neutral_name(suffix: str) -> str:
    """A file name that says nothing about the learner or the credential (F.5)."""
    return f"presentation-{secrets.token_hex(4)}{suffix}"


class FileTransport:
    """For e-mail and upload."""

    name = "file"

    def encode(self, presentation: bytes) -> Carried:
        """One file with exactly these bytes."""
        artifact = Artifact(name=neutral_name(SUFFIX), media_type=MEDIA_TYPE, data=presentation)
        return Carried(transport=self.name, artifacts=(artifact,))

    def decode(self, received: Sequence[bytes]) -> bytes:
        """The presentation, once it is seen to be one.

        Raises:
            IntakeError: ``too_large``, ``damaged`` (truncated, not JSON) or
                ``not_a_presentation``.
        """
        if len(received) != 1:
            raise IntakeError("not_a_presentation")
        return require_presentation(received[0])


def require_presentation(data: bytes) -> bytes:
    """``data``, if it is the JSON of a verifiable presentation.

    Raises:
        IntakeError: ``too_large``, ``damaged`` or ``not_a_presentation``.
    """
    if len(data) > LIMITS.input_bytes:
        raise IntakeError("too_large", limit=LIMITS.input_bytes)
    try:
        document = strict_json.loads(data)
    except InputError as error:
        raise IntakeError("damaged", detail=error.code) from None
    if not isinstance(document, Mapping) or "VerifiablePresentation" not in as_list(
        document.get("type")
    ):
        raise IntakeError("not_a_presentation")
    return data
