"""Attack: move the time of signing, which stands in a part of its own."""

from __future__ import annotations

from tests.helpers import seals, xml_seals
from tests.helpers.judging import judged
from tests.helpers.said import rfc3339
from tests.helpers.sealed_elm import trusted
from wallet.report import VerdictCode


def test_another_time_in_the_signed_properties() -> None:
    identity = seals.sealer()
    data = xml_seals.sign(xml_seals.europass(), identity)
    assert judged(data, trusted(identity)).verdict.code is VerdictCode.VERIFIED
    told = rfc3339(seals.SIGNED).encode()
    assert told in data
    moved = data.replace(told, b"2026-01-01T00:00:00Z")
    assert judged(moved, trusted(identity)).verdict.code is VerdictCode.NOT_GENUINE
