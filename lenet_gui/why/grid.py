"""Painting values into a grid of cells."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.grid import Grid


def whole_pixels(length: float, ratio: float) -> float:
    """The length rounded down to whole device pixels."""
    return int(length * ratio + 1e-6) / ratio


def paint_values(
    painter: QPainter,
    grid: Grid,
    values: NDArray[np.floating],
    scale: ActivationScale,
    palette: QPalette,
    limit: float | None = None,
) -> None:
    """Paint values (rows, columns) as coloured squares, with figures in them where they fit.

    Args:
        painter: on the widget.
        grid: where to paint.
        values: (rows, columns).
        scale: the colours.
        palette: light or dark.
        limit: the value at the ends of the scale; None for activations.
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
        painter.setPen(theme.readable_on(QColor.fromRgb(int(pixels[row, column]))))
        painter.drawText(grid.cell(row, column), Qt.AlignmentFlag.AlignCenter, f"{value:+.{fitting[0]}f}")


def figures_width(zero_width: int, decimals: int) -> float:
    """The width of a figure such as -0.00; a sign is no wider than a digit and a half."""
    return zero_width * (decimals + 3.5)
