"""Reading codes from this computer's own screen: a shared window, a video call, another app.

The pictures of the screen are looked at and forgotten; nothing but what the codes say is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from ui.shell import Shell
from ui.theme import GRID, current_theme
from ui.widgets.buttons import Button
from ui.widgets.checking.camera import Camera, is_there
from ui.widgets.layouts import Card, Flow
from ui.widgets.text import Label, muted
from wallet.wording import presenting as words
from wallet.wording import tr

if TYPE_CHECKING:
    from wallet.check_desk import Reader

_EVERY = 60
"""Milliseconds between two looks; the next waits until the last is done."""
_SIDE = 72
_WIDE = 8


class Ring(QWidget):
    """How much of a code has been read."""

    def __init__(self) -> None:
        super().__init__()
        self._done, self._total = 0, 0
        self.setFixedSize(_SIDE, _SIDE)
        self.tell(0, 0)

    def tell(self, done: int, total: int) -> None:
        """So many parts of so many."""
        self._done, self._total = done, total
        self.setAccessibleName(words.scanned(done, total))
        self.update()

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self._done / self._total if self._total else 0.0

    def sizeHint(self) -> QSize:
        """Fixed."""
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """A circle that closes."""
        colours = current_theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(_WIDE, _WIDE, -_WIDE, -_WIDE)
        painter.setPen(QPen(QColor(colours.raised), _WIDE))
        painter.drawEllipse(room)
        painter.setPen(
            QPen(QColor(colours.accent), _WIDE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        )
        painter.drawArc(room, 90 * 16, round(-self.share * 360 * 16))
        painter.setPen(QColor(colours.text))
        told = f"{round(100 * self.share)} %" if self._total else ""
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, told)
        painter.end()


class Scanner(Card):
    """``found`` gets what the codes on the screen carry together."""

    def __init__(self, shell: Shell, found: Callable[[bytes], object]) -> None:
        super().__init__(gap=GRID)
        self._shell, self._found = shell, found
        self._reader: Reader | None = None
        self._looking = False
        self._reading = False
        self.ring = Ring()
        self._told = Label("")
        self.button = Button(tr("Read from the screen"), self._turn, symbol="search")
        self._hint = muted(
            tr("For codes in a video call or another window: put them where they can be seen.")
        )
        self._tick = QTimer(self, interval=_EVERY)
        self._tick.timeout.connect(self._look)
        self.camera = Camera(self, self.see)
        self.camera_button = Button(
            tr("Read with the camera"), self._watch, symbol="search", kind="quiet"
        )
        self._has_camera = is_there()
        buttons = Flow(self.button, self.camera_button)
        for one in (self._hint, buttons, self.ring, self._told):
            self.inside.addWidget(one)
        self._show_state()

    @property
    def is_reading(self) -> bool:
        """Whether it looks at the screen."""
        return self._reading

    def start(self, *, looks: bool = True) -> None:
        """Begins anew; without ``looks`` it is told what to see."""
        self._reader = None
        self._reading = True
        if looks:
            self._tick.start()
        self._tell(0, 0)
        self._show_state()

    def stop(self) -> None:
        """Looks no more."""
        self._tick.stop()
        self.camera.stop()
        self._reading = False
        self._reader = None
        self._show_state()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees that it looks: then it must not."""
        super().hideEvent(event)
        self.stop()

    def see(self, image: QImage) -> None:
        """Looks for codes in a picture; the answer comes later."""
        if self._looking or not self.is_reading or image.isNull():
            return
        self._looking = True
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
        wide, high, data = grey.bytesPerLine(), grey.height(), bytes(grey.constBits())
        reader = self._reader

        def look(_job: object) -> Reader:
            from wallet.check_desk import Reader  # noqa: PLC0415 - on the desk thread

            made = reader or Reader()
            made.see_picture(memoryview(data).cast("B", (high, wide)))
            return made

        self._shell.tasks.run_desk(self, look, self._seen)

    def _turn(self) -> None:
        if self.is_reading:
            self.stop()
        else:
            self.start()

    def _watch(self) -> None:
        self.start(looks=False)
        self.camera.start()

    def _look(self) -> None:
        if self._looking:
            return
        image = self.screen().grabWindow(0).toImage()
        if image.isNull():
            self.stop()
            self._told.setText(
                tr("This desktop shows its screen to no program. Save the pictures instead.")
            )
            self._told.show()
            return
        self.see(image)

    def _seen(self, reader: Reader) -> None:
        self._looking = False
        if not self.is_reading:
            return
        self._reader = reader
        self._tell(*reader.progress)
        data = reader.found
        if data is not None:
            self.stop()
            self._found(data)

    def _tell(self, done: int, total: int) -> None:
        self.ring.tell(done, total)
        self._told.setText(words.scanned(done, total))

    def _show_state(self) -> None:
        reading = self.is_reading
        self.button.setText(tr("Stop reading") if reading else tr("Read from the screen"))
        self.camera_button.setVisible(self._has_camera and not reading)
        self.ring.setVisible(reading)
        self._told.setVisible(reading)
        self._hint.setVisible(not reading)
