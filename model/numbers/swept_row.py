"""What a sweep saw of a row, and the digits that follow from it; plain data."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.network.architecture import FIELD_SIZE
from model.network.records import FloatArray

STEP_PX = 4
"""From one column to the next: C1 and C3 keep the pace, and S2 and S4 halve it."""


@dataclass(frozen=True)
class Sweep:
    """What a sweep saw. Read-only arrays, for a field of 32 + 4 (N - 1) columns.

    ``ink`` (32, 28 + 4N), ``c1`` (6, 28, 24 + 4N), ``s2`` (6, 14, 12 + 2N), ``c3`` (16, 10, 8 + 2N), ``s4`` (16, 5,
    4 + N), ``c5`` (120, N), ``f6`` (84, N) and ``penalties`` (N, 10). Column n is of the window from pixel 4n on.
    """

    ink: FloatArray
    c1: FloatArray
    s2: FloatArray
    c3: FloatArray
    s4: FloatArray
    c5: FloatArray
    f6: FloatArray
    penalties: NDArray[np.float64]


@dataclass(frozen=True)
class Occurrence:
    """A digit, and the columns, from ``first`` to before ``end``, that answer to it."""

    label: int
    first: int
    end: int


@dataclass(frozen=True)
class SweptRow:
    """A row, and what a sweep over it saw and read.

    ``scale`` and ``offset`` (2,): a point of the drawing times the one, plus the other, is in pixels of the sweep's
    field. ``shares`` (N, 11) is the posterior of each column, rubbish last.
    """

    sweep: Sweep
    scale: float
    offset: NDArray[np.float64]
    shares: NDArray[np.float64]
    digits: tuple[Occurrence, ...]
    cost: float

    @property
    def middle(self) -> float:
        """The y in the middle of the row, in units of the drawing."""
        return float(FIELD_SIZE / 2 - self.offset[1]) / self.scale

    @property
    def column_width(self) -> float:
        """From one column to the next, in units of the drawing."""
        return STEP_PX / self.scale

    def middle_of(self, column: int) -> float:
        """The x in the middle of a column's window, in units of the drawing."""
        return float(FIELD_SIZE / 2 + STEP_PX * column - self.offset[0]) / self.scale

    @property
    def text(self) -> str:
        return "".join(str(digit.label) for digit in self.digits)


def text_of_rows(rows: Sequence[SweptRow]) -> str:
    """What was read, with blanks between rows; a row without a digit is no number."""
    return " ".join(row.text for row in rows if row.digits)
