"""Learning: start, stop, how far it is, what it would do, and whether to take it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from lenet_gui.my_digits.entries import OutcomeFigures
from lenet_gui.my_digits.outcome_view import OutcomeView


class LearnBar(QWidget):
    """Below the gallery.

    Signals:
        learn_wanted, stop_wanted, take_wanted, leave_wanted, go_back_wanted: as their buttons say.
        auto_changed: whether to learn by itself, and after how many corrections.
    """

    learn_wanted = Signal()
    stop_wanted = Signal()
    take_wanted = Signal()
    leave_wanted = Signal()
    go_back_wanted = Signal()
    auto_changed = Signal(bool, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.learn = QPushButton(self.tr("&Learn my digits"))
        self.stop = QPushButton(self.tr("&Stop"))
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("How far learning is"))
        self.auto = QCheckBox(self.tr("learn &by itself after every"))
        self.every = QSpinBox()
        self.every.setRange(1, 100)
        self.every.setValue(5)
        self.every.setSuffix(self.tr(" digits kept"))
        self.every.setAccessibleName(self.tr("Digits kept before it learns by itself"))
        self.go_back = QPushButton(self.tr("Back to the &weights that ship"))
        self.outcome = OutcomeView()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self.take = QPushButton(self.tr("&Take it"))
        self.leave = QPushButton(self.tr("Lea&ve it"))
        self._lay_out()
        for button, signal in (
            (self.learn, self.learn_wanted),
            (self.stop, self.stop_wanted),
            (self.take, self.take_wanted),
            (self.leave, self.leave_wanted),
            (self.go_back, self.go_back_wanted),
        ):
            button.clicked.connect(signal)
        self.auto.toggled.connect(self._on_auto)
        self.every.valueChanged.connect(self._on_auto)
        self.set_taught(False)
        self.show_words("")

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.addWidget(self.learn)
        first.addWidget(self.stop)
        first.addWidget(self.progress, 1)
        first.addStretch(1)
        first.addWidget(self.auto)
        first.addWidget(self.every)
        last = QHBoxLayout()
        last.addWidget(self._words, 1)
        last.addWidget(self.take)
        last.addWidget(self.leave)
        last.addWidget(self.go_back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(first)
        layout.addWidget(self.outcome)
        layout.addLayout(last)

    @property
    def words(self) -> str:
        """What is said of the last learning."""
        return self._words.text()

    def _set_state(self, running: bool, decided: bool) -> None:
        self.learn.setEnabled(not running)
        self.stop.setVisible(running)
        self.progress.setVisible(running)
        for widget in (self.outcome, self.take, self.leave):
            widget.setVisible(decided)

    def show_progress(self, done: int, total: int, text: str) -> None:
        """Learning is on."""
        self._set_state(running=True, decided=False)
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.setFormat(f"{text} %p %")
        self._words.setText("")

    def show_outcome(self, figures: OutcomeFigures, takeable: bool) -> None:
        """Learning is over; nothing has been changed yet."""
        self._set_state(running=False, decided=True)
        self.outcome.show_figures(figures)
        self.outcome.updateGeometry()
        self.take.setEnabled(takeable)
        words = self.tr("{wrong} of your digits still go wrong (×), {doubtful} labels look doubtful (?).").format(
            wrong=len(figures.still_wrong), doubtful=len(figures.doubtful)
        )
        self._words.setText(f"{words} {figures.warning}".strip())

    def show_words(self, text: str) -> None:
        """Nothing is being learned, and why."""
        self._set_state(running=False, decided=False)
        self._words.setText(text)

    def set_taught(self, taught: bool) -> None:
        """Whether a taught network is in use."""
        self.go_back.setVisible(taught)

    def set_auto(self, on: bool, every: int) -> None:
        """Show what was chosen before; emits nothing."""
        self.blockSignals(True)
        self.auto.setChecked(on)
        self.every.setValue(every)
        self.blockSignals(False)

    @Slot()
    def _on_auto(self) -> None:
        self.auto_changed.emit(self.auto.isChecked(), self.every.value())
