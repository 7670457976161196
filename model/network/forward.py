"""LeNet-5's forward pass in numpy (section II.B): pictures in, every layer's values out.

The torch network of :mod:`model.training.engine.lenet5` is the reference that this is tested against. Here a picture
takes a tenth of a millisecond, most of it in three matrix products and in tanh, in memory that is used again.

Maps lie row after row in one line, so that a 5x5 patch matrix is 25 shifted copies of that line: row widths stay those
of the layer's *input*, and the four columns that wrap around are computed but never read.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import DTypeLike, NDArray

from model.network.architecture import BACKGROUND, FIELD_SIZE, INK_RANGE, TANH_AMPLITUDE, TANH_SLOPE
from model.network.parameters import Matrices, Parameters
from model.network.rbf_codes import rbf_codes
from model.network.records import FloatArray, Squashing

Gains = Mapping[str, FloatArray]
"""What if: for layers by name, what their squashed values are multiplied by, as (maps, side, side)."""
NO_GAINS: Gains = MappingProxyType({})

CHUNK = 16
"""As many pictures at a time as the processor's cache can hold."""
_KERNEL = 5
_ROUNDING = 0.01
"""How far ink may lie outside of 0 to 1: resampling rounds, and steps along a gradient go a little too far."""


def check_ink(ink: FloatArray, shape: tuple[int, ...]) -> None:
    """See that this is ink, and not bytes or the network's input; values that are not finite, the penalties tell.

    Raises:
        ValueError: it is of another shape, or not 0 to 1.
    """
    if ink.shape != shape:
        raise ValueError(f"ink must be of the shape {shape}, not {ink.shape}")
    if ink.size and (ink.min() < -_ROUNDING or ink.max() > 1 + _ROUNDING):
        raise ValueError(f"ink must be 0 for background to 1 for full ink, not {ink.min():g} to {ink.max():g}")


def to_input(ink: FloatArray) -> FloatArray:
    """Bring ink, 0 to 1 and of any shape, into the scale that the network was made for."""
    return INK_RANGE * ink + BACKGROUND


def penalties_of(f6: FloatArray) -> NDArray[np.float64]:
    """(..., 84) -> (..., 10): squared distances to the codes (eq. 7).

    In double precision: at a penalty of 200, single precision is 1e-5 coarse, and the 84 terms would not sum to it.

    Raises:
        ValueError: a penalty is not finite, so that none is the smallest.
    """
    away = f6[..., None, :].astype(np.float64) - rbf_codes()
    penalties: NDArray[np.float64] = np.einsum("...j,...j->...", away, away)
    if not np.isfinite(penalties).all():
        raise ValueError("There is no answer: a penalty is not finite.")
    return penalties


def squash(a: FloatArray, squashing: Squashing) -> None:
    """The squashing function, in place: A tanh(S a) (appendix A), so that f(+-1) = +-1; or 1 / (1 + e^-a)."""
    if squashing is Squashing.TANH:
        a *= TANH_SLOPE
        np.tanh(a, out=a)
        a *= TANH_AMPLITUDE
    else:
        # 1 / (1 + e^-a) = (1 + tanh(a/2)) / 2, which cannot overflow.
        a *= 0.5
        np.tanh(a, out=a)
        a += 1
        a *= 0.5


def _patches_of(lines: FloatArray, maps: int, side: int, columns: int) -> FloatArray:
    """A view (B, maps, 5, 5, columns) of maps that lie in a line: each of the 25 shifts of a kernel."""
    picture, step = lines.strides
    strides = (picture, side * side * step, side * step, step, step)
    return as_strided(lines, (len(lines), maps, _KERNEL, _KERNEL, columns), strides, writeable=False)


def _add_blocks(maps: FloatArray, out: FloatArray) -> None:
    """The sum of each 2x2 block: (B, maps, H, W) -> (B, maps, H/2, W/2)."""
    np.add(maps[:, :, 0::2, 0::2], maps[:, :, 0::2, 1::2], out=out)
    out += maps[:, :, 1::2, 0::2]
    out += maps[:, :, 1::2, 1::2]


class Forward:
    """The forward pass of B pictures at a time. Not for two threads at once, see :func:`forward_of`.

    Args:
        batch: B.
        dtype: in what precision; that of the parameters.

    ``c1`` (B, 6, 28, 28), ``s2`` (B, 6, 14, 14), ``c3`` (B, 16, 10, 10), ``s4`` (B, 16, 5, 5), ``c5`` (B, 120) and
    ``f6`` (B, 84) hold squashed values, until the next :meth:`run`. What a gradient needs besides: ``field_patches``
    (B, 25, 896) and ``s2_patches`` (B, 150, 140), which C1 and C3 multiply, the sums of 2x2 blocks ``s2_sum`` and
    ``s4_sum``, ``gains``, and in ``ungained``, by layer, the values before those.
    """

    def __init__(self, batch: int = 1, dtype: DTypeLike = np.float32) -> None:
        def zeros(*shape: int) -> FloatArray:
            return np.zeros((batch, *shape), dtype=dtype)

        # C1: 28 rows of 32 columns, of which the last four are not units.
        self._field = zeros(FIELD_SIZE**2 + _KERNEL)
        self._field_shifts = _patches_of(self._field, 1, FIELD_SIZE, 28 * FIELD_SIZE)[:, 0]
        self.field_patches = zeros(25, 28 * FIELD_SIZE)
        self._c1_rows = zeros(6, 28, FIELD_SIZE)
        self.c1 = self._c1_rows[..., :28]
        self.s2_sum = zeros(6, 14, 14)
        lines = zeros(6 * 14 * 14 + _KERNEL)
        self.s2 = lines[:, : 6 * 14 * 14].reshape(batch, 6, 14, 14)
        # C3: 10 rows of 14 columns, of which the last four are not units.
        self._s2_shifts = _patches_of(lines, 6, 14, 140)
        self.s2_patches = zeros(150, 140)
        self._c3_rows = zeros(16, 10, 14)
        self.c3 = self._c3_rows[..., :10]
        self.s4_sum, self.s4 = zeros(16, 5, 5), zeros(16, 5, 5)
        self.c5, self.f6 = zeros(120), zeros(84)
        # The same memory in other shapes.
        self._pixels = self._field[:, : FIELD_SIZE**2].reshape(batch, FIELD_SIZE, FIELD_SIZE)
        self._c1_lines, self._c3_lines = self._c1_rows.reshape(batch, 6, -1), self._c3_rows.reshape(batch, 16, -1)
        self._field_places = self.field_patches.reshape(batch, 5, 5, -1)
        self._s2_places = self.s2_patches.reshape(batch, 6, 5, 5, -1)
        self.gains = NO_GAINS
        self.ungained: dict[str, FloatArray] = {}
        self._sums: dict[str, FloatArray] | None = None

    def run(
        self, w: Matrices, fields: FloatArray, gains: Gains = NO_GAINS, sums: dict[str, FloatArray] | None = None
    ) -> None:
        """Read fields (B, 32, 32), in the paper's scale: background -0.1 and ink 1.175.

        Where ``sums`` is given, it takes the weighted sum of each unit of C1 to F6, before squashing, by layer.
        """
        f = w.squashing
        self.gains, self.ungained, self._sums = gains, {}, sums

        self._pixels[...] = fields
        self._field_places[...] = self._field_shifts
        np.matmul(w.c1_weight, self.field_patches, out=self._c1_lines)  # (6, 25) x (B, 25, 28 * 32)
        self._finish("C1", self._c1_lines, w.c1_bias, f, self.c1)  # (B, 6, 28, 28)

        _add_blocks(self.c1, out=self.s2_sum)
        np.multiply(self.s2_sum, w.s2_coefficient, out=self.s2)
        self._finish("S2", self.s2, w.s2_bias, f, self.s2)  # (B, 6, 14, 14)

        self._s2_places[...] = self._s2_shifts
        np.matmul(w.c3_weight, self.s2_patches, out=self._c3_lines)  # (16, 150) x (B, 150, 10 * 14)
        self._finish("C3", self._c3_lines, w.c3_bias, f, self.c3)  # (B, 16, 10, 10)

        _add_blocks(self.c3, out=self.s4_sum)
        np.multiply(self.s4_sum, w.s4_coefficient, out=self.s4)
        self._finish("S4", self.s4, w.s4_bias, f, self.s4)  # (B, 16, 5, 5)

        np.matmul(self.s4.reshape(-1, 400), w.c5_weight.T, out=self.c5)  # (B, 400) x (400, 120)
        self._finish("C5", self.c5, w.c5_bias, f, self.c5)  # (B, 120)

        np.matmul(self.c5, w.f6_weight.T, out=self.f6)  # (B, 120) x (120, 84)
        self._finish("F6", self.f6, w.f6_bias, f, self.f6)  # (B, 84)
        self._sums = None

    def _finish(self, layer: str, sums: FloatArray, bias: FloatArray, squashing: Squashing, units: FloatArray) -> None:
        """Add the bias and squash, in place. What if: multiply the units, a part of the sums, by their gains."""
        sums += bias
        if self._sums is not None:
            self._sums[layer] = units.copy()
        squash(sums, squashing)
        if layer in self.gains:
            self.ungained[layer] = units.copy()
            units *= self.gains[layer].reshape(units.shape[1:])


_idle: dict[tuple[int, str], list[Forward]] = {}


@contextmanager
def forward_of(batch: int, dtype: DTypeLike = np.float32) -> Iterator[Forward]:
    """A forward pass of so many pictures, meanwhile for this thread alone; ask for 1 or ``CHUNK``.

    Whichever thread comes next uses it again. Of large ones, 3 MB each, one is kept: two at once are rare.
    """
    idle = _idle.setdefault((batch, np.dtype(dtype).str), [])
    try:
        forward = idle.pop()
    except IndexError:
        forward = Forward(batch, dtype)
    try:
        yield forward
    finally:
        if batch == 1 or not idle:
            idle.append(forward)


def in_chunks(
    parameters: Parameters, ink: FloatArray, gains: Gains = NO_GAINS, sums: dict[str, FloatArray] | None = None
) -> Iterator[tuple[slice, NDArray[np.float64]]]:
    """Read (N, 32, 32), 0 for background to 1 for full ink, and yield which were read, and their penalties.

    Where ``sums`` is given, it has their weighted sums meanwhile, as of :meth:`Forward.run`.

    Raises:
        ValueError: they are no ink, or a penalty is not finite.
    """
    check_ink(ink, (len(ink), FIELD_SIZE, FIELD_SIZE))
    w = parameters.matrices
    size = CHUNK if len(ink) >= CHUNK else 1
    with forward_of(size, w.flat.dtype) as forward:
        for start in range(0, len(ink), size):
            # The last ones together with some of those before, so that every chunk is as large.
            some = slice(min(start, len(ink) - size), min(start + size, len(ink)))
            forward.run(w, to_input(ink[some]), gains, sums)
            yield some, penalties_of(forward.f6)


def read_batch(parameters: Parameters, ink: FloatArray, gains: Gains = NO_GAINS) -> NDArray[np.float64]:
    """(N, 32, 32), 0 for background to 1 for full ink -> (N, 10), the penalties; the smallest names the digit.

    Raises:
        ValueError: they are no ink, or a penalty is not finite.
    """
    penalties = np.empty((len(ink), len(rbf_codes())))
    for some, found in in_chunks(parameters, ink, gains):
        penalties[some] = found
    return penalties
