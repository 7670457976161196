"""LeNet-5 swept over a wide field: the space-displacement network of section VII.

Every layer is convolved over the whole width once, instead of the network being moved along: C5 and F6 are
convolutions too, and four pixels further on every unit has seen what its neighbour saw. So there is one column of ten
penalties every four pixels, each what LeNet-5 says of the 32x32 window there.
"""

from numpy.lib.stride_tricks import sliding_window_view

from model.network.architecture import FIELD_SIZE
from model.network.forward import penalties_of, squash, to_input
from model.network.parameters import Parameters
from model.network.records import FloatArray, frozen
from model.numbers.swept_row import STEP_PX, Sweep

_KERNEL = 5


def swept(parameters: Parameters, ink: FloatArray) -> Sweep:
    """Sweep over a field (32, W), 0 for paper to 1 for full ink; W is 32 or more, and a multiple of four.

    Raises:
        ValueError: the field has another size, or the network gives no answer.
    """
    height, width = ink.shape
    if height != FIELD_SIZE or width < FIELD_SIZE or width % STEP_PX:
        raise ValueError(f"a field to sweep over must be 32 high and 32, 36, 40 ... wide, not {height} by {width}")
    w = parameters.matrices

    def finished(sums: FloatArray, bias: FloatArray) -> FloatArray:
        sums += bias.reshape(-1, *[1] * (sums.ndim - 1))
        squash(sums, w.squashing)
        return frozen(sums)

    c1 = finished(_convolved(to_input(ink)[None], w.c1_weight), w.c1_bias)
    s2 = finished(_sums_of_blocks(c1) * w.s2_coefficient.reshape(-1, 1, 1), w.s2_bias)
    c3 = finished(_convolved(s2, w.c3_weight), w.c3_bias)
    s4 = finished(_sums_of_blocks(c3) * w.s4_coefficient.reshape(-1, 1, 1), w.s4_bias)
    c5 = finished(_convolved(s4, w.c5_weight)[:, 0], w.c5_bias)
    f6 = finished(w.f6_weight @ c5, w.f6_bias)
    return Sweep(ink, c1, s2, c3, s4, c5, f6, frozen(penalties_of(f6.T)))


def _convolved(maps: FloatArray, weight: FloatArray) -> FloatArray:
    """Maps (M, H, W), and a row of M kernels for each map that comes of them, (K, 25 M) -> (K, H - 4, W - 4)."""
    patches = sliding_window_view(maps, (_KERNEL, _KERNEL), axis=(1, 2)).transpose(0, 3, 4, 1, 2)
    rows, columns = patches.shape[3:]
    result: FloatArray = weight @ patches.reshape(weight.shape[1], rows * columns)
    return result.reshape(len(weight), rows, columns)


def _sums_of_blocks(maps: FloatArray) -> FloatArray:
    """The sum of each 2x2 block: (M, H, W) -> (M, H / 2, W / 2)."""
    result: FloatArray = maps[:, ::2, ::2] + maps[:, ::2, 1::2] + maps[:, 1::2, ::2] + maps[:, 1::2, 1::2]
    return result
