"""The rate at each update, as a plain function of how far the run is: nothing to store, nothing to restore."""

import math

from model.training.recipes import Schedule, TrainingConfig

_PAPER_ETAS = [5e-4] * 2 + [2e-4] * 3 + [1e-4] * 3 + [5e-5] * 4 + [1e-5]
"""Section III.B's global rates, pass by pass; the last one stays."""

RISING = 0.3
"""Share of a one-cycle run in which the rate rises."""
START_DIVISOR, END_DIVISOR = 25.0, 1e4
"""A one-cycle run starts at the highest rate over the one, and ends at its start over the other."""
CURVE_POINTS = 300
"""The number of points that draw a rate that changes all the time."""


def _cosine(start: float, end: float, share: float) -> float:
    return end + (start - end) / 2 * (1 + math.cos(math.pi * share))


def rate_at(config: TrainingConfig, update: int, updates_a_pass: int) -> float:
    """The rate of one update.

    Args:
        config: the recipe.
        update: counted from 0 over the whole run.
        updates_a_pass: how many make a pass.
    """
    match config.schedule:
        case Schedule.PAPER:
            number = min(update // updates_a_pass, len(_PAPER_ETAS) - 1)
            return config.rate * _PAPER_ETAS[number] / _PAPER_ETAS[0]
        case Schedule.CONSTANT:
            return config.rate
        case Schedule.ONE_CYCLE:
            return _one_cycle(config, update, config.passes * updates_a_pass)


def _steps_before(schedule: Schedule) -> range | None:
    """The passes, counted from 0, before which the rate steps; None where it changes all the time."""
    match schedule:
        case Schedule.PAPER:
            return range(len(_PAPER_ETAS))
        case Schedule.CONSTANT:
            return range(0)
        case Schedule.ONE_CYCLE:
            return None


def _one_cycle(config: TrainingConfig, update: int, last: int) -> float:
    """The rate of one update; ``last`` is the number of the run's last one."""
    top = RISING * (last + 1) - 1
    start = config.rate / START_DIVISOR
    if update <= top:
        return _cosine(start, config.rate, update / top)
    return _cosine(config.rate, start / END_DIVISOR, (update - top) / (last - top))


class RateCurve:
    """The rate of a run over its passes, with the steps that it really takes.

    Args:
        config: the recipe.
        updates_a_pass: how many make a pass.
        factors: pairs: from which update on, and what the schedule's rate was multiplied with.
    """

    def __init__(
        self, config: TrainingConfig, updates_a_pass: int, factors: tuple[tuple[int, float], ...] = ()
    ) -> None:
        self._config, self._updates_a_pass = config, max(1, updates_a_pass)
        self._factors = [(0, 1.0), *factors]

    def note(self, updates: int, rate: float) -> None:
        """The last of so many updates had this rate: whoever trains may have multiplied the schedule's."""
        scheduled = rate_at(self._config, max(0, updates - 1), self._updates_a_pass)
        factor = rate / scheduled if scheduled else 1.0
        if not math.isclose(factor, self._factors[-1][1], rel_tol=1e-6):
            self._factors.append((max(0, updates - 1), factor))

    def points(self, passes: float) -> list[tuple[float, float]]:
        """(pass, rate) from the start to so many passes; where the rate steps, there are two of one pass.

        An update's rate lies where the update ends.
        """
        a_pass = self._updates_a_pass
        end = min(round(passes * a_pass), self._config.passes * a_pass)
        points: list[tuple[float, float]] = []
        for first, last, factor in self._parts(end):
            smooth = _steps_before(self._config.schedule) is None
            between = range(first + 1, last, max(1, (last - first) // CURVE_POINTS)) if smooth else ()
            ends = [first, *between, last]
            rates = (factor * rate_at(self._config, max(first, at - 1), a_pass) for at in ends)
            points += [(at / a_pass, rate) for at, rate in zip(ends, rates, strict=True)]
        return points

    def _parts(self, end: int) -> list[tuple[int, int, float]]:
        """Where nothing steps: the first update, the one after the last, and the factor."""
        steps = [update for update, _ in self._factors]
        steps += [number * self._updates_a_pass for number in _steps_before(self._config.schedule) or ()]
        cuts = sorted({*(step for step in steps if step < end), end})
        factors = [[factor for update, factor in self._factors if update <= cut][-1] for cut in cuts]
        return list(zip(cuts, cuts[1:], factors, strict=False))
