"""What was made: the file to save, or the pictures to show, and nothing sent by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from ui.files import save_bytes
from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.layouts import Card, Flow
from ui.widgets.notes import Note
from ui.widgets.qr_view import QrPictures
from ui.widgets.sharing.animation import Animation
from ui.widgets.text import Label, heading, muted
from wallet.wording import ntr, tr
from wallet.wording import presenting as words
from wallet.wording.asking import recipient_words

if TYPE_CHECKING:
    from wallet.session import Artifact, Presented


class SharedCard(Card):
    """``done`` goes back to the steps."""

    def __init__(self, shell: Shell, presented: Presented, done: Callable[[], object]) -> None:
        super().__init__(gap=12)
        self._shell = shell
        self._artifacts = presented.carried.artifacts
        count = len(self._artifacts)
        recipient = recipient_words(presented.entry.recipient)
        self.inside.addWidget(
            heading(
                tr("Made for {recipient}", recipient=recipient)
                if recipient
                else tr("The presentation is made")
            )
        )
        self.inside.addWidget(
            muted(
                tr(
                    "It is signed and stands in your list of what you showed. Nothing was "
                    "sent: hand it over yourself."
                )
            )
        )
        for code in presented.carried.warnings:
            self.inside.addWidget(Note(words.carried_warning(code, count), "not_valid"))
        if presented.carried.transport == "qr":
            self.inside.addWidget(
                Label(tr("Any camera that sees this screen can read what you chose to show."))
            )
            self.inside.addWidget(QrPictures([one.data for one in self._artifacts]))
            save = ntr("Save the picture", "Save the {n} pictures", count)
        elif presented.carried.transport == "ur":
            frames = [one.data for one in self._artifacts]
            self.inside.addWidget(Animation(frames, is_locked=presented.is_locked))
            save = ntr("Save the picture", "Save the {n} frames", count)
        else:
            save = tr("Save the file")
        self.save = Button(save, self._save, kind="primary", symbol="export")
        self.inside.addWidget(Flow(self.save, Button(tr("Show something else"), done)))

    def _save(self) -> None:
        if len(self._artifacts) == 1:
            one = self._artifacts[0]
            name, _ = QFileDialog.getSaveFileName(self, tr("Save"), one.name)
            if name:
                self._write([(name, one)])
            return
        folder = QFileDialog.getExistingDirectory(self, tr("Choose a folder"))
        if folder:
            self._write([(str(Path(folder) / one.name), one) for one in self._artifacts])

    def _write(self, targets: list[tuple[str, Artifact]]) -> None:
        def write(_job: object) -> int:
            for name, one in targets:
                save_bytes(name, one.data)
            return len(targets)

        self._shell.tasks.run_desk(
            self,
            write,
            lambda count: self._shell.say(ntr("{n} file saved.", "{n} files saved.", count)),
        )
