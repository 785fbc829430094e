"""Attack: a transform that leaves out more than the signature before anything is compared."""

from __future__ import annotations

from tests.helpers import seals, xml_seals
from tests.helpers.judging import judged
from tests.helpers.sealed_elm import trusted
from wallet.report import VerdictCode

MORE = xml_seals.XPATH.replace("::ds:Signature)", "::ds:Signature) and not(self::title)")


def test_a_transform_of_the_thiefs_own() -> None:
    identity = seals.sealer()
    for leave_out, verdict in (
        (xml_seals.XPATH, VerdictCode.VERIFIED),
        (MORE, VerdictCode.CANNOT_TELL),
    ):
        data = xml_seals.sign(xml_seals.europass(), identity, leave_out=leave_out)
        assert judged(data, trusted(identity)).verdict.code is verdict
