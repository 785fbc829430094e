"""Writing pathways: see ``wallet.pathways.authoring``.

Rules
-----
1. A draft is put away under its own id and never among the pathways that are followed.
2. Documents are signed with the wallet's key for reviews: its words are those that people have
   compared, and it proves nothing about the learner's credentials.
3. Learners are the wallet's own owner, and those whose cases were handed over and are open.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from wallet import pathways as stacking
from wallet.pathways import Pathway
from wallet.pathways import authoring as writing
from wallet.pathways.authoring import Draft, Learner
from wallet.session.advisor_reviews import AdvisorReviews, Table
from wallet.session.reviewing import OPEN, Side
from wallet.vault import drafts
from wallet.vault.drafts import KeptDraft
from wallet.vault.interface import Changes

Cancelled = Callable[[], bool]

__all__ = ["Authoring", "Work", "copy_of", "own_id", "version_of", "writing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A draft and what it is to replace."""

    id: str
    """Under which it is kept."""
    draft: Draft
    base: Pathway | None = None
    """The last version; None: there is none."""
    changed_at: str = ""
    """ISO 8601, UTC; empty where it was not kept yet."""


def own_id() -> str:
    """A fresh id for a document, or for a draft."""
    return uuid4().urn


def version_of(pathway: Pathway) -> Work:
    """The beginning of a version that replaces a pathway."""
    return Work(id=own_id(), draft=writing.new_version(pathway), base=pathway)


def copy_of(pathway: Pathway) -> Work:
    """The beginning of a pathway of one's own that asks for the same."""
    return Work(id=own_id(), draft=writing.copy(pathway, own_id()))


class Authoring(Side):
    """Drafts, learners to try them on, and the key that signs."""

    def works(self) -> tuple[Work, ...]:
        """Every draft that is kept, the one that was changed last first."""
        return tuple(map(_work, drafts.drafts(self._database)))

    def work(self, draft_id: str) -> Work:
        """The draft that is kept under an id.

        Raises:
            InputError: ``unknown_draft``, ``draft_unreadable``.
        """
        return _work(drafts.draft(self._database, draft_id))

    def open(self, data: bytes) -> Work:
        """A document that was published, as a new version of it, or as a copy.

        Raises:
            InputError: what ``wallet.pathways.read`` refuses.
        """
        return self.begin(stacking.read(data))

    def begin(self, pathway: Pathway) -> Work:
        """The next version of a pathway; a copy where none of ours would be taken."""
        return version_of(pathway) if self.may_replace(pathway) else copy_of(pathway)

    def save(self, work: Work) -> Changes:
        """Keep a draft as it is, sound or not."""
        base = None if work.base is None else work.base.document
        kept = KeptDraft(id=work.id, changed_at="", document=work.draft.document, base=base)
        return drafts.save(self._database, kept, self._clock())

    def discard(self, draft_id: str) -> Changes:
        """Forget a draft.

        Raises:
            InputError: ``unknown_draft``.
        """
        return drafts.remove(self._database, draft_id, self._clock())

    def learners(self, cancelled: Cancelled | None = None) -> tuple[Learner, ...]:
        """Everybody on whom a draft can be tried, the own wallet first (rule 3)."""
        held = self._session._held_awards(self._clock(), None, cancelled, None)  # noqa: SLF001
        own = Learner(id="", name="", held=tuple(held), agreements=self._session.agreements())
        return (own, *self._cases(cancelled))

    def _cases(self, cancelled: Cancelled | None) -> tuple[Learner, ...]:
        side = AdvisorReviews(self._session)
        found = []
        for case, state in side.cases():
            if state == OPEN and not (cancelled is not None and cancelled()):
                found.append(_learner(side.table(case.id)))
        return tuple(found)

    def today(self) -> date:
        """The day for which a draft is tried."""
        return self._clock().date()

    @property
    def signer(self) -> str:
        """The identifier of the key that signs."""
        return self._key().did

    def sign(self, draft: Draft) -> bytes:
        """The document of a draft, signed, as a file.

        Raises:
            InputError: what ``wallet.pathways.read`` refuses.
        """
        key = self._key()
        method = f"{key.did}#{key.did.removeprefix('did:key:')}"
        return writing.signed(draft, key=key.key, method=method, created=self._clock())

    def may_replace(self, pathway: Pathway) -> bool:
        """Whether a new version of this would be taken: not of what somebody else signed."""
        if pathway.id in {one.pathway.id for one in stacking.templates()}:
            return False
        return pathway.signature is None or pathway.signature.signer == self.signer


def _learner(table: Table) -> Learner:
    return Learner(
        id=table.case.id,
        name=table.case.learner.name,
        held=table.seen.awards,
        agreements=table.case.agreements,
    )


def _work(one: KeptDraft) -> Work:
    base = None if one.base is None else stacking.read(_bytes(one.base))
    draft = writing.kept(_bytes(one.document))
    return Work(id=one.id, draft=draft, base=base, changed_at=one.changed_at)


def _bytes(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()
