"""Attack: show the statement of a federation that one has left, or that ended long ago."""

from __future__ import annotations

import pytest

from tests.helpers.federation import ANCHOR, DAY, MEMBER, given, keys_of, rows, statement
from tests.helpers.keys import Key
from wallet.register import IssuerRow


@pytest.mark.parametrize("over", ["nothing", "member", "federation", "some day"])
def test_a_statement_past_its_end(over: str) -> None:
    key = Key.make("anchor", "P-256")
    noon = int(DAY.timestamp())
    ends = {"nothing": noon + 1, "some day": "soon"}.get(over, noon)
    held = {"exp": noon + 1}
    own = {"exp": ends} if over == "federation" else held
    member = held if over == "federation" else {"exp": ends}
    found = given(
        ("anchor.jwt", statement(key, ANCHOR, ANCHOR, jwks=keys_of(key), **own)),
        ("member.jwt", statement(key, ANCHOR, MEMBER, **member)),
    )
    named = {one.id for one in rows(found, IssuerRow)}
    assert (MEMBER in named) is (over == "nothing")
