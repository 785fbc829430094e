"""Credentials of varied shape, for what has to hold whatever an issuer writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.helpers.signing import V2

NAMES = ("name", "description", "grade", "tag", "0", "level", "ÄÖ")
ODD = (*NAMES, "a/b", "c~d", "~0", "x y")
"""Names that no term may have; a vocabulary for all that is not defined takes them."""
SPECIAL = {
    "steps": {"@id": "urn:terms:steps", "@container": "@list"},
    "raw": {"@id": "urn:terms:raw", "@type": "@json"},
    "said": {"@id": "urn:terms:said", "@container": "@language"},
    "Thing": "urn:terms:Thing",
    "Other": "urn:terms:Other",
}
PLAIN_TERMS = {**SPECIAL, **{name: f"urn:terms:{at}" for at, name in enumerate(NAMES[2:])}}
"""The first two names are the data model's own."""
ODD_TERMS = {**SPECIAL, "@vocab": "urn:terms:"}

_ODD_KINDS = ("Cs", "Cn", "Co", "Cc", "Zl", "Zp")
_TEXT = st.text(
    st.characters(exclude_categories=_ODD_KINDS),
    min_size=1,
    max_size=12,
).filter(lambda one: one.strip() == one)
_SCALAR = (
    _TEXT | st.integers(-9, 10**9) | st.booleans() | st.sampled_from([0.5, 4.5, 1e-7, 1e21])
)


def _unique(values: list[Any]) -> list[Any]:
    """Each once: a graph is a set, so that a second one would not be signed."""
    found: list[Any] = []
    for one in values:
        if not any(type(one) is type(other) and one == other for other in found):
            found.append(one)
    return found


def _node(
    names: tuple[str, ...], inner: st.SearchStrategy[Any]
) -> st.SearchStrategy[dict[str, Any]]:
    members = st.dictionaries(st.sampled_from(names), inner, min_size=1, max_size=4)
    extra = st.fixed_dictionaries(
        {},
        optional={
            "type": st.just(["Thing"]) | st.just("Thing") | st.just(["Thing", "Other"]),
            "steps": st.lists(st.sampled_from("abc"), max_size=3),
            "said": st.dictionaries(st.sampled_from(["en", "fi", "ar"]), _TEXT, min_size=1),
            "raw": st.dictionaries(st.sampled_from(["id", "k", "type"]), st.integers(0, 9)),
        },
    )
    return st.builds(lambda one, other: {**one, **other}, members, extra)


def _values(names: tuple[str, ...]) -> st.SearchStrategy[Any]:
    return st.recursive(
        _SCALAR,
        lambda inner: (
            _node(names, inner)
            | st.lists(_SCALAR, min_size=1, max_size=3).map(_unique)
            | st.lists(_node(names, inner), min_size=1, max_size=3)
        ),
        max_leaves=8,
    )


_PLAIN, _ODD = _values(NAMES), _values(ODD)


@st.composite
def credentials(draw: st.DrawFn, issuer: str) -> dict[str, Any]:
    """An unsigned credential by ``issuer``; some nodes have names and most have none."""
    odd = draw(st.integers(0, 7)) == 7
    names, values = (ODD, _ODD) if odd else (NAMES, _PLAIN)
    subjects = draw(st.lists(_node(names, values), min_size=1, max_size=2))
    if draw(st.booleans()):
        subjects[0]["id"] = "did:example:learner"
    document: dict[str, Any] = {
        "@context": [V2, ODD_TERMS if odd else PLAIN_TERMS],
        "type": ["VerifiableCredential"],
        "issuer": draw(st.just(issuer) | st.just({"id": issuer, "name": "University"})),
        "validFrom": "2026-09-01T08:00:00Z",
        "credentialSubject": subjects if len(subjects) > 1 else subjects[0],
    }
    document |= draw(
        st.fixed_dictionaries(
            {},
            optional={
                "id": st.just("urn:uuid:91537dba-56cd-11f0-8de9-0242ac120002"),
                "validUntil": st.just("2030-01-01T00:00:00Z"),
                "name": _TEXT,
                "grade": _node(names, values),
            },
        )
    )
    return document


def without_lists(value: Any) -> Any:
    """The same without ordered lists."""
    if isinstance(value, dict):
        return {
            name: one if name == "@context" else without_lists(one)
            for name, one in value.items()
            if name != "steps"
        }
    return [without_lists(one) for one in value] if isinstance(value, list) else value


def has_lists(document: dict[str, Any]) -> bool:
    """Whether it holds an ordered list."""
    return document != without_lists(document)


def for_node(value: Any) -> Any:
    """The same as far as ``jsonld`` 9 and ``rdf-canonize`` 5 follow the standards.

    They number the cells of a selected list by chance, write 1e-7 as the integer 0, take
    ``id`` in a JSON literal for an identifier, and sort by UTF-16 instead of code points,
    which differs from U+D800 on. ``_:`` in a text is relabelled like a blank node.
    """
    if isinstance(value, dict):
        bare = {**without_lists(value), **({"raw": {"k": 1}} if "raw" in value else {})}
        return {
            name: one if name == "@context" else for_node(one) for name, one in bare.items()
        }
    if isinstance(value, list):
        return [for_node(one) for one in value]
    if isinstance(value, str):
        return "".join(one for one in value if ord(one) < 0xD800).replace("_:", "_") or "x"
    return 0.25 if isinstance(value, float) and value < 0.1 else value


def without_brackets(value: Any) -> Any:
    """The same with no array of one but for types: as compaction writes it."""
    if isinstance(value, dict):
        return {
            name: one if name in {"@context", "type"} else without_brackets(one)
            for name, one in value.items()
        }
    if isinstance(value, list):
        return (
            without_brackets(value[0])
            if len(value) == 1
            else list(map(without_brackets, value))
        )
    return value


def rounds(count: int, test: Callable[[st.DataObject], None]) -> None:
    """Runs it over so many generated credentials."""
    kinds = settings(
        max_examples=count,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
        database=None,
    )
    kinds(given(st.data())(test))()
