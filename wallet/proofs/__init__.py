"""Is it intact, and whose key signed it? One module for each securing form or suite."""

from __future__ import annotations

from wallet.errors import ProofFailure
from wallet.proofs import (
    data_integrity,
    jades,
    jose,
    mdoc,
    merkle_2017,
    open_badges_2,
    pdf,
    sd_jwt,
    status_cwt,
    status_token,
    unsigned,
    xml_signature,
)
from wallet.proofs.interface import ProofFact, Proven, SecuringForm, Setting
from wallet.proofs.signing import sign
from wallet.reasons import Reason
from wallet.secured import Secured

PROOFS: tuple[SecuringForm, ...] = (
    data_integrity,
    jades,
    jose,
    sd_jwt,
    status_token,
    status_cwt,
    pdf,
    mdoc,
    open_badges_2,
    merkle_2017,
    xml_signature,
    unsigned,
)


def check(secured: Secured, setting: Setting) -> Proven:
    """Check every proof of a credential or presentation.

    Raises:
        ProofFailure: with a code of ``wallet.reasons.Reason``; ``indeterminate`` where it
            could not be judged.
    """
    for form in PROOFS:
        if form.handles(secured):
            return form.check(secured, setting)
    raise ProofFailure(Reason.UNSUPPORTED_PROOF, indeterminate=True)


__all__ = ["PROOFS", "ProofFact", "Proven", "SecuringForm", "Setting", "check", "sign"]
