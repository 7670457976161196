"""Marks on the network picture: one unit with its connections and its path, and what is changed."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPalette, QPen

from lenet_gui.base import theme
from lenet_gui.base.pointable import paint_frame, steady_pen
from lenet_gui.base.translate import tr, typeset
from lenet_gui.network.network_layout import NetworkLayout
from model.network.changes import Changes
from model.network.wiring import Block, Unit, path_back, path_forward, shape_of


def _pen(painter: QPainter, colour: QColor, width: float) -> QPen:
    pen = steady_pen(painter, colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def paint_path(painter: QPainter, layout: NetworkLayout, palette: QPalette, unit: Unit) -> None:
    """Frame all that the unit depends on, back to its receptive field, and all that depends on it.

    A layer that belongs to it entirely has no frame, which would only distract.
    """
    accent = theme.accent(palette)
    far = QColor(accent)
    far.setAlphaF(0.6)
    back, forward = path_back(unit), path_forward(unit)
    for path in (back, forward):
        for distance, blocks in enumerate(path):
            _outlines(painter, layout, blocks, _pen(painter, far, 1) if distance else _pen(painter, accent, 1.6))
    if back:
        # The receptive field matters most.
        _outlines(painter, layout, back[-1], _pen(painter, accent, 2))


def _outlines(painter: QPainter, layout: NetworkLayout, blocks: tuple[Block, ...], pen: QPen) -> None:
    maps, side = shape_of(blocks[0].layer)
    if len(blocks) == maps and all(block.width == block.height == side for block in blocks):
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    places = [rect for block in blocks if (rect := layout.block_rect(block)) is not None]
    painter.drawRects([place.adjusted(-0.5, -0.5, 0.5, 0.5) for place in places])


def paint_mark(painter: QPainter, layout: NetworkLayout, palette: QPalette, unit: Unit, chosen: bool) -> None:
    """A frame around a unit, and around its map."""
    place = layout.unit_rect(unit)
    if place is None:
        return
    if shape_of(unit.layer)[1] > 1:
        paint_frame(painter, place.adjusted(-1, -1, 1, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(painter, theme.accent(palette), 2 if chosen else 1.4))
    painter.drawRect(layout.places[unit.layer].cells[unit.map].adjusted(-1.5, -1.5, 1.5, 1.5))


def paint_changes(painter: QPainter, layout: NetworkLayout, palette: QPalette, changes: Changes, font: QFont) -> None:
    """What is switched off is hatched, and says so where there is room; scaled maps show their factor."""
    painter.setFont(font)
    for place, factor in changes.factors.items():
        if isinstance(place, Unit):
            where = layout.unit_rect(place)
        else:
            cells = layout.places[place[0]].cells
            where = cells[place[1]] if cells else None
        if where is None:
            continue
        if factor == 0:
            _switched_off(painter, palette, where)
            text = tr("off")
        else:
            text = tr("×{factor}").format(factor=typeset(f"{factor:g}"))
        _badge(painter, palette, where, text)


def _switched_off(painter: QPainter, palette: QPalette, where: QRectF) -> None:
    quiet = QColor(theme.quiet(palette))
    painter.fillRect(where, theme.stage(palette))
    quiet.setAlphaF(0.55)
    brush = QBrush(quiet, Qt.BrushStyle.BDiagPattern)
    # A pattern is as fine as on the screen, however far one has zoomed in.
    brush.setTransform(painter.deviceTransform().inverted()[0])
    painter.fillRect(where, brush)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(painter, quiet, 1))
    painter.drawRect(where.adjusted(0.5, 0.5, -0.5, -0.5))


def _badge(painter: QPainter, palette: QPalette, where: QRectF, text: str) -> None:
    box = QRectF(painter.fontMetrics().boundingRect(text)).adjusted(-4, -1, 4, 1)
    if box.width() > where.width() or box.height() > where.height() / 1.2:
        return
    box.moveBottomRight(where.bottomRight())
    painter.fillRect(box, theme.stage(palette))
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
