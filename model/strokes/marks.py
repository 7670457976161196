"""Scribbles, marks and specks, drawn by the program: no digit, and from no file."""

from collections.abc import Sequence

import numpy as np

from model.network.records import FloatArray
from model.strokes.variation import Points, Strokes, resampled, to_unit_box

Random = np.random.Generator


def is_straight(strokes: Sequence[Points]) -> bool:
    """Whether a person might take this for a one: hardly wider than a line, whatever its slant."""
    points = np.concatenate(strokes)
    spread = np.linalg.svd(points - points.mean(axis=0), compute_uv=False)
    return len(spread) < 2 or spread[1] < 0.16 * spread[0]


def turning(stroke: Points) -> tuple[float, float]:
    """How far a stroke turns in all, whichever way, in radians; and its size."""
    size = float(np.ptp(stroke, axis=0).max())
    steps = np.diff(resampled(stroke, max(0.1 * size, 1e-6)), axis=0)
    if len(steps) < 2:
        return 0.0, size
    heading = np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))
    return float(np.abs(np.diff(heading)).sum()), size


def scribble(random: Random) -> Strokes:
    """A curve with many turns, a zigzag, or a spiral."""
    kind = random.random()
    if kind < 0.3:
        turns = int(random.integers(5, 11))
        x = np.linspace(0, random.uniform(0.4, 1.6), turns)
        y = np.where(np.arange(turns) % 2, 1.0, 0.0) * random.uniform(0.3, 1.2) + random.normal(0, 0.1, turns)
        line = np.stack([x, y], axis=1)
        if random.random() < 0.5:
            line = line[:, ::-1]
    elif kind < 0.5:
        angle = np.linspace(0, random.uniform(5, 10) * np.pi, 110) * random.choice([-1, 1])
        radius = np.linspace(random.uniform(0.05, 0.3), 1, 110)
        line = np.stack([radius * np.cos(angle), radius * np.sin(angle) * random.uniform(0.4, 1)], axis=1)
        line[:, 0] += np.linspace(0, random.uniform(0, 2.0), 110)
    else:
        count = int(random.integers(60, 150))
        # Bends that come and go: one that stays draws circles, and so zeros, sixes and nines.
        bend = np.convolve(random.normal(0, random.uniform(0.1, 0.3), count), np.ones(9), "same")
        heading = np.cumsum(np.clip(bend, -0.9, 0.9)) + random.uniform(0, 2 * np.pi)
        line = np.cumsum(np.stack([np.cos(heading), np.sin(heading)], axis=1), axis=0)
        # A walk that hardly turned might be a digit.
        if turning(line)[0] < 4 * np.pi:
            return scribble(random)
    line = to_unit_box((line,))[0]
    if random.random() < 0.25:
        factor, place = random.uniform(0.3, 1), random.uniform(-0.5, 0.5, 2)
        return (line, *(factor * each + place for each in scribble(random)))
    return (line,)


def _dash(random: Random, middle: tuple[float, float] = (0, 0), length: float = 1.0) -> Points:
    """A line that lies more than it stands."""
    angle = np.radians(random.uniform(-38, 38))
    half = length / 2 * np.array([np.cos(angle), np.sin(angle)])
    return np.stack([middle - half, middle + half])


def _ring(corners: int, random: Random) -> Points:
    angle = np.linspace(0, 2 * np.pi, corners + 1) + random.uniform(0, 2 * np.pi)
    return np.stack([np.cos(angle), np.sin(angle)], axis=1) * 0.5 + random.normal(0, 0.03, (corners + 1, 2))


def mark(random: Random) -> Strokes:
    """Dots, dashes, crosses, ticks and simple shapes."""
    kind = int(random.integers(9))
    if kind == 0:
        place = random.uniform(-0.5, 0.5, (int(random.integers(1, 5)), 2))
        return tuple(np.stack([at, at + random.normal(0, 0.02, 2)]) for at in place)
    if kind == 1:
        return (_dash(random),)
    if kind == 2:
        gap = random.uniform(0.2, 0.6)
        return tuple(_dash(random, (0, at)) for at in (-gap / 2, gap / 2))
    if kind == 3:
        angle = random.uniform(0, np.pi / 2)
        arms = [np.array([np.cos(a), np.sin(a)]) * random.uniform(0.35, 0.5) for a in (angle, angle + np.pi / 2)]
        return tuple(np.stack([-arm, arm]) for arm in arms)
    if kind == 4:
        count, gap = int(random.integers(2, 6)), random.uniform(0.2, 0.5)
        return tuple(np.array([[at * gap, -0.5], [at * gap + random.normal(0, 0.06), 0.5]]) for at in range(count))
    if kind == 5:
        low = random.uniform(0.2, 0.5)
        tick = np.array([[0, 0], [random.uniform(0.15, 0.4), low], [1.0, -random.uniform(0.3, 1)]])
        return (tick * (random.choice([-1, 1]), random.choice([-1, 1])),)
    if kind == 6:
        ring = _ring(3, random)
        return (ring, _dash(random, length=random.uniform(0.3, 1.2))) if random.random() < 0.5 else (ring,)
    if kind == 7:
        star = _ring(5, random)
        return (star[[0, 2, 4, 1, 3, 0]],)
    arm = random.uniform(0.2, 0.45)
    arrow = np.array([[0.5 - arm, -arm], [0.5, 0], [0.5 - arm, arm]])
    turn = random.uniform(0, 2 * np.pi)
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return tuple(line @ matrix.T for line in (np.array([[-0.5, 0], [0.5, 0]]), arrow))


def specks(random: Random) -> FloatArray:
    """(28, 28), 0 to 1: a few small spots."""
    picture = np.zeros((28, 28), dtype=np.float32)
    for x, y in random.integers(0, 26, (int(random.integers(1, 9)), 2)):
        side = random.integers(1, 4, 2)
        picture[y : y + side[1], x : x + side[0]] = random.uniform(0.3, 1)
    return picture
