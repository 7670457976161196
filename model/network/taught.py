"""What is kept of teaching with the weights it made: the digits, how each was read, and which labels look wrong."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class TaughtDigit:
    """One of a person's digits, as teaching found it.

    ``before`` is how the network read it as it was, ``held_out`` how one did that was taught without it; None for the
    only one of its class, which cannot be held out. Where the label is doubtful, ``looks_like`` says what the digit
    looks like; then it is taught only if the person is ``sure``, else ``left_out``.
    """

    key: str
    label: int
    before: int
    held_out: int | None
    looks_like: int | None = None
    left_out: bool = False
    sure: bool = False

    def __post_init__(self) -> None:
        for answer in (self.label, self.before, self.held_out, self.looks_like):
            if answer is not None and not 0 <= answer <= 9:
                raise ValueError(f"a digit must be 0 to 9, not {answer}")

    @property
    def still_wrong(self) -> bool:
        """Whether a network that was taught without it misreads it."""
        return self.held_out is not None and self.held_out != self.label


@dataclass(frozen=True)
class TeachingRound:
    """One round of teaching.

    ``each`` are the digits, of the last round only: the counts of ``digits`` and all that follow are of every round.
    ``of_each`` counts the digits of each class; those of ``right_before`` and ``right_after`` are among those judged.
    ``share`` is how far the weights moved, as a share of the whole way. ``recipe`` is the teaching's in JSON, ``when``
    a date and time in ISO 8601.
    """

    digits: int = 0
    of_each: tuple[int, ...] = ()
    judged: int = 0
    right_before: int = 0
    right_after: int = 0
    doubtful: int = 0
    left_out: int = 0
    share: float = 0.0
    recipe: dict[str, Any] = field(default_factory=dict)
    mnist_test_error_percent_before: float | None = None
    seconds: float = 0.0
    when: str = ""
    version: str = ""
    each: tuple[TaughtDigit, ...] = ()

    @property
    def helps(self) -> bool:
        """Whether more digits are read correctly than before, as far as any could be judged."""
        return not self.judged or self.right_after > self.right_before

    @property
    def doubts(self) -> tuple[TaughtDigit, ...]:
        """The digits whose label looks wrong."""
        return tuple(digit for digit in self.each if digit.looks_like is not None)

    @property
    def alone(self) -> tuple[TaughtDigit, ...]:
        """The digits that are the only ones of their class, so that they could not be judged."""
        return tuple(digit for digit in self.each if digit.held_out is None)

    @property
    def spoilt(self) -> tuple[TaughtDigit, ...]:
        """The digits that the network read correctly as it was, and would misread now."""
        return tuple(digit for digit in self.each if digit.still_wrong and digit.before == digit.label)


def classes_with_one(labels: Iterable[int]) -> tuple[int, ...]:
    """The digits, 0 to 9, that have exactly one example: what teaching makes of them cannot be judged."""
    counts = [0] * 10
    for label in labels:
        counts[label] += 1
    return tuple(label for label, count in enumerate(counts) if count == 1)
