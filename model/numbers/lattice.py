"""The lattice of a row: what might be a digit, what each would cost, and the cheapest readings; plain data.

The paper's segmentation graph and interpretation graph (sections V.A and V.B) in one: nodes are the places between
pieces, arcs are candidates.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.network.architecture import NOT_A_DIGIT
from model.network.records import FloatArray
from model.numbers.pieces import Box, Piece


@dataclass(frozen=True)
class Candidate:
    """An arc: neighbouring pieces, from ``first`` to before ``end``, read as if they were one digit.

    ``ink`` (32, 32) is the field that the network read, ``penalties`` (10,) its answer, and ``costs`` (11,) what each
    digit costs here, and no digit last.
    """

    first: int
    end: int
    box: Box
    ink: FloatArray
    penalties: NDArray[np.float64]
    costs: NDArray[np.float64]

    @property
    def label(self) -> int:
        """The cheapest: 0 to 9 or ``NOT_A_DIGIT``."""
        return int(self.costs.argmin())

    @property
    def cost(self) -> float:
        """What ``label`` costs."""
        return float(self.costs[self.label])


@dataclass(frozen=True)
class Reading:
    """A way through a lattice: candidates, by their place in it, with a label for each, 0 to 9 or ``NOT_A_DIGIT``."""

    candidates: tuple[int, ...]
    labels: tuple[int, ...]
    cost: float

    @property
    def text(self) -> str:
        """The digits; a question mark for what is none."""
        return "".join("?" if label == NOT_A_DIGIT else str(label) for label in self.labels)


@dataclass(frozen=True)
class Lattice:
    """A row of pieces from left to right, and how it may be read.

    ``height`` is that of the row's digits. ``cuts`` has, for each two neighbouring pieces, what a reading pays that
    cuts between them. ``readings`` are the cheapest ones, no two with the same labels, cheapest first; at least one.
    """

    pieces: tuple[Piece, ...]
    height: float
    cuts: tuple[float, ...]
    candidates: tuple[Candidate, ...]
    readings: tuple[Reading, ...]

    @property
    def reading(self) -> Reading:
        """The cheapest."""
        return self.readings[0]

    @property
    def digits(self) -> tuple[tuple[Candidate, int], ...]:
        """The cheapest reading: each candidate on its way, and its label."""
        best = self.reading
        return tuple(zip((self.candidates[place] for place in best.candidates), best.labels, strict=True))


@dataclass(frozen=True)
class Numbers:
    """What stands on a canvas or in a picture: a number for each row, from top to bottom."""

    rows: tuple[Lattice, ...] = ()

    @property
    def text(self) -> str:
        """The numbers, with blanks between them."""
        return " ".join(row.reading.text for row in self.rows)
