"""A CTDL document that cannot be read as a pathway is refused, with its place and reason."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers.ctdl import (
    REGISTRY,
    component,
    condition,
    destination,
    pathway,
    welding,
    written,
)
from wallet.errors import InputError
from wallet.exchange import read_ctdl


def circle() -> dict[str, Any]:
    return pathway(
        destination(condition("a", number=1)),
        component("a", hasCondition=[condition("b", number=1)]),
        component("b", hasCondition=[condition("a", number=1)]),
    )


def conditions_in_a_circle() -> dict[str, Any]:
    one = {"@id": "_:one", "@type": "ceterms:ComponentCondition"}
    two = {"@id": "_:two", "@type": "ceterms:ComponentCondition"}
    document = pathway(destination({"@id": "_:one"}), component("a"))
    document["@graph"] += [
        one | {"ceterms:hasCondition": [{"@id": "_:two"}] * 3},
        two | {"ceterms:hasCondition": [{"@id": "_:one"}] * 3},
    ]
    return document


def many_ways() -> dict[str, Any]:
    """Boxes of boxes, each naming every box of the next row: 8 to the power of 8 ways."""
    rows = [[f"r{row}c{col}" for col in range(8)] for row in range(8)]
    boxes = [
        component(
            name,
            "BasicComponent",
            proxyFor=None,
            hasCondition=[condition(*(rows[at + 1] if at < 7 else ["a"]), number=1)],
        )
        for at, row in enumerate(rows)
        for name in row
    ]
    return pathway(destination(condition(*rows[0], number=1)), component("a"), *boxes)


REFUSED = {
    "no destination": (pathway(hasDestinationComponent=None), "no_destination"),
    "more than there is": (
        pathway(destination(condition("a", number=2)), component("a")),
        "out_of_range",
    ),
    "half a component": (
        pathway(destination(condition("a", number=0.5)), component("a")),
        "not_a_whole_number",
    ),
    "a circle of components": (circle(), "cyclic"),
    "a circle of conditions": (conditions_in_a_circle(), "too_deep"),
    "too many ways": (many_ways(), "too_many"),
    "one identifier twice": (
        pathway(destination(condition("a", number=1)), component("a"), component("a")),
        "duplicate",
    ),
    "no name": (pathway(destination(), name=None), "missing"),
    "a prefix with another meaning": (
        welding() | {"@context": {"ceterms": "https://evil.example/"}},
        "other_meaning",
    ),
}


@pytest.mark.parametrize(("document", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused(document, reason):
    with pytest.raises(InputError) as refused:
        read_ctdl(written(document))
    assert (refused.value.code, refused.value.facts["reason"]) == ("malformed_ctdl", reason)


def test_a_circle_of_prerequisites_is_refused_by_our_own_reader():
    document = pathway(
        destination(condition("a", "b", number=2)),
        component("a", prerequisite=[f"{REGISTRY}b"]),
        component("b", prerequisite=[f"{REGISTRY}a"]),
    )
    with pytest.raises(InputError) as refused:
        read_ctdl(written(document))
    assert refused.value.facts["reason"] == "cyclic"


def test_something_else_is_no_pathway():
    with pytest.raises(InputError) as refused:
        read_ctdl(written({"@graph": [component("a")]}))
    assert refused.value.code == "not_ctdl"
