"""The published schemas, applied: JSON Schema (draft 4) and SHACL, as far as they are used."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from pyld import jsonld

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "number": (int, float),
    "integer": int,
}
KNOWN = frozenset(
    (
        *("$schema", "$id", "$defs", "$ref", "$comment", "title", "description", "type"),
        *("properties", "required", "items", "enum", "pattern", "format", "minItems"),
        *("oneOf", "anyOf", "additionalProperties"),
    )
)


def faults(
    value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], at: str = "$"
) -> Any:
    """Where a value breaks a JSON schema; a keyword that is not known here fails the test."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "$ref" in schema:
        target: Any = root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        yield from faults(value, target, root, at)
        return
    if "type" in schema and not _is(value, schema["type"]):
        yield f"{at}: {schema['type']}"
        return
    yield from _text_faults(value, schema, at)
    if isinstance(value, list):
        yield from _list_faults(value, schema, root, at)
    if isinstance(value, dict):
        yield from _members(value, schema, root, at)
    for name in {"oneOf", "anyOf"} & set(schema):
        yield from _choice_faults(value, schema, root, name)


def _choice_faults(value: Any, schema: Any, root: Any, name: str) -> Iterator[str]:
    fits = [not list(faults(value, one, root)) for one in schema[name]]
    if not any(fits) or (name == "oneOf" and sum(fits) > 1):
        yield name


def _text_faults(value: Any, schema: Mapping[str, Any], at: str) -> Iterator[str]:
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: enum"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{at}: pattern"


def _list_faults(value: list[Any], schema: Any, root: Any, at: str) -> Iterator[str]:
    if len(value) < schema.get("minItems", 0):
        yield f"{at}: minItems"
    for number, one in enumerate(value):
        yield from faults(one, schema.get("items", {}), root, f"{at}[{number}]")


def _members(value: dict[str, Any], schema: Any, root: Any, at: str) -> Iterator[str]:
    known = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{at}.{name}: required"
    for name, one in value.items():
        if name in known:
            yield from faults(one, known[name], root, f"{at}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{at}.{name}: additional"


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


# --- SHACL -----------------------------------------------------------------------------------

SH = "http://www.w3.org/ns/shacl#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_INTEGERS = re.compile("positiveInteger|nonNegativeInteger")


def shacl(document: dict[str, Any], shapes: Path, context: Path) -> Iterator[str]:
    """Where a JSON-LD document breaks the shapes of its classes."""
    data, rules = ox.Store(), ox.Store()
    rules.load(shapes.read_bytes(), ox.RdfFormat.TURTLE)
    data.load(_quads(document, context), ox.RdfFormat.N_QUADS)
    for target in rules.quads_for_pattern(None, ox.NamedNode(f"{SH}targetClass"), None):
        nodes = data.quads_for_pattern(None, ox.NamedNode(_TYPE), target.object)
        for node in {str(one.subject): one.subject for one in nodes}.values():
            yield from _shape(node, target.subject, data, rules)


def _quads(document: dict[str, Any], context: Path) -> bytes:
    """As N-Quads, by PyLD, with the published contexts."""

    def load(url: str, _options: object = None) -> dict[str, Any]:
        name = "edc-ap" if "edc-ap" in url else "credentials-v1"
        found = json.loads((context / f"{name}.jsonld").read_bytes())
        return {"contextUrl": None, "documentUrl": url, "document": found}

    options = {"documentLoader": load, "format": "application/n-quads"}
    told: str = jsonld.to_rdf(document, options)
    return told.encode()


def _shape(node: Any, shape: Any, data: Any, rules: Any) -> Iterator[str]:
    for one in rules.quads_for_pattern(shape, ox.NamedNode(f"{SH}property"), None):
        rule = {
            quad.predicate.value.removeprefix(SH): quad.object
            for quad in rules.quads_for_pattern(one.object, None, None)
        }
        if "path" not in rule or "deactivated" in rule:
            continue
        values = [one.object for one in data.quads_for_pattern(node, rule["path"], None)]
        place = f"{node} {rule['path'].value.rpartition('/')[2].rpartition('#')[2]}"
        yield from _counts(values, rule, place)
        for value in values:
            yield from _value(value, rule, data, rules, place)


def _counts(values: list[Any], rule: dict[str, Any], place: str) -> Iterator[str]:
    if len(values) < int(rule["minCount"].value if "minCount" in rule else 0):
        yield f"{place}: too few"
    if "maxCount" in rule and len(values) > int(rule["maxCount"].value):
        yield f"{place}: too many"
    tags = [one.language for one in values if getattr(one, "language", None)]
    if "uniqueLang" in rule and len(set(tags)) < len(tags):
        yield f"{place}: language twice"


def _value(
    value: Any, rule: dict[str, Any], data: Any, rules: Any, place: str
) -> Iterator[str]:
    # The store keeps every kind of integer as one.
    wanted_type = _INTEGERS.sub("integer", rule["datatype"].value) if "datatype" in rule else ""
    if wanted_type and getattr(getattr(value, "datatype", None), "value", "") != wanted_type:
        yield f"{place}: datatype {value}"
    if "class" in rule and not _of_class(value, rule["class"], data):
        yield f"{place}: class {value}"
    if "or" in rule:
        wanted = list(_listed(rule["or"], rules))
        if wanted and not any(_of_class(value, one, data) for one in wanted):
            yield f"{place}: none of the classes {value}"
    if "node" in rule:
        yield from _shape(value, rule["node"], data, rules)


def _of_class(value: Any, wanted: Any, data: Any) -> bool:
    if isinstance(value, ox.Literal):
        return False
    return any(True for _ in data.quads_for_pattern(value, ox.NamedNode(_TYPE), wanted))


def _listed(head: Any, rules: Any) -> Iterator[Any]:
    """The classes of an ``sh:or`` list."""
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    while getattr(head, "value", "") != f"{rdf}nil":
        (first,) = rules.quads_for_pattern(head, ox.NamedNode(f"{rdf}first"), None)
        for one in rules.quads_for_pattern(first.object, ox.NamedNode(f"{SH}class"), None):
            yield one.object
        (rest,) = rules.quads_for_pattern(head, ox.NamedNode(f"{rdf}rest"), None)
        head = rest.object
