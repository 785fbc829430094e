"""The disclosure plan: one object that the preview shows, the encoder sends, the ledger keeps.

Rules (spec/presentations.md, F.1 and F.2)
------------------------------------------
1. The plan lists, statement by statement, what the bytes will contain; the encoder writes
   from the same object, so preview and bytes cannot drift apart.
2. Of a credential whose form allows it, what the learner chose is sent and nothing else; with
   no choice, only what the issuer made mandatory. Where nothing inside can be hidden, the
   credential carries ``Note.WHOLE_DOCUMENT``: other credentials stay at home.
3. Refused, each with its own code: no credential, the same one twice, a base proof that cannot
   be derived from (whoever has it could show it as the learner), a file that nobody signed, a
   credential that is provably not genuine, a securing form that a presentation cannot carry.
4. Not refused but said: an ended or revoked credential, one that cannot be judged here, one
   that is about somebody else's identifier or about nobody's key.
5. The keys sign that the credentials, as they are sent, are bound to (``holders``); where none
   is, one that was made for this once. An SD-JWT that travels alone and is bound to no key of
   this wallet is signed by nobody.
7. An SD-JWT travels alone with its key binding. An SD-JWT VC is no credential of W3C's model
   and is never put into a W3C presentation: with others it travels in an OpenID4VP
   ``vp_token``, each with a key binding of its own; so does every answer to a request.
6. Text that the learner typed is kept in NFC without outer white space; the receiver's side
   does the same, so that a pasted name compares equal.
"""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from wallet.credential import Text, Texts
from wallet.encoding.binding import presentation_header
from wallet.errors import PresentingError
from wallet.limits import LIMITS
from wallet.presenting import choices as choosing
from wallet.presenting import holders as keys
from wallet.presenting.along import Paper
from wallet.presenting.binding import bound_to, confirmed_key, names_a_key
from wallet.presenting.carriage import TOKEN_MEDIA_TYPES, Carriage, carriage_of
from wallet.presenting.choices import Choices, Selected
from wallet.presenting.chosen import Chosen
from wallet.presenting.statements import (
    Handle,
    LinkableHandle,
    Statement,
    handles_of,
    statements_of,
)
from wallet.report import VerdictCode
from wallet.secured import Secured

MAX_TEXT = 1_000
"""Characters in recipient, purpose or nonce."""

TITLE = ("/achievement/name", "/name")
ISSUER = ("/issuer/name", "/issuer/id", "/issuer", "/iss")
"""Where a document names itself and its issuer, best first."""


class Note(StrEnum):
    """What the preview must say about one credential."""

    WHOLE_DOCUMENT = "whole_document"
    HOLDER_BOUND = "holder_bound"
    SHOWN_BY_NAME = "shown_by_name"
    ABOUT_ANOTHER_KEY = "about_another_key"
    HOLDER_KEPT_BACK = "holder_kept_back"
    OWN_STATEMENT = "own_statement"
    NO_LONGER_VALID = "no_longer_valid"
    NOT_JUDGED = "not_judged"
    PARTS_HIDDEN = "parts_hidden"


class Form(StrEnum):
    """What is sent as a whole."""

    PRESENTATION = "presentation"
    SD_JWT = "sd_jwt"
    VP_TOKEN = "vp_token"  # noqa: S105 - the name of a member of OpenID4VP


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What is shown of one credential."""

    secured: Secured
    """As it will be sent, under the id of the credential that is held."""
    carriage: Carriage
    titles: Texts
    issuer_names: Texts
    verdict: VerdictCode
    statements: tuple[Statement, ...]
    hidden: tuple[Statement, ...] = ()
    """What the learner keeps back; always empty for whole-document formats."""
    places: int = 0
    """How many hidden things a reader can count; an issuer's decoys are among them."""
    choices: Choices = field(default_factory=lambda: Choices(locked=()))
    """What could be shown, for choosing again."""
    shown: tuple[str, ...] = ()
    """Pointers of those choices that are shown."""
    query: str = ""
    """The query of a request that it answers."""
    key: str | None = None
    """The did:key whose key binding goes with it; None where there is none."""
    notes: tuple[Note, ...] = ()
    handles: tuple[LinkableHandle, ...] = ()

    @property
    def credential_id(self) -> str:
        """Hex SHA-256 of the issuer-signed part."""
        return self.secured.credential_id

    @property
    def own(self) -> bool:
        """Whether it is the learner's own statement."""
        return Note.OWN_STATEMENT in self.notes

    @property
    def facts(self) -> tuple[Statement, ...]:
        """The statements that are about the person and the learning."""
        return tuple(one for one in self.statements if not one.technical)

    @property
    def media_type(self) -> str | None:
        """The media type of an enveloped token; None where it is embedded."""
        if self.carriage is not Carriage.ENVELOPED:
            return None
        return TOKEN_MEDIA_TYPES[self.secured.securing]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosurePlan:
    """Exactly what one receiver will see, for whom, why and until when."""

    presentation_id: str
    """``urn:uuid:``, fresh for each plan."""
    holders: tuple[str, ...]
    """The did:keys that sign, the wallet's oldest first; none where nobody does (rule 5)."""
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
    encrypt_to: Mapping[str, Any] | None = None
    """The one-time public key of the request that it answers; None: any camera can read it."""
    is_signed_once: bool = False
    """Whether the key that signs was made for this presentation alone."""
    papers: tuple[Paper, ...] = ()
    """Signed evidence that goes along with a file or PDF (``along``)."""

    @property
    def holder(self) -> str:
        """The did:key that it names as its holder; empty where nobody signs."""
        return self.holders[0] if self.holders else ""

    @property
    def by_key(self) -> tuple[tuple[str, ...], ...]:
        """Ids of the credentials for one presentation a key, which would not link the keys.

        Empty where one key signs. What is bound to none of them goes with the first.
        """
        if len(self.holders) < 2:  # noqa: PLR2004 - several
            return ()
        groups: dict[str, list[str]] = {one: [] for one in self.holders}
        for one in self.credentials:
            bound = keys.of_one(one.secured, self.holders) or self.holders[:1]
            groups[bound[0]].append(one.credential_id)
        return tuple(tuple(ids) for ids in groups.values() if ids)

    @property
    def form(self) -> Form:
        """What the bytes will be (rule 7)."""
        if any(one.query for one in self.credentials):
            return Form.VP_TOKEN
        single = len(self.credentials) == 1
        if single and self.credentials[0].secured.securing == "sd_jwt":
            return Form.SD_JWT
        if any(one.carriage is Carriage.ALONE for one in self.credentials):
            return Form.VP_TOKEN
        return Form.PRESENTATION

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
    encrypt_to: Mapping[str, Any] | None = None,
    once: Callable[[], str] | None = None,
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
        encrypt_to: the asker's one-time key, where a request brought one.
        once: makes a key for this presentation alone, and gives its did:key.

    Raises:
        PresentingError: ``nothing_chosen``, ``too_many_credentials``, ``chosen_twice``,
            ``no_holder_key``, ``already_ended``, ``text_too_long``, and rule 3.
    """
    _check_choice(chosen)
    if expires is not None and expires <= now:
        raise PresentingError("already_ended")
    recipient, asked = tidy(recipient, "recipient"), tidy(nonce or "", "nonce") or None
    header = presentation_header(asked, recipient)
    parts = [_selected(one, header) for one in chosen]
    own = list(dict.fromkeys(holder_ids))
    signer = keys.signing([keys.Part(*one.forms) for one in parts], own, once)
    disclosures = tuple(_disclose(one, signer.holders, own) for one in parts)
    made = DisclosurePlan(
        presentation_id=f"urn:uuid:{uuid.uuid4()}",
        holders=signer.holders,
        recipient=recipient,
        purpose=tidy(purpose, "purpose"),
        nonce=asked,
        expires=expires,
        credentials=disclosures,
        handles=tuple(handle for one in disclosures for handle in one.handles),
        encrypt_to=encrypt_to,
        is_signed_once=signer.is_once,
    )
    if made.form is Form.SD_JWT and made.credentials[0].key is None:
        return replace(made, holders=(), is_signed_once=False)
    if signer.is_once:
        return made
    kept = [LinkableHandle(kind=Handle.HOLDER_KEY, value=one) for one in signer.holders]
    return replace(made, handles=(*kept, *made.handles))


def tidy(text: str, name: str) -> str:
    """What a person typed, so that it compares equal on the other side (rule 6).

    Raises:
        PresentingError: ``text_too_long``.
    """
    tidied = unicodedata.normalize("NFC", text).strip()
    if len(tidied) > MAX_TEXT:
        raise PresentingError("text_too_long", field=name, limit=MAX_TEXT)
    return tidied


def _check_choice(chosen: Sequence[Chosen]) -> None:
    if not chosen:
        raise PresentingError("nothing_chosen")
    if len(chosen) > LIMITS.embedded_credentials:
        raise PresentingError("too_many_credentials", limit=LIMITS.embedded_credentials)
    ids = [one.secured.credential_id for one in chosen]
    if len(set(ids)) != len(ids):
        raise PresentingError("chosen_twice")


class _Part(NamedTuple):
    """One credential on its way into the plan."""

    chosen: Chosen
    carriage: Carriage
    choices: Choices
    selected: Selected

    @property
    def forms(self) -> tuple[Secured, Secured]:
        """As it is held, and as it will be sent."""
        return self.chosen.secured, self.selected.secured


def _selected(one: Chosen, header: bytes) -> _Part:
    carriage = carriage_of(one)
    choices = choosing.choices_of(one.secured)
    selected = choosing.select(one.secured, choices, one.reveal, header)
    return _Part(one, carriage, choices, selected)


def _disclose(part: _Part, holders: Sequence[str], own: Sequence[str]) -> Disclosure:
    one, carriage, choices, selected = part
    secured = selected.secured
    statements = statements_of(secured)
    key = confirmed_key(secured)
    whole = not choices.selective
    return Disclosure(
        secured=secured,
        carriage=carriage,
        titles=one.titles or stated(statements, TITLE),
        issuer_names=one.issuer_names or stated(statements, ISSUER),
        verdict=one.verdict,
        statements=statements,
        hidden=selected.hidden,
        places=selected.places,
        choices=choices,
        shown=selected.shown,
        query=one.query,
        key=key if key in holders else None,
        notes=(
            Note.WHOLE_DOCUMENT if whole else Note.PARTS_HIDDEN,
            _binding(part, holders, own),
            *judgement(one),
        ),
        handles=handles_of(secured),
    )


def stated(statements: Sequence[Statement], ends: Sequence[str]) -> Texts:
    """What an unproven document calls itself: the learner must know which one it is."""
    for end in ends:
        for one in statements:
            if one.pointer.endswith(end) and isinstance(one.value, str):
                return (Text(lang="und", text=one.value),)
    return ()


def _binding(part: _Part, holders: Sequence[str], own: Sequence[str]) -> Note:
    sent = part.selected.secured
    if keys.of_one(sent, holders):
        return Note.HOLDER_BOUND
    if not frozenset(own).isdisjoint(bound_to(part.chosen.secured)):
        return Note.HOLDER_KEPT_BACK
    other = bool(bound_to(sent)) or names_a_key(sent)
    return Note.ABOUT_ANOTHER_KEY if other else Note.SHOWN_BY_NAME


def judgement(one: Chosen) -> tuple[Note, ...]:
    """What the preview must say of a verdict that is not good."""
    if one.own:
        return (Note.OWN_STATEMENT,)
    if one.verdict is VerdictCode.NOT_VALID:
        return (Note.NO_LONGER_VALID,)
    return () if one.verdict is VerdictCode.VERIFIED else (Note.NOT_JUDGED,)
