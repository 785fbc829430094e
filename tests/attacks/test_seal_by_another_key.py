"""Attack: the university's certificate beside a seal by one's own key."""

from __future__ import annotations

import json
from dataclasses import replace

from tests.helpers import elm, seals, x509
from tests.helpers.judging import judged
from tests.helpers.sealed_elm import trusted
from wallet.report import VerdictCode


def test_a_certificate_is_no_signature() -> None:
    identity = seals.sealer()
    thief = replace(identity, key=x509.new_key())
    for signer, verdict in (
        (identity, VerdictCode.VERIFIED),
        (thief, VerdictCode.NOT_GENUINE),
    ):
        data = json.dumps(seals.seal(elm.credential(), signer)).encode()
        assert judged(data, trusted(identity)).verdict.code is verdict
