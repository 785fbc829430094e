"""Pathway documents for the tests of writing them: one rule of each type, and random ones."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from wallet.credential import Kind
from wallet.pathways.authoring import RULES

WORDS = st.text(alphabet="abcdefgh ijäß漢ע", min_size=1, max_size=12).filter(str.strip)
NAMES = st.sampled_from(["one", "two", "three"])
AMOUNTS = st.one_of(
    st.integers(0, 9_999).map(str),
    st.tuples(st.integers(0, 999), st.integers(0, 999_999)).map(
        lambda one: f"{one[0]}.{one[1]:06d}"
    ),
    st.integers(0, 500),
)
SHARES = st.one_of(st.integers(0, 999_999).map(lambda one: f"0.{one:06d}"), st.just("1"))
WHOLE = st.integers(1, 90)
LIST = st.lists(WORDS, min_size=1, max_size=4, unique=True)
KINDS = st.lists(
    st.sampled_from([one.value for one in Kind]), min_size=1, max_size=3, unique=True
)
TEXTS = st.lists(
    st.fixed_dictionaries({"lang": st.sampled_from(["en", "fi", "ar"]), "text": WORDS}),
    min_size=1,
    max_size=3,
    unique_by=lambda one: one["lang"],
)
UNKNOWN = st.sampled_from(["refer", "no"])


def some(needed: dict[str, Any] | None = None, **others: Any) -> st.SearchStrategy[Any]:
    """An object with these members, and perhaps these."""
    return st.fixed_dictionaries(needed or {}, optional=others)


def bounds(one: st.SearchStrategy[Any], key: Any = float) -> st.SearchStrategy[dict[str, Any]]:
    """``min`` and ``max`` in order, or one of them."""
    both = st.tuples(one, one).map(lambda pair: sorted(pair, key=key))
    return st.one_of(
        both.map(lambda pair: {"min": pair[0], "max": pair[1]}),
        one.map(lambda value: {"min": value}),
        one.map(lambda value: {"max": value}),
    )


def _simple() -> st.SearchStrategy[dict[str, Any]]:
    return some(
        kind=KINDS, skills=LIST, fields=LIST, issuer=LIST, definition=LIST, agreement=WORDS
    ).filter(bool)


MATCH = st.recursive(
    _simple(),
    lambda inner: st.one_of(
        some({"any": st.lists(inner, min_size=1, max_size=2)}, kind=KINDS),
        some({"all": st.lists(inner, min_size=1, max_size=2)}),
        some({"skills": LIST, "coverage": SHARES}),
    ),
    max_leaves=4,
)
WHERE = some(issuer=LIST, issuerNot=LIST, kind=LIST, mode=LIST, levelBelow=WHOLE).filter(bool)
OF = st.sampled_from(["required", "counted"])


def _with(first: st.SearchStrategy[Any], **others: Any) -> st.SearchStrategy[Any]:
    return st.tuples(first, some(**others)).map(lambda pair: pair[0] | pair[1])


def _grade() -> st.SearchStrategy[Any]:
    def build(scale: list[str]) -> st.SearchStrategy[Any]:
        ours = st.sampled_from(scale)
        row = some({"grade": WORDS, "as": ours}, scheme=WORDS)
        table = st.lists(
            row, max_size=3, unique_by=lambda one: (one.get("scheme"), one["grade"])
        )
        return some(
            {"scale": st.just(scale), "min": ours},
            unknown=UNKNOWN, scheme=WORDS, table=table, passFailOk=st.booleans(),
            retake=st.sampled_from(["best", "latest"]),
        )  # fmt: skip

    return LIST.flatmap(build)


def _outcomes() -> st.SearchStrategy[Any]:
    return some({"outcomes": LIST}, essential=LIST, minCoverage=SHARES, minCount=st.just(1))


def _overlap() -> st.SearchStrategy[Any]:
    return some(
        {"threshold": SHARES.filter(float)},
        measure=st.sampled_from(["containment", "jaccard"]),
        action=st.sampled_from(["drop-smaller", "refer"]),
    )


PARAMETERS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "totalCredits": _with(bounds(AMOUNTS), hard=st.booleans()),
    "totalHours": _with(bounds(AMOUNTS), hard=st.booleans()),
    "unit": some(),
    "itemSize": bounds(AMOUNTS),
    "level": _with(
        bounds(st.integers(1, 8)),
        scheme=st.sampled_from(["EQF", "QF-EHEA", "ISCED"]),
        unknown=UNKNOWN, shareBelow=SHARES, shareAbove=SHARES,
    ),
    "outcomes": _outcomes(),
    "prerequisite": some({"a": st.just("one"), "b": st.just("two")}, sameDay=st.booleans()),
    "recency": some({"maxAgeMonths": WHOLE}),
    "residency": some({"min": SHARES, "where": WHERE, "of": OF}, priorLearning=st.booleans()),
    "maxShare": some({"max": SHARES, "where": WHERE, "of": OF}, each=st.just("issuer")),
    "exclusive": some(),
    "degreeSafeguard": some(),
    "capstone": some({"slot": NAMES}, kind=KINDS, assessment=LIST),
    "grade": _grade(),
    "overlap": _overlap(),
    "language": st.one_of(
        some({"allowed": LIST}, unknown=UNKNOWN), some({"allowed": LIST, "min": WHOLE})
    ),
    "accreditation": some(
        accepted=st.just(["accredited", "no_register"]), unknown=UNKNOWN,
        viaParent=st.booleans(), voluntary=st.booleans(),
    ),
    "authenticity": some(unknown=UNKNOWN, expired=st.sampled_from(["no", "counts"])),
    "holder": some(),
    "diversity": some(
        {"min": WHOLE}, of=st.sampled_from(["issuers", "countries", "modes"])
    ),
    "window": some({"years": WHOLE}),
    "incompatible": some({"a": MATCH, "b": MATCH}),
}  # fmt: skip
"""Type of a rule -> what its parameters may be."""

_EXAMPLES: dict[str, dict[str, Any]] = {
    "totalCredits": {"min": "3", "max": "9", "hard": True},
    "totalHours": {"min": "30"},
    "itemSize": {"min": "2", "max": 5},
    "level": {"min": 6, "max": 7, "unknown": "no", "shareBelow": "0.2"},
    "outcomes": {"outcomes": ["urn:a", "urn:b"], "essential": ["urn:a"], "minCount": 1},
    "prerequisite": {"a": "one", "b": "two", "sameDay": True},
    "recency": {"maxAgeMonths": 84},
    "residency": {"min": "0.5", "where": {"issuer": ["owner"], "kind": ["degree"]}},
    "maxShare": {"max": "0.25", "where": {"mode": ["online"], "levelBelow": 6}},
    "capstone": {"slot": "three", "kind": ["degree"], "assessment": ["thesis"]},
    "grade": {
        "scale": ["F", "C", "A"], "min": "C", "retake": "latest",
        "table": [{"scheme": "ECTS", "grade": "E", "as": "C"}],
    },
    "overlap": {"threshold": "0.6", "measure": "jaccard", "action": "refer"},
    "language": {"allowed": ["en", "fi"], "unknown": "no"},
    "accreditation": {"accepted": ["accredited"], "viaParent": False},
    "authenticity": {"unknown": "no", "expired": "counts"},
    "diversity": {"min": 2, "of": "countries"},
    "window": {"years": 5},
    "incompatible": {"a": {"definition": ["urn:x"]}, "b": {"any": [{"kind": ["degree"]}]}},
}  # fmt: skip


def example(type_: str) -> dict[str, Any]:
    """One rule of a type, with what such rules usually say."""
    return {"id": type_, "type": type_, "severity": "warn"} | _EXAMPLES.get(type_, {})


COMMON = some(
    severity=st.sampled_from(["block", "warn", "info"]),
    waivable=st.booleans(),
    scope=st.lists(NAMES, min_size=1, max_size=2, unique=True),
    text=TEXTS,
)


def rules(type_: str) -> st.SearchStrategy[dict[str, Any]]:
    """Rules of one type, with everything that they may say."""
    return st.tuples(PARAMETERS[type_], COMMON).map(
        lambda pair: {"id": type_, "type": type_} | pair[0] | pair[1]
    )


TREES = st.sampled_from(
    [
        {"op": "all", "of": ["one", "two", "three"]},
        {"op": "all", "of": ["one", {"op": "any", "of": ["two", "three"]}]},
        {"of": [{"op": "atLeast", "n": 2, "of": ["one", "two", "three"], "id": "g"}]},
    ]
)
HEADS = some(
    {"title": TEXTS},
    description=TEXTS, validFrom=st.just("2026-09-01"), supersedes=WORDS, basedOn=WORDS,
    status=st.sampled_from(["draft", "active", "withdrawn"]),
    labels=st.lists(some({"id": WORDS, "label": TEXTS}), max_size=2),
    signoff=some(required=st.booleans(), roles=LIST, validMonths=WHOLE),
)  # fmt: skip
DESTINATIONS = some(
    {"kind": st.sampled_from(["micro-degree", "certificate", "other"])},
    level=_with(bounds(st.integers(1, 8)), scheme=st.just("EQF")),
    automaticAward=st.booleans(), awardedBy=WORDS, title=TEXTS,
)  # fmt: skip
_RATIO = some({"from": WORDS, "toUnit": AMOUNTS.filter(float)}, source=WORDS)
CREDITS = some(
    {"unit": st.just("ECTS"), "hoursPerCredit": AMOUNTS.filter(float)},
    rounding=st.sampled_from(["none", {"mode": "floor", "step": "0.5"}]),
    ratios=st.lists(_RATIO, max_size=2, unique_by=lambda one: one["from"].casefold()),
)


def slot(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Slots of that id, with everything that they may say."""
    return some(
        {"id": st.just(name)},
        designation=st.sampled_from(["required", "elective", "optional"]),
        title=TEXTS, match=MATCH, items=bounds(WHOLE), credits=bounds(AMOUNTS),
        routes=st.just(["automatic", "rpl"]), component=st.just("CourseComponent"),
    )  # fmt: skip


@st.composite
def documents(draw: Any) -> dict[str, Any]:
    """Sound documents with three slots and any rules."""
    types = draw(st.lists(st.sampled_from(sorted(RULES)), max_size=5, unique=True))
    least = {"id": "least", "type": "totalCredits", "min": "3"}
    return {
        "format": "pathway/1",
        "id": "urn:example:random",
        "version": "1",
        "owner": {"name": "Home", "identifiers": ["did:example:home"]},
        "destination": draw(DESTINATIONS),
        "credit": draw(CREDITS),
        "slots": [draw(slot(name)) for name in ("one", "two", "three")],
        "tree": draw(TREES),
        "rules": [least, *(draw(rules(one)) for one in types)],
    } | draw(HEADS)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), WORDS),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS, inner, max_size=2),
    max_leaves=4,
)
"""Anything at all."""


@st.composite
def strange(draw: Any) -> dict[str, Any]:
    """Documents with anything where the reader does not look, or not closely."""
    made = draw(documents())
    names = ["title", "text", "min", "table", "where", "a", "kind", "scale", "accepted"]
    unread = draw(st.dictionaries(st.sampled_from(names), JSON, max_size=5))
    unread.pop("text", None)
    made["rules"] = [
        {"id": "known", "type": draw(st.sampled_from(sorted(RULES))), "odd": 1} | unread,
        {"id": "unknown", "type": "quantum"} | unread,
    ]
    made["destination"] = {"kind": "other"} | {
        name: draw(JSON) for name in ("title", "awardedBy", "automaticAward")
    }
    made["owner"] |= {"url": draw(JSON)}
    return made  # type: ignore[no-any-return]


def to_bytes(document: dict[str, Any]) -> bytes:
    """As a file holds it."""
    return json.dumps(document).encode()
