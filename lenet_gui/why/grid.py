"""A rectangle of cells somewhere on a widget, and how values are painted into it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale


@dataclass(frozen=True)
class Grid:
    """``rows`` x ``columns`` cells that fill ``rect``, in the widget's coordinates."""

    rect: QRectF
    rows: int
    columns: int

    def has(self, row: int, column: int) -> bool:
        return 0 <= row < self.rows and 0 <= column < self.columns

    def cell(self, row: int, column: int) -> QRectF:
        width, height = self.rect.width() / self.columns, self.rect.height() / self.rows
        return QRectF(self.rect.left() + column * width, self.rect.top() + row * height, width, height)

    def nearest(self, position: QPointF) -> tuple[int, int]:
        """(row, column) of the cell that is closest to a place."""
        row = int((position.y() - self.rect.top()) / self.rect.height() * self.rows)
        column = int((position.x() - self.rect.left()) / self.rect.width() * self.columns)
        return min(max(row, 0), self.rows - 1), min(max(column, 0), self.columns - 1)


def whole_pixels(length: float, ratio: float) -> float:
    """The length cut to a whole number of the screen's own pixels."""
    return int(length * ratio + 1e-6) / ratio


def paint_values(
    painter: QPainter,
    grid: Grid,
    values: NDArray[np.floating],
    scale: ActivationScale,
    palette: QPalette,
    limit: float | None = None,
) -> None:
    """Values (rows, columns) as crisp squares of colour, with their figures where cells have the room.

    Args:
        painter: on the widget.
        grid: where.
        values: what.
        scale: its colours.
        palette: whether light or dark.
        limit: the value at either end of the scale, where it is not an activation that is shown.
    """
    painter.drawImage(grid.rect, scale.image(values, palette, limit))
    painter.setPen(QPen(theme.line(palette), 0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(grid.rect)
    metrics, cell = painter.fontMetrics(), grid.cell(0, 0)
    if cell.height() < metrics.height():
        return
    fitting = [digits for digits in (3, 2) if figures_width(metrics.horizontalAdvance("0"), digits) <= cell.width()]
    if not fitting:
        return
    pixels = scale.pixels(values, palette, limit)
    for (row, column), value in np.ndenumerate(values):
        painter.setPen(_readable_on(QColor.fromRgb(int(pixels[row, column]))))
        painter.drawText(grid.cell(row, column), Qt.AlignmentFlag.AlignCenter, f"{value:+.{fitting[0]}f}")


def figures_width(zero_width: int, decimals: int) -> float:
    """How wide a cell has to be to hold a figure such as -0.00; a sign is no wider than a digit and a half."""
    return zero_width * (decimals + 3.5)


def _readable_on(background: QColor) -> QColor:
    bright = 0.299 * background.red() + 0.587 * background.green() + 0.114 * background.blue() > 140
    return QColor("#14171a" if bright else "#f4f6f8")
