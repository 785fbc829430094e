"""Work with an advisor: what the learner's side and the advisor's side have in common.

Rules
-----
1. A file is opened, its paper checked, and only then anything is kept.
2. What an advisor is handed lies in the table of cases: it never mixes with the credentials,
   evidence or pathways of the advisor's own wallet.
3. Nothing is sent: every method that ends a step gives back the bytes of a file.
4. A paper that is not read any more is told as such and stops no other case.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from wallet.encoding import strict_json
from wallet.errors import InputError
from wallet.proofs.papers import WHENEVER
from wallet.report import Policy
from wallet.reviews import case as casing
from wallet.reviews import contact as carding
from wallet.reviews import envelope
from wallet.reviews import review as reviewing
from wallet.reviews.case import Case, Seen
from wallet.reviews.contact import Contact
from wallet.reviews.decisions import Decision, Kind, to_json
from wallet.reviews.review import Answer, Response, Review
from wallet.session.sharing import Sharing
from wallet.session.unread import Unread
from wallet.vault import cases
from wallet.vault.cases import KeptCase, KeptContact
from wallet.vault.interface import Changes

__all__ = [
    "Case",
    "Contact",
    "Decision",
    "KeptContact",
    "Kind",
    "Response",
    "Sent",
    "Side",
    "Unread",
    "case_id_of",
    "to_json",
]

SENT, REVIEWED = "sent", "reviewed"
OPEN, SIGNED = "open", "signed"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file to hand over; ``words`` open it where it is sealed to nobody's key."""

    data: bytes
    words: str | None
    case_id: str
    changes: Changes


class Side:
    """What both sides need: who they are to each other."""

    def __init__(self, session: Sharing) -> None:
        self._session = session
        self._database = session._database  # noqa: SLF001 - a part of the session
        self._clock = session._clock  # noqa: SLF001 - a part of the session

    def me(self, name: str = "") -> Contact:
        """This wallet's own card, under the name that is given out with it."""
        key, label = self._key(), self._session._vault.folder.name  # noqa: SLF001 - as above
        return Contact(name=name or label, did=key.did, recipient=key.recipient)

    def card(self, name: str) -> bytes:
        """This wallet's own card as a file.

        Raises:
            InputError: ``text_too_long``.
        """
        key = self._key()
        return carding.card(self.me(name), key.key, self._clock())

    def read_card(self, data: bytes) -> Contact:
        """Somebody's card, before their words are compared.

        Raises:
            InputError: ``not_this_paper``, ``paper_not_genuine``, ``malformed_review``.
        """
        return carding.read_card(data, self._clock())

    def confirm(self, contact: Contact, typed: str) -> Changes:
        """Keep somebody whose words were compared.

        Raises:
            InputError: ``fingerprint_differs``.
        """
        if not contact.is_named_by(typed):
            raise InputError("fingerprint_differs")
        return cases.add_contact(
            self._database, contact.did, contact.name, contact.recipient, self._clock()
        )

    def contacts(self) -> tuple[KeptContact, ...]:
        """Everybody whose words were compared."""
        return cases.contacts(self._database)

    def forget(self, did: str) -> Changes:
        """Forget somebody.

        Raises:
            InputError: ``unknown_contact``.
        """
        return cases.remove_contact(self._database, did, self._clock())

    def remove(self, case_id: str) -> Changes:
        """Forget a case with its papers.

        Raises:
            InputError: ``unknown_case``.
        """
        return cases.remove_case(self._database, case_id, self._clock())

    def _key(self) -> cases.ReviewKey:
        fresh = ("", "")
        if not cases.has_review_key(self._database):
            fresh = envelope.new_identity()
        return cases.review_key(self._database, self._clock(), fresh)

    def _opened(self, data: bytes, words: str | None) -> bytes:
        return envelope.opened(data, self._key().age_secret, words)

    def _is_confirmed(self, contact: Contact) -> bool:
        known = {one.did: one.recipient for one in self.contacts()}
        return known.get(contact.did) == contact.recipient

    def _seen(self, case: Case) -> Seen:
        days = self._session.settings().max_status_age_days
        policy = replace(Policy(), max_status_age_days=days)
        return casing.look(case, self._session.evidence(), self._clock(), policy)

    def _papers(self, case: Case, seen: Seen) -> tuple[Review | None, Answer | None]:
        review, answer = None, None
        for one in cases.papers_of(self._database, case.id):
            if one.kind == "review":
                review, answer = reviewing.read(one.data, case, seen, WHENEVER), None
            elif review is not None:
                answer = reviewing.read_answer(one.data, review, WHENEVER)
        return review, answer

    def _keep_review(
        self, review: Review, state: str, instead_of: tuple[str, ...], now: datetime
    ) -> Changes:
        return cases.add_paper(
            self._database,
            review.case_id,
            "review",
            review.sha256,
            review.data,
            state=state,
            instead_of=instead_of,
            now=now,
        )

    def _keep_answer(
        self, answer: Answer, instead_of: tuple[str, ...], now: datetime
    ) -> Changes:
        return cases.add_paper(
            self._database,
            answer.case_id,
            "answer",
            answer.sha256,
            answer.data,
            state=answer.response.value,
            instead_of=instead_of,
            now=now,
        )

    def _each(
        self, role: str, read: Callable[[KeptCase], T]
    ) -> tuple[tuple[T, ...], tuple[Unread, ...]]:
        """Every case of a role, newest first, and those that are not read any more (rule 4)."""
        found, unread = [], []
        for one in cases.cases(self._database, role):
            try:
                found.append(read(one))
            except InputError as error:
                unread.append(Unread(id=one.case_id, state=one.state, error=error))
        return tuple(found), tuple(unread)

    def _case(self, case_id: str, role: str) -> tuple[KeptCase, Case]:
        kept = cases.case(self._database, case_id)
        if kept.role != role:
            raise InputError("unknown_case")
        return kept, casing.read(kept.data, WHENEVER)


def case_id_of(paper: bytes) -> str:
    """Which case a paper says it is about; nothing of it is checked yet.

    Raises:
        InputError: ``not_this_paper``.
    """
    document = strict_json.loads(paper)
    found = document.get("case") if isinstance(document, dict) else None
    if not isinstance(found, str):
        raise InputError("not_this_paper", expected=reviewing.FORMAT, found="")
    return found
