"""What the window is given to show: digits, and what learning them would do."""

from collections.abc import Callable
from dataclasses import dataclass

from model.digits.drawing import Drawing
from model.network.records import FloatArray


@dataclass(frozen=True, eq=False)
class GalleryEntry:
    """One digit that was kept.

    Attributes:
        key: tells it from all others, whatever its label.
        label: the digit that it is said to be.
        drawing: its strokes.
        when: when it was kept, for a person to read; may be empty.
        inked: gives a drawing as the network gets it, (32, 32), 0 for paper and 1 for full ink. That takes its time,
            so it is not asked for before a digit is to be seen.
    """

    key: str
    label: int
    drawing: Drawing
    when: str
    inked: Callable[[Drawing], FloatArray]


@dataclass(frozen=True)
class OutcomeFigures:
    """What the network would be after learning, measured before anything changes.

    Attributes:
        count: how many digits it was taught with.
        right_before: of these, how many are read right by the network that they are learned from.
        right_after: how many are read right after learning, each while it was held out from the learning.
        mnist_before_percent: MNIST's test digits misread by that network.
        mnist_after_percent: MNIST's test digits misread after learning.
        still_wrong: the keys of those that still go wrong.
        doubtful: the keys of those whose strokes look unlike the others of their label.
        warning: what speaks against taking it; empty where nothing does.
    """

    count: int
    right_before: int
    right_after: int
    mnist_before_percent: float
    mnist_after_percent: float
    still_wrong: frozenset[str]
    doubtful: frozenset[str]
    warning: str
