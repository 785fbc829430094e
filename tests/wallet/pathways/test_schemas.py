"""The published JSON schemas say what the reader does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.pathways import document
from wallet.pathways import fitting, reading, templates
from wallet.pathways.rules import COMMON, RULES

FOLDER = Path(__file__).parents[3] / "resources" / "schemas" / "pathway"
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "null": type(None),
}


def load(name: str) -> dict[str, Any]:
    """A schema file, by its path in the folder."""
    found: dict[str, Any] = json.loads((FOLDER / name).read_text())
    return found


def fits(value: Any, schema: dict[str, Any], at: str) -> bool:
    """Whether a value fits; knows the keywords that our schemas use, and no other."""
    known = {
        *("$schema", "$defs", "title", "description", "default", "$ref", "type", "const"),
        *("enum", "pattern", "minLength", "maxLength", "minimum", "maximum", "items"),
        *("minItems", "maxItems", "uniqueItems", "properties", "required", "minProperties"),
        *("additionalProperties", "anyOf", "oneOf"),
    }
    assert set(schema) <= known, set(schema) - known
    if "$ref" in schema:
        file, _, pointer = schema["$ref"].partition("#")
        path = (Path(at).parent / file).as_posix() if file else at
        target = load(re.sub(r"^rules/\.\./", "", path))
        for part in filter(None, pointer.split("/")):
            target = target[part]
        return fits(value, target, re.sub(r"^rules/\.\./", "", path))
    return all(
        (
            "type" not in schema or right_type(value, schema["type"]),
            "const" not in schema or value == schema["const"],
            "enum" not in schema or value in schema["enum"],
            not isinstance(value, str) or bool(re.search(schema.get("pattern", ""), value)),
            not isinstance(value, int) or in_range(value, schema),
            not isinstance(value, list) or fits_list(value, schema, at),
            not isinstance(value, dict) or fits_object(value, schema, at),
            "anyOf" not in schema or any(fits(value, one, at) for one in schema["anyOf"]),
            "oneOf" not in schema
            or [fits(value, one, at) for one in schema["oneOf"]].count(True) == 1,
        )
    )


def right_type(value: Any, name: str) -> bool:
    """JSON types; true is no integer."""
    return isinstance(value, TYPES[name]) and not (
        name == "integer" and isinstance(value, bool)
    )


def in_range(value: int, schema: dict[str, Any]) -> bool:
    """Within minimum and maximum."""
    return schema.get("minimum", value) <= value <= schema.get("maximum", value)


def fits_list(value: list[Any], schema: dict[str, Any], at: str) -> bool:
    """Length and elements."""
    length = schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
    return length and all(fits(one, schema.get("items", {}), at) for one in value)


def fits_object(value: dict[str, Any], schema: dict[str, Any], at: str) -> bool:
    """Members."""
    known = schema.get("properties", {})
    closed = schema.get("additionalProperties", True) is False
    return (
        set(schema.get("required", ())) <= set(value)
        and not (closed and set(value) - set(known))
        and len(value) >= schema.get("minProperties", 0)
        and all(fits(one, known.get(name, {}), at) for name, one in value.items())
    )


def test_there_is_one_schema_for_each_rule_type():
    assert {one.stem for one in (FOLDER / "rules").glob("*.json")} == set(RULES)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_schema_names_the_members_that_are_read(name):
    schema = load(f"rules/{name}.json")
    assert set(schema["properties"]) <= {*COMMON, *RULES[name].parameters}
    others = {"residency": {"max", "each"}, "maxShare": {"min"}}.get(name, set())
    assert {*COMMON, *RULES[name].parameters} - set(schema["properties"]) == others
    assert schema["properties"]["type"] == {"const": name}


def test_the_document_schema_names_the_members_that_are_read():
    schema = load("pathway.json")
    assert set(schema["properties"]) == set(reading.MEMBERS)
    assert set(schema["$defs"]["slot"]["properties"]) == set(reading._SLOT)
    assert set(schema["$defs"]["match"]["properties"]) == set(fitting.MEMBERS)


@pytest.mark.parametrize("one", templates(), ids=lambda one: one.name)
def test_each_template_fits_the_schema(one):
    assert fits(json.loads(one.data), load("pathway.json"), "pathway.json")


@pytest.mark.parametrize(
    "members",
    [
        {"bonus": 1},
        {"slots": []},
        {"format": "pathway/2"},
        {"slots": [{"id": "s", "credits": {"min": "2,5"}}]},
        {"slots": [{"id": "s", "match": {}}]},
        {"rules": [{"id": "r", "type": "level"}]},
        {"rules": [{"id": "r", "type": "level", "min": True}]},
        {"rules": [{"id": "r", "type": "residency", "where": {}, "min": "0.5"}]},
        {"rules": [{"id": "r", "type": "outcomes", "minCount": 1}]},
        {"rules": [{"id": "r", "type": "prerequisite", "a": "any"}]},
        {"rules": [{"id": "r", "type": "overlap", "threshold": "1.2"}]},
        {"rules": [{"id": "r", "type": "overlap", "threshold": "1", "action": "add"}]},
        {"rules": [{"id": "r", "type": "language"}]},
        {"rules": [{"id": "r", "type": "accreditation", "accepted": ["good"]}]},
        {"rules": [{"id": "r", "type": "window", "years": 0}]},
        {"rules": [{"id": "r", "type": "incompatible", "a": {}, "b": {"kind": ["degree"]}}]},
        {"rules": [{"id": "r", "type": "maxShare", "max": "0.5"}]},
        {"credit": {"unit": "ECTS", "ratios": [{"from": "US", "hours": "1", "toUnit": "2"}]}},
        {"tree": {"op": "all", "of": []}},
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(members):
    schema = load("pathway.json")
    assert fits(document(), schema, "pathway.json")
    assert not fits(document(**members), schema, "pathway.json")
