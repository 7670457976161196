"""Pictures of all connections, made beside everything else: in small steps, and never while the pen is down."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QElapsedTimer, QObject, QRectF, QSizeF, Signal, Slot
from PySide6.QtGui import QImage, QPainter

from lenet_gui.base.timers import timer
from lenet_gui.network.network_layout import NetworkLayout
from lenet_gui.network.wiring.cables import Cables, cables_of, cables_to
from lenet_gui.network.wiring.steps import Steps, at_once
from lenet_gui.network.wiring.strands import Colours, strands_of
from model.network.changes import Changes
from model.network.parameters import Parameters
from model.network.wiring import NAMES, OUTPUT, Unit

_SETTLED_MS = 120
"""How long after the last change of the layout pictures are made: while resizing, stretched ones are shown."""
_AGAIN_MS = 600
"""The time between pictures of two sets of weights, at a scale of 1: a training run sends ten sets a second."""
_REST_MS = 700
"""How long after its last move the pen counts as lifted or resting."""
_MOST_CURVES = 1400
"""The most curves of a fully connected layer, the strongest: more could not be told apart."""
_OPACITIES = {"C1": 1.4, "S2": 0.75, "C3": 0.55, "S4": 0.6, "C5": 0.3, "F6": 0.34, "OUTPUT": 0.13}
"""How opaque one curve of full strength is: less where many cross each other."""
_MANY = 150
"""From this many curves of one unit on, each is less opaque."""
_NEAR = 0.05
"""How far maps may be from where a stretched picture has them, as a share of the whole."""
_FAINT, _WAY, _LIT = 0.55, 0.8, 0.95
"""The largest opacity of the curves: of all of them, of those to the digit that wins, of those of one unit."""


@dataclass(frozen=True, eq=False)
class Spec:
    """What the pictures depend on."""

    layout: NetworkLayout
    size: QSizeF
    """The size of the picture that was laid out."""
    scale: float
    """Pixels per unit of the picture's coordinates."""
    parameters: Parameters
    changes: Changes
    colours: Colours

    def same_pictures_as(self, other: "Spec") -> bool:
        return self.same_layout_as(other) and self.parameters is other.parameters and self.changes == other.changes

    def stretches_to(self, other: "Spec") -> bool:
        """Whether the other's maps lie where this one's come to lie when its picture is stretched to the other's."""
        return all(
            len(one) == len(two) and all(abs(a - b) < _NEAR for a, b in zip(one, two, strict=True))
            for one, two in zip(self._corners(), other._corners(), strict=True)
        )

    def _corners(self) -> Iterator[tuple[float, ...]]:
        """The corners of each layer's maps together, as shares of the picture; none if it is folded."""
        wide, high = self.size.width(), self.size.height()
        for place in self.layout.places.values():
            if place.cells:
                box = place.whole
                yield box.left() / wide, box.right() / wide, box.top() / high, box.bottom() / high, place.across
            else:
                yield ()

    def same_layout_as(self, other: "Spec") -> bool:
        """Whether layout and colours are the same; weights may differ."""
        return self.layout is other.layout and self.scale == other.scale and self.colours == other.colours


class Strip(NamedTuple):
    """A picture of the connections that end at one layer, and where it is."""

    rect: QRectF
    picture: QImage


def pictured(cables: Cables, spec: Spec, opacity: float, most: float) -> Generator[None, None, Strip]:
    """Make a picture of curves, in steps; see :meth:`lenet_gui.network.wiring.strands.Strands.picture`."""
    strands = strands_of(cables, spec.scale)
    yield from strands.add(cables)
    # Curves are a pixel wide: where that is finer, they would look paler.
    picture = yield from strands.picture(spec.colours, opacity * spec.scale**0.5, most)
    return Strip(strands.rect, picture)


class WiringLayer(QObject):
    """Makes the pictures that were asked for last, and keeps showing the ones before until they are done."""

    changed = Signal()  # there are new pictures

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.strips: list[Strip] = []
        """Left to right."""
        self._ways: list[Strip] = []
        self._made: Spec | None = None
        self._asked: Spec | None = None
        self._misplaced = False
        """Whether the pictures are of another arrangement, which no stretching makes fit."""
        self._steps = Steps(self)
        self._steps.finished.connect(self._on_finished)
        self._settle = timer(self, _SETTLED_MS, self._begin)
        self._since_move = QElapsedTimer()
        self._rest = timer(self, _REST_MS, self._on_rest)

    @property
    def is_current(self) -> bool:
        """Whether the pictures are those that were asked for last."""
        return self._asked is not None and self._made is not None and self._made.same_pictures_as(self._asked)

    def fit(self, spec: Spec) -> None:
        """Show none of the pictures before where they would not fit those that will be asked for."""
        self._misplaced = self._made is not None and not self._made.stretches_to(spec)

    def ask(self, spec: Spec) -> None:
        """Make other pictures, soon."""
        before, self._asked = self._asked, spec
        if before is not None and spec.same_pictures_as(before):
            return
        if before is None or not spec.same_layout_as(before):
            self._steps.drop()
            self._settle.start(_SETTLED_MS)
        elif not self._steps.is_busy and not self._settle.isActive():
            self._settle.start(round(_AGAIN_MS * spec.scale))

    def pause(self) -> None:
        """The pen moves: compute nothing until it rests."""
        self._since_move.start()
        if not self._rest.isActive():  # to start it with every move costs too much
            self._rest.start(_REST_MS)
            self._steps.pause()

    @Slot()
    def _on_rest(self) -> None:
        left = _REST_MS - self._since_move.elapsed()
        if left > 0:
            self._rest.start(left)
        else:
            self.resume()

    @Slot()
    def resume(self) -> None:
        """The pen is up."""
        self._rest.stop()
        self._steps.resume()

    @Slot()
    def _begin(self) -> None:
        if self._asked is not None:
            self._steps.begin(self._make(self._asked))

    @Slot()
    def _on_finished(self) -> None:
        self.changed.emit()
        if self._asked is not None and not self.is_current:
            self._settle.start(round(_AGAIN_MS * self._asked.scale))

    def _make(self, spec: Spec) -> Iterator[None]:
        strips = []
        for layer in NAMES[1:]:
            found = cables_to(layer, spec.layout, spec.parameters, spec.changes)
            if found is not None:
                strip = yield from pictured(found.strongest(_MOST_CURVES), spec, _OPACITIES[layer], _FAINT)
                strips.append(strip)
                yield
        ways = yield from self._ways_to_digits(spec)
        self.strips, self._ways, self._made = strips, ways, spec
        if self._asked is not None:
            self.fit(self._asked)

    def _ways_to_digits(self, spec: Spec) -> Generator[None, None, list[Strip]]:
        """The connections from F6 to each digit, clearly: one of them wins."""
        found = cables_to(OUTPUT, spec.layout, spec.parameters, spec.changes)
        ways: list[Strip] = []
        if found is None:
            return ways
        for digit in range(10):
            way = yield from pictured(found.of(found.target == digit), spec, _OPACITIES[OUTPUT] * 3, _WAY)
            ways.append(way)
        return ways

    def paint(self, canvas: QPainter, size: QSizeF) -> None:
        """Draw all connections, in the coordinates of a picture of this size; stretched if made for another.

        None are drawn where they would join nothing: between other arrangements of the maps.
        """
        for strip in () if self._misplaced else self.strips:
            canvas.drawImage(self._fitted(strip.rect, size), strip.picture)

    def paint_way_to(self, digit: int, canvas: QPainter, size: QSizeF) -> None:
        """Draw the connections from F6 to the digit that wins, in the coordinates of a picture of this size."""
        if self._ways and not self._misplaced:
            canvas.drawImage(self._fitted(self._ways[digit].rect, size), self._ways[digit].picture)

    def _fitted(self, rect: QRectF, size: QSizeF) -> QRectF:
        """Where a strip's part lies in a picture of this size."""
        made = self._made.size if self._made is not None else size
        across, down = size.width() / made.width(), size.height() / made.height()
        return QRectF(rect.left() * across, rect.top() * down, rect.width() * across, rect.height() * down)


def paint_cables_of(unit: Unit, canvas: QPainter, spec: Spec) -> None:
    """Draw the connections of one unit's map, brightly."""
    for cables in cables_of(unit, spec.layout, spec.parameters, spec.changes):
        opacity = 1.6 if len(cables.strength) < _MANY else 0.8
        strip = at_once(pictured(cables, spec, opacity, _LIT))
        canvas.drawImage(strip.rect, strip.picture)
