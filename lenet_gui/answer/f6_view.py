"""F6's 84 values as the 7x12 picture that OUTPUT compares with the codes (Fig. 3)."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from model.network.rbf_codes import CODE_COLUMNS, CODE_ROWS
from model.network.recognition import Recognition
from model.network.records import FloatArray

_UNIT_PX = 6


class F6View(QWidget):
    """F6 as a picture, on the same fixed scale as the feature maps.

    Args:
        scale: the colours of activations.
    """

    def __init__(self, scale: ActivationScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        scale.changed.connect(self.update)
        self._values: FloatArray = np.zeros((CODE_ROWS, CODE_COLUMNS), dtype=np.float32)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoFillBackground(True)  # nothing below it needs painting
        self.setAccessibleName(self.tr("F6: 84 units as a picture of 7 x 12"))

    @property
    def values(self) -> FloatArray:
        """(12, 7), as shown."""
        return self._values

    def show_recognition(self, answer: Recognition) -> None:
        """Show an answer's F6."""
        self._values = answer.f6.reshape(CODE_ROWS, CODE_COLUMNS)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(CODE_COLUMNS * _UNIT_PX + 2, CODE_ROWS * _UNIT_PX + 2 + self.fontMetrics().height())

    def _picture_rect(self) -> QRectF:
        return QRectF(1, 1 + self.fontMetrics().height(), CODE_COLUMNS * _UNIT_PX, CODE_ROWS * _UNIT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        image = self._scale.image(self._values, palette)
        where = self._picture_rect()
        with QPainter(self) as painter:
            painter.setPen(theme.quiet(palette))
            painter.drawText(QRectF(0, 0, self.width(), where.top()), Qt.AlignmentFlag.AlignHCenter, self.tr("F6"))
            painter.drawImage(where, image)
            painter.setPen(QPen(theme.line(palette), 0))
            painter.drawRect(where)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = (QPointF(event.pos()) - self._picture_rect().topLeft()) / _UNIT_PX
            row, column = int(place.y() // 1), int(place.x() // 1)
            if 0 <= row < CODE_ROWS and 0 <= column < CODE_COLUMNS:
                text = self.tr("F6 row {row}, column {column}:  {value}")
                value = f"{self._values[row, column]:+.4f}"
                QToolTip.showText(event.globalPos(), text.format(row=row, column=column, value=value), self)
                return True
        return super().event(event)
