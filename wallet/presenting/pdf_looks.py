"""What of a PDF can be seen or can act, as one digest: two that look the same have the same.

Everything that the root refers to is told in a fixed order, each object once, streams
as they read unpacked. Left out is only what is attached, and how a stream happens to be packed.
The way up is told too: readers look there for what a page does not say itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wallet.encoding import pdf_file
from wallet.errors import IntakeError
from wallet.limits import LIMITS

if TYPE_CHECKING:
    import pikepdf

_ATTACHED = frozenset({"/Names", "/AF"})
"""Of the root."""
_PACKING = frozenset({"/Length", "/Filter", "/DecodeParms"})
"""Of a stream."""
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


def carries_more(document: pikepdf.Pdf, is_ours: Callable[[str], bool]) -> bool:
    """Whether it bears a title, or carries a file that is none of ours, or is two in one.

    Args:
        document: of which only the producer may be told.
        is_ours: whether a file of that name may be attached.
    """
    specs = {name: one.obj for name, one in document.attachments.items()}
    told = {str(one) for one in document.docinfo.keys()}  # noqa: SIM118 - no mapping
    embedded = [{one.objgen for one in spec.EF.as_dict().values()} for spec in specs.values()]
    listed = {one.objgen for one in document.Root.AF}
    return (
        told != {"/Producer"}
        or not all(map(is_ours, specs))
        or any(len(one) != 1 for one in embedded)
        or not listed <= {spec.objgen for spec in specs.values()}
    )


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
        yield from self._members(root, 0, _ATTACHED)

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
            packing = _PACKING if isinstance(value, pikepdf.Stream) else frozenset[str]()
            yield from self._members(value, depth, packing)
        else:
            yield repr(value).encode()

    def _array(self, value: Any, depth: int) -> Iterator[bytes]:
        yield b"array %d" % len(value)
        for one in value:
            yield from self.value(one, depth + 1)

    def _members(self, value: Any, depth: int, left_out: frozenset[str]) -> Iterator[bytes]:
        import pikepdf  # noqa: PLC0415 - used on demand

        names = sorted({str(one) for one in value.keys()} - left_out)  # noqa: SIM118
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
