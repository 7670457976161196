"""How a gradient becomes a change of the weights, by each optimizer, as plain arithmetic.

What :mod:`model.training.optimizers` does, in part by torch's own functions, is written out here to be shown; tests
hold the two together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.training.recipes import Optimizer, TrainingConfig
from model.training.step.soap import SoapMemory

Vector = NDArray[np.floating]
"""(60900,): one entry a weight, as in :class:`model.network.parameters.Matrices`; here in double precision."""

FORGETTING_MEAN, FORGETTING_SQUARE = 0.9, 0.999
"""AdamW's two decays, and ``EPSILON``: torch's defaults, which training uses."""
EPSILON = 1e-8


@dataclass(frozen=True, eq=False)
class Moments:
    """AdamW's memory: the running mean of the gradient and of its square, after ``count`` updates."""

    mean: Vector
    square: Vector
    count: int


@dataclass(frozen=True, eq=False)
class StepRule:
    """How the next update follows the gradient.

    Attributes:
        optimizer: which one.
        rate: of this update; for SDLM the global eta.
        mu: SDLM's.
        curvature: SDLM's h of every weight; None for the others.
        momentum, weight_decay: as in the recipe.
        velocity: SGD's memory; None before its first update.
        moments: AdamW's memory; None before its first update.
        soap: SOAP's; None before its first update.
    """

    optimizer: Optimizer
    rate: float
    mu: float = 0.02
    curvature: Vector | None = None
    momentum: float = 0.0
    weight_decay: float = 0.0
    velocity: Vector | None = None
    moments: Moments | None = None
    soap: SoapMemory | None = None

    @classmethod
    def of(cls, config: TrainingConfig, rate: float, curvature: Vector | None = None) -> "StepRule":
        """A recipe's, before its first update."""
        decay = config.weight_decay
        match config.optimizer:
            case Optimizer.SDLM:
                return cls(Optimizer.SDLM, rate, mu=config.mu, curvature=curvature)
            case Optimizer.SGD:
                return cls(Optimizer.SGD, rate, momentum=config.momentum, weight_decay=decay)
            case Optimizer.ADAMW | Optimizer.SOAP:
                return cls(config.optimizer, rate, weight_decay=decay)

    @property
    def is_known(self) -> bool:
        """Whether the rates are: SDLM's take the curvature."""
        return self.optimizer is not Optimizer.SDLM or self.curvature is not None

    @property
    def remembers(self) -> bool:
        """Whether the update also follows gradients before this one."""
        return bool(self.moments or self.soap) or (self.velocity is not None and self.momentum > 0)

    def applied(self, weights: Vector, gradient: Vector) -> "Applied":
        """What the update does to every weight."""
        nothing, rates = (np.broadcast_to(np.float64(value), weights.shape) for value in (0, self.rate))
        match self.optimizer:
            case Optimizer.SDLM:
                h = nothing if self.curvature is None else self.curvature
                return Applied(self.rate / (self.mu + h), gradient, nothing)
            case Optimizer.SGD:
                velocity = gradient + self.weight_decay * weights
                if self.velocity is not None:
                    velocity = velocity + self.momentum * self.velocity
                return Applied(rates, velocity, nothing)
            case Optimizer.ADAMW:
                before = self.moments or Moments(nothing, nothing, 0)
                count = before.count + 1
                mean = FORGETTING_MEAN * before.mean + (1 - FORGETTING_MEAN) * gradient
                square = FORGETTING_SQUARE * before.square + (1 - FORGETTING_SQUARE) * gradient**2
                # Both start at 0: what that takes off at first is put back.
                mean, square = mean / (1 - FORGETTING_MEAN**count), square / (1 - FORGETTING_SQUARE**count)
                decay = rates * self.weight_decay * weights
                return Applied(rates, mean / (np.sqrt(square) + EPSILON), decay, mean, square)
            case Optimizer.SOAP:
                direction = (self.soap or SoapMemory({}, 0)).direction(gradient)
                return Applied(rates, direction, rates * self.weight_decay * weights)


@dataclass(frozen=True, eq=False)
class Applied:
    """One update of every weight: ``change`` = -``rates`` x ``direction`` - ``decay``.

    ``direction`` is the gradient for SDLM, with momentum and weight decay for SGD, ``mean`` by the root of
    ``square``, plus ``EPSILON``, for AdamW, and the same along each layer's own axes for SOAP.
    """

    rates: Vector
    direction: Vector
    decay: Vector
    mean: Vector | None = None
    square: Vector | None = None

    @property
    def change(self) -> Vector:
        """What is added to every weight."""
        change: Vector = -self.rates * self.direction - self.decay
        return change
