"""Says what a drawing is, if the network is wrong or the person wants to keep it: a separate act, with undo."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

from lenet_gui.base.widgets import column, keep_room, row
from lenet_gui.style.flow import Flow
from lenet_gui.style.lit import make_link, make_switch
from lenet_gui.style.spacing import MARGIN

if TYPE_CHECKING:
    from model.numbers.signs import ShownNumbers

_LEAST_PX = 24
"""The least side of a button for a finger or a pen (WCAG 2.5.8)."""
_GAP = 3
_NO_LIMIT = 2**24 - 1
"""Qt's largest width of a widget."""


class _DigitButton(QToolButton):
    """Small, though not too small for a finger; it grows with the text."""

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        wide = self.fontMetrics().horizontalAdvance("0") + round(0.7 * line)
        return QSize(wide, round(1.6 * line)).expandedTo(QSize(_LEAST_PX, _LEAST_PX))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class NamingBar(QWidget):
    """Ten digits, in one row or two that fill their room; once one was chosen, what became of it and a way back.

    ``keys`` are actions with the ten keys: they work where they are added.
    """

    named = Signal(int, object)  # the digit that the drawing is; the button that was clicked, or None if it was a key

    def __init__(self) -> None:
        super().__init__()
        self.words = QLabel()
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.undo = QToolButton()
        self.undo.setText(self.tr("Undo"))
        make_link(self.undo)
        self.undo.setAccessibleName(self.tr("Undo keeping the drawing"))
        keep_room(self.undo)
        self.keys: list[QAction] = []
        self.buttons: list[QToolButton] = []
        for digit in range(10):
            key = QAction(self.tr("Keep the drawing as this digit"), self)
            key.setShortcut(QKeySequence(str(digit)))
            key.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.setAutoRepeat(False)  # one that is held does not answer what it has asked
            key.triggered.connect(partial(self._on_digit, digit, None))
            self.keys.append(key)
            button = _DigitButton()
            button.setText(str(digit))
            make_switch(button)
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            button.setAccessibleName(self.tr("Keep the drawing as {digit}").format(digit=digit))
            button.clicked.connect(partial(self._on_digit, digit, button))
            self.buttons.append(button)
        halves = [Flow(five, gap=_GAP, fills=True) for five in (self.buttons[:5], self.buttons[5:])]
        digits = Flow(halves, gap=_GAP, fills=True)
        words = row(self.words, self.undo, grows=self.words)
        self.setLayout(column(words, digits, margin=0, spacing=MARGIN // 4))
        self._kept: int | None = None
        self._own = False
        self._place: int | None = None
        self._show()

    def _on_digit(self, digit: int, clicked: QToolButton | None) -> None:
        self._show()  # not what a click has checked
        self.named.emit(digit, clicked)

    def show_drawing(self, own: bool) -> None:
        """Whether there is a drawing of the person's own, not yet kept."""
        if (own, None) != (self._own, self._kept):
            self._own, self._kept = own, None
            self._show()

    def show_numbers(self, numbers: "ShownNumbers | None") -> None:
        """Which digit of the number will be named; None where the drawing is one digit."""
        place = None if numbers is None else numbers.place
        if place != self._place:
            self._place = place
            self._show()

    def show_kept(self, digit: int) -> None:
        self._own, self._kept = True, digit
        self._show()

    def _show(self) -> None:
        kept = self._kept
        if kept is None and self._place is not None:
            self.words.setText(self.tr("Wrong? Digit {place} is a").format(place=self._place + 1))
        elif kept is None:
            self.words.setText(self.tr("Wrong? It is a"))
        else:
            self.words.setText(self.tr("Kept as {digit}").format(digit=kept))
        self.words.setToolTip(self.tr("Keeps the drawing in My digits, to teach it to the network"))
        self.words.setEnabled(self._own)
        if kept is None and self.window().focusWidget() is self.undo:
            # Or the focus would go to 0, and the same key again would keep the drawing as that.
            next(button for button in self.buttons if button.isChecked()).setFocus()
        self.undo.setVisible(kept is not None)
        self.undo.setMaximumWidth(0 if kept is None else _NO_LIMIT)  # the words need the room
        for digit, button in enumerate(self.buttons):
            button.setEnabled(self._own)
            button.setChecked(digit == kept)
            button.setToolTip(
                self.tr("Keep the drawing as {digit} ({digit})").format(digit=digit)
                if self._own
                else self.tr("Only what you drew yourself can be kept")
            )
