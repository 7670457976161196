"""What the plots of the training curves are given."""

from collections.abc import Sequence
from typing import NamedTuple

from model.training.progress import PassResult

LIVE_POINTS = 4000
LivePoint = tuple[float, int, float, float]
"""How far the run is in passes, the pass under way, its mean loss so far, the rate."""


class Shown(NamedTuple):
    """A run's finished passes, and its rate from the start to where it has come, as (pass, rate); empty if unknown."""

    passes: Sequence[PassResult] = ()
    rates: Sequence[tuple[float, float]] = ()


class LiveCurve:
    """What is known from inside the passes: the newest point, and of those before at most ``LIVE_POINTS``."""

    def __init__(self) -> None:
        self.newest: LivePoint | None = None
        self._kept: list[LivePoint] = []
        self._stride, self._skipped = 1, 0

    @property
    def points(self) -> list[LivePoint]:
        """In their order; the newest last."""
        return [*self._kept, *([self.newest] if self.newest else [])]

    def add(self, point: LivePoint) -> None:
        """Add the newest; where there are too many, every other one before goes."""
        self.newest = point
        self._skipped += 1
        if self._skipped >= self._stride:
            self._skipped = 0
            self._kept.append(point)
            if len(self._kept) >= LIVE_POINTS:
                self._kept = self._kept[::2]
                self._stride *= 2
