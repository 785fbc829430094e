"""PDF documents that are signed: a diploma for people to read, sealed by somebody.

Rules
-----
1. A document with the mark of a signature in it is a credential entry. Whether it holds, by
   whom and over what, is for ``wallet.proofs.pdf`` to say.
2. No award is read out of its pages: a picture of a word is no claim. All that is ever said of
   it is that it is intact, and sealed by whom (``content_not_read``).
3. Its title is that of its own data, as a name to find it by.
4. No JSON is such a document, whatever it says of itself.
"""

from __future__ import annotations

import hashlib

from wallet.credential import Award, CredentialView, Envelope, Kind, Learner, Party, Text
from wallet.encoding import pdf_file
from wallet.formats.dates import date_value
from wallet.formats.document import Problem, text_of
from wallet.formats.parties import Notes
from wallet.formats.values import UNKNOWN_LANGUAGE
from wallet.limits import LIMITS, Limits
from wallet.secured import Format, JsonObject, Secured

FORMAT = Format.PDF
SECURING = "pdf_signature"

_MARK = b"/ByteRange"


def read(data: bytes, limits: Limits = LIMITS) -> Secured | None:
    """The signed document; None where nothing in it looks like a signature.

    Raises:
        IntakeError: ``damaged`` or ``encrypted``.
    """
    if _MARK not in data:
        return None
    many = data.count(_MARK) > limits.proofs
    return Secured(
        format=FORMAT,
        securing=SECURING,
        credential_id=hashlib.sha256(data).hexdigest(),
        document=pdf_file.told(data, limits),
        data=data,
        problems=(("too_complex", "$"),) if many else (),
    )


def recognises(document: JsonObject, header: JsonObject | None) -> bool:
    """Rule 4."""
    del document, header
    return False


def problems(document: JsonObject, *, secured: bool) -> tuple[Problem, ...]:
    """Rule 2."""
    del document, secured
    return (("content_not_read", "$"),)


def view(document: JsonObject) -> CredentialView:
    """The title, who sealed it and when that is said to have been.

    What it has of the elements of the EU standard is not known: its pages are not read.
    """
    notes = Notes()
    title, signer = text_of(document.get("title")), text_of(document.get("signed_by"))
    if title is not None:
        notes.signed("/awards/0/title", "$.title")
    if signer is not None:
        notes.signed("/envelope/issuer", "$.signed_by")
    signed_on = date_value(document.get("signed_on"))
    if signed_on is not None:
        notes.signed("/envelope/issued_at", "$.signed_on")
    return CredentialView(
        envelope=Envelope(
            id=None,
            format=FORMAT.value,
            issuer=Party(names=_texts(signer)),
            issued_at=signed_on,
        ),
        learner=Learner(),
        awards=(Award(id="award-1", title=_texts(title), kind=Kind.UNKNOWN),),
        provenance=notes.found,
    )


def _texts(text: str | None) -> tuple[Text, ...]:
    return (Text(lang=UNKNOWN_LANGUAGE, text=text),) if text is not None else ()
