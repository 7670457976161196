"""A person's own digits in a training run: a copy from its start, alone or beside MNIST's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.digits.datasets import Digits
from model.my_digits.digit import MyDigit
from model.my_digits.formats import inks, labels
from model.training.setup import OwnPart


@dataclass(frozen=True)
class OwnDigits:
    """A person's digits in the pictures that the network gets; later changes to the kept ones do not matter.

    ``digits`` has images of 32x32; ``share`` is as in :class:`model.training.setup.OwnPart`.
    """

    person: str
    digits: Digits
    share: float | None = None

    @property
    def part(self) -> OwnPart:
        return OwnPart(self.person, len(self.digits), self.share)

    def beside(self, others: Digits) -> Digits:
        """A pass's digits: the others once, and behind them these, each as often as their share takes."""
        times = self.part.times(len(others))
        return Digits(
            np.concatenate([others.fields(), np.tile(self.digits.images, (times, 1, 1))]),
            np.concatenate([others.labels, np.tile(self.digits.labels, times)]),
            f"{others.name} and {self.part.title}",
        )


@dataclass(frozen=True)
class OwnSource:
    """Which of a person's own digits are wanted, as they were drawn; light enough to be made on every change."""

    person: str
    drawn: tuple[MyDigit, ...]
    share: float | None = None

    @classmethod
    def of(cls, person: str, drawn: Sequence[MyDigit], share: float | None = None) -> "OwnSource":
        """All of these, but of two that are drawn alike only the newer.

        A file that was imported twice would otherwise have digits held out that are trained on.
        """
        # Packed: a window that shows them makes this anew for each digit that is kept.
        return cls(person, tuple({digit.strokes: digit for digit in drawn}.values()), share)

    @property
    def part(self) -> OwnPart:
        return OwnPart(self.person, len(self.drawn), self.share)

    def some(self, first: int, count: int) -> "OwnSource":
        """``count`` of them from ``first`` on, for a preview; at the end it starts over."""
        wanted = range(first, first + count) if self.drawn else ()
        return replace(self, drawn=tuple(self.drawn[at % len(self.drawn)] for at in wanted))

    def read(self) -> OwnDigits:
        """Make their pictures; takes a quarter of a second for a thousand."""
        images = np.rint(inks(self.drawn) * 255).astype(np.uint8)
        return OwnDigits(self.person, Digits(images, labels(self.drawn), self.part.title), self.share)
