"""What a value is, its terms and the squashing curve: side by side, or below each other if that is too wide."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from lenet_gui.base.elided_label import WrappedLabel
from lenet_gui.base.pointable import Scrolled
from lenet_gui.base.widgets import column, put_beside
from lenet_gui.why.curve import SquashingView
from lenet_gui.why.sheet import GAP, Sheet


class _Page(QWidget):
    """It can be as narrow as its widest part: what does not fit beside another goes below."""

    def __init__(self, parts: Sequence[QWidget]) -> None:
        super().__init__()
        self._parts = parts

    def minimumSizeHint(self) -> QSize:
        widths = [part.minimumSizeHint().width() for part in self._parts if not part.isHidden()]
        return QSize(max(widths, default=0), super().minimumSizeHint().height())


class Arithmetic(Scrolled):
    """Shows one sheet at a time, or none; scrolls upright only.

    Args:
        nothing: what is shown without a sheet.
        sheets: one for each kind of arithmetic.
        curve: for the sheets of units that squash.
    """

    def __init__(self, nothing: QWidget, sheets: Sequence[Sheet[Any]], curve: SquashingView) -> None:
        page = _Page((*sheets, curve))
        super().__init__(page)
        self.about = WrappedLabel(self.tr("What it is"), quiet=True)
        self.sheet: Sheet[Any] | None = None
        self._nothing, self._curve = nothing, curve
        self._terms = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._terms.setSpacing(2 * GAP)
        for part in (nothing, *sheets):
            self._terms.addWidget(part, 3)
            part.setVisible(part is nothing)
        self._terms.addLayout(column(curve, None, grows=curve, margin=0), 1)  # at the top, however long the sheet is
        curve.hide()
        page.setLayout(column(self.about, self._terms, grows=self._terms, margin=0, spacing=GAP))
        for sheet in sheets:
            self.follow(sheet)

    def show_sheet(self, sheet: Sheet[Any] | None, squashes: bool) -> None:
        """Show a sheet, with the curve or without; the focus goes from the one shown before to this one."""
        before, self.sheet = self.sheet, sheet
        self._curve.setVisible(squashes)
        if before is not sheet:
            walking = before is not None and before.hasFocus()
            shown = self._nothing if sheet is None else sheet
            shown.show()
            if walking and sheet is not None:
                # So that the arrow keys continue where Enter led.
                sheet.walk_in()
            (self._nothing if before is None else before).hide()
            self.verticalScrollBar().setValue(0)
            self._arrange()

    def _arrange(self) -> None:
        """Put the curve beside the sheet, or below it."""
        least = 0 if self.sheet is None else self.sheet.minimumSizeHint().width()
        needed = least + self._terms.spacing() + self._curve.minimumSizeHint().width()
        # With room for the scroll bar, whether it is shown or not: otherwise each could ask for the other.
        width = self.width() - self.verticalScrollBar().sizeHint().width()
        put_beside(self._terms, needed <= width)
        # Beside a long sheet it is no higher than what can be seen of it.
        room = self.height() - self.about.heightForWidth(width) - GAP
        self._curve.setMaximumHeight(max(room, self._curve.minimumSizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().eventFilter(watched, event)
