"""A pytest plugin: the product without the checks that one row of the table names.

``TESSERA_TAKEN_OUT`` is the row, or ``row:number`` for one of its checks alone. It is done
before any test is imported, in a process of its own: nothing remembers an honest answer.
"""

from __future__ import annotations

import importlib
import os
from typing import Any

from tests.attacks.lax import Made
from tests.attacks.taken_out import TAKEN_OUT


def pytest_configure() -> None:
    """Take them out."""
    row, _, number = os.environ["TESSERA_TAKEN_OUT"].partition(":")
    checks = TAKEN_OUT[row]
    for place, without in (checks[int(number)],) if number else checks:
        owner, name = at(place)
        setattr(owner, name, without.make() if isinstance(without, Made) else without)


def at(place: str) -> tuple[Any, str]:
    """What holds a check, and the check's name in it."""
    module, _, path = place.partition(":")
    owner: Any = importlib.import_module(module)
    *outer, name = path.split(".")
    for one in outer:
        owner = getattr(owner, one)
    getattr(owner, name)  # a check that is gone must not be taken out in vain
    return owner, name
