"""Work with an advisor, the learner's side."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain

from wallet.errors import InputError
from wallet.evidence import Evidence
from wallet.holder import PrivateKey
from wallet.pathways import Agreement, Decided, Pathway, held
from wallet.presenting import DisclosurePlan
from wallet.reviews import case as casing
from wallet.reviews import envelope, staleness
from wallet.reviews import review as reviewing
from wallet.reviews.case import Asked, Case, Seen
from wallet.reviews.contact import Contact
from wallet.reviews.differences import Now, differences
from wallet.reviews.review import Answer, Response, Review
from wallet.reviews.staleness import Change, Standing
from wallet.session import differing
from wallet.session.countersigned import decided
from wallet.session.differing import Names, Since
from wallet.session.reviewing import REVIEWED, SENT, Sent, Side, Unread, case_id_of
from wallet.vault import cases
from wallet.vault.cases import LEARNER, KeptCase
from wallet.vault.interface import Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A case before it is signed: exactly what will leave."""

    asked: Asked
    pathway: Pathway
    plans: tuple[DisclosurePlan, ...]
    """One for each credential."""
    agreements: tuple[Agreement, ...]
    """Those that go along: about what is shown, on this pathway."""
    advisor: Contact | None
    note: str
    previous_review: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerCase:
    """A case that this wallet's learner sent."""

    case: Case
    state: str
    """``sent``, ``reviewed``, ``countersigned`` or ``objected``."""
    review: Review | None
    answer: Answer | None
    stale: tuple[Change, ...]
    """Why the sign-off no longer stands; empty while it does, or where there is none."""
    is_confirmed: bool = False
    """Whether the words of whoever signed the review were compared on this wallet."""
    advisor_known_as: str = ""
    """What whoever signed it is called among the people whose words were compared."""
    changed: tuple[Change, ...] = ()
    """What changed since the review, signed off or not."""
    since: Since | None = None
    """The same by name, with the decisions that no longer hold."""
    called: Names = field(default_factory=Names)
    """How what the review is about is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedReview:
    """A review that came back, before it is merged."""

    case: Case
    review: Review
    is_confirmed: bool
    """Whether the advisor's words were compared on this wallet."""
    called: Names
    """How what it is about is called."""


class LearnerReviews(Side):
    """The learner's side."""

    def prepare(  # noqa: PLR0913 - what the page asks
        self,
        pathway_id: str,
        ids: Iterable[str],
        *,
        advisor_did: str | None = None,
        advisor_name: str = "",
        note: str = "",
        reveal: Mapping[str, Sequence[str] | None] | None = None,
        follows: str | None = None,
    ) -> Prepared:
        """Exactly what a case would hand over; nothing leaves yet.

        Args:
            pathway_id: a kept pathway.
            ids: credentials to release.
            advisor_did: a contact to seal it for; None seals it with words.
            advisor_name: who it is for, where it is no contact.
            note: a word to the advisor.
            reveal: credential id -> JSON pointers to show; whole credentials by default.
            follows: id of an earlier case whose review this follows.

        Raises:
            InputError: ``unknown_pathway``, ``unknown_contact``, ``unknown_credential``,
                ``advisor_not_named``, ``text_too_long``.
            PresentingError: what ``wallet.presenting`` refuses.
        """
        asked, advisor = self._asked(advisor_did, advisor_name)
        pathway = self._session._pathway(pathway_id)  # noqa: SLF001 - a part of the session
        wanted = tuple(dict.fromkeys(ids))
        return Prepared(
            asked=asked,
            pathway=pathway,
            plans=tuple(self._plan(one, asked, pathway, reveal) for one in wanted),
            agreements=self._about(wanted, pathway),
            advisor=advisor,
            note=note,
            previous_review=None if follows is None else self._review_of(follows).sha256,
        )

    def create(self, prepared: Prepared, my_name: str) -> Sent:
        """Sign and seal what was prepared; the share ledger has it first.

        Raises:
            InputError: ``case_empty``, ``text_too_long``.
        """
        if not prepared.plans:
            raise InputError("case_empty")
        now = self._clock()
        shown = [self._session.present(one).presentation for one in prepared.plans]
        learner, key = self.me(my_name), self._key().key
        case = _signed(prepared, shown, learner, key, self._session.evidence(), now)
        changes = cases.add_case(self._database, case.id, LEARNER, SENT, case.data, now)
        words = None if prepared.advisor else envelope.new_words()
        data = _sealed(case, prepared.advisor, words)
        return Sent(data=data, words=words, case_id=case.id, changes=changes)

    def cases(self) -> tuple[LearnerCase, ...]:
        """Every case that was sent, newest first, with what became of it."""
        return self.listed()[0]

    def listed(self) -> tuple[tuple[LearnerCase, ...], tuple[Unread, ...]]:
        """The same, and cases that are not read any more."""
        return self._each(LEARNER, lambda one: self.case(one.case_id))

    def case(self, case_id: str) -> LearnerCase:
        """One of them.

        Raises:
            InputError: ``unknown_case``.
        """
        found, seen, as_it_is = self._judged(case_id)
        if found.review is None:
            return found
        case, now = found.case, self._clock()
        result = differing.comes_to(case, seen, found.review, as_it_is, now)
        told = differences(found.review, replace(as_it_is, result=result), now)
        called = self._names(case, seen)
        since = differing.since(found.review, told, called, "sent")
        return replace(found, since=since, called=called)

    def decided(self, pathways: Iterable[Pathway]) -> dict[str, Decided]:
        """Pathway id -> the decisions that the learner countersigned, see ``countersigned``."""
        wanted = {one.id: one for one in pathways}
        answered, _ = self._each(LEARNER, lambda one: self._answered(one, wanted))
        found = [one for one in answered if one is not None]
        left_out = self._session.settings().left_out_reviews if found else ()
        made = {key: decided(found, one, left_out) for key, one in wanted.items()}
        return {key: one for key, one in made.items() if one.records}

    def leave_out(self, review: str, *, out: bool) -> Changes:
        """Let the decisions of a review (its SHA-256) no longer count, or count again."""
        settings = self._session.settings()
        others = tuple(one for one in settings.left_out_reviews if one != review)
        changed = (*others, review) if out else others
        saved = self._session.save_settings(replace(settings, left_out_reviews=changed))
        return replace(saved, areas=saved.areas | {"pathways"})

    def read_review(self, data: bytes) -> OfferedReview:
        """A review that came back, checked against the case that it answers.

        Raises:
            InputError: what ``wallet.reviews.review.read`` refuses; ``unknown_case``,
                ``review_replayed``, ``case_ended``, ``review_not_opened``.
        """
        paper = self._opened(data, None)
        kept, case = self._case(case_id_of(paper), LEARNER)
        if kept.state != SENT:
            raise InputError("review_replayed")
        seen = self._seen(case)
        review = reviewing.read(paper, case, seen, self._clock())
        if self._clock() > case.expires:
            raise InputError("case_ended")
        confirmed, called = self._is_confirmed(review.advisor), self._names(case, seen)
        return OfferedReview(case=case, review=review, is_confirmed=confirmed, called=called)

    def merge(self, offered: OfferedReview) -> Changes:
        """Keep a review: its nonce is closed from then on.

        Raises:
            InputError: ``review_replayed``.
        """
        return self._keep_review(offered.review, REVIEWED, (SENT,), self._clock())

    def answer(self, case_id: str, response: Response, text: str = "") -> Sent:
        """Countersign a merged review, or object to it; for the advisor to keep.

        Raises:
            InputError: ``review_replayed`` where it was answered, ``reason_missing``.
        """
        now, key = self._clock(), self._key()
        review, learner = self._review_of(case_id), self.case(case_id).case.learner
        answer = reviewing.answer(review, response, text, learner=learner, key=key.key, now=now)
        changes = self._keep_answer(answer, (REVIEWED,), now)
        data = envelope.sealed_to(answer.data, review.advisor.recipient)
        return Sent(data=data, words=None, case_id=case_id, changes=changes)

    def respond(self, case_id: str, objection: str | None) -> Sent:
        """Object for that reason, or countersign where there is none; see ``answer``."""
        if objection is None:
            return self.answer(case_id, Response.COUNTERSIGNED)
        return self.answer(case_id, Response.OBJECTED, objection)

    def _about(self, ids: Iterable[str], pathway: Pathway) -> tuple[Agreement, ...]:
        judged = (self._session.credential(one) for one in ids)
        awards = (held(one.credential_id, one.view, one.verdict, one.report) for one in judged)
        every = tuple(chain.from_iterable(awards))
        return casing.going_along(self._session.agreements(), pathway, every)

    def _plan(
        self,
        credential_id: str,
        asked: Asked,
        pathway: Pathway,
        reveal: Mapping[str, Sequence[str] | None] | None,
    ) -> DisclosurePlan:
        return self._session.plan(
            [credential_id],
            asked.advisor_name,
            f"{asked.advisor_name}: {pathway.id}"[:200],
            asked.nonce,
            asked.expires,
            reveal={credential_id: (reveal or {}).get(credential_id)},
        )

    def _asked(self, did: str | None, name: str) -> tuple[Asked, Contact | None]:
        advisor = None if did is None else self._contact(did)
        return casing.ask(advisor.name if advisor else name, self._clock()), advisor

    def _contact(self, did: str) -> Contact:
        for one in self.contacts():
            if one.did == did:
                return Contact(name=one.name, did=one.did, recipient=one.recipient)
        raise InputError("unknown_contact")

    def _review_of(self, case_id: str) -> Review:
        found = self.case(case_id).review
        if found is None:
            raise InputError("not_reviewed")
        return found

    def _judged(self, case_id: str) -> tuple[LearnerCase, Seen, Now]:
        """A case, and how what it released is judged now; what that comes to is not asked."""
        kept, case = self._case(case_id, LEARNER)
        seen = self._seen(case)
        review, answer = self._papers(case, seen)
        found = LearnerCase(case=case, state=kept.state, review=review, answer=answer, stale=())
        as_it_is = self._as_it_is(case, seen)
        return (
            (found if review is None else self._since(found, review, as_it_is)),
            seen,
            as_it_is,
        )

    def _answered(self, kept: KeptCase, wanted: Container[str]) -> LearnerCase | None:
        """A case with a review, about one of these pathways."""
        if kept.state == SENT or self._case(kept.case_id, LEARNER)[1].pathway.id not in wanted:
            return None
        return self._judged(kept.case_id)[0]

    def _since(self, found: LearnerCase, review: Review, as_it_is: Now) -> LearnerCase:
        """The same with what changed since the review."""
        known = {one.did: one.name for one in self.contacts()}
        changed = staleness.changes(review, as_it_is.standing, as_it_is.pathway, self._clock())
        return replace(
            found,
            stale=changed if review.signed_off else (),
            is_confirmed=self._is_confirmed(review.advisor),
            advisor_known_as=known.get(review.advisor.did, ""),
            changed=changed,
        )

    def _names(self, case: Case, seen: Seen) -> Names:
        return differing.names([case.pathway], [seen], self._session.settings().languages)

    def _as_it_is(self, case: Case, seen: Seen) -> Now:
        binned = {one.credential_id for one in self._session.deleted()}
        standing = {
            one.credential_id: Standing(
                verdict=one.verdict.code.value, accreditation=one.report.accreditation.code
            )
            for one in seen.items
            if one.credential_id not in binned and self._is_held(one.credential_id)
        }
        kept = {one.id: one for one in self._session.pathways()}
        return Now(standing=standing, pathway=kept.get(case.pathway.id))

    def _is_held(self, credential_id: str) -> bool:
        try:
            return self._session.find(credential_id) == credential_id
        except InputError:
            return False


def _signed(
    prepared: Prepared,
    shown: Sequence[bytes],
    learner: Contact,
    key: PrivateKey,
    evidence: Evidence,
    now: datetime,
) -> Case:
    return casing.make(
        prepared.asked,
        learner=learner,
        key=key,
        advisor=prepared.advisor,
        pathway=prepared.pathway,
        presentations=shown,
        evidence=evidence,
        agreements=prepared.agreements,
        now=now,
        note=prepared.note,
        previous_review=prepared.previous_review,
    )


def _sealed(case: Case, advisor: Contact | None, words: str | None) -> bytes:
    if advisor is not None:
        return envelope.sealed_to(case.data, advisor.recipient)
    return envelope.sealed_with(case.data, words or "")
