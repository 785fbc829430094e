"""Presentations as pictures of QR codes, and back."""

from __future__ import annotations

from collections.abc import Sequence

from wallet import presenting


def qr_encode(presentation: bytes) -> tuple[bytes, ...]:
    """The pictures, as PNG files, in order."""
    return tuple(one.data for one in presenting.carry(presentation, "qr").artifacts)


def qr_decode(images: Sequence[bytes]) -> bytes:
    """What pictures show, given in any order."""
    return presenting.transport("qr").decode(images)
