"""Which neighbouring pieces may be one digit, and what it costs to cut or not to cut between them, from their boxes.

Where two ways to read pieces look good to the network (a 4 of two strokes, or "21"), their places and gaps help.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.digits.drawing import Stroke
from model.limits import THINNEST_PEN
from model.network.architecture import NOT_A_DIGIT
from model.network.records import Rejection
from model.numbers.pieces import Box, Patch, Piece, box_around, usual

Floats = NDArray[np.float64]

_WIDEST = 1.7
"""The greatest width of a digit of several pieces, in heights of its row."""
_MOST_PIECES = 12
"""The most pieces of one digit."""
_TOGETHER = 0.5
"""Pieces that share this part of the narrower one's width count as one for the height of their row."""
_OF_ONE_STROKE = [0, 2, 3, 6, 8, 9]
"""Digits that are mostly written in one stroke."""
LEAST_SHARE = 1e-12
"""A class with a smaller share of the posterior costs no more than with this one."""

# In heights of the row.
_SPREAD = 0.05
"""Pieces that are less than this apart still count as overlapping a little."""
_USUAL_GAP = 0.15
"""The gap that is expected before any is seen."""
_MOST_CROWDED = 0.4
"""The largest value of ``Cut.crowded``."""
_DASH = 0.3
"""A piece lower than this may be a dash."""
_DOT = 0.45
"""A piece smaller than this may be a dot."""
_LEVEL = 0.3
"""A dash nearer to the middle of the row than this may be a minus sign."""
_OFF = 0.45
"""A dash farther from the middle of the row than this is the bar of a 5 or the foot of a 1."""
_NARROWEST_DASH = 0.1
"""A stroke narrower than this is no dash."""
_LOFTY = 0.15
"""A stroke farther above the middle than this is no point: a pen that comes down or bounces leaves dots there."""
_STRAY = 0.3
"""Where ``Cut.stray`` is larger, it does not matter that both sides together look like one digit."""
_TWO_WIDE = 1.2
"""Two digits that touch are mostly wider than this."""
_APART = 0.15
"""A piece with this much paper beside it stands alone."""
_LOW = 0.8
"""A digit lower than this costs more."""
_SMALL = 0.5
"""A digit smaller than this, both in width and in height, costs more."""
_WIDE = 0.8
"""A digit wider than this costs more."""
_MARK = 0.3
"""What is no digit costs more if it is higher than this."""


class Cut(NamedTuple):
    """A place between two neighbouring pieces, and what speaks against cutting there.

    ``overlap`` is the part of the narrower one's width that is above or below the other, 0 to 1, but 0 where a
    picture's ink is cut, around all that hangs over. In heights of the row, ``crowded`` says how much smaller their gap
    is than the others', and ``staggered`` how far their middles are above each other. ``through`` is 1 where the cut
    goes through ink, and ``narrow`` says how much narrower that ink is than two digits that touch; ``crossed``, 0 to 1,
    how wide a picture's ink is there, in widths of the pen: where digits touch, mostly less than a line. ``stray``, 0
    to 1, speaks for the cut: one of the two is a point, or a dash about halfway up, that stands alone. ``spanned`` is
    the largest share of a digit among the candidates that do not cut here: two digits together seldom look like one.
    """

    overlap: float
    crowded: float
    staggered: float
    through: float
    stray: float
    narrow: float = 0.0
    crossed: float = 0.0
    spanned: float = 0.0


@dataclass(frozen=True)
class Prices:
    """In nats, like the network's answers, to which they are added.

    ``tests/benchmarks/prices.py`` found them by discriminative forward training (section VI.D) of the prices alone.
    One named like a field of :class:`Cut` is multiplied by it. Where the prices of a cut add up to less than 0, a digit
    that leaves it out pays the rest.
    """

    cut: float = -12.1
    """The price of any cut."""
    overlap: float = 4.2
    crowded: float = 21.6
    staggered: float = 7.4
    through: float = 9.2
    stray: float = -11.1
    narrow: float = 0.0
    crossed: float = 0.0
    spanned: float = 6.3
    low: float = 16.4
    """The price of a digit, for each height of the row that it is too low."""
    small: float = 17.0
    """The price of a digit, for each height of the row that it is too small."""
    wide: float = 0.0
    """The price of a digit, for each height of the row that it is too wide."""
    strokes: float = 2.3
    """The price of several strokes, for a digit that is mostly written in one."""
    mark: float = 7.2
    """The price of what is no digit."""
    high: float = 12.0
    """The price of what is no digit, for each height of the row that it is too high."""
    several: float = 2.0
    """The price of more than one digit: on a canvas, one is the rule."""
    unlike: float = 3.0
    """The price of rubbish's share, whatever pieces are taken for: what looks like no digit is rather a part of one."""
    posterior: bool = True
    """Whether an answer costs the -log posterior of eq. 9; if not, its penalty over the scale, or j if no digit."""

    def of_cut(self, cut: Cut) -> float:
        """What the cut costs; where negative, what a digit costs that leaves it out."""
        prices: list[float] = [getattr(self, name) for name in Cut._fields]
        return self.cut + sum(price * value for price, value in zip(prices, cut, strict=True))

    def of_answers(self, rejection: Rejection, penalties: Floats) -> Floats:
        """(..., 10) -> (..., 11): what the network's answers cost, no digit last."""
        if self.posterior:
            shares = rejection.shares(penalties)
            costs: Floats = -np.log(np.maximum(shares, LEAST_SHARE)) + self.unlike * shares[..., NOT_A_DIGIT:]
        else:
            costs = np.minimum(rejection.scaled(penalties), -np.log(LEAST_SHARE))
        return costs

    def of_classes(self, answer: Floats, pieces: Sequence[Piece], box: Box, height: float) -> Floats:
        """(11,): what it costs to take pieces, with ``box`` around them, for each digit, or for no digit.

        ``answer`` is what the network's answer costs, and ``height`` the height of the row.
        """
        costs = answer.copy()
        low, small, wide, high = misfits(box, height)
        costs[:NOT_A_DIGIT] += self.low * low + self.small * small + self.wide * wide
        if is_of_several_strokes(pieces):
            costs[_OF_ONE_STROKE] += self.strokes
        costs[NOT_A_DIGIT] += self.mark + self.high * high
        return costs


PRICES = Prices()
PICTURE_PRICES = Prices(
    cut=-7.8,
    overlap=5.8,
    crowded=7.1,
    staggered=1.1,
    through=1.2,
    stray=-4.1,
    narrow=5.6,
    crossed=7.9,
    spanned=0.5,
    low=10.5,
    small=10.1,
    wide=5.6,
    strokes=3.2,
    mark=2.2,
    high=11.8,
    unlike=0.0,
    posterior=False,
)
"""The prices of pictures: touching digits must be cut more often, and a bit of a neighbour changes only penalties."""


def is_of_several_strokes(pieces: Sequence[Piece]) -> bool:
    """Whether these are parts of several strokes, not of one that was cut."""
    return any(piece.whole != pieces[0].whole for piece in pieces)


def misfits(box: Box, height: float) -> tuple[float, float, float, float]:
    """In heights of the row: how much too low, too small and too wide this is for a digit, and too high for a mark."""
    size, tall = max(box.width, box.height) / height, box.height / height
    return max(_LOW - tall, 0), max(_SMALL - size, 0), max(box.width / height - _WIDE, 0), max(tall - _MARK, 0)


def row_height(row: Sequence[Piece]) -> float:
    """How high digits are in a row: the median of its higher parts; never 0."""
    parts: list[Box] = []
    for box in _wholes(row).values():
        together = parts and parts[-1].shared_width(box) >= _TOGETHER * min(parts[-1].width, box.width)
        parts.append(box_around((parts.pop(), box)) if together else box)
    return max(usual(part.height for part in parts), THINNEST_PEN)


def _wholes(row: Sequence[Piece]) -> dict[int, Box]:
    """The box of each stroke or connected ink, by its number."""
    boxes: dict[int, Box] = {}
    for piece in row:
        boxes[piece.whole] = box_around((piece.box, boxes.get(piece.whole, piece.box)))
    return boxes


def groups_of(row: Sequence[Piece], height: float) -> list[tuple[int, int]]:
    """First and end of all neighbouring pieces that may be one digit; among them each piece, and each whole stroke."""
    groups = []
    for first, piece in enumerate(row):
        box = piece.box
        groups.append((first, first + 1))
        for end in range(first + 2, min(len(row), first + _MOST_PIECES) + 1):
            box = box_around((box, row[end - 1].box))
            if box.width <= _WIDEST * height or not is_of_several_strokes(row[first:end]):
                groups.append((first, end))
    return groups


def cuts_of(row: Sequence[Piece], height: float) -> list[Cut]:
    """The places between neighbouring pieces."""
    boxes = np.array([piece.box for piece in row])
    most_right, least_left = np.maximum.accumulate(boxes[:, 2]), np.minimum.accumulate(boxes[::-1, 0])[::-1]
    gaps: list[float] = ((least_left[1:] - most_right[:-1]) / height).tolist()
    last_of = {piece.whole: place for place, piece in enumerate(row)}
    wholes = _wholes(row)
    reach = np.maximum.accumulate([last_of[piece.whole] for piece in row])
    through: list[bool] = (reach[:-1] > np.arange(len(gaps))).tolist()
    middle = float(boxes[:, 1].min() + boxes[:, 3].max()) / 2
    stray = [_strayness(row, place, height, middle) for place in range(len(row))]
    cuts = []
    for place, gap in enumerate(gaps):
        one, other = row[place].box, row[place + 1].box
        overlap = _overlap(one, other, _SPREAD * height)
        if through[place]:
            narrow = max(_TWO_WIDE - wholes[row[place].whole].width / height, 0.0)
            crossed = _crossed(row, place + 1)
            cuts.append(Cut(overlap if crossed is None else 0.0, 0.0, 0.0, 1.0, 0.0, narrow, crossed or 0.0))
            continue
        others = [other for at, other in enumerate(gaps) if at != place and not through[at]]
        crowded = min(max(median([*others, _USUAL_GAP]) - gap, 0.0), _MOST_CROWDED)
        staggered = min(abs(one.top + one.bottom - other.top - other.bottom) / 2 / height, 0.5)
        apart = min(max(gap, 0.0) / _APART, 1.0)
        cuts.append(Cut(overlap, crowded, staggered, 0.0, apart * max(stray[place], stray[place + 1])))
    return cuts


def spanned(cuts: Sequence[Cut], groups: Sequence[tuple[int, int]], shares: Floats) -> list[Cut]:
    """The same cuts, with what the network says of each group (G, 11)."""
    largest = np.zeros(len(cuts))
    for (first, end), share in zip(groups, shares[:, :NOT_A_DIGIT].max(axis=1), strict=True):
        inside = largest[first : end - 1]
        np.maximum(inside, share, out=inside)
    # A digit with a point beside it still looks like that digit, which says nothing against the point.
    return [
        cut._replace(spanned=share * max(1 - cut.stray / _STRAY, 0.0))
        for cut, share in zip(cuts, largest.tolist(), strict=True)
    ]


def _strayness(row: Sequence[Piece], place: int, height: float, middle: float) -> float:
    """1 for a point or a thin dash at the middle, 0 for a piece of some height, or a part of a larger stroke."""
    box = row[place].box
    size = max(box.width, box.height)
    large = size >= _DOT * height and box.height >= _DASH * height
    if large or any(other.whole == row[place].whole for other in (*row[:place], *row[place + 1 :])):
        return 0.0
    below = ((box.top + box.bottom) / 2 - middle) / height
    level = min(max((_OFF - abs(below)) / (_OFF - _LEVEL), 0.0), 1.0)
    dash, dot = level * (1 - box.height / (_DASH * height)), 1 - size / (_DOT * height)
    if isinstance(row[place].part, Stroke):
        dash *= box.width >= _NARROWEST_DASH * height
        dot *= min(max(1 + below / _LOFTY, 0.0), 1.0)
    return max(dash, dot, 0.0)


def _crossed(row: Sequence[Piece], place: int) -> float | None:
    """How wide the ink is, at most 1, of the connected ink that a cut before this piece goes through; None of strokes.

    Between parts of the same ink others may lie, and more than one may be cut.
    """
    if not isinstance(row[place].part, Patch):
        return None
    left = {piece.whole for piece in row[:place]}
    nearest: dict[int, float] = {}
    for piece in row[place:]:
        if piece.whole in left and isinstance(piece.part, Patch):
            nearest.setdefault(piece.whole, piece.part.crossed)
    return min(sum(nearest.values()), 1.0)


def _overlap(one: Box, other: Box, spread: float) -> float:
    narrower = min(one.width, other.width)
    return min(max((one.shared_width(other) + spread) / (narrower + spread), 0.0), 1.0)
