"""Every code that a person may meet is said in plain words, for the holder and the receiver."""

from __future__ import annotations

import gettext
import re
from datetime import timedelta

import pytest

from tests.helpers.issuer import NOW, Issuer, presentation
from tests.helpers.judging import evidence_of, judged
from tests.helpers.keys import Key
from wallet import wording
from wallet.evidence import Source
from wallet.reasons import Reason
from wallet.report import Check, Finding, Outcome, Role, VerdictCode
from wallet.trust import TRUST_SOURCES
from wallet.verify import Challenge
from wallet.verify.codes import REASONS
from wallet.wording.dates import age, day
from wallet.wording.files import file_error

PAIRS = [(check, reason) for check in Check for reason in REASONS[check]]
CRYPTOGRAPHY = re.compile(
    r"\b(hash|cryptograph\w*|digest|cipher|Ed25519|ECDSA|JWS|JWT|DID|public key|JSON-LD|RDF|"
    r"canonical\w*|curve|algorithm)\b",
    re.IGNORECASE,
)


def _finding(check: Check, reason: Reason) -> Finding:
    facts = {
        "name": "{0.__class__} University",
        "registry": "A {registry} of issuers",
        "list_date": "2026-11-03T00:00:00Z",
        "valid_until": "2031-06-30T00:00:00Z",
        "members": ("$.name",),
    }
    return Finding(check=check, outcome=Outcome.INDETERMINATE, reason=reason, facts=facts)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("check", "reason"), PAIRS)
def test_each_reason_of_each_check_has_words(check: Check, reason: Reason, role: Role) -> None:
    for facts in (_finding(check, reason).facts, {}):
        found = Finding(check=check, outcome=Outcome.FAILED, reason=reason, facts=facts)
        words = wording.finding(found, role)
        assert words.meaning.endswith((".", ":", "?"))
        assert "{registry" not in words.meaning.replace("A {registry} of issuers", "")
        assert not CRYPTOGRAPHY.search(words.meaning + words.advice)


def test_every_reason_belongs_to_some_check_or_is_kept_for_later() -> None:
    met = {reason for reasons in REASONS.values() for reason in reasons}
    assert set(Reason) - met == set()


@pytest.mark.parametrize("code", list(VerdictCode))
def test_each_verdict_has_a_word(code: VerdictCode) -> None:
    assert wording.verdict_title(code)


def test_each_check_and_outcome_has_a_name() -> None:
    assert len({wording.check_name(one) for one in Check}) == len(Check)
    assert len({wording.outcome_name(one) for one in Outcome}) == len(Outcome)


def test_the_sentence_of_a_verified_badge_names_who_as_of_when_and_until_when() -> None:
    issuer = Issuer("University of Tartu")
    badge = issuer.issue(status=("revocation",), valid_until=NOW + timedelta(days=1700))
    one = judged(badge, evidence_of(issuer, at=NOW - timedelta(days=2)))
    words = wording.verdict(one.verdict, one.report, Role.HOLDER)
    assert words.title == "Verified"
    assert words.sentence.startswith(
        "Signed by University of Tartu, not revoked as of 19 Nov 2026, valid until 18 Jul 2031."
    )
    assert words.sentence.endswith("The name is from registry.json, given for this check.")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (Source.VAULT, "added to this wallet on 21 Nov 2026."),
        (Source.ACCEPTED, "accepted on this computer on 21 Nov 2026."),
    ],
)
def test_the_sentence_says_since_when_the_name_is_believed(source: Source, told: str) -> None:
    issuer = Issuer("University of Tartu")
    one = judged(issuer.issue(), evidence_of(issuer, source=source))
    assert told in wording.verdict(one.verdict, one.report, Role.HOLDER).sentence


def test_what_begins_later_is_not_called_ended() -> None:
    issuer = Issuer()
    one = judged(issuer.issue(valid_from=NOW + timedelta(days=9)), evidence_of(issuer))
    words = wording.verdict(one.verdict, one.report, Role.HOLDER)
    assert (words.title, words.sentence) == (
        "Not yet valid",
        "It becomes valid on 30 Nov 2026.",
    )


def test_a_presentation_that_answers_is_told_as_such() -> None:
    issuer, holder = Issuer(), Key.make("learner")
    shown = presentation([issuer.issue()], holder, nonce="n", recipient="ACME")
    asked = Challenge(nonce="n", recipient="ACME")
    one = judged(shown, evidence_of(issuer), challenge=asked)
    words = wording.verdict(one.verdict, one.report, Role.RECEIVER)
    assert words.sentence == "Made for you, in answer to what you asked, and unchanged since."


def test_an_older_list_has_its_age_in_the_sentence() -> None:
    issuer = Issuer("University of Tartu")
    badge = issuer.issue(status=("revocation",))
    one = judged(badge, evidence_of(issuer, at=NOW - timedelta(days=18)))
    sentence = wording.verdict(one.verdict, one.report, Role.RECEIVER).sentence
    assert "not revoked as of 3 Nov 2026 (18 days ago)" in sentence


def test_was_good_but_not_checked_since() -> None:
    issuer = Issuer()
    badge = issuer.issue(status=("revocation",))
    one = judged(badge, evidence_of(issuer, at=NOW - timedelta(days=40)))
    words = wording.verdict(one.verdict, one.report, Role.HOLDER)
    assert words.sentence == "Was good on 12 Oct 2026; not checked since."
    assert words.advice


def test_holder_and_receiver_are_told_different_things() -> None:
    found = _finding(Check.VALIDITY, Reason.EXPIRED)
    holder = wording.finding(found, Role.HOLDER)
    receiver = wording.finding(found, Role.RECEIVER)
    assert holder.meaning == receiver.meaning == "It expired on 30 Jun 2031."
    assert holder.advice != receiver.advice


def test_names_from_a_file_are_never_read_as_a_template() -> None:
    words = wording.finding(_finding(Check.ISSUER_IDENTITY, Reason.ISSUER_LISTED), Role.HOLDER)
    assert words.meaning == (
        "A {registry} of issuers names the issuer: {0.__class__} University."
    )


def test_a_long_identifier_is_shortened_in_a_sentence() -> None:
    facts = {"members": ("$." + "a" * 300,)}
    found = Finding(
        check=Check.FORMAT,
        outcome=Outcome.FAILED,
        reason=Reason.MISSING_MEMBER,
        facts=facts,
    )
    assert len(wording.finding(found, Role.HOLDER).meaning) < 140


class _Shouting(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return re.sub(r"(\{[^}]*\})|([^{]+)", lambda m: m[1] or m[2].upper(), message)


def test_another_language_reaches_every_sentence() -> None:
    wording.set_translations(_Shouting())
    for check, reason in PAIRS:
        meaning = wording.finding(_finding(check, reason), Role.HOLDER).meaning
        assert meaning[:2] == meaning[:2].upper(), (check, reason)


def test_days() -> None:
    assert day(NOW) == "21 Nov 2026"
    assert day("2026-01-02T23:30:00-05:00") == "3 Jan 2026"
    assert day(None) == "an unknown day"
    assert age(NOW - timedelta(days=1), NOW) == "1 day ago"
    assert age(NOW, NOW) == "today"


@pytest.mark.parametrize(
    "code",
    [
        "empty",
        "not_a_credential",
        "too_large",
        "too_deep",
        "too_complex",
        "encrypted",
        "damaged",
        "unsupported",
        "unsafe_name",
        "refused_markup",
        "part_of_several",
        "malformed_json",
        "not_evidence",
        "no_owner",
        "malformed_registry",
        "malformed_key_set",
        "private_key",
    ],
)
def test_each_refused_file_is_explained(code: str) -> None:
    assert TRUST_SOURCES
    words = file_error(code)
    assert words is not None
    assert words.meaning
    assert words.advice
    assert wording.error(code, {}).meaning
