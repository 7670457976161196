"""Reads numbers: cut, read every group of pieces that might be a digit, find the cheapest way (section V).

What was read is kept until the next drawing: one more point of the pen changes few groups, and only these are read.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.digits.drawing import Drawing, Stroke
from model.network.architecture import NOT_A_DIGIT
from model.network.changes import NO_CHANGES, Changes
from model.network.forward import read_batch
from model.network.parameters import Parameters
from model.network.records import FloatArray, Rejection, frozen
from model.numbers.lattice import Candidate, Lattice, Numbers
from model.numbers.patches import ink_of, pieces_of_picture
from model.numbers.pieces import Part, Piece, box_around, box_of, check_count, cut_stroke
from model.numbers.prices import PICTURE_PRICES, PRICES, Prices, cuts_of, groups_of, row_height, spanned
from model.numbers.rows import Row, in_order, rows_of
from model.numbers.shortest_path import shortest_paths
from model.numbers.touching import rows_apart

MOST_PIECES = 150
_ANOTHER_ROW = 6.0
"""In nats: pieces above each other are one digit, such as an 8 of two rings, unless two rows cost less than that. In a
picture, whose lines may be close, it is so much less for each further digit that would lie above another."""
_NEAR_ROWS = 0.3
"""Rows that are farther apart, in heights of the higher one, are not tried as one."""

Parts = tuple[Part, ...]
_Key = tuple[int, ...]
"""The identities of parts: to compare all their points takes longer than to read them."""


class _Answer(NamedTuple):
    """Keeps its parts, so that their identities stay theirs."""

    parts: Parts
    ink: FloatArray
    penalties: NDArray[np.float64]


def may_be_several(drawing: Drawing) -> bool:
    """Whether a drawing may hold several digits: it has several pieces."""
    strokes = drawing.strokes
    return len(strokes) > 1 or (len(strokes) == 1 and len(cut_stroke(strokes[0])) > 1)


def is_in_lines(drawing: Drawing) -> bool:
    """Whether strokes lie in three or more lines with room between: no digit does, even if all look like one."""
    extents = sorted((min(y for _, y in stroke.points), max(y for _, y in stroke.points)) for stroke in drawing.strokes)
    lowest = list(accumulate((bottom for _, bottom in extents), max))
    return sum(top > above for above, (top, _) in zip(lowest, extents[1:], strict=False)) >= 2


class NumberReader:
    """Reads drawings, one after the other, with one network. Not for two threads at once.

    Args:
        parameters: the network.
        rejection: how it shares out eq. 9's posterior between digits and rubbish.
        changes: maps and units that are switched off or scaled.
        most_pieces: more are not read; the default is what can be read while one draws.
    """

    def __init__(
        self,
        parameters: Parameters,
        rejection: Rejection,
        changes: Changes = NO_CHANGES,
        most_pieces: int = MOST_PIECES,
    ) -> None:
        self._parameters, self._rejection, self._gains = parameters, rejection, changes.gains()
        self._most_pieces = most_pieces
        self._parts: dict[Stroke, tuple[Stroke, ...]] = {}
        self._answers: dict[_Key, _Answer] = {}
        self._used: dict[_Key, _Answer] = {}

    def read(self, drawing: Drawing) -> Numbers:
        """Read a drawing; the order of its strokes does not matter.

        Raises:
            ValueError: it has too many pieces, or the network gives no answer.
        """
        # In an order of their own, so that nothing that follows can depend on that of writing.
        strokes = sorted(drawing.strokes, key=lambda stroke: stroke.points)
        self._parts = {stroke: self._parts.get(stroke) or cut_stroke(stroke) for stroke in strokes}
        return self._numbers_of(
            [Piece(box_of(part), part, whole) for whole, one in enumerate(strokes) for part in self._parts[one]], PRICES
        )

    def read_picture(self, ink: FloatArray) -> Numbers:
        """Read a picture (H, W), 0 for paper to 1 for full ink.

        Raises:
            ValueError: as for a drawing, or the picture has colours or whole numbers, as of 0 to 255.
        """
        numbers = self._numbers_of(pieces_of_picture(ink, self._most_pieces), PICTURE_PRICES)
        apart = rows_apart(ink)
        if apart is ink:
            return numbers
        pieces = pieces_of_picture(apart)
        if len(pieces) > self._most_pieces:
            return numbers
        # What seems to run through two rows may be a whole digit beside broken ones.
        cut = self._numbers_of(pieces, PICTURE_PRICES)
        one, other = (sum(row.reading.cost for row in each.rows) for each in (numbers, cut))
        return cut if len(cut.rows) > len(numbers.rows) and other <= one + _ANOTHER_ROW else numbers

    def _numbers_of(self, pieces: Sequence[Piece], prices: Prices) -> Numbers:
        check_count(len(pieces), self._most_pieces)
        rows = self._merged([self._lattice(row, prices) for row in rows_of(pieces)], prices)
        self._answers, self._used = self._used, {}
        return Numbers(tuple(rows))

    def _merged(self, rows: list[Lattice], prices: Prices) -> list[Lattice]:
        """The same rows, but for those that are cheaper to read as one."""
        for upper, lower in pairwise(rows):
            if _may_be_one(upper, lower):
                both = self._lattice(in_order((*upper.pieces, *lower.pieces)), prices)
                if both.reading.cost <= upper.reading.cost + lower.reading.cost + _another_row(upper, lower):
                    place = rows.index(upper)
                    return self._merged([*rows[:place], both, *rows[place + 2 :]], prices)
        return rows

    def _lattice(self, row: Row, prices: Prices) -> Lattice:
        height = row_height(row)
        groups = groups_of(row, height)
        answers = self._read([tuple(piece.part for piece in row[first:end]) for first, end in groups])
        penalties = np.stack([answer.penalties for answer in answers])
        shares = self._rejection.shares(penalties)
        cuts = [prices.of_cut(cut) for cut in spanned(cuts_of(row, height), groups, shares)]
        candidates = []
        answered = prices.of_answers(self._rejection, penalties)
        for (first, end), answer, own in zip(groups, answers, answered, strict=True):
            box = box_around(piece.box for piece in row[first:end])
            costs = prices.of_classes(own, row[first:end], box, height)
            costs += sum(-cut for cut in cuts[first : end - 1] if cut < 0)
            if first == 0 and end < len(row):
                costs += prices.several
            candidates.append(Candidate(first, end, box, answer.ink, answer.penalties, frozen(costs)))
        paid = tuple(max(cut, 0.0) for cut in cuts)
        return Lattice(row, height, paid, tuple(candidates), shortest_paths(candidates, paid))

    def _read(self, groups: Sequence[Parts]) -> list[_Answer]:
        """The field and the penalties of each group; only what is new is inked and read."""
        keyed = {tuple(map(id, group)): group for group in groups}
        fresh = {key: group for key, group in keyed.items() if key not in self._answers and key not in self._used}
        if fresh:
            inks = frozen(np.stack([ink_of(group) for group in fresh.values()]))
            penalties = frozen(read_batch(self._parameters, inks, self._gains))
            self._used.update(zip(fresh, map(_Answer, fresh.values(), inks, penalties), strict=True))
        for key in keyed:
            if key not in self._used:
                self._used[key] = self._answers[key]
        return [self._used[key] for key in keyed]


def _another_row(upper: Lattice, lower: Lattice) -> float:
    if isinstance(upper.pieces[0].part, Stroke):
        return _ANOTHER_ROW
    above_each_other = min(sum(label != NOT_A_DIGIT for label in row.reading.labels) for row in (upper, lower))
    return _ANOTHER_ROW * (2 - max(above_each_other, 1))


def _may_be_one(upper: Lattice, lower: Lattice) -> bool:
    above, below = (box_around(piece.box for piece in row.pieces) for row in (upper, lower))
    apart = below.top - above.bottom
    return above.shared_width(below) > 0 and apart < _NEAR_ROWS * max(above.height, below.height)
