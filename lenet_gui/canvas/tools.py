"""What one draws with, as actions and as a row of buttons: pen, eraser, width, undo, redo, clear, draw again, room."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from lenet_gui.base.widgets import enable
from lenet_gui.canvas.pen_width import PenWidth
from lenet_gui.canvas.sketch import Sketch, Tool
from lenet_gui.style.flow import Flow
from lenet_gui.style.icon_button import IconButton


class Tools(QWidget):
    """The row below the canvas."""

    tool_chosen = Signal(object)  # the Tool that the pointer is from now on

    def __init__(self, sketch: Sketch) -> None:
        super().__init__()
        self._sketch = sketch
        self.pen = self._action(self.tr("Pe&n"), "P")
        self.eraser = self._action(self.tr("&Eraser"), "E")
        self.eraser.setStatusTip(self.tr("Eraser; the right mouse button and a pen's other end erase too"))
        group = QActionGroup(self)
        for action, tool in ((self.pen, Tool.PEN), (self.eraser, Tool.ERASER)):
            action.setData(tool)
            action.setCheckable(True)
            group.addAction(action)
        self.pen.setChecked(True)
        group.triggered.connect(lambda action: self.tool_chosen.emit(action.data()))
        self.undo = sketch.history.createUndoAction(self, self.tr("&Undo"))
        self.undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        self.undo.setIconText(self.tr("Undo"))  # the text also names the step
        sketch.history.canUndoChanged.connect(self._on_undoable)  # after the action's own, which knows no bound
        sketch.bounded.connect(lambda: self.undo.setEnabled(sketch.history.canUndo() and not sketch.at_bound))
        self.redo = sketch.history.createRedoAction(self, self.tr("&Redo"))
        self.redo.setShortcut(QKeySequence(QKeySequence.StandardKey.Redo))
        self.redo.setIconText(self.tr("Redo"))
        for step, taken in ((self.undo, sketch.undo), (self.redo, sketch.redo)):
            step.setAutoRepeat(False)  # a key that is held down would take all kept digits out of My digits
            step.triggered.disconnect()  # from the history, which knows of no stroke in progress
            step.triggered.connect(taken)
        self.clear = self._action(self.tr("C&lear"), "Del", "Backspace", "C")
        self.clear.triggered.connect(sketch.clear)
        self.replay = self._action(self.tr("&Draw it again"), "Ctrl+R")
        self.replay.setStatusTip(self.tr("Draw it again, stroke by stroke"))
        self.room = self._action(self.tr("&Make room for another digit"), "M")
        self.room.setStatusTip(self.tr("Make room for another digit: what is written becomes smaller"))
        self.pen_width = PenWidth()
        self.pen_width.setValue(round(sketch.pen_width * 100))
        self.pen_width.valueChanged.connect(self._on_pen_width)
        self._first = IconButton("pencil", action=self.pen)
        changing = ("undo-2", self.undo), ("redo-2", self.redo), ("trash", self.clear)
        further = ("play", self.replay), ("plus", self.room)
        sketch.began.connect(self._on_began)
        sketch.rested.connect(self._on_rested)
        self._on_rested()
        eraser = IconButton("eraser", action=self.eraser)
        drawing = Flow([self._first, eraser, self.pen_width], gap=2, centred=True)
        mending = Flow(
            [IconButton(icon, action=action) for icon, action in (*changing, *further)], gap=2, centred=True, even=True
        )
        self.setLayout(Flow([drawing, mending], gap=4, centred=True))

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """What is disabled by its own click leaves the focus here: beyond, the same key would do something else."""
        focus = self.window().focusWidget()
        if focus is None or focus.isEnabled() or not self.isAncestorOf(focus):
            return super().focusNextPrevChild(forwards)
        self._first.setFocus()
        return True

    def _action(self, text: str, *keys: str) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        return action

    @Slot(bool)
    def _on_undoable(self, undoable: bool) -> None:
        if undoable and self._sketch.at_bound:
            self.undo.setEnabled(False)

    @Slot()
    def _on_began(self) -> None:
        self.clear.setEnabled(True)

    @Slot()
    def _on_rested(self) -> None:
        self.clear.setEnabled(not self._sketch.finished.is_blank)
        enable(self.replay, bool(self._sketch.finished.strokes), self.tr("There are no strokes: a picture has none"))
        enable(self.room, self._sketch.is_own, self.tr("Only for what you drew yourself"))

    @Slot(int)
    def _on_pen_width(self, hundredths: int) -> None:
        self._sketch.pen_width = hundredths / 100
