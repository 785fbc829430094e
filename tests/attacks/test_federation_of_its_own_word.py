"""Attack: name oneself a university in a federation of which one is no authority."""

from __future__ import annotations

import pytest

from tests.helpers.federation import ANCHOR, MEMBER, given, keys_of, rows, statement
from tests.helpers.keys import Key
from wallet.register import IssuerRow

_ANCHOR, _THIEF = Key.make("anchor", "P-256"), Key.make("thief", "P-256")
_OWN = ("a.jwt", statement(_ANCHOR, ANCHOR, ANCHOR, jwks=keys_of(_ANCHOR)))
_THIEFS = "https://thief.example"


def _named(*files: tuple[str, bytes]) -> set[str]:
    return {one.id for one in rows(given(_OWN, *files), IssuerRow)}


@pytest.mark.parametrize(("key", "counts"), [(_THIEF, True), (_ANCHOR, False)])
def test_what_one_says_of_oneself(key: Key, *, counts: bool) -> None:
    """It counts where an authority states the key, and only then."""
    said = statement(_THIEF, MEMBER, MEMBER, authority=False, jwks=keys_of(_THIEF))
    vouched = statement(_ANCHOR, ANCHOR, MEMBER, jwks=keys_of(key), metadata={})
    assert MEMBER not in _named(("m.jwt", said))
    assert (MEMBER in _named(("m.jwt", said), ("v.jwt", vouched))) is counts


def test_what_a_member_says_of_others() -> None:
    member = statement(_ANCHOR, ANCHOR, _THIEFS, jwks=keys_of(_THIEF))
    own = statement(_THIEF, _THIEFS, _THIEFS, authority=False, jwks=keys_of(_THIEF))
    other = statement(_THIEF, _THIEFS, MEMBER)
    assert _named(("m.jwt", member), ("o.jwt", own), ("x.jwt", other)) == {ANCHOR, _THIEFS}


@pytest.mark.parametrize("typ", ["resolve-response+jwt", "JWT", None])
def test_a_token_of_another_kind(typ: str | None) -> None:
    assert MEMBER in _named(("m.jwt", statement(_ANCHOR, ANCHOR, MEMBER)))
    assert MEMBER not in _named(("m.jwt", statement(_ANCHOR, ANCHOR, MEMBER, typ=typ)))
