"""Each requirement of learners, employers and advisors has a test, or a reason why not."""

from __future__ import annotations

import ast
import functools

import pytest

from tests.architecture.sizes import ROOT
from tests.journeys.requirements import IDS, PROVED, WHY_NOT


@functools.cache
def functions(path: str) -> frozenset[str]:
    """The tests of a file."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(one.name for one in tree.body if isinstance(one, ast.FunctionDef))


def test_every_requirement_has_a_test_or_a_reason() -> None:
    assert len(IDS) == 35
    assert set(PROVED) | set(WHY_NOT) == set(IDS)
    assert not set(PROVED) & set(WHY_NOT)
    assert all(PROVED.values())
    assert all(WHY_NOT.values())


@pytest.mark.parametrize("requirement", list(PROVED))
def test_the_tests_that_prove_it_are_there(requirement: str) -> None:
    for one in PROVED[requirement]:
        path, _, name = one.partition("::")
        assert name.startswith("test_")
        assert name in functions(path), one
