"""Where people read from right to left, the window does as well; pictures and formulas stay as they are."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.main_window import MainWindow
from lenet_gui.network.legend import Legend
from lenet_gui.teaching.changed_digits import ChangedDigit, ChangedDigits
from lenet_gui.training.curves.curves_view import CurvesView
from model.network.wiring import Unit
from tests.gui.training.curves.curve_driving import result, settle


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


def test_pictures_and_formulas_go_from_left_to_right(drawn: MainWindow) -> None:
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


def test_how_a_digit_was_read_stands_before_the_arrow(turned: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    drawing = turned.sketch.drawing
    changed = ChangedDigits()
    changed.resize(400, 120)
    changed.show_digits([ChangedDigit(drawing, 4, 9, 4), ChangedDigit(drawing, 7, 1, 7)])
    written: list[tuple[str, Qt.LayoutDirection, float]] = []
    paint = QPainter.drawText

    def watch(painter: QPainter, *args: Any) -> None:
        written.append((args[-1], painter.layoutDirection(), args[0].x()))
        paint(painter, *args)

    with monkeypatch.context() as patched:
        patched.setattr(QPainter, "drawText", watch)
        changed.grab()
    (_, _, _), (first, one, right), (second, other, left) = written
    assert (first, second) == ("9 → 4", "1 → 7")
    assert one == other == Qt.LayoutDirection.LeftToRight
    assert right > left


def mirrored(picture: QImage) -> QImage:
    return picture.flipped(Qt.Orientation.Horizontal)


def test_arrows_point_where_one_comes_from(drawn: MainWindow, qtbot: QtBot) -> None:
    drawn.tour.start()
    drawn.network.view.choose(Unit("C3", 7, 4, 4))
    buttons = drawn.drawer.back, drawn.drawer.close_button, drawn.tour.card.back
    before = [button.icon().pixmap(48).toImage() for button in buttons]
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        back, close, tour_back = (button.icon().pixmap(48).toImage() for button in buttons)
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert back == mirrored(before[0]) != before[0]
    assert close == before[1]
    assert tour_back == mirrored(before[2]) != before[2]


def test_keys_turn_the_tours_pages_as_its_arrows_point(turned: MainWindow) -> None:
    turned.tour.start()
    card = turned.tour.card
    assert card.next.toolTip() == "The next page (Left)"
    for key, page in ((Qt.Key.Key_Left, 1), (Qt.Key.Key_PageDown, 2), (Qt.Key.Key_Right, 1), (Qt.Key.Key_PageUp, 0)):
        QTest.keyClick(card.next, key)
        assert card.page == page


def test_curves_go_from_left_to_right(qtbot: QtBot) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        curves = CurvesView()
        qtbot.addWidget(curves)
        curves.resize(500, 400)
        curves.show_passes([result(1), result(2)])
        with qtbot.waitExposed(curves):
            curves.show()
        settle(curves)
        for plot in curves._plots._plots:
            axis, box = plot.getAxis("left").sceneBoundingRect(), plot.getViewBox().sceneBoundingRect()
            assert axis.left() < box.left()
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
