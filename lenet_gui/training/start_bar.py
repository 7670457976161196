"""Below the settings of a run: what Start runs, what that comes to, and Start; between buttons or, if narrow, above."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from lenet_gui.base.grid import RIGHT
from lenet_gui.base.widgets import button, keep_room, wrapped_label
from lenet_gui.style.dressed import Dressed
from lenet_gui.style.lit import make_primary
from lenet_gui.style.text_size import bold

_GAP = 10


class StartBar(Dressed):
    """``what`` is to be run, and the ``summary`` of it: each in one line, if there is a place with room for it."""

    def __init__(self, buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self.what, self.summary = wrapped_label(), wrapped_label()
        for label in (self.what, self.summary):
            label.setAlignment(RIGHT)
        self.reset = button(self.tr("&Reset all"), tip=self.tr("Reset every setting to the chosen recipe's."))
        self.start = button(self.tr("&Start training"))
        make_primary(self.start)
        self._buttons = (*buttons, self.reset, self.start)
        self._between = len(buttons) + 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(0)
        for column, each in enumerate(self._buttons):
            self._grid.addWidget(each, 2, column + (column >= self._between), 2, 1, Qt.AlignmentFlag.AlignBottom)
        self._grid.setColumnStretch(self._between, 1)
        self._placed: tuple[bool, bool] | None = None
        self._dress()

    def show_what(self, text: str, changed: bool) -> None:
        """Say what is to be run, and offer to reset it if it was ``changed``; empty where that is said elsewhere."""
        self.what.setText(text)
        self.what.setVisible(bool(text))
        keep_room(self.reset, bool(text))
        self.reset.setVisible(changed)
        self._describe()

    def show_summary(self, text: str) -> None:
        self.summary.setText(text)
        self._describe()

    def _describe(self) -> None:
        self.start.setAccessibleDescription(". ".join(filter(None, (self.what.text(), self.summary.text()))))

    def _dress(self) -> None:
        self.what.setFont(bold(self.font()))
        self.summary.setMinimumHeight(self.summary.fontMetrics().height())
        self._place()

    def _place(self) -> None:
        has_what = bool(self.what.text())
        taken = sum(each.sizeHint().width() + _GAP for each in self._buttons if has_what or each is not self.reset)
        texts = ((QFontMetrics(label.font()), label.text()) for label in (self.what, self.summary))
        above = max(metrics.horizontalAdvance(text) for metrics, text in texts) + _GAP > self.width() - taken
        if (above, has_what) != self._placed:
            self._placed = above, has_what
            row, column, columns = (0, 0, len(self._buttons) + 1) if above else (2, self._between, 1)
            self._grid.addWidget(self.what, row, column, 1, columns)
            self._grid.addWidget(self.summary, row + has_what, column, 2 - has_what, columns)
            self._grid.setRowMinimumHeight(1, self.summary.minimumHeight() + _GAP // 2 if above else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # another text, or another font
            self._place()
        return super().event(event)
