"""Files without any proof, and proofs of a kind that nothing here can judge."""

from __future__ import annotations

from wallet.errors import ProofFailure
from wallet.proofs.interface import Proven, Setting
from wallet.reasons import Reason
from wallet.secured import Format, Secured

name = "unsigned"


def handles(secured: Secured) -> bool:
    """Whether nothing secures it that Tessera knows."""
    return secured.securing in {"none", "unsupported"}


def check(secured: Secured, setting: Setting) -> Proven:
    """Never passes.

    Raises:
        ProofFailure: ``not_signed``, ``self_declared`` or ``unsupported_proof``, all
            indeterminate.
    """
    _ = setting
    reason = Reason.NOT_SIGNED if secured.securing == "none" else Reason.UNSUPPORTED_PROOF
    if secured.format is Format.SELF_DECLARED:
        reason = Reason.SELF_DECLARED
    raise ProofFailure(reason, indeterminate=True)
