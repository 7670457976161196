"""What becomes of a run that is over: its weights are taken into use, saved, or thrown away."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from model.records import PassResult


class OutcomeBar(QFrame):
    """Shown when a run is over.

    Signals:
        use_wanted, save_wanted: of the best pass (True) or of the last (False).
        discard_wanted: a button was pressed.
    """

    use_wanted = Signal(bool)
    save_wanted = Signal(bool)
    discard_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Which pass's weights"))
        self.use = QPushButton(self.tr("Take into &use"))
        self.save = QPushButton(self.tr("Sa&ve ..."))
        self.discard = QPushButton(self.tr("&Discard"))
        row = QHBoxLayout()
        row.addWidget(self.which)
        row.addStretch(1)
        for button in (self.use, self.save, self.discard):
            row.addWidget(button)
        self.which.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text)
        layout.addLayout(row)
        self.use.clicked.connect(self._on_use)
        self.save.clicked.connect(self._on_save)
        self.discard.clicked.connect(self.discard_wanted)

    def show_outcome(self, text: str, best: PassResult | None, last: PassResult) -> None:
        """Offer what there is.

        Args:
            text: how the run ended.
            best: the pass best on the held-out digits; None where none were held out.
            last: the last whole pass.
        """
        self.text.setText(text)
        self.which.clear()
        if best is not None:
            self.which.addItem(self._name(self.tr("The best"), best), True)
        self.which.addItem(self._name(self.tr("The last"), last), False)
        self.which.setEnabled(self.which.count() > 1)
        self.setVisible(True)

    def _name(self, what: str, result: PassResult) -> str:
        if result.held_out is None:
            return self.tr("{what}: pass {number}").format(what=what, number=result.number)
        return self.tr("{what}: pass {number}, {error} % of the digits held out").format(
            what=what, number=result.number, error=f"{result.held_out.error_percent:.2f}"
        )

    @property
    def best(self) -> bool:
        """Whether the best pass is chosen, not the last."""
        return bool(self.which.currentData())

    @Slot()
    def _on_use(self) -> None:
        self.use_wanted.emit(self.best)

    @Slot()
    def _on_save(self) -> None:
        self.save_wanted.emit(self.best)
