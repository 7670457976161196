"""How a number was read: in words, and as a picture of its lattice."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from lenet_gui.base.pointable import Scrolled
from lenet_gui.base.widgets import column, wrapped_label
from lenet_gui.numbers.lattice_view import LatticeView
from lenet_gui.numbers.words import readings_of
from lenet_gui.style.spacing import MARGIN
from model.numbers.signs import ShownNumbers


class LatticePanel(QWidget):
    """The words above the picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = LatticeView()
        self._words = wrapped_label()
        picture = Scrolled(self.view)
        self._others = QHBoxLayout()
        self._others.addWidget(self._words, 1)
        self.setLayout(column(self._others, picture, grows=picture, margin=MARGIN // 2))
        self.setFocusProxy(self.view)
        self.show_numbers(None)

    def offer(self, action: QAction) -> None:
        """Give another way to read a place beside the words."""
        button = QToolButton()
        button.setDefaultAction(action)
        self._others.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def words(self) -> str:
        return self._words.text()

    def show_numbers(self, numbers: ShownNumbers | None) -> None:
        """Show how these were read; None where there is one digit."""
        if numbers is None:
            self._words.setText(self.tr("Write several digits side by side: this shows how they are told apart."))
        else:
            self._words.setText(readings_of(numbers.shown.row))
        self.view.show_numbers(numbers)
