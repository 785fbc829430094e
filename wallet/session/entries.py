"""A learner's own entries: written down here, kept like anything that comes in."""

from __future__ import annotations

from collections.abc import Iterable

from wallet.credential import Attachment
from wallet.examine import Judged
from wallet.formats import self_declared
from wallet.formats.self_declared import Entry
from wallet.secured import Format
from wallet.session.library import Library
from wallet.vault.interface import Changes

__all__ = ["Entry", "add_entry", "attachments_of"]


def add_entry(session: Library, entry: Entry, files: Iterable[tuple[str, bytes]]) -> Changes:
    """Keep something of the learner's own, with files (name, bytes) attached.

    Raises:
        InputError: ``entry_without_title``, ``malformed_date``, ``malformed_number``,
            ``unknown_kind``, ``too_large``.
        StorageError: as ``Session.keep``.
    """
    now = session._clock()  # noqa: SLF001 - a part of the same door, in a file of its own
    data = self_declared.make(entry, files, now)
    return session.keep(session.review([("own entry", data)]))


def attachments_of(judged: Judged) -> tuple[Attachment, ...]:
    """The files that travel inside an entry of one's own; none in anything else."""
    if judged.secured.format is not Format.SELF_DECLARED:
        return ()
    return self_declared.attachments(judged.secured.document)
