"""Edits, arranging, undo and redo: nothing is lost, and everything can be taken back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.drafts import documents
from tests.helpers.pathways import document
from tests.wallet.pathways.authoring.edits import ARRANGING, EDITS, edited
from wallet.errors import InputError
from wallet.pathways.authoring import (
    ABOUT,
    ROOT,
    SLOT,
    Draft,
    History,
    Move,
    Path,
    add_slot,
    blank,
    choose,
    kept,
    look,
    loose,
    move,
    place,
    put,
    remove,
    rename,
    slot_path,
    slots_of,
    take_out,
    tree_of,
    type_into,
    unset,
)


def drafted(**members: Any) -> Draft:
    """Three slots, two of them in an inner group."""
    slots = [{"id": one, "designation": "optional"} for one in ("a", "b", "c", "d")]
    tree = {"op": "all", "of": ["a", {"op": "any", "of": ["b", "c"]}]}
    return Draft(document=document(slots=slots, tree=tree) | members)


def of(draft: Draft, group: Path = ROOT) -> list[Any]:
    """What stands in a group."""
    return list(draft.at((*group, "of")))


def undone_and_redone(first: Draft, edits: list[Any]) -> None:
    history = History(draft=first)
    for place_, edit in enumerate(edits):
        history = history.did(edited(history.draft, edit), key="typing" if place_ % 3 else None)
    last = history.draft
    while history.before:
        history = history.undo()
    assert history.draft.to_bytes() == first.to_bytes()
    while history.after:
        history = history.redo()
    assert history.draft.to_bytes() == last.to_bytes()


@given(made=documents(), edits=st.lists(EDITS, max_size=12))
@settings(max_examples=6, deadline=None)
def test_any_edits_undone_give_the_first_document(made: dict[str, Any], edits: Any) -> None:
    undone_and_redone(Draft(document=made), edits)


@pytest.mark.slow
@given(made=documents(), edits=st.lists(EDITS, max_size=25))
@settings(max_examples=200, deadline=None)
def test_any_more_edits_undone_give_the_first(made: dict[str, Any], edits: Any) -> None:
    undone_and_redone(Draft(document=made), edits)


@given(made=documents(), edits=st.lists(ARRANGING, max_size=6))
@settings(max_examples=8, deadline=None)
def test_arranging_loses_no_slot_no_group_and_no_rule(made: dict[str, Any], edits: Any) -> None:
    draft = Draft(document=made)
    for edit in edits:
        draft = edited(draft, edit)
    assert {one["id"] for one in slots_of(draft)} == {one["id"] for one in made["slots"]}
    assert sorted(one["id"] for one in draft.at(("rules",))) == sorted(
        one["id"] for one in made["rules"]
    )
    assert str(tree_of(draft)).count("'of'") == str(made["tree"]).count("'of'")


def test_an_edit_shares_what_it_does_not_touch_and_changes_nothing_in_place() -> None:
    draft = drafted()
    before = draft.to_bytes()
    after = put(draft, ("slots", 0, "credits", "min"), "3")
    assert after.document["tree"] is draft.document["tree"]
    assert after.document["slots"][1] is draft.document["slots"][1]
    assert draft.to_bytes() == before


def test_what_an_edit_leaves_empty_goes_away() -> None:
    draft = put(drafted(), ("slots", 0, "credits", "min"), "3")
    assert unset(draft, ("slots", 0, "credits", "min")) == drafted()
    assert unset(drafted(), ("slots", 0, "credits", "min")) == drafted()


def test_typing_in_one_field_is_one_step() -> None:
    history = History(draft=drafted())
    for text in ("M", "Mi", "Mic"):
        made = put(history.draft, ("title", 0, "text"), text)
        history = history.did(made, key="title")
    assert len(history.before) == 1
    history = history.settled().did(put(history.draft, ("title", 0, "text"), "X"), key="title")
    assert len(history.before) == 2
    assert history.undo().draft.at(("title", 0, "text")) == "Mic"


def test_a_new_edit_takes_the_place_of_what_was_undone() -> None:
    history = History(draft=drafted()).did(put(drafted(), ("version",), "2")).undo()
    assert history.redo().draft.at(("version",)) == "2"
    assert history.did(put(drafted(), ("version",), "3")).after == ()
    assert History(draft=drafted()).undo() == History(draft=drafted()).redo()


def test_up_and_down_go_past_the_neighbour_and_stop_at_the_ends() -> None:
    draft = drafted()
    down = move(draft, ("tree", "of", 0), Move.DOWN)
    assert of(down.draft)[1] == "a"
    assert down.at == ("tree", "of", 1)
    assert move(down.draft, down.at, Move.UP).draft == draft
    assert move(draft, ("tree", "of", 0), Move.UP).draft == draft
    assert move(draft, ("tree", "of", 1), Move.DOWN).draft == draft


def test_in_goes_into_the_neighbouring_group_and_out_behind_it() -> None:
    draft = drafted()
    inside = move(draft, ("tree", "of", 0), Move.IN)
    assert of(inside.draft) == [{"op": "any", "of": ["a", "b", "c"]}]
    assert inside.at == ("tree", "of", 0, "of", 0)
    out = move(inside.draft, inside.at, Move.OUT)
    assert of(out.draft) == [{"op": "any", "of": ["b", "c"]}, "a"]
    assert out.at == ("tree", "of", 1)


def test_out_of_the_outermost_group_stands_beside_the_groups_and_comes_in_again() -> None:
    out = move(drafted(), ("tree", "of", 0), Move.OUT)
    assert (out.at, list(loose(out.draft))) == (("slots", 0), [0, 3])
    back = move(out.draft, out.at, Move.IN)
    assert of(back.draft)[-1] == "a"


def test_nothing_is_dragged_into_itself_or_where_it_stands_already() -> None:
    draft = drafted()
    group = ("tree", "of", 1)
    assert place(draft, group, group, 0).draft == draft
    assert place(draft, ROOT, group, 0).draft == draft
    twice = put(draft, ("tree", "of"), ["b", {"op": "any", "of": ["b", "c"]}])
    assert place(twice, ("tree", "of", 0), group, 0).draft == twice


def test_dragging_before_a_group_that_moves_up_finds_it_again() -> None:
    made = place(drafted(), ("tree", "of", 0), ("tree", "of", 1), 1)
    assert of(made.draft) == [{"op": "any", "of": ["b", "a", "c"]}]
    assert made.draft.at(made.at) == "a"


def test_a_group_that_is_removed_leaves_what_stood_in_it() -> None:
    assert of(remove(drafted(), ("tree", "of", 1))) == ["a", "b", "c"]
    assert remove(drafted(), ROOT) == drafted()


def test_a_slot_that_is_removed_leaves_the_groups_and_what_rules_say_of_it_is_told() -> None:
    draft = drafted(rules=[{"id": "r", "type": "capstone", "slot": "a"}])
    draft = put(draft, ("slots", 1, "reuseWith"), ["a"])
    gone = remove(draft, ("tree", "of", 0))
    assert [one["id"] for one in slots_of(gone)] == ["b", "c", "d"]
    assert slots_of(gone)[0] == {"id": "b", "designation": "optional"}
    assert [(one.member, one.reason) for one in look(gone).problems] == [
        ("rules[0].slot", "unknown_slot")
    ]


def test_a_slot_that_stands_in_another_group_too_stays() -> None:
    twice = put(drafted(), ("tree", "of"), ["b", {"op": "any", "of": ["b", "c"]}])
    assert [one["id"] for one in slots_of(remove(twice, ("tree", "of", 0)))] == list("abcd")


def test_a_slot_keeps_its_references_under_another_name() -> None:
    rules = [
        {"id": "r", "type": "prerequisite", "a": "a", "b": "b", "scope": ["a"]},
        {"id": "s", "type": "capstone", "slot": "a"},
        {"id": "i", "type": "incompatible", "a": {"definition": ["a"]}, "b": {"kind": ["degree"]}},  # noqa: E501
    ]  # fmt: skip
    draft = put(drafted(rules=rules), ("slots", 1, "reuseWith"), ["a"])
    named = rename(draft, ("slots", 0), "data")
    assert of(named)[0] == "data"
    assert named.at(("slots", 1, "reuseWith")) == ["data"]
    first, second, third = named.at(("rules",))
    assert (first["a"], first["scope"], second["slot"]) == ("data", ["data"], "data")
    assert third["a"] == {"definition": ["a"]}, "an address is no slot"


def test_short_names_come_from_titles_and_are_given_once() -> None:
    draft = blank("urn:uuid:x")
    for title in ("Free choice", "Free choice", "Ökologie", "数据"):
        draft = add_slot(draft, title, "en").draft
    names = ["free-choice", "free-choice-2", "okologie", "part"]
    assert [one["id"] for one in slots_of(draft)] == names
    assert of(draft) == names


def test_a_document_without_groups_shows_what_the_reader_takes_it_to_mean() -> None:
    draft = unset(drafted(), ROOT)
    assert tree_of(draft)["of"] == list("abcd")
    assert of(move(draft, ("tree", "of", 0), Move.DOWN).draft) == list("bacd")
    assert slot_path(draft, ("slots", 0)) == ("slots", 0)


def test_taking_out_and_choosing_the_default_write_nothing_down() -> None:
    draft = drafted()
    assert take_out(draft, ("slots", 0)).draft == draft
    designation = SLOT.field("designation")
    bare = unset(draft, ("slots", 0, "designation"))
    assert choose(bare, ("slots", 0), designation, "required") == bare
    assert choose(draft, ("slots", 0), designation, "required") == bare


@pytest.mark.parametrize(
    "bad", [b"[]", b"{", b'{"slots": {}}', b'{"slots": [1]}', b'{"tree": []}', b'"x"']
)
def test_a_kept_draft_that_is_none_is_refused(bad: bytes) -> None:
    with pytest.raises(InputError):
        kept(bad)


def test_a_draft_need_not_be_sound_to_be_kept() -> None:
    draft = type_into(blank("urn:x"), (), ABOUT[1].field("least"), "six")
    assert kept(draft.to_bytes()) == draft
    assert ("destination.level.min", "not_an_amount") in {
        (one.member, one.reason) for one in look(draft).problems
    }
