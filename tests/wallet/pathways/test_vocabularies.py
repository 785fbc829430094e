"""The addresses in the templates stand in the published vocabularies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wallet.pathways import templates
from wallet.pathways.fitting import skills_of
from wallet.pathways.skills import field_of


@pytest.mark.vectors
def test_each_field_is_one_of_isced_f_and_has_its_label(vectors: Path) -> None:
    listed = json.loads((vectors / "11-vocabularies" / "codes" / "isced-f.json").read_text())
    names = {
        one["uri"].rpartition("/")[2]: one["labels"][0]["text"].casefold() for one in listed
    }
    found = 0
    for one in templates():
        for slot in one.pathway.slots:
            for address in skills_of(slot.match):
                code = field_of(address)
                if code is not None:
                    found += 1
                    assert one.pathway.labels[address][0].text == names[code]
    assert found


@pytest.mark.vectors
def test_groups_are_addressed_as_esco_does(vectors: Path) -> None:
    skills = json.loads((vectors / "11-vocabularies" / "esco-skills-en.json").read_text())
    groups = {group for one in skills for group in one["category"] if field_of(group)}
    assert groups, "ESCO names knowledge by its own spelling of ISCED-F"
    assert all(one.startswith("http://data.europa.eu/esco/isced-f/") for one in groups)


def test_every_skill_that_a_template_asks_for_has_a_label() -> None:
    for one in templates():
        for slot in one.pathway.slots:
            assert skills_of(slot.match) <= set(one.pathway.labels)
