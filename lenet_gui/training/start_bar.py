"""Below the settings of a run: buttons, Start, and what the settings come to, between them or, if narrow, above."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

_GAP = 10


class StartBar(QWidget):
    """The summary in one line, if there is a place with room for it."""

    def __init__(self, buttons: Sequence[QWidget], summary: QLabel, start: QWidget) -> None:
        super().__init__()
        self._buttons, self._summary = (*buttons, start), summary
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(_GAP // 2)
        for column, button in enumerate(buttons):
            self._grid.addWidget(button, 1, column)
        self._between = len(buttons)
        self._grid.setColumnStretch(self._between, 1)
        self._grid.addWidget(start, 1, self._between + 1)
        self._above: bool | None = None
        self._place()

    def _place(self) -> None:
        taken = sum(button.sizeHint().width() + _GAP for button in self._buttons)
        above = self._summary.fontMetrics().horizontalAdvance(self._summary.text()) + _GAP > self.width() - taken
        if above != self._above:
            self._above = above
            row, column, columns = (0, 0, self._between + 2) if above else (1, self._between, 1)
            self._grid.addWidget(self._summary, row, column, 1, columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # another text, or another font
            self._place()
        return super().event(event)
