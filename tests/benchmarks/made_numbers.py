"""Numbers made of recorded digits: digits of one writer beside each other, heights kept and middles aligned."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from model.digits.drawing import Drawing, Stroke
from model.strokes.reading import PenPattern, read_pen_patterns
from tests.model.hand import beside, together


@dataclass(frozen=True)
class MadeNumber:
    """The digits of a number, from left to right, each as a drawing that lies where it is in the number."""

    labels: tuple[int, ...]
    digits: tuple[Drawing, ...]

    @property
    def drawing(self) -> Drawing:
        """All of it."""
        return together(self.digits)


def writers_of(source: str, every: int = 1) -> list[list[PenPattern]]:
    """The digits of each writer who has so many of every digit."""
    by_writer = defaultdict[str, list[PenPattern]](list)
    for pattern in read_pen_patterns(source):
        if pattern.label is not None:
            by_writer[pattern.writer].append(pattern)
    counts = {name: Counter(pattern.label for pattern in own) for name, own in by_writer.items()}
    return [own for name, own in sorted(by_writer.items()) if min(counts[name][digit] for digit in range(10)) >= every]


def made_numbers(
    writers: Sequence[Sequence[PenPattern]], digits: int, gap: float, count: int, seed: int
) -> Iterator[MadeNumber]:
    """Numbers of digits drawn at random from a writer drawn at random.

    Args:
        writers: each one's digits.
        digits: how many a number has.
        gap: between the boxes of neighbours, in parts of the median height; negative where they overlap.
        count: how many numbers.
        seed: decides everything.
    """
    random = np.random.default_rng(seed)
    for _ in range(count):
        own = writers[int(random.integers(len(writers)))]
        chosen = [own[int(random.integers(len(own)))] for _ in range(digits)]
        drawings = [Drawing(tuple(Stroke.of(line, 1.0) for line in p.strokes)) for p in chosen]
        yield MadeNumber(tuple(pattern.label or 0 for pattern in chosen), beside(drawings, gap))
