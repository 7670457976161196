"""The axes of the training curves: heights, ticks and figures, linear and logarithmic."""

import math

import numpy as np
from numpy.typing import NDArray

from lenet_gui.base.translate import power_of_ten

_SMALLEST_PLAIN = 1e-4
PASS_TICKS_PX = 40
"""Ticks of the axis of passes are at least so far apart."""


def few_figures(value: float) -> str:
    """Two significant figures, with a power of ten only where many zeros would come first."""
    if 0 < value < _SMALLEST_PLAIN:
        return power_of_ten(value, 2)
    return np.format_float_positional(value, precision=2, fractional=False, trim="-")


def drawable(values: NDArray[np.float64], logarithmic: bool) -> NDArray[np.float64]:
    """A figure's heights in its plot; nan where it has none: not finite, or not positive on a logarithmic scale."""
    heights = np.where(np.isfinite(values), values, math.nan)
    if logarithmic:
        heights = np.log10(np.where(heights > 0, heights, math.nan))
    return heights


def log_ticks(low: float, high: float, size: float, _: object) -> list[tuple[float | None, list[float]]]:
    """Where the ticks of a logarithmic axis are: pyqtgraph's own lie over each other on one as short as these."""
    per_decade = size / (high - low)
    mantissas = range(1, 10) if per_decade > 500 else (1, 2, 5) if per_decade > 60 else (1,)
    step = math.ceil(20 / per_decade)
    ticks = [
        exponent + math.log10(mantissa)
        for exponent in range(math.floor(low), math.ceil(high) + 1)
        if exponent % step == 0
        for mantissa in mantissas
    ]
    return [(None, [tick for tick in ticks if low <= tick <= high])]


def log_names(values: list[float], scale: float, _: object) -> list[str]:
    """What stands at the ticks of a logarithmic axis."""
    return [few_figures(10**value * scale) for value in values]


def pass_ticks(low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
    """Where the ticks of the axis of passes are: whole ones only, among them 0 and the first pass."""
    a_pass = size / max(high - low, 1e-9)
    steps = (factor * 10**power for power in range(5) for factor in (1, 2, 5))
    step = next((step for step in steps if step * a_pass >= PASS_TICKS_PX), 10**5)
    ticks = {float(number) for number in range(0, math.ceil(high) + 1, step)}
    if step * a_pass >= 2 * PASS_TICKS_PX or a_pass >= PASS_TICKS_PX / 2:
        ticks.add(1.0)
    return [(1.0, sorted(tick for tick in ticks if low <= tick <= high))]
