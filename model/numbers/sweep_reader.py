"""Reads rows of digits by a sweep (section VII): no cuts, only what LeNet-5 says every four pixels.

The columns of answers are read as the paper does: a digit answers in a few columns while its middle passes by, and
between digits there is rubbish. The cheapest such sequence is found by dynamic programming.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from model.digits.drawing import Drawing, Stroke
from model.digits.preprocess import DIGIT_BOX_PX, PEN_WIDTH_PX, Placing, placed_ink
from model.network.architecture import FIELD_SIZE, NOT_A_DIGIT
from model.network.parameters import Parameters
from model.network.records import FloatArray, Rejection, frozen
from model.numbers.patches import pasted, pieces_of_picture
from model.numbers.pieces import Box, Patch, Piece, box_around, box_of
from model.numbers.prices import LEAST_SHARE, row_height
from model.numbers.rows import Row, rows_of
from model.numbers.sweep import swept
from model.numbers.swept_row import STEP_PX, Occurrence, SweptRow

_LOWEST = 0.5
"""A row lower than this, in heights of the highest one, is not enlarged to a digit: it may be a bar that stands
alone."""
MOST_COLUMNS = 1000
"""The most columns of a row: two hundred digits, or a few that are far apart."""
_LONGEST = 3
"""The most columns that answer to one digit: four are of two that are alike, such as "11"."""
_DIGIT = -1.0
"""What each digit costs, in nats; less than nothing, as a row that is to be read has some."""
_AT_ONCE = 3.0
"""What it costs besides if there is no rubbish between it and the digit before."""
_SHORT = 0.5
"""What it costs besides if only one column answers."""


class SweepReader:
    """Reads drawings and pictures with one network; it must know what is off the middle for rubbish."""

    def __init__(self, parameters: Parameters, rejection: Rejection) -> None:
        self._parameters, self._rejection = parameters, rejection

    def read(self, drawing: Drawing) -> tuple[SweptRow, ...]:
        """The rows of a drawing, from top to bottom.

        Raises:
            ValueError: a row is far wider than high, or the network gives no answer.
        """
        strokes = sorted(drawing.strokes, key=lambda stroke: stroke.points)
        return self._rows([Piece(box_of(stroke), stroke, whole) for whole, stroke in enumerate(strokes)])

    def read_picture(self, ink: FloatArray) -> tuple[SweptRow, ...]:
        """The rows of a picture (H, W), 0 for paper to 1 for full ink; errors are as for a drawing."""
        return self._rows(pieces_of_picture(ink))

    def _rows(self, pieces: Sequence[Piece]) -> tuple[SweptRow, ...]:
        rows = [(row, row_height(row)) for row in rows_of(pieces)]
        least = _LOWEST * max((height for _, height in rows), default=0.0)
        return tuple(self._swept(row, max(height, least)) for row, height in rows)

    def _swept(self, row: Row, height: float) -> SweptRow:
        box = box_around(piece.box for piece in row)
        scale = (DIGIT_BOX_PX - PEN_WIDTH_PX) / height
        middle = FIELD_SIZE / 2
        # The first column has the left edge in its middle, and the last one the right edge, or a little more.
        offset = np.array([middle - box.left * scale, middle - (box.top + box.bottom) / 2 * scale])
        columns = 1 + int(np.ceil(box.width * scale / STEP_PX))
        if columns > MOST_COLUMNS:
            raise ValueError(f"a row to sweep over must have at most {MOST_COLUMNS:,} columns, not {columns:,}")
        sweep = swept(self._parameters, _field(row, box, scale, offset, FIELD_SIZE + STEP_PX * (columns - 1)))
        shares = frozen(self._rejection.shares(sweep.penalties))
        digits, cost = cheapest_digits(-np.log(np.maximum(shares, LEAST_SHARE)))
        return SweptRow(sweep, scale, offset, shares, digits, cost)


def _field(row: Row, box: Box, scale: float, offset: NDArray[np.float64], width: int) -> FloatArray:
    """(32, width): the row inked where it lies."""
    strokes = [piece.part for piece in row if isinstance(piece.part, Stroke)]
    if strokes:
        parts = []
        for left in range(0, width, FIELD_SIZE):
            placing = Placing(scale, (float(offset[0]) - left, float(offset[1])), box[:2], box[2:])
            parts.append(placed_ink(strokes, placing, normalised=True))
        field = np.concatenate(parts, axis=1)[:, :width]
    else:
        from PIL import Image  # what only draws does not wait for it

        patches = [piece.part for piece in row if isinstance(piece.part, Patch)]
        ink, left, top = pasted(patches)
        reach = 1 / (scale * patches[0].scale)
        x, y = -offset / (scale * patches[0].scale) - (left, top)
        margin = int(np.ceil(FIELD_SIZE * reach)) + 1
        padded = Image.fromarray(np.pad(ink, margin))
        edges = (x + margin, y + margin, x + margin + width * reach, y + margin + FIELD_SIZE * reach)
        resized = padded.resize((width, FIELD_SIZE), Image.Resampling.BILINEAR, box=edges)
        field = np.clip(np.asarray(resized, dtype=np.float32), 0, 1)
    return frozen(field)


def cheapest_digits(costs: NDArray[np.float64]) -> tuple[tuple[Occurrence, ...], float]:
    """The digits that cost least, and what they cost.

    Args:
        costs: (N, 11), for each column what it costs to take it for each digit, and for rubbish.
    """
    sums = np.concatenate([np.zeros((1, NOT_A_DIGIT + 1)), np.cumsum(costs, axis=0)])
    # For the columns up to each: the cheapest way that ends in rubbish, or in a digit.
    after_rubbish: list[tuple[float, tuple[Occurrence, ...]]] = [(0.0, ())]
    after_digit: list[tuple[float, tuple[Occurrence, ...]]] = [(np.inf, ())]
    for end in range(1, len(costs) + 1):
        ways = []
        for first in range(max(0, end - _LONGEST), end):
            own = sums[end, :NOT_A_DIGIT] - sums[first, :NOT_A_DIGIT]
            label = int(own.argmin())
            price = float(own[label]) + _DIGIT + (_SHORT if end - first == 1 else 0.0)
            here = Occurrence(label, first, end)
            for (cost, digits), at_once in ((after_rubbish[first], 0.0), (after_digit[first], _AT_ONCE)):
                ways.append((cost + price + at_once, (*digits, here)))
        rubbish = float(costs[end - 1, NOT_A_DIGIT])
        before = min(after_rubbish[-1], after_digit[-1], key=lambda way: way[0])
        after_rubbish.append((before[0] + rubbish, before[1]))
        after_digit.append(min(ways, key=lambda way: way[0]))
    cost, digits = min(after_rubbish[-1], after_digit[-1], key=lambda way: way[0])
    return digits, cost
