"""The left side of the window: the canvas, the number on it, tools, a line for what was done, and what lies below."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from lenet_gui.base.elided_label import NoteLabel
from lenet_gui.base.keys import tab_through
from lenet_gui.base.widgets import column
from lenet_gui.canvas.canvas import Canvas
from lenet_gui.canvas.sketch import Sketch, Tool
from lenet_gui.canvas.sketch_view import SMALLEST
from lenet_gui.canvas.tools import Tools
from lenet_gui.numbers.strip import NumberStrip
from lenet_gui.style.spacing import MARGIN
from model.network.recognition import Recognition


class CanvasPanel(QWidget):
    """Canvas, the number on it and tools at the top, the tray at the bottom.

    Args:
        sketch: what is drawn on.
        tray: examples to put on the canvas.
    """

    def __init__(self, sketch: Sketch, tray: QWidget) -> None:
        super().__init__()
        self.canvas = Canvas(sketch)
        self.tools = Tools(sketch)
        self.tools.tool_chosen.connect(self._on_tool)
        self.tools.pen_width.valueChanged.connect(self.canvas.update)
        self.number = NumberStrip(self.canvas.from_canvas)
        self.canvas.paper_moved.connect(self.number.place_anew)
        self.note = NoteLabel(self.tr("Hints and messages"))
        parts = self.canvas, self.number, self.tools, self.note, None, tray
        self._column = column(*parts, margin=MARGIN, spacing=MARGIN // 2)
        self._column.setStretchFactor(self.canvas, 100)
        self.setLayout(self._column)

    def add_below(self, above: QWidget, widget: QWidget) -> None:
        """Give a widget its place below the canvas, or below the number."""
        self._column.insertWidget(self._column.indexOf(above) + 1, widget)
        tab_through(above, widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # The canvas is square; the remaining height stays empty.
        self.canvas.setMaximumHeight(max(SMALLEST, self.width() - 2 * MARGIN))
        super().resizeEvent(event)

    def show_recognition(self, answer: Recognition) -> None:
        self.canvas.show_newest()

    @Slot(object)
    def _on_tool(self, tool: Tool) -> None:
        self.canvas.tool = tool
        self.canvas.update()
