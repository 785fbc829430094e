"""What CTDL can say of a pathway comes back as it was; the rest is listed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.helpers.ctdl import welding
from tests.helpers.ctdl import written as as_file
from tests.helpers.pathways import document, pathway
from wallet.exchange import read_ctdl, write_ctdl
from wallet.pathways import templates

COURSE = "https://courses.example/"


def course(name: str, **members: Any) -> dict[str, Any]:
    """A slot for one course."""
    return {
        "id": f"{COURSE}slot-{name}",
        "designation": "elective",
        "component": "CourseComponent",
        "title": [{"lang": "en", "text": name.title()}],
        "match": {"definition": [f"{COURSE}{name}"]},
        "items": {"min": 1, "max": 1},
        "credits": {"min": "2.5", "max": "5"},
    } | members


def made(**members: Any) -> Any:
    """A pathway that CTDL can say whole."""
    slots = [course(one) for one in ("a", "b", "c")]
    a, b, c = (one["id"] for one in slots)
    some = {"op": "atLeast", "n": 1, "of": [b, c], "title": [{"lang": "en", "text": "One of"}]}
    return pathway(
        **{
            "id": "urn:uuid:5d1c2f0e-6b0a-4c57-9c1e-0f6d1f3a1530",
            "slots": slots,
            "tree": {"op": "all", "of": [a, some]},
            "rules": [
                {"id": "t", "type": "totalCredits", "min": "7.5"},
                {"id": "p", "type": "prerequisite", "a": a, "b": b},
            ],
        }
        | members
    )


def there_and_back(one: Any) -> Any:
    (back,) = read_ctdl(write_ctdl(one).data)
    return back


def test_what_ctdl_can_say_comes_back_as_it_was():
    one = made()
    assert write_ctdl(one).left == ()
    back = there_and_back(one)
    assert not back.left
    for slot, again in zip(one.slots, back.pathway.slots, strict=True):
        assert (slot.id, slot.match, slot.credits, slot.designation, slot.items) == (
            (again.id, again.match, again.credits, again.designation, again.items)
        )
    assert [one.op for one in (back.pathway.tree, back.pathway.tree.children[1])] == [
        "all",
        "any",
    ]
    assert {one.type for one in back.pathway.rules} == {"totalCredits", "prerequisite"}
    assert (back.pathway.id, back.pathway.version, back.pathway.owner_name) == (
        (one.id, one.version, one.owner_name)
    )


def test_a_ctdl_pathway_comes_back_from_there_and_back():
    (first,) = read_ctdl(as_file(welding()))
    back = there_and_back(first.pathway)
    assert {one.id for one in back.pathway.slots} == {one.id for one in first.pathway.slots}
    assert back.pathway.tree.needed == first.pathway.tree.needed == 3
    assert sorted(one.type for one in back.pathway.rules) == (
        sorted(one.type for one in first.pathway.rules)
    )


LEFT = {
    "a rule": ({"rules": [{"id": "x", "type": "recency", "maxAgeMonths": 9}]}, "/rules/0"),
    "credit that is shown only": (
        {"rules": [{"id": "t", "type": "totalCredits", "min": "5", "max": "9"}]},
        "/rules/0/max",
    ),
    "a sign-off": ({"signoff": {"required": True}}, "/signoff"),
    "an end": ({"validUntil": "2030-01-01"}, "/validUntil"),
    "a ratio": (
        {"credit": {"unit": "ECTS", "ratios": [{"from": "X", "toUnit": "2"}]}},
        "/credit/ratios",
    ),
    "a level": (
        {"destination": {"kind": "certificate", "level": {"scheme": "EQF"}}},
        "/destination/level",
    ),
    "a kind": ({"destination": {"kind": "micro-degree"}}, "/destination/kind"),
    "an identifier of one's own": ({"id": "urn:example:x"}, "/id"),
}
SLOTS = {
    "kinds": ({"match": {"kind": ["degree"]}}, "/slots/0/match"),
    "kinds besides": (
        {"match": {"definition": [COURSE], "kind": ["degree"]}},
        "/slots/0/match/kind",
    ),
    "open to all": ({"match": None}, "/slots/0/match"),
    "several items": ({"items": {"min": 2}}, "/slots/0/items"),
    "routes": ({"routes": ["rpl"]}, "/slots/0/routes"),
    "a second title in one language": (
        {"title": [{"lang": "en", "text": "A"}, {"lang": "en", "text": "B"}]},
        "/slots/0/title",
    ),
}


@pytest.mark.parametrize(("members", "place"), LEFT.values(), ids=LEFT)
def test_what_ctdl_cannot_say_is_listed(members, place):
    assert place in {one.pointer for one in write_ctdl(made(**members)).left}
    assert place not in {one.pointer for one in write_ctdl(made()).left}


@pytest.mark.parametrize(("members", "place"), SLOTS.values(), ids=SLOTS)
def test_what_a_slot_asks_besides_is_listed(members, place):
    slots = [course("a", **members), course("b"), course("c")]
    assert place in {one.pointer for one in write_ctdl(made(slots=slots)).left}


def test_a_skill_becomes_a_competency():
    skill = "http://data.europa.eu/esco/skill/S1"
    slots = [course("a", match={"skills": [skill]}), course("b"), course("c")]
    back = there_and_back(made(slots=slots))
    match = back.pathway.slots[0].match
    assert match is not None
    assert match.skills == {skill}


@pytest.mark.parametrize("template", templates(), ids=lambda one: one.name)
def test_every_template_can_be_written_and_read(template):
    written = write_ctdl(template.pathway)
    assert [one.pointer for one in written.left]
    back = there_and_back(template.pathway)
    assert len(back.pathway.slots) == len(template.pathway.slots)


def test_nothing_but_published_words_is_written():
    graph = json.loads(write_ctdl(made()).data)["@graph"]
    assert graph[0]["@type"] == "ceterms:Pathway"
    # required by the published schema of a pathway, but for a web page of its own
    assert {"@type", "@id", "ceterms:ctid", "ceterms:name", "ceterms:inLanguage"} <= set(
        graph[0]
    )
    assert graph[0]["ceterms:ctid"] == "ce-5d1c2f0e-6b0a-4c57-9c1e-0f6d1f3a1530"


def test_a_signature_is_not_carried_over():
    signed = document()
    assert "proof" not in json.dumps(json.loads(write_ctdl(pathway(**signed)).data))
