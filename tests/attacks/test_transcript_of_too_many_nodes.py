"""Attack: a transcript with a hundred thousand comments: small to send, long to read."""

from __future__ import annotations

import pytest

from tests.helpers import xml_seals
from wallet import intake
from wallet.errors import IntakeError

COMMENTS = 100_000


def test_more_nodes_than_anybody_reads() -> None:
    good = xml_seals.elmo().encode()
    assert intake.read(good.replace(b"<learner>", b"<learner>" + b"<!---->" * 99, 1))
    with pytest.raises(IntakeError, match="too_complex"):
        intake.read(good.replace(b"<learner>", b"<learner>" + b"<!---->" * COMMENTS, 1))
