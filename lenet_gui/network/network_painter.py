"""Paints the whole network: maps, codes and penalties, and over them the path of one unit."""

import math
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPaintEngine, QPainter, QPainterPath, QPalette, QPen, QStaticText

from lenet_gui.answer.penalties import SCALE_END
from lenet_gui.base import theme
from lenet_gui.base.activation_scale import ActivationScale
from lenet_gui.base.pointable import paint_frame
from lenet_gui.network.network_layout import LayerPlace, NetworkLayout
from model.network.changes import NO_CHANGES, Changes
from model.network.rbf_codes import CODE_COLUMNS, CODE_ROWS
from model.network.recognition import Recognition, Verdict
from model.network.records import FloatArray
from model.network.wiring import INPUT, NAMES, Block, Unit, path_back, path_forward, shape_of

_MOST_LINES = 40
"""With more lines between two layers one only sees that there are many."""
_NAME = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_SHAPES = [(name, (maps, side, side)) for name in NAMES[1:-1] for maps, side in [shape_of(name)]]
_ENDS = np.cumsum([0, *(math.prod(shape) for _, shape in _SHAPES)]).tolist()
_PARTS = [(name, slice(*ends), shape) for (name, shape), ends in zip(_SHAPES, pairwise(_ENDS), strict=True)]
"""Where each layer lies in a line of all of them, and its shape."""


@dataclass(frozen=True)
class Overlay:
    """Saliency over INPUT: ``values`` (32, 32) on the scale -``limit`` to ``limit``."""

    values: FloatArray
    limit: float


@dataclass(frozen=True)
class Scene:
    """All that is shown."""

    answer: Recognition | None = None
    overlay: Overlay | None = None
    changes: Changes = NO_CHANGES
    pixels: dict[str, NDArray[np.uint32]] = field(default_factory=dict)
    """Each layer's values as colours, (maps, side, side)."""


def pixels_of(answer: Recognition, scale: ActivationScale, palette: QPalette) -> dict[str, NDArray[np.uint32]]:
    """(maps, side, side) for each layer but OUTPUT: the colour of each unit."""
    # All at once: a call costs more than the colouring.
    coloured = scale.pixels(np.concatenate([answer.layer(name).ravel() for name in NAMES[1:-1]]), palette)
    found = {name: coloured[part].reshape(shape) for name, part, shape in _PARTS}
    found[INPUT] = theme.ink_pixels(answer.ink, palette)[None]
    return found


@lru_cache(maxsize=1000)
def _static(text: str) -> QStaticText:
    """Laid out once: that takes longer than drawing it."""
    static = QStaticText(text)
    static.setTextFormat(Qt.TextFormat.PlainText)
    return static


class NetworkPainter:
    """Paints in the picture's own coordinates.

    Args:
        painter: where to paint, already translated and scaled.
        layout: where everything lies.
        palette: light or dark.
        font: of the labels.
    """

    def __init__(self, painter: QPainter, layout: NetworkLayout, palette: QPalette, font: QFont) -> None:
        self._painter, self._layout, self._palette = painter, layout, palette
        painter.setFont(font)

    def _titles(self) -> None:
        """Each layer's name and size above its maps, or along the strip of a folded layer."""
        painter = self._painter
        for place in self._layout.places.values():
            maps, side = shape_of(place.name)
            painter.setPen(self._palette.color(QPalette.ColorRole.Text))
            if place.cells:
                width = painter.fontMetrics().horizontalAdvance
                long = f"{place.name} {maps}@{side}²" if side > 1 else f"{place.name} {maps}"
                text = long if width(long) <= place.title.width() else place.name
                painter.drawText(place.title, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)
            else:
                strip = place.column
                painter.save()
                painter.translate(strip.center())
                painter.rotate(-90)
                painter.setPen(theme.quiet(self._palette))
                box = QRectF(-strip.height() / 2, -strip.width() / 2, strip.height(), strip.width())
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{place.name}  {maps}@{side}×{side}")
                painter.restore()

    def background(self, codes: list[QImage]) -> None:
        """What does not change with the ink: titles, labels, frames, the ten codes."""
        self._titles()
        painter = self._painter
        # Around the outermost units, not over them: a unit may be a single screen pixel.
        outside = -1 / painter.deviceTransform().m11()
        for place in self._layout.places.values():
            if not place.cells or place.name in ("C5", NAMES[-1]):
                continue
            framed = [place.whole] if place.name == "F6" else place.cells
            painter.setPen(QPen(theme.line(self._palette), 0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRects([frame.adjusted(outside, outside, 0, 0) for frame in framed])
            if place.labelled:
                self._labels(place)
        for digit, row in enumerate(self._layout.output):
            painter.setPen(self._palette.color(QPalette.ColorRole.Text))
            painter.drawText(row.name, _NAME, str(digit))
            painter.drawImage(row.code, codes[digit])
            painter.setPen(QPen(theme.line(self._palette), 0))
            painter.drawRect(row.code)

    def maps(self, scene: Scene) -> None:
        """All layers' values."""
        painter = self._painter
        # SVG cannot draw a part of a picture, so each map is a picture of its own.
        apart = painter.paintEngine().type() != QPaintEngine.Type.Raster
        for place in self._layout.places.values():
            pixels = scene.pixels.get(place.name)
            if pixels is None or not place.cells:
                continue
            side = pixels.shape[2]
            if place.name == "F6":
                painter.drawImage(place.whole, theme.picture(pixels.reshape(CODE_ROWS, CODE_COLUMNS)))
            elif side == 1 and apart:
                for cell, colour in zip(place.cells, pixels.ravel().tolist(), strict=True):
                    painter.fillRect(cell, QColor.fromRgb(colour))
            elif side == 1:
                between = self._palette.color(QPalette.ColorRole.Window).rgb()
                painter.drawImage(place.whole, theme.picture(np.append(pixels, np.uint32(between))[place.mosaic]))
            elif apart:
                for cell, values in zip(place.cells, pixels, strict=True):
                    painter.drawImage(cell, theme.picture(values))
            else:
                picture = theme.picture(pixels.reshape(-1, side))
                for cell, source in zip(place.cells, place.sources, strict=True):
                    painter.drawImage(cell, picture, source)

    def _labels(self, place: LayerPlace) -> None:
        painter = self._painter
        painter.setPen(theme.quiet(self._palette))
        ascent = painter.fontMetrics().descent() + 1
        if place.cells[0].width() < painter.fontMetrics().horizontalAdvance("00"):
            return
        for index, cell in enumerate(place.cells):
            painter.drawText(QPointF(cell.left(), cell.top() - ascent), str(index))

    def output(self, scene: Scene) -> None:
        """Each penalty as a bar and a number beside its code; the winner in colour."""
        painter, palette, answer = self._painter, self._palette, scene.answer
        if answer is None:
            return
        winner = None if answer.verdict is Verdict.BLANK else answer.digit
        plain, accent, bar = palette.color(QPalette.ColorRole.Text), theme.accent(palette), theme.bar(palette)
        painter.setPen(plain)
        for digit, (row, penalty) in enumerate(zip(self._layout.output, answer.penalties.tolist(), strict=False)):
            if digit == winner:
                painter.fillRect(row.name, palette.color(QPalette.ColorRole.Window))
                painter.setPen(accent)
                painter.drawText(row.name, _NAME, str(digit))
            where = QRectF(row.bar)
            where.setWidth(row.bar.width() * min(1.0, penalty / SCALE_END))
            painter.fillRect(where, accent if digit == winner else bar)
            painter.drawStaticText(row.penalty, _static(f"{penalty:.0f}"))
            if digit == winner:
                painter.setPen(plain)

    def overlay(self, overlay: Overlay, scale: ActivationScale) -> None:
        """Saliency over INPUT, translucent, so that the drawing can be seen."""
        cells = self._layout.places[INPUT].cells
        if not cells:
            return
        pixels = scale.pixels(overlay.values, self._palette, overlay.limit)
        strength = np.clip(np.abs(overlay.values) / overlay.limit, 0, 1) ** 0.5 * 245
        alpha = strength.astype(np.uint32) << 24
        coloured = np.ascontiguousarray((pixels & 0x00FFFFFF) | alpha)
        side = coloured.shape[0]
        image = QImage(coloured.tobytes(), side, side, side * 4, QImage.Format.Format_ARGB32).copy()
        self._painter.drawImage(cells[0], image)

    # One unit

    def path(self, unit: Unit) -> None:
        """All that the unit reads, back to its receptive field, and all that reads it, forward to the output."""
        back, forward = path_back(unit), path_forward(unit)
        accent = theme.accent(self._palette)
        far = QColor(accent)
        far.setAlphaF(0.55)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if back:
            self._lines(back[0], unit, forward=False)
        if forward:
            self._lines(forward[0], unit, forward=True)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        # Every unit reaches all ten penalties, so they are not framed.
        for path in (back, tuple(blocks for blocks in forward if blocks[0].layer != NAMES[-1])):
            for distance, blocks in enumerate(path):
                self._outlines(blocks, self._pen(far, 1) if distance else self._pen(accent, 1.6))
        if back:
            # The receptive field matters most.
            self._outlines(back[-1], self._pen(accent, 2))

    def _pen(self, colour: QColor, width: float) -> QPen:
        pen = QPen(colour, width)
        pen.setCosmetic(True)
        return pen

    def _outlines(self, blocks: tuple[Block, ...], pen: QPen) -> None:
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(pen)
        if blocks[0].layer in ("C5", "F6") and len(blocks) == shape_of(blocks[0].layer)[0]:
            cells = self._layout.places[blocks[0].layer].cells
            if cells:
                self._painter.drawRect(self._layout.places[blocks[0].layer].whole.adjusted(-2, -2, 2, 2))
            return
        places = [rect for block in blocks if (rect := self._layout.block_rect(block)) is not None]
        self._painter.drawRects([place.adjusted(-0.5, -0.5, 0.5, 0.5) for place in places])

    def _lines(self, blocks: tuple[Block, ...], unit: Unit, forward: bool) -> None:
        here = self._layout.unit_rect(unit)
        if here is None or len(blocks) > _MOST_LINES:
            return
        colour = QColor(theme.accent(self._palette))
        colour.setAlphaF(0.7)
        self._painter.setPen(self._pen(colour, 1.2))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        path = QPainterPath()
        for block in blocks:
            there = self._layout.block_rect(block)
            if there is None:
                continue
            left, right = (here, there) if forward else (there, here)
            start = QPointF(left.right(), left.center().y())
            end = QPointF(right.left(), right.center().y())
            bend = max(12.0, (end.x() - start.x()) / 2)
            path.moveTo(start)
            path.cubicTo(start + QPointF(bend, 0), end - QPointF(bend, 0), end)
        self._painter.drawPath(path)

    def mark(self, unit: Unit, chosen: bool) -> None:
        """A frame around a unit, and around its map."""
        place = self._layout.unit_rect(unit)
        if place is None:
            return
        if shape_of(unit.layer)[1] > 1:
            paint_frame(self._painter, place.adjusted(-1, -1, 1, 1))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(self._pen(theme.accent(self._palette), 2 if chosen else 1.2))
        self._painter.drawRect(self._layout.places[unit.layer].cells[unit.map].adjusted(-1.5, -1.5, 1.5, 1.5))

    def changed(self, changes: Changes) -> None:
        """Strike through what is switched off; label scaled maps with their factor."""
        painter = self._painter
        for place, factor in changes.factors.items():
            if isinstance(place, Unit):
                where = self._layout.unit_rect(place)
            else:
                cells = self._layout.places[place[0]].cells
                where = cells[place[1]] if cells else None
            if where is None:
                continue
            painter.setPen(self._pen(self._palette.color(QPalette.ColorRole.Text), 1.5))
            if factor == 0:
                painter.drawLine(QLineF(where.topLeft(), where.bottomRight()))
                painter.drawLine(QLineF(where.topRight(), where.bottomLeft()))
            if not isinstance(place, Unit) and where.height() > painter.fontMetrics().height() * 1.5:
                text = QCoreApplication.translate("NetworkPainter", "×{factor}").format(factor=f"{factor:g}")
                box = QRectF(painter.fontMetrics().boundingRect(text)).adjusted(-3, -1, 3, 1)
                box.moveBottomRight(where.bottomRight())
                painter.fillRect(box, self._palette.color(QPalette.ColorRole.Base))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
