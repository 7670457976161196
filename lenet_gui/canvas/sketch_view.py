"""A sketch on paper: its ink, what is below it, and where one is."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lenet_gui.base import theme
from lenet_gui.base.timers import timer
from lenet_gui.canvas.guide import paint_guide
from lenet_gui.canvas.ink_layer import InkLayer
from lenet_gui.canvas.marks import paint_cross_hair, paint_eraser
from lenet_gui.canvas.paper import Paper, beside, paper_in
from lenet_gui.canvas.sketch import Sketch, Tool
from lenet_gui.style.spoken import Spoken
from lenet_gui.style.text_size import Role, font_for
from model.digits.drawing import Point

SMALLEST = 150
"""The least side of the canvas, in pixels."""
_ROUND = 10
"""The radius of the paper's corners."""
_SOON_MS = 4
"""How long ink waits for its answer: one repaint of the window costs less than two."""


class SketchView(Spoken, QWidget):
    """Paper as high as the widget allows and at least as wide; strokes keep their place when it is resized.

    Canvas units are those of the square in its middle. Paper that would be too narrow for what was drawn is less high.

    Subclasses change the sketch, and say where a pointer and the cross-hair of the keys are.
    """

    paper_moved = Signal()  # canvas units are elsewhere in the widget

    def __init__(self, sketch: Sketch) -> None:
        super().__init__()
        self.tool = Tool.PEN
        self._needed = 0.0
        self._sketch = sketch
        self._ink = InkLayer(self, sketch, lambda: self._paper)
        self._unseen = QRectF()
        self._hinted = True
        self._soon = timer(self, _SOON_MS, self.show_newest)
        self._soon.setTimerType(Qt.TimerType.PreciseTimer)
        self._key_point: Point | None = None
        self._pointer: QPointF | None = None
        self._guide: int | None = None
        sketch.grew.connect(self._on_grew)
        sketch.replaced.connect(self._on_replaced)
        sketch.reread.connect(self._on_replaced)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing below it needs painting
        self.setMinimumSize(SMALLEST, SMALLEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(SMALLEST, SMALLEST)

    @property
    def _paper(self) -> Paper:
        return paper_in(self.width(), self.height(), self._needed)

    def whole_paper(self) -> QRectF:
        """All that can be drawn on, in the widget's coordinates."""
        left, top, side = self._paper
        more = min((self.width() - 2 - side) / 2, side)
        return QRectF(left - more, top, side + 2 * more, side)

    def to_canvas(self, position: QPointF) -> Point:
        """Widget coordinates -> canvas units."""
        return self._paper.point(position)

    def from_canvas(self, point: Point) -> QPointF:
        """Canvas units -> widget coordinates."""
        return self._paper.at(point)

    @property
    def _erases(self) -> bool:
        return self.tool is Tool.ERASER or self._sketch.is_erasing

    # What is shown

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self.palette()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paper = self.whole_paper()
            # Most pen events are; corners and frame take long.
            inside = paper.adjusted(_ROUND, _ROUND, -_ROUND, -_ROUND).contains(QRectF(event.rect()))
            if inside:
                painter.fillRect(paper, theme.paper(palette))
            else:
                # A pixel more: where the widget begins or ends within one, it is the widget's.
                painter.fillRect(event.rect().adjusted(-1, -1, 1, 1), palette.window())
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.paper(palette))
                painter.drawRoundedRect(paper, _ROUND, _ROUND)
                painter.setClipRect(paper)
            if self._guide is not None:
                paint_guide(painter, paper, self._guide, palette)
            self._ink.draw(painter)
            if not inside:
                painter.setPen(QPen(theme.accent(palette) if self.hasFocus() else theme.line(palette), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(paper.adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
            self._hinted = self._sketch.is_blank and self._key_point is None and self._guide is None
            if self._hinted:
                painter.setPen(theme.quiet(palette))
                painter.setFont(font_for(Role.LEAD, self.font()))
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(paper, flags, self.tr("Draw a digit here"))
            erasers = [self._pointer]
            if self._key_point is not None and self.hasFocus():
                erasers.append(self.from_canvas(self._key_point))
                paint_cross_hair(painter, self.from_canvas(self._key_point), palette)
            for place in erasers:
                if place is not None and self._erases:
                    paint_eraser(painter, place, self._sketch.eraser_radius * self._paper.side, palette)

    def set_guide(self, digit: int | None) -> None:
        """Show a digit on the paper, to be copied or not; None for none."""
        if digit != self._guide:
            self._guide = digit
            self.update()

    @Slot()
    def _on_grew(self) -> None:
        newest = self._ink.newest()
        # The first ink also removes the hint.
        self._unseen |= QRectF(self.rect()) if self._hinted else newest
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def show_newest(self) -> None:
        """Show the newest ink: together with the answer to it, or alone if that is late."""
        self._soon.stop()
        if not self._unseen.isEmpty():
            self.update(self._unseen.toAlignedRect())
            self._unseen = QRectF()

    def _place_paper(self) -> None:
        self._needed = max(map(beside, (self._sketch.drawing, self._sketch.coming)))
        paper = self.whole_paper()
        self._sketch.sides = self.to_canvas(paper.topLeft())[0], self.to_canvas(paper.topRight())[0]
        self.paper_moved.emit()

    @Slot()
    def _on_replaced(self) -> None:
        self._ink.forget()
        if not self._sketch.is_busy:  # paper stays where it is under the pen
            self._place_paper()
        self.update()
        self.tell_value()

    def spoken_value(self) -> str:
        drawing = self._sketch.drawing
        if drawing.picture is not None:
            return drawing.picture.name
        return self.tr("strokes: {count}").format(count=len(drawing.strokes))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._ink.forget()
        self._place_paper()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._on_replaced()
        super().changeEvent(event)
