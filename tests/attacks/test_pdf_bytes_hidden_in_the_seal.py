"""Attack: hide bytes in the room that a seal leaves for itself, which nothing covers."""

from __future__ import annotations

from tests.helpers import pdf_updates as attack


def test_what_is_hidden_in_the_padding() -> None:
    sealed = attack.sealed()
    assert attack.is_relied_on(attack.judged(sealed))
    start = sealed.index(b"/Contents <")
    end = sealed.index(b">", start)
    assert sealed[end - 8 : end] == b"00000000"
    hidden = sealed[: end - 8] + b"deadbeef" + sealed[end:]
    assert not attack.is_relied_on(attack.judged(hidden))
