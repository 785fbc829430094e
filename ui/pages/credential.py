"""One credential on its own page, where the window is too narrow for list and detail."""

from __future__ import annotations

from typing import ClassVar

from ui.page import Page
from ui.shell import Shell
from ui.widgets.credential.view import CredentialDetail
from ui.widgets.library.ordering import only_labels
from wallet.wording import tr


class CredentialPage(Page):
    """``shell.open("credential", id=...)``."""

    widest: ClassVar[int | None] = 820

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.way_back(tr("All credentials"), "credentials")
        self.detail = CredentialDetail(shell)
        self.detail.gone.connect(lambda: shell.open("credentials"))
        self.body.addWidget(self.detail)
        self.body.addStretch(1)

    def opened(self, **what: object) -> None:
        """Shows the credential asked for."""
        wanted = what.get("id")
        if isinstance(wanted, str):
            self.detail.empty()
            self.detail.show_credential(wanted, in_bin=bool(what.get("in_bin")))

    def refresh(self, changes: object) -> None:
        """It may have been judged anew."""
        shown = self.detail.credential_id
        if only_labels(changes):
            self.detail.labels_changed()
        elif shown and shown not in getattr(changes, "removed", ()):
            self.detail.show_credential(shown)
