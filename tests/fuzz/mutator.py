"""Changes that keep the shape: libFuzzer's own rarely get past the parser."""

from __future__ import annotations

import base64
import binascii
import json
import random
from typing import Any

_ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1e308,
    2**53 + 1,
    "",
    " ",
    "\u202e",
    "\x00",
    "https://example.org/",
    "did:key:z6Mk",
    "did:web:example.org",
    "2026-02-30T25:61:61Z",
    "9999-12-31T23:59:59Z",
    [],
    {},
    [[]],
    {"@id": "_:b0"},
    {"@value": 1},
    "@id",
    "@type",
    ["VerifiableCredential"],
)
_DEEP = 60


def mutate(data: bytes, own: random.Random) -> bytes | None:
    """The input with one change inside its JSON; None where it holds none."""
    token = _token(data, own)
    if token is not None:
        return token
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return json.dumps(_changed(document, own)).encode()


def _token(data: bytes, own: random.Random) -> bytes | None:
    """A token (or SD-JWT) with one change in its header, payload or a disclosure."""
    parts = data.replace(b"~", b"\0~").replace(b".", b"\0.").split(b"\0")
    if not data.startswith(b"eyJ") or len(parts) < 3:
        return None
    place = own.randrange(len(parts))
    mark, text = (parts[place][:1], parts[place][1:]) if place else (b"", parts[place])
    try:
        inner = json.loads(base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return None
    said = json.dumps(_changed(inner, own)).encode()
    parts[place] = mark + base64.urlsafe_b64encode(said).rstrip(b"=")
    return b"".join(parts)


def _changed(document: Any, own: random.Random) -> Any:
    places = list(_places(document, (), 0))
    if not places:
        return own.choice(_ODD)
    path = own.choice(places)
    parent = document
    for step in path[:-1]:
        parent = parent[step]
    _change(parent, path[-1], document, places, own)
    return document


def _change(
    parent: Any, step: Any, document: Any, places: list[tuple[Any, ...]], own: random.Random
) -> None:
    what = own.randrange(6)
    if what == 0:
        del parent[step]
    elif what == 1:
        parent[step] = own.choice(_ODD)
    elif what == 2:
        parent[step] = [parent[step], own.choice(_ODD)]
    elif what == 3 and isinstance(parent, dict):
        parent[own.choice(("id", "type", "@context", "@id", "@type", "proof", "x"))] = parent[
            step
        ]
    elif what == 4:
        taken = document
        for one in own.choice(places):
            taken = taken[one]
        parent[step] = json.loads(json.dumps(taken))
    else:
        wrapped = parent[step]
        for _ in range(own.choice((1, 2, 8, 40))):
            wrapped = [wrapped] if own.random() < 0.5 else {"x": wrapped}
        parent[step] = wrapped


def _places(value: Any, path: tuple[Any, ...], depth: int) -> Any:
    if depth > _DEEP:
        return
    children = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for step, child in children:
        yield (*path, step)
        yield from _places(child, (*path, step), depth + 1)
