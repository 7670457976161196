"""After a stroke the connections brighten from INPUT to OUTPUT by what they carry of the drawing, once."""

import math
from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QElapsedTimer, QObject, QRectF, Signal, Slot
from PySide6.QtGui import QPainter

from lenet_gui.base.timers import timer
from lenet_gui.network.wiring.cables import cables_to
from lenet_gui.network.wiring.signal import carried
from lenet_gui.network.wiring.steps import Steps
from lenet_gui.network.wiring.wiring_layer import Spec, Strip, pictured
from model.network.recognition import Recognition
from model.network.wiring import NAMES

LASTS_MS = 900
_FRAME_MS = 33
_LONGEST_FRAME_MS = 60
"""After a frame longer than this, the wave moves no further than for one this long."""
_WIDTH = 0.22
"""The width of the bright part, in widths of the picture."""
_SLICE = 6.0
"""The width of a slice that has one brightness, in the picture's pixels."""
_OPACITIES = {"C1": 6.0, "S2": 4.0, "C3": 2.2, "S4": 3.0, "C5": 1.4, "F6": 1.4, "OUTPUT": 1.6}
"""How opaque the curve that carries most is, for each layer that curves lead to."""
_MOST_CURVES = 350
"""The most curves that brighten on the way to a layer: those that carry most."""


class Wave(QObject):
    """Where the wave is now; it stops by itself."""

    moved = Signal()  # it has moved, or is over: what it covers, or covered, has to be painted

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._strips: list[Strip] = []
        self._ready_to = 0.0
        self._middle = 0.0
        self._steps = Steps(self)
        self._clock = QElapsedTimer()
        self._timer = timer(self, _FRAME_MS, self._on_frame, repeats=True)

    @property
    def is_running(self) -> bool:
        return self._timer.isActive()

    def start(self, spec: Spec, answer: Recognition) -> None:
        """Let one begin at INPUT. Its pictures are made while it runs; where one is late, it waits."""
        self._strips = []
        self._ready_to, self._middle = 0.0, -_WIDTH
        colours = spec.colours.brighter()
        self._steps.begin(self._make(replace(spec, scale=1.0, colours=colours), answer))
        self._clock.start()
        self._timer.start()

    def stop(self) -> None:
        if self.is_running:
            self._end()
            self.moved.emit()

    def _end(self) -> None:
        self._timer.stop()
        self._steps.drop()
        self._strips = []

    @Slot()
    def _on_frame(self) -> None:
        passed = min(self._clock.restart(), _LONGEST_FRAME_MS)
        self._middle += (1 + 2 * _WIDTH) * passed / LASTS_MS
        if self._steps.is_busy:
            self._middle = min(self._middle, self._ready_to - _WIDTH / 2)
        if self._middle >= 1 + _WIDTH:
            self._end()
        self.moved.emit()

    def _make(self, spec: Spec, answer: Recognition) -> Iterator[None]:
        for layer in NAMES[1:]:
            found = cables_to(layer, spec.layout, spec.parameters, spec.changes)
            if found is not None:
                self._ready_to = float(found.x.min()) / spec.size.width()
                strongest = carried(layer, found, answer).strongest(_MOST_CURVES)
                strip = yield from pictured(strongest, spec, _OPACITIES[layer], 1.0)
                self._strips.append(strip)
                yield

    def band(self) -> tuple[float, float]:
        """From where to where the connections are bright, in widths of the picture."""
        return self._middle - _WIDTH / 2, self._middle + _WIDTH / 2

    def paint(self, canvas: QPainter, width: float) -> None:
        """Draw the bright part, in the coordinates of a picture of this width."""
        low, high = (edge * width for edge in self.band())
        for rect, picture in self._strips:
            count = max(1, round(rect.width() / _SLICE))
            wide = rect.width() / count
            source = picture.width() / count
            for index in range(count):
                left = rect.left() + index * wide
                place = (left + wide / 2 - low) / (high - low)
                if 0 < place < 1:
                    canvas.setOpacity(math.sin(math.pi * place) ** 2)
                    target = QRectF(left, rect.top(), wide, rect.height())
                    canvas.drawImage(target, picture, QRectF(index * source, 0, source, picture.height()))
        canvas.setOpacity(1)
