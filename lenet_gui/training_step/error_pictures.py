"""The error signals of all layers, from the penalties on the right back to C1 on the left."""

from enum import Enum, auto

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPolygonF

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.pointable import CLEAR_PX, PicturePainter, Pointable, paint_focus, paint_frame
from lenet_gui.base.translate import figure, tr
from lenet_gui.style.outline import paint_outline
from lenet_gui.style.text_size import bold
from lenet_gui.training_step.picture_layout import (
    BETWEEN,
    COLUMNS,
    LEAST_HEIGHT,
    PICTURED,
    Places,
    neighbour,
    places_in,
)
from lenet_gui.training_step.words import small
from model.network.architecture import BACKGROUND, INK_RANGE
from model.network.records import FloatArray
from model.network.wiring import HIDDEN, INPUT, Block, Unit, path_forward
from model.network.words.unit_names import unit_title
from model.training.step.training_step import TrainingStep


class Show(Enum):
    """What the pictures show."""

    ERRORS = auto()
    VALUES = auto()


class ErrorPictures(Pointable[Unit]):
    """Every layer's maps, each layer on a symmetric scale of its own; a unit can be chosen."""

    chosen = Signal(object)  # the Unit that was clicked, or chosen with Enter

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("The error signals of all layers"))
        self._scale = scale
        self._step: TrainingStep | None = None
        self._unit: Unit | None = None
        self._show = Show.ERRORS
        self._places: Places | None = None
        self._images: dict[str, list[QImage]] = {}
        scale.changed.connect(self.restyle)
        self.describe()

    def show_step(self, step: TrainingStep) -> None:
        self._step = step
        self._images = {}
        self.renew()

    def show_what(self, show: Show) -> None:
        self._show = show
        self._images = {}
        self.update()

    def mark(self, unit: Unit | None) -> None:
        """Show a unit as chosen, and the path on which its error signal comes back."""
        self._unit = unit
        self.update()

    def _head(self) -> int:
        return CLEAR_PX + 2 * self.fontMetrics().lineSpacing() + 4

    @property
    def places(self) -> Places:
        if self._places is None:
            room = QRectF(self.rect()).adjusted(CLEAR_PX, self._head(), -CLEAR_PX, -CLEAR_PX)
            self._places = places_in(room, self.devicePixelRatioF())
        return self._places

    def minimumSizeHint(self) -> QSize:
        return QSize(46 * self.fontMetrics().averageCharWidth() + 6 * BETWEEN, self._head() + LEAST_HEIGHT + CLEAR_PX)

    def place_at(self, position: QPointF) -> Unit | None:
        return self.places.unit_at(position)

    def rect_of(self, place: Unit) -> QRectF:
        return self.places.rect_of(place)

    def words_of(self, place: Unit) -> str:
        if self._step is None:
            return unit_title(place, tr)
        text = self.tr("{unit}:  value {value}").format(
            unit=unit_title(place, tr), value=figure(self._step.value_of(place))
        )
        if place.layer == INPUT:
            return text
        return self.tr("{text},  error signal {error}").format(text=text, error=small(self._step.error_of(place)))

    def hint(self) -> str:
        return self.tr("Arrow keys move from unit to unit, and back through the layers; Enter chooses one")

    def first_place(self) -> Unit:
        return self._unit or Unit("F6", 0)

    def next_place(self, place: Unit, down: int, right: int) -> Unit:
        return neighbour(place, down, right)

    def choose_place(self, place: Unit) -> None:
        if place.layer != INPUT:
            self.chosen.emit(place)

    def restyle(self) -> None:
        self._images = {}
        self.update()

    def rearrange(self) -> None:
        self._places = None

    def _values(self, layer: str) -> FloatArray:
        assert self._step is not None
        errors = self._show is Show.ERRORS and layer != INPUT
        return self._step.errors[layer] if errors else self._step.values[layer]

    def _limit(self, layer: str) -> float:
        if self._show is Show.VALUES or layer == INPUT:
            return self._scale.limit
        return float(np.abs(self._values(layer)).max()) or 1.0

    def _pictures(self, layer: str) -> list[QImage]:
        if layer not in self._images:
            palette, limit = self.palette(), self._limit(layer)
            if layer == INPUT:
                ink = (self._values(layer) - BACKGROUND) / INK_RANGE
                self._images[layer] = [theme.picture(theme.ink_pixels(one, palette)) for one in ink]
            else:
                self._images[layer] = [self._scale.image(one, palette, limit) for one in self._values(layer)]
        return self._images[layer]

    def paintEvent(self, event: QPaintEvent) -> None:
        with PicturePainter(self) as painter:
            for at, layer in enumerate(PICTURED):
                self._paint_head(painter, layer)
                if self._step is not None:
                    for image, rect in zip(self._pictures(layer), self.places.maps[layer], strict=True):
                        painter.drawImage(rect, image)
                self._paint_edges(painter, layer)
                if at:
                    self._paint_arrow(painter, PICTURED[at - 1], layer)
            self._paint_path(painter)
            self.paint_mark(painter)
            paint_focus(painter, self)

    def _paint_head(self, painter: QPainter, layer: str) -> None:
        palette, line = self.palette(), self.fontMetrics().lineSpacing()
        middle = self.places.columns[layer].center().x()
        text = "" if self._step is None or layer == INPUT else f"±{small(self._limit(layer), 2, sign=False)}"
        for at, (words, font, colour) in enumerate(
            (
                (layer, bold(self.font()), palette.color(palette.ColorRole.WindowText)),
                (text, self.font(), theme.quiet(palette)),
            )
        ):
            painter.setFont(font)
            painter.setPen(colour)
            wide = painter.fontMetrics().horizontalAdvance(words) + 1
            left = max(CLEAR_PX, min(middle - wide / 2, self.width() - wide - CLEAR_PX))
            painter.drawText(QRectF(left, CLEAR_PX + at * line, wide, line), Qt.AlignmentFlag.AlignCenter, words)

    def _paint_edges(self, painter: QPainter, layer: str) -> None:
        apart = len(self.places.maps[layer]) <= len(COLUMNS) * 3
        for picture in self.places.maps[layer] if apart else (self.places.columns[layer],):
            paint_outline(painter, picture, self.palette())

    def _paint_arrow(self, painter: QPainter, left: str, right: str) -> None:
        """The error signal goes from right to left."""
        one, other = self.places.columns[left], self.places.columns[right]
        middle, y = (one.right() + other.left()) / 2, QRectF(self.rect()).center().y() + self._head() / 2
        backwards = self._show is Show.ERRORS and left != INPUT
        tip = -5.0 if backwards else 5.0
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.accent(self.palette()) if backwards else theme.quiet(self.palette()), 2))
        ends = QPointF(middle - tip, y - 6), QPointF(middle + tip, y), QPointF(middle - tip, y + 6)
        painter.drawPolyline(QPolygonF(ends))
        painter.restore()

    def _paint_path(self, painter: QPainter) -> None:
        if self._unit is None:
            return
        accent = theme.accent(self.palette())
        painter.setPen(QPen(accent, 1))
        for blocks in path_forward(self._unit):
            if blocks[0].layer in HIDDEN and len(blocks) < len(self.places.maps[blocks[0].layer]):
                for block in blocks:
                    painter.drawRect(self._around(block))
        paint_frame(painter, self.rect_of(self._unit))
        painter.setPen(QPen(accent, 2))
        painter.drawRect(self.rect_of(self._unit).adjusted(-2, -2, 2, 2))

    def _around(self, block: Block) -> QRectF:
        first, last = block.unit_at(0, 0), block.unit_at(block.height - 1, block.width - 1)
        return self.rect_of(first).united(self.rect_of(last)).adjusted(-1, -1, 1, 1)
