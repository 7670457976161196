"""One weight's story: the terms of its gradient as pictures, then gradient, rate, change and weight as figures."""

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.grid import CENTRE, Grid
from lenet_gui.base.pointable import PicturePainter, Pointable, paint_focus
from lenet_gui.style.text_size import Role, font_for, letters
from lenet_gui.training_step.boxes import FigureBox, boxes_of
from lenet_gui.training_step.words import small, weight_name
from model.network.records import FloatArray
from model.training.step.training_step import Sharing, TrainingStep
from model.training.step.weight import Part, Weight

_SIGN = 26
_PICTURES = 3
_SMALLEST_TEXT = 6.0
_WIDE, _WIDER = 104, 160
"""From this width in letters on, the figures stand beside the pictures, else below them; the other is for five."""
_FEW = 4
_WIDEST_PICTURE, _BESIDE_MANY = 0.14, 0.1
"""A picture beside the figures has this part of the width at most; beside more than a few figures the other."""
_FIGURE_LINES = 8
"""What a figure takes with its name above and how it comes about below."""
_LEAST_LINES = 7.6
"""Of the same, where the figures stand beside the pictures."""


class StoryPlace(NamedTuple):
    """A cell of one of the pictures, or a figure behind them, which has neither row nor column."""

    part: int
    row: int = 0
    column: int = 0


class Story(Pointable[StoryPlace]):
    """From left to right: error signals times inputs are products; their sum, the rate, the change, the weight."""

    def __init__(self, scale: ActivationScale) -> None:
        super().__init__("")
        self.setAccessibleName(self.tr("From gradient to change"))
        self._scale = scale
        self._weight: Weight | None = None
        self._sharing: Sharing | None = None
        self.boxes: list[FigureBox] = []
        self._grids: list[Grid] | None = None
        scale.changed.connect(self.update)

    def show_weight(self, step: TrainingStep, weight: Weight) -> None:
        self._weight = weight
        self._sharing = step.sharing(weight)
        self.boxes = boxes_of(step, weight, self._sharing.terms.size)
        self._grids = None
        self.setAccessibleName(self.tr("From gradient to change: {weight}").format(weight=weight_name(weight)))
        if self.pointed is not None and not self._has(self.pointed):
            self.point_at(None)
        self.renew()
        self.updateGeometry()  # its least height follows the number of figures

    def _line(self) -> int:
        return self.fontMetrics().lineSpacing()

    def minimumSizeHint(self) -> QSize:
        lines = _LEAST_LINES if self._is_wide() else 2 * _FIGURE_LINES
        return QSize(letters(_WIDE // 2, self.fontMetrics()), round(lines * self._line()))

    def _is_wide(self) -> bool:
        return self.width() >= letters(_WIDE if len(self.boxes) <= _FEW else _WIDER, self.fontMetrics())

    def _across(self) -> float:
        """The height on which the figures stand."""
        return self.grids[0].rect.center().y() if self._is_wide() else self.height() - _FIGURE_LINES / 2 * self._line()

    def _side(self) -> float:
        if self._is_wide():
            share = _WIDEST_PICTURE if len(self.boxes) <= _FEW else _BESIDE_MANY
            return float(min(self.height() - 2 * self._line() - 8, self.width() * share))
        room = self.height() - (_FIGURE_LINES + 2) * self._line() - 8
        return float(min(room, (self.width() - _PICTURES * _SIGN) / _PICTURES))

    @property
    def grids(self) -> list[Grid]:
        if self._grids is None:
            side, rows = self._side(), self._sharing.terms.shape if self._sharing is not None else (1, 1)
            top = self._line() + 4
            lefts = [_SIGN / 2 + at * (side + _SIGN) for at in range(_PICTURES)]
            self._grids = [Grid(QRectF(left, top, side, side), *rows) for left in lefts]
        return self._grids

    def _box_rect(self, at: int) -> QRectF:
        wide = self._is_wide()
        left = self.grids[-1].rect.right() + _SIGN if wide else 0.0
        top = 0.0 if wide else self.height() - float(_FIGURE_LINES * self._line())
        width = (self.width() - left - _SIGN * (len(self.boxes) - 1)) / max(1, len(self.boxes))
        return QRectF(left + at * (width + _SIGN), top, width, self.height() - top)

    def _has(self, place: StoryPlace) -> bool:
        if place.part < _PICTURES:
            return self.grids[place.part].has(place.row, place.column)
        return place.part < _PICTURES + len(self.boxes)

    def place_at(self, position: QPointF) -> StoryPlace | None:
        for at, grid in enumerate(self.grids):
            if cell := grid.cell_at(position):
                return StoryPlace(at, *cell)
        for at in range(len(self.boxes)):
            if self._box_rect(at).contains(position):
                return StoryPlace(_PICTURES + at)
        return None

    def rect_of(self, place: StoryPlace) -> QRectF:
        if place.part < _PICTURES:
            return self.grids[place.part].cell(place.row, place.column)
        return self._box_rect(place.part - _PICTURES)

    def words_of(self, place: StoryPlace) -> str:
        if place.part >= _PICTURES:
            box = self.boxes[place.part - _PICTURES]
            return f"{box.name} {box.figure}  ({box.formula})\n{box.tip}".strip()
        if self._sharing is None:
            return ""
        cell = place.row, place.column
        signal, value, term = (
            float(a[cell]) for a in (self._sharing.signals, self._sharing.inputs, self._sharing.terms)
        )
        return self.tr("row {row}, column {column}:  error signal {signal} × input {value} = {term}").format(
            row=place.row, column=place.column, signal=small(signal), value=small(value), term=small(term)
        )

    def hint(self) -> str:
        parts = [f"{box.name} {box.figure}" for box in self.boxes]
        return ", ".join(parts)

    def first_place(self) -> StoryPlace | None:
        return StoryPlace(_PICTURES) if self.boxes else None

    def next_place(self, place: StoryPlace, down: int, right: int) -> StoryPlace:
        if place.part < _PICTURES:
            inside = StoryPlace(place.part, *self.grids[place.part].clamp(place.row + down, place.column + right))
            if inside != place:
                return inside
        index = min(max(place.part + right, 0), _PICTURES + len(self.boxes) - 1)
        if index == place.part:
            return place
        if index >= _PICTURES:
            return StoryPlace(index)
        return StoryPlace(index, place.row, 0 if right > 0 else self.grids[index].columns - 1)

    def rearrange(self) -> None:
        self._grids = None
        self.updateGeometry()  # its least height follows its width

    def _pictures(self) -> list[tuple[str, FloatArray]]:
        assert self._sharing is not None
        assert self._weight is not None
        what = {
            Part.KERNEL: self.tr("inputs"),
            Part.COEFFICIENT: self.tr("sums of four inputs"),
            Part.BIAS: self.tr("always 1"),
        }[self._weight.part]
        sharing = self._sharing
        return [
            (self.tr("error signals"), sharing.signals),
            (what, sharing.inputs),
            (self.tr("products"), sharing.terms),
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._sharing is None:
            return
        with PicturePainter(self) as painter:
            for at, ((name, values), grid) in enumerate(zip(self._pictures(), self.grids, strict=True)):
                self._paint_picture(painter, name, values, grid)
                sign = QRectF(grid.rect.right(), grid.rect.top(), _SIGN, grid.rect.height())
                painter.drawText(sign, CENTRE, "×=→"[at])
            line = self._line()
            for at, box in enumerate(self.boxes):
                room = self._box_rect(at)
                self._paint_box(painter, box, room)
                if at:
                    sign = QRectF(room.left() - _SIGN, self._across() - line, _SIGN, 2 * line)
                    painter.drawText(sign, CENTRE, "→")
            self.paint_mark(painter)
            paint_focus(painter, self)

    def _paint_picture(self, painter: QPainter, name: str, values: FloatArray, grid: Grid) -> None:
        palette = self.palette()
        limit = float(np.abs(values).max()) or 1.0
        self._scale.paint_framed(painter, grid.rect, values, palette, limit)
        painter.setPen(theme.quiet(palette))
        room = grid.rect.adjusted(-_SIGN / 2, 0, _SIGN / 2, 0)
        head = QRectF(room.left(), 0, room.width(), self._line() + 2)
        name = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(head, CENTRE, name)
        if values.size == 1:
            colour = QColor.fromRgb(int(self._scale.pixels(values, palette, limit)[0, 0]))
            painter.setPen(theme.readable_on(colour))
            painter.drawText(grid.rect, CENTRE, small(float(values[0, 0])))
        else:
            foot = QRectF(room.left(), grid.rect.bottom(), room.width(), self._line() + 2)
            painter.drawText(foot, CENTRE, f"±{small(limit, 2, sign=False)}")
        painter.setPen(palette.color(palette.ColorRole.WindowText))

    def _paint_box(self, painter: QPainter, box: FigureBox, room: QRectF) -> None:
        palette, middle = self.palette(), self._across()
        width, line, left = int(room.width()), self._line(), room.left()
        large = font_for(Role.LEAD, self.font())
        while QFontMetrics(large).horizontalAdvance(box.figure) > width and large.pointSizeF() > _SMALLEST_TEXT:
            large.setPointSizeF(large.pointSizeF() - 0.5)
        wrapped = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
        painter.setPen(theme.quiet(palette))
        above = QRectF(left, middle - 3.2 * line, width, 2.2 * line)
        painter.drawText(above, wrapped | Qt.AlignmentFlag.AlignBottom, box.name)
        painter.drawText(QRectF(left, middle + line, width, 3 * line), wrapped, box.formula)
        painter.setPen(palette.color(palette.ColorRole.WindowText))
        painter.setFont(large)
        painter.drawText(QRectF(left, middle - line, width, 2 * line), CENTRE, box.figure)
        painter.setFont(self.font())
