"""What JSON pointers select, and the documents for which that cannot be told."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.badges import OB, V2, badge
from tests.helpers.keys import Key
from tests.helpers.proving import HOLDER, proven
from tests.helpers.selective import sign_base
from tests.helpers.vector_contexts import pin_vector_contexts
from wallet.encoding import jsonld, selection, strict_json
from wallet.encoding.pointers import select
from wallet.errors import ProofFailure
from wallet.reasons import Reason

KEY = Key.make("issuer", "P-256")
METHOD = f"{KEY.did_key}#{KEY.multibase}"


def _same(names: Collection[str]) -> dict[str, str]:
    return {name: name for name in names}


def grouped(document: dict[str, Any]) -> selection.Grouped:
    nodes = jsonld.expand(document).nodes
    return selection.Grouped(nodes, document["@context"], _same)


def refused(document: dict[str, Any], *pointers: str) -> ProofFailure:
    with pytest.raises(ProofFailure) as caught:
        grouped(document).selected(pointers)
    return caught.value


def test_what_is_above_a_selected_value_keeps_its_name_and_kind() -> None:
    subject = {"id": "did:example:learner", "type": ["AchievementSubject"]}
    assert select(badge(), ["/credentialSubject/creditsEarned"]) == {
        "@context": [V2, OB],
        "id": badge()["id"],
        "type": badge()["type"],
        "credentialSubject": {**subject, "creditsEarned": 4.5},
    }


def test_entries_of_arrays_close_up_and_wholes_win() -> None:
    document = {"@context": [], "a": [{"b": 1, "c": 2}, "x", {"id": "_:n", "d": 3}], "~/": 4}
    found = select(document, ["/a/2/d", "/a/0/c", "/~0~1"])
    assert found == {"@context": [], "a": [{"c": 2}, {"d": 3}], "~/": 4}
    for pointers in (["/a", "/a/0/c"], ["/a/0/c", "/a"]):
        assert select(document, pointers) == {"@context": [], "a": document["a"]}
    assert select(document, ["/a/0/c", ""]) == document
    assert select(document, []) is None


def test_nothing_selected_is_shared_with_the_document() -> None:
    document = badge()
    found = select(document, ["/credentialSubject"])
    assert found is not None
    found["credentialSubject"]["creditsEarned"] = 60
    assert document == badge()


@pytest.mark.parametrize(
    "pointer",
    [
        "a",
        "/b",
        "/a/3",
        "/a/-",
        "/a/-1",
        "/a/00",
        "/a/ 0",
        "/a/\u0660",
        "/a/99999999999",
        "/a/1/x",
    ],
)
def test_a_pointer_to_nothing_is_malformed(pointer: str) -> None:
    with pytest.raises(ProofFailure) as caught:
        select({"@context": [], "a": [1, "x", {}]}, [pointer])
    assert (caught.value.code, caught.value.indeterminate) == (Reason.MALFORMED_PROOF, False)


@given(st.lists(st.text(alphabet="/~01aid", max_size=8), max_size=4))
def test_any_pointers_select_a_part_or_nothing(pointers: list[str]) -> None:
    document = {"@context": [], "id": "urn:x", "a": [{"a": "0", "1": {"a": []}}, ["1"]]}
    before = copy.deepcopy(document)
    with contextlib.suppress(ProofFailure):
        found = select(document, pointers)
        assert (found is None) == (not pointers)
        assert found is None or found["id"] == "urn:x"
    assert document == before


def test_documents_that_bring_the_names_we_give_are_not_judged() -> None:
    for place in ("id", "issuer"):
        failure = refused(badge(**{place: "urn:bnid:0"}))
        assert (failure.code, failure.indeterminate) == (Reason.UNSUPPORTED_PROOF, True)


def ordered(steps: Any) -> dict[str, Any]:
    return {"@context": [V2, {"steps": {"@id": "urn:x:steps", "@container": "@list"}}],
            "id": "urn:x:1", "type": ["VerifiableCredential"],
            "issuer": "did:example:issuer",
            "credentialSubject": [{"id": "urn:x:2", "steps": steps}, {"steps": ["c"]},
                                  {"steps": ["c"]}]}  # fmt: skip


@pytest.mark.parametrize("steps", [["a", "b"], ["a", "a"], [], [["a"], ["a"], []],
                                   [{"type": "urn:x:T"}, {"type": "urn:x:T"}]])  # fmt: skip
def test_an_ordered_list_is_found_again_as_a_whole(steps: Any) -> None:
    document = ordered(steps)
    found = grouped(document)
    assert len(found.selected(["/credentialSubject"])) > len(found.selected(["/issuer"]))
    assert found.selected([""]) == frozenset(range(len(found.lines)))
    one, other = (found.selected([f"/credentialSubject/{at}"]) for at in (1, 2))
    assert one != other


def test_a_part_of_an_ordered_list_cannot_be_told_from_another_list() -> None:
    document = ordered(["a", "b"])
    assert grouped(document).selected(["/issuer"])
    for pointer in ("/credentialSubject/0/steps/0", "/credentialSubject/0/steps/1"):
        failure = refused(document, pointer)
        assert (failure.code, failure.indeterminate) == (Reason.UNSUPPORTED_PROOF, True)


def test_nodes_that_the_document_names_itself_are_followed() -> None:
    document = badge(evidence=[{"id": "_:e", "type": ["Evidence"], "name": "Essay"}])
    found = grouped(document)
    at = found.selected(["/evidence"])
    assert any("Essay" in found.lines[one] for one in at)
    assert all("bnid" not in line for line in found.lines)


@pytest.mark.vectors
@pytest.mark.parametrize("name", ["achievement", "valid"])
def test_the_documents_of_the_standards_test_suite(
    vectors: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    pin_vector_contexts(vectors, monkeypatch)
    folder = vectors / "01-data-integrity/sd-pointers" / name / "vc2.0"
    # by our own reader: the sizes are written 7.0 there, and one number has one form
    read: list[Any] = [
        strict_json.loads((folder / f"{one}.json").read_bytes())
        for one in ("document", "mandatoryPointers", "selectivePointers")
    ]
    document, mandatory, chosen = read
    document["issuer"] = KEY.did_key  # the suite lets each issuer fill it in
    base = sign_base(document, KEY, METHOD, mandatory)
    assert proven(base.document, HOLDER).reason is Reason.BASE_PROOF_VALID
    assert proven(base.derive(chosen).document).selective
