"""Credentials of varied shape, for what has to hold whatever an issuer writes."""

from __future__ import annotations

from typing import Any

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
                "evidence": _node(names, values),
            },
        )
    )
    return document
