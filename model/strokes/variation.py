"""Strokes as another person might have drawn them: what pictures can no longer be changed into.

Works on the pen's path before it is inked: slant, proportions, corners, flourishes, joined strokes, loops, and the
slashed zeros, barred sevens and flagged ones of European and technical handwriting.
"""

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""(N, 2): x to the right and y down, in any unit."""
Strokes = tuple[Points, ...]

_SPACING = 0.03
"""Points of a path, as a part of the digit's size."""


def to_unit_box(strokes: Strokes) -> Strokes:
    """The same strokes with their box's larger side from -0.5 to 0.5, and its middle at 0."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    return tuple((stroke - (low + high) / 2) / max(float((high - low).max()), 1e-9) for stroke in strokes)


def resampled(stroke: Points, spacing: float = _SPACING) -> Points:
    """The same path with points about ``spacing`` apart; a dot stays one point."""
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(stroke, axis=0).T))])
    if lengths[-1] < 1e-9:
        return stroke[:1]
    places = np.linspace(0, lengths[-1], max(2, round(lengths[-1] / spacing) + 1))
    return np.stack([np.interp(places, lengths, stroke[:, axis]) for axis in (0, 1)], axis=1)


def varied(strokes: Strokes, label: int | None, random: np.random.Generator) -> Strokes:
    """Draw the same pattern as another person might.

    Args:
        strokes: in any unit, y down.
        label: 0 to 9, for what only some digits have; None for others.
        random: decides everything.

    Returns:
        New strokes in the unit box, about.
    """
    lines = [resampled(stroke) for stroke in to_unit_box(strokes)]
    lines = _apart(_with_habits(lines, label, random), random)
    lines = [_with_corners(line, random) for line in lines]
    lines = [_with_ends(line, random) for line in lines]
    if len(lines) > 1 and random.random() < 0.1:
        lines = _joined(lines, int(random.integers(len(lines) - 1)))
    return tuple(_bent(lines, random))


def _bent(lines: list[Points], random: np.random.Generator) -> list[Points]:
    """Slant, proportions, a turn, and a slow wave through the whole field."""
    slant, turn = random.normal(0, 0.16), random.normal(0, np.radians(4))
    width, taper = np.exp(random.normal(0, 0.15)), random.normal(0, 0.12)
    cosine, sine = np.cos(turn), np.sin(turn)
    matrix = np.array([[cosine, -sine], [sine, cosine]]) @ np.array([[width, -slant], [0, 1]])
    waves = random.normal(0, 0.022, (2, 2, 2))
    phases = random.uniform(0, 2 * np.pi, (2, 2))
    bent = []
    for line in lines:
        x, y = line.T
        moved = line @ matrix.T
        moved[:, 0] *= 1 + taper * y  # the upper part grows where the lower shrinks
        for axis in (0, 1):
            for along, values in enumerate((x, y)):
                wave = waves[axis, along]
                moved[:, axis] += wave[0] * np.sin(2 * np.pi * values + phases[axis, along]) + wave[1] * (
                    np.cos(np.pi * values) - 0.6
                )
        bent.append(moved)
    return bent


def _with_corners(line: Points, random: np.random.Generator) -> Points:
    """Corners rounded, or cut to straight pieces, as by a fast or a slow hand."""
    kind = random.random()
    if kind < 0.35 and len(line) > 6:
        reach = int(random.integers(1, 4))
        padded = np.concatenate([np.repeat(line[:1], reach, 0), line, np.repeat(line[-1:], reach, 0)])
        window = np.ones(2 * reach + 1) / (2 * reach + 1)
        smooth = np.stack([np.convolve(padded[:, axis], window, "valid") for axis in (0, 1)], axis=1)
        smooth[0], smooth[-1] = line[0], line[-1]
        return smooth
    if kind < 0.5 and len(line) > 6:
        step = int(random.integers(3, 6))
        kept = np.unique(np.append(np.arange(0, len(line), step), len(line) - 1))
        cut: Points = line[kept]
        return cut
    return line


def _with_ends(line: Points, random: np.random.Generator) -> Points:
    """Ends cut short or with a flourish; loops closed, or opened."""
    if len(line) < 8:
        return line
    if random.random() < 0.25:
        most = max(1, len(line) // 12)
        line = line[random.integers(0, most + 1) : len(line) - random.integers(0, most + 1)]
    gap = float(np.hypot(*(line[0] - line[-1])))
    if gap < 0.3 and random.random() < 0.3:
        return np.concatenate([line, line[:1] + random.normal(0, 0.02, 2)])
    for end in (0, -1):
        if random.random() < 0.1:
            along = line[end] - line[3 if end == 0 else -4]
            length = float(np.hypot(*along))
            if length > 1e-6:
                # Some hooks turn back along the stroke, as a pen does that is lifted late.
                turn = random.normal(0, 0.9) if random.random() < 0.7 else random.choice([-1, 1]) * random.uniform(2, 3)
                cosine, sine = np.cos(turn), np.sin(turn)
                hook = np.array([[cosine, -sine], [sine, cosine]]) @ along / length * random.uniform(0.04, 0.13)
                tip = (line[end] + hook)[None]
                line = np.concatenate([tip, line] if end == 0 else [line, tip])
    return line


def _slash(middle: Points, size: float, random: np.random.Generator) -> Points:
    """A line through a zero: mostly from lower left to upper right, often far beyond the ring, sometimes level."""
    level = random.random() < 0.2
    angle = np.radians(random.uniform(-12, 12) if level else random.uniform(35, 88))
    along = np.array([np.cos(angle), -np.sin(angle)])
    if not level and random.random() < 0.15:
        along[0] = -along[0]
    middle = middle + random.normal(0, 0.05, 2)
    reach = random.uniform(0.4, 1.0, 2) * size
    return np.stack([middle + reach[0] * along, middle - reach[1] * along])


def _apart(lines: list[Points], random: np.random.Generator) -> list[Points]:
    """Strokes that do not quite meet: the pen came down a little beside its place."""
    if len(lines) == 1 or random.random() < 0.5:
        return lines
    return [line + random.normal(0, 0.035, 2) for line in lines]


def _joined(lines: list[Points], first: int) -> list[Points]:
    """Two strokes as one: the pen was not lifted between them."""
    return [*lines[:first], np.concatenate(lines[first : first + 2]), *lines[first + 2 :]]


def _with_habits(lines: list[Points], label: int | None, random: np.random.Generator) -> list[Points]:
    """A slash through a zero, a bar on a seven, a flag, a tail or a foot on a one."""
    chance = random.random()
    points = np.concatenate(lines)
    low, high = points.min(axis=0), points.max(axis=0)
    width, height = np.maximum(high - low, 1e-3)
    middle = (low + high) / 2
    if label == 0 and chance < 0.25:
        return [*lines, _slash(middle, max(width, height), random)]
    if label == 7 and chance < 0.25 and len(lines) == 1:
        row = low[1] + random.uniform(0.42, 0.65) * height
        at = points[np.abs(points[:, 1] - row).argmin()]
        half = np.array([random.uniform(0.15, 0.32) * height, random.normal(0, 0.04)])
        return [*lines, np.stack([at - half, at + half])]
    if label == 1 and len(lines) == 1 and width < 0.35 * height:
        top, foot = points[points[:, 1].argmin()], points[points[:, 1].argmax()]
        if chance < 0.2:
            angle = np.radians(random.uniform(25, 65))
            length = random.uniform(0.15, 0.5) * height
            flag = top + length * np.array([-np.cos(angle), np.sin(angle)])
            if len(lines[0]) > 1 and lines[0][0, 1] > lines[0][-1, 1]:
                return [*lines, np.stack([top, flag])]
            return [np.concatenate([flag[None], lines[0]])]
        if chance < 0.28:
            turn = random.uniform(0.1, 0.3) * height * np.array([1, random.uniform(-0.4, 0.1)])
            end = lines[0] if lines[0][-1, 1] > lines[0][0, 1] else lines[0][::-1]
            return [np.concatenate([end, (foot + turn)[None]])]
        if chance < 0.38:
            half = np.array([random.uniform(0.12, 0.3) * height, 0])
            return [*lines, np.stack([foot - half, foot + half])]
    return lines
