"""The shape of LeNet-5 as plain figures: maps, sizes, Table I, parameters, connections (paper, section II.B)."""

from typing import NamedTuple

FIELD_SIZE = 32
"""Side of the input field in pixels."""

NOT_A_DIGIT = 10
"""The label of the "rubbish" class of eq. 9; the digits have 0 to 9."""

BACKGROUND, INK_RANGE = -0.1, 1.275
"""The field: no ink is -0.1, full ink 1.175 (section II.B: mean about 0, variance about 1; of MNIST 0.03 and 0.12)."""

TANH_AMPLITUDE, TANH_SLOPE = 1.7159, 2 / 3
"""A and S of the squashing function A tanh(S a) (appendix A): f(1) = 1 and f(-1) = -1."""

TABLE_I: tuple[tuple[int, ...], ...] = (
    (0, 1, 2),
    (1, 2, 3),
    (2, 3, 4),
    (3, 4, 5),
    (0, 4, 5),
    (0, 1, 5),
    (0, 1, 2, 3),
    (1, 2, 3, 4),
    (2, 3, 4, 5),
    (0, 3, 4, 5),
    (0, 1, 4, 5),
    (0, 1, 2, 5),
    (0, 1, 3, 4),
    (1, 2, 4, 5),
    (0, 2, 3, 5),
    (0, 1, 2, 3, 4, 5),
)
"""For each of the 16 C3 maps, the S2 maps that it reads (paper, Table I)."""

C3_PAIRS: tuple[tuple[int, int], ...] = tuple(
    (c3_map, s2_map) for c3_map, s2_maps in enumerate(TABLE_I) for s2_map in s2_maps
)
"""The 60 (C3 map, S2 map) pairs of Table I that are joined by a 5x5 kernel, in the order the kernels are kept."""


class Layer(NamedTuple):
    """One layer's figures.

    ``receptive_field_px`` and ``step_px`` are measured on the 32x32 input: the side of the square that one unit sees,
    and how far that square moves from one unit to the next.
    """

    name: str
    maps: int
    side: int
    parameters: int
    connections: int
    receptive_field_px: int
    step_px: int


def _convolution(name: str, fan_ins: list[int], side: int, field: int, step: int) -> Layer:
    parameters = sum(fan_in + 1 for fan_in in fan_ins)
    return Layer(name, len(fan_ins), side, parameters, parameters * side * side, field, step)


def _subsampling(name: str, maps: int, side: int, field: int, step: int) -> Layer:
    # Each unit reads four inputs and a bias: five connections on two shared parameters.
    return Layer(name, maps, side, maps * 2, maps * side * side * 5, field, step)


LAYERS: tuple[Layer, ...] = (
    _convolution("C1", [25] * 6, 28, 5, 1),
    _subsampling("S2", 6, 14, 6, 2),
    _convolution("C3", [25 * len(s2_maps) for s2_maps in TABLE_I], 10, 14, 2),
    _subsampling("S4", 16, 5, 16, 4),
    _convolution("C5", [25 * 16] * 120, 1, 32, 4),
    _convolution("F6", [120] * 84, 1, 32, 4),
    Layer("OUTPUT", 10, 1, 0, 840, 32, 4),
)
"""The seven layers after the input, first to last. The output's 840 RBF values are fixed, so none is trainable."""

TRAINABLE_PARAMETERS = sum(layer.parameters for layer in LAYERS)
"""60,000, as the paper says."""
