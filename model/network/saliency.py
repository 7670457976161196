"""Which parts of the drawing an answer depends on: by covering them, and by the penalty's gradient."""

from itertools import product

import numpy as np

from model.network.architecture import FIELD_SIZE, INK_RANGE
from model.network.backward import Backward
from model.network.changes import NO_CHANGES, Changes
from model.network.forward import Forward, check_ink, read_batch, to_input
from model.network.parameters import Parameters
from model.network.rbf_codes import rbf_codes
from model.network.records import FloatArray, frozen

_SIDE, _STEP = 4, 2
"""The squares that occlusion covers, and how far they lie apart, in pixels; so they end at the field's edges."""


def occlusion(parameters: Parameters, ink: FloatArray, digit: int, changes: Changes = NO_CHANGES) -> FloatArray:
    """How much the penalty of a digit changes when a small square of the ink is covered.

    Squares lie all over the field. Each pixel gets the mean change over all squares that cover it: above 0 where the
    ink speaks for the digit, below 0 where it speaks against it, exactly 0 where no square around the pixel holds ink.

    Args:
        ink: (32, 32), 0 for background to 1 for full ink.

    Returns:
        (32, 32), read-only, in the penalty's units.

    Raises:
        ValueError: this is no ink (32, 32), or a penalty is not finite.
    """
    spans = [slice(start, start + _SIDE) for start in range(0, FIELD_SIZE - _SIDE + 1, _STEP)]
    squares = list(product(spans, spans))
    inked = [square for square in squares if ink[square].any()]  # to cover paper changes nothing
    covered = np.repeat(np.array(ink, dtype=np.float32)[None], 1 + len(inked), axis=0)
    for picture, square in zip(covered[1:], inked, strict=True):
        picture[square] = 0
    penalties = read_batch(parameters, covered, changes.gains())[:, digit]
    total, count = np.zeros((FIELD_SIZE, FIELD_SIZE)), np.zeros((FIELD_SIZE, FIELD_SIZE))
    for square in squares:
        count[square] += 1
    for square, difference in zip(inked, penalties[1:] - penalties[0], strict=True):
        total[square] += difference
    return frozen((total / count).astype(np.float32))


def input_gradient(parameters: Parameters, ink: FloatArray, digit: int, changes: Changes = NO_CHANGES) -> FloatArray:
    """The gradient of a digit's penalty by the ink; its negative is what would make the drawing more of that digit.

    By the ink, 0 to 1, and not by the network's input, whose scale is 1.275 times as wide: (32, 32), read-only.

    Raises:
        ValueError: this is no ink (32, 32).
    """
    check_ink(ink, (FIELD_SIZE, FIELD_SIZE))
    w = parameters.matrices
    forward = Forward(1, w.flat.dtype)
    forward.run(w, to_input(ink), changes.gains())
    backward = Backward(forward)
    backward.run(w, 2 * (forward.f6 - rbf_codes()[digit]))  # the slope of eq. 7
    return frozen((INK_RANGE * backward.by_field(w)[0]).astype(np.float32))
