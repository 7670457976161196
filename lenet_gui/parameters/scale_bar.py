"""The colour scale of one set of parameters, with its ends and the number of values beyond them."""

from math import floor, log10

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.pointable import PicturePainter
from lenet_gui.base.translate import tool_tip

WITHIN = 0.99
"""The share of weights within the scale: a few outliers would leave all others pale. Those get the end colours."""
_STEPS = (1, 1.5, 2, 3, 5, 7, 10)
_GAP = 6


def limit_of(values: NDArray[np.floating], share: float = 1.0) -> float:
    """A round end for a symmetric scale, so that it stays the same while values change a little.

    At least ``share`` of the values, of any shape, lie within.
    """
    sizes = np.abs(values[np.isfinite(values)])
    size = float(np.quantile(sizes, share)) if sizes.size else 0.0
    if size == 0:
        return 1.0
    power = 10.0 ** floor(log10(size))
    # Rounded as printed: 1.5 * 10**-1 is not exactly 0.15.
    return next(float(f"{step * power:.3g}") for step in _STEPS if step * power >= size * (1 - 1e-6))


class ScaleBar(QWidget):
    """A strip of the scale, symmetric about 0. Its ends depend on the parameters, never on the drawing."""

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__()
        self._scale = scale
        scale.changed.connect(self.update)
        self.limit = 1.0
        self._note = ""
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def fit(self, values: NDArray[np.floating]) -> float:
        """Fit the scale to a set of parameters; gives its limit."""
        self.limit = limit_of(values, WITHIN)
        beyond = int((np.abs(values) > self.limit).sum())
        note = self.tr("{count} of {all} off the scale").format(count=f"{beyond:,}", all=f"{values.size:,}")
        self._note = note if beyond else ""
        text = self.tr("Colour scale of the weights, {low} to {high}; 0 in the middle.").format(
            low=f"-{self.limit:g}", high=f"+{self.limit:g}"
        )
        if beyond:
            text += "\n" + self.tr(
                "{note}, the largest {largest}: they get the end colours. The scale changes only with the weights."
            ).format(note=self._note, largest=f"{float(np.abs(values).max()):.3g}")
        self.setAccessibleName(text)
        self.setToolTip(tool_tip(text))
        self.updateGeometry()
        self.update()
        return self.limit

    def _ends(self) -> tuple[str, str]:
        return f"−{self.limit:g}", f"+{self.limit:g}"

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        low, high = (metrics.horizontalAdvance(text) for text in self._ends())
        note = metrics.horizontalAdvance(self._note) + _GAP if self._note else 0
        return QSize(low + high + note + 8 * metrics.averageCharWidth() + 4 * _GAP, metrics.height() + 4)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, metrics = self.palette(), self.fontMetrics()
        low, high = self._ends()
        left = metrics.horizontalAdvance(low) + _GAP
        note = metrics.horizontalAdvance(self._note) + _GAP if self._note else 0
        right = self.width() - metrics.horizontalAdvance(high) - 2 * _GAP - note
        strip = QRectF(left, 4, max(right - left, 1), self.height() - 8)
        with PicturePainter(self) as painter:
            self._scale.paint_strip(painter, strip, palette)
            painter.setPen(theme.quiet(palette))
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, 0, left, self.height()), middle, low)
            rest = QRectF(strip.right() + _GAP, 0, self.width() - strip.right() - _GAP, self.height())
            painter.drawText(rest, middle, high)
            painter.drawText(rest, middle | Qt.AlignmentFlag.AlignRight, self._note)
