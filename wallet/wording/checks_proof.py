"""Reasons of ``proof`` and ``issuer_key``."""

from __future__ import annotations

from collections.abc import Mapping

from wallet.reasons import Reason
from wallet.report import Check
from wallet.wording.said import Entry, ask_issuer_for_new, ask_person_for_new, nothing
from wallet.wording.speech import tr


def _import_issuer_document() -> str:
    return tr("Add the issuer's own key document on the Trust page, then look again.")


PROOF: Mapping[Reason, Entry] = {
    Reason.SIGNATURE_VALID: lambda _: (
        tr("Nothing was changed since it was signed."),
        nothing(),
        nothing(),
    ),
    Reason.SIGNATURE_INVALID: lambda _: (
        tr("Something in this file was changed after it was signed. Do not rely on any of it."),
        ask_issuer_for_new(),
        tr("Ask the person for the file as the issuer sent it, or ask the issuer."),
    ),
    Reason.BASE_PROOF_VALID: lambda _: (
        tr("Nothing was changed since it was signed. You can choose which parts to show."),
        tr(
            "Whoever has this file can show it as you: never hand it over itself, share chosen "
            "parts of it instead."
        ),
        nothing(),
    ),
    Reason.BASE_PROOF_PRESENTED: lambda _: (
        tr("This is the original that only its holder should have, not something to show."),
        tr("Share chosen parts of it instead."),
        tr("Ask the person to share it from a wallet instead of sending the original."),
    ),
    Reason.NOT_SIGNED: lambda _: (
        tr("Nobody signed this file. Anybody could have written it."),
        tr("Ask the issuer for a signed credential."),
        tr("Ask the person for a signed credential."),
    ),
    Reason.UNSUPPORTED_PROOF: lambda _: (
        tr("It is signed in a way that Tessera cannot check yet."),
        tr("A newer Tessera may be able to check it."),
        tr("Check it with the issuer, or with another program."),
    ),
    Reason.UNSUPPORTED_ALGORITHM: lambda _: (
        tr("It is signed in a way that Tessera cannot check yet."),
        tr("A newer Tessera may be able to check it."),
        tr("Check it with the issuer, or with another program."),
    ),
    Reason.ALGORITHM_REFUSED: lambda _: (
        tr("It only pretends to be signed. Do not rely on any of it."),
        ask_issuer_for_new(),
        ask_person_for_new(),
    ),
    Reason.UNKNOWN_CRITICAL_HEADER: lambda _: (
        tr("It asks to be checked by a rule that Tessera does not know, and so it is refused."),
        ask_issuer_for_new(),
        ask_person_for_new(),
    ),
    Reason.MALFORMED_PROOF: lambda _: (
        tr("Its signature is damaged and cannot be right. Do not rely on any of it."),
        ask_issuer_for_new(),
        ask_person_for_new(),
    ),
    Reason.WRONG_PURPOSE: lambda _: (
        tr("It was signed for another purpose than this. Do not rely on it."),
        ask_issuer_for_new(),
        ask_person_for_new(),
    ),
    Reason.WEAK_KEY: lambda _: (
        tr("It is signed in a way that others could have faked. Do not rely on it."),
        ask_issuer_for_new(),
        ask_person_for_new(),
    ),
    Reason.BROKEN_PROOF_CHAIN: lambda _: (
        tr("One of its signatures builds on another that is missing or wrong."),
        ask_issuer_for_new(),
        ask_person_for_new(),
    ),
    Reason.PROOF_EXPIRED: lambda _: (
        tr("The signature was made for a limited time that has passed."),
        ask_issuer_for_new(),
        tr("Ask the person for a fresh one."),
    ),
    Reason.PROOF_FROM_THE_FUTURE: lambda _: (
        tr("It says that it was signed on a day that has not come yet."),
        tr("Check the date of this computer, then ask the issuer."),
        tr("Check the date of this computer, then ask the person for a new one."),
    ),
    Reason.OTHER_PROOFS_UNSUPPORTED: lambda _: (
        tr(
            "Nothing was changed since it was signed. It carries further signatures that "
            "Tessera cannot check."
        ),
        nothing(),
        nothing(),
    ),
    Reason.KEY_NOT_FOUND: lambda _: (
        tr("It names a signer that the issuer's own document does not list."),
        _import_issuer_document(),
        _import_issuer_document(),
    ),
    Reason.CONTENT_ELSEWHERE: lambda _: (
        tr("It is sealed in a file of its own, and what it seals is not with it."),
        tr("Put the seal and the sealed file into one ZIP, under the names they came with."),
        tr("Ask for the seal and the sealed file together, in one ZIP."),
    ),
    Reason.KEY_AUTHORISED: lambda _: (
        tr("The issuer named in it signed it."),
        nothing(),
        nothing(),
    ),
    Reason.KEY_NOT_AUTHORISED: lambda _: (
        tr("It was signed with something the issuer does not allow for credentials."),
        ask_issuer_for_new(),
        ask_person_for_new(),
    ),
    Reason.KEY_OF_ANOTHER: lambda _: (
        tr("Somebody else than the issuer named in it signed it. Do not rely on it."),
        ask_issuer_for_new(),
        tr("Do not rely on it. Ask the issuer named in it whether they know of it."),
    ),
    Reason.KEY_RETIRED_LATER: lambda f: (
        tr(
            "The issuer signed it, and stopped signing this way later, on {date}.",
            date=f.day("ended"),
        ),
        nothing(),
        nothing(),
    ),
    Reason.KEY_ENDED_NO_PROOF_OF_TIME: lambda f: (
        tr(
            "The issuer stopped signing this way on {date}, and nothing shows that this was "
            "signed before.",
            date=f.day("ended"),
        ),
        tr("Ask the issuer to sign it again."),
        tr("Ask the issuer whether it was signed before that day."),
    ),
    Reason.KEY_ENDED_BEFORE_SIGNING: lambda f: (
        tr(
            "It was signed after the issuer had stopped signing this way, on {date}. "
            "Do not rely on it.",
            date=f.day("ended"),
        ),
        ask_issuer_for_new(),
        ask_person_for_new(),
    ),
    Reason.KEY_REVOKED: lambda _: (
        tr("The issuer has withdrawn what it was signed with."),
        tr("Ask the issuer to sign it again."),
        tr("Ask the issuer whether it still stands by it."),
    ),
    Reason.NO_KEY_EVIDENCE: lambda _: (
        tr("Nothing on this computer shows that the issuer named in it signed it."),
        _import_issuer_document(),
        _import_issuer_document(),
    ),
    Reason.UNSUPPORTED_IDENTIFIER: lambda _: (
        tr("It names its signer in a way that Tessera does not know yet."),
        tr("A newer Tessera may be able to check it."),
        tr("Check it with the issuer, or with another program."),
    ),
    Reason.UNBOUND: lambda _: (
        tr("Nothing was changed since it was signed, but it does not show who signed it."),
        _import_issuer_document(),
        _import_issuer_document(),
    ),
    Reason.TEST_KEY: lambda _: (
        tr("It was signed with test material that everybody can use. It proves nothing."),
        tr("Ask the issuer for a real credential."),
        tr("Do not rely on it: it is an example."),
    ),
    Reason.CONFLICTING_EVIDENCE: lambda _: (
        tr("Two sources on this computer contradict each other about the signer."),
        tr("Look at the Trust page and remove the one that is wrong."),
        tr("Look at the Trust page and remove the one that is wrong."),
    ),
    Reason.PROOF_NOT_ESTABLISHED: lambda _: (
        tr("Not looked at, because nobody has shown that the issuer signed this content."),
        nothing(),
        nothing(),
    ),
}

PROOF_BY_CHECK: Mapping[tuple[Check, Reason], Entry] = {
    (Check.PROOF, Reason.KEY_OF_ANOTHER): lambda _: (
        tr("It was not signed by the person it names as its holder. Do not rely on it."),
        tr("Make the presentation again from the wallet that holds the credentials."),
        tr("Ask the person to share it again from their own wallet."),
    ),
    (Check.PROOF, Reason.NO_KEY_EVIDENCE): lambda f: (
        tr(
            "What is needed to check it is not on this computer: the issuer's own document "
            "that says how it signs. It names {signer} as its signer.",
            signer=f.text("verification_method").partition("#")[0],
        )
        if f.has("verification_method")
        else tr(
            "What is needed to check it is not on this computer: the issuer's own document "
            "that says how it signs."
        ),
        _import_issuer_document(),
        _import_issuer_document(),
    ),
    (Check.PROOF, Reason.PROOF_NOT_ESTABLISHED): lambda _: (
        tr("It could not be checked whether it was changed."),
        nothing(),
        nothing(),
    ),
    (Check.ISSUER_IDENTITY, Reason.PROOF_NOT_ESTABLISHED): lambda _: (
        tr("Not looked up, because nobody has shown that the issuer signed this content."),
        nothing(),
        nothing(),
    ),
}
