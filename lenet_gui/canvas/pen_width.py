"""How wide the pen is: a wedge from thin to thick, with a handle as wide as the pen."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QSlider

from lenet_gui.base import theme

THINNEST, THICKEST = 2, 14
"""Pen widths in hundredths of the canvas."""
_LEAST_PX = 5.0


class PenWidth(QSlider):
    """A slider; its value is the pen's width in hundredths of the canvas."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(THINNEST, THICKEST)
        self.setPageStep(2)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Pen width"))
        self.setToolTip(self.tr("Pen width"))

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(5 * line, round(1.9 * line))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _track(self) -> QRectF:
        """From the middle of the handle at its thinnest to that at its thickest, as high as the thickest."""
        high = self.height() * 0.62
        return QRectF(high / 2 + 1, (self.height() - high) / 2, self.width() - high - 2, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, track = self.palette(), self._track()
        thin = track.height() * THINNEST / THICKEST / 2
        middle, at = track.center().y(), (self.value() - THINNEST) / (THICKEST - THINNEST)
        ends = (track.left(), thin), (track.right(), track.height() / 2)
        above = [QPointF(x, middle - half) for x, half in ends]
        wedge = QPolygonF([*above, *(QPointF(x, middle + half) for x, half in reversed(ends))])
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.line(palette))
            painter.drawPolygon(wedge)
            radius = max(_LEAST_PX, track.height() * self.value() / THICKEST / 2 + 1)
            centre = QPointF(track.left() + at * track.width(), middle)
            painter.setBrush(theme.ink(palette))
            painter.drawEllipse(centre, radius, radius)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.accent(palette), 2))
                painter.drawEllipse(centre, radius + 1.5, radius + 1.5)

    def _follow(self, event: QMouseEvent) -> None:
        track = self._track()
        part = (event.position().x() - track.left()) / track.width()
        self.setSliderPosition(round(THINNEST + part * (THICKEST - THINNEST)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
