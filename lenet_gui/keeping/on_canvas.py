"""What of the drawing on the canvas is kept, and as what: the whole of it, or digits of a number one by one."""

from itertools import chain
from typing import TYPE_CHECKING

from lenet_gui.canvas.sketch import Sketch
from model.digits.drawing import Drawing, Stroke

if TYPE_CHECKING:
    from model.my_digits.digit import MyDigit


class KeptOnCanvas:
    """Remembers kept digits by their ink.

    After a whole drawing was kept, the next stroke starts on an empty canvas; a number stays, for its other digits.
    """

    def __init__(self, sketch: Sketch) -> None:
        self._sketch = sketch
        self._whole: MyDigit | None = None
        self._parts: dict[tuple[Stroke, ...], MyDigit] = {}

    def kept(self, part: Drawing | None) -> "MyDigit | None":
        """What this part of the drawing is kept as; without one, the whole of it."""
        if part is None:
            return self._whole if self._sketch.begins_anew else self._parts.get(self._sketch.finished.strokes)
        return self._parts.get(part.strokes)

    def note(self, digit: "MyDigit", is_part: bool) -> None:
        if is_part:
            self._parts[digit.drawing.strokes] = digit
        else:
            self._whole, self._sketch.begins_anew = digit, True

    def follow(self, before: Drawing, after: Drawing) -> None:
        """Each stroke has moved: what was kept of them, and of parts that they are cut into, still is."""
        from lenet_gui.numbers.room import strokes_moved  # the first window does without

        whole = {} if self._whole is None else {self._whole.drawing.strokes: self._whole}
        kept = {**self._parts, **whole}
        now = strokes_moved(before, after, chain.from_iterable(kept))
        for strokes, digit in kept.items():
            if now.keys() >= set(strokes):
                self._parts[tuple(now[stroke] for stroke in strokes)] = digit

    def loosen(self, *keys: str) -> None:
        """The whole drawing is drawn on if it was kept as one of these; should that still be there, its ink tells."""
        if self._whole is not None and self._whole.key in keys:
            self._parts[self._whole.drawing.strokes] = self._whole
            self.forget_whole()

    def forget_whole(self) -> None:
        """Whether the whole drawing is kept is no longer known."""
        self._whole, self._sketch.begins_anew = None, False

    def drop_all(self) -> None:
        self._parts.clear()
        self.forget_whole()
