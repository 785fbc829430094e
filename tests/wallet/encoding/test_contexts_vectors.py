"""Our pinned contexts are the published ones, and our term tables mean the same."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld as stock

from wallet.encoding import contexts, jcs

OWN = sorted(url for url, pin in contexts.PINS.items() if pin.package is None)


def normalised(context: dict[str, Any]) -> dict[str, Any]:
    """A context with every term written out: an IRI alone means ``{"@id": IRI}``."""
    table: dict[str, Any] = {}
    for term, meaning in context.items():
        if term.startswith("@"):
            table[term] = meaning
        elif isinstance(meaning, str):
            table[term] = {"@id": meaning}
        else:
            table[term] = dict(meaning)
            if "@context" in meaning:
                table[term]["@context"] = normalised(meaning["@context"])
    return table


def terms_hash(context: dict[str, Any]) -> str:
    return hashlib.sha256(jcs.canonical(normalised(context))).hexdigest()


@pytest.mark.parametrize("url", sorted(contexts.PINS))
def test_every_pinned_context_is_there_and_unaltered(url: str) -> None:
    assert hashlib.sha256(contexts.read(url)).hexdigest() == contexts.PINS[url].sha256
    assert "@context" in contexts.document(url)


@pytest.mark.parametrize("url", OWN)
def test_our_tables_hash_to_the_published_terms(url: str) -> None:
    document = contexts.document(url)
    assert document["url"] == url
    assert terms_hash(document["@context"]) == document["terms_sha256"]


def _published(vectors: Path) -> dict[str, dict[str, Any]]:
    index = json.loads((vectors / "contexts/index.json").read_bytes())
    return {entry["url"]: entry for entry in index}


NOT_IN_THE_FOLDER = frozenset({"https://w3id.org/vc-revocation-list-2020/v1"})
"""Compared with the copy in the npm package vc-revocation-list-context 1.0.0 when it was
written: the published digest stands in our table."""


@pytest.mark.vectors
def test_what_the_folder_has_no_copy_of_is_named(vectors: Path) -> None:
    assert contexts.PINS.keys() - _published(vectors).keys() == NOT_IN_THE_FOLDER


@pytest.mark.vectors
@pytest.mark.parametrize("url", sorted(contexts.PINS.keys() - NOT_IN_THE_FOLDER))
def test_the_published_context_is_the_one_we_use(url: str, vectors: Path) -> None:
    entry = _published(vectors)[url]
    published = (vectors / entry["file"]).read_bytes()
    ours = contexts.document(url)
    if url in OWN:
        assert hashlib.sha256(published).hexdigest() == ours["published_sha256"]
        assert terms_hash(json.loads(published)["@context"]) == ours["terms_sha256"]
    else:
        assert json.loads(published) == ours


def _terms(context: dict[str, Any]) -> dict[str, Any]:
    """A document that uses every term once, nested where it is defined."""
    members: dict[str, Any] = {}
    for term, meaning in context.items():
        if term.startswith("@") or meaning in ("@id", "@type"):
            continue
        inner = meaning.get("@context") if isinstance(meaning, dict) else None
        value: dict[str, Any] = {"@type": term, **_terms(inner)} if inner else {}
        is_link = isinstance(meaning, dict) and (
            meaning.get("@type") == "@id" or "@reverse" in meaning
        )
        members[term] = value or ({"@id": "urn:x:1"} if is_link else "1")
    return members


@pytest.mark.vectors
@pytest.mark.parametrize("url", sorted(set(OWN) - NOT_IN_THE_FOLDER))
def test_our_tables_expand_as_the_published_context(url: str, vectors: Path) -> None:
    entry = _published(vectors)[url]
    published = json.loads((vectors / entry["file"]).read_bytes())["@context"]
    ours = contexts.document(url)["@context"]
    members = {"urn:x:undefined": "kept", "undefined": "v", **_terms(published)}
    by_ours = stock.expand({"@context": ours, **members})
    assert by_ours == stock.expand({"@context": published, **members})
    assert len(json.dumps(by_ours)) > 60
