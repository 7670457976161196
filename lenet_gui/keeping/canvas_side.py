"""What of My digits is at the canvas: the guided round, the question before a drawing is kept, and their keys."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from lenet_gui.canvas.panel import CanvasPanel
from lenet_gui.canvas.sketch import Sketch
from lenet_gui.keeping.guided_round import ROUND
from lenet_gui.keeping.keeping import Keeping
from lenet_gui.keeping.naming import NameQuestion
from lenet_gui.keeping.question_bubble import QuestionBubble, beside, near
from lenet_gui.keeping.round_bar import RoundBar


class CanvasSide(QObject):
    """A view of the round and of the question."""

    def __init__(self, panel: CanvasPanel, sketch: Sketch, keeping: Keeping, window: QWidget) -> None:
        super().__init__(panel)
        self._canvas, self._sketch, self._keeping = panel.canvas, sketch, keeping
        self.round_bar = bar = RoundBar()
        panel.add_below(panel.canvas, bar)
        self.bubble = bubble = QuestionBubble(window)
        self._enter = [self._key(key, self._on_enter) for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)]
        self._escape = self._key(Qt.Key.Key_Escape, self._on_escape)
        self._clicked: QWidget | None = None
        for changed in (sketch.rested, sketch.replaced):
            changed.connect(self._enable_keys)
        keeping.naming.asked.connect(self.show_question)
        keeping.round.changed.connect(self.show_round)
        bubble.keep.clicked.connect(keeping.naming.confirm)
        bubble.again.clicked.connect(keeping.draw_again)
        bubble.other.clicked.connect(keeping.naming.correct)
        bubble.dismissed.connect(keeping.naming.withdraw)
        bar.next.clicked.connect(self._on_enter)
        bar.back.clicked.connect(keeping.step_back)
        bar.stop.clicked.connect(self._stop)

    def ask_beside(self, clicked: QWidget | None) -> None:
        """What is asked next is asked beside this; None for the canvas."""
        self._clicked = clicked

    @Slot()
    def _on_enter(self) -> None:
        self.ask_beside(None)
        self._keeping.enter()

    @Slot()
    def _stop(self) -> None:
        self._keeping.switch_round(False)

    @Slot()
    def _on_escape(self) -> None:
        """Leave the question; where there is none, the round."""
        if self.bubble.isHidden():
            self._stop()
        else:
            self._keeping.naming.withdraw()

    def _key(self, key: Qt.Key, pressed: Callable[[], None]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self._canvas)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.setAutoRepeat(False)  # a key that is held does not answer what it has asked
        shortcut.activated.connect(pressed)
        shortcut.setEnabled(False)
        return shortcut

    @Slot()
    def show_round(self) -> None:
        """Show which digit the round asks for, and how far it is; nothing if it is over."""
        guided = self._keeping.round
        self._canvas.setFocus()
        if guided.wanted is not None:
            self.round_bar.show_progress(guided.done, len(ROUND))
        else:
            self.round_bar.hide()
        self._canvas.set_guide(guided.wanted)
        self._enable_keys()

    @Slot(object)
    def show_question(self, question: NameQuestion | None) -> None:
        self.bubble.setVisible(question is not None)
        if question is not None:
            # Enter and Escape work here even if the drawing was named with a button.
            self._canvas.setFocus()
            self.bubble.ask(question, self._where)
        self._enable_keys()

    def _where(self, size: QSize, room: QRect) -> QPoint:
        """Where a question goes: to what was clicked, else below the end of its ink; off the round's buttons."""
        if self._clicked is not None:
            clicked, row = map(self._in_window, (self._clicked, self._clicked.parentWidget() or self._clicked))
            # Below all of the row, which has two lines in a narrow window: another digit of it may be clicked.
            return near(QRect(clicked.left(), row.top(), clicked.width(), row.height()), size, room)
        strokes = (self._keeping.asked_about or self._sketch.drawing).strokes
        x, y = strokes[-1].points[-1]
        lowest = max(point[1] for stroke in strokes for point in stroke.points)
        pen, below = (
            self._canvas.mapTo(self.bubble.room, self._canvas.from_canvas((x, height)).toPoint())
            for height in (y, lowest)
        )
        if self._keeping.round.running:
            return beside(self._in_window(self._canvas) | self._in_window(self.round_bar), pen, size, room)
        return near(QRect(pen, below), size, room)

    def _in_window(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self.bubble.room, QPoint()), widget.size())

    @Slot()
    def _enable_keys(self) -> None:
        asks = not self.bubble.isHidden()
        self.round_bar.next.setEnabled(not asks and not self._sketch.is_blank)
        for key in (*self._enter, self._escape):
            key.setEnabled(asks or self._keeping.round.running)
