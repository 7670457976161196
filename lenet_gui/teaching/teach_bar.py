"""Teaching: start, cancel, progress, what it would change, and whether to use it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from lenet_gui.base import theme
from lenet_gui.base.form_fields import Count
from lenet_gui.base.pointable import Scrolled
from lenet_gui.base.widgets import button, column, row, thin_progress, wrapped_label
from lenet_gui.style.flow import Flow
from lenet_gui.style.lit import make_primary, make_switch
from lenet_gui.style.spoken import announce
from lenet_gui.teaching.doubtful_labels import DoubtfulLabels
from lenet_gui.teaching.outcome_view import OutcomeView, Pair
from lenet_gui.teaching.words import listed
from model.my_digits.digit import MyDigit
from model.network.taught import TaughtDigit

_LEAST_LINES = 4
"""Of text, that are seen of an outcome at least: both pairs of bars are twice as high."""


class _AsHighAsItsPage(Scrolled):
    """In less room, as with large text, the page is scrolled."""

    def sizeHint(self) -> QSize:
        return self.page.sizeHint()

    def minimumSizeHint(self) -> QSize:
        least = self.page.minimumSizeHint()
        return QSize(least.width(), min(least.height(), _LEAST_LINES * self.fontMetrics().height()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)


class TeachBar(QWidget):
    """Below the gallery.

    Its buttons are ``teach``, ``cancel``, ``anyway``, ``not_yet``, ``use``, ``discard``, ``compare`` and ``go_back``.
    """

    auto_changed = Signal(bool, int)  # whether to teach automatically, and after how many kept digits

    def __init__(self) -> None:
        super().__init__()
        self._digits = 0
        self.running = self._decided = False
        self.teach = button(self.tr("&Teach the network"))
        self._emphasis = make_primary(self.teach)
        self.cancel = button(self.tr("C&ancel"))
        self.progress = thin_progress(self.tr("Progress of teaching"))
        self.auto = QCheckBox(self.tr("automatically, after e&very"))
        self.every = Count((1, 100))
        self.every.setValue(5)
        self.every.setSuffix(self.tr(" digits kept"))
        self.every.setAccessibleName(self.tr("Kept digits before it is taught automatically"))
        self._question = wrapped_label()
        self.anyway = button(self.tr("Teach any&way"))
        self.not_yet = button(self.tr("Not &yet"))
        self.doubts = DoubtfulLabels()
        self.outcome = OutcomeView()
        self._outcome = _AsHighAsItsPage(self.outcome)
        self._outcome.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._words, self._warning = wrapped_label(), wrapped_label()
        self.go_back = button(self.tr("Back to the &default weights"))
        self.compare = button(self.tr("Com&pare with the default weights"))
        make_switch(self.compare)
        self.use = button(self.tr("&Use it"))
        self._useful = make_primary(self.use)
        self.discard = button(self.tr("Di&scard it"))
        first = row(self.teach, self.cancel, None, self.auto, self.every)
        asked = row(self._question, self.anyway, self.not_yet, grows=self._question)
        last = Flow([Flow([self.use, self.discard], gap=6), self.compare, self.go_back], gap=6)
        parts = first, self.progress, asked, self.doubts, self._outcome, self._warning, self._words, last
        self.setLayout(column(*parts, margin=0))
        self.auto.toggled.connect(self._on_auto)
        self.every.valueChanged.connect(self._on_auto)
        self.set_taught(in_use=False, there=False)
        self.show_words("")

    @property
    def words(self) -> str:
        parts = self._question, self._warning, self._words
        return " ".join(part.text() for part in parts if part.text())

    @contextmanager
    def _holding_focus(self) -> Iterator[None]:
        """A button that is disabled or hidden would let the focus go anywhere."""
        focused = self.window().focusWidget()
        yield
        if self.isAncestorOf(focused) and not (focused.isVisible() and focused.isEnabled()):
            asked = self.doubts.buttons if self.doubts.isAncestorOf(focused) else []
            next(iter(asked), self.cancel if self.running else self.teach).setFocus()

    def _set_state(self, running: bool, decided: bool) -> None:
        self.running, self._decided = running, decided
        with self._holding_focus():
            self.teach.setEnabled(self._digits > 0 and not running)
            self.cancel.setVisible(running)
            self.progress.setVisible(running)
            self._emphasis.want(not decided)
            self.use.setVisible(decided)
            self.discard.setVisible(decided)
            self._show_outcome()
            self._ask("")

    def _show_outcome(self) -> None:
        self._outcome.setVisible(self._decided or self.compare.isChecked())

    def set_digits(self, count: int) -> None:
        self._digits = count
        self.teach.setEnabled(count > 0 and not self.running)

    def _say(self, text: str, warning: str = "") -> None:
        for label, words in ((self._words, text), (self._warning, warning)):
            label.setText(words)
            label.setVisible(bool(words))
        self._warning.setPalette(theme.recoloured(self.palette(), theme.warning(self.palette())))

    def _ask(self, text: str) -> None:
        self._question.setText(text)
        for widget in (self._question, self.anyway, self.not_yet):
            widget.setVisible(bool(text))

    def ask_about_few(self, classes: Sequence[int]) -> None:
        """Ask whether to teach although these digits have only one example each."""
        self.show_words("")
        self._say("")
        one = self.tr(
            "There is only one example of {digits}: the effect of teaching cannot be judged on it. Draw another first?"
        )
        more = self.tr(
            "There is only one example each of {digits}: the effect of teaching cannot be judged on them. "
            "Draw others first?"
        )
        self._ask((more if len(classes) > 1 else one).format(digits=listed(classes)))
        self.not_yet.setFocus()
        self._announce()

    def show_progress(self, done: int, total: int) -> None:
        self.compare.setChecked(False)
        self._set_state(running=True, decided=False)
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        percent = self.tr("{percent} %").format(percent=round(100 * done / total)) if total else ""
        self._say(" ".join(filter(None, (self.tr("Teaching"), percent))))

    def show_outcome(self, pair: Pair, words: str, warning: str, changes_anything: bool, helps: bool = True) -> None:
        """Teaching is over; nothing has been changed yet. If it does not help, no button is emphasised."""
        self.compare.setChecked(False)
        self.outcome.show_pair(pair)
        self._set_state(running=False, decided=True)
        self.use.setEnabled(changes_anything)
        self._useful.want(helps)
        self._say(words, warning)
        self._announce()

    def show_compared(self, pair: Pair, words: str) -> None:
        """How the personal weights and the default ones read the current digits."""
        if self.compare.isChecked() and not self.running:
            self.outcome.show_pair(pair)
            self._set_state(running=False, decided=False)
            self._say(words)
            self._announce()

    def end_comparing(self) -> None:
        """What was compared is no longer shown."""
        self.compare.setChecked(False)
        self._show_outcome()

    def show_doubts(self, doubts: Sequence[tuple[MyDigit, TaughtDigit]]) -> None:
        """Ask about these labels."""
        with self._holding_focus():
            self.doubts.show_doubts(doubts)

    def show_words(self, text: str) -> None:
        """Nothing is being taught, and why; without a text, what teaching would do."""
        self._set_state(running=False, decided=False)
        self._say(text or self.tr("Trains a copy of the network on these digits, and asks before it is used."))
        if text:
            self._announce()

    def _announce(self) -> None:
        if self.isVisible():
            announce(self, self.words)

    def set_taught(self, in_use: bool, there: bool) -> None:
        """Whether taught weights are in use, and whether the person has some at all."""
        with self._holding_focus():
            self.go_back.setVisible(in_use)
            self.compare.setVisible(there)

    def set_auto(self, on: bool, every: int) -> None:
        """Show what was chosen earlier; emits nothing."""
        with QSignalBlocker(self):
            self.auto.setChecked(on)
            self.every.setValue(every)

    @Slot()
    def _on_auto(self) -> None:
        self.auto_changed.emit(self.auto.isChecked(), self.every.value())
