"""Where lines begin when the window runs from right to left, whatever letters they are in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.icons import icon
from ui.theme import Theme
from ui.widgets.text import Label

RTL, LTR = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight


@pytest.fixture(params=[LTR, RTL], ids=["left to right", "right to left"])
def direction(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[object]:
    qapp.setLayoutDirection(request.param)
    yield request.param
    qapp.setLayoutDirection(LTR)


def ink(picture: QPixmap) -> tuple[int, int]:
    """First and last column that is not like the ground."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    ground = image.pixel(0, 0)
    columns = [
        x
        for x in range(image.width())
        if any(image.pixel(x, y) != ground for y in range(image.height()))
    ]
    return columns[0], columns[-1]


@pytest.mark.parametrize("text", ["Data management", "إدارة البيانات"])
def test_a_name_stands_where_lines_begin(qtbot: QtBot, direction: object, text: str) -> None:
    label = Label(text, data=True)
    qtbot.addWidget(label)
    label.resize(400, 30)
    first, last = ink(label.grab())
    assert (last > 390) is (direction is RTL)
    assert (first < 10) is (direction is LTR)


@pytest.mark.parametrize("way", [LTR, RTL])
def test_an_arrow_back_points_to_where_lines_begin(
    qapp: QApplication, way: Qt.LayoutDirection
) -> None:
    Theme(qapp)
    qapp.setLayoutDirection(way)
    drawn = icon("back", "#000000").pixmap(20, 20).toImage()
    qapp.setLayoutDirection(LTR)
    head = [sum(drawn.pixelColor(x, y).alpha() for y in range(20)) for x in range(20)]
    assert (sum(head[:10]) > sum(head[10:])) is (way is LTR)
