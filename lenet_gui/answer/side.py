"""The right side of the window: the answer, naming, the ten penalties."""

from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from lenet_gui.answer.answer_view import AnswerView
from lenet_gui.answer.naming import Naming
from lenet_gui.answer.penalties import PenaltyBars
from lenet_gui.style.spacing import MARGIN
from model.network.recognition import Recognition


class AnswerSide(QWidget):
    """The answer grows with the window, the penalties fill the rest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer, self.naming, self.penalties = AnswerView(), Naming(), PenaltyBars()
        title = QLabel(self.tr("Penalties"))
        title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        title.setToolTip(self.tr("The squared distance between F6 and each digit's code (eq. 7); the smallest wins"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(MARGIN // 2)
        layout.addWidget(self.answer, 2)
        layout.addWidget(self.naming)
        layout.addSpacing(MARGIN // 2)
        layout.addWidget(title)
        layout.addWidget(self.penalties, 5)

    def show_recognition(self, answer: Recognition) -> None:
        """Show an answer in all parts."""
        self.answer.show_recognition(answer)
        self.penalties.show_recognition(answer)
