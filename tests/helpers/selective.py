"""An issuer and a holder of ``ecdsa-sd-2023``, from VC-DI-ECDSA alone (sections 3.4 to 3.6).

Stock PyLD throughout; nothing of the product's own selection, labels or CBOR is used.
"""

from __future__ import annotations

import copy
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

import base58
from pyld import jsonld
from pyld.canon import URDNA2015
from pyld.nquads import parse_nquads

from tests.helpers.keys import Key, b64url
from tests.helpers.signing import canonical, load

SECRET = hashlib.sha256(b"tessera test hmac key").digest()
BASE, DERIVED = b"\xd9\x5d\x00", b"\xd9\x5d\x01"


@dataclass(frozen=True)
class Parts:
    """What a proof value is made of."""

    base_signature: bytes
    public_key: bytes
    signatures: tuple[bytes, ...]
    hmac_key: bytes | None = None
    labels: Mapping[Any, Any] | None = None
    mandatory: Sequence[Any] = ()
    """Pointers of a base proof, positions of a derived one."""
    header: bytes | None = None

    def written(self) -> str:
        """The proof value."""
        rest = self.labels if self.labels is not None else self.hmac_key
        items: list[Any] = [self.base_signature, self.public_key]
        if self.labels is None:
            items += [rest, list(self.signatures)]
        else:
            items += [list(self.signatures), rest]
        items.append(list(self.mandatory))
        header = self.header or (BASE if self.labels is None else DERIVED)
        return "u" + b64url(header + cbor(items))


@dataclass(frozen=True)
class Base:
    """A signed credential as its holder keeps it, and what a holder needs to derive."""

    credential: dict[str, Any]
    parts: Parts
    lines: tuple[str, ...]
    mandatory_at: frozenset[int]
    names: Mapping[str, str]
    compact: dict[str, Any]

    @property
    def document(self) -> dict[str, Any]:
        """The credential with its base proof."""
        proof = {**self.credential["proof"], "proofValue": self.parts.written()}
        return {**copy.deepcopy(self.credential), "proof": proof}

    def derive(self, pointers: Iterable[str]) -> Derived:
        """What the holder shows: mandatory parts and those chosen."""
        asked = [*self.parts.mandatory, *pointers]
        bare = {name: one for name, one in self.credential.items() if name != "proof"}
        shown = named_quads(chosen(self.compact, asked))
        at = {line: place for place, line in enumerate(self.lines)}
        places = sorted({at[one] for one in renamed(shown, self.names)})
        visible = canonical_names(shown)
        labels = {int(new[6:]): self.names[old] for old, new in visible.items()}
        rest = [place for place in range(len(self.lines)) if place not in self.mandatory_at]
        parts = replace(
            self.parts,
            hmac_key=None,
            signatures=tuple(
                self.parts.signatures[rest.index(place)] for place in places if place in rest
            ),
            labels={number: _digest(label) for number, label in labels.items()},
            mandatory=[
                number for number, place in enumerate(places) if place in self.mandatory_at
            ],
        )
        lines = tuple(self.lines[place] for place in places)
        return Derived({**chosen(bare, asked), "proof": self.credential["proof"]}, parts, lines)


@dataclass(frozen=True)
class Derived:
    """What a holder shows, in pieces that a test may bend."""

    revealed: dict[str, Any]
    parts: Parts
    lines: tuple[str, ...]

    @property
    def document(self) -> dict[str, Any]:
        """The revealed credential with its derived proof."""
        proof = {**self.revealed["proof"], "proofValue": self.parts.written()}
        return {**copy.deepcopy(self.revealed), "proof": proof}

    def with_parts(self, **changes: Any) -> dict[str, Any]:
        """The document with another proof value."""
        return replace(self, parts=replace(self.parts, **changes)).document


def sign_base(
    document: Mapping[str, Any],
    key: Key,
    method_id: str,
    mandatory: Sequence[str] = (),
    **members: Any,
) -> Base:
    """Sign each statement of a document; ``mandatory`` are JSON pointers."""
    bare = copy.deepcopy(dict(document))
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "ecdsa-sd-2023",
        "created": "2026-09-01T08:00:00Z",
        "verificationMethod": method_id,
        "proofPurpose": "assertionMethod",
        **members,
    }
    compact = skolemised(bare)
    every = named_quads(compact)
    names = {
        old: "_:u" + b64url(hmac.digest(SECRET, new[2:].encode(), "sha256"))
        for old, new in canonical_names(every).items()
    }
    lines = sorted(set(renamed(every, names)))
    always = set(renamed(named_quads(chosen(compact, mandatory)), names) if mandatory else ())
    own = Key.make(f"proof {method_id}", "P-256")
    public = base58.b58decode(own.multibase[1:])
    options = canonical({"@context": bare["@context"], **proof})
    shown = "".join(line for line in lines if line in always).encode()
    signed = hashlib.sha256(options).digest() + public + hashlib.sha256(shown).digest()
    parts = Parts(
        base_signature=key.sign(signed),
        public_key=public,
        signatures=tuple(own.sign(line.encode()) for line in lines if line not in always),
        hmac_key=SECRET,
        mandatory=list(mandatory),
    )
    at = frozenset(place for place, line in enumerate(lines) if line in always)
    return Base({**bare, "proof": proof}, parts, tuple(lines), at, names, compact)


def chosen(document: Mapping[str, Any], pointers: Iterable[str]) -> dict[str, Any]:
    """The part of a document that JSON pointers choose, by pruning a copy of it."""
    wanted = [one.split("/")[1:] for one in pointers]
    found: dict[str, Any] = _pruned(document, wanted)
    return {"@context": document["@context"], **found}


def _pruned(value: Any, wanted: list[list[str]]) -> Any:
    if [] in wanted:
        return copy.deepcopy(value)
    if isinstance(value, list):
        kept = [
            (one, [rest[1:] for rest in wanted if rest[0] == str(place)])
            for place, one in enumerate(value)
        ]
        return [_pruned(one, rests) for one, rests in kept if rests]
    found = {name: value[name] for name in ("id", "type") if name in value}
    for name, one in value.items():
        rests = [rest[1:] for rest in wanted if rest[0] == name]
        if rests:
            found[name] = _pruned(one, rests)
    return found


def _options() -> dict[str, Any]:
    return {"documentLoader": load, "rdfDirection": None}


def skolemised(document: Mapping[str, Any]) -> dict[str, Any]:
    nodes = jsonld.expand(copy.deepcopy(dict(document)), _options())
    count = 0

    def name(value: Any) -> None:
        nonlocal count
        if isinstance(value, list):
            for one in value:
                name(one)
        elif isinstance(value, dict) and "@value" not in value:
            if "@id" not in value and "@list" not in value:
                value["@id"] = f"urn:bnid:n{count}"
                count += 1
            for one in list(value.values()):
                name(one)

    name(nodes)
    compact: dict[str, Any] = jsonld.compact(nodes, document["@context"], _options())
    return compact


def named_quads(document: Mapping[str, Any]) -> list[str]:
    """N-Quads whose blank nodes are called as ``skolemised`` did."""
    text: str = jsonld.to_rdf(dict(document), {**_options(), "format": "application/n-quads"})
    return [_unnamed(line) + "\n" for line in text.split("\n") if line]


def _unnamed(line: str) -> str:
    terms = line.split(" ")
    return " ".join(f"_:{one[10:-1]}" if one.startswith("<urn:bnid:") else one for one in terms)


def _unescaped(text: str) -> str:
    """What a literal says; PyLD's own takes the end of an escaped backslash for an escape."""
    plain = {"t": "\t", "n": "\n", "r": "\r"}
    return re.sub(r"\\(.)", lambda found: plain.get(found[1], found[1]), text)


def canonical_names(lines: Iterable[str]) -> dict[str, str]:
    engine = URDNA2015()
    with patch("pyld.nquads.unescape", _unescaped):
        dataset = parse_nquads("".join(lines))
    engine.main(dataset, {"format": "application/n-quads"})
    return dict(engine.canonical_issuer.existing)


def renamed(lines: Iterable[str], names: Mapping[str, str]) -> list[str]:
    return [" ".join(names.get(one, one) for one in line.split(" ")) for line in lines]


def _digest(label: str) -> bytes:
    import base64  # noqa: PLC0415 - only here

    return base64.urlsafe_b64decode(label.removeprefix("_:u") + "=")


def cbor(value: Any) -> bytes:
    """CBOR of the few kinds that a proof value holds (RFC 8949, section 3)."""
    match value:
        case bool() | None:
            return {False: b"\xf4", True: b"\xf5", None: b"\xf6"}[value]
        case int():
            return _head(0, value) if value >= 0 else _head(1, -1 - value)
        case bytes():
            return _head(2, len(value)) + value
        case str():
            return _head(3, len(value.encode())) + value.encode()
        case list() | tuple():
            return _head(4, len(value)) + b"".join(cbor(one) for one in value)
        case _:
            return _head(5, len(value)) + b"".join(
                cbor(key) + cbor(one) for key, one in value.items()
            )


def _head(major: int, number: int) -> bytes:
    for low, width in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 24:
            return bytes([major << 5 | number])
        if number < 1 << 8 * width:
            return bytes([major << 5 | low]) + number.to_bytes(width, "big")
    raise ValueError(number)
