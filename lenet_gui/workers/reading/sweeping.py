"""Sweeps over drawings, with the weights for that: nothing is loaded before the first."""

from model.assets import shipped_weights
from model.digits.drawing import Drawing
from model.network.weights import load_weights
from model.numbers.sweep_reader import SweepReader
from model.numbers.swept_row import SweptRow


class Sweeping:
    """Lives on the thread that reads drawings.

    Raises:
        WeightsError: the weights that come with the program cannot be read.
    """

    def __init__(self) -> None:
        parameters, info = load_weights(shipped_weights("sweep"))
        self._reader = SweepReader(parameters, info.rejection)

    def rows_of(self, drawing: Drawing) -> tuple[SweptRow, ...]:
        """The rows of a drawing; none of a picture, or where one is too wide to be a number."""
        try:
            return self._reader.read(drawing)
        except ValueError:
            return ()
