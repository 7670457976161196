"""What lies beside the maps: OUTPUT at the height of the penalties, and the legend of saliency below INPUT."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.network.network_view import NetworkView
from lenet_gui.network.output_rows import OutputRows
from lenet_gui.network.overlay import Overlay, paint_legend
from model.network.wiring import Unit


def middles(view: NetworkView, window: QWidget) -> list[float]:
    return [view.mapTo(window, QPointF(cell.center())).y() for cell in view.layout_now().places["OUTPUT"].cells]


def test_the_digits_are_at_the_height_of_their_rows_wherever_these_are(qtbot: QtBot) -> None:
    window, rows = QWidget(), QWidget()
    view = NetworkView(ActivationScale())
    qtbot.addWidget(window)
    layout = QHBoxLayout(window)
    layout.addWidget(view, 3)
    layout.addWidget(rows, 1)
    OutputRows(view, rows, lambda digit: QPointF(5, 120 + rows.height() / 20 * digit))
    for height in (600, 760):
        window.resize(900, height)
        window.show()
        qtbot.waitExposed(window)
        wanted = [rows.mapTo(window, QPointF(5, 120 + rows.height() / 20 * digit)).y() for digit in range(10)]
        assert middles(view, window) == pytest.approx(wanted, abs=0.51)
        assert view.unit_at(view.mapFrom(window, QPointF(view.width() + 2, wanted[9]))) == Unit("OUTPUT", 9)
        assert "penalties" not in " ".join(line.text for line in view.geometry_now.title_lines()[1])
    rows.hide()  # then they are spread, with their names
    spread = np.diff(middles(view, window))
    assert spread == pytest.approx(np.full(9, spread.mean()), abs=1.01)
    assert not view.geometry_now.beside


def test_rows_without_room_beside_the_network_do_not_matter(qtbot: QtBot) -> None:
    view = NetworkView(ActivationScale())
    qtbot.addWidget(view)
    view.resize(600, 500)
    before = view.layout_now().places["OUTPUT"].cells
    view.put_output([400 + 30 * digit for digit in range(10)])
    assert view.layout_now().places["OUTPUT"].cells == before


def ink_of(overlay: Overlay, wide: float, points: float) -> QRectF:
    """The rectangle around all that the legend paints below a picture as wide as this."""
    image = QImage(400, 300, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    font = QFont(QApplication.font())
    font.setPointSizeF(points)
    where = QRectF(150, 20, wide, wide)
    with QPainter(image) as painter:
        painter.setFont(font)
        room = where.adjusted(-10, 0, 10, 0)
        paint_legend(painter, where, room, overlay, ActivationScale(), theme.application_palette(False))
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(300, 400)
    rows, columns = np.nonzero(pixels)
    left, top = int(columns.min()), int(rows.min())
    return QRectF(left, top, int(columns.max()) + 1 - left, int(rows.max()) + 1 - top)


@pytest.mark.parametrize("points", [6.5, 9.0])
@pytest.mark.parametrize("wide", [64.0, 96.0, 160.0])
def test_the_legend_of_saliency_is_below_input_and_no_word_of_it_is_cut(
    qapp: QApplication, wide: float, points: float
) -> None:
    values = np.zeros((32, 32), dtype=np.float32)
    overlay = Overlay(values, 0.15, "Where this is covered, the penalty of 4", "falls", "rises")
    font = QFont(QApplication.font())
    font.setPointSizeF(points)
    longest = max(map(QFontMetricsF(font).horizontalAdvance, overlay.title.split()))
    ink = ink_of(overlay, wide, points)
    assert ink.top() > 20 + wide
    assert ink.left() >= 140 - max(0.0, longest - wide - 20)
    assert ink.right() <= 150 + wide + 10 + max(0.0, longest - wide - 20)
    # Without the words that have no room the scale is still there, with another title it grows.
    assert ink_of(Overlay(values, 0.15), wide, points).height() < ink.height()
