"""The rate at each update, as a plain function of how far the run is: nothing to store, nothing to restore."""

import math

from model.training.recipes import Schedule, TrainingConfig

_PAPER_ETAS = [5e-4] * 2 + [2e-4] * 3 + [1e-4] * 3 + [5e-5] * 4 + [1e-5]
"""Section III.B's global rates, pass by pass; the last one stays."""

RISING = 0.3
"""Share of a one-cycle run in which the rate rises."""
START_DIVISOR, END_DIVISOR = 25.0, 1e4
"""A one-cycle run starts at the highest rate over the one, and ends at its start over the other."""


def _cosine(start: float, end: float, share: float) -> float:
    return end + (start - end) / 2 * (1 + math.cos(math.pi * share))


def rate_at(config: TrainingConfig, update: int, updates_a_pass: int) -> float:
    """The rate of one update.

    Args:
        config: the recipe.
        update: counted from 0 over the whole run.
        updates_a_pass: how many make a pass.
    """
    if config.schedule is Schedule.PAPER:
        number = min(update // updates_a_pass, len(_PAPER_ETAS) - 1)
        return config.rate * _PAPER_ETAS[number] / _PAPER_ETAS[0]
    if config.schedule is Schedule.CONSTANT:
        return config.rate
    last = config.passes * updates_a_pass
    top = RISING * (last + 1) - 1
    start = config.rate / START_DIVISOR
    if update <= top:
        return _cosine(start, config.rate, update / top)
    return _cosine(config.rate, start / END_DIVISOR, (update - top) / (last - top))
