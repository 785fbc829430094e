"""Where is it packed? One module for each container.

The recognisers are disjoint: over all known files at most one says yes, whatever the order.
A file that none of them knows is text: JSON or a compact token (``wallet.intake``).
"""

from __future__ import annotations

from wallet.containers import archive, packed, pdf, png, qr, svg, uniform
from wallet.containers.interface import Container, Member, Room
from wallet.containers.unread import UNREAD

CONTAINERS: tuple[Container, ...] = (png, qr, svg, archive, pdf, uniform, packed, *UNREAD)

__all__ = ["CONTAINERS", "UNREAD", "Container", "Member", "Room", "recognise"]


def recognise(data: bytes) -> Container | None:
    """The container these bytes are; None where they are no container."""
    for container in CONTAINERS:
        if container.recognises(data):
            return container
    return None
