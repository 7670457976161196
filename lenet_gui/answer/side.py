"""The right side of the window: the answer, naming, the ten penalties."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from lenet_gui.answer.answer_view import AnswerView
from lenet_gui.answer.naming_bar import NamingBar
from lenet_gui.answer.penalties import PenaltyBars
from lenet_gui.base.elided_label import WrappedLabel
from lenet_gui.base.widgets import column, keep_room
from lenet_gui.style.lit import make_link
from lenet_gui.style.spacing import MARGIN
from model.network.recognition import Recognition

if TYPE_CHECKING:
    from model.numbers.signs import ShownNumbers


class AnswerSide(QWidget):
    """The answer grows with the window, the penalties fill the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.answer, self.naming, self.penalties = AnswerView(), NamingBar(), PenaltyBars()
        self.how = QToolButton()
        self.how.setText(self.tr("How was it read?"))
        make_link(self.how)
        self.how.hide()
        keep_room(self.how)  # when a second digit is begun
        self._title = WrappedLabel(self.tr("What the bars are"), quiet=False)
        self._tell(changed=False)
        parts = self.answer, self.how, self.naming, self._title, self.penalties
        # The answer has room of its own above it.
        layout = column(*parts, margin=(MARGIN, MARGIN // 2, MARGIN, MARGIN), spacing=MARGIN // 2)
        layout.setAlignment(self.how, Qt.AlignmentFlag.AlignHCenter)
        layout.insertSpacing(layout.indexOf(self._title), MARGIN // 2)
        layout.setStretchFactor(self.answer, 2)
        layout.setStretchFactor(self.penalties, 5)
        self.setLayout(layout)

    def show_numbers(self, numbers: "ShownNumbers | None") -> None:
        """The numbers that the next answer's digit belongs to; None where it stands alone."""
        self.answer.show_numbers(numbers)
        self.naming.show_numbers(numbers)
        self.how.setVisible(numbers is not None)

    def show_recognition(self, answer: Recognition) -> None:
        self.answer.show_recognition(answer)
        self.penalties.show_recognition(answer)
        self._tell(changed=answer.unchanged is not None)

    def _tell(self, changed: bool) -> None:
        self._title.set_text(self.tr("Dashed: unchanged") if changed else self.tr("Penalties: smallest wins"))
