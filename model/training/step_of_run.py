"""What the next update of a run would be made of: its weights, its optimizer's memory, its rate, as plain arrays."""

from dataclasses import replace

import numpy as np
import torch

from model.digits.datasets import Digits
from model.network.parameters import Matrices, Parameters
from model.network.records import FloatArray
from model.training.engine.criterion import Criterion
from model.training.engine.lenet5 import arrays_of, network_of, parameters_of
from model.training.engine.one_pattern import flatten
from model.training.engine.sdlm import curvature
from model.training.optimizers.updates import Memory
from model.training.recipes import Optimizer
from model.training.run import Run
from model.training.step.next_step import NextStep
from model.training.step.rule import Moments, StepRule
from model.training.step.soap import SoapBlock, SoapMemory

SHOWN_DIGITS = 30
"""How many of a run's digits a step can be made on."""
PAPERS_PATTERNS = 500
"""How many the paper estimates SDLM's curvature on."""


def next_step_of(run: Run) -> NextStep:
    """What the next update of a run would be made of; after the run's end, of one more."""
    training, config = run.training, run.log.setup.config
    some = np.random.default_rng(config.seed).permutation(len(run.digits))[:SHOWN_DIGITS]
    chosen = run.digits.subset(some)
    digits = Digits(chosen.fields(), chosen.labels, chosen.name)
    return NextStep(run.log, parameters_of(training.network), _next_rule(run), digits)


def _next_rule(run: Run) -> StepRule:
    """With the optimizer's memory, as far as it has one yet."""
    training, config = run.training, run.log.setup.config
    rule = StepRule.of(config, training.next_rate)
    by_block = config.optimizer is Optimizer.SOAP
    memory = {} if by_block else {name: flatten(values) for name, values in training.memory().items()}
    match config.optimizer:
        case Optimizer.SDLM if memory:
            return replace(rule, curvature=_h_of(memory["unit_rates"], config.mu))
        case Optimizer.SDLM:
            network = parameters_of(training.network)
            h = curvature_of(network, run.digits, config.criterion, config.curvature_patterns)
            return replace(rule, curvature=h)
        case Optimizer.SGD:
            return replace(rule, velocity=memory.get("momentum_buffer"))
        case Optimizer.ADAMW if memory:
            return replace(rule, moments=Moments(memory["exp_avg"], memory["exp_avg_sq"], training.updates))
        case Optimizer.ADAMW:
            return rule
        case Optimizer.SOAP:
            return replace(rule, soap=soap_memory_of(training.memory(), training.updates))


def soap_memory_of(memory: Memory, updates: int) -> SoapMemory | None:
    """What a stepper remembers with SOAP, as arrays; None before the first update."""
    parts = {name: arrays_of(by_block) for name, by_block in memory.items()}
    names = next(iter(parts.values()), {})
    blocks = {block: SoapBlock(**{name: by_block[block] for name, by_block in parts.items()}) for block in names}
    return SoapMemory(blocks, updates) if blocks else None


def _h_of(unit_rates: FloatArray, mu: float) -> FloatArray:
    """1 / (mu + h) -> h; 0 where C3 has no connection."""
    h = np.zeros_like(unit_rates)
    np.divide(1.0, unit_rates, out=h, where=unit_rates > 0)
    h -= np.float32(mu)
    return np.maximum(h, 0, out=h)


def curvature_of(
    parameters: Parameters, digits: Digits, criterion: Criterion, count: int = PAPERS_PATTERNS
) -> FloatArray:
    """SDLM's h of every weight (60900,), estimated on so many digits, as before a pass (appendix C)."""
    some = digits.subset(np.random.default_rng(0).permutation(len(digits))[:count])
    ink = torch.from_numpy(some.fields().astype(np.float32))[:, None].div(255)
    h = curvature(network_of(parameters), ink, criterion)
    return Matrices.of(parameters.squashing, {name: value.numpy() for name, value in h.items()}).flat
