"""The colour scale of one set of parameters, with its ends and the number of values beyond them."""

from math import floor, log10

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy

from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.translate import tool_tip
from lenet_gui.network.legend import GAP, ScaleStrip

WITHIN = 0.99
"""The share of weights within the scale: a few outliers would leave all others pale. Those get the end colours."""
_STEPS = (1, 1.5, 2, 3, 5, 7, 10)


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


class ScaleBar(ScaleStrip):
    """A strip of the scale, symmetric about 0. Its ends depend on the parameters, never on the drawing."""

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__(scale, QSizePolicy.Policy.Minimum)
        self.limit = 1.0

    def fit(self, values: NDArray[np.floating]) -> float:
        """Fit the scale to a set of parameters; gives its limit."""
        self.limit = limit_of(values, WITHIN)
        self.low, self.high = f"−{self.limit:g}", f"+{self.limit:g}"
        beyond = int((np.abs(values) > self.limit).sum())
        note = self.tr("{count} of {all} off the scale").format(count=f"{beyond:,}", all=f"{values.size:,}")
        self.note = note if beyond else ""
        text = self.tr("Colour scale of the weights, {low} to {high}; 0 in the middle.").format(
            low=f"-{self.limit:g}", high=self.high
        )
        if beyond:
            text += "\n" + self.tr(
                "{note}, the largest {largest}: they get the end colours. The scale changes only with the weights."
            ).format(note=self.note, largest=f"{float(np.abs(values).max()):.3g}")
        self.setAccessibleName(text)
        self.setToolTip(tool_tip(text))
        self.updateGeometry()
        self.update()
        return self.limit

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(sum(self.widths()) + 8 * metrics.averageCharWidth() + GAP, metrics.height() + 4)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()
