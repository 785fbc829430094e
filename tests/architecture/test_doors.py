"""The two doors stay doors: few methods, each of which hands on."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from typing import Any

import pytest

from tests.architecture.sizes import function_lines
from wallet.check_desk import CheckDesk
from wallet.session import Session

MOST_LINES = 20
"""Without the docstring; the signature counts."""


def methods(door: type) -> Iterator[tuple[str, Any]]:
    """Public methods and properties of a door, inherited ones included."""
    for name in dir(door):
        found = inspect.getattr_static(door, name)
        if not name.startswith("_"):
            yield name, getattr(found, "fget", None) or getattr(found, "__func__", found)


@pytest.mark.parametrize(("door", "most"), [(Session, 60), (CheckDesk, 24)])
def test_a_door_does_not_become_a_house(door: type, most: int) -> None:
    assert len(list(methods(door))) <= most


def test_the_methods_of_a_session_hand_on() -> None:
    long = {}
    for name, method in methods(Session):
        tree = ast.parse(textwrap.dedent(inspect.getsource(method)))
        function = tree.body[0]
        assert isinstance(function, ast.FunctionDef)
        if function_lines(function) > MOST_LINES:
            long[name] = function_lines(function)
    assert long == {}
