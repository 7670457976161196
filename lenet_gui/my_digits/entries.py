"""What the window is given to show: digits, and what teaching them would change."""

from collections.abc import Callable
from dataclasses import dataclass

from model.digits.drawing import Drawing
from model.network.records import FloatArray


@dataclass(frozen=True, eq=False)
class GalleryEntry:
    """One digit that was kept.

    Attributes:
        key: identifies it.
        label: which digit it is.
        drawing: its strokes.
        when: when it was kept, for a person to read; may be empty.
        inked: gives a drawing as the network gets it, (32, 32), 0 for paper and 1 for full ink. It is slow, so it is
            called only for digits that come into sight.
    """

    key: str
    label: int
    drawing: Drawing
    when: str
    inked: Callable[[Drawing], FloatArray]


@dataclass(frozen=True)
class OutcomeFigures:
    """What teaching would change, measured before anything does.

    Attributes:
        count: how many digits could be held out.
        right_before: how many of them the network reads correctly as it is.
        right_after: how many are read correctly by a network that was taught the others.
        mnist_before_percent: MNIST test digits misread before.
        mnist_after_percent: MNIST test digits misread after.
        still_wrong: the keys of those that are still misread.
        doubtful: the keys of those whose label looks wrong.
        warning: what speaks against using it; may be empty.
    """

    count: int
    right_before: int
    right_after: int
    mnist_before_percent: float
    mnist_after_percent: float
    still_wrong: frozenset[str]
    doubtful: frozenset[str]
    warning: str
