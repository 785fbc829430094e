"""Work with an advisor, the advisor's side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from wallet import pathways as stacking
from wallet.encoding import strict_json
from wallet.errors import InputError
from wallet.pathways import Pathway, PathwayResult
from wallet.pathways.deciding import RPL
from wallet.proofs.papers import WHENEVER
from wallet.reviews import case as casing
from wallet.reviews import decisions as deciding
from wallet.reviews import envelope, staleness
from wallet.reviews import review as reviewing
from wallet.reviews.case import Case, Seen
from wallet.reviews.decisions import Decision, Kind, Scope
from wallet.reviews.differences import Now, differences
from wallet.reviews.members import Members, refuse
from wallet.reviews.review import Answer, Draft, Review
from wallet.reviews.staleness import Standing
from wallet.session import countersigned, differing
from wallet.session.countersigned import of_entries
from wallet.session.differing import Since
from wallet.session.reviewing import OPEN, SIGNED, Sent, Side, Unread, case_id_of
from wallet.vault import cases
from wallet.vault.cases import ADVISOR, KeptCase
from wallet.vault.interface import Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A case as the advisor sees it."""

    case: Case
    state: str
    """``open``, ``signed``, ``countersigned`` or ``objected``."""
    seen: Seen
    result: PathwayResult
    """By the advisor's own evidence, with the decisions so far."""
    draft: Draft
    review: Review | None
    answer: Answer | None
    is_confirmed: bool
    """Whether the learner's words were compared on this wallet."""
    differs: bool
    """Whether the learner's wallet came to another result than this one without decisions."""

    @property
    def closed(self) -> frozenset[str]:
        """Ids of slots into which prior learning is no way."""
        return _closed(self.case.pathway)


class AdvisorReviews(Side):
    """The advisor's side."""

    def open(self, data: bytes, words: str | None = None) -> Case:
        """Take in a case that was handed over.

        Raises:
            InputError: ``not_a_review_file``, ``review_words_needed``, ``review_not_opened``;
                what ``wallet.reviews.case.read`` refuses; ``review_not_for_you``,
                ``case_ended``, ``case_known``.
        """
        now = self._clock()
        case = casing.read(self._opened(data, words), now)
        if case.advisor_did not in (None, self._key().did):
            raise InputError("review_not_for_you")
        if now > case.expires:
            raise InputError("case_ended")
        cases.add_case(self._database, case.id, ADVISOR, OPEN, case.data, now)
        return case

    def take_in(self, data: bytes, words: str | None = None) -> str:
        """A case or an answer to a review, whichever the file holds; the id of its case.

        Raises:
            InputError: what ``open`` and ``take_answer`` refuse.
        """
        paper = self._opened(data, words)
        if b'"format":"tessera-review-answer/' in paper:
            return self.take_answer(data).case_id
        return self.open(data, words).id

    def cases(self) -> tuple[tuple[Case, str], ...]:
        """Every case that was handed over, newest first, with its state."""
        return self.listed()[0]

    def listed(self) -> tuple[tuple[tuple[Case, str], ...], tuple[Unread, ...]]:
        """The same, and cases that are not read any more."""
        return self._each(ADVISOR, lambda one: (casing.read(one.data, WHENEVER), one.state))

    def table(self, case_id: str) -> Table:
        """A case with everything judged again by this wallet's evidence.

        Raises:
            InputError: ``unknown_case``.
        """
        kept, case = self._case(case_id, ADVISOR)
        seen = self._seen(case)
        papers, confirmed = self._papers(case, seen), self._is_confirmed(case.learner)
        return _table(kept, case, seen, papers, confirmed=confirmed)

    def since(self, table: Table) -> Since | None:
        """What is otherwise than in the review that this wallet signed last.

        That is the one of this case, else one of the same learner and pathway; None without.
        """
        review, seen = table.review, table.seen
        earlier = None if review is not None else self._earlier(table.case)
        if earlier is not None:
            seen, review = earlier
        if review is None:
            return None
        found = differences(review, _as_it_is(table), self._clock())
        return differing.since(review, found, self._names(table, seen), "received")

    def decide(self, case_id: str, decision: Decision) -> Changes:
        """Add a decision to what is not signed yet.

        Raises:
            InputError: ``malformed_review`` where it is about nothing in the case, or not
                whole; ``review_replayed`` where the review was signed.
        """
        table = self._unsigned(case_id)
        new = replace(decision, id=deciding.new_id(), at=self._clock())
        checked = deciding.checked(new, table.seen.scope(table.case.pathway))
        _check_about(checked, table.result)
        made = (*table.draft.decisions, checked)
        return self._save(case_id, replace(table.draft, decisions=made))

    def withdraw(self, case_id: str, decision_id: str) -> Changes:
        """Take back a decision that is not signed yet.

        Raises:
            InputError: ``review_replayed`` where the review was signed.
        """
        draft = self._unsigned(case_id).draft
        kept = tuple(one for one in draft.decisions if one.id != decision_id)
        return self._save(case_id, replace(draft, decisions=kept))

    def sign(self, case_id: str, my_name: str, *, sign_off: bool, note: str = "") -> Sent:
        """Sign the review of a case, sealed for its learner.

        Raises:
            InputError: ``review_replayed``, ``case_ended``, ``text_too_long``.
        """
        table, now = self._unsigned(case_id), self._clock()
        ends = staleness.ends(now, table.case.pathway) if sign_off else None
        draft = replace(table.draft, signed_off=sign_off, note=note, expires=ends)
        review = self._review(replace(table, draft=draft), my_name, now)
        changes = self._keep_review(review, SIGNED, (OPEN,), now)
        data = envelope.sealed_to(review.data, table.case.learner.recipient)
        return Sent(data=data, words=None, case_id=case_id, changes=changes)

    def signed_file(self, case_id: str) -> bytes:
        """A review that was signed, sealed once more: the file was lost, say.

        Raises:
            InputError: ``not_reviewed``.
        """
        table = self.table(case_id)
        if table.review is None:
            raise InputError("not_reviewed")
        return envelope.sealed_to(table.review.data, table.case.learner.recipient)

    def take_answer(self, data: bytes) -> Answer:
        """Keep the learner's answer to a review.

        Raises:
            InputError: ``unknown_case``, ``review_foreign``, ``review_wrong_signer``,
                ``review_replayed``, ``review_not_opened``.
        """
        paper, now = self._opened(data, None), self._clock()
        table = self.table(case_id_of(paper))
        if table.review is None:
            raise InputError("not_reviewed")
        answer = reviewing.read_answer(paper, table.review, now)
        self._keep_answer(answer, (SIGNED,), now)
        return answer

    def _earlier(self, case: Case) -> tuple[Seen, Review] | None:
        """What was signed here before this case; the review that it names goes first."""
        first = None
        for seen, review in self._signed_of(case):
            if case.previous_review in {None, review.sha256}:
                return seen, review
            first = first or (seen, review)
        return first

    def _signed_of(self, case: Case) -> Iterator[tuple[Seen, Review]]:
        """Other reviews for the same learner and pathway, newest first."""
        for kept in cases.cases(self._database, ADVISOR):
            found = None
            with suppress(InputError):
                found = self._signed_with(kept, case)
            if found is not None:
                yield found

    def _signed_with(self, kept: KeptCase, case: Case) -> tuple[Seen, Review] | None:
        if kept.state == OPEN or kept.case_id == case.id:
            return None
        one = casing.read(kept.data, WHENEVER)
        if _who(one) != _who(case):
            return None
        seen = self._seen(one)
        review, _ = self._papers(one, seen)
        return None if review is None else (seen, review)

    def _names(self, table: Table, before: Seen) -> differing.Names:
        languages = self._session.settings().languages
        said = stacking.overview(table.result, languages)
        return differing.names(
            [table.case.pathway],
            [table.seen, before],
            languages,
            {value: name for name, value in said.waivable},
        )

    def _review(self, table: Table, my_name: str, now: datetime) -> Review:
        return reviewing.sign(
            table.case,
            table.seen,
            table.draft,
            stacking.to_json(table.result),
            advisor=self.me(my_name),
            key=self._key().key,
            now=now,
        )

    def _unsigned(self, case_id: str) -> Table:
        table = self.table(case_id)
        if table.state != OPEN:
            raise InputError("review_replayed")
        return table

    def _save(self, case_id: str, draft: Draft) -> Changes:
        told = {"decisions": [deciding.to_json(one) for one in draft.decisions]}
        return cases.save_draft(self._database, case_id, told, self._clock())


def _table(
    kept: KeptCase,
    case: Case,
    seen: Seen,
    papers: tuple[Review | None, Answer | None],
    *,
    confirmed: bool,
) -> Table:
    """Everything that follows from how the case is judged here."""
    draft = _draft(kept.draft, seen, case)
    bare = stacking.evaluate(case.pathway, seen.awards, case.as_of, agreements=case.agreements)
    return Table(
        case=case,
        state=kept.state,
        seen=seen,
        result=_with(bare, draft.decisions),
        draft=draft,
        review=papers[0],
        answer=papers[1],
        is_confirmed=confirmed,
        differs=_compared(stacking.to_json(bare)) != _compared(case.stated),
    )


def _compared(result: Mapping[str, Any]) -> dict[str, Any]:
    """A result without what is said of whose pathway it is: that each side knows for itself."""
    return {name: value for name, value in result.items() if name != "notices"}


def _who(case: Case) -> tuple[str, str]:
    return case.learner.did, case.pathway.id


def _as_it_is(table: Table) -> Now:
    """A case for holding against a review: one of its own meant the same decisions."""
    return Now(
        standing={
            one.credential_id: Standing(verdict=one.verdict, accreditation=one.accreditation)
            for one in reviewing.reviewed(table.seen)
        },
        pathway=table.case.pathway,
        result=stacking.to_json(table.result),
        decisions=table.draft.decisions if table.review is None else None,
    )


def _with(result: PathwayResult, decisions: Sequence[Decision]) -> PathwayResult:
    """The same question with these decisions, beside those that count already."""
    now = result.what_if.decided
    change = of_entries(map(countersigned.entry, decisions), now)
    if change == now:
        return result
    return stacking.again(result, replace(result.what_if, decided=change))


def with_decisions(result: PathwayResult, data: bytes) -> PathwayResult:
    """A result with the ``decisions`` of a JSON document, such as a review's.

    Nobody signed that document, so the headline says whose word is missing.

    Raises:
        InputError: ``malformed_json``, ``malformed_review`` where one is off or about nothing
            in the result.
    """
    document = strict_json.loads(data)
    listed = document.get("decisions") if isinstance(document, dict) else None
    if not isinstance(listed, list):
        raise InputError("malformed_review", member="decisions")
    scope = Scope(
        credentials={one.credential_id for one in result.awards.values()},
        slots={one.id for one in result.pathway.slots},
        rules=stacking.waivable(result.pathway),
    )
    members = (Members(one, deciding.MEMBERS, "decisions") for one in listed)
    made = [deciding.read(one, scope) for one in members]
    deciding.check_ids(made)
    for one in made:
        _check_about(one, result)
    found = _with(result, made)
    if found is result:
        return result
    notices = dict.fromkeys((*found.notices, "advisor_not_of_owner"))
    return replace(found, notices=tuple(notices))


def _closed(pathway: Pathway) -> frozenset[str]:
    """Slots that name ways, and prior learning is none of them (A-07 and E.6)."""
    return frozenset(one.id for one in pathway.slots if one.routes and RPL not in one.routes)


def _check_about(decision: Decision, result: PathwayResult) -> None:
    """Refuse what would change nothing: an id that no award has; and what no way leads to.

    Raises:
        InputError: ``malformed_review``.
    """
    known = {*result.awards, *(one.credential_id for one in result.awards.values())}
    if decision.award is not None and decision.award not in known:
        refuse("decisions.award")
    is_rpl = decision.kind is Kind.RPL
    if is_rpl and decision.slot in _closed(result.pathway):
        refuse("decisions.slot")


def _draft(kept: Mapping[str, Any], seen: Seen, case: Case) -> Draft:
    """What was decided so far; one that could not be signed is not in the way of the others."""
    scope, found = seen.scope(case.pathway), []
    for one in kept.get("decisions", []):
        with suppress(InputError):
            found.append(deciding.read(Members(one, deciding.MEMBERS), scope))
    return Draft(decisions=tuple(found))
