"""What fuzzing found stays found: each kept input ends quietly, and soon."""

from __future__ import annotations

import pytest

from tests.fuzz import seeds, targets
from tests.fuzz.__main__ import corpus
from tests.fuzz.targets import TARGETS
from tests.helpers.judging import examined
from wallet import intake
from wallet.report import VerdictCode


@pytest.mark.parametrize("target", TARGETS)
def test_the_seeds_and_the_kept_corpus_end_quietly(target: str) -> None:
    run = TARGETS[target].run
    inputs = [*TARGETS[target].seeds().values()]
    inputs += [one.read_bytes() for one in sorted(corpus(target).glob("*"))]
    assert inputs
    for data in inputs:
        run(data)


def test_the_seeds_are_good_and_an_altered_one_is_told_apart() -> None:
    (good,) = intake.read(seeds.credentials()["badge"])
    (altered,) = intake.read(
        seeds.credentials()["badge"].replace(b"Data basics", b"Data magics")
    )
    assert seeds.was_signed(good)
    assert not seeds.was_signed(altered)
    judged = examined(seeds.credentials()["badge"], targets.evidence()).credentials
    assert judged[0].verdict.code is VerdictCode.VERIFIED
