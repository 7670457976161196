"""A drawing as a small picture."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen, QPolygonF

from lenet_gui.base import theme
from model.digits.drawing import Drawing

_INK_SHARE = 0.72
"""The most that the drawing fills of the picture's side."""
_PEN_SHARE = 0.085
"""The width of its pen, as a share of the picture's side."""


def paint_framed(painter: QPainter, rect: QRectF, drawing: Drawing, palette: QPalette) -> None:
    """Paint a drawing's strokes on paper with a line around it, in the middle, whatever their size and pen."""
    painter.setPen(QPen(theme.line(palette), 1))
    painter.setBrush(theme.paper(palette))
    painter.drawRect(rect)
    points = [point for stroke in drawing.strokes for point in stroke.points]
    if not points:
        return
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    extent = max(right - left, bottom - top)
    scale = _INK_SHARE * min(rect.width(), rect.height()) / extent if extent > 0 else 0.0
    middle = QPointF((left + right) / 2, (top + bottom) / 2)
    pen = QPen(theme.ink(palette), _PEN_SHARE * min(rect.width(), rect.height()))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    for stroke in drawing.strokes:
        line = [rect.center() + (QPointF(*point) - middle) * scale for point in stroke.points]
        if len(line) == 1:
            painter.drawPoint(line[0])
        else:
            painter.drawPolyline(QPolygonF(line))
    painter.restore()
