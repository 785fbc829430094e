"""What is told of whoever made a request, before anything is shown to them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Protocol

from wallet.reasons import Reason
from wallet.report import Finding
from wallet.wording.speech import tr

_CODES = re.compile(
    r"^(?:decentralized_identifier|x509_san_dns|x509_hash|redirect_uri|openid_federation"
    r"|verifier_attestation):(?=.)"
)
"""Client identifier prefixes (OpenID4VP 1.0, section 5.9)."""
_QUOTES = str.maketrans(dict.fromkeys('"\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d', "'"))
"""With one of these a name would end where we quote it, and go on in our voice."""
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST = 300


class Known(Protocol):
    """What is known of a signer: ``wallet.verify.asker.Asker``."""

    @property
    def identifier(self) -> str:
        """Of the key that signed."""
        ...

    @property
    def finding(self) -> Finding:
        """Whether a trust source names them, or why none does."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """By the trust source; empty where none names them."""
        ...

    @property
    def certificates(self) -> tuple[str, ...]:
        """Whom the certificates name, the asker's first."""
        ...


def recipient_words(text: str) -> str:
    """For whom something was made, without the codes that a request writes before a name."""
    return _CODES.sub("", text)


def signed_as(client_id: str) -> str:
    """What the maker of a request is told of its signature; empty where nobody signs."""
    if not client_id:
        return tr("Not signed: they read that nobody confirms who asks.")
    return tr(
        "Signed by {identifier}. They read your name where a list that they trust has you "
        "under it; else that it is signed, and that nobody confirms by whom.",
        identifier=recipient_words(client_id),
    )


def who_asks(who: str, why: str, known: Known | None) -> str:
    """The first thing to be told of a request.

    Args:
        who: how the asker calls themselves.
        why: what for; empty where it is not said.
        known: what is known of the signer; None for an unsigned request.
    """
    who, why = _theirs(recipient_words(who)), _theirs(why)
    if known is None:
        said = [tr("“{who}” asks. Nobody confirms that it is them.", who=who)]
    elif known.names:
        said = _confirmed(who, known)
    else:
        said = [
            tr(
                "“{who}” asks. The request is signed by {identifier}, and nobody here confirms "
                "who that is.",
                who=who,
                identifier=known.identifier,
            ),
            _why_not(known.finding.reason),
        ]
    if why:
        said.append(tr("They say what for: {why}", why=why))
    return " ".join(said)


def _theirs(text: str) -> str:
    """What a stranger wrote, as one line of bounded length that stays inside our quotes."""
    seen = (
        " " if unicodedata.category(one) in ("Cc", "Zl", "Zp") else one
        for one in _TURNING.sub("", text.translate(_QUOTES))
    )
    told = " ".join("".join(seen).split())
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}\N{HORIZONTAL ELLIPSIS}"


def _confirmed(who: str, known: Known) -> list[str]:
    names = ", ".join(known.names)
    source = str(known.finding.facts.get("registry", ""))
    said = [
        tr(
            "{names} asks. The request is signed, and “{source}” confirms that it is them.",
            names=names,
            source=source,
        )
    ]
    if who not in map(_theirs, known.names):
        said.append(tr("They call themselves “{who}”.", who=who))
    if len(known.certificates) > 1:
        path = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} ".join(known.certificates)
        said.append(tr("Their certificate, and those above it: {path}.", path=path))
    return said


def _why_not(reason: Reason) -> str:
    return _WHY.get(reason, _cannot_tell)()


def _cannot_tell() -> str:
    return tr("What is on this computer is not enough to tell.")


def _not_confirmed() -> str:
    return tr("A list names them, but you have not confirmed that list yet.")


def _certificate() -> str:
    return tr("Their certificate does not lead to an authority that you trust.")


_WHY: Mapping[Reason, Callable[[], str]] = {
    Reason.NO_TRUST_SOURCE: lambda: tr("You have added no list of whom to trust."),
    Reason.ISSUER_NOT_LISTED: lambda: tr("No list that you trust names them."),
    Reason.TRUST_NOT_CONFIRMED: _not_confirmed,
    Reason.EVIDENCE_TOO_OLD: lambda: tr("The list that names them is too old."),
    Reason.CONFLICTING_EVIDENCE: lambda: tr("Your lists disagree about who they are."),
    Reason.SELF_ASSERTED: lambda: tr("It was signed with a key of this wallet."),
    Reason.CERTIFICATE_NOT_ANCHORED: _certificate,
    Reason.CERTIFICATE_NOT_ALLOWED: _certificate,
    Reason.CERTIFICATE_NOT_BOUND: _certificate,
    Reason.CERTIFICATE_OUT_OF_DATES: lambda: tr("Their certificate is out of its dates."),
}
