"""What lies beside the maps: OUTPUT at the height of the penalties, the legend of saliency below INPUT, sizes."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lenet_gui.answer.penalties import PenaltyBars
from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.main_window import MainWindow
from lenet_gui.network.network_layout import Size
from lenet_gui.network.network_view import NetworkView
from lenet_gui.network.output_rows import OutputRows
from lenet_gui.network.overlay import Overlay, paint_legend
from model.network.wiring import Unit
from tests.gui.painted import picture_of


def middles(view: NetworkView, window: QWidget) -> list[float]:
    return [view.mapTo(window, QPointF(cell.center())).y() for cell in view.layout_now().places["OUTPUT"].cells]


def test_the_digits_are_at_the_height_of_their_penalties_wherever_these_are(qtbot: QtBot) -> None:
    window, column, above = QWidget(), QVBoxLayout(), QWidget()
    view, penalties = NetworkView(ActivationScale()), PenaltyBars()
    qtbot.addWidget(window)
    layout = QHBoxLayout(window)
    layout.addWidget(view, 3)
    layout.addLayout(column, 1)
    column.addWidget(above)
    column.addWidget(penalties, 1)
    OutputRows(view, penalties)
    for height, room in ((620, 60), (620, 90), (760, 90)):
        above.setFixedHeight(room)
        window.resize(900, height)
        window.show()
        qtbot.waitExposed(window)
        QApplication.processEvents()
        wanted = [penalties.mapTo(window, penalties.rect_of(digit).center()).y() for digit in range(10)]
        assert middles(view, window) == pytest.approx(wanted, abs=0.51)
        place = view.mapFrom(window, QPointF(view.geometry().right() - 12, wanted[9]))
        assert view.unit_at(place) == Unit("OUTPUT", 9)
        assert "penalties" not in " ".join(line.text for line in view.geometry_now.title_lines()[1])


def test_rows_without_room_beside_the_network_do_not_matter(qtbot: QtBot) -> None:
    view = NetworkView(ActivationScale())
    qtbot.addWidget(view)
    view.resize(600, 500)
    before = view.layout_now().places["OUTPUT"].cells
    view.put_output([400 + 30 * digit for digit in range(10)])
    assert view.layout_now().places["OUTPUT"].cells == before
    assert not view.geometry_now.beside


def ink_of(overlay: Overlay, wide: float, points: float, below: float = 200) -> QRectF:
    """The rectangle around all that the legend paints below a picture as wide as this, with so much room below it."""
    image = QImage(400, 300, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    font = QFont(QApplication.font())
    font.setPointSizeF(points)
    where = QRectF(150, 20, wide, wide)
    with QPainter(image) as painter:
        painter.setFont(font)
        room = where.adjusted(-10, 0, 10, below)
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
    # Without words the scale is still there.
    assert ink_of(Overlay(values, 0.15), wide, points).height() < ink.height()


def test_words_at_the_ends_of_the_scale_stand_below_each_other_and_figures_yield_where_room_is_short(
    qapp: QApplication,
) -> None:
    values, line = np.zeros((32, 32), dtype=np.float32), QFontMetricsF(QApplication.font()).height()
    words = Overlay(values, 0.15, "Ink", "much less", "much more")
    points = QApplication.font().pointSizeF()
    wide, narrow = (ink_of(words, side, points) for side in (160, 64))
    assert narrow.height() > wide.height() + line / 2
    low = ink_of(words, 64, points, narrow.bottom() - 84 - line / 2)
    assert low.height() < narrow.height() - line / 2
    assert low.height() > ink_of(words, 64, points, 0).height() + line


@pytest.mark.parametrize("size", [(860, 560), (1024, 700), (1280, 800)])
def test_saliency_is_shown_large_with_its_legend_above_the_drawer(
    drawn: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    drawn.resize(*size)
    drawn.inspector.ask_what_if()
    view, box = drawn.network.view, drawn.network.overlay
    with qtbot.waitSignal(drawn.network.view.resized):
        drawn.resize(size[0] + 1, size[1] + 1)
    box.setCurrentIndex(1)
    (cell,) = view.layout_now().places["INPUT"].cells
    assert cell.width() >= 96
    line = QFontMetricsF(view.geometry_now.fonts.label).height()
    assert view.geometry_now.band.bottom() - cell.bottom() >= 2 * line + 24, "title, scale and its ends"
    assert cell.top() >= view.geometry_now.band.top()
    box.setCurrentIndex(0)
    assert view.layout_now().places["INPUT"].cells[0].width() < cell.width()


def test_the_strip_of_a_folded_layer_leaves_the_sizes_of_the_others_uncovered(qtbot: QtBot) -> None:
    view = NetworkView(ActivationScale())
    qtbot.addWidget(view)
    view.resize(690, 670)
    view.resize_layer("C3", Size.FOLDED)
    image, foot = picture_of(view), round(view.geometry_now.band.bottom())
    strip, fold = view.layout_now().places["C3"].column, theme.fold(view.palette()).rgb()
    assert image.pixel(round(strip.left()) + 3, foot - 2) == fold
    assert fold not in [image.pixel(round(strip.center().x()), y) for y in range(foot, image.height())]
