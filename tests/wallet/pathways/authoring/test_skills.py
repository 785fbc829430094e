"""Skills of a draft: an address each, and a name that goes along for readers without a pack."""

from __future__ import annotations

from typing import Any

from tests.helpers.pathways import document
from wallet.credential import Text
from wallet.pathways import read
from wallet.pathways.authoring import Draft, add_skill, outline, remove_skill, skill_name

SKILL = "http://data.europa.eu/esco/skill/1"
AT = ("slots", 0, "match", "skills")
ENGLISH, FINNISH = Text(lang="en", text="analyse data"), Text(lang="fi", text="analysoida")


def draft(**slot: Any) -> Draft:
    return Draft(document=document(slots=[{"id": "a", **slot}], tree={"of": ["a"]}))


def test_a_skill_goes_along_with_its_name_in_each_language_that_it_was_chosen_in() -> None:
    made = add_skill(draft(), AT, SKILL, ENGLISH)
    assert made.at(AT) == [SKILL]
    assert made.at(("labels",)) == [
        {"id": SKILL, "label": [{"lang": "en", "text": "analyse data"}]}
    ]
    assert add_skill(made, AT, SKILL, FINNISH) is made, "it is there already"
    ruled = Draft(document={**made.document, "rules": [{"id": "o", "type": "outcomes"}]})
    both = add_skill(ruled, ("rules", 0, "outcomes"), SKILL, FINNISH)
    assert skill_name(both, SKILL, ("fi", "en")) == "analysoida"
    assert skill_name(both, SKILL, ("sv", "en")) == "analyse data"
    (told,) = [one for one in outline(made) if one.startswith("What fits")]
    assert told.endswith("Teaching one of these skills: analyse data")
    assert read(made.to_bytes()).slots[0].match is not None


def test_an_address_that_was_typed_has_no_name_and_is_told_as_it_is() -> None:
    made = add_skill(draft(), AT, "urn:own:skill")
    assert made.at(("labels",)) is None
    assert any(one.endswith("skills: urn:own:skill") for one in outline(made))


def test_the_name_leaves_with_the_last_use_of_the_address() -> None:
    rule = ("rules", 0, "outcomes")
    rules = [{"id": "o", "type": "outcomes"}]
    empty = Draft(document={**draft().document, "rules": rules})
    both = add_skill(add_skill(empty, AT, SKILL, ENGLISH), rule, SKILL)
    once = remove_skill(both, AT, SKILL)
    assert skill_name(once, SKILL) == "analyse data"
    assert once.at(("slots", 0)) == {"id": "a"}
    assert remove_skill(once, rule, SKILL).document == empty.document
    assert remove_skill(empty, rule, SKILL) is empty
