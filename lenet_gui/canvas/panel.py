"""The left side of the window: the canvas, its tools, and the 32x32 picture that the network reads."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lenet_gui.base import theme
from lenet_gui.base.elided_label import ElidedLabel
from lenet_gui.canvas.canvas import Canvas
from lenet_gui.canvas.input_view import InputView
from lenet_gui.canvas.sketch import Sketch, Tool
from model.network.recognition import Recognition

THINNEST, THICKEST = 2, 14
"""Pen widths in hundredths of the canvas."""


class PenWidthDot(QWidget):
    """A dot as wide as the pen."""

    def __init__(self, canvas: Canvas, sketch: Sketch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas, self._sketch = canvas, sketch
        self.setFixedSize(30, 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        width = min(self._sketch.pen_width * self._canvas.paper_rect().width(), 28.0)
        pen = QPen(theme.ink(self.palette()), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(pen)
            painter.drawPoint(self.rect().center())


class CanvasPanel(QWidget):
    """Canvas, tools and input picture.

    Signals:
        normalise_changed: whether drawings are centred and scaled for the network.
        digit_named: the digit that the drawing is, by its key.
    """

    normalise_changed = Signal(bool)
    digit_named = Signal(int)

    def __init__(self, sketch: Sketch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sketch = sketch
        self.canvas = Canvas(sketch)
        self._make_actions()

        self.pen_width = QSlider(Qt.Orientation.Horizontal)
        self.pen_width.setRange(THINNEST, THICKEST)
        self.pen_width.setAccessibleName(self.tr("Pen width"))
        self.pen_width.setToolTip(self.tr("Pen width"))
        self.pen_width.setValue(round(sketch.pen_width * 100))
        self.pen_width.valueChanged.connect(self._on_pen_width)
        self._dot = PenWidthDot(self.canvas, sketch)

        self.normalise = QCheckBox(self.tr("Centre and scale"))
        self.normalise.setChecked(True)
        self.normalise.setToolTip(
            self.tr("As in MNIST: scaled to 20x20 pixels, centre of mass in the middle. Off: the drawing as it is.")
        )
        self.normalise.toggled.connect(self.normalise_changed)
        self.input_view = InputView()
        self._readout = QLabel(self.input_view.hint())
        self.input_view.described.connect(self._readout.setText)
        self._readout.setWordWrap(True)
        self._readout.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._readout.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.note = ElidedLabel(self.tr("My digits"), quiet=True)
        self._lay_out()

    def _make_actions(self) -> None:
        self.pen = QAction(self.tr("&Pen"), self)
        self.pen.setShortcut("P")
        self.eraser = QAction(self.tr("&Eraser"), self)
        self.eraser.setShortcut("E")
        self.eraser.setToolTip(self.tr("Eraser (E); the right mouse button and a pen's other end erase too"))
        group = QActionGroup(self)
        for action in (self.pen, self.eraser):
            action.setCheckable(True)
            group.addAction(action)
        self.pen.setChecked(True)
        group.triggered.connect(self._on_tool)
        self.undo = self._sketch.history.createUndoAction(self, self.tr("&Undo"))
        self.undo.setShortcuts(QKeySequence.StandardKey.Undo)
        self.redo = self._sketch.history.createRedoAction(self, self.tr("&Redo"))
        self.redo.setShortcuts(QKeySequence.StandardKey.Redo)
        self.clear = QAction(self.tr("&Clear"), self)
        self.clear.setShortcuts([QKeySequence("Del"), QKeySequence("Backspace"), QKeySequence("C")])
        self.clear.triggered.connect(self._sketch.clear)
        for digit in range(10):
            name = QAction(self.tr("The drawing is this digit"), self)
            name.setShortcut(QKeySequence(str(digit)))
            name.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            name.triggered.connect(partial(self.digit_named.emit, digit))
            self.addAction(name)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(4)
        for action in (self.pen, self.eraser, self.undo, self.redo, self.clear):
            # The texts of undo and redo also name the step; their buttons keep the short text.
            action.setIconText(action.iconText())
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAutoRaise(True)
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            button.setMinimumHeight(30)
            button.setAccessibleName(action.iconText())
            tools.addWidget(button)
        tools.addStretch(1)
        width = QHBoxLayout()
        width.addWidget(QLabel(self.tr("Width")))
        width.addWidget(self.pen_width, 1)
        width.addWidget(self._dot)
        beside = QVBoxLayout()
        beside.addWidget(QLabel(self.tr("<b>INPUT</b>  32×32")))
        beside.addWidget(self.normalise)
        beside.addWidget(self._readout, 1)
        below = QHBoxLayout()
        below.addWidget(self.input_view, 5)
        below.addLayout(beside, 5)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.addWidget(self.canvas, 100)
        layout.addWidget(self.note)
        layout.addLayout(tools)
        layout.addLayout(width)
        layout.addSpacing(4)
        layout.addLayout(below)
        layout.addStretch(1)

    def add_below_canvas(self, widget: QWidget) -> None:
        """Give a widget its place between the canvas and what is below it."""
        self._column.insertWidget(self._column.indexOf(self.canvas) + 1, widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # The canvas is square; the remaining height goes to the picture below.
        margins = self.contentsMargins() if (layout := self.layout()) is None else layout.contentsMargins()
        width = self.width() - margins.left() - margins.right()
        self.canvas.setMaximumHeight(max(180, width))
        self.input_view.setFixedHeight(max(100, min(width // 2, self.height() // 4)))
        super().resizeEvent(event)

    def show_recognition(self, answer: Recognition) -> None:
        """Show the picture that an answer is about, and the ink on the canvas."""
        self.canvas.show_newest()
        self.input_view.show_ink(answer.ink)

    @property
    def readout(self) -> str:
        """The text about the pixel pointed at."""
        return self._readout.text()

    @Slot(QAction)
    def _on_tool(self, action: QAction) -> None:
        self.canvas.tool = Tool.ERASER if action is self.eraser else Tool.PEN
        self.canvas.update()

    @Slot(int)
    def _on_pen_width(self, hundredths: int) -> None:
        self._sketch.pen_width = hundredths / 100
        self._dot.update()
        self.canvas.update()
