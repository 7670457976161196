"""What the plots of the training curves are given."""

from collections.abc import Sequence
from typing import NamedTuple

from model.training.optimizers.schedules import RateCurve
from model.training.progress import PassResult

MOST_COMPARED = 3
"""So many kinds of dashed lines can be told apart."""
LONGEST_BESIDE = 2
"""Runs laid over are seen for so many times the passes of the run that is shown: beside hundreds it would be a dot."""
LIVE_POINTS = 4000
LivePoint = tuple[float, int, float, float]
"""How far the run is in passes, the pass under way, its mean loss so far, the rate."""


class Shown(NamedTuple):
    """A run's finished passes, and its rate from the start to where it has come, as (pass, rate); empty if unknown."""

    passes: Sequence[PassResult] = ()
    rates: Sequence[tuple[float, float]] = ()
    name: str = ""


class Compared(NamedTuple):
    """An earlier run that is laid over the one that is shown; ``key`` identifies it."""

    key: str
    name: str
    passes: Sequence[PassResult]
    rates: RateCurve | None = None

    @property
    def shown(self) -> Shown:
        rates = [] if self.rates is None or not self.passes else self.rates.points(self.passes[-1].number)
        return Shown(self.passes, rates, self.name)


class ComparedRuns:
    """The runs that are laid over, each with a kind of line of its own as long as it is there."""

    def __init__(self) -> None:
        self._by_place: dict[int, Compared] = {}

    @property
    def runs(self) -> list[Compared]:
        return [run for _, run in sorted(self._by_place.items())]

    @property
    def numbers(self) -> set[int]:
        """Of all their passes."""
        return {result.number for run in self.runs for result in run.passes}

    @property
    def is_full(self) -> bool:
        return len(self._by_place) == MOST_COMPARED

    def __contains__(self, key: str) -> bool:
        return any(run.key == key for run in self.runs)

    def add(self, run: Compared) -> None:
        """Lay a run over, in the place of the one with its key if there is; of more than are shown, none is added."""
        free = [place for place in range(MOST_COMPARED) if place not in self._by_place]
        for place in [place for place, one in self._by_place.items() if one.key == run.key] or free[:1]:
            self._by_place[place] = run

    def remove(self, key: str) -> None:
        self._by_place = {place: run for place, run in self._by_place.items() if run.key != key}

    def shown(self) -> dict[int, Shown]:
        """What the plots draw, by the place that decides on the kind of line."""
        return {place: run.shown for place, run in self._by_place.items()}


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
