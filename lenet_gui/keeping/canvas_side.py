"""What of My digits is at the canvas: the guided round, the question before a drawing is kept, and their keys."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from lenet_gui.canvas.panel import CanvasPanel
from lenet_gui.canvas.sketch import Sketch
from lenet_gui.keeping.guided_round import ROUND, GuidedRound
from lenet_gui.keeping.keeping import Keeping
from lenet_gui.keeping.naming import NameQuestion
from lenet_gui.keeping.question_bubble import QuestionBubble, beside, near
from lenet_gui.keeping.round_bar import RoundBar


class CanvasSide(QObject):
    """A view of the round and of the question."""

    entered = Signal()  # Enter, or the button that stands for it
    confirmed = Signal()  # the drawing is what the person called it
    again_wanted = Signal()  # another one is to be drawn instead
    other_wanted = Signal()  # the drawing is the other digit of the question
    dismissed = Signal()  # the drawing is not to be kept
    back_wanted = Signal()  # the round's last digit is to be drawn again
    stop_wanted = Signal()  # the round is to be switched off

    def __init__(self, panel: CanvasPanel, sketch: Sketch, window: QWidget) -> None:
        super().__init__(panel)
        self._canvas, self._sketch = panel.canvas, sketch
        self.round_bar = RoundBar()
        panel.add_below(panel.canvas, self.round_bar)
        self.bubble = QuestionBubble(window)
        self._enter = [self._key(key, self._on_enter) for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)]
        self._escape = self._key(Qt.Key.Key_Escape, self._on_escape)
        self._round_on = False
        self._clicked: QWidget | None = None
        self.bubble.keep_wanted.connect(self.confirmed)
        self.bubble.again_wanted.connect(self.again_wanted)
        self.bubble.other_wanted.connect(self.other_wanted)
        self.bubble.dismissed.connect(self.dismissed)
        self.round_bar.next_wanted.connect(self._on_enter)
        self.round_bar.back_wanted.connect(self.back_wanted)
        self.round_bar.stop_wanted.connect(self.stop_wanted)
        for changed in (sketch.rested, sketch.replaced):
            changed.connect(self._enable_keys)

    def attach(self, keeping: Keeping) -> None:
        """Show what is asked, and hand on what the person answers."""
        keeping.naming.asked.connect(self.show_question)
        keeping.round.changed.connect(lambda: self.show_round(keeping.round))
        self.entered.connect(keeping.enter)
        self.confirmed.connect(keeping.naming.confirm)
        self.again_wanted.connect(keeping.draw_again)
        self.other_wanted.connect(keeping.naming.correct)
        self.dismissed.connect(keeping.naming.withdraw)
        self.back_wanted.connect(keeping.step_back)
        self.stop_wanted.connect(lambda: keeping.switch_round(False))

    def ask_beside(self, clicked: QWidget | None) -> None:
        """What is asked next is asked beside this; None for the canvas."""
        self._clicked = clicked

    @Slot()
    def _on_enter(self) -> None:
        self.ask_beside(None)
        self.entered.emit()

    @Slot()
    def _on_escape(self) -> None:
        """Leave the question; where there is none, the round."""
        (self.stop_wanted if self.bubble.isHidden() else self.dismissed).emit()

    def _key(self, key: Qt.Key, pressed: Callable[[], None]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self._canvas)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.setAutoRepeat(False)  # a key that is held does not answer what it has asked
        shortcut.activated.connect(pressed)
        shortcut.setEnabled(False)
        return shortcut

    def show_round(self, guided: GuidedRound) -> None:
        """Show which digit the round asks for, and how far it is; nothing if it is over."""
        self._round_on = guided.running
        if guided.wanted is not None:
            self.round_bar.show_progress(guided.done, len(ROUND))
            self._canvas.setFocus()
        else:
            self.round_bar.hide()
        self._canvas.set_guide(guided.wanted)
        self._enable_keys()

    @Slot(object)
    def show_question(self, question: NameQuestion | None) -> None:
        """Ask this; None for nothing."""
        self.bubble.setVisible(question is not None)
        if question is not None:
            # Enter and Escape work here even if the drawing was named with a button.
            self._canvas.setFocus()
            self.bubble.ask(question, self._where)
        self._enable_keys()

    def _where(self, size: QSize, room: QRect) -> QPoint:
        """Where a question goes: to what was clicked, else to where the pen was lifted; off the round's buttons."""
        if self._clicked is not None:
            clicked, row = map(self._in_window, (self._clicked, self._clicked.parentWidget() or self._clicked))
            # Below all of the row, which has two lines in a narrow window: another digit of it may be clicked.
            return near(QRect(clicked.left(), row.top(), clicked.width(), row.height()), size, room)
        last = self._sketch.drawing.strokes[-1].points[-1]
        pen = self._canvas.mapTo(self.bubble.room, self._canvas.from_canvas(last).toPoint())
        if self._round_on:
            return beside(self._in_window(self._canvas) | self._in_window(self.round_bar), pen, size, room)
        return near(QRect(pen, pen), size, room)

    def _in_window(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self.bubble.room, QPoint()), widget.size())

    @Slot()
    def _enable_keys(self) -> None:
        asks = not self.bubble.isHidden()
        self.round_bar.next.setEnabled(not asks and not self._sketch.is_blank)
        for key in (*self._enter, self._escape):
            key.setEnabled(asks or self._round_on)
