"""Figures in a view that repaints with every pen movement, composed of pictures of their characters.

The processor sleeps between two pen events; shaping text each time would then take three times as long.
"""

from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

from lenet_gui.base.cached_layer import is_on_screen
from model.network.rbf_codes import FARTHEST

_LONGER = "▸ "
"""Before the figures of a penalty whose bar ends early."""
_THOUSANDS = 9999.5
"""From here on a penalty stands in thousands: with more figures, it would lie over its bar."""
CHARACTERS = f"0123456789.k{_LONGER}"
"""All of :func:`figure_of`."""
_OVERHANG = 1
"""How many pixels a character may reach beyond its own room."""


def figure_of(penalty: float) -> str:
    """A penalty beside its bar."""
    if penalty <= FARTHEST:
        return f"{penalty:.1f}"
    return f"{_LONGER}{penalty:.0f}" if penalty < _THOUSANDS else f"{_LONGER}{penalty / 1000:.0f}k"


class Figures:
    """Texts of a few characters, in one font and colour.

    Args:
        characters: all that can occur.
        font: how they look.
        colour: the same.
        ratio: device pixels per pixel where they are painted.
    """

    def __init__(self, characters: str, font: QFont, colour: QColor, ratio: float) -> None:
        self._font, self._colour, self._ratio = font, colour, ratio
        metrics = QFontMetricsF(font)
        self._ascent, self._height = ceil(metrics.ascent()), ceil(metrics.height()) + 1
        self._widths = {one: metrics.horizontalAdvance(one) for one in characters}
        self._pictures = {one: self._picture(one) for one in characters}

    def _picture(self, character: str) -> QPixmap:
        width = ceil(self._widths[character]) + 2 * _OVERHANG
        picture = QPixmap(ceil(width * self._ratio), ceil(self._height * self._ratio))
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            self._write(painter, QPointF(_OVERHANG, self._ascent), character)
        return picture

    def _write(self, painter: QPainter, start: QPointF, text: str) -> None:
        painter.setFont(self._font)
        painter.setPen(self._colour)
        painter.drawText(start, text)

    def draw(self, painter: QPainter, end: float, base: float, text: str) -> None:
        """Draw a text that ends at ``end`` and stands on the line ``base``."""
        left = end - sum(map(self._widths.__getitem__, text))
        if not is_on_screen(painter, self._ratio):
            self._write(painter, QPointF(left, base), text)
            return
        top = self._on_pixel(base) - self._ascent
        for one in text:
            painter.drawPixmap(QPointF(self._on_pixel(left) - _OVERHANG, top), self._pictures[one])
            left += self._widths[one]

    def _on_pixel(self, length: float) -> float:
        return round(length * self._ratio) / self._ratio
