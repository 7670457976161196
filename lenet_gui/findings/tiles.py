"""Test digits in rows, each with a value; with a frame around the part that a unit sees, where they are of a unit."""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPaintEvent, QPen

from lenet_gui.base import theme
from lenet_gui.base.grid import CENTRE, LEFT
from lenet_gui.base.pointable import PicturePainter, Pointable, paint_focus
from lenet_gui.base.translate import name_of_test_digit, tr
from lenet_gui.style.text_size import Role, bold, font_for, letters
from model.network.architecture import FIELD_SIZE
from model.network.wiring import Unit, receptive_field

Place = tuple[int, int]
"""A row, and a tile's number in it."""

_GAP = 6.0
_LEAST, _LARGE, _MOST = 2.6, 4.4, 5.5
"""A tile's side, in lines of text; where they would be smaller than large, there is one line of them."""
_DIM = 0.3
"""How much is seen of what a unit does not see."""


class Tile(NamedTuple):
    """A test digit as the network reads it, (32, 32), 255 for full ink, with its class and what was found of it."""

    position: int
    field: NDArray[np.uint8]
    label: int
    value: float = 0.0
    words: str = ""
    """What the value is, and how much."""
    unit: Unit | None = None
    """The one whose value it is: what it sees is framed."""
    marked: bool = False
    """Whether its class stands in a corner."""


class TileRow(NamedTuple):
    """Tiles, the first of which stands out most; how their values are written behind the title, if they are."""

    title: str
    tiles: Sequence[Tile]
    figure: Callable[[float], str] | None = None


class _Fitting(NamedTuple):
    """How many lines of how many tiles a row has, and a tile's side."""

    lines: int
    columns: int
    side: float


def _sees_all(unit: Unit | None) -> bool:
    return unit is None or receptive_field(unit).width == FIELD_SIZE


class DigitTiles(Pointable[Place]):
    """As many tiles as fit, in rows that each have a title with the values of its ends.

    In each row there are ``at_least`` so many wherever these have room, even if they are small.
    """

    taken = Signal(object)  # the Tile that was clicked, or chosen with Enter

    def __init__(self, rows: int, at_least: int = 1) -> None:
        super().__init__(tr("Test digits"))
        self._count, self._at_least = rows, at_least
        self._rows: Sequence[TileRow] = ()
        self._pictures: dict[Place, QImage] = {}
        self._fitted: _Fitting | None = None
        self.describe()

    def show_rows(self, rows: Sequence[TileRow]) -> None:
        """Show these; none where nothing is known yet."""
        self._rows = rows
        self._pictures.clear()
        self.rearrange()
        self.describe()
        self.update()
        self.tell_value()

    def tile(self, place: Place) -> Tile:
        return self._rows[place[0]].tiles[place[1]]

    def _is_there(self, place: Place) -> bool:
        return place[0] < len(self._rows) and place[1] < self._shown(place[0])

    def spoken_value(self) -> str:
        return "; ".join(self._title(row) for row in range(len(self._rows)))

    def _line(self) -> float:
        return QFontMetricsF(font_for(Role.NOTE, self.font())).height()

    def _unit(self) -> float:
        """What a tile's side is counted in: two and a third letters, which is the height of a line in many fonts."""
        return letters(7, self.fontMetrics()) / 3

    def _fitting(self) -> _Fitting:
        if self._fitted is None:
            self._fitted = self._fit()
        return self._fitted

    def _fit(self) -> _Fitting:
        """As many tiles as fill the width, as many lines as leave them large, and no more than there are tiles for."""
        line = self._unit()
        high = self.height() / self._count - self._line() - 2
        lines = max(int(high / (_LARGE * line + _GAP)), 1)
        room = self.width() - 1 + _GAP  # the last frame's edge lies beyond it
        largest, least = min(high / lines, _MOST * line + _GAP), _LEAST * line + _GAP
        columns = max(math.ceil(room / max(largest, least)), 1)
        if self._at_least * least <= room:
            columns = max(columns, math.ceil(self._at_least / lines))
        side = room / columns - _GAP
        if side < _LEAST * line:
            columns, side = max(columns - 1, 1), _LEAST * line
        most = max((len(row.tiles) for row in self._rows), default=0)
        return _Fitting(min(lines, max(math.ceil(most / columns), 1)), columns, side)

    def _shown(self, row: int) -> int:
        fitting = self._fitting()
        return min(fitting.lines * fitting.columns, len(self._rows[row].tiles))

    def _top(self, row: int) -> float:
        """Where a row's title is."""
        fitting = self._fitting()
        return row * (self._line() + 2 + fitting.lines * (fitting.side + _GAP))

    def rect_of(self, place: Place) -> QRectF:
        fitting = self._fitting()
        line, column = divmod(place[1], fitting.columns)
        step = fitting.side + _GAP
        top = self._top(place[0]) + self._line() + 2 + line * step
        return QRectF(column * step, top, fitting.side, fitting.side)

    def minimumSizeHint(self) -> QSize:
        least = _LEAST * self._unit()
        high = self._count * (self._line() + 2 + least + _GAP)
        return QSize(round(4 * (least + _GAP)), round(high))

    def place_at(self, position: QPointF) -> Place | None:
        places = ((row, tile) for row in range(len(self._rows)) for tile in range(self._shown(row)))
        return next((place for place in places if self.rect_of(place).contains(position)), None)

    def first_place(self) -> Place | None:
        return (0, 0) if self._rows and self._rows[0].tiles else None

    def next_place(self, place: Place, down: int, right: int) -> Place:
        row, tile = place
        columns = self._fitting().columns
        if 0 <= tile + down * columns < self._shown(row):
            return row, min(max(tile + down * columns + right, 0), self._shown(row) - 1)
        other, column = row + down, tile % columns
        if not 0 <= other < len(self._rows) or not self._shown(other):
            return place
        last = self._shown(other) - 1
        return other, min(column, last) if down > 0 else min(last // columns * columns + column, last)

    def choose_place(self, place: Place) -> None:
        self.taken.emit(self.tile(place))

    def hint(self) -> str:
        return self.tr("Arrows point at a digit, Enter puts it on the canvas.") if self._rows else ""

    def words_of(self, place: Place) -> str:
        tile = self.tile(place)
        lines = [
            name_of_test_digit(tile.label, tile.position),
            tile.words,
            self.tr("It sees what is in the frame.") if not _sees_all(tile.unit) else "",
            self.tr("Click to put the digit on the canvas."),
        ]
        return "\n".join(filter(None, lines))

    def restyle(self) -> None:
        self._pictures.clear()

    def rearrange(self) -> None:
        """Where there is less room, what was pointed at may have gone."""
        self._fitted = None
        if self.pointed is not None and not self._is_there(self.pointed):
            self.point_at(None)

    def _title(self, row: int) -> str:
        title, tiles, figure = self._rows[row]
        if not tiles:
            return self.tr("{title}: none").format(title=title)
        if figure is None:
            return title
        first, last = figure(tiles[0].value), figure(tiles[self._shown(row) - 1].value)
        if first == last:
            return self.tr("{title}: {value}").format(title=title, value=first)
        return self.tr("{title}: {first} to {last}").format(title=title, first=first, last=last)

    def _picture(self, place: Place, tile: Tile) -> QImage:
        if place not in self._pictures:
            ink = tile.field.astype(np.float32) / 255
            self._pictures[place] = theme.picture(theme.ink_pixels(ink, self.palette()))
        return self._pictures[place]

    def paintEvent(self, event: QPaintEvent) -> None:
        with PicturePainter(self) as painter:
            for row in range(len(self._rows)):
                painter.setFont(font_for(Role.NOTE, self.font()))
                painter.setPen(theme.quiet(self.palette()))
                title = painter.fontMetrics().elidedText(self._title(row), Qt.TextElideMode.ElideRight, self.width())
                painter.drawText(QRectF(0, self._top(row), self.width(), self._line()), LEFT, title)
                for tile in range(self._shown(row)):
                    self._paint_tile(painter, (row, tile))
            self.paint_mark(painter)
            if self.first_place() is None:
                paint_focus(painter, self)

    def _paint_tile(self, painter: QPainter, place: Place) -> None:
        palette, where = self.palette(), self.rect_of(place)
        tile = self.tile(place)
        picture, whole = self._picture(place, tile), _sees_all(tile.unit)
        painter.fillRect(where, theme.paper(palette))
        painter.setOpacity(1.0 if whole else _DIM)
        painter.drawImage(where, picture)
        painter.setOpacity(1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.line(palette), 1))
        painter.drawRect(where)
        if tile.unit is not None and not whole:
            seen, pixel = receptive_field(tile.unit), where.width() / FIELD_SIZE
            part = QRectF(seen.left, seen.top, seen.width, seen.height)
            frame = QRectF(
                where.left() + pixel * part.left(),
                where.top() + pixel * part.top(),
                pixel * part.width(),
                pixel * part.height(),
            )
            painter.drawImage(frame, picture, part)
            painter.setPen(QPen(theme.accent(palette), 1.5))
            painter.drawRect(frame)
        if tile.marked:
            self._paint_class(painter, where, tile.label)

    def _paint_class(self, painter: QPainter, where: QRectF, label: int) -> None:
        font = bold(font_for(Role.NOTE, self.font()))
        painter.setFont(font)
        side = QFontMetricsF(font).height()
        corner = QRectF(where.right() - 0.8 * side, where.top(), 0.8 * side, side)
        painter.fillRect(corner, theme.accent(self.palette()))
        painter.setPen(theme.lit(self.palette())[1])
        painter.drawText(corner, CENTRE, str(label))
