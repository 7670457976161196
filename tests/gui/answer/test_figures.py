"""Figures from pictures of characters look as text does, and are text in a file."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from lenet_gui.answer.figures import CHARACTERS, Figures, figure_of

END, BASE = 90.0, 30.0


def ink(ratio: float, paint: str, text: str) -> NDArray[np.float64]:
    """How dark each pixel is, 0 to 1."""
    font, colour = QFont("DejaVu Sans", 10), QColor("black")
    image = QImage(round(100 * ratio), round(40 * ratio), QImage.Format.Format_Grayscale8)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        if paint == "figures":
            Figures(CHARACTERS, font, colour, ratio).draw(painter, END, BASE, text)
        else:
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(QPointF(END - QFontMetricsF(font).horizontalAdvance(text), BASE), text)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return 1 - pixels[:, : image.width()] / 255


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("text", ["0.0", "17.4", "208.1"])
def test_they_stand_where_text_would(ratio: float, text: str) -> None:
    figures, written = ink(ratio, "figures", text), ink(ratio, "text", text)
    assert figures.sum() == pytest.approx(written.sum(), rel=0.05)
    for axis in (0, 1):
        there, wanted = (np.flatnonzero(one.any(axis=axis)) for one in (figures, written))
        assert abs(there[[0, -1]] - wanted[[0, -1]]).max() <= 1


@pytest.mark.usefixtures("qapp")
def test_a_file_gets_text() -> None:
    content = QByteArray()
    buffer = QBuffer(content)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    with QPainter(generator) as painter:
        Figures(CHARACTERS, QFont("DejaVu Sans", 10), QColor("black"), 1.0).draw(painter, END, BASE, "17.4")
    svg = bytes(content.data()).decode()
    assert "17.4</text>" in svg
    assert "<image" not in svg


@pytest.mark.parametrize(
    ("penalty", "shown"),
    [(8.36, "8.4"), (199.96, "200.0"), (207.4, "▸ 207"), (9999.4, "▸ 9999"), (9999.6, "▸ 10k"), (123_456.7, "▸ 123k")],
)
def test_no_figure_is_longer_than_its_room(penalty: float, shown: str) -> None:
    assert figure_of(penalty) == shown
    assert set(shown) <= set(CHARACTERS)
