"""What sharing and the trust folder say: names of statements, notes, what can be inferred.

Takes codes as plain strings, because wording lies below the rooms that make them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from wallet.wording import bundles, dates
from wallet.wording.members import MEMBERS, target_words
from wallet.wording.speech import ntr, tr

_STEP = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
_MOMENTS = frozenset({"/iat", "/nbf", "/exp"})
_LAST_SECOND = 253_402_300_800
"""The year 10000."""
_IDENTIFIERS: Mapping[str, Callable[[], str]] = {
    "name": lambda: tr("Name"),
    "emailAddress": lambda: tr("E-mail address"),
    "email": lambda: tr("E-mail address"),
    "userName": lambda: tr("User name"),
    "accountId": lambda: tr("Account"),
    "nationalIdentityNumber": lambda: tr("National number"),
    "sourcedId": lambda: tr("Number of the learner"),
    "systemId": lambda: tr("Number of the learner"),
}
"""Kinds of identifiers (Open Badges 3.0, ``IdentifierTypeEnum``)."""
_SILENT = frozenset({"vc", "credentialSubject"})
"""Members that only wrap others; named only where they are the last."""


def statement_label(pointer: str) -> str:
    """The name of one statement for people, from its JSON pointer.

    Unknown members are shown as they are written, so that nothing hides behind a nice word.
    """
    names = [
        name.replace("~1", "/").replace("~0", "~")
        for name in pointer.split("/")[1:]
        if not name.isdigit()
    ]
    if not names:
        return tr("Signature")
    if names[-2:] == ["credentialSubject", "id"]:
        return tr("Identifier of the learner")
    spoken = [name for name in names[:-1] if name not in _SILENT] + names[-1:]
    return _STEP.join(MEMBERS[name]() if name in MEMBERS else name for name in spoken)


def statement_value(value: Any, pointer: str = "") -> str:
    """The value of one statement as text for people; never markup.

    Dates are written as everywhere. Seconds since 1970 are told as a moment where ``pointer``
    says that they are one.
    """
    if pointer in _MOMENTS and isinstance(value, int) and 0 <= value < _LAST_SECOND:
        return dates.exact(datetime.fromtimestamp(value, UTC).isoformat())
    if isinstance(value, bool):
        return _yes_or_no(value, pointer)
    if pointer.endswith("/identityType") and isinstance(value, str) and value in _IDENTIFIERS:
        return _IDENTIFIERS[value]()
    if value is None or isinstance(value, Mapping | list | tuple):
        return tr("(empty)")
    if pointer.endswith("/targetType"):
        return target_words(str(value))
    return dates.exact(value) if isinstance(value, str) else str(value)


def _yes_or_no(value: object, pointer: str) -> str:
    if pointer.endswith("/hashed"):
        return tr("as a fingerprint of it") if value else tr("as it is")
    return tr("yes") if value else tr("no")


def disclosure_note(note: str) -> str:
    """What the preview says about one credential: a value of ``presenting.Note``."""
    return {
        "whole_document": lambda: tr(
            "Goes as a whole: its signature covers everything, so nothing inside can be "
            "left out. Your other credentials stay at home."
        ),
        "parts_hidden": lambda: tr(
            "You choose what of it is shown. What is locked was made so by its issuer."
        ),
        "holder_bound": lambda: tr("Bound to your key: your signature shows that it is yours."),
        "shown_by_name": lambda: tr(
            "Not bound to any key: whoever has this file could show it. They will be told to "
            "compare it with an identity document."
        ),
        "about_another_key": lambda: tr(
            "It names another identifier as its subject, so your signature does not show that "
            "it is about you. They will be told to compare it with an identity document."
        ),
        "own_statement": lambda: tr(
            "Your own statement of what the credentials add up to. They read that no issuer "
            "signed it, and can work it out anew from what goes with it."
        ),
        "holder_kept_back": lambda: tr(
            "Your identifier in it stays hidden: nothing shows that it is yours, and nothing "
            "names you by it. Show the identifier too if they need to know whose it is."
        ),
        "no_longer_valid": lambda: tr("It is no longer valid; they will see that."),
        "not_judged": lambda: tr("It could not be fully verified here; they may see the same."),
    }[note]()


def handle_name(kind: str) -> str:
    """By what two receivers could link what they saw: a value of ``presenting.Handle``."""
    return {
        "holder_key": lambda: tr("your key, which is the same each time you use it"),
        "subject_id": lambda: tr("the identifier of the learner in the credential"),
        "hashed_identity": lambda: tr(
            "a name, e-mail address or other identifier in it, plain or hashed"
        ),
        "credential_id": lambda: tr("the number of the credential"),
        "status_entry": lambda: tr("its place in the issuer's revocation list"),
        "signature": lambda: tr("the issuer's signature, which is unique to it"),
        "exact_date": lambda: tr("exact dates and times"),
    }[kind]()


def keys_linked(keys: int) -> str:
    """Said where several keys sign one presentation."""
    return ntr(
        "Signed with {n} of your keys.",
        "Signed with {n} of your keys, which links them: whoever sees it knows that one "
        "wallet has them all, and still cannot tell that they are one person's. One "
        "presentation for each key tells neither.",
        keys,
    )


def signed_once() -> str:
    """Who signs, where a key was made for one presentation."""
    return tr("A key made for this once")


def inference_title() -> str:
    """The heading over the list of handles."""
    return tr("Two receivers who compare notes can tell that they saw the same person, by:")


def unlisted_inferences(*, recipient: str, nonce: str | None) -> tuple[str, ...]:
    """What follows from how it is shared, beyond the handles."""
    said = []
    if not recipient:
        said.append(
            tr("It names no recipient: whoever gets it can pass it on as if meant for them.")
        )
    if not nonce:
        said.append(
            tr("It answers no question of theirs: a copy could be shown again by others.")
        )
    return tuple(said)


def hidden_words(hidden: int, places: int) -> str:
    """What stays hidden of one credential, and what its reader can count of it."""
    if not hidden and not places:
        return tr("Nothing of this credential stays hidden.")
    kept = ntr("{n} statement stays hidden.", "{n} statements stay hidden.", hidden)
    if places <= 0:
        return kept
    counted = ntr(
        "They can tell that up to {n} thing was left out, not which.",
        "They can tell that up to {n} things were left out, not which.",
        places,
    )
    return f"{kept} {counted}"


def preset_name(name: str) -> str:
    """A named selection, for its button."""
    return {
        "F-1": lambda: tr("For an employer, in brief"),
        "F-2": lambda: tr("Skills only"),
        "F-3": lambda: tr("For admission, in full"),
        "F-4": lambda: tr("For an advisor"),
        "F-5": lambda: tr("Without birth data and old dates"),
        "F-6": lambda: tr("Accreditation only"),
        "F-7": lambda: tr("Proof of a pathway"),
    }[name]()


def preset_meaning(name: str) -> str:
    """What a named selection shows."""
    return {
        "F-1": lambda: tr(
            "Title, who awarded it, date, level, credits or hours, what was learned, and "
            "whether the issuer was accredited."
        ),
        "F-2": lambda: tr("What was learned and who says so; no dates, nothing about you."),
        "F-3": lambda: tr(
            "Everything the credential says, with the signed papers about its issuer that are "
            "here."
        ),
        "F-4": lambda: tr("Everything but birth data and national numbers."),
        "F-5": lambda: tr("Everything but birth data and dates of more than ten years ago."),
        "F-6": lambda: tr(
            "The issuer, with the signed papers about its accreditation that are here; nothing "
            "about you."
        ),
        "F-7": lambda: tr("Title, who awarded it, date, level and size, with the result."),
    }[name]()


def show_button(facts: int, recipient: str) -> str:
    """What the button says before anything leaves."""
    if recipient:
        return ntr(
            "Show {n} fact to {recipient}",
            "Show {n} facts to {recipient}",
            facts,
            recipient=recipient,
        )
    return ntr("Show {n} fact", "Show {n} facts", facts)


def carried_warning(code: str, pictures: int) -> str:
    """What a transport warns of: a value of ``Carried.warnings``."""
    if code == "papers_left":
        return tr("The signed papers stay at home: they do not fit a code. A file takes them.")
    if code == "dense_qr":
        return tr("This code is dense: some cameras will not read it. A file is the safer way.")
    return ntr(
        "{n} picture is needed to read it back.",
        "All {n} pictures are needed to read it back, in any order.",
        pictures,
    )


def pages_belong(file: str) -> str:
    """Said of a share pack whose pages were made from its attachment."""
    return tr("{file}: its pages say what is attached and signed, no more.", file=file)


def page_belongs(page: str, file: str) -> str:
    """Said of the picture of a printed page whose code names a file that was given."""
    return tr(
        "{page}: by its code, a page of {file}. What was checked is the file; compare what the "
        "paper says with what is listed here.",
        page=page,
        file=file,
    )


def kept_back(count: int) -> str:
    """What a receiver should know of a credential that may not be shown whole."""
    left = (
        ntr(
            "Up to {n} thing that the issuer signed was not shown to you. Ask, if you need it.",
            "Up to {n} things that the issuer signed were not shown to you. Ask, if you need "
            "them.",
            count,
        )
        if count
        else tr("The person chose what of it to show you: other parts may exist.")
    )
    changes = tr("What was left out may change what the rest means, such as a failed result.")
    return f"{left} {changes}"


def not_met(paths: Sequence[str], unknown: Sequence[str]) -> str:
    """Why one part of a request is not answered."""
    if unknown:
        return tr(
            "It asks in a way that Tessera does not know: {what}.", what=", ".join(unknown)
        )
    if paths:
        names = ", ".join(statement_label("/" + one.replace(".", "/")) for one in paths)
        return tr("No credential here states: {names}.", names=names)
    return tr("No credential of the kind asked for is here.")


def not_shown(paths: Sequence[str]) -> str:
    """What a receiver asked for, and was not shown by anything that is verified."""
    if paths:
        names = ", ".join(statement_label("/" + one.replace(".", "/")) for one in paths)
        return tr("You asked for this and were not shown it: {names}.", names=names)
    return tr("Nothing that was verified here answers your request.")


def unanswered(files: Sequence[str]) -> str:
    """Where something was to be signed for the receiver, and credentials came by themselves."""
    if len(files) == 1:
        return tr(
            "{file}: nobody signed it for you, though you asked. Whoever has a copy of it "
            "could have sent it.",
            file=files[0],
        )
    return ntr(
        "{n} file was not signed for you, though you asked. Whoever has a copy of it could "
        "have sent it.",
        "{n} files were not signed for you, though you asked. Whoever has copies of them "
        "could have sent them.",
        len(files),
    )


def scanned(done: int, total: int) -> str:
    """How far the reading of an animated code is."""
    if not total:
        return tr("Looking for a code…")
    return tr("{done} of {total} parts read", done=done, total=total)


_TRUST_KINDS: Mapping[str, Callable[[], str]] = {
    "anchor": lambda: tr("Authority that vouches for signers"),
    "accreditation": lambda: tr("Signed accreditation of an issuer"),
    "type_metadata": lambda: tr("Names of a kind of credential"),
    "hosted": lambda: tr("What an issuer shows at its address"),
    "transaction": lambda: tr("Entry on the Bitcoin blockchain"),
    "crl": lambda: tr("List of revoked certificates"),
}


def trust_kind(kind: str, rows: int) -> str:
    """What an item of a trust set is."""
    if kind == "registry":
        return ntr("Register with {n} issuer", "Register with {n} issuers", rows)
    if kind == "key_document":
        return ntr("{n} key of an issuer", "{n} keys of an issuer", rows)
    if kind in bundles.LISTS:
        return bundles.LISTS[kind](rows)
    if kind in _TRUST_KINDS:
        return _TRUST_KINDS[kind]()
    return tr("List of revoked or suspended credentials")


def trust_confirmed(confirmed: str | None) -> str:
    """Whether, and when, a set's fingerprint was compared; the date as it should be shown."""
    if confirmed is None:
        return tr(
            "Not confirmed: compare the words with the source. Until then it identifies nobody."
        )
    return tr("Confirmed on {date}: somebody compared its fingerprint.", date=confirmed)


def trust_problem(code: str, facts: Mapping[str, Any]) -> str:
    """What is wrong in the trust folder: a value of ``TrustProblem.code``."""
    name = facts.get("name", "")
    if code in bundles.PROBLEMS:
        return bundles.PROBLEMS[code](name)
    return {
        "trust_list_damaged": lambda: tr(
            "The list of what you trust is damaged. Nothing in it is used; import your "
            "sources again."
        ),
        "trust_item_missing": lambda: tr(
            "“{name}” is gone from the trust folder and is not used.", name=name
        ),
        "trust_item_changed": lambda: tr(
            "“{name}” was changed after you accepted it and is not used.", name=name
        ),
        "trust_set_changed": lambda: tr(
            "The contents of “{name}” are not what you accepted; none of it is used.", name=name
        ),
        "trust_item_unreadable": lambda: tr(
            "“{name}” cannot be read any more and is not used.", name=name
        ),
    }[code]()
