"""What a person said: the programme that a register names is the one of this credential.

Rules (spec/trust.md D.4)
-------------------------
1. A name suggests, a person confirms. It is said of one credential, one decision and the name
   of one programme in it, and counts for these alone.
2. It counts where the person keeps it in their own wallet, or gives it for one question. It
   never comes with a credential, and is nothing that a computer could be made to trust.
"""

from __future__ import annotations

import json

from wallet.errors import InputError
from wallet.evidence import Evidence, ProgrammeConfirmation, Source
from wallet.trust.interface import EvidenceFile

FORMAT = "programme-confirmation/1"
_MEMBERS = {"format", "credential", "decision", "programme"}
_DIGEST = 64
_LONGEST = 300


class ProgrammeConfirmations:
    """``{"format": "programme-confirmation/1", "credential": "...", "decision": "..."}``."""

    name = "programme_confirmation"

    def recognises(self, file: EvidenceFile) -> bool:
        """By its format."""
        return file.token is None and file.document.get("format") == FORMAT

    def read(self, file: EvidenceFile) -> Evidence:
        """One confirmation.

        Raises:
            InputError: ``not_evidence``: another shape, or not from the person (rule 2).
        """
        told = file.document
        good = set(told) == _MEMBERS and all(isinstance(one, str) for one in told.values())
        if not good or file.origin.source not in (Source.VAULT, Source.CALLER):
            raise InputError("not_evidence")
        if len(told["credential"]) != _DIGEST or len(told["decision"]) > _LONGEST:
            raise InputError("not_evidence")
        found = ProgrammeConfirmation(
            credential_id=told["credential"],
            decision=told["decision"],
            programme=told["programme"][:_LONGEST],
            origin=file.origin,
        )
        return Evidence(programmes=(found,))


def written(credential_id: str, decision: str, programme: str) -> tuple[str, bytes]:
    """The file (name, bytes) that says so."""
    told = {
        "format": FORMAT,
        "credential": credential_id,
        "decision": decision,
        "programme": programme[:_LONGEST],
    }
    data = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()
    return f"programme-{credential_id[:12]}.json", data
