"""Baked badges in SVG pictures (Open Badges 3.0 section 5.3.2, Open Badges Baking 1.0).

Rules
-----
1. An entity, an external reference or a document type with rules of its own is refused: nobody
   needs one to show a badge, and each is a way to read files or to fill the memory. A bare
   ``<!DOCTYPE svg PUBLIC ...>``, as drawing programs write it, is passed over, never fetched.
2. The credential lies in ``openbadges:credential`` (or the older ``openbadges:assertion``):
   a token in its ``verify`` attribute, or JSON or a token as its text.
3. Exactly one such element; several are refused, because it would be unclear which one counts.
4. Elements lie at most as deep as JSON may; the parser is fed bytes, never a file name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from wallet.containers.interface import Member, Room
from wallet.errors import IntakeError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME = "svg"
ARCHIVE = False

_SVG = "{http://www.w3.org/2000/svg}svg"
_NAMESPACES = ("https://purl.imsglobal.org/ob/v3p0", "http://openbadges.org")
_ELEMENTS = frozenset(
    f"{{{space}}}{name}" for space in _NAMESPACES for name in ("credential", "assertion")
)
_HEAD = 4096
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
            type, entities), ``too_deep``, ``empty``, ``not_a_credential`` (a plain picture).
    """
    if _INTERNAL_SUBSET.search(data):
        raise IntakeError("refused_markup", what="svg")
    found = [
        element
        for element in _elements(data, room.limits.json_depth)
        if element.tag in _ELEMENTS
    ]
    if not found:
        raise IntakeError("not_a_credential", what="svg")
    if len(found) > 1:
        raise IntakeError("damaged", what="svg", detail="several_badges")
    text = (found[0].text or "").strip() or found[0].get("verify", "").strip()
    if not text:
        raise IntakeError("empty", what="svg")
    yield Member(data=text.encode())


def _elements(data: bytes, depth_limit: int) -> Iterator[Element]:
    """All elements, in document order.

    Raises:
        IntakeError: ``damaged``, ``refused_markup`` or ``too_deep``.
    """
    from xml.etree.ElementTree import ParseError  # noqa: PLC0415 - only pictures need XML

    from defusedxml.common import DefusedXmlException  # noqa: PLC0415
    from defusedxml.ElementTree import iterparse  # noqa: PLC0415

    depth = 0
    try:
        for event, element in iterparse(
            _Stream(data), events=("start", "end"), forbid_entities=True, forbid_external=True
        ):
            if event == "start":
                depth += 1
                if depth > depth_limit:
                    raise IntakeError("too_deep", limit=depth_limit, what="svg")
                if depth == 1 and element.tag != _SVG:
                    raise IntakeError("not_a_credential", what="svg")
                continue
            depth -= 1
            yield element
    except DefusedXmlException:
        raise IntakeError("refused_markup", what="svg") from None
    except (ParseError, ValueError, LookupError):
        raise IntakeError("damaged", what="svg") from None


class _Stream:
    """A reader over bytes in small steps, so that limits stop the parser early."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)

    def read(self, size: int = -1, /) -> bytes:
        size = size if size >= 0 else len(self._data)
        piece, self._data = bytes(self._data[:size]), self._data[size:]
        return piece
