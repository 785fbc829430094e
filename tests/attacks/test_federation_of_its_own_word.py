"""Attack: speak of others in a federation of which one is a member and no authority."""

from __future__ import annotations

from tests.helpers.federation import ANCHOR, MEMBER, given, keys_of, rows, statement
from tests.helpers.keys import Key
from wallet.register import IssuerRow

_ANCHOR, _THIEF = Key.make("anchor", "P-256"), Key.make("thief", "P-256")
_OTHER = "https://other.example"


def test_what_a_member_says_of_others() -> None:
    for authority, named in ((True, {ANCHOR, _OTHER, MEMBER}), (False, {ANCHOR, _OTHER})):
        own = statement(_THIEF, _OTHER, _OTHER, authority=authority, jwks=keys_of(_THIEF))
        found = given(
            ("a.jwt", statement(_ANCHOR, ANCHOR, ANCHOR, jwks=keys_of(_ANCHOR))),
            ("m.jwt", statement(_ANCHOR, ANCHOR, _OTHER, jwks=keys_of(_THIEF))),
            ("o.jwt", own),
            ("x.jwt", statement(_THIEF, _OTHER, MEMBER)),
        )
        assert {one.id for one in rows(found, IssuerRow)} == named
