"""The drawing with its undo history, and how pointer and keys change it. No widget, no painting."""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoCommand, QUndoStack

from model.digits.drawing import USUAL_WIDTH, Drawing, Point, Stroke

UNDO_STEPS = 500


class Tool(Enum):
    """What the pointer does."""

    PEN = auto()
    ERASER = auto()


class _Change(QUndoCommand):
    """One step of the history: the drawing before and after. Drawings are immutable, so both are just kept."""

    def __init__(self, sketch: "Sketch", text: str, before: Drawing, after: Drawing, is_past: bool = False) -> None:
        super().__init__(text)
        self._sketch = sketch
        self._before = before
        self._after = after
        self._is_past = is_past
        """Whether more has been drawn since."""

    def redo(self) -> None:
        # Qt calls this when the step is pushed, too.
        if not self._is_past:
            self._sketch.put(self._after)
        self._is_past = False

    def undo(self) -> None:
        self._sketch.put(self._before)


class Sketch(QObject):
    """Holds the drawing and the stroke in progress."""

    pressed = Signal()  # the person puts the pen or the eraser down
    began = Signal()  # the person begins to draw on an empty canvas
    grew = Signal()  # the stroke in progress got another point; nothing else changed
    replaced = Signal()  # anything else changed: undo, redo, clear, erase
    reread = Signal()  # it is centred and scaled to be read, or is so no longer: of a picture, that is what is seen
    rested = Signal()  # the pen was lifted, or another drawing was put here
    bounded = Signal()  # undo leads back to this state and no further, or does so no longer

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.history = QUndoStack(self)
        self.history.setUndoLimit(UNDO_STEPS)
        self.pen_width = USUAL_WIDTH
        """In canvas units."""
        self.normalises = True
        """Whether the drawing is centred and scaled to be read."""
        self.sides: tuple[float, float] = (0.0, 1.0)
        """Where the paper ends on the left and on the right, in canvas units; it may be wider than high."""
        self.coming = Drawing()
        """What the program is drawing: the paper keeps room for all of it."""
        self._drawing = Drawing()
        self._live: list[Point] = []
        self.live_width = self.pen_width
        """The width of the stroke in progress, in canvas units."""
        self._example: Drawing | None = None
        self._before: Drawing | None = None
        """What was there when the pointer went down; None while it is up."""
        self._clears = False
        """Whether that was kept, and the stroke in progress begins another digit."""
        self.is_erasing = False
        self._eraser_at: Point = (0.0, 0.0)
        self._kept: Drawing | None = None
        self.is_apart = False
        """Whether what is drawn is asked for, apart from what was there before."""

    @property
    def eraser_radius(self) -> float:
        """In canvas units; wider than the pen, or erasing would be tedious."""
        return max(0.03, 0.8 * self.pen_width)

    def inside(self, point: Point) -> Point:
        """The point, or the nearest one on the paper."""
        left, right = self.sides
        return min(max(point[0], left), right), min(max(point[1], 0.0), 1.0)

    @property
    def finished(self) -> Drawing:
        """The drawing without the stroke in progress."""
        return self._drawing

    @property
    def live(self) -> Sequence[Point]:
        """The stroke in progress, which grows; empty while the pen is up."""
        return self._live

    @property
    def drawing(self) -> Drawing:
        """The drawing with the stroke in progress."""
        live = Stroke(tuple(self._live), self.live_width)
        return self._drawing.with_stroke(live) if self._live else self._drawing

    @property
    def is_blank(self) -> bool:
        return not self._live and self._drawing.is_blank

    @property
    def is_busy(self) -> bool:
        """Whether a stroke or an erasure is in progress."""
        return bool(self._live) or self._before is not None

    @property
    def is_example(self) -> bool:
        """Whether the program drew this drawing; the next stroke starts on an empty canvas."""
        return self._drawing is self._example

    @property
    def is_own(self) -> bool:
        """Whether there are strokes that the person drew."""
        is_example = self.is_example or self.coming is self._example
        return bool(self._live or self._drawing.strokes) and not is_example

    @property
    def begins_anew(self) -> bool:
        """Whether the next stroke starts on an empty canvas, because this drawing was kept as a digit."""
        return self._drawing is self._kept and not self._drawing.is_blank

    @begins_anew.setter
    def begins_anew(self, anew: bool) -> None:
        self._kept = self._drawing if anew else None

    @Slot(bool)
    def normalise(self, on: bool) -> None:
        self.normalises = on
        self.reread.emit()

    def put(self, drawing: Drawing) -> None:
        """Show another drawing, outside the history; use :meth:`change_to` for what can be undone."""
        self._before, self.is_erasing = None, False  # after an undo there is nothing left to finish
        other = drawing != self.drawing  # a finished stroke is already shown
        self._live.clear()
        self._drawing = drawing
        if other:
            self.replaced.emit()
        self.rested.emit()

    def expect(self, drawing: Drawing, is_example: bool) -> None:
        """Empty paper, outside the history, on which the program is to draw this."""
        self.coming = drawing
        if is_example:
            self._example = drawing
        self.put(Drawing())

    def show_example(self, drawing: Drawing) -> None:
        """Show a drawing that the person has not drawn, outside the history."""
        self._live.clear()
        self._drawing = self._example = drawing
        self.replaced.emit()
        self.rested.emit()

    def change_to(self, drawing: Drawing, text: str) -> None:
        """Show another drawing, as a step that can be undone; ``text`` names the step."""
        self.release()
        self.history.push(_Change(self, text, self._drawing, drawing))

    def press(self, point: Point, tool: Tool) -> None:
        """The pointer goes down; a stroke or erasure in progress is finished first."""
        self.release()
        self.pressed.emit()
        point, self._before = self.inside(point), self._drawing
        match tool:
            case Tool.PEN:
                self._clears = self.begins_anew
                if self._clears or self.is_example or self._drawing.picture is not None:
                    self._drawing = Drawing()
                    self.replaced.emit()
                    self.rested.emit()
                if self._drawing.is_blank:
                    self.began.emit()
                self.trace((point,), self.pen_width)
            case Tool.ERASER:
                self.is_erasing, self._eraser_at = True, point
                self._erase_to(point)

    def move(self, point: Point) -> None:
        """The pointer moves; ignored while it is up."""
        point = self.inside(point)
        if self._live:
            if point != self._live[-1]:
                self._live.append(point)
                self.grew.emit()
        elif self.is_erasing:
            self._erase_to(point)

    def release(self) -> None:
        """The pointer goes up: the stroke or erasure becomes a step of the history."""
        before, after = self._before, self.drawing
        if self._live:
            if before is None or before is self._example:
                before = self._drawing
            elif self._clears:
                # A step of its own: who undoes the first stroke of another digit draws it again.
                self.history.push(_Change(self, self.tr("clear"), before, Drawing(), is_past=True))
                before = self._drawing
            self.history.push(_Change(self, self.tr("pen stroke"), before, after))
        elif self.is_erasing and before is not None:
            self._drawing, self._before, self.is_erasing = before, None, False
            if after != before:
                self.history.push(_Change(self, self.tr("erase"), before, after))

    def cancel(self) -> None:
        """The pointer was not meant to go down: what it did since is as if it had not been."""
        if self._before is not None:
            self.put(self._before)

    @Slot()
    def undo(self) -> None:
        """Undo the last step; a stroke or erasure in progress is one."""
        self.release()
        self.history.undo()

    @Slot()
    def redo(self) -> None:
        self.release()
        self.history.redo()

    def trace(self, points: Sequence[Point], width: float) -> None:
        """Let the stroke in progress grow by some points, or begin one of this width."""
        if not self._live:
            self.live_width = width
        self._live.extend(points)
        self.grew.emit()

    def settle(self) -> None:
        """End the stroke in progress, outside the history."""
        self._drawing = self.drawing
        self._live.clear()
        self.rested.emit()

    def clear(self) -> None:
        """Clear the canvas, as a step that can be undone."""
        self.release()
        if not self._drawing.is_blank:
            self.change_to(Drawing(), self.tr("clear"))

    def begin_apart(self) -> None:
        """Clear the canvas: undo leads back to this, and no further, until ``end_apart``; redo to nothing before."""
        self.release()
        if not self._drawing.is_blank or self.history.canRedo():
            self.change_to(Drawing(), self.tr("clear"))
        self.history.setClean()
        self._bound(True)

    def end_apart(self) -> None:
        """Undo leads back to all that was done."""
        self._bound(False)

    def _bound(self, bounded: bool) -> None:
        if bounded != self.is_apart:
            self.is_apart = bounded
            self.bounded.emit()

    @property
    def at_bound(self) -> bool:
        """Whether undo leads no further back."""
        return self.is_apart and self.history.isClean()

    def _erase_to(self, point: Point) -> None:
        erased = self._drawing.erased((self._eraser_at, point), self.eraser_radius, self.normalises)
        self._eraser_at = point
        if erased is not self._drawing:
            self._drawing = erased
            self.replaced.emit()
