"""Putting credentials in one's own order: the same actions for one, for many, and by menu.

Nothing here leaves the wallet but what *Share* and *Export* are pressed for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from ui.files import save_bytes
from ui.shell import Shell
from wallet.wording import ntr, tr

if TYPE_CHECKING:
    from ui.task import Job
    from wallet.session import Session
    from wallet.session.labels import Collection

Ids = tuple[str, ...]


class Ordering:
    """What can be done with chosen credentials; ``owner`` is the widget that asks."""

    def __init__(self, shell: Shell, owner: QWidget) -> None:
        self._shell, self._owner = shell, owner

    def tag(self, ids: Ids) -> None:
        """Asks for a tag, known or new, and puts it on."""

        def known(session: Session) -> list[str]:
            return [one.label for one in session.labels.tags()]

        def ask(labels: list[str]) -> None:
            label, given = QInputDialog.getItem(
                self._owner, tr("Add a tag"), tr("Tag"), labels, -1
            )
            if given and label.strip():
                self.put_tag(ids, label)

        self._shell.tasks.run(self._owner, known, ask)

    def put_tag(self, ids: Ids, label: str) -> None:
        """Puts that tag on."""
        self._shell.tasks.change(
            self._owner,
            lambda session: session.labels.tag(ids, label),
            lambda _none: self._shell.say(tr("Tagged with {tag}.", tag=label.strip())),
        )

    def untag(self, ids: Ids, label: str) -> None:
        """Takes that tag off."""
        self._shell.tasks.change(
            self._owner,
            lambda session: session.labels.untag(ids, label),
            lambda _none: self._shell.say(tr("The tag {tag} is off.", tag=label)),
        )

    def collect(self, ids: Ids) -> None:
        """Asks for a collection, known or new, and puts them into it."""

        def ask(known: Sequence[Collection]) -> None:
            names = [one.name for one in known]
            name, given = QInputDialog.getItem(
                self._owner, tr("Add to a collection"), tr("Collection"), names, -1
            )
            if given and name.strip():
                self.put_into(ids, name.strip())

        self._shell.tasks.run(self._owner, lambda session: session.labels.collections(), ask)

    def put_into(self, ids: Ids, name: str) -> None:
        """Puts them into the collection of that name; a new one where there is none."""

        def put(session: Session) -> object:
            labels = session.labels
            known = {one.name.casefold(): one.uid for one in labels.collections()}
            uid = known.get(name.casefold()) or labels.add_collection(name)[0]
            return labels.collect(uid, ids)

        self._shell.tasks.change(
            self._owner,
            put,
            lambda _none: self._shell.say(tr("Added to {collection}.", collection=name)),
        )

    def take_out(self, ids: Ids, collection: Collection) -> None:
        """Takes them out of a collection."""
        said = tr("Taken out of {collection}.", collection=collection.name)
        self._shell.tasks.change(
            self._owner,
            lambda session: session.labels.take_out(collection.uid, ids),
            lambda _none: self._shell.say(said),
        )

    def favour(self, ids: Ids, *, on: bool) -> None:
        """Favourites, or no more."""
        words = tr("Marked as a favourite.") if on else tr("No favourite any more.")
        self._shell.tasks.change(
            self._owner,
            lambda session: session.labels.favour(ids, on=on),
            lambda _none: self._shell.say(words),
        )

    def share(self, ids: Ids) -> None:
        """To the page that shows exactly what will leave."""
        self._shell.open("share", ids=ids)

    def delete(self, ids: Ids) -> None:
        """Into the bin."""
        said = ntr(
            "{n} credential moved to the bin; it stays there for 30 days.",
            "{n} credentials moved to the bin; they stay there for 30 days.",
            len(ids),
        )
        self._shell.tasks.change(
            self._owner,
            lambda session: session.delete(ids),
            lambda _none: self._shell.say(said),
        )

    def put_back(self, ids: Ids) -> None:
        """Out of the bin."""
        said = ntr(
            "{n} credential is back among yours.",
            "{n} credentials are back among yours.",
            len(ids),
        )
        self._shell.tasks.change(
            self._owner,
            lambda session: session.undelete(ids),
            lambda _none: self._shell.say(said),
        )

    def export(self, ids: Ids) -> None:
        """Asks for a folder, and writes each file into it as it came."""
        place = QFileDialog.getExistingDirectory(self._owner, tr("Choose a folder"))
        if place:
            self.export_to(ids, Path(place))

    def export_to(self, ids: Ids, folder: Path) -> None:
        """Writes each file as it came; never over another."""

        def write(session: Session, job: Job) -> int:
            files = session.files(ids)
            for number, one in enumerate(files, start=1):
                if job.cancelled():
                    return number - 1
                name = free_name(folder, one.name)
                save_bytes(str(folder / name), session.original(one.sha256))
                job.progress(number, len(files))
            return len(files)

        def done(count: int) -> None:
            self._shell.say(
                ntr(
                    "{n} file exported, byte for byte as it came.",
                    "{n} files exported, byte for byte as they came.",
                    count,
                )
            )

        self._shell.tasks.run_long(self._owner, tr("Exporting"), write, done)


def free_name(folder: Path, name: str) -> str:
    """A name that no file of the folder has: ``a.json``, ``a (2).json`` ..."""
    plain = Path(name).name or "credential"
    found, number = plain, 2
    while (folder / found).exists():
        found = f"{Path(plain).stem} ({number}){Path(plain).suffix}"
        number += 1
    return found


def only_labels(changes: object) -> bool:
    """Whether nothing but the person's own order changed: no credential needs a new look."""
    areas: frozenset[str] = getattr(changes, "areas", frozenset())
    gone = getattr(changes, "removed", ()) or getattr(changes, "kept", ())
    return areas == frozenset({"labels"}) and not gone


Action = tuple[str, str, Callable[[Ids], object]]


def actions(ordering: Ordering) -> tuple[Action, ...]:
    """(words, symbol, what it does) of everything that can be done with several."""
    return (
        (tr("Tag"), "tag", ordering.tag),
        (tr("Add to a collection"), "folder", ordering.collect),
        (tr("Favourite"), "star", lambda ids: ordering.favour(ids, on=True)),
        (tr("Share"), "share", ordering.share),
        (tr("Export"), "export", ordering.export),
        (tr("Delete"), "bin", ordering.delete),
    )
