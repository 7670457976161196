"""The parts of a page: headed sections in a scroll area."""

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from lenet_gui.base.pointable import Pointable


def heading(text: str, *beside: QWidget) -> QHBoxLayout:
    """A wrapping title with widgets to its right."""
    label = QLabel(text)
    label.setWordWrap(True)
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(label, 1)
    for widget in beside:
        row.addWidget(widget)
    return row


class Scrolled(QScrollArea):
    """A page in a scroll area; a place that a key moves to in one of its views is scrolled into view."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.page = page
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for view in page.findChildren(Pointable):
            view.walked.connect(self._follow)

    @Slot(object)
    def _follow(self, place: QRectF) -> None:
        view = self.sender()
        if isinstance(view, QWidget):
            middle = view.mapTo(self.page, place.center().toPoint())
            self.ensureVisible(middle.x(), middle.y(), int(place.width() / 2) + 20, int(place.height() / 2) + 20)


def page_of(*parts: QHBoxLayout | tuple[QWidget, int]) -> QVBoxLayout:
    """Headings and views, each view with its stretch factor, below each other."""
    column = QVBoxLayout()
    column.setContentsMargins(10, 8, 10, 8)
    column.setSpacing(6)
    for part in parts:
        if isinstance(part, tuple):
            column.addWidget(*part)
        else:
            column.addLayout(part)
    return column
