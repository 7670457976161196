"""The connections in the picture of the network: when they are remade, and when the wave runs."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QSizeF, Signal, Slot
from PySide6.QtGui import QPainter

from lenet_gui.base.theme import ColourTable
from lenet_gui.base.timers import timer
from lenet_gui.network.network_layout import NetworkLayout
from model.network.recognition import Recognition, Verdict
from model.network.wiring import Unit

if TYPE_CHECKING:
    from lenet_gui.network.wiring.wave import Wave
    from lenet_gui.network.wiring.wiring_layer import Spec, WiringLayer

_SOON_MS = 30
_ANSWERED_MS = 60
"""After a stroke, which is answered and painted first."""
_SHARPEST = 2.5
"""The most pixels that pictures of the connections have per pixel of the picture."""


class Scene(NamedTuple):
    """What the connections depend on: the picture, its size, zoom and screen, the answer, and activations' colours."""

    layout: NetworkLayout
    size: QSizeF
    zoom: float
    ratio: float
    """The screen's own pixels per pixel."""
    answer: Recognition
    table: ColourTable
    dark: bool


class Connections(QObject):
    """Shows nothing before they are first asked for, so that starting does not wait for them.

    ``scene`` gives what to show now; None before the first answer.
    """

    changed = Signal()  # there are new ones, which have to be painted
    moved = Signal()  # the wave has moved, or is over

    def __init__(self, scene: Callable[[], Scene | None], parent: QObject) -> None:
        super().__init__(parent)
        self._scene = scene
        self._wave_is_due = False
        self._is_fitted = True
        """Whether it is known which of the pictures fit; found out when they are painted, not at each of many moves."""
        self._soon = timer(self, _SOON_MS, self._make)
        self._pen_is_up = timer(self, _ANSWERED_MS, self._on_pen_up)

    @cached_property
    def wiring(self) -> "WiringLayer":
        from lenet_gui.network.wiring.wiring_layer import WiringLayer

        wiring = WiringLayer(self)
        wiring.changed.connect(self.changed)
        return wiring

    @cached_property
    def wave(self) -> "Wave":
        from lenet_gui.network.wiring.wave import Wave

        wave = Wave(self)
        wave.moved.connect(self.moved)
        return wave

    @property
    def _are_there(self) -> bool:
        return "wiring" in vars(self)

    @property
    def is_waving(self) -> bool:
        return "wave" in vars(self) and self.wave.is_running

    @property
    def are_current(self) -> bool:
        """Whether what is shown is what was asked for last."""
        return self._are_there and not self._soon.isActive() and self.wiring.is_current

    def ask(self) -> None:
        """Layout, weights or colours have changed."""
        self.stop_wave()
        self._soon.start()
        self._is_fitted = False

    @Slot()
    def _make(self) -> None:
        spec = self._spec()
        if spec is not None:
            self.wiring.ask(spec)

    def _fit(self) -> None:
        spec = None if self._is_fitted else self._spec()
        if spec is not None:
            self.wiring.fit(spec)
            self._is_fitted = True

    def _spec(self, fine: bool = True) -> "Spec | None":
        """``fine``: for the screen's own pixels; what follows the pointer has to be made faster."""
        scene = self._scene()
        if scene is None:
            return None
        from lenet_gui.network.wiring.strands import colours_of
        from lenet_gui.network.wiring.wiring_layer import Spec

        colours = colours_of(scene.table, scene.dark)
        sharp = min(scene.zoom * scene.ratio if fine else scene.zoom, _SHARPEST)
        return Spec(scene.layout, scene.size, sharp, scene.answer.parameters, scene.answer.changes, colours)

    # The wave

    def pen_is_down(self) -> None:
        """End the wave, and compute nothing while the pen moves."""
        self._pen_is_up.stop()
        self.forget_wave()
        if self._soon.isActive():
            self._soon.start()
        if self._are_there:
            self.wiring.pause()

    def pen_is_up(self, waves: bool) -> None:
        """A stroke is over: let a wave begin, if that is wanted, once it has been answered."""
        self._wave_is_due = waves
        self._pen_is_up.start()

    @Slot()
    def _on_pen_up(self) -> None:
        if self._are_there:
            self.wiring.resume()
        self.answered()

    def answered(self) -> None:
        """There is an answer: a wave that waited for it begins. An empty canvas has none."""
        if not self._wave_is_due or self._pen_is_up.isActive():
            return
        scene, spec = self._scene(), self._spec()
        if scene is not None and spec is not None and scene.answer.verdict is not Verdict.BLANK:
            self._wave_is_due = False
            self.wave.start(spec, scene.answer)

    def forget_wave(self) -> None:
        """End the wave, or one that is still to come."""
        self._wave_is_due = False
        self.stop_wave()

    def stop_wave(self) -> None:
        if self.is_waving:
            self.wave.stop()

    # Painting, in the coordinates of a picture of a given size

    def paint(self, canvas: QPainter, size: QSizeF) -> None:
        """All of them, faintly."""
        if self._are_there:
            self._fit()
            self.wiring.paint(canvas, size)

    def paint_way_to(self, digit: int, canvas: QPainter, size: QSizeF) -> None:
        """Those from F6 to the digit that wins."""
        if self._are_there:
            self._fit()
            self.wiring.paint_way_to(digit, canvas, size)

    def paint_wave(self, canvas: QPainter, size: QSizeF) -> None:
        """What is bright now."""
        if self.is_waving:
            self.wave.paint(canvas, size.width())

    def paint_unit(self, unit: Unit, canvas: QPainter) -> None:
        """Those of one unit's map, brightly."""
        spec = self._spec(fine=False)
        if spec is not None:
            from lenet_gui.network.wiring.wiring_layer import paint_cables_of

            paint_cables_of(unit, canvas, spec)
