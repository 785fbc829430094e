"""Attack: put another certificate for the same key beside a signature."""

from __future__ import annotations

from tests.helpers import seals, x509, xml_seals
from tests.helpers.judging import judged
from tests.helpers.sealed_elm import trusted
from wallet.report import VerdictCode


def test_a_certificate_that_was_not_signed_for() -> None:
    root = x509.root()
    identity = seals.sealer(root)
    wanted = x509.Wanted(
        name="Faculty of Medicine", organisation_id=seals.UNIVERSITY, organisation="Example"
    )
    other = root.issue(wanted, key=identity.key)
    data = xml_seals.sign(xml_seals.europass(), identity)
    assert judged(data, trusted(identity)).verdict.code is VerdictCode.VERIFIED
    mine, theirs = (xml_seals.b64(one.der).encode() for one in (identity, other))
    assert mine in data
    swapped = judged(data.replace(mine, theirs), trusted(identity))
    assert swapped.verdict.code is VerdictCode.NOT_GENUINE
