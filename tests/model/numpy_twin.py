"""LeNet-5 once more, as slow as it is plain: loops over units in float64, written from the paper and not from model/.

Table I and the codes are typed in again from ``docs/lenet5.md``, so that a slip in model/ cannot hide in here.
"""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

TABLE_I = (
    {0, 1, 2},
    {1, 2, 3},
    {2, 3, 4},
    {3, 4, 5},
    {0, 4, 5},
    {0, 1, 5},
    {0, 1, 2, 3},
    {1, 2, 3, 4},
    {2, 3, 4, 5},
    {0, 3, 4, 5},
    {0, 1, 4, 5},
    {0, 1, 2, 5},
    {0, 1, 3, 4},
    {1, 2, 4, 5},
    {0, 2, 3, 5},
    {0, 1, 2, 3, 4, 5},
)

CODE_ROWS = (
    (62, 0, 28, 54, 99, 99, 99, 99, 54, 28, 0, 0),
    (12, 28, 60, 12, 12, 12, 12, 12, 12, 63, 0, 0),
    (62, 0, 62, 99, 67, 6, 28, 48, 96, 127, 0, 0),
    (127, 3, 6, 12, 30, 3, 3, 3, 99, 62, 0, 0),
    (62, 0, 0, 51, 51, 115, 99, 99, 103, 63, 3, 3),
    (62, 0, 127, 96, 96, 60, 30, 3, 99, 62, 0, 0),
    (30, 48, 96, 96, 126, 115, 99, 99, 115, 62, 0, 0),
    (127, 3, 3, 6, 12, 12, 24, 24, 24, 24, 0, 0),
    (62, 99, 99, 99, 62, 99, 99, 99, 99, 62, 0, 0),
    (62, 103, 99, 99, 103, 63, 3, 3, 6, 60, 0, 0),
)


def codes() -> Array:
    """(10, 84): bit 6 of a number is the left column, set bits are +1."""
    cells = [[2 * (row >> bit & 1) - 1 for row in rows for bit in (6, 5, 4, 3, 2, 1, 0)] for rows in CODE_ROWS]
    return np.array(cells, dtype=np.float64)


def _squash(a: float, logistic: bool) -> float:
    return 1 / (1 + math.exp(-a)) if logistic else 1.7159 * math.tanh(2 / 3 * a)


def _convolved(maps: Array, kernels: list[tuple[int, Array]], bias: float, logistic: bool) -> Array:
    """One output map: for each unit the sum over its (input map, 5x5 kernel) pairs."""
    side = maps.shape[1] - 4
    out = np.empty((side, side))
    for row in range(side):
        for column in range(side):
            total = bias
            for source, kernel in kernels:
                total += float((maps[source, row : row + 5, column : column + 5] * kernel).sum())
            out[row, column] = _squash(total, logistic)
    return out


def _subsampled(maps: Array, coefficients: Array, biases: Array, logistic: bool) -> Array:
    side = maps.shape[1] // 2
    out = np.empty((len(maps), side, side))
    for m in range(len(maps)):
        for r in range(side):
            for c in range(side):
                a, b = maps[m, 2 * r, 2 * c : 2 * c + 2]
                d, e = maps[m, 2 * r + 1, 2 * c : 2 * c + 2]
                out[m, r, c] = _squash(coefficients[m] * (a + b + d + e) + biases[m], logistic)
    return out


def activations(parameters: Mapping[str, Array], field: Array, logistic: bool) -> dict[str, Array]:
    """Every layer for one field (32, 32); parameters by the names of the network's state, in float64."""
    p = parameters
    c1 = np.stack([_convolved(field[None], [(0, p["c1.weight"][m, 0])], p["c1.bias"][m], logistic) for m in range(6)])
    s2 = _subsampled(c1, p["s2.coefficient"], p["s2.bias"], logistic)
    c3_maps = []
    slot = 0  # the 60 kernels lie in Table I's order: map by map, its sources ascending
    for m, sources in enumerate(TABLE_I):
        kernels = [(source, p["c3.weight"][slot + k]) for k, source in enumerate(sorted(sources))]
        slot += len(sources)
        c3_maps.append(_convolved(s2, kernels, p["c3.bias"][m], logistic))
    c3 = np.stack(c3_maps)
    s4 = _subsampled(c3, p["s4.coefficient"], p["s4.bias"], logistic)
    c5 = np.empty(120)
    for u in range(120):
        c5[u] = _convolved(s4, [(k, p["c5.weight"][u, k]) for k in range(16)], p["c5.bias"][u], logistic)[0, 0]
    f6 = np.empty(84)
    for u in range(84):
        f6[u] = _squash(sum(p["f6.weight"][u, k] * c5[k] for k in range(120)) + p["f6.bias"][u], logistic)
    penalties = np.array([sum((f6[j] - code[j]) ** 2 for j in range(84)) for code in codes()])
    return {"C1": c1, "S2": s2, "C3": c3, "S4": s4, "C5": c5, "F6": f6, "OUTPUT": penalties}
