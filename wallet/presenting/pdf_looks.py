"""What of a PDF can be seen or can act, as one digest: two that look the same have the same.

Everything that the root refers to is told in a fixed order, each object once, streams
as they read unpacked. Left out is only what is attached, and how a stream happens to be packed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wallet.encoding import pdf_file
from wallet.errors import IntakeError
from wallet.limits import LIMITS

if TYPE_CHECKING:
    import pikepdf

_LEFT_OUT = frozenset({"/Names", "/AF", "/Parent", "/Length", "/Filter", "/DecodeParms"})
"""Attachments, the way up, and how a stream is packed."""
_NAMES = frozenset({"/EmbeddedFiles"})
_MOST_OBJECTS = 20_000
_DEEPEST = 60


def fingerprint(document: pikepdf.Pdf) -> str:
    """Hex SHA-256 of what can be seen of it.

    Raises:
        IntakeError: ``too_complex``, also for streams packed otherwise than we pack them.
    """
    telling = _Telling()
    told = hashlib.sha256()
    for piece in (*telling.root(document.Root),):
        told.update(len(piece).to_bytes(8, "big") + piece)
    return told.hexdigest()


@dataclass(slots=True)
class _Telling:
    seen: dict[tuple[int, int], int] = field(default_factory=dict)
    room: int = LIMITS.pdf_bytes
    """Bytes that may still be unpacked."""

    def root(self, root: Any) -> Iterator[bytes]:
        """The whole document; of its names, those that are not attachments (scripts)."""
        for name in sorted(str(one) for one in root.get("/Names", {}).keys()):  # noqa: SIM118
            if name not in _NAMES:
                yield name.encode()
        yield from self.value(root, 0)

    def value(self, value: Any, depth: int) -> Iterator[bytes]:
        """Any object, with all that it refers to, each once."""
        import pikepdf  # noqa: PLC0415 - used on demand

        if depth > _DEEPEST or len(self.seen) > _MOST_OBJECTS:
            raise IntakeError("too_complex", limit=_MOST_OBJECTS, what="objects")
        if isinstance(value, pikepdf.Object) and value.is_indirect:
            if value.objgen in self.seen:
                yield b"again %d" % self.seen[value.objgen]
                return
            self.seen[value.objgen] = len(self.seen)
        if isinstance(value, pikepdf.Array):
            yield from self._array(value, depth)
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            yield from self._members(value, depth)
        else:
            yield repr(value).encode()

    def _array(self, value: Any, depth: int) -> Iterator[bytes]:
        yield b"array %d" % len(value)
        for one in value:
            yield from self.value(one, depth + 1)

    def _members(self, value: Any, depth: int) -> Iterator[bytes]:
        import pikepdf  # noqa: PLC0415 - used on demand

        names = sorted({str(one) for one in value.keys()} - _LEFT_OUT)  # noqa: SIM118
        yield b"members %d" % len(names)
        if isinstance(value, pikepdf.Stream):
            yield self._content(value)
        for name in names:
            yield name.encode()
            yield from self.value(value[name], depth + 1)

    def _content(self, stream: Any) -> bytes:
        found = pdf_file.unpacked(stream, self.room)
        if found is None:
            raise IntakeError("too_complex", limit=LIMITS.pdf_bytes, what="unpacked")
        self.room -= len(found)
        return found
