"""Portfolios in the forms of others: see ``wallet.exchange``.

Rules
-----
1. A draft is the very file that will leave, for the person to look at. It leaves with
   ``release``, when the share ledger has it on disk.
2. What presenting refuses is refused here: nothing that is provably not genuine, nothing of a
   credential that the learner keeps back.
3. A learner's own entries go along only here, marked as theirs.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from wallet import exchange, presenting
from wallet.encoding import strict_json
from wallet.errors import InputError, PresentingError
from wallet.examine import Judged
from wallet.exchange import Left, Out, Part, Words
from wallet.holder import PrivateKey
from wallet.limits import LIMITS
from wallet.portfolios.paper import PURPOSE
from wallet.presenting import Artifact, Carried, DisclosurePlan, LedgerEntry
from wallet.presenting.ledger import ShownCredential
from wallet.secured import Format
from wallet.session.choosing import chosen_of
from wallet.session.reviewing import Side
from wallet.vault import papers
from wallet.vault.interface import Changes

__all__ = ["FORMS", "Draft", "Exports", "Left", "Released"]

FORMS = ("clr", "elm", "csv", "html")
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Exactly what will leave, and what this form leaves out."""

    form: str
    out: Out
    plans: tuple[DisclosurePlan, ...]
    """One for each credential that somebody signed."""
    own: tuple[str, ...]
    """Credential ids of the learner's own entries."""
    recipient: str
    holder: str
    data: bytes = field(repr=False)

    @property
    def left(self) -> tuple[Left, ...]:
        """What the form has no place for."""
        return self.out.left


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """A file that may go, and its entry in the ledger."""

    data: bytes = field(repr=False)
    name: str
    media_type: str
    entry: LedgerEntry
    changes: Changes


class Exports(Side):
    """Drafts and releases portfolios as CLR, ELM, CSV and HTML."""

    def draft(  # noqa: PLR0913 - what the page asks
        self,
        ids: Iterable[str],
        form: str,
        *,
        title: str,
        by_name: str,
        narrative: str = "",
        recipient: str = "",
        reveal: Mapping[str, Sequence[str] | None] | None = None,
        language: str = "en",
    ) -> Draft:
        """The file, whole; nothing leaves yet.

        Raises:
            InputError: ``unknown_form``, ``unknown_credential``, ``title_missing``,
                ``case_empty`` without a credential.
            PresentingError: what ``wallet.presenting`` refuses; ``too_large``.
        """
        _check(form, title, by_name)
        parts, plans = self._parts(ids, recipient, reveal or {})
        words = Words(title=title, by_name=by_name, narrative=narrative, made=self._clock())
        key = self._key()
        out = _written(form, parts, words, (key.did, key.key), language)
        own = tuple(one.credential_id for one in parts if one.is_own)
        holder = key.did if form in {"clr", "elm"} else ""
        return Draft(
            form=form, out=out, plans=plans, own=own,
            recipient=recipient, holder=holder, data=out.data,
        )  # fmt: skip

    def release(self, draft: Draft) -> Released:
        """Let the file go; the share ledger has it first (rule 1)."""
        now = self._clock()
        name = f"portfolio-{secrets.token_hex(4)}{draft.out.suffix}"
        artifact = Artifact(name=name, media_type=draft.out.media_type, data=draft.data)
        carried = Carried(transport=draft.form, artifacts=(artifact,))
        entry = self._entry(draft, carried)
        kept = presenting.entry_to_json(entry)
        changes = papers.add_ledger_entry(self._database, kept, now)
        kind = draft.out.media_type
        return Released(
            data=draft.data, name=name, media_type=kind, entry=entry, changes=changes
        )

    def _parts(
        self,
        ids: Iterable[str],
        recipient: str,
        reveal: Mapping[str, Sequence[str] | None],
    ) -> tuple[list[Part], tuple[DisclosurePlan, ...]]:
        made = [self._part(one, recipient, reveal) for one in dict.fromkeys(ids)]
        return [part for part, _ in made], tuple(plan for _, plan in made if plan is not None)

    def _part(
        self,
        credential_id: str,
        recipient: str,
        reveal: Mapping[str, Sequence[str] | None],
    ) -> tuple[Part, DisclosurePlan | None]:
        judged = self._session.credential(credential_id)
        if judged.secured.format is Format.SELF_DECLARED:
            return exchange.of_own(judged.secured), None
        if presenting.is_whole_file(judged.secured):
            return self._sealed(judged, recipient)
        show = {credential_id: reveal.get(credential_id)}
        plan = self._session.plan([credential_id], recipient, PURPOSE, reveal=show)
        (shown,) = plan.credentials
        hidden = bool(shown.hidden)
        original = None if hidden else self._original(credential_id, shown.secured.document)
        return exchange.of_disclosure(shown, original), plan

    def _sealed(self, judged: Judged, recipient: str) -> tuple[Part, DisclosurePlan]:
        """A file whose seal covers all of it goes along as it is (rule 2 holds for it too)."""
        plan = presenting.whole_file(chosen_of(judged), recipient=recipient, purpose=PURPOSE)
        original = None
        if judged.secured.sealed is not None:
            original = self._original(judged.credential_id, judged.secured.sealed)
        return exchange.of_disclosure(plan.credentials[0], original, judged.view), plan

    def _original(self, credential_id: str, document: object) -> bytes | None:
        """The received file, where it holds this one document and nothing else."""
        sha256, path = self._session.originals(credential_id)[-1]
        data = self._session.original(sha256)
        try:
            same = path == "$" and strict_json.loads(data) == document
        except InputError:
            return None
        return data if same else None

    def _entry(self, draft: Draft, carried: Carried) -> LedgerEntry:
        now, salt = self._clock(), secrets.token_bytes(_SALT_BYTES)
        own = tuple(ShownCredential(credential_id=one, statements=()) for one in draft.own)
        each = [
            presenting.ledger_entry(plan, draft.data, carried, now=now, salt=salt)
            for plan in draft.plans
        ]
        shown = tuple(one for entry in each for one in entry.credentials)
        first = each[0] if each else _only_own(draft, carried, now=now, salt=salt)
        return replace(first, holder=draft.holder, credentials=(*shown, *own))


def _only_own(draft: Draft, carried: Carried, *, now: datetime, salt: bytes) -> LedgerEntry:
    """An entry for a file that holds nothing but what the learner wrote."""
    return LedgerEntry(
        made_at=now,
        recipient=draft.recipient,
        purpose=PURPOSE,
        nonce=None,
        expires=None,
        holder=draft.holder,
        transport=carried.transport,
        sha256=hashlib.sha256(draft.data).hexdigest(),
        salt=salt.hex(),
        credentials=(),
    )


def _check(form: str, title: str, by_name: str) -> None:
    if form not in FORMS:
        raise InputError("unknown_form", form=form[:40])
    if not (title.strip() and by_name.strip()):
        raise InputError("title_missing")


def _written(
    form: str,
    parts: Sequence[Part],
    words: Words,
    signer: tuple[str, PrivateKey],
    language: str,
) -> Out:
    if not parts:
        raise InputError("case_empty")
    out = exchange.write(form, parts, words, signer, language)
    if len(out.data) > LIMITS.input_bytes:
        raise PresentingError("too_large", limit=LIMITS.input_bytes)
    return out
