"""Attack: keep a bundle from before a trust service was withdrawn beside a newer one."""

from __future__ import annotations

import pytest

from tests.helpers import seals
from tests.helpers.accreditation import World
from tests.helpers.judging import found, judged
from tests.helpers.qualified import service
from tests.helpers.sealed_elm import listing, sealed
from wallet.evidence import Evidence
from wallet.reasons import Reason
from wallet.report import Check, VerdictCode
from wallet.trust.bundle_evidence import evidence_of


def _bundle(sealer: seals.x509.Identity, as_of: str, **told: str) -> Evidence:
    world = World(as_of=as_of, changes={"role": "tl/eu"})
    world.add(service(sealer.root, world, **told))
    rows = tuple(one for one in world.rows if hasattr(one, "history"))
    return evidence_of(
        world.register, lambda kind: rows if kind == "seal_service" else ()
    ).joined(listing())


@pytest.mark.parametrize(
    ("status", "verdict"),
    [("granted", VerdictCode.VERIFIED), ("withdrawn", VerdictCode.CANNOT_TELL)],
)
def test_the_older_list_still_has_it(status: str, verdict: VerdictCode) -> None:
    one = seals.sealer()
    held = _bundle(one, "2026-01-01").joined(_bundle(one, "2026-11-01", status=status))
    told = judged(sealed(one), held)
    assert told.verdict.code is verdict
    if status == "withdrawn":
        off = found(told, Check.ISSUER_KEY)
        assert off.reason is Reason.CERTIFICATE_NOT_ANCHORED
        assert off.facts["certificate"] == "Example University"
