"""The part of a session about what credentials add up to, and showing them to others."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from wallet import pathways as stacking
from wallet import presenting
from wallet.errors import InputError
from wallet.evidence import Evidence
from wallet.holder import new_private_key
from wallet.identifiers import did_key_of
from wallet.pathways import Agreement, HeldAward, Pathway, PathwayResult, WhatIf
from wallet.presenting import (
    Carried,
    Chosen,
    DisclosurePlan,
    LedgerEntry,
)
from wallet.proofs.papers import WHENEVER
from wallet.session.base import Summed
from wallet.session.choosing import Reveal, choosing
from wallet.session.holding import accepted_trust, public_trust_state
from wallet.session.library import Library
from wallet.session.unread import kept_pathways
from wallet.vault import cases, counted, papers
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
    is_locked: bool = False
    """Whether only whoever asked can read it."""


class Sharing(Library):
    """Pathways, presentations, the share ledger."""

    def plan(  # noqa: PLR0913 - what the steps of the page ask
        self,
        ids: Iterable[str],
        recipient: str = "",
        purpose: str = "",
        nonce: str | None = None,
        expires: datetime | None = None,
        *,
        reveal: Reveal | None = None,
        preset: str | None = None,
    ) -> DisclosurePlan:
        """Exactly what a presentation of these credentials will show; nothing leaves yet.

        ``reveal``: credential id -> JSON pointers of what to show beyond what the issuer made
        mandatory, None for all; ``preset``: a named selection for every credential. What shows
        no identifier of this wallet is signed by a one-time key.

        Raises:
            InputError: ``unknown_credential``.
            PresentingError: what ``wallet.presenting`` refuses.
        """
        now = self._clock()
        judged = tuple(self.credential(one) for one in ids)
        chosen = choosing(judged, reveal or {}, preset, now.date())
        asked: dict[str, Any] = {"recipient": recipient, "purpose": purpose, "nonce": nonce}
        plan = self._planned(chosen, now=now, expires=expires, **asked)
        wanted = preset is not None and presenting.preset(preset).papers
        return self._with_papers(plan) if wanted else plan

    def _with_papers(self, plan: DisclosurePlan) -> DisclosurePlan:
        """The plan, with the signed evidence that is held about what it shows."""
        shown = (one.secured.document for one in plan.credentials)
        return replace(plan, papers=presenting.papers_for(shown, self.evidence()))

    def _planned(
        self, chosen: Sequence[Chosen], signer: str = "", **asked: Any
    ) -> DisclosurePlan:
        """The plan, with the keys of this wallet; ``signer`` where one was made already."""
        own = [one.did for one in self.holder_keys()]
        once = (lambda: signer) if signer else self._new_once
        return presenting.plan(chosen, own, once=once, **asked)

    def _new_once(self) -> str:
        """A key that signs one presentation and is forgotten with the session."""
        key = new_private_key()
        did = did_key_of(key.public_key())
        self._once[did] = key
        return did

    def present(self, plan: DisclosurePlan, transport: str = "file") -> Presented:
        """Sign what was planned. The ledger has it on disk before the bytes come back.

        Raises:
            PresentingError: ``already_ended``, ``unknown_transport``, ``too_large_for_qr`` ...
        """
        now = self._clock()
        keys = [self._once.get(one) or self.signer(one) for one in plan.holders]
        presentation = presenting.sealed(plan, presenting.encode(plan, keys, now))
        carried = presenting.carry(presentation, transport, plan.papers)
        entry, changes = self._entered(plan, presentation, carried, now)
        return Presented(
            presentation=presentation,
            carried=carried,
            entry=entry,
            changes=changes,
            is_locked=plan.encrypt_to is not None,
        )

    def _entered(
        self, plan: DisclosurePlan, presentation: bytes, carried: Carried, now: datetime
    ) -> tuple[LedgerEntry, Changes]:
        salt = secrets.token_bytes(_SALT_BYTES)
        entry = presenting.ledger_entry(plan, presentation, carried, now=now, salt=salt)
        kept = presenting.entry_to_json(entry)
        return entry, papers.add_ledger_entry(self._database, kept, now)

    def clear_ledger(self, at: Iterable[datetime] | None = None) -> Changes:
        """Forget entries of the share ledger, by when they were made; all where None."""
        moments = None if at is None else tuple(at)
        return papers.clear_ledger(self._database, moments, self._clock())

    def ledger(self) -> tuple[LedgerEntry, ...]:
        """What was shown to whom, newest first."""
        return tuple(map(presenting.entry_from_json, papers.ledger(self._database)))

    def pathways(self) -> tuple[Pathway, ...]:
        """The pathways that the learner keeps, oldest first; those that can be read."""
        found = kept_pathways(self._database)
        return tuple(one for _, one in found if not isinstance(one, InputError))

    def add_pathway(self, data: bytes) -> Changes:
        """Keep a pathway document; it takes the place of one with the same id.

        Raises:
            InputError: ``malformed_pathway`` with the ``member`` that is off,
                ``older_pathway``, ``pathway_of_another_signer`` ...; what one of this id is
                not read for: whose it is cannot be told, so only the owner removes it.
        """
        pathway = stacking.read(data)
        for name, kept in kept_pathways(self._database):
            if name == pathway.id:
                _check_replacement(kept, pathway)
        return papers.add_pathway(self._database, pathway.id, data, self._clock())

    def remove_pathway(self, pathway_id: str) -> Changes:
        """Forget a pathway document.

        Raises:
            InputError: ``unknown_pathway``.
        """
        return papers.remove_pathway(self._database, pathway_id, self._clock())

    def agreements(self) -> tuple[Agreement, ...]:
        """The agreements on recognition that the learner keeps, oldest first."""
        return tuple(one for one, _ in self._kept_agreements())

    def _kept_agreements(self) -> tuple[tuple[Agreement, str], ...]:
        """Each with the name under which it is kept."""
        kept = papers.agreements(self._database)
        return tuple((stacking.read_agreement(data, WHENEVER), name) for name, data in kept)

    def _agreed(
        self, also: Evidence | None = None, given: Sequence[Agreement] = ()
    ) -> tuple[Agreement, ...]:
        """What counts here: what is kept, what accepted bundles carry, what is given."""
        known = accepted_trust().joined(also or Evidence())
        every = (*self.agreements(), *stacking.carried_agreements(known, self._clock()), *given)
        return stacking.of_learner(every, cases.review_dids(self._database))

    def _agreement(self, name: str) -> tuple[Agreement, str]:
        """The one of that key, or the only one of that id."""
        kept = self._kept_agreements()
        found = [one for one in kept if one[0].key == name]
        found = found or [one for one in kept if one[0].id == name]
        if len(found) != 1:
            raise InputError("ambiguous_agreement" if found else "unknown_agreement")
        return found[0]

    def add_agreement(self, data: bytes) -> Changes:
        """Keep an agreement; signatures of a copy that is kept already stay with it.

        Raises:
            InputError: what ``wallet.pathways.read_agreement`` refuses.
        """
        now, kept = self._clock(), self._kept_agreements()
        held, over = stacking.agreeing.taken([one for one, _ in kept], data, now)
        names = [name for one, name in kept if one in over]
        key = stacking.read_agreement(held, WHENEVER).key
        return papers.add_agreement(self._database, key, held, names, now)

    def remove_agreement(self, name: str) -> Changes:
        """Forget an agreement, by its key or its id.

        Raises:
            InputError: ``unknown_agreement``, ``ambiguous_agreement``.
        """
        kept = self._agreement(name)[1]
        return papers.remove_agreement(self._database, kept, self._clock())

    def evaluate(  # noqa: PLR0913 - the question, spelled out
        self,
        pathway: str | Pathway,
        at: datetime | None = None,
        what_if: WhatIf | None = None,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        *,
        also: Evidence | None = None,
        agreements: Sequence[Agreement] = (),
        decided: bool = True,
    ) -> PathwayResult:
        """What the held credentials come to on a pathway (or the id of a kept one).

        Every credential is judged for the moment ``at``, by default now; ``also`` is evidence,
        and ``agreements`` are agreements, that count for this question only. ``decided``:
        with what advisors decided and the learner countersigned, for the learner's own eyes:
        whoever else is shown the result cannot check that.

        Raises:
            InputError: ``unknown_pathway``.
        """
        asked = self._pathway(pathway) if isinstance(pathway, str) else pathway
        moment = at or self._clock()
        held = self._held_awards(moment, progress, cancelled, also)
        agreed = self._agreed(also, agreements)
        change = what_if or self._chosen((asked,), decided=decided).get(asked.id)
        found = stacking.evaluate(asked, held, moment.date(), what_if=change, agreements=agreed)
        return stacking.with_owner(found, self.evidence().joined(also or Evidence()), moment)

    def evaluate_all(
        self,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        *,
        brief: bool = False,
    ) -> tuple[PathwayResult, ...]:
        """What the held credentials come to now on every kept pathway, oldest first.

        Where nothing has changed, an answer of the last minute is given again. ``brief``:
        perhaps without fixes and without what is equally good, for whoever only says how far
        it is; who asks for the rest soon after waits for just that, and judges nothing again.
        """
        if not (pathways := self.pathways()):
            return ()
        moment, state = self._clock(), (self._database.stamp, public_trust_state())
        known = self._fresh_sum(moment, state)
        if known is not None and (brief or not known.brief):
            return known.results
        known = known or self._judged_for_all(moment, state, progress, cancelled)
        results = self._results(pathways, known.held, moment.date(), cancelled, brief=brief)
        if cancelled is None or not cancelled():  # else it has not seen every credential
            self._summed = replace(known, brief=brief, results=results)
            counted.remember(self._database, counting(results))
        return results

    def _judged_for_all(
        self,
        moment: datetime,
        state: object,
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> Summed:
        held = self._held_awards(moment, progress, cancelled, None)
        return Summed(state=state, at=moment, held=tuple(held))

    def _results(
        self,
        pathways: Sequence[Pathway],
        held: Sequence[HeldAward],
        day: date,
        cancelled: Callable[[], bool] | None,
        *,
        brief: bool,
    ) -> tuple[PathwayResult, ...]:
        """Those before it was cancelled: each may take seconds."""
        chosen, agreed = self._chosen(pathways, decided=True), self._agreed()
        known, now = self.evidence(), self._clock()
        found = (
            stacking.evaluate(
                one, held, day, what_if=chosen.get(one.id), agreements=agreed, brief=brief
            )
            for one in pathways
            if cancelled is None or not cancelled()
        )
        return tuple(stacking.with_owner(one, known, now) for one in found)

    def _fresh_sum(self, moment: datetime, state: object) -> Summed | None:
        kept = self._summed
        if kept is None or kept.state != state:
            return None
        is_fresh = timedelta() <= moment - kept.at < _FRESH and moment.date() == kept.at.date()
        return kept if is_fresh else None

    def _pinned(self) -> dict[str, WhatIf]:
        """What the person has placed, by pathway (only the learner chooses among equals)."""
        found: dict[str, WhatIf] = {}
        for pathway_id, award, slot in self.settings().pins:
            known = found.get(pathway_id, WhatIf()).pinned
            found[pathway_id] = WhatIf(pinned=known | {(award, slot)})
        return found

    def _chosen(self, pathways: Sequence[Pathway], *, decided: bool) -> dict[str, WhatIf]:
        """What the person has placed, and what advisors decided (for all but trials)."""
        from wallet.session.learner_reviews import LearnerReviews  # noqa: PLC0415 - above this

        found = self._pinned()
        made = LearnerReviews(self).decided(pathways) if decided else {}
        for pathway_id, one in made.items():
            found[pathway_id] = replace(found.get(pathway_id, WhatIf()), decided=one)
        return found

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


def _check_replacement(kept: Pathway | InputError, new: Pathway) -> None:
    if isinstance(kept, InputError):
        raise kept
    stacking.check_replacement(kept, new)


def counting(results: Iterable[PathwayResult]) -> dict[tuple[str, str], set[str]]:
    """(id, title) of each pathway -> the credentials that it counts."""
    found: dict[tuple[str, str], set[str]] = {}
    for one in results:
        title = one.pathway.title[0].text if one.pathway.title else one.pathway.id
        ids = {
            one.awards[item.award].credential_id
            for slot in one.slots
            for item in slot.items
            if item.award in one.awards and stacking.is_held(item.award)
        }
        found[one.pathway.id, title] = ids
    return found
