"""The door to an unlocked wallet, and what it hands on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import Issuer, registry
from tests.helpers.pathways import document
from tests.helpers.said import NOW
from wallet.check_desk import CheckDesk
from wallet.errors import InputError, PresentingError
from wallet.report import VerdictCode
from wallet.session import Costs, Facet, LibraryQuery, PathwayResult, Session, templates
from wallet.trust_import import TrustFolder, default_folder

PASSPHRASE = "correct horse battery"


@pytest.fixture
def session(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Session]:
    made, _ = Session.create(tmp_path / "W", PASSPHRASE, clock=clock, costs=Costs())
    with made:
        yield made


def test_a_presentation_is_in_the_ledger_before_it_leaves_and_is_verified_elsewhere(
    session: Session, tmp_path: Path
) -> None:
    issuer = Issuer("Example University")
    key = session.new_holder_key()
    badge = issuer.issue("Data basics", holder=key.did)
    kept = session.keep(session.review([("a.json", to_bytes(badge))])).kept
    plan = session.plan(kept, "ACME", "a job", nonce="n-1")
    assert plan.holder == key.did
    assert session.ledger() == (), "a preview shows nothing to anybody"
    presented = session.present(plan)
    (entry,) = session.ledger()
    assert entry == presented.entry
    assert (entry.recipient, entry.purpose) == ("ACME", "a job")
    assert presented.changes.areas == {"ledger"}
    desk = CheckDesk(tmp_path / "trust")
    for nonce, is_ours in (("n-1", True), ("n-2", False)):
        results = desk.check(
            [("p.vp.json", presented.presentation)],
            nonce=nonce,
            recipient="ACME",
            evidence_files=[("registry.json", registry([issuer]))],
            at=NOW,
        )
        verdict = results[0].credentials[0].verdict.code.value
        assert (verdict == "verified") is is_ours, f"asked with {nonce}: {verdict}"


def test_what_is_bound_to_no_key_is_signed_by_a_key_for_one_time(session: Session) -> None:
    kept = session.keep(session.review([("a.json", to_bytes(Issuer().issue()))])).kept
    plan, again = session.plan(kept, "ACME"), session.plan(kept, "ACME")
    assert plan.holder != again.holder
    assert plan.holder.startswith("did:key:z6Mk")
    assert session.holder_keys() == ()
    assert session.present(again).entry.holder == again.holder


def test_what_cannot_be_shown_leaves_no_trace(session: Session) -> None:
    with pytest.raises(PresentingError):
        session.plan((), "ACME")
    with pytest.raises(InputError):
        session.plan(("f" * 64,), "ACME")
    kept = session.keep(session.review([("a.json", to_bytes(Issuer().issue()))])).kept
    with pytest.raises(PresentingError):
        session.present(session.plan(kept, "ACME"), transport="pigeon")
    assert session.ledger() == ()


def test_a_pathway_is_kept_evaluated_and_forgotten(session: Session) -> None:
    issuer = Issuer("Example University")
    session.add_evidence([("registry.json", registry([issuer]))])
    badge = issuer.issue("Data basics", ects="5", eqf=6)
    session.keep(session.review([("a.json", to_bytes(badge))]))
    template = templates()[0]
    session.add_pathway(template.data)
    (pathway,) = session.pathways()
    result = session.evaluate(pathway.id)
    assert result.as_of == NOW.date()
    assert session.evaluate(pathway) == result
    session.remove_pathway(pathway.id)
    assert session.pathways() == ()
    with pytest.raises(InputError) as caught:
        session.evaluate(pathway.id)
    assert caught.value.code == "unknown_pathway"


def test_what_pathways_come_to_is_asked_again_when_anything_moved(tmp_path: Path) -> None:
    def said_of(result: PathwayResult) -> set[str]:
        return {reason.code for one in result.unused for reason in one.reasons}

    at = [NOW]
    issuer = Issuer("Example University")
    made, _ = Session.create(tmp_path / "W", PASSPHRASE, clock=lambda: at[0], costs=Costs())
    with made as session:
        session.add_evidence([("registry.json", registry([issuer]))])
        end = NOW + timedelta(days=2)
        badge = issuer.issue("Data basics", ects="5", eqf=6, valid_until=end)
        session.keep(session.review([("a.json", to_bytes(badge))]))
        session.add_pathway(templates()[0].data)
        (first,) = session.evaluate_all()
        assert "expired" not in said_of(first)
        at[0] = NOW + timedelta(seconds=50)
        assert session.evaluate_all()[0] is first
        session.keep(session.review([("b.json", to_bytes(issuer.issue("More", ects="5")))]))
        assert session.evaluate_all(cancelled=lambda: True) == (), "stopped before the first"
        (second,) = session.evaluate_all()
        assert second is not first, "something was kept since"
        at[0] = end + timedelta(days=1)
        (third,) = session.evaluate_all()
        assert "expired" in said_of(third), "it has ended, though nobody touched the wallet"
        folder = TrustFolder(default_folder(), clock=lambda: NOW)
        offer = folder.offer("r.json", [("r.json", registry([Issuer("Another")]))])
        folder.accept(offer, typed=offer.fingerprint)
        assert session.evaluate_all()[0] is not third, "others are trusted now"


def test_who_asks_only_how_far_it_is_waits_for_no_fixes(session: Session) -> None:
    issuer = Issuer("Example University")
    session.add_evidence([("registry.json", registry([issuer]))])
    badge = issuer.issue("Data basics", ects="5", eqf=6)
    session.keep(session.review([("a.json", to_bytes(badge))]))
    session.add_pathway(json.dumps(document()).encode())
    (short,) = session.evaluate_all(brief=True)
    (whole,) = session.evaluate_all()
    assert (short.fixes, short.slots, short.counted) == ((), whole.slots, whole.counted)
    assert whole.fixes
    assert session.evaluate_all(brief=True)[0] is whole, "the rest is known already"


def test_a_pathway_document_that_is_none_is_not_kept(session: Session) -> None:
    with pytest.raises(InputError):
        session.add_pathway(b'{"format": "something else"}')
    assert session.pathways() == ()


def test_the_accepted_trust_of_this_computer_counts(session: Session) -> None:
    issuer = Issuer("Example University")

    folder = TrustFolder(default_folder(), clock=lambda: NOW)
    offer = folder.offer("registry.json", [("registry.json", registry([issuer]))])
    folder.accept(offer, typed=offer.fingerprint)
    review = session.review([("a.json", to_bytes(issuer.issue()))])
    judged = review.rows[0].judged
    assert judged is not None
    assert judged.verdict.code is VerdictCode.VERIFIED


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_thousand_files_in_one_go_with_progress_and_a_way_out(session: Session) -> None:
    issuer = Issuer()
    files = [
        (f"{n}.jwt", to_bytes(issuer.issue(f"No {n}", suite="vc+jwt"))) for n in range(1_000)
    ]
    told: list[int] = []
    stopped = session.review(
        files, lambda done, _: told.append(done), cancelled=lambda: len(told) >= 100
    )
    assert stopped.stopped
    assert 100 <= len(stopped.rows) < 1_000
    review = session.review(files)
    assert len(review.rows) == 1_000
    assert len(session.keep(review).kept) == 1_000
    assert session.count(LibraryQuery()) == 1_000


def shown_verdicts(session: Session) -> list[VerdictCode]:
    return [row.verdict for row in session.page(LibraryQuery()).rows]


def test_no_list_says_verified_after_public_trust_was_taken_away_until_judged_again(
    session: Session, clock: Callable[[], datetime]
) -> None:
    issuer = Issuer("Example University")
    folder = TrustFolder(default_folder(), clock)
    offer = folder.offer("list.json", [("list.json", registry([issuer]))])
    accepted = folder.accept(offer, offer.words)
    session.keep(session.review([("a.json", to_bytes(issuer.issue("Data basics")))]))
    assert shown_verdicts(session) == [VerdictCode.VERIFIED]
    assert not session.evidence_changed()

    folder.remove(accepted.fingerprint)

    assert session.evidence_changed()
    assert shown_verdicts(session) == [VerdictCode.CANNOT_TELL]
    assert session.count(LibraryQuery(filters=((Facet.VERDICT, "verified"),))) == 0
    session.recheck()
    assert not session.evidence_changed()
    assert shown_verdicts(session) == [VerdictCode.CANNOT_TELL]

    folder.accept(offer, offer.words)
    assert shown_verdicts(session) == [VerdictCode.CANNOT_TELL]  # never raised unseen
    session.recheck()
    assert shown_verdicts(session) == [VerdictCode.VERIFIED]


def test_a_new_key_of_the_wallet_unsettles_no_verdict(session: Session) -> None:
    issuer = Issuer("Example University")
    session.add_evidence([("list.json", registry([issuer]))])
    session.keep(session.review([("a.json", to_bytes(issuer.issue("Data basics")))]))
    session.new_holder_key("for the next issuer")
    assert shown_verdicts(session) == [VerdictCode.VERIFIED]
