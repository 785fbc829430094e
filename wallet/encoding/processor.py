"""PyLD behind a door: import this module only where a document is to be expanded.

It hooks private methods of PyLD 3.3 (pinned below 4). Tests compare every result with stock
PyLD, so a release that changes them is noticed.
"""

from __future__ import annotations

import json
from typing import Any

from cachetools import LRUCache
from pyld.context_resolver import ContextResolver
from pyld.jsonld import JsonLdProcessor

from wallet.encoding import contexts, safe_mode

_MEMO_ENTRIES = 512
"""Processed contexts kept; a mapping of about 200 terms each."""


def _load(url: str, _options: Any) -> dict[str, Any]:
    """PyLD's document loader: knows the pinned contexts and nothing else."""
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": contexts.document(url),
        "tag": "static",
    }


class _Resolver(ContextResolver):  # type: ignore[misc]
    """Forgets processed contexts: PyLD's own cache ignores ``override_protected``."""

    def resolve(self, *args: Any, **kwargs: Any) -> Any:
        resolved = super().resolve(*args, **kwargs)
        for one in resolved:
            one.cache.clear()
        return resolved


def _options(resolver: ContextResolver) -> dict[str, Any]:
    return {
        "isFrame": False,
        "keepFreeFloatingNodes": False,
        "documentLoader": _load,
        "contextResolver": resolver,
        "extractAllScripts": False,
        "processingMode": "json-ld-1.1",
        # None, not "": relative IRIs must stay relative, so that they are noticed. PyLD
        # resolves them against http://example.org/base/ otherwise.
        "base": None,
    }


class _MemoProcessor(JsonLdProcessor):  # type: ignore[misc]
    """Keeps processed contexts; two thirds of a plain expansion is rebuilding them."""

    def _expand_iri(self, active_ctx: Any, value: Any, **named: Any) -> Any:
        # Most calls ask for a defined term: answered here as PyLD does after four checks.
        if named.get("vocab") and not named.get("local_ctx") and isinstance(value, str):
            mapping = active_ctx["mappings"].get(value)
            if mapping is not None and value[:1] != "@":
                return mapping["@id"]
        return super()._expand_iri(active_ctx, value, **named)

    def _process_context(  # noqa: PLR0913, PLR0917 - PyLD's signature
        self,
        active_ctx: Any,
        local_ctx: Any,
        options: Any,
        override_protected: bool = False,  # noqa: FBT001, FBT002
        propagate: bool = True,  # noqa: FBT001, FBT002
        validate_scoped: bool = True,  # noqa: FBT001, FBT002
        cycles: Any = None,
    ) -> Any:
        if cycles is not None:
            return super()._process_context(
                active_ctx,
                local_ctx,
                options,
                override_protected=override_protected,
                propagate=propagate,
                validate_scoped=validate_scoped,
                cycles=cycles,
            )
        key = (id(active_ctx), _name(local_ctx), override_protected, propagate, validate_scoped)
        kept = _MEMO.get(key)
        if kept is not None:
            return kept[0]
        result = super()._process_context(
            active_ctx,
            local_ctx,
            options,
            override_protected=override_protected,
            propagate=propagate,
            validate_scoped=validate_scoped,
        )
        if len(_MEMO) >= _MEMO_ENTRIES:
            _MEMO.clear()
        # The arguments are kept too: an identity counts only while its object lives.
        _MEMO[key] = (result, active_ctx, local_ctx)
        return result


def _name(local_ctx: Any) -> Any:
    """What a local context is known by.

    Scoped contexts live in the pinned contexts that _SHARED keeps: by identity. Lists come
    from documents: by their URLs and the text of the plain terms between them.
    """
    if isinstance(local_ctx, str):
        return local_ctx
    if isinstance(local_ctx, list):
        return tuple(
            one if isinstance(one, str) else (json.dumps(one, sort_keys=True),)
            for one in local_ctx
        )
    return id(local_ctx)


_MEMO: dict[Any, tuple[Any, Any, Any]] = {}
_SHARED = _Resolver(LRUCache(maxsize=256), _load)
_SHARED_OPTIONS = _options(_SHARED)


class _DroppedMembers(JsonLdProcessor):  # type: ignore[misc]
    """Notes the path of every member that does not reach the graph."""

    def __init__(self, document: Any) -> None:
        super().__init__()
        self.paths = {id(value): path for path, value in safe_mode.walk(document)}
        self.dropped: set[str] = set()

    def _expand_object(self, active_ctx: Any, *args: Any, **kwargs: Any) -> Any:
        element = args[2]
        meanings = {
            key: self._expand_iri(active_ctx, key, vocab=True)
            for key in element
            if key != "@context"
        }
        of_value = "@value" in meanings.values()
        for key, meaning in meanings.items():
            if _is_lost(meaning) or (meaning == "@language" and not of_value):
                parent = self.paths.get(id(element), "$")
                self.dropped.add(parent + safe_mode.step(key))
        return super()._expand_object(active_ctx, *args, **kwargs)


def _is_lost(meaning: Any) -> bool:
    if meaning is None or meaning in {"@index", "@direction"}:
        return True
    if meaning.startswith("@"):
        return False
    return meaning.startswith("_:") or not safe_mode.is_absolute(meaning)


def run(document: Any, *, memo: bool) -> tuple[list[dict[str, Any]], bool]:
    """The expanded nodes, and whether PyLD dropped a member."""
    dropped: list[Any] = []
    if memo:
        engine: JsonLdProcessor = _MemoProcessor(on_property_dropped=dropped.append)
        options = _SHARED_OPTIONS
    else:
        engine = JsonLdProcessor(on_property_dropped=dropped.append)
        options = _options(_Resolver(LRUCache(maxsize=256), _load))
    return _expand(engine, document, options), bool(dropped)


def compact(nodes: list[dict[str, Any]], context: Any) -> dict[str, Any]:
    """Expanded nodes as one document with that context; nothing is kept of it."""
    options = _options(_Resolver(LRUCache(maxsize=256), _load))
    named = {**options, "skipExpansion": True, "compactArrays": True}
    found = JsonLdProcessor().compact(nodes, {"@context": context}, named)
    return dict(found)


def dropped_members(document: Any) -> set[str]:
    """JSON paths of the members that do not reach the graph."""
    engine = _DroppedMembers(document)
    _expand(engine, document, _options(_Resolver(LRUCache(maxsize=256), _load)))
    return engine.dropped


def _expand(engine: JsonLdProcessor, document: Any, options: dict[str, Any]) -> list[Any]:
    start = engine._get_initial_context(options)  # noqa: SLF001
    found = engine._expand(start, None, document, options, inside_list=False)  # noqa: SLF001
    if isinstance(found, dict) and set(found) == {"@graph"}:
        found = found["@graph"]
    if found is None:
        return []
    return found if isinstance(found, list) else [found]
