"""Sweeps over the number on the canvas while that is wanted; nothing of it is made before."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence

from lenet_gui.canvas.panel import CanvasPanel
from lenet_gui.workers.recognition import RecognitionService

if TYPE_CHECKING:
    from lenet_gui.numbers.reading_panel import ReadingPanel
    from lenet_gui.numbers.sweep_strip import SweepStrip
    from model.numbers.signs import ShownNumbers
    from model.numbers.swept_row import SweptRow


class SweepController(QObject):
    """``wanted`` switches the sweep on and off; ``strip`` is None before the first time."""

    def __init__(self, service: RecognitionService, panel: CanvasPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._service, self._panel = service, panel
        self._numbers: ShownNumbers | None = None
        self.strip: SweepStrip | None = None
        self._page: ReadingPanel | None = None
        self.wanted = QAction(self.tr("&Sweep over the number"), self)
        self.wanted.setCheckable(True)
        self.wanted.setShortcut(QKeySequence("W"))
        self.wanted.toggled.connect(self._on_wanted)
        service.numbers_read.connect(self._on_read)
        service.swept.connect(self._on_swept)

    @Slot(bool)
    def _on_wanted(self, on: bool) -> None:
        if on and self.strip is None:
            from lenet_gui.numbers.sweep_strip import SweepStrip

            self.strip = SweepStrip(self.tr("The sweep"), self._panel.canvas.from_canvas)
            self._panel.canvas.paper_moved.connect(self.strip.update)
            self._panel.add_below(self._panel.number, self.strip)
        if self.strip is not None:
            self._show_rows(())
            self.strip.setVisible(on)
        if self._page is not None:
            self._page.turn_to_sweep(on)
        self._service.sweep(on)

    def show_in(self, page: "ReadingPanel") -> None:
        """Show it there, too, and let it be switched there."""
        self._page = page
        page.sweep_wanted.connect(self.wanted.setChecked)
        page.turn_to_sweep(self.wanted.isChecked())
        page.show_rows(() if self.strip is None else self.strip.rows)

    def _show_rows(self, rows: "tuple[SweptRow, ...]") -> None:
        for view in (self.strip, self._page):
            if view is not None:
                view.show_rows(rows)

    @Slot(object)
    def _on_read(self, numbers: "ShownNumbers | None") -> None:
        self._numbers = numbers

    @Slot(object, int)
    def _on_swept(self, rows: "tuple[SweptRow, ...]") -> None:
        if self.strip is not None and self.wanted.isChecked():
            self.strip.show_numbers(self._numbers)
            self._show_rows(rows)
