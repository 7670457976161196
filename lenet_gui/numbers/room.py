"""Room for another digit: where a number reaches the edge of the paper, what is written becomes smaller."""

from collections.abc import Iterable
from statistics import median

from model.digits.drawing import Drawing, Stroke
from model.limits import THINNEST_PEN
from model.numbers.pieces import Box, box_around, box_of, cut_stroke
from model.numbers.signs import ShownNumbers

_NEEDED = 1.1
"""How many digits' width must be free to the right of a number."""
_MADE = 2.6
"""How many digits' width is made free, so that not every digit makes the others smaller."""
_MARGIN = 0.05
"""The margin between ink and edge, as a share of the paper's width."""
_LEAST = 0.08
"""The least width that a digit is taken to have, in canvas units, or a 1 would need no room."""


def with_room(drawing: Drawing, numbers: ShownNumbers | None, sides: tuple[float, float]) -> Drawing | None:
    """The same drawing, smaller and farther left, so that there is room to the right of it; None if there is enough
    already.

    Args:
        drawing: strokes in canvas units.
        numbers: what they were read as; None where they are one digit.
        sides: the left and right end of the paper.
    """
    if not drawing.strokes:
        return None
    ink = box_around(box_of(stroke) for stroke in drawing.strokes)
    one = max(_LEAST, ink.width if numbers is None else median(sign.candidate.box.width for sign in numbers.signs))
    # Boxes are without the pen's width.
    margin = _MARGIN * (sides[1] - sides[0]) + max(stroke.width for stroke in drawing.strokes) / 2
    if sides[1] - margin - ink.right >= _NEEDED * one:
        return None
    left = min(ink.left, sides[0] + margin)
    scale = min(1.0, (sides[1] - margin - left) / (ink.width + _MADE * one))
    return _placed(drawing, ink, left, scale)


def _placed(drawing: Drawing, ink: Box, left: float, scale: float) -> Drawing:
    """Scaled, with its left end there, and its middle as high as before."""
    middle = (ink.top + ink.bottom) / 2
    return Drawing(
        tuple(
            Stroke(
                tuple((left + scale * (x - ink.left), middle + scale * (y - middle)) for x, y in stroke.points),
                max(scale * stroke.width, THINNEST_PEN),
            )
            for stroke in drawing.strokes
        )
    )


def strokes_moved(before: Drawing, after: Drawing, wanted: Iterable[Stroke]) -> dict[Stroke, Stroke]:
    """What each stroke has become in a drawing of as many strokes.

    Where others are ``wanted``, that of each part that a stroke is cut into, too.
    """
    now = dict(zip(before.strokes, after.strokes, strict=True))
    if now.keys() >= set(wanted):
        return now
    for stroke, there in tuple(now.items()):
        parts, parts_there = cut_stroke(stroke), cut_stroke(there)
        if len(parts) == len(parts_there):  # rounding may make a cut too many
            now.update(zip(parts, parts_there, strict=True))
    return now
