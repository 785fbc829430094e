"""Reasons about seals: who sealed, and for whom."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.reasons import Reason
from wallet.wording.said import Entry, nothing
from wallet.wording.speech import tr


def _ask_the_issuer_named() -> tuple[str, str]:
    """Advice to a holder and to a receiver where somebody else sealed it."""
    return (
        tr("Ask the issuer named in it to seal it with its own seal."),
        tr("Ask the issuer named in it whether it knows of this credential."),
    )


SEALS: Mapping[Reason, Entry] = {
    Reason.SEALED_FOR_ANOTHER: lambda f: (
        tr(
            "Sealed by “{signer}”, its issuer. It says that “{awarded_by}” awarded it; the "
            "seal does not show that.",
            signer=f.text("signer"),
            awarded_by=f.text("awarded_by"),
        ),
        nothing(),
        tr("Ask the body that it names as awarding whether it knows of this credential."),
    ),
    Reason.SIGNED_BY_A_PERSON: lambda f: (
        tr(
            "“{signer}” signed this, as a person. That is not the seal of “{issuer}”, which it "
            "names as its issuer.",
            signer=f.text("signer"),
            issuer=f.text("issuer"),
        ),
        *_ask_the_issuer_named(),
    ),
    Reason.SEAL_OF_ANOTHER: lambda f: (
        tr(
            "The seal is intact, and it is that of “{signer}”. The credential names “{issuer}” "
            "as its issuer; nothing shows that the two are one.",
            signer=f.text("signer"),
            issuer=f.text("issuer"),
        ),
        *_ask_the_issuer_named(),
    ),
}
