"""What happens at a bug of ours: the wallet is closed, and the person is told plainly.

The report names the kind of error, places in our code and versions. It never holds the text
of the error, values or paths: those could be claims of a credential.
"""

from __future__ import annotations

import platform
import traceback
from collections.abc import Callable
from pathlib import Path

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.layouts import row
from ui.widgets.text import Label, title
from wallet.wording import tr


def redacted(problem: BaseException) -> str:
    """The report: kinds and places, no values."""
    python, system = platform.python_version(), platform.system()
    lines = [f"Python {python}, PySide6 {PySide6.__version__}, {system} {platform.machine()}"]
    seen: BaseException | None = problem
    while seen is not None:
        lines.append(type(seen).__qualname__)
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


class CrashPage(QDialog):
    """Says what happened and what did not, with a report that may be copied."""

    def __init__(
        self, report: str, copy: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Tessera")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 480)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(24, 24, 24, 24)
        inside.setSpacing(12)
        inside.addWidget(title(tr("Something went wrong in Tessera")))
        inside.addWidget(
            Label(
                tr(
                    "This is a mistake in the program, not yours. The wallet was locked; "
                    "everything that was kept before is still there, and nothing was sent "
                    "anywhere. You can unlock it and go on."
                )
            )
        )
        inside.addWidget(
            Label(tr("This report helps to mend it. It holds nothing of your data."), "small")
        )
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setProperty("kind", "mono")
        text.setAccessibleName(tr("Report"))
        inside.addWidget(text, 1)
        close = Button(tr("Go on"), self.accept, kind="primary")
        inside.addLayout(
            row(Button(tr("Copy the report"), lambda: copy(report), symbol="copy"), None, close)
        )
        close.setFocus()
