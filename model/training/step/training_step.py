"""One update on one pattern, with everything that it is made of, in double precision.

The error signal of a unit is the loss's gradient by its weighted sum. It goes back from the penalties to C1: what
arrives at a unit is the sum of its readers' error signals, each times the weight between them, and that times the slope
of the squashing function is the unit's own. A weight's gradient is the sum, over all units that share the weight, of
error signal times input.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike, NDArray

from model.network.backward import slope_at
from model.network.forward import Forward, penalties_of, to_input
from model.network.parameters import Matrices, Parameters
from model.network.rbf_codes import rbf_codes
from model.network.records import FloatArray
from model.network.wiring import HIDDEN, INPUT, NAMES, OUTPUT, Unit, layer_before, readers, shape_of
from model.training.engine.criterion import Criterion
from model.training.engine.pattern_gradient import PatternGradient, loss_and_slopes
from model.training.step.rule import Applied, StepRule
from model.training.step.weight import Part, Weight, connected, slot_of

Values = FloatArray
"""(maps, side, side): something of every unit of a layer; here in double precision."""
_DOUBLE: DTypeLike = np.float64


@dataclass(frozen=True, eq=False)
class Arriving:
    """What arrives at a unit: for each of its readers, the weight between them times the reader's error signal.

    ``weights`` and ``signals`` (N,) are in the order of ``readers``. At F6 the readers are the penalties, and the
    weights the penalties' slopes.
    """

    readers: tuple[Unit, ...]
    weights: FloatArray
    signals: FloatArray
    slope: float

    @property
    def terms(self) -> FloatArray:
        """(N,)."""
        terms: FloatArray = self.weights * self.signals
        return terms

    @property
    def sum(self) -> float:
        return float(self.terms.sum())

    @property
    def error(self) -> float:
        """The unit's error signal: what arrives, times the slope of the squashing function."""
        return self.slope * self.sum


@dataclass(frozen=True, eq=False)
class Sharing:
    """The terms of a weight's gradient: for each unit that shares it, ``signals`` times ``inputs``, both (H, W)."""

    signals: FloatArray
    inputs: FloatArray

    @property
    def terms(self) -> FloatArray:
        """(H, W)."""
        terms: FloatArray = self.signals * self.inputs
        return terms


@dataclass(frozen=True)
class WeightStep:
    """What one update does to one weight: ``after`` = ``before`` + ``change``.

    ``change`` = -``rate`` x ``direction`` - ``decay``; see :class:`model.training.step.rule.Applied`. ``curvature`` is
    SDLM's h, None for others.
    """

    before: float
    gradient: float
    direction: float
    rate: float
    decay: float
    curvature: float | None

    @property
    def change(self) -> float:
        return -self.rate * self.direction - self.decay

    @property
    def after(self) -> float:
        return self.before + self.change


@dataclass(frozen=True, eq=False)
class PatternAnswer:
    """What a network makes of the pattern: the ten penalties, and the loss."""

    penalties: NDArray[np.float64]
    loss: float


@dataclass(frozen=True, eq=False)
class TrainingStep:
    """One update.

    Attributes:
        ink: (32, 32), 0 to 1.
        label: what the pattern is to be read as; 10 for no digit.
        rule: how the gradient is followed.
        values: of every layer, INPUT to F6.
        errors: the error signals of every layer, C1 to F6; of OUTPUT the loss's slope by each penalty.
        weights, gradient: of every parameter, before the update.
        applied: what the update does to each.
        before, after: what the network makes of the pattern before the update and after it.
    """

    ink: FloatArray
    label: int
    criterion: Criterion
    rule: StepRule
    values: Mapping[str, Values]
    errors: Mapping[str, Values]
    weights: Matrices
    gradient: Matrices
    applied: Applied
    before: PatternAnswer
    after: PatternAnswer

    def error_of(self, unit: Unit) -> float:
        return float(self.errors[unit.layer][unit.map, unit.row, unit.column])

    def value_of(self, unit: Unit) -> float:
        return float(self.values[unit.layer][unit.map, unit.row, unit.column])

    def of_weight(self, weight: Weight) -> WeightStep:
        """What the update does to a weight."""
        at, h = slot_of(weight), self.rule.curvature
        return WeightStep(
            float(self.weights.flat[at]),
            float(self.gradient.flat[at]),
            float(self.applied.direction[at]),
            float(self.applied.rates[at]),
            float(self.applied.decay[at]),
            None if h is None else float(h[at]),
        )

    def moments_of(self, weight: Weight) -> tuple[float, float]:
        """AdamW's running means of a weight's gradient and of its square, after this update."""
        at, mean, square = slot_of(weight), self.applied.mean, self.applied.square
        assert mean is not None
        assert square is not None
        return float(mean[at]), float(square[at])

    def sharing(self, weight: Weight) -> Sharing:
        """The gradient of a weight, term by term."""
        signals = self.errors[weight.layer][weight.map]
        below = self.values[layer_before(weight.layer)]
        if weight.part is Part.BIAS:
            return Sharing(signals, np.ones_like(signals))
        if weight.part is Part.COEFFICIENT:
            blocks = below[weight.map].reshape(signals.shape[0], 2, signals.shape[1], 2)
            return Sharing(signals, blocks.sum(axis=(1, 3)))
        rows, columns = (slice(start, start + len(signals)) for start in (weight.row, weight.column))
        return Sharing(signals, below[weight.source, rows, columns])

    def arriving(self, unit: Unit) -> Arriving:
        """What arrives at a unit of C1 to F6, term by term.

        Raises:
            ValueError: the unit has no error signal.
        """
        if unit.layer not in HIDDEN:
            raise ValueError(f"{unit.layer} has no error signals: it must be {', '.join(HIDDEN)}")
        pairs = list(self._pairs(unit))
        value = np.array([self.value_of(unit)], dtype=_DOUBLE)
        return Arriving(
            tuple(reader for reader, _ in pairs),
            np.array([weight for _, weight in pairs], dtype=_DOUBLE),
            np.array([self.error_of(reader) for reader, _ in pairs], dtype=_DOUBLE),
            float(slope_at(value, self.weights.squashing)[0]),
        )

    def _pairs(self, unit: Unit) -> Iterator[tuple[Unit, float]]:
        """The units that read this one, each with the weight between them."""
        for block in readers(unit):
            for row in range(block.height):
                for column in range(block.width):
                    reader = block.unit_at(row, column)
                    yield reader, self._between(unit, reader)

    def _between(self, unit: Unit, reader: Unit) -> float:
        if reader.layer == OUTPUT:
            return 2 * (self.value_of(unit) - float(rbf_codes()[reader.map, unit.map]))  # the slope of eq. 7
        if reader.layer in ("S2", "S4"):
            weight = Weight(reader.layer, reader.map, Part.COEFFICIENT)
        else:
            place = unit.row - reader.row, unit.column - reader.column
            weight = Weight(reader.layer, reader.map, Part.KERNEL, unit.map, *place)
        return float(self.weights.flat[slot_of(weight)])


def take_step(
    parameters: Parameters, ink: FloatArray, label: int, criterion: Criterion, rule: StepRule
) -> TrainingStep:
    """Make one update on one pattern, on a copy, and keep everything that it is made of; takes some milliseconds.

    Args:
        parameters: the network's.
        ink: (32, 32), 0 to 1, as the network reads it.
        label: the right digit; with eq. 9, 10 for what is no digit.
        criterion: the loss.
        rule: how the gradient is followed.
    """
    weights = Matrices(parameters.squashing, parameters.matrices.flat.astype(_DOUBLE))
    field = to_input(ink.astype(_DOUBLE))
    pattern = PatternGradient(parameters.squashing, criterion, _DOUBLE)
    pattern.run(weights, field, label)
    pattern.gradient *= connected()
    before = _reading(pattern.forward, label, criterion)
    values, errors = _by_layer(pattern, field), _errors(pattern)
    errors[OUTPUT] = loss_and_slopes(before.penalties, label, criterion)[1].reshape(-1, 1, 1)
    applied = rule.applied(weights.flat, pattern.gradient)
    changed = Matrices(parameters.squashing, (weights.flat + applied.change).astype(_DOUBLE))
    pattern.forward.run(changed, field)
    return TrainingStep(
        ink,
        label,
        criterion,
        rule,
        values,
        errors,
        weights,
        pattern.by_weights,
        applied,
        before,
        _reading(pattern.forward, label, criterion),
    )


def _reading(forward: Forward, label: int, criterion: Criterion) -> PatternAnswer:
    penalties = penalties_of(forward.f6[0])
    return PatternAnswer(penalties, loss_and_slopes(penalties, label, criterion)[0])


def _by_layer(pattern: PatternGradient, field: NDArray[np.floating]) -> dict[str, Values]:
    """Copies: the forward pass uses its memory again."""
    shaped = {name: getattr(pattern.forward, name.lower())[0] for name in HIDDEN} | {INPUT: field}
    return {name: shaped[name].reshape(*shape_of(name), -1).astype(_DOUBLE) for name in NAMES[:-1]}


def _errors(pattern: PatternGradient) -> dict[str, Values]:
    """The error signals of each layer; of C1 and C3 without the columns that are no units."""
    errors: dict[str, Values] = {}
    for name in HIDDEN:
        maps, side = shape_of(name)
        rows = getattr(pattern.backward, name.lower())[0].reshape(maps, side, -1)
        errors[name] = rows[..., :side].astype(_DOUBLE)
    return errors
