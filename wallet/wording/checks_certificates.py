"""Reasons about certificates: who vouches for a signer, for what, and until when."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.reasons import Reason
from wallet.report import Check
from wallet.wording.said import Entry, ask_issuer_for_new
from wallet.wording.speech import tr


def _add_authority() -> str:
    return tr(
        "If you trust the authority that vouches for the signer, add its certificate on the "
        "Trust page, then look again."
    )


def _ask_issuer() -> str:
    return tr("Ask the issuer directly.")


CERTIFICATES: Mapping[Reason, Entry] = {
    Reason.CERTIFICATE_NOT_ANCHORED: lambda f: (
        tr(
            "The signer's certificate says “{name}”, but no authority that you trust vouches "
            "for it.",
            name=f.text("certificate"),
        ),
        _add_authority(),
        _add_authority(),
    ),
    Reason.CERTIFICATE_NOT_ALLOWED: lambda _: (
        tr(
            "An authority that you trust gave the signer a certificate, but not one for this "
            "use. Do not rely on it."
        ),
        ask_issuer_for_new(),
        _ask_issuer(),
    ),
    Reason.CERTIFICATE_OUT_OF_DATES: lambda _: (
        tr("The signer's certificate was not valid at that time."),
        ask_issuer_for_new(),
        _ask_issuer(),
    ),
}
CERTIFICATES_BY_CHECK: Mapping[tuple[Check, Reason], Entry] = {}
