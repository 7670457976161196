"""Where people read from right to left, the window does as well; pictures and formulas stay as they are."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.network.legend import Legend
from model.network.wiring import Unit


@pytest.fixture
def turned(drawn: MainWindow) -> Iterator[MainWindow]:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield drawn
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def left(widget: QWidget) -> int:
    return widget.mapTo(widget.window(), widget.rect().topLeft()).x()


def test_parts_and_buttons_go_from_right_to_left(turned: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: left(turned.canvas_panel) > left(turned.network) > left(turned.answer_side))
    one, two = turned.naming.buttons[:2]
    qtbot.waitUntil(lambda: left(one) > left(two))


def test_pictures_and_formulas_go_from_left_to_right(drawn: MainWindow, qtbot: QtBot) -> None:
    """A formula's signs would change sides: 1.72- for -1.72."""
    drawn.network.view.choose(Unit("C3", 7, 4, 4))
    sheet, legend = drawn.drawer.why.sheet, drawn.network.findChild(Legend)
    assert sheet is not None
    assert legend is not None
    for picture in (sheet, legend, drawn.penalties):
        size = picture.size()
        seen = picture.grab().toImage()
        QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        try:
            picture.resize(size)
            assert picture.grab().toImage() == seen
        finally:
            QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
