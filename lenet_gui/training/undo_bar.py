"""What one click took away, and the button that brings it back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QWidget

from lenet_gui.base.widgets import button, row


class UndoBar(QWidget):
    """Hidden until something is gone; the next thing takes its place."""

    def __init__(self) -> None:
        super().__init__()
        self.gone = QLabel()
        self.gone.setTextFormat(Qt.TextFormat.PlainText)
        self.undo = button(self.tr("&Undo"), self._on_undo)
        self._undo: Callable[[], object] = lambda: None
        self.setLayout(row(self.gone, self.undo, None, margin=0))
        self.hide()

    def offer(self, text: str, undo: Callable[[], object]) -> None:
        """Say what is gone, and offer it back."""
        self.gone.setText(text)
        self._undo = undo
        self.show()

    @Slot()
    def _on_undo(self) -> None:
        self.hide()
        self._undo()
