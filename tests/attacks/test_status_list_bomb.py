"""Attack: a status list of a few kilobytes that unpacks to more than the memory holds."""

from __future__ import annotations

import gzip

import pytest

from tests.helpers.keys import b64url
from wallet.errors import InputError
from wallet.limits import LIMITS
from wallet.status.bitstring import BitstringStatusList
from wallet.status.interface import ProvenList


def value(size: int) -> int | None:
    packed = "u" + b64url(gzip.compress(bytes(size), mtime=0))
    listed = ProvenList(
        issuer=None,
        issuer_key_holds=True,
        types=frozenset(),
        subject_types=frozenset(),
        members={"encodedList": packed, "statusPurpose": "revocation"},
        dated=None,
        begins=None,
        ends=None,
    )
    return BitstringStatusList().value(listed, 7, 1, "revocation")


def test_more_than_the_limit() -> None:
    assert value(LIMITS.status_list_bytes) == 0
    with pytest.raises(InputError, match="too_large"):
        value(LIMITS.status_list_bytes + 1)
