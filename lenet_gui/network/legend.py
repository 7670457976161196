"""The colour scale of activations, with its ends and its middle."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.pointable import PicturePainter


class Legend(QWidget):
    """A strip of the scale, ``-limit`` to ``limit``, which does not depend on the values shown."""

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__()
        self._scale, self._limit = scale, scale.limit
        scale.changed.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(
            self.tr("Colour scale, {low} to {high}; 0 in the middle; the same for all values").format(
                low=f"{-scale.limit:.2f}", high=f"+{scale.limit:.2f}"
            )
        )
        self.setToolTip(self.accessibleName())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint() + QSize(52, 0)

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("+0.00") * 2 + 44, metrics.height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        metrics = self.fontMetrics()
        low, high = f"−{self._limit:.2f}", f"+{self._limit:.2f}"
        low_width, high_width = metrics.horizontalAdvance(low), metrics.horizontalAdvance(high)
        bar = QRectF(low_width + 6, 4, self.width() - low_width - high_width - 12, self.height() - 8)
        with PicturePainter(self) as painter:
            painter.setPen(theme.quiet(palette))
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, 0, low_width + 1, self.height()), middle, low)
            painter.drawText(QRectF(bar.right() + 6, 0, high_width + 1, self.height()), middle, high)
            self._scale.paint_strip(painter, bar, palette)
            painter.setPen(QPen(theme.quiet(palette), 1))
            painter.drawLine(int(bar.center().x()), int(bar.top()), int(bar.center().x()), int(bar.bottom()))
