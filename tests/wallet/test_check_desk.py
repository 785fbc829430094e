"""The receiver's desk: no wallet, the accepted trust, pictures joined over all files."""

from __future__ import annotations

import itertools
import json

import pytest

from tests.helpers.files import to_bytes
from tests.helpers.issuer import NOW, Issuer, registry
from tests.helpers.presenting import HOLDER, KEY, make_plan
from tests.helpers.qr_codes import qr_encode
from wallet import presenting
from wallet.check_desk import CheckDesk
from wallet.errors import PresentingError
from wallet.report import VerdictCode


@pytest.fixture
def issuer():
    return Issuer("Example University", method="did:web")


@pytest.fixture
def sources(issuer):
    return [("registry.json", registry([issuer])), *issuer.evidence_files()]


@pytest.fixture
def desk(tmp_path, clock):
    return CheckDesk(tmp_path / "trust", clock=clock)


@pytest.fixture
def trusting(desk, sources):
    offer = desk.offer_trust("sources", sources)
    desk.accept_trust(offer, offer.words)
    return desk


def _presentation(issuer, count=1, **more):
    badges = [issuer.issue(f"Course {at}", holder=HOLDER, ects="5") for at in range(count)]
    more.setdefault("nonce", "n-1")
    return presenting.encode(make_plan(*badges, **more), KEY, NOW)


def _pictures(data):
    return [(f"code {at}.png", one) for at, one in enumerate(qr_encode(data), 1)]


def _verdicts(result):
    return [one.verdict.code for one in result.credentials]


def test_a_presentation_is_listed_first_then_each_credential(trusting, issuer):
    (result,) = trusting.check(
        [("a.vp.json", _presentation(issuer, 3))], nonce="n-1", recipient=" ACME Ltd "
    )
    assert [one.path for one in result.credentials] == [
        "$", "$.verifiableCredential[0]", "$.verifiableCredential[1]",
        "$.verifiableCredential[2]",
    ]  # fmt: skip
    assert set(_verdicts(result)) == {VerdictCode.VERIFIED}


def test_without_accepted_trust_the_issuer_stays_unknown(desk, issuer):
    (result,) = desk.check([("a", _presentation(issuer))], nonce="n-1")
    assert _verdicts(result) == [VerdictCode.VERIFIED, VerdictCode.CANNOT_TELL]


def test_trust_that_nobody_confirmed_identifies_nobody(desk, issuer, sources):
    kept = desk.accept_trust(desk.offer_trust("sources", sources))
    (result,) = desk.check([("a", _presentation(issuer))], nonce="n-1")
    part = result.credentials[1]
    assert part.verdict.code is VerdictCode.CANNOT_TELL
    assert part.verdict.deciding.reason.value == "trust_not_confirmed"
    assert part.report.issuer_names == ()
    desk.confirm_trust(kept.fingerprint, kept.words)
    (result,) = desk.check([("a", _presentation(issuer))], nonce="n-1")
    assert _verdicts(result)[1] is VerdictCode.VERIFIED


def test_evidence_for_this_question_counts_instead_of_the_accepted(trusting, issuer, sources):
    answer = trusting.answer(
        [("a", _presentation(issuer))],
        nonce="n-1",
        evidence_files=[*sources[1:], ("notes.txt", b"hello")],
    )
    assert _verdicts(answer.results[0])[1] is VerdictCode.CANNOT_TELL
    assert [one.name for one in answer.refused_evidence] == ["notes.txt"]
    answer = trusting.answer(
        [("a", _presentation(issuer))], nonce="n-1", evidence_files=sources
    )
    assert _verdicts(answer.results[0])[1] is VerdictCode.VERIFIED


def test_pictures_are_joined_in_any_order(trusting, issuer):
    pictures = _pictures(_presentation(issuer, 40))
    assert len(pictures) >= 3
    for order in itertools.islice(itertools.permutations(pictures), 0, 7, 3):
        (result,) = trusting.check(order, nonce="n-1")
        assert result.error is None
        assert len(result.credentials) == 41
        assert result.source == " + ".join(name for name, _ in order)
        assert set(_verdicts(result)) == {VerdictCode.VERIFIED}


def test_two_presentations_in_pictures_are_told_apart(trusting, issuer):
    one = _pictures(_presentation(issuer, 30))
    two = _pictures(_presentation(issuer, 40))
    shuffled = [one[0], *two[:1], *one[1:], ("c", _presentation(issuer)), *two[1:]]
    results = trusting.check(shuffled, nonce="n-1")
    assert [len(each.credentials) for each in results] == [31, 41, 2]


def test_a_missing_picture_is_named_and_the_rest_is_checked(trusting, issuer):
    pictures = _pictures(_presentation(issuer, 40))
    missing, good = trusting.check([*pictures[1:], ("c", _presentation(issuer))], nonce="n-1")
    assert missing.error.code == "qr_parts_missing"
    assert missing.error.facts["missing"] == ("1",)
    assert missing.credentials == ()
    assert len(good.credentials) == 2


def test_one_file_that_cannot_be_read_stops_no_other(trusting, issuer):
    results = trusting.check(
        [("a", b""), ("b", b"\x00\x01"), ("c", _presentation(issuer)), ("d.png", b"\x89PNG")],
        nonce="n-1",
    )
    assert [one.error is None for one in results] == [False, False, True, False]


def test_nothing_is_stored_by_checking(desk, issuer, tmp_path):
    desk.check([("a", _presentation(issuer))], nonce="n-1")
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told_and_stopping_is_possible(trusting, issuer):
    told = []
    files = [(str(at), _presentation(issuer)) for at in range(4)]
    answer = trusting.answer(
        files,
        nonce="n-1",
        progress=lambda done, total: told.append((done, total)),
        cancelled=lambda: len(told) == 2,
    )
    assert told == [(1, 4), (2, 4)]
    assert answer.cancelled
    assert len(answer.results) == 2


def test_another_moment_can_be_asked_for(trusting, issuer):
    badge = issuer.issue("Ends", holder=HOLDER, valid_until=NOW.replace(year=NOW.year + 1))
    data = to_bytes(badge)
    (now,) = trusting.check([("a", data)])
    (later,) = trusting.check([("a", data)], at=NOW.replace(year=NOW.year + 2))
    assert now.credentials[0].verdict.code is VerdictCode.VERIFIED
    assert later.credentials[0].verdict.code is VerdictCode.NOT_VALID


def test_an_endless_nonce_is_refused(desk):
    with pytest.raises(PresentingError) as refused:
        desk.check([], nonce="x" * 1001)
    assert refused.value.code == "text_too_long"


def test_a_changed_trust_folder_is_said_and_not_used(trusting, issuer):
    for item in (trusting.trust_folder / "items").iterdir():
        item.write_bytes(item.read_bytes() + b" ")
    assert {one.code for one in trusting.trust().problems} == {"trust_item_changed"}
    (result,) = trusting.check([("a", _presentation(issuer))], nonce="n-1")
    assert _verdicts(result)[1] is VerdictCode.CANNOT_TELL


def test_trust_can_be_taken_back(trusting, issuer):
    (kept,) = trusting.trust().sets
    trusting.remove_trust(kept.fingerprint)
    (result,) = trusting.check([("a", _presentation(issuer))], nonce="n-1")
    assert _verdicts(result)[1] is VerdictCode.CANNOT_TELL
    assert json.loads((trusting.trust_folder / "trust.json").read_bytes())["sets"] == []
