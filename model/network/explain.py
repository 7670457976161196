"""One unit's value, term by term: its inputs, weights and bias, and the squashing function.

Terms are the network's single-precision values, summed here in double precision.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from model.network.architecture import TANH_AMPLITUDE, TANH_SLOPE
from model.network.rbf_codes import rbf_codes
from model.network.recognition import Recognition
from model.network.records import FloatArray, Squashing
from model.network.wiring import INPUT, Block, Unit, reads, receptive_field


def squashed(a: float, squashing: Squashing) -> float:
    """f(a): the squashing function in double precision (eq. 6, appendix A), or the logistic one."""
    if squashing is Squashing.TANH:
        return TANH_AMPLITUDE * float(np.tanh(TANH_SLOPE * a))
    return float((1 + np.tanh(a / 2)) / 2)  # the logistic function, without e^-a's overflow


@dataclass(frozen=True, eq=False)
class Explanation:
    """Every unit's place, its value in the answer, and its receptive field."""

    unit: Unit
    value: float

    @property
    def field(self) -> Block:
        """The unit's receptive field."""
        return receptive_field(self.unit)


@dataclass(frozen=True, eq=False)
class PixelExplanation(Explanation):
    """INPUT: value = 1.275 ink - 0.1."""

    ink: float


@dataclass(frozen=True, eq=False)
class SumExplanation(Explanation):
    """C1 to F6: value = factor * f(total), total = weighted inputs + bias. ``factor`` is 1 unless it was changed."""

    bias: float
    squashing: Squashing
    factor: float

    @property
    def weighted(self) -> float:
        """Without the bias."""
        raise NotImplementedError

    @property
    def total(self) -> float:
        """The weighted sum a that goes into the squashing function."""
        return self.weighted + self.bias

    @property
    def result(self) -> float:
        """The value that the terms give: the unit's value, up to rounding."""
        return self.factor * squashed(self.total, self.squashing)


@dataclass(frozen=True, eq=False)
class KernelPatch:
    """The 5x5 part of one map that a unit reads, and the kernel on it; both (5, 5)."""

    block: Block
    inputs: FloatArray
    kernel: FloatArray

    @cached_property
    def products(self) -> NDArray[np.float64]:
        """(5, 5): input times weight."""
        return self.inputs.astype(np.float64) * self.kernel

    @property
    def sum(self) -> float:
        """What this map adds to the weighted sum."""
        return float(self.products.sum())


@dataclass(frozen=True, eq=False)
class ConvolutionExplanation(SumExplanation):
    """C1 and C3: one patch for each map that is read."""

    patches: tuple[KernelPatch, ...]

    @property
    def weighted(self) -> float:
        """The sum of all patches, without the bias."""
        return sum(patch.sum for patch in self.patches)


@dataclass(frozen=True, eq=False)
class SubsamplingExplanation(SumExplanation):
    """S2 and S4: the sum of four inputs, ``inputs`` (2, 2), times the map's coefficient."""

    block: Block
    inputs: FloatArray
    coefficient: float

    @property
    def input_sum(self) -> float:
        """The sum of the four inputs."""
        return float(self.inputs.sum(dtype=np.float64))

    @property
    def weighted(self) -> float:
        """That sum times the coefficient, without the bias."""
        return self.input_sum * self.coefficient


@dataclass(frozen=True)
class Contribution:
    """One input times its weight."""

    source: Unit
    input: float
    weight: float

    @property
    def product(self) -> float:
        """What it adds to the weighted sum."""
        return self.input * self.weight


@dataclass(frozen=True, eq=False)
class FullExplanation(SumExplanation):
    """C5 and F6: every unit of the layer before, ``inputs`` and ``weights`` (maps, side, side)."""

    source_layer: str
    inputs: FloatArray
    weights: FloatArray

    @cached_property
    def products(self) -> NDArray[np.float64]:
        """(maps, side, side): input times weight."""
        return self.inputs.astype(np.float64) * self.weights

    @property
    def weighted(self) -> float:
        """The sum of all products, without the bias."""
        return float(self.products.sum())

    def strongest(self, count: int) -> tuple[tuple[Contribution, ...], float]:
        """The ``count`` largest contributions by size, largest first, and the sum of all others."""
        flat = self.products.ravel()
        order = np.argsort(-np.abs(flat), kind="stable")[:count]
        places = zip(*np.unravel_index(order, self.products.shape), strict=True)
        chosen = tuple(
            Contribution(
                Unit(self.source_layer, *(int(index) for index in place)),
                float(self.inputs[place]),
                float(self.weights[place]),
            )
            for place in places
        )
        return chosen, self.weighted - sum(one.product for one in chosen)


@dataclass(frozen=True, eq=False)
class PenaltyExplanation(Explanation):
    """OUTPUT: the squared differences between F6 and a class's code, all (12, 7) (eq. 7)."""

    f6: FloatArray
    code: FloatArray

    @cached_property
    def squares(self) -> NDArray[np.float64]:
        """(12, 7): each cell's part of the penalty."""
        return np.square(self.f6.astype(np.float64) - self.code)

    @property
    def result(self) -> float:
        """The sum of the squares: the penalty."""
        return float(self.squares.sum())


def explain(answer: Recognition, unit: Unit) -> Explanation:
    """The arithmetic of any unit; its terms give ``value``, up to rounding.

    Returns:
        A :class:`PixelExplanation` for INPUT, a :class:`ConvolutionExplanation` for C1 and C3, a
        :class:`SubsamplingExplanation` for S2 and S4, a :class:`FullExplanation` for C5 and F6, and a
        :class:`PenaltyExplanation` for OUTPUT.
    """
    value = answer.value_of(unit)
    p = answer.parameters
    if unit.layer == INPUT:
        return PixelExplanation(unit, value, float(answer.ink[unit.row, unit.column]))
    if unit.layer == "OUTPUT":
        return explain_penalty(answer, unit.map)
    blocks = reads(unit)
    source = answer.layer(blocks[0].layer)
    factor = answer.changes.gain_of(unit)
    bias = p.bias(unit.layer, unit.map)
    if unit.layer in ("C1", "C3"):
        kernels = p.kernels(unit.layer, unit.map)
        patches = tuple(KernelPatch(block, _cut(source, block), kernels[block.map]) for block in blocks)
        return ConvolutionExplanation(unit, value, bias, p.squashing, factor, patches)
    if unit.layer in ("S2", "S4"):
        coefficient = float(getattr(p, f"{unit.layer.lower()}_coefficient")[unit.map])
        inputs = _cut(source, blocks[0])
        return SubsamplingExplanation(unit, value, bias, p.squashing, factor, blocks[0], inputs, coefficient)
    weights = (p.c5_weight if unit.layer == "C5" else p.f6_weight)[unit.map].reshape(source.shape)
    return FullExplanation(unit, value, bias, p.squashing, factor, blocks[0].layer, source, weights)


def explain_penalty(answer: Recognition, digit: int) -> PenaltyExplanation:
    """The 84 squared differences of a digit's penalty (eq. 7).

    Raises:
        ValueError: the digit is not 0 to 9.
    """
    unit, f6 = Unit("OUTPUT", digit), answer.f6.reshape(12, 7)
    return PenaltyExplanation(unit, answer.value_of(unit), f6, rbf_codes()[digit].reshape(12, 7))


def _cut(values: FloatArray, block: Block) -> FloatArray:
    cut: FloatArray = values[block.map, block.top : block.top + block.height, block.left : block.left + block.width]
    return cut
