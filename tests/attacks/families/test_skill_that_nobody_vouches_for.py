"""A skill is named by a credential of a stranger: an occupation does not count it as shown."""

from __future__ import annotations

from tests.helpers.pathways import award, unknown_issuer
from wallet.exchange.covering import covered

SKILL = "http://data.europa.eu/esco/skill/haskell"


def test_a_strangers_word_covers_no_skill():
    stranger = award("a", skills=frozenset({SKILL}), **unknown_issuer())
    (found,) = covered([SKILL], [stranger])
    assert not found.is_covered
    assert found.claimed == (stranger,)


def test_a_verified_credential_does():
    (found,) = covered([SKILL], [award("a", skills=frozenset({SKILL}))])
    assert found.is_covered
