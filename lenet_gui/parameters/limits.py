"""The end of a scale for a set of parameters."""

from math import floor, log10

import numpy as np
from numpy.typing import NDArray

_STEPS = (1, 1.5, 2, 3, 5, 7, 10)


def limit_of(values: NDArray[np.floating], share: float = 1.0) -> float:
    """A round end for a symmetric scale, so that it stays the same while values change a little.

    Args:
        values: of any shape.
        share: the share of values that must lie within.
    """
    sizes = np.abs(values[np.isfinite(values)])
    size = float(np.quantile(sizes, share)) if sizes.size else 0.0
    if size == 0:
        return 1.0
    power = 10.0 ** floor(log10(size))
    # Rounded as printed: 1.5 * 10**-1 is not exactly 0.15.
    return next(float(f"{step * power:.3g}") for step in _STEPS if step * power >= size * (1 - 1e-6))
