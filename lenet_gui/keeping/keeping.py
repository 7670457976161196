"""Keeping what is drawn as a digit: by key, by a click, or digit after digit in a guided round."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from lenet_gui.canvas.sketch import Sketch
from lenet_gui.keeping.guided_round import GuidedRound
from lenet_gui.keeping.keep_step import KeepStep
from lenet_gui.keeping.naming import Naming
from lenet_gui.keeping.notes import Notes
from lenet_gui.keeping.on_canvas import KeptOnCanvas
from lenet_gui.my_digits.digit_book import Change, Failed, adding, correcting, nothing, relabelling, removing, restoring
from lenet_gui.my_digits.people import People
from lenet_gui.my_digits.undoable import UndoableChanges
from model.digits.drawing import Drawing
from model.network.recognition import Recognition

if TYPE_CHECKING:
    from model.my_digits.digit import MyDigit


class Keeping(QObject):
    """Between the drawing and the person's digits.

    Args:
        people: the person who is drawing.
        changes: where keeping can be undone.
        sketch: what is drawn.
        answer: what the network reads in it; None where that is not known.
        part: the ink of the digit that is looked at, where several are drawn; None for the whole drawing.
    """

    kept = Signal()  # a digit is on the disk
    kept_as = Signal(int)  # the drawing on the canvas is kept as this digit
    unkept = Signal()  # it no longer is

    def __init__(
        self,
        people: People,
        changes: UndoableChanges,
        sketch: Sketch,
        answer: Callable[[], Recognition | None],
        part: Callable[[], Drawing | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._people, self._changes, self.sketch = people, changes, sketch
        self.naming = Naming(sketch, answer, self)
        self.round = GuidedRound(self)
        self.notes = Notes(people, self.round, sketch, self)
        self._looked_at = part
        self._on_canvas = KeptOnCanvas(sketch)
        self.asked_about: Drawing | None = None
        """The ink of the digit that was named last, of a number; None where it was the whole drawing."""
        self._kept_at: dict[str, int] = {}
        """Where the history stood when a digit was kept or corrected."""
        self.naming.named.connect(self._keep)
        self.round.changed.connect(self._on_round)
        changes.undone.connect(self._on_undone)
        people.changed.connect(self.show_kept)  # it may have been removed or named anew in My digits

    def name_digit(self, label: int) -> None:
        """The person says that the drawing is this digit: keep it, but ask first if that is contradicted.

        The next stroke starts on an empty canvas. Until then, another label corrects the first. Of a number, that is
        the digit that is looked at, and the number stays.
        """
        if self.sketch.is_own:
            self.sketch.release()  # who names a drawing has finished it: by key, one easily forgets to lift the pen
            self.asked_about = self._part()
            self.naming.name(label, self.round.wanted)
        elif not self.sketch.is_blank:
            self.notes.say_not_own()

    def enter(self) -> None:
        """Keep the drawing as what the round asks for; or answer the question in the way that does no harm.

        In a round Enter is pressed after each digit, and soon once too often. Elsewhere only the question asks for it.
        """
        if self.naming.question is not None:
            if self.round.running:
                self.draw_again()
            else:
                self.naming.confirm()
        elif self.round.wanted is not None:
            self.name_digit(self.round.wanted)

    @Slot()
    def draw_again(self) -> None:
        """Keep nothing, on an empty canvas."""
        self.naming.withdraw()
        self.sketch.clear()

    @Slot()
    def step_back(self) -> None:
        """Undo the last digit of the round, and ask for it again."""
        self.naming.withdraw()
        if (key := self.round.step_back()) is not None:
            self.sketch.clear()
            self._changes.make(removing(key), restoring(key), removes=(key,))

    def _part(self) -> Drawing | None:
        """The round asks for one digit at a time, whatever it looks like."""
        return None if self.round.running else self._looked_at()

    def _kept(self, part: Drawing | None) -> "MyDigit | None":
        """What is kept of it, with its name in My digits; None if nothing is, or it is no longer there."""
        digit = self._on_canvas.kept(part)
        there = digit and self._people.book.find(digit.key)
        return digit and there and replace(digit, label=there.label, sure=there.sure)

    @Slot(int, bool)
    def _keep(self, label: int, sure: bool) -> None:
        part = self._part()
        before = self._kept(part)
        if before is not None:
            after = replace(before, label=label, sure=sure)
            if after != before:
                self._correct(before, after, part is not None)
        else:
            from model.my_digits.digit import new_digit  # the first window does without

            self._add(new_digit(label, part or self.sketch.drawing, sure), part is not None)

    def _add(self, digit: "MyDigit", is_part: bool) -> None:
        in_round = digit.label == self.round.wanted
        self._on_canvas.note(digit, is_part)
        if in_round:
            # The next digit is asked for on an empty canvas: one step, so that one undo takes both back.
            self.sketch.history.beginMacro(self._step_text(digit))
        again = partial(self._add_again, digit, is_part, in_round)
        step = self._push(digit, again, partial(self._take_back, digit.key))

        def failed(problem: str) -> None:
            step.give_up()
            self._on_canvas.loosen(digit.key)
            self.show_kept()
            self.round.lose(digit.key)
            self.notes.tell_lost(problem)

        if not in_round:
            self.notes.say_keeping(digit.label)
        kept = partial(self._on_kept, None if in_round else digit)
        self._changes.make(adding(digit), removing(digit.key), (digit.key,), kept, failed)
        if in_round:
            self.sketch.clear()
            self.sketch.history.endMacro()
            self._on_canvas.forget_whole()
            self.round.keep(digit.key)
        else:
            self.kept_as.emit(digit.label)

    def _correct(self, before: "MyDigit", after: "MyDigit", is_part: bool) -> None:
        """Another label for a digit that was kept."""
        back = relabelling({before.key: before.label}, [before.key] if before.sure else [])

        def undo() -> None:
            self._changes.forget(back)
            self._relabel(before, is_part)

        step = self._push(after, partial(self._relabel, after, is_part, back), undo)

        def failed(problem: str) -> None:
            step.give_up()
            self.notes.tell_lost(problem)

        self.notes.say_keeping(after.label)
        self._relabel(after, is_part, back, failed)

    # As steps of the canvas's history

    def _push(self, digit: "MyDigit", again: Callable[[], object], undo: Callable[[], object]) -> KeepStep:
        person, book = self._people.person, self._people.book

        def of_them(act: Callable[[], object]) -> None:
            if self._people.person == person or self._people.book is book:
                act()
            else:
                self.notes.say_left(person)

        step = KeepStep(self._step_text(digit), partial(of_them, again), partial(of_them, undo))
        self.sketch.history.push(step)
        self._kept_at[digit.key] = self.sketch.history.index()
        return step

    def _step_text(self, digit: "MyDigit") -> str:
        return self.tr("keep as {label}").format(label=digit.label)

    @Slot()
    def undo_keep(self) -> None:
        """Undo the keeping of what is looked at; of a number's digits, whichever was kept last."""
        part = self._part()
        digit = self._kept(part)
        if digit is None:
            return
        if self._kept_at.get(digit.key) == self.sketch.history.index():
            self.sketch.history.undo()
        else:
            self._take_back(digit.key)

    def _take_back(self, key: str) -> None:
        self.notes.ask()
        self._changes.drop(key)
        self._changes.make(removing(key), None, kept=self.notes.say_taken_back)
        self.round.lose(key)
        self._on_canvas.loosen(key)
        self.show_kept()

    def _add_again(self, digit: "MyDigit", is_part: bool, in_round: bool) -> None:
        said = nothing if self.round.running and in_round else partial(self.notes.say_kept, digit.label)
        self._changes.make(adding(digit), removing(digit.key), (digit.key,), said)
        self._on_canvas.note(digit, is_part)
        self.show_kept()
        if in_round and digit.label == self.round.wanted:
            self.round.keep(digit.key)

    def _relabel(
        self, digit: "MyDigit", is_part: bool, undo: Change | None = None, failed: Failed | None = None
    ) -> None:
        self._on_canvas.note(digit, is_part)
        if self._people.book.find(digit.key) is not None:
            kept = partial(self.notes.say_kept, digit.label)
            self._changes.make(correcting(digit), undo, kept=kept, failed=failed, corrects=digit.key)
        else:  # removed in My digits, where it may come back
            sure = [digit.key] if digit.sure else []
            self._changes.make(relabelling({digit.key: digit.label}, sure), None, failed=failed)
        self.show_kept()

    @Slot(object, object)
    def follow(self, before: Drawing, after: Drawing) -> None:
        """What is written has become smaller to make room, stroke by stroke."""
        self._on_canvas.follow(before, after)
        self.show_kept()

    @Slot()
    def show_kept(self) -> None:
        """Tell whether the digit looked at is kept; another digit of a number may be."""
        part = self._part()
        if self.naming.question is not None and part != self.asked_about:
            self.naming.withdraw()
        digit = self._kept(part)
        if digit is None:
            self.unkept.emit()
        else:
            self.kept_as.emit(digit.label)

    # What becomes of it

    def _on_kept(self, told: "MyDigit | None") -> None:
        if told is not None:
            self.notes.say_kept(told.label)
        self.kept.emit()

    @Slot(tuple)
    def _on_undone(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            self.round.lose(key)
        self._on_canvas.loosen(*keys)
        self.notes.ask()
        self.show_kept()

    @Slot()
    def _on_round(self) -> None:
        if not self.round.running:
            self.sketch.end_apart()

    def switch_round(self, on: bool) -> None:
        """Begin a guided round on an empty canvas, or end it."""
        if on and not self.round.running:
            self.sketch.begin_apart()
            self._on_canvas.drop_all()
        self.naming.withdraw()
        self.round.switch(on)
        self.show_kept()  # in a round, the drawing is one digit, whatever it looks like

    def begin_anew(self) -> None:
        """Another person is drawing."""
        self.naming.withdraw()
        self.round.switch(False)
        self.notes.ask()
        self._on_canvas.drop_all()
        self.show_kept()
