"""Teaching: start, cancel, progress, what it would change, and whether to use it."""

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from lenet_gui.base.form_fields import let_wheel_pass
from lenet_gui.base.widgets import button, column, row, thin_progress, wrapped_label
from lenet_gui.my_digits.gallery_model import DOUBTFUL_SIGN, WRONG_SIGN
from lenet_gui.teaching.outcome_view import OutcomeView
from model.teaching.report import TeachingReport


class TeachBar(QWidget):
    """Below the gallery. Its buttons are ``teach``, ``cancel``, ``use``, ``discard`` and ``go_back``."""

    auto_changed = Signal(bool, int)  # whether to teach automatically, and after how many kept digits

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digits = 0
        self._running = False
        self.teach = button(self.tr("&Teach my digits"))
        self.cancel = button(self.tr("C&ancel"))
        self.progress = thin_progress(self.tr("Progress of teaching"))
        self.auto = QCheckBox(self.tr("automatically, after e&very"))
        self.every = QSpinBox()
        self.every.setRange(1, 100)
        self.every.setValue(5)
        self.every.setSuffix(self.tr(" digits kept"))
        self.every.setAccessibleName(self.tr("Kept digits before it is taught automatically"))
        self.go_back = button(self.tr("Back to the &default weights"))
        self.outcome = OutcomeView()
        self._words = wrapped_label()
        self.use = button(self.tr("&Use it"))
        self.discard = button(self.tr("Di&scard it"))
        first = row(self.teach, self.cancel, None, self.auto, self.every)
        last = row(self.go_back, None, self.use, self.discard)
        self.setLayout(column(first, self.progress, self.outcome, self._words, last, margin=0))
        self.auto.toggled.connect(self._on_auto)
        self.every.valueChanged.connect(self._on_auto)
        let_wheel_pass(self.every)
        self.set_taught(False)
        self.show_words("")

    @property
    def words(self) -> str:
        return self._words.text()

    def _set_state(self, running: bool, decided: bool) -> None:
        had_focus = self.teach.hasFocus() or self.cancel.hasFocus()
        self._running = running
        self.teach.setEnabled(self._digits > 0 and not running)
        self.cancel.setVisible(running)
        if had_focus:
            # A button that is disabled or hidden would let the focus go anywhere.
            (self.cancel if running else self.teach).setFocus()
        self.progress.setVisible(running)
        for widget in (self.outcome, self.use, self.discard):
            widget.setVisible(decided)

    def set_digits(self, count: int) -> None:
        self._digits = count
        self.teach.setEnabled(count > 0 and not self._running)

    def _say(self, *parts: str) -> None:
        text = " ".join(filter(None, parts))
        self._words.setText(text)
        self._words.setVisible(bool(text))

    def show_progress(self, done: int, total: int) -> None:
        self._set_state(running=True, decided=False)
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        percent = self.tr("{percent} %").format(percent=round(100 * done / total)) if total else ""
        self._say(self.tr("Teaching"), percent)

    def show_outcome(self, report: TeachingReport) -> None:
        """Teaching is over; nothing has been changed yet."""
        self._set_state(running=False, decided=True)
        self.outcome.show_report(report)
        self.use.setEnabled(report.changes_anything)
        self._say(*self._in_words(report))

    def _in_words(self, report: TeachingReport) -> list[str]:
        wrong, doubtful = len(report.still_wrong), len(report.doubts)
        words = [self.tr("Nothing has changed yet.") if report.changes_anything else ""]
        if wrong:
            still = self.tr("{count} of your digits are still misread ({sign}).")
            still = self.tr("{count} of your digits is still misread ({sign}).") if wrong == 1 else still
            words.append(still.format(count=wrong, sign=WRONG_SIGN))
        if doubtful:
            look = self.tr("{count} labels look doubtful ({sign}): look at them first.")
            look = self.tr("{count} label looks doubtful ({sign}): look at it first.") if doubtful == 1 else look
            words.append(look.format(count=doubtful, sign=DOUBTFUL_SIGN))
        if not report.changes_anything:
            none = self.tr("Any teaching would make it misread too many of MNIST's digits: there is nothing to use.")
            words.append(none)
        elif report.share < 1:
            text = self.tr(
                "The weights moved only {percent} % of the way: further, too many of MNIST's digits would be misread."
            )
            words.append(text.format(percent=round(100 * report.share)))
        return words

    def show_words(self, text: str) -> None:
        """Nothing is being taught, and why."""
        self._set_state(running=False, decided=False)
        self._say(text)

    def set_taught(self, taught: bool) -> None:
        self.go_back.setVisible(taught)

    def set_auto(self, on: bool, every: int) -> None:
        """Show what was chosen earlier; emits nothing."""
        with QSignalBlocker(self):
            self.auto.setChecked(on)
            self.every.setValue(every)

    @Slot()
    def _on_auto(self) -> None:
        self.auto_changed.emit(self.auto.isChecked(), self.every.value())
