"""A number whose last stroke grows under the pen: only the sign that the stroke belongs to is read again.

A whole reading weighs every group that new ink may belong to, which takes longer than the pen should wait. Between two
of them, what the pen adds is taken for a part of the same sign, and what it begins on the right for a new one.
"""

from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from model.digits.drawing import Drawing, Stroke
from model.network.records import FloatArray, Rejection, frozen
from model.numbers.lattice import Candidate, Lattice, Numbers, Reading
from model.numbers.patches import ink_of
from model.numbers.pieces import Piece, box_around, box_of
from model.numbers.prices import PRICES

_NEAR = 0.3
"""A new sign is not higher or lower than its row by more, in heights of the row."""
_T = TypeVar("_T")


@dataclass(frozen=True)
class GrowingSign:
    """The sign with the stroke: number ``place`` of the cheapest reading of row number ``row``, or one that follows it.

    ``pieces`` are those of the row, with the longer stroke.
    """

    numbers: Numbers
    row: int
    place: int
    pieces: tuple[Piece, ...]

    @property
    def _own(self) -> slice:
        digits = self.numbers.rows[self.row].digits
        if self.place == len(digits):
            return slice(len(self.pieces) - 1, len(self.pieces))
        candidate, _ = digits[self.place]
        return slice(candidate.first, candidate.end)

    def ink(self) -> FloatArray:
        """(32, 32): what the network has to read now."""
        return ink_of([piece.part for piece in self.pieces[self._own]])

    def read_as(self, ink: FloatArray, penalties: NDArray[np.float64], rejection: Rejection) -> Numbers:
        """The number with the sign read again; other readings are kept as long as they cost more.

        Args:
            ink: what the network read, :meth:`ink`.
            penalties: (10,), its answer.
            rejection: as in the whole reading.
        """
        before, own = self.numbers.rows[self.row], self._own
        pieces, best = self.pieces[own], before.reading
        box = box_around(piece.box for piece in pieces)
        costs = PRICES.of_classes(PRICES.of_answers(rejection, penalties), pieces, box, before.height)
        if self.place < len(best.labels):
            old, label = before.digits[self.place]
            at, others, cuts = best.candidates[self.place], [*before.readings[1:]], before.cuts
            paid = best.cost - float(old.costs[label])
            # The prices of cuts that it spans are in its costs too.
            answer = PRICES.of_answers(rejection, old.penalties)
            costs += old.costs - PRICES.of_classes(answer, before.pieces[own], old.box, before.height)
        else:
            at, others, cuts, paid = len(before.candidates), [], (*before.cuts, 0.0), best.cost
        new = Candidate(own.start, own.stop, box, ink, penalties, frozen(costs))
        best = Reading(_put(best.candidates, self.place, at), _put(best.labels, self.place, new.label), paid + new.cost)
        others = sorted((_read_again(other, before, at, new) for other in others), key=attrgetter("cost"))
        others = [other for other in others if other.cost >= best.cost and other.labels != best.labels]
        row = Lattice(self.pieces, before.height, cuts, _put(before.candidates, at, new), (best, *others))
        return Numbers(_put(self.numbers.rows, self.row, row))


def growing_sign(numbers: Numbers, before: Drawing, after: Drawing) -> GrowingSign | None:
    """The sign that grew from one drawing to the next.

    Args:
        numbers: what was read in the drawing ``before``.
        before: strokes.
        after: the same strokes, of which the last one may be longer, or one more on the right of a row.

    Returns:
        None if more than that has changed.
    """
    if after.strokes[:-1] == before.strokes:
        return _begun(numbers, after.strokes[-1])
    if not _is_longer(before, after):
        return None
    stroke, longer = before.strokes[-1], after.strokes[-1]
    for row, lattice in enumerate(numbers.rows):
        for at, piece in enumerate(lattice.pieces):
            if isinstance(piece.part, Stroke) and _is_end(piece.part, stroke):
                part = Stroke((*piece.part.points, *longer.points[len(stroke.points) :]), stroke.width)
                pieces = _put(lattice.pieces, at, Piece(box_of(part), part, piece.whole))
                place = next(n for n, (candidate, _) in enumerate(lattice.digits) if at < candidate.end)
                return GrowingSign(numbers, row, place, pieces)
    return None


def _read_again(reading: Reading, before: Lattice, at: int, new: Candidate) -> Reading:
    """The reading with another candidate in the place of number ``at``."""
    if at not in reading.candidates:
        return reading
    label = reading.labels[reading.candidates.index(at)]
    return replace(reading, cost=reading.cost + float(new.costs[label] - before.candidates[at].costs[label]))


def _begun(numbers: Numbers, stroke: Stroke) -> GrowingSign | None:
    box = box_of(stroke)
    for row, lattice in enumerate(numbers.rows):
        around = box_around(piece.box for piece in lattice.pieces)
        near = _NEAR * around.height
        if box.left > around.right and around.top - near <= box.top and box.bottom <= around.bottom + near:
            whole = 1 + max(piece.whole for one in numbers.rows for piece in one.pieces)
            pieces = (*lattice.pieces, Piece(box, stroke, whole))
            return GrowingSign(numbers, row, len(lattice.reading.labels), pieces)
    return None


def _is_longer(before: Drawing, after: Drawing) -> bool:
    if not before.strokes or len(before.strokes) != len(after.strokes) or before.strokes[:-1] != after.strokes[:-1]:
        return False
    stroke, longer = before.strokes[-1], after.strokes[-1]
    return stroke.width == longer.width and longer.points[: len(stroke.points)] == stroke.points


def _is_end(part: Stroke, stroke: Stroke) -> bool:
    """Whether this is the stroke, or its end from where it was cut."""
    known, points = len(part.points), stroke.points
    # Where it was cut, the first point is none of the stroke's own.
    return (
        known <= len(points) and part.points[-1] == points[-1] and part.points[1:] == points[len(points) - known + 1 :]
    )


def _put(items: tuple[_T, ...], place: int, item: _T) -> tuple[_T, ...]:
    """With an item there, or behind the last."""
    return (*items[:place], item, *items[place + 1 :])
