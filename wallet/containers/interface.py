"""What a container module offers, and how much it may unpack.

A container module has three names: ``NAME``; ``recognises(data)``, true for the first bytes of
its own kind only (never by file name); and ``unpack(data, room)``, which gives what lies inside
or raises ``IntakeError``. Its work is bounded by the length of ``data`` and by ``room``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from wallet.errors import IntakeError
from wallet.limits import LIMITS, Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One thing found inside a container."""

    data: bytes
    name: str | None = None
    """Name of the member in an archive; None where a container holds exactly one thing."""


@dataclass(slots=True, kw_only=True)
class Room:
    """What is left of the limits while one received file is unpacked, nested or not."""

    limits: Limits = LIMITS
    unpacked: int = 0
    """Bytes taken out of archives so far."""
    members: int = 0
    """Members of archives seen so far."""
    pixels: int = 0
    """Pixels of pictures in which codes were looked for so far."""

    @property
    def largest_file(self) -> int:
        """Bytes that a file of any kind may have."""
        limits = self.limits
        return max(limits.input_bytes, limits.zip_bytes, limits.pdf_bytes)

    def take(self, size: int) -> None:
        """Counts ``size`` unpacked bytes.

        Raises:
            IntakeError: ``too_large`` once the whole file has unpacked to more than allowed.
        """
        self.unpacked += size
        if self.unpacked > self.limits.zip_unpacked_bytes:
            raise IntakeError(
                "too_large", limit=self.limits.zip_unpacked_bytes, what="unpacked"
            )

    def count(self, members: int) -> None:
        """Counts members of an archive.

        Raises:
            IntakeError: ``too_complex`` once there are more than allowed.
        """
        self.members += members
        self.check(self.members)

    def look(self, pixels: int) -> None:
        """Counts the pixels of a picture in which codes are to be looked for.

        Raises:
            IntakeError: ``too_large`` once all pictures have more than allowed.
        """
        self.pixels += pixels
        if self.pixels > self.limits.pictures_pixels:
            raise IntakeError("too_large", limit=self.limits.pictures_pixels, what="pixels")

    def check(self, members: int) -> None:
        """Whether an archive of that many members may be looked into.

        Raises:
            IntakeError: ``too_complex``.
        """
        if members > self.limits.zip_members:
            raise IntakeError("too_complex", limit=self.limits.zip_members, what="members")


class Container(Protocol):
    """The three names every container module has."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """The kind, for facts of errors."""
        ...

    @property
    def ARCHIVE(self) -> bool:  # noqa: N802 - see above
        """Whether its members may be containers themselves."""
        ...

    def recognises(self, data: bytes) -> bool:
        """Whether these bytes are of this kind, told by their content alone."""
        ...

    def unpack(self, data: bytes, room: Room) -> Iterator[Member]:
        """What lies inside.

        Raises:
            IntakeError: it is damaged, encrypted, too large, or holds nothing of ours.
        """
        ...
