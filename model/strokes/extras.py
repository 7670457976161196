"""Pen digits and rubbish beside the digits of a pass, always fresh: a part of them is redrawn before every pass.

Drawing and inking all of them for each pass would take several times as long as training on them. Each pattern depends
only on the seed, its place and how often it was redrawn, so that an interrupted run resumes with the same ones.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from model.digits.drawing import Drawing, Stroke
from model.digits.preprocess import ink_of_drawing, ink_of_picture
from model.network.architecture import FIELD_SIZE, NOT_A_DIGIT
from model.network.records import FloatArray
from model.strokes.in_row import FieldMaker
from model.strokes.reading import PenPattern
from model.strokes.rubbish import RubbishMaker, RubbishMix
from model.strokes.variation import Strokes, varied


class PenField(StrEnum):
    """How pen digits lie in the field."""

    ALONE = "alone"
    IN_ROW = "in-row"
    """As a sweep over a row of digits meets them (section VII)."""


RENEWED_AFTER = 16
"""A pattern is redrawn after this many passes; one in this many before each."""
_BETWEEN = 0.75
"""The part of the rubbish that lies between digits, where these stand in rows."""
_AT_ONCE = 32
_PEN = 0.05
"""As a part of the unit box; only dots depend on it."""


def ink_of_strokes(strokes: Strokes) -> FloatArray:
    """(32, 32), 0 to 1: strokes in any unit, scaled, centred and inked as MNIST was."""
    points = np.concatenate(strokes)
    pen = max(_PEN * float(np.ptp(points, axis=0).max()), 1e-6)
    return ink_of_drawing(Drawing(tuple(Stroke.of(line, pen) for line in strokes)))


class Extras:
    """What a pass shows besides its digits.

    Args:
        patterns: pen digits, and what is drawn with a pen but is no digit; may be empty.
        pen: how many pen digits a pass shows; as many of each class.
        rubbish: how many patterns that are no digit.
        mix: which kinds of these.
        pictures: (N, H, W), 0 to 255: digits to make rubbish of.
        seed: decides everything.
        pen_field: how pen digits lie in the field. Where they stand in a row, most of the rubbish is between them.

    ``images`` (N, 32, 32), uint8, and ``labels`` (N,), 0 to 9 or ``NOT_A_DIGIT``, are those of the pass that was last
    prepared.
    """

    def __init__(
        self,
        patterns: Sequence[PenPattern],
        pen: int,
        rubbish: int,
        mix: RubbishMix,
        pictures: NDArray[np.uint8],
        seed: int,
        pen_field: PenField = PenField.ALONE,
    ) -> None:
        digits = [pattern for pattern in patterns if pattern.label is not None]
        others = [pattern for pattern in patterns if pattern.label is None]
        self._maker = RubbishMaker(mix, digits, others, pictures)
        self._fields = FieldMaker(digits) if digits and pen_field is PenField.IN_ROW else None
        self._by_class = [[pattern for pattern in digits if pattern.label == digit] for digit in range(10)]
        self._by_class = [of_class for of_class in self._by_class if of_class]
        if pen and not self._by_class:
            raise ValueError("there must be pen digits to train on")
        self._pen, self._seed = pen, seed
        self._drawn = np.full(pen + rubbish, -1)
        """How often each was redrawn."""
        self.images = np.zeros((pen + rubbish, FIELD_SIZE, FIELD_SIZE), dtype=np.uint8)
        self.labels = np.full(pen + rubbish, NOT_A_DIGIT, dtype=np.uint8)

    def __len__(self) -> int:
        return len(self.labels)

    def prepare(self, number: int) -> Iterator[int]:
        """Draw what is new in a pass, counted from 1; yields how many are done."""
        wanted = (number - 1 + np.arange(len(self)) % RENEWED_AFTER) // RENEWED_AFTER
        for done, place in enumerate(np.flatnonzero(self._drawn != wanted).tolist(), 1):
            self._draw(place, np.random.default_rng([self._seed, place, int(wanted[place])]))
            if done % _AT_ONCE == 0:
                yield done
        self._drawn = wanted

    def _draw(self, place: int, random: np.random.Generator) -> None:
        if place < self._pen:
            of_class = self._by_class[place % len(self._by_class)]
            pattern = of_class[int(random.integers(len(of_class)))]
            assert pattern.label is not None
            self.labels[place] = pattern.label
            if self._fields:
                ink = self._fields.digit(pattern, random)
            else:
                ink = ink_of_strokes(varied(pattern.strokes, pattern.label, random))
        elif self._fields and random.random() < _BETWEEN:
            ink = self._fields.rubbish(random)
        else:
            made = self._maker.make(random)
            ink = ink_of_picture(made) if isinstance(made, np.ndarray) else ink_of_strokes(made)
        self.images[place] = np.rint(ink * 255)
