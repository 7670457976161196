"""Patterns that are no digit, made on the fly: what the "rubbish" class of eq. 9 is trained with (sections III.C, VI).

A recogniser that has to find the digits in a string meets two of them at once, parts of one, and the ink of a
neighbour; a person also draws letters, marks and scribbles.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.settings import QT_TR_NOOP, DisplayUnit, check, setting, settings_of
from model.strokes.marks import is_straight, mark, scribble, specks
from model.strokes.reading import PenPattern
from model.strokes.shapes import moved, one_high, right_edge, scaled
from model.strokes.variation import Points, Strokes, varied

Random = np.random.Generator
Picture = NDArray[np.float32]
"""(H, W), 0 for paper to 1 for full ink."""


def _share(usual: float, title: str, text: str) -> float:
    return setting(usual, (0.0, 1.0), title=title, text=text, unit=DisplayUnit.PERCENT)


@dataclass(frozen=True)
class RubbishMix:
    """How often each kind of rubbish is made, relative to the others.

    Kinds that need strokes from a file are left out where there is none; where nothing is left, scribbles are made.

    Raises:
        ValueError: a share is out of range.
    """

    several: float = _share(
        0.20, QT_TR_NOOP("Several"), QT_TR_NOOP("Two or three pen digits side by side, seldom two above each other.")
    )
    neighbour: float = _share(0.12, QT_TR_NOOP("Neighbour"), QT_TR_NOOP("A pen digit beside a piece of another one."))
    part: float = _share(0.14, QT_TR_NOOP("Parts"), QT_TR_NOOP("Half a pen digit, unless that half is itself a digit."))
    scribble: float = _share(0.14, QT_TR_NOOP("Scribbles"), QT_TR_NOOP("Curves and zigzags."))
    mark: float = _share(0.08, QT_TR_NOOP("Marks"), QT_TR_NOOP("Dots, dashes, crosses, ticks and simple shapes."))
    letter: float = _share(
        0.25, QT_TR_NOOP("Letters"), QT_TR_NOOP("Everything but digits in the files of pen strokes.")
    )
    picture: float = _share(
        0.05, QT_TR_NOOP("Pictures"), QT_TR_NOOP("Two training digits squeezed into one picture, and specks.")
    )

    def __post_init__(self) -> None:
        check(self)


HALVES = {0: ("top", "bottom"), 2: ("bottom",), 3: ("left",), 4: ("top",), 5: ("top", "bottom")}
"""The halves that nobody takes for a digit; the upper half of an 8 is a 0, the right half of a 3 is a 3."""


class RubbishMaker:
    """Makes rubbish.

    Args:
        mix: how often each kind is made.
        digits: pen digits; may be empty.
        others: pen patterns that are no digit; may be empty.
        pictures: (N, H, W), 0 to 255: digits as pictures; may be empty.
    """

    def __init__(
        self, mix: RubbishMix, digits: Sequence[PenPattern], others: Sequence[PenPattern], pictures: NDArray[np.uint8]
    ) -> None:
        self._digits, self._others, self._pictures = digits, others, pictures
        self._halved = [pattern for pattern in digits if pattern.label in HALVES]
        # For each kind of the mix: whether it can be made, and what makes it.
        makers: dict[str, tuple[bool, Callable[[Random], Strokes | Picture]]] = {
            "several": (bool(digits), self._several),
            "neighbour": (bool(digits), self._neighbour),
            "part": (bool(self._halved), self._part),
            "scribble": (True, scribble),
            "mark": (True, mark),
            "letter": (bool(others), self._letter),
            "picture": (len(pictures) > 0, self._picture),
        }
        usable = [name for name in settings_of(RubbishMix) if makers[name][0] and getattr(mix, name) > 0]
        self._makers = [makers[name][1] for name in usable] or [scribble]
        shares = np.array([getattr(mix, name) for name in usable] or [1.0])
        self._shares = shares / shares.sum()

    def make(self, random: Random) -> Strokes | Picture:
        """One pattern: strokes, or a picture."""
        return self._makers[int(random.choice(len(self._makers), p=self._shares))](random)

    def _digit(self, random: Random) -> Strokes:
        """A pen digit, one high; its left edge at 0 and its middle at height 0."""
        pattern = self._digits[int(random.integers(len(self._digits)))]
        return one_high(varied(pattern.strokes, pattern.label, random))

    def _several(self, random: Random) -> Strokes:
        count = 2 if random.random() < 0.75 else 3
        if random.random() < 0.08:
            upper, lower = self._digit(random), self._digit(random)
            return (*upper, *moved(lower, (random.normal(0, 0.15), 1 + random.uniform(0, 0.4))))
        row: list[Points] = []
        edge = 0.0
        for _ in range(count):
            digit = scaled(self._digit(random), float(np.exp(random.normal(0, 0.12))))
            digit = moved(digit, (edge, random.normal(0, 0.06)))
            row.extend(digit)
            edge = right_edge(digit) + random.uniform(-0.12, 0.45)
        return tuple(row)

    def _neighbour(self, random: Random) -> Strokes:
        digit, other = self._digit(random), self._digit(random)
        stroke = other[int(random.integers(len(other)))]
        cut = piece(stroke, random.uniform(0.25, 0.9), random) if random.random() < 0.6 else stroke
        if np.ptp(cut, axis=0).max() < 0.25:
            cut = stroke
        gap = random.uniform(-0.02, 0.35)
        left, right = cut[:, 0].min(), cut[:, 0].max()
        shift = right_edge(digit) + gap - left if random.random() < 0.5 else -gap - right
        return (*digit, cut + np.array([shift, random.normal(0, 0.08)]))

    def _part(self, random: Random) -> Strokes:
        for _ in range(20):
            pattern = self._halved[int(random.integers(len(self._halved)))]
            assert pattern.label is not None
            side = HALVES[pattern.label][int(random.integers(len(HALVES[pattern.label])))]
            kept = half(varied(pattern.strokes, pattern.label, random), side, random.normal(0.5, 0.04))
            if kept and not is_straight(kept):
                return kept
        return scribble(random)

    def _letter(self, random: Random) -> Strokes:
        letter = varied(self._others[int(random.integers(len(self._others)))].strokes, None, random)
        # Files have few writers: a second round stands for the letters that nobody in them drew.
        return varied(letter, None, random) if random.random() < 0.5 else letter

    def _picture(self, random: Random) -> Picture:
        chosen = self._pictures[random.integers(len(self._pictures), size=2)].astype(np.float32) / 255
        if random.random() < 0.15:
            return specks(random)
        left, right = (_trimmed(picture) for picture in chosen)
        height = max(len(left), len(right))
        gap = int(random.integers(0, 6))
        return np.concatenate(
            [_padded(left, height), np.zeros((height, gap), dtype=np.float32), _padded(right, height)], axis=1
        )


def half(strokes: Strokes, side: str, place: float) -> Strokes:
    """What lies on one side of a line through a drawing.

    Args:
        strokes: in any unit, y down.
        side: "top", "bottom" or "left".
        place: where the line runs, from 0 at the top or left to 1.
    """
    axis = 0 if side == "left" else 1
    along = np.concatenate(strokes)[:, axis]
    line = along.min() + place * np.ptp(along)
    kept: list[Points] = []
    for stroke in strokes:
        within = (stroke[:, axis] > line) == (side == "bottom")
        runs = np.split(stroke, np.flatnonzero(np.diff(within)) + 1)
        kept += [run for run in runs if len(run) > 2 and (run[0, axis] > line) == (side == "bottom")]
    return tuple(kept)


def piece(stroke: Points, part: float, random: Random) -> Points:
    """A piece of a stroke from anywhere, ``part`` of its points."""
    count = min(len(stroke), max(2, round(part * len(stroke))))
    start = int(random.integers(0, len(stroke) - count + 1))
    return stroke[start : start + count]


def _trimmed(picture: Picture) -> Picture:
    rows, columns = (np.flatnonzero((picture > 0.1).any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return picture
    return picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _padded(picture: Picture, height: int) -> Picture:
    above = (height - len(picture)) // 2
    return np.pad(picture, ((above, height - len(picture) - above), (0, 0)))
