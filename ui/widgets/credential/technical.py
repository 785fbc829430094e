"""Identifiers, algorithms and raw bytes: for those who want to see them, all copyable."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ui.widgets.buttons import Button, IconButton
from ui.widgets.layouts import Flow, row
from ui.widgets.text import Label, mark_data, small
from wallet.report import Check
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.session import Judged

MOST_SHOWN = 200_000
"""Characters of raw bytes on screen; copying and exporting give all of them."""


def readable(content: bytes) -> str:
    """The bytes as text where they are text, else in hexadecimal."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return content[: MOST_SHOWN // 3].hex(" ", 1)
    return text[:MOST_SHOWN]


_TOLD = frozenset({"securing"})
"""Facts of the proof that have a line of their own."""


class Technical(QWidget):
    """Facts for specialists; ``bytes_of`` asks for the original and hands it on."""

    def __init__(
        self,
        judged: Judged,
        copy: Callable[[str], object],
        bytes_of: Callable[[Callable[[bytes], None]], object],
    ) -> None:
        super().__init__()
        self._copy = copy
        self._bytes_of = bytes_of
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(10)
        for name, value in _facts(judged):
            if value:
                self._fact(name, value)
        self._raw = QPlainTextEdit()
        self._raw.setReadOnly(True)
        self._raw.setTabChangesFocus(True)
        self._raw.setProperty("kind", "mono")
        mark_data(self._raw)
        self._raw.setAccessibleName(tr("The bytes as they came"))
        self._raw.setMinimumHeight(260)
        self._raw.hide()
        self._show = Button(tr("Show the bytes as they came"), self._ask, symbol="file")
        self._inside.addWidget(Flow(self._show))
        self._inside.addWidget(self._raw)

    def _fact(self, name: str, value: str) -> None:
        block = QWidget()
        down = QVBoxLayout(block)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2)
        down.addWidget(small(name, data=name.isidentifier() and name.islower()))
        button = IconButton("copy", tr("Copy: {name}", name=name), lambda: self._copy(value))
        down.addLayout(row(Label(value, "mono", data=True), button))
        self._inside.addWidget(block)

    def _ask(self) -> None:
        self._bytes_of(self._show_bytes)

    def _show_bytes(self, content: bytes) -> None:
        self._raw.setPlainText(readable(content))
        self._raw.show()
        self._show.hide()


def _facts(judged: Judged) -> list[tuple[str, str]]:
    secured, report = judged.secured, judged.report
    proof = report.find(Check.PROOF)
    issuer = judged.view.envelope.issuer.id if judged.view is not None else None
    facts = [
        (tr("Credential id (SHA-256 of what the issuer signed)"), secured.credential_id),
        (tr("Original (SHA-256 of the file)"), secured.original_sha256),
        (tr("Place in the file"), secured.path),
        (tr("Format"), secured.format.value),
        (tr("Secured by"), secured.securing),
        (tr("Issuer's identifier"), issuer or ""),
    ]
    if proof is not None:
        facts += [
            (str(name), str(value))
            for name, value in proof.facts.items()
            if value and name not in _TOLD
        ]
    if judged.view is not None and judged.view.unread:
        facts.append((tr("Not known to the standard"), ", ".join(judged.view.unread)))
    if report.unsigned_members:
        facts.append((tr("Not covered by the signature"), ", ".join(report.unsigned_members)))
    return facts
