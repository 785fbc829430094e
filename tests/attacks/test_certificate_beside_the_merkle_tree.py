"""Attack: change a certificate whose hash stands in a blockchain, and keep its receipt."""

from __future__ import annotations

from tests.helpers.blockcerts import AnchoringIssuer
from tests.helpers.files import tampered
from tests.helpers.judging import found, judged
from wallet.evidence import Evidence
from wallet.report import Check, Outcome


def test_a_receipt_for_something_else() -> None:
    issuer = AnchoringIssuer()
    sealed, _ = issuer.seal_2(issuer.certificate_2())
    forged = tampered(sealed, "/badge/name", "Doctor of Medicine")
    for data, outcome in ((sealed, Outcome.PASSED), (forged, Outcome.FAILED)):
        assert found(judged(data, Evidence()), Check.PROOF).outcome is outcome
