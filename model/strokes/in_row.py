"""Fields as a sweep over a row of digits meets them (section VII): digits with parts of their neighbours in the margin.

A digit whose box has its middle in that of the field is that digit, whatever is beside it; where no digit's has, the
field is rubbish.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from model.digits.drawing import Stroke
from model.digits.preprocess import AS_IT_IS, DIGIT_BOX_PX, PEN_WIDTH_PX, placed_ink
from model.network.architecture import FIELD_SIZE
from model.network.records import FloatArray
from model.strokes.reading import PenPattern
from model.strokes.shapes import height_of, moved, one_high, right_edge, scaled
from model.strokes.variation import Points, Strokes, varied

Random = np.random.Generator

_HEIGHT_PX = DIGIT_BOX_PX - PEN_WIDTH_PX
_OFF_MIDDLE_PX = 2.6
"""A digit may be so far from the middle: a sweep moves on by four pixels at a time."""
_RUBBISH_PX = 5.0
"""No digit is nearer to the middle of a field that is rubbish."""
_BESIDE = (0.2, 0.25, 0.55)
"""How likely none, one or two digits stand to either side."""
_HEIGHTS, _RAISED = 0.1, 0.07
"""How much the digits of a row differ in height, beyond their writer's own, and in place; in parts of its height."""
_SCALE = 0.1
"""How far a sweep may be mistaken in the height of a row."""
_TRIES = 30


class FieldMaker:
    """Makes such fields from pen digits; there must be some. A row is one writer's, whose digits keep their heights."""

    def __init__(self, digits: Sequence[PenPattern]) -> None:
        self._digits = digits
        self._of_writer = defaultdict[str, list[PenPattern]](list)
        for pattern in digits:
            self._of_writer[pattern.writer].append(pattern)
        self._usual = {
            writer: float(np.median([height_of(pattern.strokes) for pattern in own]))
            for writer, own in self._of_writer.items()
        }

    def digit(self, pattern: PenPattern, random: Random) -> FloatArray:
        """(32, 32), 0 to 1: this digit, about in the middle of the field."""
        row, middles, place = self._row(pattern, random)
        return _field(row, middles[place] + random.uniform(-_OFF_MIDDLE_PX, _OFF_MIDDLE_PX) / _HEIGHT_PX, random)

    def rubbish(self, random: Random) -> FloatArray:
        """(32, 32), 0 to 1: what is between two digits, or beside one."""
        row, middles, _ = self._row(self._digits[int(random.integers(len(self._digits)))], random)
        reach = FIELD_SIZE / 2 / _HEIGHT_PX
        x = middles[0] - reach
        for _ in range(_TRIES):
            tried = random.uniform(middles[0] - reach, middles[-1] + reach)
            if np.abs(np.array(middles) - tried).min() >= _RUBBISH_PX / _HEIGHT_PX:
                x = tried
                break
        return _field(row, x, random)

    def _row(self, pattern: PenPattern, random: Random) -> tuple[list[Points], list[float], int]:
        """Strokes of a row that is one high, the middle of each digit, and which of them the pattern is."""
        before, after = (int(random.choice(3, p=_BESIDE)) for _ in range(2))
        own = self._of_writer[pattern.writer]
        others = [own[int(random.integers(len(own)))] for _ in range(before + after)]
        patterns = [*others[:before], pattern, *others[before:]]
        gap = random.uniform(-0.1, 0.5)
        edge, lines, middles = 0.0, list[Points](), list[float]()
        for each in patterns:
            digit = self._drawn(each, random)
            digit = moved(digit, (edge, random.normal(0, _RAISED)))
            right = right_edge(digit)
            lines += digit
            middles.append((edge + right) / 2)
            edge = right + gap + random.normal(0, 0.05)
        return lines, middles, before

    def _drawn(self, pattern: PenPattern, random: Random) -> Strokes:
        strokes = one_high(varied(pattern.strokes, pattern.label, random))
        share = height_of(pattern.strokes) / self._usual[pattern.writer]
        return scaled(strokes, share * float(np.exp(random.normal(0, _HEIGHTS))))


def _field(lines: Sequence[Points], x: float, random: Random) -> FloatArray:
    """The field whose middle is at ``x`` and about at the middle of the row."""
    scale = _HEIGHT_PX * float(np.exp(random.normal(0, _SCALE)))
    middle = FIELD_SIZE / 2
    strokes = [Stroke.of(line, PEN_WIDTH_PX / scale) for line in lines]
    return placed_ink(strokes, AS_IT_IS._replace(scale=scale, offset=(middle - x * scale, middle)), normalised=True)
