"""The owner's own order of an unlocked wallet: tags, notes, favourites, collections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wallet.session.base import Unlocked
from wallet.vault import collected, labels
from wallet.vault.collected import Collection
from wallet.vault.interface import Changes
from wallet.vault.labels import OwnNote, Tag

__all__ = ["Collection", "Labelled", "Labels", "OwnNote", "Tag"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """What its owner put on a credential."""

    tags: tuple[str, ...]
    notes: tuple[OwnNote, ...]
    favourite: bool
    collections: tuple[Collection, ...]


class Labels:
    """Nothing of it ever leaves with a credential, and no verdict rests on it."""

    def __init__(self, session: Unlocked) -> None:
        self._database = session._database  # noqa: SLF001 - a part of the session
        self._clock = session._clock  # noqa: SLF001 - a part of the session

    def of(self, credential_id: str) -> Labelled:
        """What the owner put on a credential; nothing on one that is not held."""
        return Labelled(
            tags=labels.tags_of(self._database, credential_id),
            notes=labels.notes_of(self._database, credential_id),
            favourite=labels.is_favourite(self._database, credential_id),
            collections=collected.containing(self._database, credential_id),
        )

    # --- tags -------------------------------------------------------------------------------

    def tags(self) -> tuple[Tag, ...]:
        """Every tag in use, in alphabetical order."""
        return labels.tags(self._database)

    def tag(self, ids: Iterable[str], label: str) -> Changes:
        """Put a tag on credentials.

        Raises:
            InputError: ``unknown_credential``, ``tag_empty``, ``text_too_long``.
        """
        return labels.tag(self._database, tuple(ids), label, self._clock())

    def untag(self, ids: Iterable[str], label: str) -> Changes:
        """Take a tag off credentials.

        Raises:
            InputError: ``unknown_credential``.
        """
        return labels.untag(self._database, tuple(ids), label, self._clock())

    def rename_tag(self, label: str, new: str) -> Changes:
        """Spell a tag otherwise, everywhere.

        Raises:
            InputError: ``unknown_tag``, ``tag_empty``, ``text_too_long``.
        """
        return labels.rename_tag(self._database, label, new, self._clock())

    def remove_tag(self, label: str) -> Changes:
        """Take a tag off everything.

        Raises:
            InputError: ``unknown_tag``.
        """
        return labels.remove_tag(self._database, label, self._clock())

    # --- notes ------------------------------------------------------------------------------

    def add_note(self, credential_id: str, text: str) -> tuple[str, Changes]:
        """Write a note about a credential; its name (``uid``), for changing it.

        Raises:
            InputError: ``unknown_credential``, ``note_empty``, ``text_too_long``.
        """
        return labels.add_note(self._database, credential_id, text, self._clock())

    def edit_note(self, uid: str, text: str) -> Changes:
        """Write a note anew.

        Raises:
            InputError: ``unknown_note``, ``note_empty``, ``text_too_long``.
        """
        return labels.edit_note(self._database, uid, text, self._clock())

    def remove_note(self, uid: str) -> Changes:
        """Take a note away; its words go at once.

        Raises:
            InputError: ``unknown_note``.
        """
        return labels.remove_note(self._database, uid, self._clock())

    # --- favourites -------------------------------------------------------------------------

    def favour(self, ids: Iterable[str], *, on: bool = True) -> Changes:
        """Mark credentials as favourites, or as such no more.

        Raises:
            InputError: ``unknown_credential``.
        """
        return labels.favour(self._database, tuple(ids), self._clock(), on=on)

    # --- collections ------------------------------------------------------------------------

    def collections(self) -> tuple[Collection, ...]:
        """All collections, in the owner's order."""
        return collected.collections(self._database)

    def collection(self, name: str) -> str:
        """The uid of the collection of that name.

        Raises:
            InputError: ``unknown_collection``.
        """
        return collected.named(self._database, name)

    def add_collection(self, name: str) -> tuple[str, Changes]:
        """Make a collection, behind the others; its uid.

        Raises:
            InputError: ``collection_without_name``, ``collection_exists``, ``text_too_long``.
        """
        return collected.add(self._database, name, self._clock())

    def rename_collection(self, uid: str, name: str) -> Changes:
        """Give a collection another name.

        Raises:
            InputError: ``unknown_collection``, and as ``add_collection``.
        """
        return collected.rename(self._database, uid, name, self._clock())

    def remove_collection(self, uid: str) -> Changes:
        """Remove a collection; what was in it stays in the library.

        Raises:
            InputError: ``unknown_collection``.
        """
        return collected.remove(self._database, uid, self._clock())

    def move_collection(self, uid: str, before: str | None) -> Changes:
        """Put a collection before another, or behind all when None.

        Raises:
            InputError: ``unknown_collection``.
        """
        return collected.move(self._database, uid, before, self._clock())

    def collect(self, uid: str, ids: Iterable[str]) -> Changes:
        """Put credentials at the end of a collection.

        Raises:
            InputError: ``unknown_collection``, ``unknown_credential``.
        """
        return collected.put(self._database, uid, tuple(ids), self._clock())

    def take_out(self, uid: str, ids: Iterable[str]) -> Changes:
        """Take credentials out of a collection; they stay in the library.

        Raises:
            InputError: ``unknown_collection``, ``unknown_credential``.
        """
        return collected.take_out(self._database, uid, tuple(ids), self._clock())

    def arrange(self, uid: str, credential_id: str, before: str | None) -> Changes:
        """Put one credential of a collection before another of it, or behind all when None.

        Raises:
            InputError: ``unknown_collection``, ``unknown_credential``.
        """
        return collected.arrange(self._database, uid, credential_id, before, self._clock())
