"""Numbers to find prices on: recorded digits with uneven gaps, some drawn otherwise, joined, or beside marks."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from model.digits.drawing import Stroke
from model.network.architecture import NOT_A_DIGIT
from model.numbers.patches import pieces_of_picture
from model.numbers.pieces import Patch, Piece, box_of, cut_stroke
from model.numbers.rows import Row, in_order
from model.strokes.reading import PenPattern
from model.strokes.variation import Points, Strokes, varied
from tests.benchmarks.made_pictures import inked_digits, set_beside

PEN = 0.05
"""In heights of the row, as all lengths here."""
WIDE, VARIED, JOINED, MARKED = 0.15, 0.8, 0.05, 0.12
"""Parts of the numbers: with wide gaps, drawn as another person might, joined, and with something that is no digit."""
TOUCHING, PENS = 0.3, (0.06, 0.14)
"""Of pictures: the part of the neighbours that touch, and how wide pens are."""
JOINABLE = 0.35
"""A digit that ends, or begins, farther from its neighbour than this part of its width is not joined to it."""


class Practice(NamedTuple):
    """A number in pieces. ``owners`` says of each which digit it belongs to, ``labels`` what that is."""

    row: Row
    owners: tuple[int, ...]
    labels: tuple[int, ...]


def practice(
    writers: Sequence[Sequence[PenPattern]], others: Sequence[PenPattern], count: int, seed: int, pictures: bool = False
) -> Iterator[Practice]:
    """Numbers of one to six digits.

    Args:
        writers: each one's digits.
        others: what is no digit.
        count: how many numbers.
        seed: decides everything.
        pictures: pieces are those of pictures.
    """
    for number in range(count):
        random = np.random.default_rng([seed, number])
        own = writers[int(random.integers(len(writers)))]
        chosen = [own[int(random.integers(len(own)))] for _ in range(int(random.integers(1, 7)))]
        height = max(float(np.median([np.ptp(np.concatenate(each.strokes)[:, 1]) for each in chosen])), 1e-6)
        vary = random.random() < VARIED
        drawn = [_redrawn(each, random) if vary else each.strokes for each in chosen]
        items = [
            (each.label or 0, tuple(line / height for line in strokes))
            for each, strokes in zip(chosen, drawn, strict=True)
        ]
        if random.random() < MARKED:
            place = int(random.integers(0, len(items) + 1))
            items.insert(place, (NOT_A_DIGIT, _mark(others, random)))
        gap = random.uniform(0.4, 1.0) if random.random() < WIDE else random.uniform(-0.15, 0.5)
        placed = _placed(items, gap, random)
        yield _in_patches(placed, random) if pictures else _in_pieces(placed, random.random() < JOINED, random)


def _redrawn(pattern: PenPattern, random: np.random.Generator) -> Strokes:
    """As another person might draw it, as large as it was."""
    strokes = varied(pattern.strokes, pattern.label, random)
    sizes = [max(float(np.ptp(np.concatenate(each), axis=0).max()), 1e-6) for each in (pattern.strokes, strokes)]
    return tuple(line * sizes[0] / sizes[1] for line in strokes)


def _mark(others: Sequence[PenPattern], random: np.random.Generator) -> Strokes:
    """A point, a comma, a minus sign, or a letter."""
    kind = random.random()
    if kind < 0.4:
        middle = np.array([0, 0.47 + random.normal(0, 0.06)])
        return (middle + random.normal(0, 0.03, (int(random.integers(1, 5)), 2)),)
    if kind < 0.55:
        length, top = random.uniform(0.12, 0.3), 0.45 + random.normal(0, 0.06)
        return (np.array([[length * random.uniform(0.1, 0.6), top], [0, top + length]]),)
    if kind < 0.95 or not others:
        half, rise = random.uniform(0.12, 0.3), random.normal(0, 0.12)
        middle = np.array([0, random.normal(0, 0.08)])
        return (middle + np.array([[-half, -half * rise], [half, half * rise]]),)
    strokes = others[int(random.integers(len(others)))].strokes
    low, high = _corners(strokes)
    scale = random.uniform(0.6, 1.1) / max(float((high - low).max()), 1e-6)
    return tuple((line - (low + high) / 2) * scale for line in strokes)


def _placed(items: Sequence[tuple[int, Strokes]], gap: float, random: np.random.Generator) -> list[tuple[int, Strokes]]:
    """Beside each other, digits with their middles about aligned."""
    edge, before, placed = 0.0, 0, list[tuple[int, Strokes]]()
    for label, strokes in items:
        low, high = _corners(strokes)
        own_gap = gap + random.normal(0, 0.05)
        if NOT_A_DIGIT in (label, before):
            own_gap = max(own_gap, random.uniform(0.05, 0.3))
        edge += own_gap if placed else 0.0
        middle = 0.0 if label == NOT_A_DIGIT else (low[1] + high[1]) / 2
        shift = np.array([edge - low[0], random.normal(0, 0.07) - middle])
        placed.append((label, tuple(line + shift for line in strokes)))
        edge, before = edge + float(high[0] - low[0]), label
    return placed


def _in_pieces(placed: Sequence[tuple[int, Strokes]], join: bool, random: np.random.Generator) -> Practice:
    lines: list[Points] = []
    owner_of: dict[tuple[float, ...], int] = {}
    for owner, (_, strokes) in enumerate(placed):
        owner_of |= {tuple(point): owner for line in strokes for point in line.tolist()}
        joined = join and owner > 0 and _joinable(placed[owner - 1], placed[owner]) and random.random() < 0.8
        lines += [np.concatenate([lines.pop(), strokes[0]]), *strokes[1:]] if joined else strokes
    pieces = [
        (Piece(box_of(part), part, whole), owner)
        for whole, line in enumerate(lines)
        for part in cut_stroke(Stroke(tuple((x, y) for x, y in line.tolist()), PEN))
        for owner in [_owner(part, owner_of)]
    ]
    owners = {id(piece): owner for piece, owner in pieces}
    row = in_order(piece for piece, _ in pieces)
    return Practice(row, tuple(owners[id(piece)] for piece in row), tuple(label for label, _ in placed))


def _in_patches(placed: Sequence[tuple[int, Strokes]], random: np.random.Generator) -> Practice:
    pen = random.uniform(*PENS)
    strokes = [[Stroke(tuple((x, y) for x, y in line.tolist()), pen) for line in lines] for _, lines in placed]
    digits = inked_digits(strokes, pen)
    edges = [_corners(lines) for _, lines in placed]
    gaps = [
        None
        if random.random() < TOUCHING and NOT_A_DIGIT not in (placed[place][0], placed[place + 1][0])
        else float(edges[place + 1][0][0] - edges[place][1][0])
        for place in range(len(digits) - 1)
    ]
    whole, columns = set_beside(digits, gaps)
    margin = (len(whole) - len(digits[0])) // 2
    owned = np.zeros((len(digits), *whole.shape), dtype=np.float32)
    for own, digit, where in zip(owned, digits, columns, strict=True):
        own[margin : margin + len(digit), where] = digit
    row = in_order(pieces_of_picture(whole))
    owners = []
    for piece in row:
        assert isinstance(piece.part, Patch)
        patch = piece.part
        rows, places = np.nonzero(patch.ink >= 0.5)
        at = np.minimum(
            (np.stack([rows + patch.top, places + patch.left]) + 0.5) * patch.scale, np.array(whole.shape)[:, None] - 1
        )
        owners.append(int(owned[:, *at.astype(int)].sum(axis=1).argmax()))
    return Practice(row, tuple(owners), tuple(label for label, _ in placed))


def _owner(part: Stroke, owner_of: dict[tuple[float, ...], int]) -> int:
    """The digit that most of a piece's points are of; of none, if it is a line between two, the first."""
    owners = [owner_of[point] for point in part.points if point in owner_of]
    return max(set(owners), key=owners.count) if owners else 0


def _joinable(one: tuple[int, Strokes], other: tuple[int, Strokes]) -> bool:
    """Whether a line from the end of the one to the start of the other crosses little of either."""
    if NOT_A_DIGIT in (one[0], other[0]):
        return False
    (left, right), (next_left, next_right) = (np.array(_corners(strokes))[:, 0] for _, strokes in (one, other))
    end, start = one[1][-1][-1, 0], other[1][0][0, 0]
    ends_right = end > right - JOINABLE * (right - left)
    return bool(ends_right and start < next_left + JOINABLE * (next_right - next_left))


def _corners(strokes: Strokes) -> tuple[Points, Points]:
    points = np.concatenate(strokes)
    return points.min(axis=0), points.max(axis=0)
