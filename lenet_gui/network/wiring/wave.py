"""After a stroke the connections brighten from INPUT to OUTPUT, once, and then rest."""

import math

from PySide6.QtCore import QElapsedTimer, QObject, QRectF, QSizeF, QTimer, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QWidget

from lenet_gui.network.wiring.wiring_layer import WiringLayer

LASTS_MS = 900
_FRAME_MS = 33
_WIDTH = 0.2
"""Of the part that is bright, in widths of the picture."""
_SLICE = 6.0
"""Each slice of the connections has one brightness; in the picture's pixels."""


def motion_is_wanted(widget: QWidget) -> bool:
    """Whether the system's settings allow animations, as far as Qt tells."""
    return widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget) > 0


class Wave(QObject):
    """Where the wave is now; it stops by itself.

    Signals:
        moved: it is elsewhere, or over: what it covers, or covered, has to be painted.
    """

    moved = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, interval=_FRAME_MS)
        self._timer.timeout.connect(self._on_frame)

    @property
    def is_running(self) -> bool:
        """Whether there is one."""
        return self._timer.isActive()

    def start(self) -> None:
        """Let one begin at INPUT."""
        self._clock.start()
        self._timer.start()

    def stop(self) -> None:
        """End it at once."""
        if self.is_running:
            self._timer.stop()
            self.moved.emit()

    @Slot()
    def _on_frame(self) -> None:
        if self._clock.elapsed() >= LASTS_MS:
            self._timer.stop()
        self.moved.emit()

    def band(self) -> tuple[float, float]:
        """From where to where the connections are bright, in widths of the picture."""
        middle = -_WIDTH + (1 + 2 * _WIDTH) * self._clock.elapsed() / LASTS_MS
        return middle - _WIDTH / 2, middle + _WIDTH / 2

    def paint(self, canvas: QPainter, wiring: WiringLayer, size: QSizeF) -> None:
        """Draw the bright part, in the coordinates of a picture of this size."""
        low, high = (edge * size.width() for edge in self.band())
        for strip in wiring.strips:
            rect = wiring.fitted(strip.rect, size)
            count = max(1, round(rect.width() / _SLICE))
            wide = rect.width() / count
            source = strip.rect.width() * strip.bright.devicePixelRatio() / count
            tall = strip.rect.height() * strip.bright.devicePixelRatio()
            for index in range(count):
                left = rect.left() + index * wide
                place = (left + wide / 2 - low) / (high - low)
                if 0 < place < 1:
                    canvas.setOpacity(math.sin(math.pi * place) ** 2)
                    target = QRectF(left, rect.top(), wide, rect.height())
                    canvas.drawImage(target, strip.bright, QRectF(index * source, 0, source, tall))
        canvas.setOpacity(1)
