"""The ``vp_token`` of an OpenID4VP 1.0 answer (section 8.1): presentations by query id.

It is the frame of an answer and signs nothing: each presentation in it is judged by itself,
against the same challenge.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wallet.errors import IntakeError
from wallet.secured import JsonObject

MEMBER = "vp_token"


def recognises(value: JsonObject) -> bool:
    """Whether a JSON object is such an answer and nothing else."""
    return isinstance(value.get(MEMBER), Mapping) and "@context" not in value


def places(value: JsonObject) -> tuple[tuple[Any, str], ...]:
    """Each presentation with its JSON path; at least one.

    Raises:
        IntakeError: ``not_a_credential`` where a query has no list of presentations.
    """
    found: list[tuple[Any, str]] = []
    for query, shown in value[MEMBER].items():
        if not isinstance(shown, list) or not shown:
            raise IntakeError("not_a_credential")
        found += [(one, f"$.{MEMBER}.{query}[{at}]") for at, one in enumerate(shown)]
    if not found:
        raise IntakeError("not_a_credential")
    return tuple(found)
