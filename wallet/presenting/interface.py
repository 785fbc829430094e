"""What a transport does: bytes of a presentation in, pictures or a file out, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from wallet.presenting.along import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One file to hand over. Its name says nothing about the learner or the credential."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A presentation made ready for one way of handing it over."""

    transport: str
    artifacts: tuple[Artifact, ...]
    warnings: tuple[str, ...] = ()
    """``dense_qr``: one picture, but harder to scan than most cameras like;
    ``several_pictures``: all of them are needed; ``papers_left``: they do not fit a code."""


class Transport(Protocol):
    """One way to hand a presentation over."""

    name: str

    def encode(self, presentation: bytes, papers: Sequence[Paper] = ()) -> Carried:
        """Pack it, with the signed papers that go along where there is room for them.

        Raises:
            PresentingError: ``too_large_for_qr`` and the like, with the limit.
        """
        ...

    def decode(self, received: Sequence[bytes]) -> bytes:
        """The presentation back from the files or pictures, in any order.

        Raises:
            IntakeError: what was received is truncated, foreign or oversized.
        """
        ...
