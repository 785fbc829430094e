"""Expansion knows only pinned contexts, loses nothing in silence, and equals stock PyLD."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld as stock

from tests.helpers.badges import OB, V1, V2, badge, loader
from tests.helpers.vector_contexts import pin_vector_contexts
from wallet.encoding import contexts, jsonld, node, processor
from wallet.encoding.contexts import Pin
from wallet.encoding.jsonld import expand
from wallet.errors import ProofFailure
from wallet.limits import Limits
from wallet.reasons import Reason

CRED = "https://www.w3.org/2018/credentials#"


def by_stock_pyld(document: Any) -> Any:
    """What PyLD makes of it without any of our shortcuts."""
    return stock.expand(copy.deepcopy(document), {"documentLoader": loader, "base": None})


def refused(document: Any, limits: Limits | None = None) -> ProofFailure:
    with pytest.raises(ProofFailure) as caught:
        expand(document, limits) if limits else expand(document)
    return caught.value


# --- the same as stock PyLD ----------------------------------------------------------------


@pytest.mark.parametrize(
    "document",
    [
        badge(),
        badge(**{"@context": [V2, OB, {"ECTS": "https://ext.example/#ECTS"}], "ECTS": "5"}),
        badge(**{"@context": [V2, {"a": {"@id": "urn:x:a", "@context": {"b": "urn:x:b"}}}],
                 "a": {"b": "c"}}),
        {"@context": V1, "type": "VerifiablePresentation", "holder": "did:example:h"},
        {"@context": [V2], "type": ["VerifiablePresentation"],
         "verifiableCredential": [badge(), badge(id="urn:x:2")]},
        {},
    ],
)  # fmt: skip
def test_it_expands_as_stock_pyld_does_first_and_again(document: dict[str, Any]) -> None:
    before = copy.deepcopy(document)
    for _ in range(3):
        assert expand(document).nodes == by_stock_pyld(document)
    assert document == before


@pytest.mark.vectors
def test_it_expands_every_vector_as_stock_pyld_does(
    vectors: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pin_vector_contexts(vectors, monkeypatch)
    compared = 0
    for entry in json.loads((vectors / "manifest.json").read_bytes()):
        if entry["category"] not in {"01-data-integrity", "04-openbadges", "05-dcc"}:
            continue
        try:
            document = json.loads((vectors / entry["file"]).read_bytes())
            ours = expand(document).nodes if isinstance(document, dict) else None
        except (ValueError, ProofFailure):
            continue
        if ours is not None and "@context" in document:
            assert ours == by_stock_pyld(document), entry["id"]
            compared += 1
    assert compared > 100


_TERMS = st.sampled_from(
    ["id", "type", "name", "issuer", "validUntil", "credentialSubject", "achievement",
     "@type", "proof", "credentialStatus", "evidence", "urn:x:p", "undefinedTerm"]
)  # fmt: skip
_VALUES = st.recursive(
    st.text(max_size=5)
    | st.integers(-5, 5)
    | st.booleans()
    | st.none()
    | st.sampled_from(["urn:x:1", "Achievement", "VerifiableCredential", "_:b0"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TERMS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(_TERMS, _VALUES, max_size=5), st.sampled_from([V1, V2, [V2, OB]]))
def test_any_document_gives_what_stock_pyld_gives_or_a_refusal(
    members: dict[str, Any], context: Any
) -> None:
    document = {"@context": context, **members}
    try:
        ours = expand(document).nodes
    except ProofFailure:
        return
    assert ours == by_stock_pyld(document)


# --- contexts ------------------------------------------------------------------------------


def test_an_unknown_context_is_named_and_nothing_is_fetched() -> None:
    failure = refused(badge(**{"@context": [V2, "https://attacker.example/v1"]}))
    assert failure.code == Reason.UNKNOWN_CONTEXT
    assert failure.indeterminate
    assert failure.facts["context"] == "https://attacker.example/v1"


@pytest.mark.parametrize(
    "hidden",
    [
        {"evidence": {"@context": "https://attacker.example/v1", "type": "Evidence"}},
        {"@context": [V2, {"a": {"@id": "urn:x:a", "@context": "https://attacker.example/"}}]},
        {"@context": [V2, {"@import": "https://attacker.example/"}]},
        {"@context": "relative/context"},
    ],
)
def test_an_unknown_context_is_found_wherever_it_hides(hidden: dict[str, Any]) -> None:
    failure = refused(badge(**hidden))
    assert failure.indeterminate
    assert failure.code in {Reason.UNKNOWN_CONTEXT, Reason.INVALID_MEMBER}


def test_a_context_file_that_was_changed_on_disk_is_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weakened = contexts.read(V2).replace(b'"@protected": true,', b"")
    (tmp_path / "v2.json").write_bytes(weakened)
    pin = Pin(contexts.PINS[V2].sha256, str(tmp_path / "v2.json"))
    monkeypatch.setitem(contexts.PINS, V2, pin)
    assert refused(badge()).code == Reason.UNKNOWN_CONTEXT


def test_a_context_file_that_is_gone_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    for pin in (Pin("00" * 32, "gone.json"), Pin("00" * 32, "gone.json", "no_such_package")):
        monkeypatch.setitem(contexts.PINS, V2, pin)
        assert refused(badge()).code == Reason.UNKNOWN_CONTEXT


@pytest.mark.parametrize(
    "context",
    [
        [V2, OB, {"VerifiableCredential": "https://attacker.example/never"}],
        [V2, OB, {"name": {"@id": "https://attacker.example/name", "@type": "@id"}}],
        [V2, OB, {"Achievement": None}],
        [V2, None, {"issuer": "urn:x:issuer"}],
        [V2, V1],
    ],
)
def test_protected_terms_cannot_be_redefined(context: list[Any]) -> None:
    failure = refused(badge(**{"@context": context}))
    assert (failure.code, failure.indeterminate) == (Reason.PROTECTED_TERM_REDEFINED, True)


@pytest.mark.parametrize(
    "term", ["validUntil", "issuer", "credentialStatus", "credentialSubject"]
)
@pytest.mark.parametrize("meaning", ["https://attacker.example/never", None, "@type"])
def test_terms_of_a_type_keep_the_meaning_that_the_type_gives(term: str, meaning: Any) -> None:
    document = badge(**{"@context": [V2, OB, {term: meaning}]})
    try:
        found = expand(document)
    except ProofFailure:
        return
    assert found.nodes == expand(badge()).nodes
    assert found.own_terms == {term}


def test_protection_is_not_forgotten_by_using_a_context_twice() -> None:
    # A property may override protected terms inside its own value. PyLD's cache then takes
    # the very same context for good where it may not.
    redefine = {"name": "urn:x:other"}
    document = badge(
        **{"@context": [V2, {"a": {"@id": "urn:x:a", "@context": redefine}}]},
        a={"name": "may"},
        credentialSubject={"@context": redefine, "id": "urn:x:s", "name": "may not"},
    )
    assert refused(document).code == Reason.PROTECTED_TERM_REDEFINED


def test_an_import_does_not_write_into_the_pinned_context() -> None:
    evil = badge(**{"@context": {"@version": 1.1, "@import": OB, "Evidence": "urn:x:swapped"}})
    before = expand(badge()).nodes
    for document in (evil, badge()):
        try:
            expand(document)
        except ProofFailure:
            continue
    assert expand(badge()).nodes == before == by_stock_pyld(badge())


def test_the_terms_a_document_defines_itself_are_told() -> None:
    own = {"ECTS": "urn:x:e", "a": {"@id": "urn:x:a", "@context": {"b": "urn:x:b"}}}
    assert expand(badge(**{"@context": [V2, OB, own]})).own_terms == {"ECTS", "a", "b"}
    assert expand(badge()).own_terms == frozenset()


def test_kept_contexts_are_bounded() -> None:
    for number in range(600):
        own = {f"term{number}": f"urn:x:{number}"}
        expand({"@context": [own], "type": "urn:x:T", f"term{number}": "v"})
    assert len(processor._MEMO) <= 512


# --- what would not be signed ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "paths"),
    [
        ({"validUntill": "2020-01-01T00:00:00Z"}, ("$.validUntill",)),
        ({"has space": {"deep": 1}}, ('$["has space"]',)),
        ({"type": ["VerifiableCredential", "Undefined"]}, ("$.type[1]",)),
        ({"type": ["VerifiableCredential", "VerifiableCredential"]}, ("$.type[1]",)),
        ({"evidence": {"type": "Evidence", "colour": "red"}}, ("$.evidence.colour",)),
        ({"evidence": [{"id": "relative", "type": "Evidence"}]}, ("$.evidence[0]",)),
        ({"refreshService": {"id": "relative"}}, ("$.refreshService.id",)),
        ({"name": {"@value": "x", "@direction": "rtl"}}, ("$.name.@direction",)),
        ({"name": {"@value": "x", "@index": "1"}}, ("$.name.@index",)),
        ({"description": ["a", "a"]}, ("$.description[1]",)),
        ({"evidence": [{"id": "urn:x:e", "type": "Evidence"}, {"id": "urn:x:e"}]},
         ("$.evidence[1]",)),
        ({"_:predicate": "v"}, ('$["_:predicate"]',)),
        ({"@language": "en"}, ("$.@language",)),
        ({"@unknown": "v"}, ("$.@unknown",)),
    ],
)  # fmt: skip
def test_members_outside_the_signed_graph_are_named(
    members: dict[str, Any], paths: tuple[str, ...]
) -> None:
    assert expand(badge(**members)).unsigned == paths


def test_a_plain_badge_is_covered_whole() -> None:
    assert expand(badge()).unsigned == ()


@pytest.mark.parametrize("own", [{"@base": "https://attacker.example/"}, {"@import": OB}])
def test_a_base_or_an_import_of_the_documents_own_is_refused(own: dict[str, Any]) -> None:
    context = [V2, OB, own]
    assert refused(badge(**{"@context": context})).code == Reason.INVALID_MEMBER


# --- reading the expanded form -------------------------------------------------------------


@pytest.mark.parametrize(
    "respelled",
    [
        {f"{CRED}validUntil": {"@type": "http://www.w3.org/2001/XMLSchema#dateTime",
                               "@value": "2030-01-01T00:00:00Z"}},
        {"@context": [V2, OB, {"ends": {"@id": f"{CRED}validUntil"}}],
         "ends": "2030-01-01T00:00:00Z"},
        {"@included": [{"id": badge()["id"], "type": "VerifiableCredential",
                         "validUntil": "2030-01-01T00:00:00Z"}]},
        {"@context": [V2, OB, {"inside": "@nest"}],
         "inside": {"validUntil": "2030-01-01T00:00:00Z"}},
    ],
)  # fmt: skip
def test_a_respelled_date_does_not_hide(respelled: dict[str, Any]) -> None:
    document = badge(**respelled)
    del document["validUntil"]
    top = node.top(expand(document).nodes)
    assert node.literals(top, f"{CRED}validUntil") == ("2030-01-01T00:00:00Z",)


def test_status_entries_are_found_by_their_meaning() -> None:
    top = node.top(expand(badge()).nodes)
    (entry,) = node.nodes(top, f"{CRED}credentialStatus")
    assert node.types(entry) == {
        "https://www.w3.org/ns/credentials/status#BitstringStatusListEntry"
    }
    assert node.ids(top, f"{CRED}issuer") == ("https://uni.example/issuer",)


def test_the_credentials_in_a_presentation_are_nodes_of_it() -> None:
    document = {"@context": [V2], "type": "VerifiablePresentation",
                "verifiableCredential": [badge()]}  # fmt: skip
    top = node.top(expand(document).nodes)
    (inner,) = node.nodes(top, f"{CRED}verifiableCredential")
    assert inner["@id"] == badge()["id"]


def test_a_document_of_several_nodes_is_refused() -> None:
    document = {"@context": V2, "@graph": [badge(), badge(id="urn:x:2")]}
    with pytest.raises(ProofFailure):
        node.top(expand(document).nodes)


def test_lists_are_read_in_order() -> None:
    document = {"@context": {"l": {"@id": "urn:x:l", "@container": "@list"}}, "l": [1, 2]}
    assert node.literals(node.top(expand(document).nodes), "urn:x:l") == (1, 2)


# --- limits --------------------------------------------------------------------------------


def test_too_many_members_are_refused_before_any_work() -> None:
    document = badge(description=["x"] * 30_000)
    assert refused(document).code == Reason.TOO_COMPLEX


def test_too_many_levels_are_refused() -> None:
    inner: dict[str, Any] = {}
    for _ in range(20):
        inner = {"evidence": inner}
    assert refused(badge(**inner), Limits(json_depth=10)).code == Reason.TOO_DEEP


@pytest.mark.parametrize(
    "members",
    [
        {"id": 5},
        {"id": ["a"]},
        {"type": 5},
        {"@graph": 5},
        {"name": {"@value": {"a": 1}}},
        {"name": {"@value": "x", "@type": "urn:x:t", "@language": "en"}},
        {"@context": [V2, {"x": {"@id": "@context"}}]},
        {"@context": [V2, {"x": {"@container": "@wrong", "@id": "urn:x:x"}}]},
        {"@context": 5},
        {"@reverse": "x"},
        {"@id": "urn:x:1", "id": "urn:x:2"},
    ],
)
def test_what_is_no_json_ld_is_refused_without_quoting_it(members: dict[str, Any]) -> None:
    failure = refused(badge(**members))
    assert failure.indeterminate
    assert failure.code in {Reason.INVALID_MEMBER, Reason.PROTECTED_TERM_REDEFINED}
    assert "urn:x" not in str(failure)


def test_a_crash_inside_pyld_is_an_answer_too() -> None:
    failure = jsonld.translate(KeyError("anything"))
    assert (failure.code, failure.indeterminate) == (Reason.INVALID_MEMBER, True)
