"""Other answers, and what a table of kernels tells, for the tests of the parameters window."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lenet_gui.parameters.kernel_set import Spot
from lenet_gui.parameters.kernel_table import KernelTable
from model.network.recognition import Recognition


def with_c3_scaled(answer: Recognition, factor: float) -> Recognition:
    """The same answer as if C3's kernels were others."""
    parameters = replace(answer.parameters, c3_weight=answer.parameters.c3_weight * factor)
    return replace(answer, parameters=parameters)


def wiring_of(table: KernelTable, rows: int, columns: int) -> NDArray[np.bool_]:
    """(rows, columns): where the table says that one map reads the other."""
    told = [table.words_of(Spot(*place)) for place in np.ndindex(rows, columns)]
    return np.array(["does not read" not in words for words in told]).reshape(rows, columns)
