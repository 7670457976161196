"""The signs of a reading, and the one that is looked at: that which was chosen, else that which the pen is writing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from model.digits.drawing import Stroke
from model.network.architecture import NOT_A_DIGIT
from model.network.records import Rejection
from model.numbers.lattice import Candidate, Lattice, Numbers
from model.numbers.pieces import Box, box_around, box_of


def strokes_of(row: Lattice, candidate: Candidate) -> tuple[Stroke, ...]:
    """The ink of a drawing's candidate, in canvas units: whole strokes, and parts of those that were cut."""
    parts = (piece.part for piece in row.pieces[candidate.first : candidate.end])
    return tuple(part for part in parts if isinstance(part, Stroke))


@dataclass(frozen=True, eq=False)
class Sign:
    """A candidate of a row, read as ``label``: 0 to 9 or ``NOT_A_DIGIT``.

    ``sure``: its share of eq. 9's posterior is large enough for a digit that stands alone.
    """

    row: Lattice
    candidate: Candidate
    label: int
    sure: bool

    @property
    def is_digit(self) -> bool:
        return self.label != NOT_A_DIGIT

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """Its ink."""
        return strokes_of(self.row, self.candidate)


@dataclass(frozen=True, eq=False)
class ShownNumbers:
    """Numbers, and the sign of theirs that the network shows.

    ``signs`` are those of the cheapest readings, row by row from left to right. ``shown`` is one of them, or another
    candidate of a lattice that was chosen: a dead end.
    """

    numbers: Numbers
    signs: tuple[Sign, ...]
    shown: Sign

    @property
    def place(self) -> int | None:
        """The shown sign's place among ``signs``; None for a dead end."""
        return next((place for place, sign in enumerate(self.signs) if sign is self.shown), None)


def shown_numbers(
    numbers: Numbers, rejection: Rejection, chosen: tuple[Stroke, ...], newest: Stroke
) -> ShownNumbers | None:
    """What is shown of numbers; None where there are not several signs, or no digit is among them.

    Args:
        numbers: as they were read.
        rejection: when a digit counts as sure.
        chosen: the ink of a candidate that was chosen, a moment ago perhaps; none if empty.
        newest: the stroke that was drawn last.
    """
    found = [(row, candidate, label) for row in numbers.rows for candidate, label in row.digits]
    if len(found) < 2 or all(label == NOT_A_DIGIT for *_, label in found):
        return None
    sure = _sure(found, rejection)
    signs = tuple(Sign(*one, each) for one, each in zip(found, sure, strict=True))
    shown = _chosen(numbers, signs, chosen, rejection) if chosen else None
    return ShownNumbers(numbers, signs, shown or _written(signs, newest))


def _sure(found: Sequence[tuple[Lattice, Candidate, int]], rejection: Rejection) -> list[bool]:
    shares = rejection.shares(np.stack([candidate.penalties for _, candidate, _ in found]))
    labels = [label for *_, label in found]
    enough = shares[range(len(found)), labels] >= rejection.least_share
    return [label != NOT_A_DIGIT and large for label, large in zip(labels, enough.tolist(), strict=True)]


def _chosen(numbers: Numbers, signs: tuple[Sign, ...], chosen: tuple[Stroke, ...], rejection: Rejection) -> Sign | None:
    """The sign of this ink; else the one that it overlaps most, for a stroke more or less is still the same digit."""
    for sign in (*signs, *_all_signs(numbers, rejection)):
        if sign.strokes == chosen:
            return sign
    box = box_around(map(box_of, chosen))
    shares = [_overlap(sign.candidate.box, box) for sign in signs]
    best = int(np.argmax(shares))
    return signs[best] if shares[best] > 0 else None


def _all_signs(numbers: Numbers, rejection: Rejection) -> Iterator[Sign]:
    found = [(row, candidate, candidate.label) for row in numbers.rows for candidate in row.candidates]
    for one, sure in zip(found, _sure(found, rejection), strict=True):
        yield Sign(*one, sure)


def _overlap(one: Box, other: Box) -> float:
    """The common part of two boxes' width and height, of what both cover together; 0 where they only touch."""
    width, height = one.shared_width(other), one.shared_height(other)
    if width < 0 or height < 0:
        return 0.0
    # A box without a width, of an upright line, has an area too.
    thin = 1e-3
    both = (width + thin) * (height + thin)
    areas = [(box.width + thin) * (box.height + thin) for box in (one, other)]
    return both / (sum(areas) - both)


def _written(signs: tuple[Sign, ...], newest: Stroke) -> Sign:
    """The one that holds the stroke, or the end of it where it was cut."""
    for sign in signs:
        if newest in sign.strokes:
            return sign
    tip = newest.points[-1]
    return next((sign for sign in signs if any(tip == part.points[-1] for part in sign.strokes)), signs[-1])
