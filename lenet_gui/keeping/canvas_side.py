"""What of My digits is at the canvas: the guided round, the question before a drawing is kept, and their keys."""

from PySide6.QtCore import QObject, QPoint, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from lenet_gui.canvas.panel import CanvasPanel
from lenet_gui.canvas.sketch import Sketch
from lenet_gui.keeping.guided_round import ROUND, GuidedRound
from lenet_gui.keeping.keeping import Keeping
from lenet_gui.keeping.naming import NameQuestion
from lenet_gui.keeping.question_bubble import QuestionBubble
from lenet_gui.keeping.round_bar import RoundBar


class CanvasSide(QObject):
    """A view of the round and of the question."""

    entered = Signal()  # Enter, or the button that stands for it
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
        self._enter = [self._key(Qt.Key.Key_Return, self.entered), self._key(Qt.Key.Key_Enter, self.entered)]
        self._escape = self._key(Qt.Key.Key_Escape, self.dismissed)
        self._round_on = False
        self.bubble.keep_wanted.connect(self.entered)
        self.bubble.other_wanted.connect(self.other_wanted)
        self.bubble.dismissed.connect(self.dismissed)
        self.round_bar.next_wanted.connect(self.entered)
        self.round_bar.back_wanted.connect(self.back_wanted)
        self.round_bar.stop_wanted.connect(self.stop_wanted)

    def attach(self, keeping: Keeping) -> None:
        """Show what is asked, and hand on what the person answers."""
        keeping.naming.asked.connect(self.show_question)
        keeping.round.changed.connect(lambda: self.show_round(keeping.round))
        self.entered.connect(keeping.enter)
        self.other_wanted.connect(keeping.naming.correct)
        self.dismissed.connect(keeping.naming.withdraw)
        self.back_wanted.connect(keeping.step_back)
        self.stop_wanted.connect(lambda: keeping.switch_round(False))

    def _key(self, key: Qt.Key, signal: SignalInstance) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self._canvas)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(signal)
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
        """Ask this where the pen is; None for nothing."""
        self.bubble.setVisible(question is not None)
        if question is not None:
            # Enter and Escape work here even if the drawing was named with a button.
            self._canvas.setFocus()
            self.bubble.ask(question, self._pen)
        self._enable_keys()

    def _pen(self) -> QPoint:
        """Where the pen was lifted, in the window."""
        last = self._sketch.drawing.strokes[-1].points[-1]
        return self._canvas.mapTo(self.bubble.room, self._canvas.from_canvas(last).toPoint())

    def _enable_keys(self) -> None:
        asks = not self.bubble.isHidden()
        self._escape.setEnabled(asks)
        for key in self._enter:
            key.setEnabled(asks or self._round_on)
