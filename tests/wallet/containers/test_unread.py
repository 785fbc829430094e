"""Files that are known and not read: each is named, none is guessed."""

from __future__ import annotations

import pytest

from wallet.containers import Room, recognise
from wallet.errors import IntakeError
from wallet.limits import Limits


@pytest.mark.parametrize(
    ("data", "code", "kind"),
    [
        (b"\xd9\x06\x00\x82", "unsupported", "cbor"),
        (b"\xd2\x84\x43", "unsupported", "cbor"),
        (b"vp1-AB", "unsupported", "vpqr"),
    ],
)
def test_each_is_named(data, code, kind):
    container = recognise(data)
    assert container is not None
    with pytest.raises(IntakeError) as caught:
        list(container.unpack(data, Room(limits=Limits())))
    assert caught.value.code == code
    assert caught.value.facts.get("format") == kind
