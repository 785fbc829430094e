"""The part of a session about what credentials add up to, and showing them to others."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from wallet import pathways as stacking
from wallet import presenting
from wallet.errors import InputError
from wallet.evidence import Evidence
from wallet.examine import Judged
from wallet.pathways import HeldAward, Pathway, PathwayResult, WhatIf
from wallet.presenting import Carried, Chosen, DisclosurePlan, LedgerEntry
from wallet.session.holding import public_trust_state
from wallet.session.library import Library
from wallet.vault import papers
from wallet.vault.interface import Changes

_SALT_BYTES = 16
_FRESH = timedelta(minutes=1)
"""How long an answer about pathways is good, for credentials end by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    """A presentation that was made, signed and written into the ledger."""

    presentation: bytes
    """The signed bytes, as a ``.vp.json`` file holds them."""
    carried: Carried
    """Ready for the chosen way of handing it over."""
    entry: LedgerEntry
    changes: Changes


class Sharing(Library):
    """Pathways, presentations, the share ledger."""

    def plan(
        self,
        ids: Iterable[str],
        recipient: str = "",
        purpose: str = "",
        nonce: str | None = None,
        expires: datetime | None = None,
    ) -> DisclosurePlan:
        """Exactly what a presentation of these credentials will show; nothing leaves yet.

        The first plan of a wallet makes its holder key.

        Raises:
            InputError: ``unknown_credential``.
            PresentingError: what ``wallet.presenting.plan`` refuses.
        """
        chosen = [_chosen(self.credential(one)) for one in ids]
        keys = self.holder_keys() or (self.new_holder_key(),)
        return presenting.plan(
            chosen,
            [one.did for one in keys],
            recipient=recipient,
            now=self._clock(),
            purpose=purpose,
            nonce=nonce,
            expires=expires,
        )

    def present(self, plan: DisclosurePlan, transport: str = "file") -> Presented:
        """Sign what was planned. The ledger has it on disk before the bytes come back.

        Raises:
            PresentingError: ``already_ended``, ``unknown_transport``, ``too_large_for_qr`` ...
        """
        now = self._clock()
        presentation = presenting.encode(plan, self.signer(plan.holder), now)
        carried = presenting.carry(presentation, transport)
        salt = secrets.token_bytes(_SALT_BYTES)
        entry = presenting.ledger_entry(plan, presentation, carried, now=now, salt=salt)
        kept = presenting.entry_to_json(entry)
        changes = papers.add_ledger_entry(self._database, kept, now)
        return Presented(
            presentation=presentation, carried=carried, entry=entry, changes=changes
        )

    def ledger(self) -> tuple[LedgerEntry, ...]:
        """What was shown to whom, newest first."""
        return tuple(map(presenting.entry_from_json, papers.ledger(self._database)))

    def pathways(self) -> tuple[Pathway, ...]:
        """The pathways that the learner keeps, oldest first."""
        return tuple(stacking.read(one) for one in papers.pathways(self._database))

    def add_pathway(self, data: bytes) -> Changes:
        """Keep a pathway document; it takes the place of one with the same id.

        Raises:
            InputError: ``malformed_pathway`` with the ``member`` that is off ...
        """
        pathway = stacking.read(data)
        return papers.add_pathway(self._database, pathway.id, data, self._clock())

    def remove_pathway(self, pathway_id: str) -> Changes:
        """Forget a pathway document.

        Raises:
            InputError: ``unknown_pathway``.
        """
        return papers.remove_pathway(self._database, pathway_id, self._clock())

    def evaluate(
        self,
        pathway: str | Pathway,
        at: datetime | None = None,
        what_if: WhatIf | None = None,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        *,
        also: Evidence | None = None,
    ) -> PathwayResult:
        """What the held credentials come to on a pathway (or the id of a kept one).

        Every credential is judged for the moment ``at``, by default now; ``also`` is evidence
        that counts for this question only.

        Raises:
            InputError: ``unknown_pathway``.
        """
        if isinstance(pathway, str):
            pathway = self._pathway(pathway)
        moment = at or self._clock()
        held = self._held_awards(moment, progress, cancelled, also)
        return stacking.evaluate(
            pathway, held, moment.date(), what_if=what_if or stacking.WhatIf()
        )

    def evaluate_all(
        self,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> tuple[PathwayResult, ...]:
        """What the held credentials come to now on every kept pathway, oldest first.

        Where nothing has changed, an answer of the last minute is given again.
        """
        pathways = self.pathways()
        if not pathways:
            return ()
        moment, state = self._clock(), (self._database.stamp, public_trust_state())
        if (kept := self._fresh_sum(moment, state)) is not None:
            return kept
        held = self._held_awards(moment, progress, cancelled, None)
        results = tuple(stacking.evaluate(one, held, moment.date()) for one in pathways)
        if cancelled is None or not cancelled():  # else it has not seen every credential
            self._summed = (state, moment, results)
        return results

    def _fresh_sum(self, moment: datetime, state: object) -> tuple[PathwayResult, ...] | None:
        if self._summed is None or self._summed[0] != state:
            return None
        then, results = self._summed[1:]
        is_fresh = timedelta() <= moment - then < _FRESH and moment.date() == then.date()
        return results if is_fresh else None

    def _pathway(self, pathway_id: str) -> Pathway:
        for one in self.pathways():
            if one.id == pathway_id:
                return one
        raise InputError("unknown_pathway", id=pathway_id[:200])

    def _held_awards(
        self,
        moment: datetime,
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool] | None,
        also: Evidence | None,
    ) -> list[HeldAward]:
        judged = self._judged_held(moment, progress, cancelled, also)
        return [
            award
            for one in judged
            for award in stacking.held(one.credential_id, one.view, one.verdict, one.report)
        ]


def _chosen(judged: Judged) -> Chosen:
    view = judged.view
    return Chosen(
        secured=judged.secured,
        verdict=judged.verdict.code,
        deciding=judged.verdict.deciding,
        titles=view.awards[0].title if view and view.awards else (),
        issuer_names=view.envelope.issuer.names if view else (),
    )
