"""Baked badges in SVG pictures (Open Badges 3.0 section 5.3.2, Open Badges Baking 1.0).

Rules
-----
1. An entity, an external reference or a document type with rules of its own is refused: nobody
   needs one to show a badge, and each is a way to read files or to fill the memory. A bare
   ``<!DOCTYPE svg PUBLIC ...>``, as drawing programs write it, is passed over, never fetched.
2. The credential lies in ``openbadges:credential`` (or the older ``openbadges:assertion``):
   a token in its ``verify`` attribute, or JSON or a token as its text.
3. Exactly one such element; several are refused, because it would be unclear which one counts.
4. Elements lie at most as deep as JSON may, and are at most ``ELEMENTS``; no tree is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wallet.containers.interface import Member, Room
from wallet.errors import IntakeError

NAME = "svg"
ARCHIVE = False
ELEMENTS = 200_000

_SVG = "{http://www.w3.org/2000/svg}svg"
_NAMESPACES = ("https://purl.imsglobal.org/ob/v3p0", "http://openbadges.org")
_BADGES = frozenset(
    f"{{{space}}}{name}" for space in _NAMESPACES for name in ("credential", "assertion")
)
_HEAD = 4096
_STEP = 1 << 16
_INTERNAL_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]*\[")
_ROOT = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?(?:\s|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>)*"
    rb"<(?:[A-Za-z_][\w.-]*:)?svg[\s>/]",
    re.DOTALL,
)


def recognises(data: bytes) -> bool:
    """Whether the first element is ``svg``."""
    head = data[:_HEAD]
    return b"<" in head[:64] and _ROOT.match(head) is not None


def unpack(data: bytes, room: Room) -> Iterator[Member]:
    """The credential baked into the picture.

    Raises:
        IntakeError: ``damaged`` (not well formed, several badges), ``refused_markup`` (document
            type, entities), ``too_deep``, ``too_complex``, ``empty``, ``not_a_credential`` (a
            plain picture).
    """
    if _INTERNAL_SUBSET.search(data):
        raise IntakeError("refused_markup", what="svg")
    found = _badges(data, room.limits.json_depth)
    if not found:
        raise IntakeError("not_a_credential", what="svg")
    if len(found) > 1:
        raise IntakeError("damaged", what="svg", detail="several_badges")
    if not found[0]:
        raise IntakeError("empty", what="svg")
    yield Member(data=found[0].encode())


def _badges(data: bytes, depth_limit: int) -> list[str]:
    """The texts of all badge elements.

    Raises:
        IntakeError: ``damaged``, ``refused_markup``, ``too_deep`` or ``too_complex``.
    """
    from xml.etree.ElementTree import ParseError  # noqa: PLC0415 - only pictures need XML

    from defusedxml.common import DefusedXmlException  # noqa: PLC0415
    from defusedxml.ElementTree import DefusedXMLParser  # noqa: PLC0415

    reader = _Reader(depth_limit)
    parser = DefusedXMLParser(target=reader, forbid_entities=True, forbid_external=True)
    try:
        for at in range(0, len(data), _STEP):
            parser.feed(data[at : at + _STEP])
        parser.close()
    except DefusedXmlException:
        raise IntakeError("refused_markup", what="svg") from None
    except (ParseError, ValueError, LookupError):
        raise IntakeError("damaged", what="svg") from None
    return reader.found


class _Reader:
    """Takes the parser's events and keeps nothing but the badges."""

    def __init__(self, depth_limit: int) -> None:
        self.found: list[str] = []
        self._limit = depth_limit
        self._depth = 0
        self._elements = 0
        self._inside = 0
        """Depth of the badge element being read; 0 outside."""
        self._address = ""
        self._text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        self._depth += 1
        self._elements += 1
        if self._depth == 1 and tag != _SVG:
            raise IntakeError("not_a_credential", what="svg")
        if self._depth > self._limit:
            raise IntakeError("too_deep", limit=self._limit, what="svg")
        if self._elements > ELEMENTS:
            raise IntakeError("too_complex", limit=ELEMENTS, what="svg")
        if tag in _BADGES:
            if self._inside:
                raise IntakeError("damaged", what="svg", detail="several_badges")
            self._inside = self._depth
            self._address = attributes.get("verify", "")
            self._text = []

    def data(self, text: str) -> None:
        """Text, piece by piece."""
        if self._inside == self._depth:
            self._text.append(text)

    def end(self, _tag: str) -> None:
        """An element closes."""
        if self._inside == self._depth:
            self._inside = 0
            self.found.append("".join(self._text).strip() or self._address.strip())
        self._depth -= 1

    def close(self) -> None:
        """The document ends."""
