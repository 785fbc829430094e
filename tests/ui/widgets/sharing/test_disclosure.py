"""The preview of what leaves: every statement, in an order that people can follow."""

from __future__ import annotations

from ui.widgets.sharing.disclosure import _readable
from wallet.presenting.statements import Statement


def test_a_value_stands_before_how_it_is_meant_and_identifiers_stand_last() -> None:
    facts = [
        Statement(pointer="/credentialSubject/id", value="did:key:z6Mk"),
        Statement(pointer="/credentialSubject/identifier/0/hashed", value=False),
        Statement(pointer="/credentialSubject/identifier/0/identityHash", value="Robin"),
        Statement(pointer="/credentialSubject/identifier/1/identityType", value="email"),
        Statement(pointer="/credentialSubject/identifier/1/identityHash", value="r@x.example"),
    ]
    assert [one.value for one in _readable(facts)] == [
        "Robin",
        False,
        "r@x.example",
        "email",
        "did:key:z6Mk",
    ]
