"""Step 8: is it about this person? Section 2.6.

Rules
-----
1. Binding is computed for each subject; a key that matches one proves nothing of the others.
2. In a presentation the subject's identifier is compared with those whose keys signed the
   presentation; in the holder's own wallet, with the wallet's identifiers.
3. A bound credential without a holder's proof is ``holder_proof_missing``, never a bearer one.
4. An identifier without a key, a name or a hash never passes: ask for an identity document.
   Where the hash of an address is all there is, that is said.
5. A credential that says of nobody whom it is about is a bearer one: ``not_applicable``.
6. A key that the issuer named by itself (``cnf``) binds a credential with one subject, whatever
   the subject is called; a key under two names is one key. Where a binding may have been kept
   back, nobody can say that there is none.
7. The holder of an mdoc signs a session that is in no file: that is said not to be checked.
8. A ``bbs-2023`` proof that its holder bound to something else than this presentation, or this
   receiver's question, was made for another occasion: whoever shows it may have copied it.
9. In the holder's own view an address or number that they entered counts, plain or hashed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from wallet.encoding.binding import presentation_header
from wallet.errors import Fact, ProofFailure
from wallet.formats.document import body as credential_in
from wallet.identifiers import holder_key
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome, Presenter, Role
from wallet.secured import Format, Secured
from wallet.verify import entered_ids
from wallet.verify.case import Case, Established, finding
from wallet.verify.holder_keys import confirmed_key, is_key, key_of
from wallet.verify.undisclosed import may_hide

_NAMING = ("identifier", "name", "givenName", "familyName", "email", "fullName")

_NAMING_CLAIMS = (
    "sub",
    "given_name",
    "family_name",
    "first_name",
    "last_name",
    "name",
    "email",
)


def check_holder(established: Established) -> Finding:
    """The finding of ``holder`` for a credential."""
    unsure = _unsure(established)
    if unsure is not None:
        return finding(Check.HOLDER, Outcome.INDETERMINATE, unsure)
    if established.case.secured.securing in ("sd_jwt", "cose"):
        by_key = _by_confirmation(established)
        if by_key is not None:
            return by_key
    subjects = established.claims.subjects
    bound = [one for one in established.claims.subject_ids if one.startswith("did:")]
    if not bound:
        return _without_key(established)
    case = established.case
    facts = {"subjects": bound_facts(bound)}
    is_all = names_each(bound, subjects)
    if _is_own_view(case):
        yours = is_all and all(one in case.evidence.holder_ids for one in bound)
        reason = Reason.HOLDER_KEY_IS_YOURS if yours else Reason.HOLDER_KEY_UNKNOWN
        outcome = Outcome.PASSED if yours else Outcome.INDETERMINATE
        return finding(Check.HOLDER, outcome, reason, facts)
    shown = case.presenter.ids if case.presenter is not None else frozenset()
    if is_all and all(one in shown for one in bound):
        return finding(Check.HOLDER, Outcome.PASSED, Reason.HOLDER_KEY_SHOWN, facts)
    return finding(Check.HOLDER, Outcome.INDETERMINATE, Reason.HOLDER_PROOF_MISSING, facts)


def names_each(bound: Sequence[str], subjects: Sequence[object]) -> bool:
    """Whether every subject goes by such an identifier (rule 1)."""
    return len(bound) == len(subjects)


def _is_own_view(case: Case) -> bool:
    """Whether the wallet's owner looks at what lies in the wallet."""
    return case.role is Role.HOLDER and case.presenter is None


def _unsure(established: Established) -> Reason | None:
    """Rules 7 and 8."""
    if established.proven.document.get("device_signed") is True:
        return Reason.DEVICE_SIGNATURE_NOT_CHECKED
    case = established.case
    bound = {one.presentation_header for one in established.proven.proofs} - {b""}
    expected = set(case.presenter.headers if case.presenter is not None else ())
    if case.challenge is not None and case.challenge.recipient is not None:
        expected.add(presentation_header(case.challenge.nonce, case.challenge.recipient))
    elsewhere = bool(bound and expected) and not bound <= expected
    return Reason.PROOF_FOR_ANOTHER_OCCASION if elsewhere else None


def _by_confirmation(established: Established) -> Finding | None:
    """Rule 6; None where the issuer named no key and kept no place for one."""
    stated = established.claims.confirmation
    if stated is None:
        hidden = may_hide(established, "cnf") or may_hide(established, "credentialSubject")
        if hidden and not established.claims.subject_ids:
            return finding(Check.HOLDER, Outcome.INDETERMINATE, Reason.MAY_BE_UNDISCLOSED)
        return None
    case = established.case
    name = confirmed_key(stated)
    several = len(established.claims.subjects) > 1
    if _is_own_view(case):
        yours = name is not None and any(
            is_key(one, name, case.evidence) for one in case.evidence.holder_ids
        )
        yours = yours and not several
        reason = Reason.HOLDER_KEY_IS_YOURS if yours else Reason.HOLDER_KEY_UNKNOWN
        return finding(Check.HOLDER, Outcome.PASSED if yours else Outcome.INDETERMINATE, reason)
    shown = case.presenter.keys if case.presenter is not None else frozenset()
    if name is not None and name in shown and not several:
        return finding(Check.HOLDER, Outcome.PASSED, Reason.HOLDER_KEY_SHOWN)
    return finding(Check.HOLDER, Outcome.INDETERMINATE, Reason.HOLDER_PROOF_MISSING)


def bound_facts(bound: Iterable[str]) -> tuple[str, ...]:
    """Identifiers for a finding, each once."""
    return tuple(dict.fromkeys(bound))


def _without_key(established: Established) -> Finding:
    proven, has_id = established.proven, bool(established.claims.subject_ids)
    if _is_own_view(established.case) and entered_ids.is_made_out_to(
        proven, established.case.evidence.entered_ids
    ):  # 9
        return finding(Check.HOLDER, Outcome.PASSED, Reason.HOLDER_IDENTIFIER_IS_YOURS)
    if not has_id and _is_hashed(proven.document):
        return finding(Check.HOLDER, Outcome.INDETERMINATE, Reason.HOLDER_HASHED_ONLY)
    if has_id or _names_somebody(established):
        return finding(Check.HOLDER, Outcome.INDETERMINATE, Reason.HOLDER_NAME_ONLY)
    if proven.selective:  # whose it is may be there, and not shown
        return finding(Check.HOLDER, Outcome.INDETERMINATE, Reason.MAY_BE_UNDISCLOSED)
    return finding(Check.HOLDER, Outcome.NOT_APPLICABLE, Reason.BEARER)


def _is_hashed(document: Mapping[str, Any]) -> bool:
    """Whether all that it says of its holder is the hash of an address (Open Badges)."""
    recipient = document.get("recipient")
    if isinstance(recipient, Mapping) and "credentialSubject" not in document:
        named = document.get("recipientProfile")
        return recipient.get("hashed") is True and not isinstance(named, Mapping)
    stated = credential_in(document).content.get("credentialSubject")
    subjects = [
        one
        for one in (stated if isinstance(stated, list) else [stated])
        if isinstance(one, Mapping)
    ]
    if any(name in one for one in subjects for name in _NAMING if name != "identifier"):
        return False
    identities = [
        one
        for subject in subjects
        for one in _listed(subject.get("identifier"))
        if isinstance(one, Mapping)
    ]
    return bool(identities) and all(one.get("hashed") is True for one in identities)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _names_somebody(established: Established) -> bool:
    document = established.proven.document
    if established.case.secured.format is Format.PDF:
        return True  # a person reads whom it is about; Tessera does not
    if "recipient" in document and "credentialSubject" not in document:  # Open Badges 2.0
        return True
    if "vct" in document and any(name in document for name in _NAMING_CLAIMS):
        return True
    stated = credential_in(document).content.get("credentialSubject")
    subjects = stated if isinstance(stated, list) else [stated]
    return any(
        isinstance(one, Mapping) and any(name in one for name in _NAMING) for one in subjects
    )


def check_holders_of_parts(case: Case, presenter: Presenter) -> Finding:
    """The finding of ``holder`` for a presentation: is it about one person, who signed it?

    The parts are not proven yet; what they say of themselves can only lower this. One key under
    two names is one (rule 6); several keys that all signed may still be several people's. What
    lies in a presentation inside counts too: somebody else's is shown by whoever put it there.
    """
    bound = {one for part in _shown_in(case.secured) for one in _stated_by(part)}
    if not bound:
        return finding(Check.HOLDER, Outcome.NOT_APPLICABLE, Reason.DOES_NOT_APPLY)
    people = {_key_name(one, case) for one in bound}
    is_shown = people <= presenter.ids | presenter.keys
    if len(people) > 1:
        facts: dict[str, Fact] = {
            "subjects": bound_facts(sorted(bound)),
            "people": len(people),
        }
        reason = Reason.SEVERAL_KEYS_SHOWN if is_shown else Reason.DIFFERENT_HOLDERS
        return finding(Check.HOLDER, Outcome.INDETERMINATE, reason, facts)
    if is_shown:
        return finding(Check.HOLDER, Outcome.PASSED, Reason.HOLDER_KEY_SHOWN)
    return finding(Check.HOLDER, Outcome.INDETERMINATE, Reason.HOLDER_PROOF_MISSING)


def _shown_in(presentation: Secured) -> Iterator[Secured]:
    for part in presentation.parts:
        if part.is_presentation:
            yield from _shown_in(part)
        else:
            yield part


def _key_name(identifier: str, case: Case) -> str:
    """The thumbprint of an identifier that is itself a key; else the identifier."""
    return key_of(identifier, case.evidence) or identifier


def _stated_by(part: Secured) -> list[str]:
    """Identifiers of whom a part says it is about; a key named by itself is its did:jwk."""
    stated = part.document.get("cnf") if part.securing == "sd_jwt" else None
    jwk = stated.get("jwk") if isinstance(stated, Mapping) else None
    if jwk is None:
        return _stated_ids(part.document)
    try:
        return [holder_key(jwk).controller]
    except ProofFailure:
        return []


def _stated_ids(document: Mapping[str, Any]) -> list[str]:
    stated = credential_in(document).content.get("credentialSubject")
    ids = [
        one.get("id") if isinstance(one, Mapping) else None
        for one in (stated if isinstance(stated, list) else [stated])
    ]
    if not any(ids):
        ids.append(document.get("sub"))
    return [one for one in ids if isinstance(one, str) and one.startswith("did:")]
