"""The ink of a sketch as a picture, to which only new ink is added."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from lenet_gui.base import theme
from lenet_gui.base.cached_layer import pixmap_for
from lenet_gui.canvas.paper import Paper
from lenet_gui.canvas.sketch import Sketch
from lenet_gui.canvas.smooth import curve
from model.digits.drawing import Drawing, Point

PICTURE_PX = 512


@lru_cache(maxsize=8)
def _pen(rgb: int, width: float) -> QPen:
    solid, cap, join = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    return QPen(QColor.fromRgb(rgb), width, solid, cap, join)


def paint_line(
    painter: QPainter, paper: Paper, ink: QColor, points: Sequence[Point], first: int, end: int, width: float
) -> None:
    """Paint segments ``first`` to before ``end`` of a line in canvas units, or the dot that it is."""
    pen = _pen(ink.rgb(), width * paper.side)
    if len(points) == 1:
        painter.setPen(pen)
        painter.drawPoint(paper.at(points[0]))
    elif first < end:
        skipped, (left, top, side) = max(first - 1, 0), paper
        near = [(left + x * side, top + y * side) for x, y in points[skipped : end + 2]]
        painter.strokePath(curve(near, first - skipped, end - skipped), pen)


def picture_of_drawing(drawing: Drawing, normalised: bool = True) -> QImage:
    """A drawing as a picture of its own, dark on white: ``PICTURE_PX`` high, 16 times a picture's 32, and as wide.

    Where there is ink beside the square, it is wider. Of a picture, ``normalised`` says which of the two it shows.
    """
    light = theme.application_palette(False)
    edges = [x + side * stroke.width for stroke in drawing.strokes for x, _ in stroke.points for side in (-1, 1)]
    left, right = min([0.0, *edges]), max([1.0, *edges])
    paper = Paper(-left * PICTURE_PX, 0.0, PICTURE_PX)
    image = QImage(round((right - left) * PICTURE_PX), PICTURE_PX, QImage.Format.Format_RGB32)
    image.fill(theme.paper(light))
    with QPainter(image) as painter:
        if drawing.picture is not None:
            painter.drawImage(paper.rect, theme.picture(theme.ink_pixels(drawing.picture.ink(normalised), light)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke in drawing.strokes:
            paint_line(painter, paper, theme.ink(light), stroke.points, 0, len(stroke.points) - 1, stroke.width)
    return image


class InkLayer:
    """Paints a sketch's strokes or picture.

    Args:
        widget: where it is painted; its palette and screen are used.
        sketch: whose ink it is.
        paper: where a drawing lies in the widget.
    """

    def __init__(self, widget: QWidget, sketch: Sketch, paper: Callable[[], Paper]) -> None:
        self._widget, self._sketch, self._paper = widget, sketch, paper
        self._pixmap: QPixmap | None = None
        self._strokes = self._segments = 0
        """How many strokes are in the pixmap, and how many segments of the next one."""
        self._told = 0

    def forget(self) -> None:
        """Paint all ink again next time."""
        self._pixmap = None

    def newest(self) -> QRectF:
        """Where the stroke in progress has changed the ink since this was last asked."""
        live = self._sketch.live
        known = self._told if self._told <= len(live) else 0
        self._told = len(live)
        # A new point changes the shape of the two segments before it.
        near = live[max(known - 3, 0) :]
        if not near:
            return QRectF()
        across, down = [x for x, _ in near], [y for _, y in near]
        left, top, side = self._paper()
        x, y = min(across), min(down)
        wide, high = (max(across) - x) * side, (max(down) - y) * side
        reach = self._sketch.live_width * side / 2 + 3
        reach += max(wide, high) / 6  # a curve leaves the box of its points
        return QRectF(left + x * side - reach, top + y * side - reach, wide + 2 * reach, high + 2 * reach)

    def draw(self, painter: QPainter) -> None:
        painter.drawPixmap(0, 0, self._settled())
        live = self._sketch.live
        if live:
            # The shape of the last segment depends on the point that is still to come.
            self._line(painter, live, max(len(live) - 2, 0), len(live) - 1, self._sketch.live_width)

    def _settled(self) -> QPixmap:
        """All ink whose shape is final."""
        ratio = self._widget.devicePixelRatioF()
        finished, live = self._sketch.finished, self._sketch.live
        if self._pixmap is None or self._pixmap.devicePixelRatioF() != ratio:
            self._pixmap = self._empty()
            self._strokes = self._segments = 0
        final = max(len(live) - 2, 0)
        if self._strokes < len(finished.strokes) or self._segments < final:
            with QPainter(self._pixmap) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                for stroke in finished.strokes[self._strokes :]:
                    self._line(painter, stroke.points, self._segments, len(stroke.points) - 1, stroke.width)
                    self._segments = 0
                if self._segments < final:
                    self._line(painter, live, self._segments, final, self._sketch.live_width)
        self._strokes, self._segments = len(finished.strokes), final
        return self._pixmap

    def _empty(self) -> QPixmap:
        pixmap = pixmap_for(self._widget)
        pixmap.fill(Qt.GlobalColor.transparent)
        picture = self._sketch.finished.picture
        if picture is not None:
            with QPainter(pixmap) as painter:
                pixels = theme.ink_pixels(picture.ink(self._sketch.normalises), self._widget.palette())
                painter.drawImage(self._paper().rect, theme.picture(pixels))
        return pixmap

    def _line(self, painter: QPainter, points: Sequence[Point], first: int, end: int, width: float) -> None:
        paint_line(painter, self._paper(), theme.ink(self._widget.palette()), points, first, end, width)
