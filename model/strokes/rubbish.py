"""Patterns that are no digit, made on the fly: what the "rubbish" class of eq. 9 is trained with (sections III.C, VI).

A recogniser that has to find the digits in a string meets two of them at once, parts of one, and the ink of a
neighbour; a person also draws letters, marks and scribbles.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.settings import QT_TR_NOOP, Unit, check, setting
from model.strokes.marks import is_straight, mark, scribble, specks, turning
from model.strokes.reading import PenPattern
from model.strokes.shapes import moved, one_high, right_edge, scaled
from model.strokes.variation import Points, Strokes, varied

Random = np.random.Generator
Picture = NDArray[np.float32]
"""(H, W), 0 for paper to 1 for full ink."""


@dataclass(frozen=True)
class RubbishMix:
    """How often each kind of rubbish is made, relative to the others.

    Kinds that need strokes from a file are left out where there is none; where nothing is left, scribbles are made.

    Raises:
        ValueError: a share is out of range.
    """

    several: float = setting(
        0.24,
        (0.0, 1.0),
        title=QT_TR_NOOP("Several"),
        text=QT_TR_NOOP("Two or three pen digits beside each other."),
        unit=Unit.PERCENT,
    )
    neighbour: float = setting(
        0.14,
        (0.0, 1.0),
        title=QT_TR_NOOP("Neighbour"),
        text=QT_TR_NOOP("A pen digit with a piece of another one beside it."),
        unit=Unit.PERCENT,
    )
    part: float = setting(
        0.08,
        (0.0, 1.0),
        title=QT_TR_NOOP("Parts"),
        text=QT_TR_NOOP("A piece of a pen digit that is not a straight line."),
        unit=Unit.PERCENT,
    )
    scribble: float = setting(
        0.16,
        (0.0, 1.0),
        title=QT_TR_NOOP("Scribbles"),
        text=QT_TR_NOOP("Curves and zigzags."),
        unit=Unit.PERCENT,
    )
    mark: float = setting(
        0.10,
        (0.0, 1.0),
        title=QT_TR_NOOP("Marks"),
        text=QT_TR_NOOP("Dots, dashes, crosses, ticks and simple shapes."),
        unit=Unit.PERCENT,
    )
    letter: float = setting(
        0.20,
        (0.0, 1.0),
        title=QT_TR_NOOP("Letters"),
        text=QT_TR_NOOP("What the files of pen strokes have besides digits."),
        unit=Unit.PERCENT,
    )
    picture: float = setting(
        0.08,
        (0.0, 1.0),
        title=QT_TR_NOOP("Pictures"),
        text=QT_TR_NOOP("Two of the digits trained on, squeezed into one picture, and specks."),
        unit=Unit.PERCENT,
    )

    def __post_init__(self) -> None:
        check(self)


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
        self._long = [pattern for pattern in digits if pattern.label not in (0, 1, 7)] or digits
        makers: list[tuple[float, bool, Callable[[Random], Strokes | Picture]]] = [
            (mix.several, bool(digits), self._several),
            (mix.neighbour, bool(digits), self._neighbour),
            (mix.part, bool(digits), self._part),
            (mix.scribble, True, scribble),
            (mix.mark, True, mark),
            (mix.letter, bool(others), self._letter),
            (mix.picture, len(pictures) > 0, self._picture),
        ]
        usable = [(share, make) for share, possible, make in makers if possible and share > 0]
        self._makers = [make for _, make in usable] or [scribble]
        shares = np.array([share for share, _ in usable] or [1.0])
        self._shares = shares / shares.sum()

    def make(self, random: Random) -> Strokes | Picture:
        """One pattern: strokes, or a picture."""
        return self._makers[int(random.choice(len(self._makers), p=self._shares))](random)

    def _digit(self, random: Random, source: Sequence[PenPattern] = ()) -> Strokes:
        """A pen digit, one high; its left edge at 0 and its middle at height 0."""
        source = source or self._digits
        pattern = source[int(random.integers(len(source)))]
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
            strokes = self._digit(random, self._long)
            # The pen's path counts as a whole: a 4 may lose its second stroke, or half of its first.
            kept, wanted = [], random.uniform(0.25, 0.5) * sum(map(_length, strokes))
            order = strokes if random.random() < 0.5 else tuple(stroke[::-1] for stroke in strokes[::-1])
            for stroke in order:
                length = _length(stroke)
                kept.append(stroke if length <= wanted else piece(stroke, wanted / length, None))
                wanted -= length
                if wanted <= 0:
                    break
            if not _may_be_a_digit(kept):
                return tuple(kept)
        return scribble(random)

    def _letter(self, random: Random) -> Strokes:
        return varied(self._others[int(random.integers(len(self._others)))].strokes, None, random)

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


def _may_be_a_digit(strokes: Sequence[Points]) -> bool:
    """Whether a piece of a digit is one itself: a one, a seven or a bracket has one bend at most, a zero is a ring."""
    if is_straight(strokes):
        return True
    bends, sizes = zip(*(turning(stroke) for stroke in strokes), strict=True)
    first, last = strokes[0][0], strokes[-1][-1]
    ring = np.hypot(*(first - last)) < 0.4 * np.ptp(np.concatenate(strokes), axis=0).max() and sum(bends) > 1.5 * np.pi
    return ring or sum(bends) < 1.25 * np.pi or (len(strokes) > 1 and min(sizes) < 0.25 * max(sizes))


def _length(stroke: Points) -> float:
    return float(np.hypot(*np.diff(stroke, axis=0).T).sum())


def piece(stroke: Points, part: float, random: Random | None) -> Points:
    """A piece of a stroke, ``part`` of its points: from its start, or from anywhere."""
    count = min(len(stroke), max(2, round(part * len(stroke))))
    start = 0 if random is None else int(random.integers(0, len(stroke) - count + 1))
    return stroke[start : start + count]


def _trimmed(picture: Picture) -> Picture:
    rows, columns = (np.flatnonzero((picture > 0.1).any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return picture
    return picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _padded(picture: Picture, height: int) -> Picture:
    above = (height - len(picture)) // 2
    return np.pad(picture, ((above, height - len(picture) - above), (0, 0)))
