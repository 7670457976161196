"""Lines and frames around pictures, on screens of any scale."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from lenet_gui.base import theme
from lenet_gui.base.pointable import paint_frame
from lenet_gui.style.outline import paint_outline

RED, WHITE = QColor("red"), QColor("white")
CELLS, PER_CELL = 7, 2


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 1.75, 2.0, 3.0])
@pytest.mark.parametrize("origin", range(8))
def test_the_line_lies_beside_the_picture(ratio: float, origin: int) -> None:
    screen = QImage(80, 80, QImage.Format.Format_RGB32)
    screen.setDevicePixelRatio(ratio)
    screen.fill(WHITE)
    picture = QImage(CELLS, CELLS, QImage.Format.Format_RGB32)
    picture.fill(RED)
    palette, side = QApplication.palette(), CELLS * PER_CELL
    with QPainter(screen) as painter:
        painter.translate(origin, origin)  # as in a widget that begins within one of the screen's pixels
        painter.setBrush(Qt.BrushStyle.SolidPattern)
        where = QRectF(2, 2, side / ratio, side / ratio)
        painter.drawImage(where, picture)
        paint_outline(painter, where, palette)
    line, red, white = (colour.rgb() for colour in (theme.line(palette), RED, WHITE))
    for rows in (
        [[screen.pixel(x, y) for x in range(80)] for y in range(80)],
        [[screen.pixel(x, y) for y in range(80)] for x in range(80)],
    ):
        seen = [row for row in rows if red in row]
        assert len(seen) == side
        for row in seen:
            first = row.index(red)
            assert row[first - 1 : first + side + 1] == [line, *side * [red], line]
            assert {*row[: first - 1], *row[first + side + 1 :]} == {white}


@pytest.mark.parametrize("ratio", [1, 2, 3])
@pytest.mark.parametrize("zoom", [1, 4])
def test_a_frame_is_equally_wide_at_any_scale_and_zoom(ratio: int, zoom: int) -> None:
    screen = QImage(60 * ratio, 60 * ratio, QImage.Format.Format_RGB32)
    screen.setDevicePixelRatio(ratio)
    screen.fill(RED)
    with QPainter(screen) as painter:
        painter.scale(zoom, zoom)
        paint_frame(painter, QRectF(20 / zoom, 20 / zoom, 20 / zoom, 20 / zoom))
    across = [screen.pixelColor(x, 30 * ratio) for x in range(30 * ratio)]
    assert across.count(QColor("black")) == ratio
    assert across.count(WHITE) == 2 * ratio
