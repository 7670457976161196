"""Which parts of the drawing an answer hangs on: by covering them, and by the penalty's gradient."""

import numpy as np
import torch
from torch import Tensor

from model.network.architecture import FIELD_SIZE
from model.network.changes import NO_CHANGES, Changes
from model.network.lenet5 import LeNet5, to_input
from model.network.records import FloatArray
from model.network.what_if import gains_of


def occlusion(
    network: LeNet5, ink: FloatArray, digit: int, changes: Changes = NO_CHANGES, side: int = 4, step: int = 2
) -> FloatArray:
    """How much the penalty of a digit changes when a small square of the ink is covered.

    Squares of ``side`` pixels lie ``step`` pixels apart over the whole field, the last ones at its far edges. Each
    pixel gets the mean change over all squares that cover it: above 0 where the ink speaks for the digit, below 0
    where it speaks against it, exactly 0 where no square around the pixel holds ink.

    Args:
        network: with its weights.
        ink: (32, 32), 0 for background to 1 for full ink.
        digit: whose penalty.
        changes: "what if" these maps and units were scaled.
        side: the square's side, in pixels, 1 to 32.
        step: from one square to the next, in pixels, 1 to ``side``.

    Returns:
        (32, 32), read-only, in the penalty's units.
    """
    if not 1 <= step <= side <= FIELD_SIZE:
        raise ValueError(f"squares must be 1 to {FIELD_SIZE} pixels wide and at most that far apart")
    edge = FIELD_SIZE - side
    starts = sorted({*range(0, edge, step), edge})
    squares = [(slice(top, top + side), slice(left, left + side)) for top in starts for left in starts]
    inked = [square for square in squares if ink[square].any()]  # to cover paper changes nothing
    covered = np.repeat(np.array(ink, dtype=np.float32)[None], 1 + len(inked), axis=0)
    for picture, square in zip(covered[1:], inked, strict=True):
        picture[square] = 0
    with torch.inference_mode():
        layers = network.activations(to_input(_like_weights(network, covered))[:, None], gains_of(network, changes))
        # The differences may be small beside the penalty.
        penalties = network.output(layers["F6"].double())[:, digit].cpu().numpy()
    total, count = np.zeros((FIELD_SIZE, FIELD_SIZE)), np.zeros((FIELD_SIZE, FIELD_SIZE))
    for square in squares:
        count[square] += 1
    for square, difference in zip(inked, penalties[1:] - penalties[0], strict=True):
        total[square] += difference
    return _read_only(total / count)


def input_gradient(network: LeNet5, ink: FloatArray, digit: int, changes: Changes = NO_CHANGES) -> FloatArray:
    """The gradient of a digit's penalty by the ink; its negative is what would make the drawing more of that digit.

    By the ink, 0 to 1, and not by the network's input, whose scale is 1.275 times as wide.

    Returns:
        (32, 32), read-only, penalty per full ink.
    """
    with torch.enable_grad():
        pixels = _like_weights(network, np.array(ink)).requires_grad_()
        penalties = network.activations(to_input(pixels)[None, None], gains_of(network, changes))["OUTPUT"]
        (gradient,) = torch.autograd.grad(penalties[0, digit], pixels)
    return _read_only(gradient.cpu().numpy())


def _like_weights(network: LeNet5, values: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> Tensor:
    weight = network.c1.weight
    return torch.from_numpy(values).to(weight.device, weight.dtype)


def _read_only(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> FloatArray:
    array: FloatArray = values.astype(np.float32)
    array.flags.writeable = False
    return array
