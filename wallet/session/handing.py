"""Requests and proofs of a pathway: what is planned for somebody beyond a plain choice."""
# ruff: noqa: SLF001 - a part of the session

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from wallet import presenting
from wallet.errors import InputError, PresentingError, ProofFailure
from wallet.pathways import PathwayResult
from wallet.presenting import Chosen, DisclosurePlan, Pick, Proposal, Request
from wallet.session import stacked
from wallet.session.choosing import Reveal, candidates, choosing, chosen_of
from wallet.verify.asker import Asker, asker

if TYPE_CHECKING:
    from wallet.session.sharing import Sharing


class Asked(NamedTuple):
    """A request that was opened."""

    request: Request
    asker: Asker | None = None
    """Who signed it; None where nobody did."""


class Handover:
    """Answers to requests, and proofs of a pathway."""

    def __init__(self, session: Sharing) -> None:
        self._session = session

    def plan_stack(  # noqa: PLR0913 - as ``plan``
        self,
        pathway: str,
        ids: Iterable[str] = (),
        recipient: str = "",
        purpose: str = "",
        nonce: str | None = None,
        expires: datetime | None = None,
        *,
        reveal: Reveal | None = None,
        preset: str | None = "F-7",
    ) -> DisclosurePlan:
        """As ``plan``, of all that a pathway counts, with the learner's own word for it.

        Raises:
            InputError: ``unknown_pathway``, ``unknown_credential``.
            PresentingError: ``nothing_counted``, and what ``wallet.presenting`` refuses.
        """
        now = self._session._clock()
        result = self._session.evaluate(pathway, decided=False)
        if not (counted := stacked.counted(result)):
            raise PresentingError("nothing_counted")
        judged = [self._session.credential(one) for one in dict.fromkeys((*ids, *counted))]
        chosen = choosing(judged, reveal or {}, preset, now.date(), (presenting.PATHWAY,))
        asked = {"recipient": recipient, "purpose": purpose, "nonce": nonce}
        return self._with_statement(chosen, result, {**asked, "expires": expires, "now": now})

    def with_papers(self, plan: DisclosurePlan) -> DisclosurePlan:
        """The plan, with the signed evidence that is held about what it shows.

        An answer that is locked goes without: nobody could tell what belongs to it.
        """
        return plan if plan.encrypt_to is not None else self._session._with_papers(plan)

    def _with_statement(
        self, chosen: Sequence[Chosen], result: PathwayResult, asked: Mapping[str, Any]
    ) -> DisclosurePlan:
        """The plan of these and of the statement, signed by the key that shows them."""
        signer = self._session._planned(chosen, **asked).holder or self._session._new_once()
        statement = presenting.own_statement(
            stacked.document(result),
            title=stacked.title(result),
            said=stacked.sentence(result),
            key=self._session._once.get(signer) or self._session.signer(signer),
            now=asked["now"],
            expires=asked["expires"],
        )
        return self._session._planned([*chosen, statement], signer, **asked)

    def open_request(self, data: bytes) -> Asked:
        """The request in a file or code, and what is known of whoever signed it.

        Raises:
            InputError: ``not_a_request``, ``malformed_request``, ``request_altered``.
        """
        request = presenting.read_request(data)
        if request.token is None or request.signer is None:
            return Asked(request)
        session, now = self._session, self._session._clock()
        known, policy = session.evidence(), session._policy()
        try:
            found = asker(request.token, request.signer, known, now=now, policy=policy)
        except ProofFailure:
            raise InputError("request_altered") from None
        return Asked(request, found)

    def propose(self, request: Request, only: Sequence[str] = ()) -> Proposal:
        """The least that satisfies a request, or what is missing for it.

        ``only`` are the credentials to answer with, by their ids; none for all that are held.
        """
        judged = tuple(self._session._judged_held(self._session._clock(), None, None, None))
        found = candidates(judged)
        wanted = [one for one in found if not only or one.secured.credential_id in only]
        return presenting.propose(request, wanted)

    def answer(
        self, request: Request, picks: Sequence[Pick], expires: datetime | None = None
    ) -> DisclosurePlan:
        """The plan of an answer to a request: for its asker, with its nonce.

        Raises:
            PresentingError: ``request_ended``, ``nothing_chosen``, and as ``plan``.
        """
        now = self._session._clock()
        chosen = presenting.answering(request, picks, self._chosen_by_id(picks), now)
        return self._session._planned(
            chosen,
            recipient=request.who,
            now=now,
            purpose=request.purpose,
            nonce=request.nonce,
            expires=expires,
            encrypt_to=request.encrypt_to,
        )

    def _chosen_by_id(self, picks: Sequence[Pick]) -> dict[str, Chosen]:
        ids = dict.fromkeys(one.credential_id for one in picks)
        return {one: chosen_of(self._session.credential(one)) for one in ids}
