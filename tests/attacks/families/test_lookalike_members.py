"""Letters that look like others, in names of members and of bodies (credential.md C.5, 6)."""

from __future__ import annotations

import json

from tests.helpers import elm, seals
from tests.helpers.judging import found, judged
from tests.helpers.sealed_elm import sealed, trusted
from wallet.report import Check, Outcome, VerdictCode


def test_an_identifier_under_a_name_that_only_looks_like_its_own_binds_nobody():
    """``eIDAS`` with a Greek iota: one reader sees the number, another sees none."""
    identity = seals.sealer()
    issuer = elm.organisation("Example University", seals.UNIVERSITY)
    issuer["eIDAS\u0399dentifier"] = issuer.pop("eIDASIdentifier")
    one = judged(sealed(identity, issuer=issuer), trusted(identity))
    assert found(one, Check.FORMAT).outcome is Outcome.FAILED
    assert found(one, Check.ISSUER_KEY).outcome is not Outcome.PASSED
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_a_context_that_gives_words_another_meaning_is_not_passed_over():
    identity = seals.sealer()
    own = {"legalName": "http://data.europa.eu/snb/model/altLabel"}
    data = seals.seal(elm.credential(**{"@context": [*elm.CONTEXTS, own]}), identity)
    one = judged(json.dumps(data).encode(), trusted(identity))
    assert found(one, Check.FORMAT).outcome is not Outcome.PASSED
    assert one.verdict.code is VerdictCode.CANNOT_TELL


def test_a_number_in_full_width_digits_is_another_number():
    identity = seals.sealer()
    issuer = elm.organisation("Example University", "VATFI-\uff11\uff12345678")
    one = judged(sealed(identity, issuer=issuer), trusted(identity))
    assert found(one, Check.ISSUER_KEY).outcome is not Outcome.PASSED
