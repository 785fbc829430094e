"""The disclosure plan: one object that the preview shows, the encoder sends, the ledger keeps.

Rules (spec/presentations.md, F.1 and F.2)
------------------------------------------
1. The plan lists, statement by statement, what the bytes will contain; the encoder writes
   from the same object, so preview and bytes cannot drift apart.
2. Only whole credentials travel yet. ``hidden`` is empty for them, and each carries
   ``Note.WHOLE_DOCUMENT``: nothing inside can be hidden, other credentials stay at home.
3. Refused, each with its own code: no credential, the same one twice, a base proof (whoever
   has it could show it as the learner), a file that nobody signed, a credential that is
   provably not genuine, a securing form that a presentation cannot carry, credentials bound
   to several of the wallet's keys (they would link those keys: one presentation per key).
4. Not refused but said: an ended or revoked credential, one that cannot be judged here, one
   that is about somebody else's identifier or about nobody's key.
5. One holder key signs: the key the credentials are bound to, else the wallet's first.
6. Text that the learner typed is kept in NFC without outer white space; the receiver's side
   does the same, so that a pasted name compares equal.
"""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wallet.credential import Text, Texts
from wallet.errors import PresentingError
from wallet.limits import LIMITS
from wallet.presenting.statements import (
    Handle,
    LinkableHandle,
    Statement,
    as_list,
    handles_of,
    statements_of,
    subject_ids,
)
from wallet.report import Finding, VerdictCode
from wallet.secured import Secured

MAX_TEXT = 1_000
"""Characters in recipient, purpose or nonce."""

TOKEN_MEDIA_TYPES = {"vc_jose": "application/vc+jwt", "vc_jwt": "application/jwt"}
"""How a token is named inside its ``data:`` URL. A VCDM 1.1 or Open Badges token is no
``vc+jwt`` (that type refuses ``vc`` claims), so it travels under its registered type."""

TITLE = ("/achievement/name", "/name")
ISSUER = ("/issuer/name", "/issuer/id", "/issuer", "/iss")
"""Where a document names itself and its issuer, best first."""

BASE_SUITES = frozenset({"ecdsa-sd-2023", "bbs-2023"})


class Note(StrEnum):
    """What the preview must say about one credential."""

    WHOLE_DOCUMENT = "whole_document"
    HOLDER_BOUND = "holder_bound"
    SHOWN_BY_NAME = "shown_by_name"
    ABOUT_ANOTHER_KEY = "about_another_key"
    NO_LONGER_VALID = "no_longer_valid"
    NOT_JUDGED = "not_judged"


class Carriage(StrEnum):
    """How a credential lies in the presentation."""

    EMBEDDED = "embedded"
    ENVELOPED = "enveloped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One credential that the learner chose, with what is known about it here."""

    secured: Secured
    verdict: VerdictCode
    deciding: Finding
    titles: Texts = ()
    issuer_names: Texts = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What is shown of one credential."""

    secured: Secured
    carriage: Carriage
    titles: Texts
    issuer_names: Texts
    verdict: VerdictCode
    statements: tuple[Statement, ...]
    hidden: tuple[Statement, ...] = ()
    """What the learner keeps back; always empty for whole-document formats."""
    notes: tuple[Note, ...] = ()
    handles: tuple[LinkableHandle, ...] = ()

    @property
    def credential_id(self) -> str:
        """Hex SHA-256 of the issuer-signed part."""
        return self.secured.credential_id

    @property
    def facts(self) -> tuple[Statement, ...]:
        """The statements that are about the person and the learning."""
        return tuple(one for one in self.statements if not one.technical)

    @property
    def media_type(self) -> str | None:
        """The media type of an enveloped token; None where it is embedded."""
        if self.carriage is Carriage.EMBEDDED:
            return None
        return TOKEN_MEDIA_TYPES[self.secured.securing]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosurePlan:
    """Exactly what one receiver will see, for whom, why and until when."""

    presentation_id: str
    """``urn:uuid:``, fresh for each plan."""
    holder: str
    """The did:key that signs."""
    recipient: str
    purpose: str
    """Kept in the learner's ledger; not part of the presentation."""
    nonce: str | None
    """The receiver's; None where none was asked: then a copy could be replayed."""
    expires: datetime | None
    """Until when it should be accepted (UTC)."""
    credentials: tuple[Disclosure, ...]
    handles: tuple[LinkableHandle, ...]
    """By what receivers could link this presentation to others."""

    @property
    def fact_count(self) -> int:
        """How many statements about the person and the learning are shown."""
        return sum(len(one.facts) for one in self.credentials)


def plan(  # noqa: PLR0913 - what the four steps of the page ask
    chosen: Sequence[Chosen],
    holder_ids: Sequence[str],
    *,
    recipient: str,
    now: datetime,
    purpose: str = "",
    nonce: str | None = None,
    expires: datetime | None = None,
) -> DisclosurePlan:
    """Work out what a presentation of these credentials will show.

    Args:
        chosen: the credentials, in the order in which they will be shown.
        holder_ids: the wallet's own did:key identifiers, oldest first.
        recipient: for whom, as typed; empty where the learner names nobody.
        now: the present moment, aware, UTC.
        purpose: what for, for the learner's own ledger.
        nonce: the receiver's challenge, if one was given.
        expires: until when it should be accepted, aware; None for no end.

    Raises:
        PresentingError: ``nothing_chosen``, ``too_many_credentials``, ``chosen_twice``,
            ``no_holder_key``, ``already_ended``, ``text_too_long``, ``several_holder_keys``
            or what rule 3 refuses about one credential.
    """
    _check_choice(chosen, holder_ids)
    if expires is not None and expires <= now:
        raise PresentingError("already_ended")
    holder = _holder(chosen, holder_ids)
    disclosures = tuple(_disclose(one, holder) for one in chosen)
    return DisclosurePlan(
        presentation_id=f"urn:uuid:{uuid.uuid4()}",
        holder=holder,
        recipient=tidy(recipient, "recipient"),
        purpose=tidy(purpose, "purpose"),
        nonce=tidy(nonce or "", "nonce") or None,
        expires=expires,
        credentials=disclosures,
        handles=(
            LinkableHandle(kind=Handle.HOLDER_KEY, value=holder),
            *(handle for one in disclosures for handle in one.handles),
        ),
    )


def tidy(text: str, name: str) -> str:
    """What a person typed, so that it compares equal on the other side (rule 6).

    Raises:
        PresentingError: ``text_too_long``.
    """
    tidied = unicodedata.normalize("NFC", text).strip()
    if len(tidied) > MAX_TEXT:
        raise PresentingError("text_too_long", field=name, limit=MAX_TEXT)
    return tidied


def _check_choice(chosen: Sequence[Chosen], holder_ids: Sequence[str]) -> None:
    if not chosen:
        raise PresentingError("nothing_chosen")
    if len(chosen) > LIMITS.embedded_credentials:
        raise PresentingError("too_many_credentials", limit=LIMITS.embedded_credentials)
    ids = [one.secured.credential_id for one in chosen]
    if len(set(ids)) != len(ids):
        raise PresentingError("chosen_twice")
    if not holder_ids:
        raise PresentingError("no_holder_key")


def _holder(chosen: Sequence[Chosen], holder_ids: Sequence[str]) -> str:
    own = frozenset(holder_ids)
    bound = {subject for one in chosen for subject in subject_ids(one.secured.document)} & own
    if len(bound) > 1:
        raise PresentingError("several_holder_keys", keys=tuple(sorted(bound)))
    return bound.pop() if bound else holder_ids[0]


def _disclose(one: Chosen, holder: str) -> Disclosure:
    secured = one.secured
    carriage = _carriage(one)
    statements = statements_of(secured)
    return Disclosure(
        secured=secured,
        carriage=carriage,
        titles=one.titles or _stated(statements, TITLE),
        issuer_names=one.issuer_names or _stated(statements, ISSUER),
        verdict=one.verdict,
        statements=statements,
        notes=(Note.WHOLE_DOCUMENT, _binding(secured, holder), *_judgement(one)),
        handles=handles_of(secured),
    )


def _stated(statements: Sequence[Statement], ends: Sequence[str]) -> Texts:
    """What an unproven document calls itself: the learner must know which one it is."""
    for end in ends:
        for one in statements:
            if one.pointer.endswith(end) and isinstance(one.value, str):
                return (Text(lang="und", text=one.value),)
    return ()


def _carriage(one: Chosen) -> Carriage:
    """How it can travel; refuses what rule 3 names."""
    secured = one.secured
    facts = {"credential": secured.credential_id, "securing": secured.securing}
    if secured.is_presentation:
        raise PresentingError("not_a_single_credential", **facts)
    if secured.securing == "none":
        raise PresentingError("credential_not_signed", **facts)
    if _has_base_proof(secured):
        raise PresentingError("base_proof_not_shown", **facts)
    if one.verdict is VerdictCode.NOT_GENUINE:
        raise PresentingError(
            "credential_not_genuine", reason=one.deciding.reason.value, **facts
        )
    if secured.securing in TOKEN_MEDIA_TYPES and secured.token is not None:
        return Carriage.ENVELOPED
    if secured.securing.startswith("data_integrity/") and secured.token is None:
        return Carriage.EMBEDDED
    raise PresentingError("securing_not_shown", **facts)


def _has_base_proof(secured: Secured) -> bool:
    """Whether any proof is of a suite from which a holder must derive first.

    A base and a derived proof of these suites differ in a CBOR header that only the suite
    reads; until deriving lands here, neither is sent (fails closed).
    """
    return any(
        isinstance(proof, Mapping) and proof.get("cryptosuite") in BASE_SUITES
        for proof in as_list(secured.document.get("proof"))
    )


def _binding(secured: Secured, holder: str) -> Note:
    subjects = subject_ids(secured.document)
    if holder in subjects:
        return Note.HOLDER_BOUND
    return Note.ABOUT_ANOTHER_KEY if subjects else Note.SHOWN_BY_NAME


def _judgement(one: Chosen) -> tuple[Note, ...]:
    if one.verdict is VerdictCode.NOT_VALID:
        return (Note.NO_LONGER_VALID,)
    return () if one.verdict is VerdictCode.VERIFIED else (Note.NOT_JUDGED,)
