"""A CTDL pathway is carried over as it is; what is left is named, and no condition is lost."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.ctdl import (
    REGISTRY,
    component,
    condition,
    constraint,
    credit,
    destination,
    pathway,
    welding,
    written,
)
from tests.helpers.pathways import award, result
from wallet.errors import WalletError
from wallet.exchange import CtdlPathway, looks_like_ctdl, read_ctdl
from wallet.pathways import Pathway
from wallet.wording.exchange import why


def of(document: Any) -> CtdlPathway:
    """The one pathway of a document."""
    (found,) = read_ctdl(written(document))
    return found


def short(node: Any) -> Any:
    """A group as a tuple, with the last part of the slots' names."""
    if isinstance(node, str):
        return node.removeprefix(REGISTRY)
    return (node.op, node.needed, *(short(one) for one in node.children))


def left(found: CtdlPathway) -> set[tuple[str, str]]:
    """What was left, by reason and last part of its place."""
    return {(one.reason, one.pointer.rpartition("/")[2]) for one in found.left}


def understood(found: CtdlPathway) -> set[str]:
    """Reasons of what had to be understood."""
    return {one.reason for one in found.understood}


def taken(name: str) -> Any:
    """An award of that course."""
    return award(name, None, definition_ids=(f"https://courses.example/{name}",))


@pytest.fixture(scope="module")
def read() -> CtdlPathway:
    return of(welding())


def test_the_whole_tree_is_carried_over(read):
    assert short(read.pathway.tree) == (
        ("all", 3, "safety", ("atLeast", 2, "arc", "gas", "pipe"), "exam")
    )
    designations = {short(one.id): one.designation for one in read.pathway.slots}
    assert designations == dict.fromkeys(("safety", "exam"), "required") | dict.fromkeys(
        ("arc", "gas", "pipe"), "elective"
    )


def test_names_owner_and_version_are_carried_over(read):
    made = read.pathway
    assert [(one.lang, one.text) for one in made.title] == [
        ("en-US", "Welding"),
        ("es", "Soldadura"),
    ]
    assert made.owner_ids == {"https://college.example/"}
    assert (made.version, made.kind, made.unit.unit) == ("2026", "certificate", "US-semester")


def test_components_keep_what_they_stand_for_and_their_credit(read):
    slot = read.pathway.slot(f"{REGISTRY}gas")
    assert slot.match is not None
    assert slot.match.definitions == {"https://courses.example/gas"}
    assert slot.credits.least == slot.credits.most == 4.5
    assert {one["component"] for one in json.loads(read.data)["slots"]} == {
        "CourseComponent",
        "AssessmentComponent",
    }


def test_order_and_limits_become_rules(read):
    rules = [(one.type, one.severity) for one in read.pathway.rules]
    assert rules == [
        ("totalCredits", "block"),
        ("prerequisite", "block"),
        ("prerequisite", "info"),
    ]


def test_the_rest_is_listed_with_its_place(read):
    assert left(read) == {
        ("no_place", "ceterms:subjectWebpage"),
        ("no_place", "ceterms:proxyFor"),  # of the destination
        ("progression_level", "asn:hasProgressionLevel"),
    }
    assert not read.blocks


def test_each_stage_is_listed_with_its_place_and_what_it_held():
    document = welding()
    graph = document["@graph"]
    level = "asn:hasProgressionLevel"
    parts = {one["@id"].removeprefix(REGISTRY): one for one in graph}
    parts["exam"][level] = ["_:second"]
    parts["arc"][level] = [{"@id": "_:first"}]
    parts["gas"][level] = [{"@id": "_:first"}, "https://college.example/term/9"]
    parts["pipe"][level] = [5]
    parts["pathway"]["asn:hasProgressionModel"] = ["_:model"]
    graph += [
        {"@id": "_:model", "@type": "asn:ProgressionModel", "ceterms:name": {"en": "Years"},
         "skos:hasTopConcept": ["_:first", "_:second"]},
        {"@id": "_:first", "@type": "asn:ProgressionLevel", "skos:prefLabel": {"en": "One"},
         "ceterms:precedes": ["_:second"]},
        {"@id": "_:second", "@type": "asn:ProgressionLevel", "skos:prefLabel": {"en": "Two"}},
    ]  # fmt: skip
    found = [one for one in of(document).left if one.reason == "progression_level"]
    assert [(one.pointer, one.name, one.parts) for one in found] == [
        ("/@graph/9", "One", ("Arc", "Gas")),
        ("/@graph/5/asn:hasProgressionLevel", "https://college.example/term/9", ("Gas",)),
        ("/@graph/10", "Two", ("Exam",)),
        ("/@graph/8", "Years", ("One", "Two")),
        ("/@graph/6/asn:hasProgressionLevel", level, ()),  # it names nothing
    ]
    assert not {"/@graph/8", "/@graph/9"} & {
        one.pointer for one in of(document).left if one.reason != "progression_level"
    }
    assert why(found[0].reason, found[0].parts).endswith("It held: Arc, Gas.")


def test_plain_names_are_read_like_prefixed_ones(read):
    text = json.dumps(welding()).replace("ceterms:", "").replace("asn:", "")
    (plain,) = read_ctdl(text.encode())
    assert plain.pathway.tree == read.pathway.tree
    assert plain.pathway.slots == read.pathway.slots


def test_components_may_be_written_where_they_are_named(read):
    document = welding()
    graph = {one["@id"]: one for one in document["@graph"]}
    top = graph.pop(f"{REGISTRY}pathway")
    top["ceterms:hasDestinationComponent"] = graph.pop(f"{REGISTRY}destination")
    top["ceterms:hasPart"] = list(graph.values())
    found = of({"@context": document["@context"], **top})
    assert found.pathway.tree == read.pathway.tree


def test_conditions_may_be_nodes_of_their_own(read):
    document = welding()
    electives = document["@graph"][3]
    (named,) = electives["ceterms:hasCondition"]
    named["@id"] = "_:two-of-three"
    document["@graph"].append(named)
    electives["ceterms:hasCondition"] = [{"@id": "_:two-of-three"}]
    assert of(document).pathway.tree == read.pathway.tree


@pytest.mark.parametrize(
    ("word", "group"), [("And", ("all", 2, "a", "b")), ("Or", ("any", 1, "a", "b"))]
)
def test_logical_operators_join_conditions(word, group):
    inner = [condition("a", number=1), condition("b", number=1)]
    outer = condition(hasCondition=inner, logicalOperator=f"logic:{word}")
    found = of(pathway(destination(outer), component("a"), component("b")))
    assert short(found.pathway.tree) == group


def test_a_course_with_conditions_is_needed_beside_them():
    found = of(
        pathway(
            destination(condition("degree", number=1)),
            component("degree", hasCondition=[condition("a", "b", number=2)]),
            component("a"),
            component("b"),
        )
    )
    assert short(found.pathway.tree) == ("all", 2, "degree", ("all", 2, "a", "b"))


# --- what cannot be carried over --------------------------------------------------------------


def blocked(**members: Any) -> CtdlPathway:
    """One course with a condition that has these members besides."""
    return of(pathway(destination(condition("a", number=1, **members)), component("a")))


BLOCKS = {
    "a limit on something else": {
        "hasConstraint": [constraint(leftSource=["ceterms:creditLevelType"])]
    },
    "more than, not at least": {"hasConstraint": [constraint("GT")]},
    "a bound that is no number": {"hasConstraint": [constraint(bound="many")]},
    "two sources": {
        "hasConstraint": [constraint(leftSource=["ceterms:creditValue", "ceterms:pointValue"])]
    },
    "another sum": {"hasConstraint": [constraint(leftAction="arrayOperation:MeanOf")]},
    "one of two limits": {
        "hasConstraint": [constraint(), constraint("LTEQ", "20")],
        "requiredConstraints": 1,
    },
    "not": {
        "hasCondition": [condition("a", number=1)],
        "logicalOperator": "logic:Not",
    },
    "a condition in another file": {"hasCondition": ["https://elsewhere.example/condition"]},
    "a member nobody knows": {"leftOperand": "reqNum"},
}


@pytest.mark.parametrize("members", BLOCKS.values(), ids=BLOCKS)
def test_a_condition_that_cannot_be_carried_over_blocks_by_name(members):
    free, found = blocked(), blocked(**members)
    assert result(free.pathway, taken("a")).result == "complete"
    assert found.blocks
    assert result(found.pathway, taken("a")).result == "incomplete"
    assert result(found.pathway, taken("a")).optimistic.result == "incomplete"


def test_a_limit_on_one_of_several_ways_blocks():
    ways = [
        condition("a", number=1, hasConstraint=[constraint()]),
        condition("b", number=1),
    ]
    outer = condition(hasCondition=ways, logicalOperator="logic:Or")
    found = of(pathway(destination(outer), component("a"), component("b")))
    assert ("constraint_in_alternative", "0") in left(found)
    assert found.blocks


def test_a_component_that_stands_for_nothing_fits_nothing_by_its_title():
    found = of(pathway(destination(condition("a", number=1)), component("a", proxyFor=None)))
    assert "stands_for_nothing" in understood(found)
    assert result(found.pathway, taken("a")).result == "incomplete"
    own = award("own", None, definition_ids=(f"{REGISTRY}a",))
    assert result(found.pathway, own).result == "complete"


def test_a_degree_never_comes_from_credits():
    found = of(
        pathway(
            destination(condition("a", "b", number=2), credentialType="ceterms:BachelorDegree"),
            component("a"),
            component("b"),
        )
    )
    assert found.pathway.kind == "other"
    assert ("degree_needs_more", "ceterms:credentialType") in left(found)


def test_without_conditions_only_the_destination_completes_it():
    found = of(pathway(destination(), component("a")))
    assert short(found.pathway.tree) == ("all", 1, "destination")
    assert understood(found) >= {"destination_itself", "nothing_asks_for_it"}
    assert found.pathway.slot(f"{REGISTRY}a").designation == "optional"


def test_how_many_is_never_fewer_than_all():
    found = of(pathway(destination(condition("a", "b")), component("a"), component("b")))
    assert short(found.pathway.tree) == ("all", 2, "a", "b")
    assert "number_not_stated" in understood(found)


def test_credit_of_another_unit_is_left():
    found = of(
        pathway(
            destination(condition("a", "b", "c", number=3)),
            component("a", creditValue=credit(3)),
            component("b", creditValue=credit(3)),
            component("c", creditValue=credit(5, "creditUnit:QuarterHours")),
        )
    )
    assert found.pathway.unit.unit == "US-semester"
    assert ("another_unit", "ceterms:creditValue") in left(found)
    assert found.pathway.slot(f"{REGISTRY}c").credits.least is None


def test_components_of_other_files_are_kept_by_address():
    found = of(pathway(destination(condition("elsewhere", number=1))))
    assert ("component_elsewhere", "") in left(found)
    assert short(found.pathway.tree) == ("all", 1, "elsewhere")


def test_a_prerequisite_in_another_file_blocks():
    course = component("a", prerequisite=["https://elsewhere.example/b"])
    found = of(pathway(destination(condition("a", number=1)), course))
    assert ("order_unknown", "ceterms:prerequisite") in left(found)
    assert result(found.pathway, taken("a")).result == "incomplete"


def test_only_pathways_look_like_ctdl():
    assert looks_like_ctdl(written(welding()))
    assert not looks_like_ctdl(written({"@graph": [component("a")]}))
    assert not looks_like_ctdl(b'{"format": "pathway/1", "about": "ceterms:Pathway"}')
    assert not looks_like_ctdl(b"ceterms:Pathway")


def test_each_of_several_pathways_is_read_for_itself():
    document = welding()
    second = copy.deepcopy(document["@graph"][0])
    second |= {"@id": f"{REGISTRY}second", "ceterms:name": {"en": "Second"}}
    document["@graph"].append(second)
    found = read_ctdl(written(document))
    assert [one.pathway.title[0].text for one in found] == ["Welding", "Second"]


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 10**7)
    | st.text(max_size=5)
    | st.sampled_from([f"{REGISTRY}arc", f"{REGISTRY}destination", "logic:Or", "compare:EQ"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["@id", "@type", "ceterms:name", "en"]), inner)
    ),
    max_leaves=5,
)


def _anything(document: dict[str, Any], at: int, member: int, value: Any) -> None:
    node = document["@graph"][at % len(document["@graph"])]
    name = sorted(node)[member % len(node)]
    node[name] = value
    try:
        found = read_ctdl(written(document))
    except WalletError:
        return
    for one in found:
        assert isinstance(one.pathway, Pathway)
        assert all(why(each.reason) for each in (*one.left, *one.understood))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 20), st.integers(0, 20), _VALUES)
def test_any_value_in_any_member_is_read_or_refused_by_name(at, member, value):
    _anything(welding(), at, member, value)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(st.integers(0, 20), st.integers(0, 20), _VALUES)
def test_any_value_in_any_member_at_length(at, member, value):
    _anything(welding(), at, member, value)
