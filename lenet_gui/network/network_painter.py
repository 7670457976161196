"""Paints the network's layers: their maps, F6's picture, and the ten digits of OUTPUT."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPaintEngine, QPainter, QPalette, QPen, QPixmap, QTransform

from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.network.network_layout import ABOVE_MAP, LayerPlace, NetworkLayout, Numbers
from model.network.architecture import FIELD_SIZE
from model.network.rbf_codes import CODE_COLUMNS, CODE_ROWS, FARTHEST
from model.network.recognition import PARTS, Recognition, Verdict
from model.network.wiring import INPUT, OUTPUT, shape_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PARTS = [(name, part, (maps, side, side)) for name, part in PARTS.items() for maps, side in [shape_of(name)]]
"""Where each layer lies in a line of all of them, and its shape."""
_DOT = 0.36
"""The radius of a dot, in sides of a chip."""
_LEVELS = 8
"""How many shades chips have."""


class Output(NamedTuple):
    """How the ten digits are shown: the shade of each, 0 to ``_LEVELS``, and the answer, if a digit is."""

    shades: tuple[int, ...] = (0,) * 10
    winner: int | None = None


def output_of(answer: Recognition) -> Output:
    """The smaller a penalty, the stronger the shade, as in the paper's Fig. 13; an empty canvas has none."""
    if answer.verdict is Verdict.BLANK:
        return Output()
    # A digit as far away as two codes can be has the faintest chip.
    shades = [round(_LEVELS * max(0.0, 1 - penalty / FARTHEST)) for penalty in answer.penalties.tolist()]
    return Output(tuple(shades), answer.digit if answer.verdict is Verdict.DIGIT else None)


class Pixels:
    """The colour of each unit of each layer but OUTPUT, in memory that is used again for each answer.

    ``colours`` are (maps, side, side), and ``pictures`` show the same, all maps of a layer one below the other; F6 as
    the picture that its codes are.
    """

    def __init__(self) -> None:
        self._units = np.zeros(max(part.stop for _, part, _ in _PARTS), np.uint32)
        ink = np.zeros((1, FIELD_SIZE, FIELD_SIZE), np.uint32)
        self.colours = {name: self._units[part].reshape(shape) for name, part, shape in _PARTS} | {INPUT: ink}
        self.pictures = {
            name: _borrowed(colours.reshape(-1, colours.shape[2])) for name, colours in self.colours.items()
        }
        self.pictures["F6"] = _borrowed(self.colours["F6"].reshape(CODE_ROWS, CODE_COLUMNS))

    def show(self, answer: Recognition, scale: ActivationScale, palette: QPalette) -> None:
        """Take an answer's colours."""
        scale.pixels(answer.values, palette, out=self._units)  # all at once: a call costs more than the colouring
        self.colours[INPUT][0] = theme.ink_pixels(answer.ink, palette)


def _borrowed(pixels: NDArray[np.uint32]) -> QImage:
    """A picture of (H, W) colours that has no memory of its own: not to be kept longer than they are."""
    height, width = pixels.shape
    return QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGB32)


class NetworkPainter:
    """Paints in the picture's own coordinates, to which the painter is translated and scaled already."""

    def __init__(self, painter: QPainter, layout: NetworkLayout, palette: QPalette) -> None:
        self._painter, self._layout, self._palette = painter, layout, palette
        self.is_on_screen = painter.paintEngine().type() == QPaintEngine.Type.Raster
        """And not in a file, which may hold vectors."""

    def background(self, font: QFont) -> None:
        """What does not change with the ink: frames, and the numbers of the maps, as large however far one zooms."""
        painter = self._painter
        # Around the outermost units, not over them.
        outside = -1 / painter.deviceTransform().m11()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.line(self._palette), 0))
        for name in (INPUT, "F6"):
            place = self._layout.places[name]
            if place.cells:
                painter.drawRect(place.whole.adjusted(outside, outside, 0, 0))
        world = painter.worldTransform()
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setFont(font)
        painter.setPen(theme.quiet(self._palette))
        for place in self._layout.places.values():
            if place.cells and place.numbers is not Numbers.NOWHERE:
                self._paint_numbers(place, [world.mapRect(cell) for cell in place.cells])
        painter.restore()

    def _paint_numbers(self, place: LayerPlace, cells: Sequence[QRectF]) -> None:
        painter = self._painter
        metrics = painter.fontMetrics()
        if place.numbers in (Numbers.BESIDE, Numbers.BEFORE):
            step = place.across if place.numbers is Numbers.BEFORE else 1
            for index, cell in list(enumerate(cells))[::step]:
                away = -ABOVE_MAP - metrics.horizontalAdvance(str(index))
                x = cell.right() + ABOVE_MAP if index % place.across else cell.left() + away
                painter.drawText(QPointF(x, cell.top() + metrics.capHeight()), str(index))
        elif place.across == 1 or cells[1].left() - cells[0].left() > 1.2 * metrics.horizontalAdvance("00"):
            for index, cell in enumerate(cells):
                painter.drawText(QPointF(cell.left(), cell.top() - ABOVE_MAP), str(index))

    def maps(self, pixels: Pixels) -> None:
        """All layers' values."""
        painter = self._painter
        # SVG cannot draw a part of a picture, so each map is a picture of its own.
        apart = not self.is_on_screen
        for place in self._layout.places.values():
            values = pixels.colours.get(place.name)
            if values is None or not place.cells:
                continue
            side, picture = values.shape[2], pixels.pictures[place.name]
            if place.name == "F6":
                painter.drawImage(place.whole, picture)
            elif side == 1 and apart:
                for cell, colour in zip(place.cells, values.ravel().tolist(), strict=True):
                    painter.fillRect(cell, QColor.fromRgb(colour))
            elif side == 1:
                tiles = np.empty(len(values) + 1, np.uint32)
                tiles[:-1], tiles[-1] = values.ravel(), theme.stage(self._palette).rgb()
                mosaic = tiles.take(place.mosaic)
                painter.drawImage(place.whole, _borrowed(mosaic))
            elif apart:
                for cell, one in zip(place.cells, values, strict=True):
                    painter.drawImage(cell, theme.picture(one))
            else:
                for cell, source in zip(place.cells, place.sources, strict=True):
                    painter.drawImage(cell, picture, source)

    def output(self, shown: Output, font: QFont | None) -> None:
        """The ten digits, the winner in the accent's colour; without a font as dots, which other rows name."""
        painter, palette = self._painter, self._palette
        cells = self._layout.places[OUTPUT].cells
        if not cells:
            return
        if not self.is_on_screen:
            for digit, (cell, shade) in enumerate(zip(cells, shown.shades, strict=True)):
                _paint_chip(painter, cell, digit, _colour_of(palette, shade, digit == shown.winner), font)
            return
        scale = painter.deviceTransform().m11()
        chips = _chips(round(cells[0].width() * scale), scale, theme.is_dark(palette), font and font.toString())
        for digit, (cell, shade) in enumerate(zip(cells, shown.shades, strict=True)):
            which = digit, shade, digit == shown.winner
            chip = chips.get(which)
            if chip is None:
                colour = _colour_of(palette, shade, digit == shown.winner)
                chip = chips[which] = _chip(digit, colour, round(cell.width() * scale), scale, font)
            painter.drawPixmap(cell, chip, _EVERYTHING)


def _colour_of(palette: QPalette, shade: int, wins: bool) -> QColor:
    return theme.accent(palette) if wins else theme.chip(palette, shade / _LEVELS)


_EVERYTHING = QRectF()


@lru_cache(maxsize=4)
def _chips(side: int, scale: float, dark: bool, font: str | None) -> dict[tuple[int, int, bool], QPixmap]:
    """Those made so far: for each digit, its shade, and whether it wins."""
    return {}


def _chip(digit: int, colour: QColor, side: int, scale: float, font: QFont | None) -> QPixmap:
    """A chip of ``side`` screen pixels; painting rounded corners each time takes ten times as long."""
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.scale(scale, scale)
        _paint_chip(painter, QRectF(0, 0, side / scale, side / scale), digit, colour, font)
    return pixmap


def _paint_chip(painter: QPainter, where: QRectF, digit: int, colour: QColor, font: QFont | None) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if font is None:
        painter.drawEllipse(where.center(), where.width() * _DOT, where.height() * _DOT)
    else:
        painter.drawRoundedRect(where, where.width() * 0.2, where.width() * 0.2)
        painter.setFont(font)
        painter.setPen(theme.readable_on(colour))
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, str(digit))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
