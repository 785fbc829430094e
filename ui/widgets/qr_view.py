"""QR pictures on screen, one at a time, sharp at any size, always black on white."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.layouts import Flow
from ui.widgets.text import Label
from wallet.wording import tr

LEAST, WANTED, MOST = 240, 560, 960
"""Pixels square."""
_QUIET = 4
"""Modules of white around a symbol (ISO/IEC 18004)."""
_DARK = 128
_LEAST_FILLED = 0.8
"""Part of the room that a code fills at least."""


class QrPicture(QWidget):
    """One code, enlarged by whole pixels only: a blurred module is a module lost."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._wanted = WANTED
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(LEAST, LEAST)

    def show_png(self, data: bytes, name: str) -> None:
        """Shows this picture under that name; nothing where there are no bytes."""
        self._image = _modules(QImage.fromData(data)) if data else QImage()
        self.setAccessibleName(name)
        self.update()

    def grow(self, side: int) -> None:
        """Up to so many pixels square, where there is room."""
        self._wanted = side
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Square."""
        return QSize(self._wanted, self._wanted)

    def hasHeightForWidth(self) -> bool:
        """Square."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Square, up to what is wanted."""
        return min(width, self._wanted)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draws it in the middle, on white whatever the palette: dark codes do not scan."""
        if self._image.isNull():
            return
        side = min(self.width(), self.height(), self._wanted)
        square = QRect((self.width() - side) // 2, 0, side, side)
        painter = QPainter(self)
        painter.fillRect(square, QColor(Qt.GlobalColor.white))
        ratio = self.devicePixelRatioF()
        room = int(side * ratio)
        modules = self._image.width()
        wide = modules * (room // modules)
        if wide < _LEAST_FILLED * room:  # modules of uneven size scan better than tiny ones
            wide = room
        drawn = self._image.scaled(
            wide,
            wide,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.FastTransformation,
        )
        drawn.setDevicePixelRatio(ratio)
        gap = round((room - wide) / ratio / 2)
        painter.drawImage(square.x() + gap, square.y() + gap, drawn)
        painter.end()


def _modules(image: QImage) -> QImage:
    """The picture with one pixel a module.

    The quiet zone of a QR symbol is four modules wide, and its first corner is black.
    """
    black = next(
        (at for at in range(image.width()) if image.pixelColor(at, at).lightness() < _DARK), 0
    )
    size = image.width() * _QUIET // black if black else image.width()
    return image.scaled(
        size,
        size,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.FastTransformation,
    )


class QrPictures(QWidget):
    """All pictures of one presentation, with buttons and the number."""

    def __init__(self, pictures: Sequence[bytes]) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._pictures = tuple(pictures)
        self._at = 0
        self._picture = QrPicture()
        self._told = Label("", "strong")
        self._told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._back = Button(tr("Previous picture"), lambda: self._go(-1), symbol="left")
        self._on = Button(tr("Next picture"), lambda: self._go(1), symbol="right")
        self._buttons = Flow(self._back, self._on)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(10)
        down.addWidget(self._picture)
        down.addWidget(self._told)
        down.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignHCenter)
        several = len(self._pictures) > 1
        self._told.setVisible(several)
        self._buttons.setVisible(several)
        self._go(0)

    @property
    def shown(self) -> int:
        """Number of the picture on screen, from 0."""
        return self._at

    def _go(self, by: int) -> None:
        count = len(self._pictures)
        self._at = (self._at + by) % count
        named = tr("Picture {number} of {count}", number=self._at + 1, count=count)
        self._told.setText(named)
        name = named if count > 1 else tr("QR code of the presentation")
        self._picture.show_png(self._pictures[self._at], name)
