"""The colour scale of all activations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPalette, QPen

from lenet_gui.base import theme
from model.network.architecture import TANH_AMPLITUDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

ACTIVATION_LIMIT = TANH_AMPLITUDE
"""The paper's squashing function lies between -1.7159 and +1.7159; the logistic function uses a part of that."""


class ActivationScale(QObject):
    """Symmetric about 0 and fixed, whatever values are shown. Only its colours can be chosen."""

    changed = Signal()  # the colours; views repaint

    def __init__(self, colour_map: str = theme.DEFAULT_COLOUR_MAP, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.limit = ACTIVATION_LIMIT
        self.colour_map = colour_map if colour_map in theme.COLOUR_MAPS else theme.DEFAULT_COLOUR_MAP
        """One of ``theme.COLOUR_MAPS``."""

    def choose(self, colour_map: str) -> None:
        if colour_map != self.colour_map:
            self.colour_map = colour_map
            self.changed.emit()

    def table(self, palette: QPalette) -> theme.ColourTable:
        """The 256 colours from -limit to +limit."""
        return theme.activation_table(theme.is_dark(palette), self.colour_map)

    def paint_strip(self, painter: QPainter, strip: QRectF, palette: QPalette) -> None:
        """The colours from -limit to +limit, left to right, in a frame."""
        gradient = QLinearGradient(strip.topLeft(), strip.topRight())
        colours = theme.activation_colours(theme.is_dark(palette), self.colour_map)
        for step, colour in enumerate(colours):
            gradient.setColorAt(step / (len(colours) - 1), QColor(colour))
        painter.setPen(QPen(theme.line(palette), 0))
        painter.setBrush(gradient)
        painter.drawRect(strip)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def paint_framed(
        self, painter: QPainter, where: QRectF, values: NDArray[np.floating], palette: QPalette, limit: float | None
    ) -> None:
        """Values (H, W), as squares, in a frame."""
        painter.drawImage(where, self.image(values, palette, limit))
        painter.setPen(QPen(theme.line(palette), 0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(where)

    def pixels(
        self,
        values: NDArray[np.floating],
        palette: QPalette,
        limit: float | None = None,
        out: NDArray[np.uint32] | None = None,
    ) -> NDArray[np.uint32]:
        """Colours of values of any shape, in ``out`` if given; values beyond the limits get the colours of the ends.

        ``limit`` replaces the activations' one.
        """
        steps = values * (127.5 / (limit or self.limit))
        steps += 128
        # fmax, not clip: a network whose training diverged may give NaN.
        np.fmin(np.fmax(steps, 0, out=steps), 255, out=steps)
        # Twice as fast as an index.
        coloured: NDArray[np.uint32] = self.table(palette).take(steps.astype(np.uint8), out=out, mode="clip")
        return coloured

    def image(self, values: NDArray[np.floating], palette: QPalette, limit: float | None = None) -> QImage:
        """A picture of values (H, W), one pixel each; draw it enlarged without smoothing."""
        return theme.picture(self.pixels(values, palette, limit))
