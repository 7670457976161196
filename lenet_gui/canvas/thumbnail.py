"""A drawing as a small picture."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from model.digits.drawing import Drawing

_INK_SHARE = 0.72
"""Of the picture's side, how much the drawing fills at most."""
_PEN_SHARE = 0.085
"""Of the picture's side, how wide its pen is."""


def paint_thumbnail(painter: QPainter, rect: QRectF, drawing: Drawing, ink: QColor) -> None:
    """Paint a drawing's strokes in the middle of ``rect``, whatever their size and pen."""
    points = [point for stroke in drawing.strokes for point in stroke.points]
    if not points:
        return
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    extent = max(right - left, bottom - top)
    scale = _INK_SHARE * min(rect.width(), rect.height()) / extent if extent > 0 else 0.0
    middle = QPointF((left + right) / 2, (top + bottom) / 2)
    pen = QPen(ink, _PEN_SHARE * min(rect.width(), rect.height()))
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
