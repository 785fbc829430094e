"""Reasons about certificates and sealed documents: who vouches for a signer, until when."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.reasons import Reason
from wallet.report import Check
from wallet.wording.said import Entry, ask_issuer_for_new, nothing
from wallet.wording.speech import tr


def _add_authority() -> str:
    return tr(
        "If you trust the authority that vouches for the signer, add its certificate on the "
        "Trust page, then look again."
    )


def _add_list() -> str:
    return tr("Add the authority's list of revoked certificates, then look again.")


def _ask_for_original() -> str:
    return tr("Ask the person for the file as the issuer sent it, or ask the issuer.")


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
            "An authority that you trust stands above the signer's certificate, but never "
            "allowed this use of it."
        ),
        ask_issuer_for_new(),
        _ask_issuer(),
    ),
    Reason.CERTIFICATE_OUT_OF_DATES: lambda _: (
        tr("The signer's certificate was not valid at that time."),
        ask_issuer_for_new(),
        _ask_issuer(),
    ),
    Reason.CERTIFICATE_NOT_BOUND: lambda f: (
        tr(
            "It was signed with a certificate of “{name}”, which does not say that this is the "
            "issuer named in it.",
            name=f.text("certificate"),
        ),
        _ask_issuer(),
        _ask_issuer(),
    ),
    Reason.CERTIFICATE_STATUS_UNKNOWN: lambda f: (
        tr(
            "The authority publishes which certificates it has revoked, but its current list "
            "is not on this computer. So it is not known whether that of “{name}” was revoked.",
            name=f.text("certificate"),
        ),
        _add_list(),
        _add_list(),
    ),
    Reason.CERTIFICATE_NAMES_ISSUER: lambda f: (
        tr(
            "{authority}, an authority that you trust, says that the issuer is {name}.",
            authority=f.text("registry"),
            name=f.text("name"),
        ),
        nothing(),
        nothing(),
    ),
    Reason.CONTENT_NOT_READ: lambda _: (
        tr(
            "This is a document for people to read. Tessera says who sealed it and whether it "
            "was changed, and nothing of what it says."
        ),
        tr("Read it, and ask the issuer for a credential that programs can read too."),
        tr("Read it, and ask the issuer what it stands for."),
    ),
    Reason.DEVICE_SIGNATURE_NOT_CHECKED: lambda _: (
        tr(
            "Somebody signed this for one meeting with one reader. Without what the two sides "
            "said there, nobody can tell whether it was the person it is made out to."
        ),
        nothing(),
        tr("Ask the person to share it again, made out to you."),
    ),
    Reason.DOCUMENT_INTACT: lambda _: (
        tr("The whole document is as it was when it was sealed."),
        nothing(),
        nothing(),
    ),
    Reason.DOCUMENT_CHANGED: lambda _: (
        tr("The document was changed after it was sealed. Do not rely on any of it."),
        ask_issuer_for_new(),
        _ask_for_original(),
    ),
    Reason.DOCUMENT_ADDED_TO: lambda _: (
        tr(
            "After the document was sealed, something was added to it that the seal does not "
            "cover: a filled form, a note or a signature."
        ),
        tr("Ask the issuer for the document as it was sealed."),
        _ask_for_original(),
    ),
}
CERTIFICATES_BY_CHECK: Mapping[tuple[Check, Reason], Entry] = {}
