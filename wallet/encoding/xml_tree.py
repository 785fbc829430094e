"""XML, read once and strictly: no document types, no entities, no network, bounded.

Rules
-----
1. A document type is refused before anything is parsed, and again by what the parser saw: it
   is a way to read files, to reach out, or to fill the memory. The parser opens nothing.
2. Processing instructions are refused: no credential needs one, and a style sheet would show
   something else than what is signed.
3. Elements lie at most as deep as JSON may, and are at most ``ELEMENTS``. One has at most
   ``ATTRIBUTES``, and declares as many namespaces: to put them in order takes the square of it.
4. UTF-8, UTF-16, ASCII or Latin-1, as declared; no other encoding.

A tree is also told as nested mappings (``plain``), so that formats read XML like JSON: children
by their name, attributes by ``@name``, text as ``#text``, or as a string where there is nothing
else. Names of the namespaces that are read here are short; every other name keeps its
namespace, so that no stranger's element can stand for one of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from wallet.errors import InputError
from wallet.limits import LIMITS, Limits

Element: TypeAlias = Any
"""``lxml.etree._Element``; the library is imported where it is used."""
ELEMENTS = 100_000
ATTRIBUTES = 100
"""Of one element; credentials have less than ten."""
ATTRIBUTE = "@"
TEXT = "#text"
ROOT = "#root"

_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t\r\n]|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_ENCODINGS = frozenset({"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII", "ASCII"})
_LATIN = frozenset({"ISO-8859-1", "ISO-8859-15", "LATIN1"})


def parse(data: bytes, limits: Limits = LIMITS) -> Element:
    """The root of a document.

    Raises:
        InputError: ``damaged``, ``refused_markup``, ``too_deep``, ``too_complex``,
            ``too_large``.
    """
    from lxml import etree  # noqa: PLC0415 - used on demand

    if len(data) > limits.input_bytes:
        raise InputError("too_large", limit=limits.input_bytes, size=len(data))
    _check_prolog(data)
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise InputError("damaged", what="xml") from None
    _check(root, limits)
    return root


def _parser() -> Any:
    """A parser that opens nothing; ``collect_ids=False`` would make it load document types."""
    from lxml import etree  # noqa: PLC0415 - used on demand

    class Closed(etree.Resolver):  # type: ignore[misc]
        def resolve(self, _url: str, _public_id: str, _context: object) -> object:
            raise ValueError

    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        no_network=True,
        huge_tree=False,
        strip_cdata=True,
    )
    parser.resolvers.add(Closed())
    return parser


def _check_prolog(data: bytes) -> None:
    """Rules 1, 3 and 4, before the parser: what stands before the first element.

    A document type can stand nowhere else, so the parser never meets one.
    """
    narrow = data.replace(b"\0", b"") if data[:2] in _WIDE else data
    narrow = narrow.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    declared = _ENCODING.match(narrow.removeprefix(b"\xef\xbb\xbf").lstrip())
    if declared and declared[1].decode("ascii").upper() not in _ENCODINGS | _LATIN:
        raise InputError("damaged", what="xml", rule="encoding")
    prolog = _PROLOG.match(narrow)
    rest = narrow[prolog.end() if prolog is not None else 0 :]
    if any(one[0].count(b"xmlns") > ATTRIBUTES for one in re.finditer(rb"[^<]+", rest)):
        raise InputError("too_complex", limit=ATTRIBUTES, what="xml")
    if rest.startswith(b"<!"):
        raise InputError("refused_markup", what="xml")
    if not rest.startswith(b"<"):
        raise InputError("damaged", what="xml")


def _check(root: Element, limits: Limits) -> None:
    info = root.getroottree().docinfo
    if info.doctype or info.internalDTD is not None or info.externalDTD is not None:
        raise InputError("refused_markup", what="xml")
    if (info.encoding or "UTF-8").upper() not in _ENCODINGS | _LATIN:
        raise InputError("damaged", what="xml", rule="encoding")
    count = 0
    todo: list[tuple[Any, int]] = [(root, 1)]
    todo += [(one, 1) for one in (*root.itersiblings(), *root.itersiblings(preceding=True))]
    while todo:
        node, depth = todo.pop()
        count += 1
        if depth > limits.json_depth:
            raise InputError("too_deep", limit=limits.json_depth, what="xml")
        if count > ELEMENTS:
            raise InputError("too_complex", limit=ELEMENTS, what="xml")
        _check_kind(node)
        if len(node.attrib) > ATTRIBUTES:
            raise InputError("too_complex", limit=ATTRIBUTES, what="xml")
        todo += [(one, depth + 1) for one in node]


def _check_kind(node: Any) -> None:
    """Rules 1 and 2; comments are allowed, and never read."""
    from lxml import etree  # noqa: PLC0415 - used on demand

    if node.tag is etree.Entity or node.tag is etree.ProcessingInstruction:
        raise InputError("refused_markup", what="xml")


def canonical(node: Element, *, exclusive: bool, prefixes: Iterable[str] = ()) -> bytes:
    """Canonical XML without comments; ``exclusive`` as Exclusive C14N 1.0."""
    from lxml import etree  # noqa: PLC0415 - used on demand

    named = list(prefixes) or None
    return bytes(
        etree.tostring(
            node,
            method="c14n",
            exclusive=exclusive,
            with_comments=False,
            inclusive_ns_prefixes=named if exclusive else None,
        )
    )


def plain(root: Element) -> dict[str, Any]:
    """The document as mappings, with the tag of its root.

    Comments are left out. A child that is there once is a value, several are a list.
    """
    found = _plain(root)
    return {ROOT: str(root.tag), **(found if isinstance(found, dict) else {TEXT: found})}


def _plain(node: Element) -> dict[str, Any] | str:
    found: dict[str, Any] = {
        ATTRIBUTE + _short(str(name)): str(value) for name, value in node.items()
    }
    pieces = [node.text or ""]
    for child in node:
        pieces.append(child.tail or "")
        if isinstance(child.tag, str):
            _put(found, _short(child.tag), _plain(child))
    text = "".join(pieces).strip()
    if not found:
        return text
    if text:
        found[TEXT] = text
    return found


def _put(found: dict[str, Any], name: str, value: Any) -> None:
    held = found.get(name)
    if held is None:
        found[name] = value
    elif isinstance(held, list):
        held.append(value)
    else:
        found[name] = [held, value]


def _short(tag: str) -> str:
    space, _, name = tag.rpartition("}")
    prefix = SPACES.get(space.removeprefix("{"))
    return tag if prefix is None else f"{prefix}{name}"


SPACES: Mapping[str, str] = {
    "http://data.europa.eu/snb": "",
    "http://data.europa.eu/europass/model/credentials/w3c#": "",
    "http://data.europa.eu/snb/vp": "vp:",
    "http://purl.org/net/elmo": "",
    "https://github.com/emrex-eu/elmo-schemas/tree/v1": "",
    "http://www.w3.org/XML/1998/namespace": "xml:",
    "": "",
}
"""Namespaces of what is read here, with the prefix of their short names."""


def with_namespaces(node: Element) -> Element:
    """A copy that stands alone with every namespace that was in scope where it stood."""
    from lxml import etree  # noqa: PLC0415 - used on demand

    return etree.fromstring(etree.tostring(node, with_tail=False), _parser())


def remove(node: Element) -> None:
    """Take an element out and leave the text behind it where it was."""
    parent = node.getparent()
    if parent is None:
        return
    before = node.getprevious()
    tail = node.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(node)


PRESENTATION = "{http://data.europa.eu/snb/vp}verifiablePresentation"
EUROPASS = "{http://data.europa.eu/snb}europassCredential"
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"


def content(root: Element) -> dict[str, Any]:
    """What a document says: itself, or the one credential that a Europass download wraps.

    A wrapper with several credentials, or none, is told as it stands: no format reads it.
    """
    inside = root.findall(EUROPASS) if root.tag == PRESENTATION else []
    return plain(inside[0] if len(inside) == 1 else root)
