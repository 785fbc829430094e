"""Why a received file, or a file of evidence, could not be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wallet.wording.speech import Words, tr

_ENTRIES: Mapping[str, Callable[[], tuple[str, str]]] = {
    "empty": lambda: (tr("The file is empty."), tr("Ask for it again.")),
    "not_a_credential": lambda: (
        tr("This file holds no learning credential that Tessera knows."),
        tr("Ask the issuer for an Open Badge, a verifiable credential or a signed picture."),
    ),
    "for_trust": lambda: (
        tr(
            "This says who issuers are or how they sign: it is no credential. It "
            "belongs on the page Trust."
        ),
        tr("On the command line: tessera trust import FILE"),
    ),
    "register_source": lambda: (
        tr("This is a register as it is published: it is no credential."),
        tr(
            "Whoever runs a register makes a trust bundle of it with tessera trust build. That "
            "bundle can be added on the page Trust."
        ),
    ),
    "too_large": lambda: (
        tr("The file is larger than Tessera is willing to read."),
        tr("Ask for a smaller file, or for several."),
    ),
    "too_deep": lambda: (
        tr("The file is nested more deeply than Tessera is willing to read."),
        tr("Ask for a simpler file."),
    ),
    "too_complex": lambda: (
        tr("The file is built in a way that would take too much work to read."),
        tr("Ask for a simpler file."),
    ),
    "encrypted": lambda: (
        tr("The file is locked with a password."),
        tr("Unlock it first, then try again."),
    ),
    "damaged": lambda: (
        tr("The file is damaged or cut short."),
        tr("Ask for it again, and send it without changing it."),
    ),
    "unsupported": lambda: (
        tr("This kind of file is known, but Tessera cannot open it yet."),
        tr("Ask for the credential in another form."),
    ),
    "unsafe_name": lambda: (
        tr("The archive holds names that could overwrite other files, so it was not opened."),
        tr("Ask for the credential itself instead of the archive."),
    ),
    "refused_markup": lambda: (
        tr("The file holds instructions that Tessera refuses to follow."),
        tr("Ask for the credential in another form."),
    ),
    "part_of_several": lambda: (
        tr("This is one picture of several that belong together."),
        tr("Open all of them at once."),
    ),
    "unreadable_file": lambda: (
        tr("The file could not be opened."),
        tr("Check its name and whether you may read it."),
    ),
    "malformed_json": lambda: (
        tr("The file can be read in more than one way, or not at all."),
        tr("Ask for it again."),
    ),
    "not_evidence": lambda: (
        tr("This file holds nothing that Tessera could rely on when it checks credentials."),
        tr(
            "Key documents, certificates of authorities, lists of issuers and lists of what "
            "was revoked can be added."
        ),
    ),
    "no_owner": lambda: (
        tr("The file does not say whose it is, so it cannot vouch for anybody."),
        tr("Ask for the issuer's own document."),
    ),
    "malformed_registry": lambda: (
        tr("A row of this list of issuers is broken, so none of it is used."),
        tr("Ask the publisher for a good copy."),
    ),
    "malformed_key_set": lambda: (
        tr("A row of this key document is broken, so none of it is used."),
        tr("Ask the issuer for a good copy."),
    ),
    "malformed_certificate": lambda: (
        tr("A certificate in this file is broken or too weak, so none of it is used."),
        tr("Ask the authority for a good copy."),
    ),
    "malformed_crl": lambda: (
        tr("The list of revoked certificates in this file is broken, so none of it is used."),
        tr("Ask the authority for a good copy."),
    ),
    "malformed_transaction": lambda: (
        tr("The transaction in this file is broken, so none of it is used."),
        tr("Get it again from a service that shows the blockchain."),
    ),
    "private_key": lambda: (
        tr("This file holds a secret key. It does not belong here, so nothing of it is used."),
        tr("Delete this file, and tell the person that sent it."),
    ),
    "malformed_date": lambda: (
        tr("A date in it cannot be read."),
        tr("Write it like 2026-11-21T12:00:00Z."),
    ),
}


def file_error(code: str) -> Words | None:
    """What a code of reading files means; None where it is no such code."""
    entry = _ENTRIES.get(code)
    if entry is None:
        return None
    meaning, advice = entry()
    return Words(meaning=meaning, advice=advice)
