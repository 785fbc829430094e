"""The two doors stay doors: few methods, each of which hands on."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

import wallet.session
from wallet.check_desk import CheckDesk
from wallet.session import Session

MOST_OF_A_PART = 25
"""Public methods of one class behind the session."""
LONGEST_METHOD = 12
"""Lines without the docstring and the arguments."""


def parts() -> Iterator[ast.ClassDef]:
    """Every class of which a session is made, and every class that it hands on to."""
    for path in Path(str(wallet.session.__file__)).parent.glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                yield node


@pytest.mark.parametrize(("door", "most"), [(Session, 60), (CheckDesk, 24)])
def test_a_door_does_not_become_a_house(door: type, most: int) -> None:
    public = [name for name, _ in inspect.getmembers_static(door) if not name.startswith("_")]
    assert len(public) <= most, "inherited ones count"


@pytest.mark.parametrize("part", list(parts()), ids=lambda one: one.name)
def test_each_part_of_a_session_stays_small(part: ast.ClassDef) -> None:
    methods = [one for one in part.body if isinstance(one, ast.FunctionDef)]
    assert len([one for one in methods if not one.name.startswith("_")]) <= MOST_OF_A_PART
    for one in methods:
        body = one.body[1:] if ast.get_docstring(one) else one.body
        lines = (one.end_lineno or 0) - body[0].lineno + 1
        assert lines <= LONGEST_METHOD, f"{part.name}.{one.name} has {lines} lines"
